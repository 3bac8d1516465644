"""Pictures of time in a browser: walked by keyboard, told in words, narrowed by links."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
DATE = 100  # pixels of the width of “19 January 2021”


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_arrow_keys_go_from_shape_to_shape_and_tell_each_in_words(page):
    page.goto("/between/cnes/csa/")
    words = page.locator(".picture-words")
    page.locator(".time .shape").first.focus()
    first = focused(page)
    expect(words).to_have_text(first)
    page.keyboard.press("ArrowRight")
    second = focused(page)
    assert second != first
    expect(words).to_have_text(second)
    page.keyboard.press("ArrowLeft")
    assert focused(page) == first
    page.keyboard.press("ArrowDown")
    assert focused(page) not in (first, second)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()


@pytest.mark.thorough
def test_a_picture_of_time_is_one_stop_of_the_tab_key(page):
    page.goto("/agreements/cnes-csa-framework/")
    page.locator(".time a").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.time')") is None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.time') !== null")


@pytest.mark.thorough
def test_words_stay_within_the_frame(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/events/")
    page.mouse.move(0, 0)  # else what scrolls under it takes the words away
    for link in page.locator(".time .shape").all()[:12]:
        link.focus()
        page.locator(".picture-words").wait_for()
        frame = page.locator(".figure-frame").first.bounding_box()
        words = page.locator(".picture-words").bounding_box()
        assert words["x"] >= frame["x"]
        assert words["x"] + words["width"] <= frame["x"] + frame["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.thorough
def test_on_a_phone_the_newest_is_seen_first_and_the_names_of_lanes_stay_in_sight(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/events/")
    frame = page.locator(".figure-frame")
    name = page.locator(".flag", has_text="Canada – France")
    left = frame.bounding_box()["x"]
    assert frame.evaluate("one => one.scrollLeft") > 0
    expect(name).to_be_visible()
    assert left < name.bounding_box()["x"] < left + 30
    frame.evaluate("one => { one.scrollLeft = 0 }")
    expect(name).to_be_hidden()
    page.goto("/missions/pleiades/")
    only = page.locator(".time .shape", has_text="Belgium joins").bounding_box()
    assert left < only["x"] < only["x"] + only["width"] < 360


@pytest.mark.thorough
def test_on_a_phone_the_dates_of_an_agreement_begin_with_the_first_that_is_known(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/agreements/cnes-csa-framework/")
    first = page.locator(".time .row .shape", has_text="renewal under discussion").locator("text").last.bounding_box()
    assert first["x"] + DATE <= 360


@pytest.mark.thorough
def test_a_decade_is_opened_and_left_again_without_a_script(browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/events/")
    page.locator(".periods").get_by_role("link", name="2010s").click()
    expect(page.locator(".time .small.quiet", has_text="2013")).to_have_count(1)
    page.locator(".periods").get_by_role("link", name="All time").click()
    expect(page.locator(".periods").get_by_role("link", name="2010s")).to_be_visible()
    context.close()
