"""The notes in the margin: beside their facts, and a way there and back by keyboard."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

DISTANCES = """() => [...document.querySelectorAll(".notes li")].map((note) => {
    const mark = document.querySelector(`main a[href="#note-${note.value}"]`);
    return note.getBoundingClientRect().top - mark.getBoundingClientRect().top;
})"""
OVERLAPS = """() => [...document.querySelectorAll(".notes li")].filter((note) => {
    const next = note.nextElementSibling;
    return next && next.getBoundingClientRect().top < note.getBoundingClientRect().bottom - 1;
}).length"""
ADDRESS = "/agreements/belgium-russia-2000/"


def test_many_notes_stand_beside_their_facts_and_never_on_each_other(page):
    page.goto(ADDRESS)
    distances = page.evaluate(DISTANCES)
    assert len(distances) > 20
    assert max(map(abs, distances)) < 400
    assert sorted(map(abs, distances))[len(distances) // 2] < 120
    assert page.evaluate(OVERLAPS) == 0


def test_on_a_phone_the_notes_follow_the_facts(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(ADDRESS)
    assert page.locator("#notes").bounding_box()["y"] > page.locator("#main").bounding_box()["y"]
    assert page.evaluate(OVERLAPS) == 0


@pytest.mark.parametrize("width", [1440, 360])
def test_a_mark_leads_to_its_note_and_the_note_back_to_that_very_mark(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(ADDRESS)
    number = page.evaluate("""() => {
        const hashes = [...document.querySelectorAll("main a[id^=mark]")].map((mark) => mark.hash);
        return hashes.find((hash, place) => hashes.indexOf(hash) < place).slice("#note-".length);
    }""")
    page.locator(f"#mark-{number}-2").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#note-{number}")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(f"#note-{number} .note-number")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f"#mark-{number}-2")).to_be_focused()
    expect(page.locator(f"#mark-{number}-2")).to_be_in_viewport()


def test_without_script_a_note_leads_back_to_its_first_mark(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{ADDRESS}#note-3")
    page.locator("#note-3 .note-number").click()
    expect(page.locator("#mark-3-1")).to_be_focused()
    context.close()


def test_every_note_leads_to_its_phrase_in_the_original(page):
    page.goto(ADDRESS)
    for phrase in page.locator(".notes .original").all():
        assert "#:~:text=" in phrase.get_attribute("href")
