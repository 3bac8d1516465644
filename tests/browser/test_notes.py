"""The sources of a record: beside its facts where there is room, and a way there and back by keyboard."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ADDRESS = "/agreements/belgium-russia-2000/"


def test_sources_stand_beside_the_facts_wherever_one_reads(page):
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(ADDRESS)
    page.locator("#events-heading").scroll_into_view_if_needed()
    expect(page.get_by_role("heading", name="Sources")).to_be_in_viewport()
    assert page.locator("#sources").bounding_box()["x"] > page.locator("#main").bounding_box()["width"]


@pytest.mark.thorough
def test_on_a_phone_the_sources_follow_the_facts(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(ADDRESS)
    assert page.locator("#sources").bounding_box()["y"] > page.locator("#main").bounding_box()["y"]


@pytest.mark.thorough
def test_a_document_opens_to_its_quotations(page):
    page.goto(ADDRESS)
    expect(page.locator(".document li").first).to_be_hidden()
    page.locator(".document summary").click()
    expect(page.locator(".document li").first).to_be_visible()


@pytest.mark.many
@pytest.mark.parametrize("width", [1440, 360])
def test_a_mark_opens_its_quotation_and_the_quotation_leads_back_to_that_very_mark(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(ADDRESS)
    number = page.evaluate("""() => {
        const hashes = [...document.querySelectorAll("main a[id^=mark]")].map((mark) => mark.hash);
        return hashes.find((hash, place) => hashes.indexOf(hash) < place).slice("#note-".length);
    }""")
    page.locator(f"#mark-{number}-2").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#note-{number}")).to_be_in_viewport()
    if width > 1100:
        expect(page.locator(f"#mark-{number}-2")).to_be_in_viewport()  # the page stays where it is
        expect(page.locator(f"#note-{number} .note-number")).to_be_focused()
    else:
        page.keyboard.press("Tab")
    expect(page.locator(f"#note-{number} .note-number")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#mark-{number}-2")).to_be_focused()
    expect(page.locator(f"#mark-{number}-2")).to_be_in_viewport()


@pytest.mark.thorough
def test_without_script_a_note_is_opened_and_leads_back_to_its_first_mark(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{ADDRESS}#note-3")
    page.locator("#note-3 .note-number").click()
    expect(page.locator("#mark-3-1")).to_be_focused()
    context.close()


@pytest.mark.thorough
def test_every_quotation_leads_to_its_place_in_the_original(page):
    page.goto(ADDRESS)
    for quotation in page.locator(".notes .original").all():
        assert "#:~:text=" in quotation.get_attribute("href")
