"""The search box by keyboard alone, without JavaScript, and on a phone."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def box_of(page):
    return page.get_by_role("combobox", name="Search")


def options_of(page):
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def test_the_combobox_is_used_by_keyboard_alone(page):
    page.goto("/about/")
    box = box_of(page)
    box.focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("belgi")
    options = options_of(page)
    expect(options.first).to_contain_text("Belgium")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".combobox [role=status]")).to_have_text(f"{options.count()} suggestions")
    assert box.get_attribute("aria-activedescendant") is None

    page.keyboard.press("ArrowDown")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(0).get_attribute("id"))
    page.keyboard.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")  # past the last: back to what was typed
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("belgi")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/countries/be/")


@pytest.mark.thorough
def test_two_sides_lead_to_their_pair(page):
    page.goto("/")
    box_of(page).press_sequentially("cnes cs")
    expect(options_of(page).first).to_contain_text("CNES – CSA")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/between/cnes/csa/")


@pytest.mark.thorough
def test_a_suggestion_can_be_clicked(page):
    page.goto("/")
    box_of(page).press_sequentially("pleia")
    options_of(page).filter(has_text="Pléiades").first.click()  # not the first of an earlier answer, to "pl"
    page.wait_for_url("**/missions/pleiades/")


@pytest.mark.thorough
def test_a_pasted_text_that_is_too_long_is_told_where_one_types(page):
    page.goto("/about/")
    box_of(page).fill("belgi")
    expect(options_of(page).first).to_be_visible()
    box_of(page).fill(" ".join("bcdefghjklmnopqrs"))
    problem = page.locator(".combobox [role=status]")
    expect(problem).to_have_text("Search for at most 12 words.")
    expect(problem).to_be_in_viewport()
    expect(options_of(page)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(problem).to_be_empty()
    expect(problem).to_have_class("visually-hidden")


def test_enter_on_no_suggestion_searches_and_a_correction_is_told(page):
    page.goto("/agreements/")
    box_of(page).press_sequentially("belgum russia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=belgum+russia")
    expect(page.get_by_text("Showing results for belgium russia")).to_be_visible()
    expect(page.locator(".hits li").first.get_by_role("link")).to_have_attribute(
        "href", "/agreements/belgium-russia-2000/"
    )
    page.get_by_role("link", name="belgum russia", exact=True).click()
    expect(page.get_by_text("No results for “belgum russia”")).to_be_visible()


@pytest.mark.thorough
def test_the_list_closes_when_the_focus_leaves(page):
    page.goto("/")
    box_of(page).press_sequentially("bel")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.thorough
def test_the_form_works_without_javascript_on_a_phone(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    for path in ("/", "/events/"):
        page.goto(path)
        page.get_by_label("Search").fill("pleiades")
        page.get_by_role("button", name="Search").click()
        expect(page.locator(".hits li").first).to_contain_text("Pléiades")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


@pytest.mark.thorough
def test_suggestions_fit_a_phone(browser, site):
    context = browser.new_context(base_url=site.url, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto("/about/")
    box_of(page).press_sequentially("space")
    expect(options_of(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
