"""How long pages are, in pixels: what a reader looks for is on the first screens."""

import pytest

from agreements.models import Agreement
from pages.lists import PAGE_SIZE

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = 60  # pixels of the links to further pages

# Texts that the eye sees, outside of charts, by the section that they stand in.
UNSTATED = """() => {
    const found = {};
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const {textContent, parentElement} = walker.currentNode;
        if (!/^\\s*(date )?not stated/i.test(textContent) || !parentElement.checkVisibility()) continue;
        if (parentElement.closest(".visually-hidden, svg, script, option")) continue;
        const section = parentElement.closest("section, aside, main");
        const name = section.getAttribute("aria-labelledby") ?? section.id;
        found[name] = (found[name] ?? 0) + 1;
    }
    return found;
}"""
WITH_SILENCE = [
    "/agreements/",
    "/events/",
    "/changes/",
    "/watch/",
    "/countries/be/",
    "/agencies/cnes/",
    "/between/cnes/csa/",
    "/between/cn/fr/",
    "/sources/",
    "/missions/",
]


def height(page):
    return page.evaluate("document.documentElement.scrollHeight")


@pytest.mark.thorough
def test_the_richest_agreement_is_read_on_three_screens(page):
    heights = {}
    for slug in Agreement.objects.values_list("slug", flat=True):
        page.goto(f"/agreements/{slug}/")
        heights[slug] = height(page)
    assert max(heights.values()) < 2400, heights


@pytest.mark.many
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_a_full_page_of_a_list_is_short(page, prefix):
    page.goto(f"{prefix}/agreements/")
    rows = page.locator("table.agreements tbody")
    of_rows, of_list, of_panel = (
        place.bounding_box() for place in (rows, page.locator(".list"), page.locator(".panel"))
    )
    below = height(page) - of_list["y"] - of_list["height"] + PAGES
    full = PAGE_SIZE * of_rows["height"] / rows.locator("tr").count()
    assert of_rows["y"] + full + below < 2000
    assert of_panel["y"] + of_panel["height"] + below < 2000


@pytest.mark.thorough
def test_on_a_phone_the_first_filter_is_on_the_first_screen(page):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/agreements/")
    panel = page.locator(".panel > summary")
    assert panel.bounding_box()["y"] + panel.bounding_box()["height"] < 640
    panel.click()
    field = page.locator(".panel .field").first.bounding_box()
    assert field["y"] + field["height"] < 640


@pytest.mark.thorough
def test_the_page_of_events_is_short(page):
    page.goto("/events/")
    assert height(page) < 6000


@pytest.mark.thorough
@pytest.mark.parametrize("path", WITH_SILENCE)
def test_what_is_not_stated_is_said_once_or_twice_a_section(page, path):
    page.goto(path)
    assert {section: number for section, number in page.evaluate(UNSTATED).items() if number > 2} == {}
