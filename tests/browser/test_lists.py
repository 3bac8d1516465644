"""A list that narrows down as one clicks: the same addresses, no reload, and the back button right."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_a_count_narrows_the_list_without_a_reload_and_back_widens_it(page):
    page.goto("/agreements/")
    count = page.get_by_role("status").filter(has_text="agreement")
    expect(count).to_contain_text("8 agreements")
    page.evaluate("window.stillHere = true")
    page.locator(".options").get_by_role("link", name="Canada").click()
    expect(page).to_have_url(re.compile(r"/agreements/\?party=CA$"))
    expect(count).to_contain_text("2 agreements")
    assert page.evaluate("window.stillHere")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/agreements/$"))
    expect(count).to_contain_text("8 agreements")


def test_the_form_asks_at_once_and_leaves_empty_filters_out_of_the_address(page):
    page.goto("/agreements/")
    page.evaluate("window.stillHere = true")
    page.get_by_label("Type").select_option("memorandum_of_understanding")
    expect(page).to_have_url(re.compile(r"/agreements/\?form=memorandum_of_understanding$"))
    expect(page.get_by_role("status").filter(has_text="agreement")).to_contain_text("1 agreement")
    assert page.evaluate("window.stillHere")
    page.get_by_role("link", name=re.compile("Remove filter: Type")).click()
    expect(page).to_have_url(re.compile(r"/agreements/$"))


@pytest.mark.thorough
def test_a_mistake_in_the_form_is_told_beside_the_field(page):
    page.expected.append("status of 400")
    page.goto("/agreements/")
    page.locator("input[name=area]").fill("astronmy")
    page.locator("input[name=area]").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No cooperation area called “astronmy”.")


@pytest.mark.thorough
def test_on_a_phone_the_panel_comes_before_the_results_and_stays_open_while_one_chooses(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/agreements/")
    summary = page.locator(".panel > summary")
    field = page.get_by_label("Type")
    expect(field).to_be_hidden()
    assert summary.bounding_box()["y"] < page.get_by_role("table").bounding_box()["y"]
    summary.click()
    field.select_option("treaty")
    expect(page).to_have_url(re.compile(r"/agreements/\?form=treaty$"))
    expect(summary).to_have_text("Filters (1)")
    expect(field).to_be_visible()


@pytest.mark.thorough
def test_where_there_is_room_the_panel_lies_open(page):
    page.goto("/agreements/")
    expect(page.get_by_label("Type")).to_be_visible()
    expect(page.get_by_label("Level")).to_be_hidden()
    page.get_by_text("More filters").click()
    expect(page.get_by_label("Level")).to_be_visible()


@pytest.mark.thorough
def test_a_chart_opens_its_filters_by_a_button(page):
    page.goto("/map/")
    expect(page.get_by_label("Type")).to_be_hidden()
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Type").select_option("treaty")
    expect(page).to_have_url(re.compile(r"/map/\?form=treaty$"))
    expect(page.locator(".panel > summary")).to_have_text("Filters (1)")
