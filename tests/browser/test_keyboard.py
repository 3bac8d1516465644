"""Journeys by keyboard alone; motion reduced for who asks for it; forms at twice the size."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOVING = """() => [...document.querySelectorAll("*")].filter(one => {
    const {transitionDuration, animationName, scrollBehavior} = getComputedStyle(one);
    return parseFloat(transitionDuration) > 0 || animationName !== "none" || scrollBehavior === "smooth";
}).map(one => one.outerHTML.slice(0, 80))"""


def tab_to(page, locator, most=80):
    """Press Tab until `locator` has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if locator.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"{most} times Tab do not reach {locator}")


def test_the_first_tab_reaches_a_link_past_the_navigation(page):
    page.goto("/agreements/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.thorough
def test_the_order_of_the_focus_is_that_of_the_page(page):
    page.goto("/agreements/belgium-russia-2000/")
    places = []
    for _ in range(25):
        page.keyboard.press("Tab")
        places.append(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert places == sorted(places)


@pytest.mark.thorough
def test_light_or_dark_is_chosen_by_keyboard_and_remembered(page):
    page.goto("/about/")
    page.get_by_role("radio", name="System").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.keyboard.press("ArrowRight")
    page.goto("/watch/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_the_menu_of_a_phone_opens_by_keyboard(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/about/")
    link = page.get_by_role("navigation", name="Site").get_by_role("link", name="Agreements")
    expect(link).to_be_hidden()
    page.locator("summary", has_text="Menu").focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    tab_to(page, link, most=5)


@pytest.mark.many
@pytest.mark.parametrize("address", ["/network/", "/matrix/", "/map/", "/events/", "/between/cnes/csa/"])
def test_a_wide_picture_is_scrolled_by_keyboard_inside_its_frame(page, address):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address)
    frame = page.locator("main :is(.figure-frame, .matrix-frame)").first
    frame.focus()
    expect(frame).to_be_focused()
    if frame.evaluate("one => one.scrollWidth > one.clientWidth"):
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.activeElement.scrollLeft > 0")
    assert page.evaluate("window.scrollX") == 0


@pytest.mark.thorough
def test_the_network_is_walked_by_keyboard_and_let_go_with_escape(page):
    page.goto("/network/")
    page.locator(".network [data-node][tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.node") is not None
    expect(page.locator(".network .aside").first).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator(".network .aside")).to_have_count(0)


@pytest.mark.thorough
def test_the_year_of_the_network_is_set_by_keyboard(page):
    page.goto("/network/")
    slider = page.get_by_role("slider", name="Signed up to the end of")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url(lambda url: "?" in url)
    expect(page.get_by_role("slider", name="Signed up to the end of")).to_have_attribute("aria-valuetext", "2000")


def test_a_filter_is_set_and_taken_away_by_keyboard(page):
    page.goto("/agreements/")
    kind = page.get_by_label("Type", exact=True)
    kind.focus()
    page.keyboard.type("memo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/agreements/?form=memorandum_of_understanding")
    chip = page.get_by_role("link", name="Type: memorandum of understanding")
    chip.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/agreements/")


@pytest.mark.thorough
def test_a_note_is_reached_from_its_fact(page):
    page.goto("/agreements/belgium-russia-2000/")
    mark = page.locator("main a[href='#note-1']").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#note-1")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#note-1') !== null")


@pytest.mark.thorough
@pytest.mark.parametrize("address", ["/", "/agreements/", "/network/", "/map/", "/events/"])
def test_nothing_moves_for_who_asks_for_less_motion(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    assert page.evaluate(MOVING) == []
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.thorough
def test_forms_can_be_used_at_twice_the_size(browser, site):
    """Ask for agreements on a screen of 1440 pixels that is enlarged to 200 %."""
    context = browser.new_context(
        base_url=site.url, viewport={"width": 720, "height": 450}, device_scale_factor=2, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/agreements/")
    page.locator(".panel > summary").click()
    for field in page.locator(".filters :is(input, select)").filter(visible=True).all():
        place = field.bounding_box()
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 720
    page.get_by_label("Type", exact=True).select_option("memorandum_of_understanding")
    page.wait_for_url("**/agreements/?form=memorandum_of_understanding")
    expect(page.get_by_role("status").filter(has_text="agreement")).to_contain_text("1 agreement")
    context.close()
