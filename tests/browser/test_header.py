"""The header: a menu that a phone opens without script, and the choice of light or dark that stays."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def ground(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_a_phone_opens_the_menu_without_script(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto("/about/")
    links = page.get_by_role("navigation", name="Site").get_by_role("link")
    expect(links.first).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    for link in links.all():
        expect(link).to_be_visible()
        assert link.bounding_box()["height"] >= 24
    expect(page.get_by_role("group", name="Light or dark")).to_be_hidden()  # nothing would come of it
    page.get_by_role("link", name="Missions").click()
    page.wait_for_url("**/missions/")
    context.close()


def test_where_there_is_room_the_menu_lies_open(page):
    page.goto("/about/")
    expect(page.get_by_role("navigation", name="Site").get_by_role("link", name="Missions")).to_be_visible()
    expect(page.get_by_text("Menu", exact=True)).to_be_hidden()


def test_light_or_dark_is_chosen_by_keyboard_and_remembered(browser, site):
    context = browser.new_context(base_url=site.url, color_scheme="light")
    page = context.new_page()
    page.goto("/about/")
    by_day = ground(page)
    page.get_by_role("radio", name="System").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    by_night = ground(page)
    assert by_night != by_day
    page.goto("/missions/")
    assert ground(page) == by_night
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.get_by_role("radio", name="System").check()
    assert ground(page) == by_day
    context.close()
