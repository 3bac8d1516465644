"""The network and the matrix in a real browser: what one sees, by pointer, by keyboard, without script."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LEAST_LETTERS = 10  # pixels of height


def set_aside(page):
    return page.eval_on_selector_all(".network .node.aside", "nodes => nodes.map(node => node.dataset.node).sort()")


@pytest.mark.thorough
def test_the_picture_alone_tells_which_two_share_most(page):
    page.goto("/network/")
    lines = page.locator(".network a.tie")
    widths = lines.evaluate_all(
        "ties => ties.map(tie => Number(tie.querySelector('.line').getAttribute('stroke-width')))"
    )
    assert widths[0] == max(widths) > widths[1]
    expect(lines.first.locator("title")).to_contain_text("China – France: 3 agreements")
    lines.first.evaluate("tie => tie.focus()")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/between/cn/fr/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("France")


@pytest.mark.thorough
def test_pointing_at_a_name_shows_its_ties_alone(page):
    page.goto("/network/")
    page.locator("[data-node=be]").hover()
    assert set_aside(page) == ["ca", "cn"]
    expect(page.locator(".network a.tie.aside")).to_have_count(2)
    page.mouse.move(5, 5)
    assert set_aside(page) == []


def test_the_keyboard_walks_from_name_to_name(page):
    page.goto("/network/")
    nodes = page.locator(".network [data-node]")
    assert nodes.evaluate_all("nodes => nodes.filter(node => node.tabIndex === 0).length") == 1
    first = page.locator("[data-node=fr]")
    first.focus()
    assert set_aside(page) == ["ar", "ru"]
    reached, left = {"fr"}, ["fr"]
    while left:
        start = left.pop()
        for key in ("ArrowRight", "ArrowUp", "ArrowDown", "ArrowLeft"):
            page.locator(f"[data-node={start}]").focus()
            page.keyboard.press(key)
            name = page.evaluate("document.activeElement.dataset.node")
            left += [name] if name not in reached else []
            reached.add(name)
    assert reached == {"ar", "be", "ca", "cn", "fr", "ru"}
    page.keyboard.press("Escape")
    assert set_aside(page) == []
    name = page.evaluate("document.activeElement.dataset.node")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/countries/{name}/")


@pytest.mark.thorough
def test_the_slider_goes_where_the_links_of_the_years_go(page):
    page.goto("/network/")
    slider = page.get_by_role("slider", name="Signed up to the end of")
    slider.focus()
    page.keyboard.press("Home")
    first = page.locator(".years a").first
    expect(first).to_have_attribute("aria-current", "true")
    assert "action=signed" in page.url
    expect(slider).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(".years a").last).to_have_attribute("aria-current", "true")
    assert "action=signed" not in page.url


@pytest.mark.thorough
def test_the_picture_is_of_the_area_that_is_chosen(page):
    page.goto("/network/")
    page.get_by_label("Cooperation area", exact=True).last.select_option("scientific-ballooning")
    expect(page.locator(".network a.tie")).to_have_count(1)
    expect(page.locator(".network a.tie title")).to_contain_text("Canada – France")


@pytest.mark.many
@pytest.mark.parametrize("path", ["/network/", "/network/?sides=agencies", "/matrix/", "/matrix/?columns=areas"])
def test_pictures_fit_a_phone_and_need_no_script(browser, site, path):
    context = browser.new_context(base_url=site.url, java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("html").bounding_box()["width"] <= 360
    expect(page.get_by_role("slider")).to_have_count(0)
    context.close()


@pytest.mark.thorough
def test_names_of_the_matrix_stay_in_sight(page):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto("/matrix/?columns=areas")
    page.locator(".matrix-frame").evaluate("frame => frame.scrollTo(300, 0)")
    frame, name = (page.locator(place).first.bounding_box() for place in (".matrix-frame", ".matrix-table tbody th"))
    assert abs(frame["x"] - name["x"]) <= 2
    page.locator(".matrix-table tbody td a").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Agreements")


@pytest.mark.thorough
def test_on_a_phone_the_network_is_whole_and_its_names_are_read(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/network/")
    frame = page.locator(".figure-frame")
    assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
    expect(page.locator(".scroll-hint")).to_be_hidden()
    for name in page.locator(".network .node text").all():
        assert name.bounding_box()["height"] >= LEAST_LETTERS
    nodes = [node.bounding_box() for node in page.locator(".network .node").all()]
    assert len(nodes) == 6
    around = frame.bounding_box()
    assert all(around["x"] <= box["x"] and box["x"] + box["width"] <= around["x"] + around["width"] for box in nodes)
