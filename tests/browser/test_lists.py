"""A list that narrows down as one clicks: the same addresses, no reload, and the back button right."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_facet_narrows_the_list_without_a_reload_and_back_widens_it(page):
    page.goto("/agreements/")
    count = page.get_by_role("status").filter(has_text="agreement")
    expect(count).to_contain_text("8 agreements")
    page.evaluate("window.stillHere = true")
    facets = page.get_by_role("region", name="Narrow down")
    facets.get_by_role("link", name="treaty").click()
    expect(page).to_have_url(re.compile(r"/agreements/\?kind=treaty$"))
    expect(count).to_contain_text("1 agreement")
    assert page.evaluate("window.stillHere")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/agreements/$"))
    expect(count).to_contain_text("8 agreements")


def test_the_form_asks_at_once_and_leaves_empty_filters_out_of_the_address(page):
    page.goto("/agreements/")
    page.evaluate("window.stillHere = true")
    page.get_by_label("Kind").select_option("memorandum")
    expect(page).to_have_url(re.compile(r"/agreements/\?kind=memorandum$"))
    expect(page.get_by_role("status").filter(has_text="agreement")).to_contain_text("1 agreement")
    assert page.evaluate("window.stillHere")
    page.get_by_role("link", name=re.compile("Remove the filter Kind")).click()
    expect(page).to_have_url(re.compile(r"/agreements/$"))


def test_a_mistake_in_the_form_is_told_beside_the_field(page):
    page.expected.append("status of 400")
    page.goto("/agreements/")
    page.locator("input[name=area]").fill("astronmy")
    page.locator("input[name=area]").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("is not the slug of an area")


def test_on_a_phone_the_names_of_facets_come_first_and_what_is_chosen_stays_open(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/agreements/?kind=treaty")
    facets = page.get_by_role("region", name="Narrow down")
    expect(facets.locator("details[open] > summary")).to_have_text(["Kind"])
    facets.locator("summary", has_text="Area").click()
    facets.get_by_role("link", name="Launchers").click()
    expect(facets.locator("details[open] > summary")).to_have_text(["Area", "Kind"])
