"""axe finds nothing on any page, in light and dark, on a wide screen and on a phone (WCAG 2.2, level AA)."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.pages import PUBLIC, by_depth, show

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {
    "runOnly": LEVEL_AA,
    "preload": False,
    "rules": {"target-size": {"enabled": True}},
}  # axe leaves this one to the asker
COLOURS = {"preload": False, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUNS = {"wide": (1440, "light"), "phone-dark": (360, "dark")}
# Of the pages that every run looks at, those that are laid out otherwise on a phone than some other.
ON_A_PHONE = {"agreement", "desk-agreement"}
# What only a wide screen shows is alike on all pages of a layout: in the dark, these are enough.
IN_THE_DARK = ["agreement", "network", "home", "agreements"]
# Colours that change gradually are looked at when they have changed.
RUN_AXE = """async rules => {
    await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
    return axe.run({exclude: [rules.notOurs]}, rules);
}"""
# Select2 comes with Django's admin: its boxes say nothing while nothing is chosen.
NOT_OURS = ".select2"


def runs():
    """Yield (page, width, scheme) as parameters of a test, those that only a thorough run makes marked so."""
    for one in by_depth():
        [page] = one.values
        for run, how in RUNS.items():
            is_rare = run == "phone-dark" and page.name not in ON_A_PHONE
            marks = [*one.marks, *([pytest.mark.thorough] if is_rare else [])]
            yield pytest.param(page, *how, id=f"{page}-{run}", marks=marks)


@pytest.mark.parametrize(("page", "width", "scheme"), [*runs()])
def test_axe_finds_nothing(readers_tab, curators_tab, page, width, scheme):
    tab = curators_tab if page.desk else readers_tab
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    show(tab, page)
    tab.evaluate(AXE_SCRIPT)
    assert found_by_axe(tab, EVERYTHING) == []


@pytest.mark.many
@pytest.mark.parametrize("page", [page for page in PUBLIC if page.name in IN_THE_DARK], ids=str)
def test_axe_finds_no_weak_colours_in_the_dark_on_a_wide_screen(readers_tab, page):
    readers_tab.set_viewport_size({"width": 1440, "height": 900})
    readers_tab.emulate_media(color_scheme="dark")
    show(readers_tab, page)
    readers_tab.evaluate(AXE_SCRIPT)
    assert found_by_axe(readers_tab, COLOURS) == []


def found_by_axe(tab, rules):
    found = tab.evaluate(RUN_AXE, {"resultTypes": ["violations"], "notOurs": NOT_OURS, **rules})
    return [*described(found["violations"])]


def described(violations):
    """Yield each violation in a line: the rule, the element and what is wrong with it."""
    for violation in violations:
        for node in violation["nodes"]:
            reasons = [check["message"] for check in (*node["any"], *node["all"], *node["none"])]
            yield f"{violation['id']}: {' '.join(node['target'])} {node['html'][:120]} ({'; '.join(reasons)})"
