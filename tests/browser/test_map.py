"""The map in a browser: a country leads on by pointer and by keyboard, and a choice of country keeps the filters."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_country_leads_to_its_page_and_seen_from_another_to_the_pair(page):
    page.goto("/map/")
    page.locator(".map .land a", has_text="Canada").locator("path").click()
    expect(page).to_have_url(re.compile(r"/countries/ca/$"))
    page.goto("/map/?party=FR")
    page.locator(".map .land a", has_text="Canada").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/between/fr/ca/$"))


@pytest.mark.thorough
def test_an_arc_leads_to_the_pair_and_tells_it_when_pointed_at(page):
    page.goto("/map/?party=FR")
    arc = page.locator(".map > a.arc").first
    assert arc.locator("title").text_content() == "France and China: 3 agreements"
    arc.locator("path").dispatch_event("click")
    expect(page).to_have_url(re.compile(r"/between/fr/cn/$"))


@pytest.mark.thorough
def test_the_map_is_seen_from_another_country_under_the_same_filters(page):
    page.goto("/map/?level=inter_agency")
    page.get_by_label("Show partners of").select_option("FR")
    page.get_by_role("button", name="Apply", exact=True).click()
    expect(page).to_have_url(re.compile(r"/map/\?level=inter_agency&party=FR$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("France")
    expect(page.locator(".chips li")).to_have_count(2)


@pytest.mark.thorough
def test_on_a_phone_the_map_is_whole_below_its_table(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/map/")
    frame = page.locator(".figure-frame")
    assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
    assert page.get_by_role("table").bounding_box()["y"] < frame.bounding_box()["y"]
    expect(page.locator(".scroll-hint")).to_be_hidden()
