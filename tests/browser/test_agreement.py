"""The page of an agreement: what is copied from it, and what it is on paper."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ADDRESS = "/agreements/belgium-russia-2000/"


@pytest.mark.thorough
def test_a_citation_is_copied(page):
    page.context.grant_permissions(["clipboard-write"])
    page.goto("/agreements/cnes-csa-balloons/")
    page.get_by_text("Cite", exact=True).click()
    page.get_by_role("button", name="Copy Page").click()
    expect(page.locator("[data-copy=cite-page]")).to_have_text("Copied")
    page.evaluate("document.body.append(document.createElement('textarea'))")
    words = page.locator("body > textarea")
    words.press("ControlOrMeta+V")  # reading it by script is what the site allows no page
    copied = words.input_value()
    assert copied.startswith("“Balloon agreement between")
    assert copied.endswith(f"{page.url}.")
    assert "\n" not in copied


@pytest.mark.thorough
def test_without_script_there_is_nothing_to_press_for_a_copy(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(ADDRESS)
    page.get_by_text("Cite", exact=True).click()
    expect(page.get_by_text("Accessed")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    context.close()


@pytest.mark.thorough
def test_on_paper_sources_tell_their_addresses_and_controls_are_gone(browser, site):
    context = browser.new_context(base_url=site.url, color_scheme="dark", viewport={"width": 700, "height": 900})
    page = context.new_page()
    page.goto(ADDRESS)
    page.emulate_media(media="print")
    for control in page.locator("button, input, .site-menu, .download-or-embed, .record-actions").all():
        expect(control).to_be_hidden()
    expect(page.locator(".notes .printed").first).to_contain_text("https://")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    context.close()
