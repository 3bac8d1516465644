"""Every page as a browser shows it: at any width, enlarged, without scripts, and with nothing to complain of."""

import pytest

from tests.browser.pages import by_depth, show

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDTHS = [320, 360, 768, 1440]
MOST_REQUESTS = 11  # page, icon, three style sheets, scripts of filters, charts and copying
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What WCAG 1.4.12 lets a reader set; in a style sheet of the document, which the content security policy allows.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                           word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
# What leads on or can be filled in, as far as it is shown; what scripts add of their own is in no template.
USABLE = """() => [...document.querySelectorAll("main a[href], summary, form :is(input, select, textarea, button)")]
    .filter(one => one.type !== "hidden" && one.checkVisibility({visibilityProperty: true}))
    .map(one => `${one.tagName} ${one.getAttribute("href") ?? one.name ?? ""} ${one.textContent.trim()}`)"""
# Every element that can take the focus shows it: by another outline, border, shadow, colour or place than without it.
INVISIBLE_FOCUS = """() => {
    const looks = one => {
        const {outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor} = getComputedStyle(one);
        return [outlineStyle, outlineStyle === "none" || outlineWidth, boxShadow, borderColor, backgroundColor].join();
    };
    const all = "a[href], summary, button, input:not([type=hidden]), select, textarea, [tabindex='0']";
    const shown = [...document.querySelectorAll(all)].filter(
        one => one.checkVisibility({visibilityProperty: true}) && !one.disabled
    );
    return shown.filter(one => {
        document.activeElement.blur();
        const before = looks(one);
        one.focus({preventScroll: true, focusVisible: true});
        return document.activeElement === one && looks(one) === before;
    }).map(one => one.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="module", params=by_depth())
def visited(request, readers_tab, curators_tab, django_db_blocker):
    tab = curators_tab if request.param.desk else readers_tab
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.requests = []
    tab.on("request", note := lambda request: tab.requests.append(request.url))
    with django_db_blocker.unblock():
        show(tab, request.param)
    yield tab
    tab.remove_listener("request", note)


@pytest.fixture(scope="module")
def plain_tab(browser, site):
    """Return a tab that runs no scripts."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_browser_complains_of_nothing_and_asks_no_other_host(visited):
    assert visited.complaints == []


def test_a_page_asks_for_few_files(visited):
    assert "/admin/" in visited.url or len(visited.requests) <= MOST_REQUESTS, visited.requests


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_never_scrolls_sideways(visited, width):
    visited.set_viewport_size({"width": width, "height": 900})
    assert visited.evaluate(OVERFLOW) == 0


def test_a_page_can_be_enlarged_and_spaced_out(visited):
    if "/admin/" in visited.url:
        pytest.skip("The forms of Django's admin stand in rows of fixed widths.")
    visited.set_viewport_size({"width": 1280, "height": 900})
    visited.evaluate("document.documentElement.style.fontSize = '200%'")
    overflow = visited.evaluate(OVERFLOW)
    visited.evaluate("document.documentElement.style.fontSize = ''")
    visited.evaluate(SPACED)
    spaced_overflow = visited.evaluate(OVERFLOW)
    visited.evaluate("document.adoptedStyleSheets = []")
    assert (overflow, spaced_overflow) == (0, 0)


def test_everything_is_there_without_scripts(visited, plain_tab):
    if "/admin/" in visited.url:
        pytest.skip("The forms of Django's admin need its scripts.")
    visited.set_viewport_size({"width": 1440, "height": 900})
    plain_tab.goto(visited.url)
    assert plain_tab.inner_text("h1") == visited.inner_text("h1")
    assert set(visited.evaluate(USABLE)) <= set(plain_tab.evaluate(USABLE))


def test_whatever_has_the_focus_shows_it(visited):
    visited.keyboard.press("Tab")
    assert visited.evaluate(INVISIBLE_FOCUS) == []
