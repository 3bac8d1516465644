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
# What only a wide screen shows is alike on all pages of a layout: in the dark, these are enough.
IN_THE_DARK = ["home", "agreements", "agreement", "network"]
# Colours that change gradually are looked at when they have changed.
RUN_AXE = """async rules => {
    await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
    return axe.run({exclude: [rules.notOurs]}, rules);
}"""
# Select2 comes with Django's admin: its boxes say nothing while nothing is chosen.
NOT_OURS = ".select2"


@pytest.fixture(scope="module", params=by_depth())
def visited(request, readers_tab, curators_tab, django_db_blocker):
    tab = curators_tab if request.param.desk else readers_tab
    with django_db_blocker.unblock():
        show(tab, request.param)
    tab.evaluate(AXE_SCRIPT)
    return tab


@pytest.mark.parametrize(("width", "scheme"), RUNS.values(), ids=RUNS)
def test_axe_finds_nothing(visited, width, scheme):
    visited.set_viewport_size({"width": width, "height": 900})
    visited.emulate_media(color_scheme=scheme)
    assert found_by_axe(visited, EVERYTHING) == []


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
