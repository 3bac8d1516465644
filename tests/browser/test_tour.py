"""The two journeys that the site is for: a visitor follows a fact to its source, an editor corrects a date."""

import pytest
from playwright.sync_api import expect

from agreements.models import Agreement
from tests.browser.conftest import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MOST_PIXELS = 1500


def test_a_visitor_goes_from_home_to_an_agreement_its_source_and_its_pair(page):
    page.goto("/")
    page.get_by_role("navigation").first.get_by_role("link", name="Agreements", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Agreements")
    page.locator("a[href='/agreements/belgium-russia-2000/']").first.click()
    expect(page.locator(".key-dates").get_by_text("20 December 2000")).to_be_visible()
    expect(page.get_by_text("Not stated in the sources").first).to_be_visible()
    page.locator(".document summary").click()
    page.locator("a[href='/sources/belspo-bilateral-cooperation/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("operation")
    page.go_back()
    page.locator("a[href='/between/be/ru/'], a[href='/between/ru/be/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Russia")
    expect(page.locator("a[href='/agreements/belgium-russia-2000/']").first).to_be_visible()


def test_the_status_is_asked_for_another_day_and_says_why(page):
    page.goto("/agreements/cnes-csa-framework/")
    page.get_by_label("Check the status on another date").fill("1 March 2022")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Status unknown on 1 March 2022").first).to_be_visible()
    expect(page.get_by_text("outcome not reported").first).to_be_visible()
    page.goto("/agreements/cnes-csa-framework/?status_on=2021-06-01")
    expect(page.get_by_text("Reported in effect on 1 June 2021").first).to_be_visible()


def test_a_mistyped_filter_is_told_and_returns_nothing(page):
    answer = page.goto("/agreements/?utm_source=letter")
    assert answer.status == 200
    answer = page.request.get("/agreements/?function=framewrok")
    assert answer.status == 400
    assert "Did you mean “framework”?" in answer.text()


def test_an_editor_corrects_a_date_and_finds_it_on_the_page_and_in_the_history(page):
    log_in(page)
    page.goto("/admin/agreements/agreement/")
    page.locator("#searchbar").fill("belgium-russia-2000")
    page.locator("#searchbar").press("Enter")
    page.locator("#result_list tbody th a").first.click()
    page.locator("#events-group summary", has_text="20 December 2000").click()
    date = page.locator("input[name^='events-'][name$='-date']").filter(visible=True).first
    expect(date).to_have_value("2000-12-20")
    date.fill("21 December 2000")
    expect(page.get_by_text("Read as: 21 December 2000 (2000-12-21)")).to_be_visible()  # how it was read, as one types
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.get_by_role("link", name="History").click()
    expect(page.locator("ins", has_text="2000-12-21").first).to_be_visible()
    expect(page.get_by_text("editor").first).to_be_visible()
    page.goto("/agreements/belgium-russia-2000/")
    expect(page.locator(".key-dates").get_by_text("21 December 2000")).to_be_visible()


@pytest.mark.thorough
def test_the_form_of_an_agreement_is_an_overview(page):
    log_in(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    heights = {}
    for agreement in Agreement.objects.all():
        page.goto(f"/admin/agreements/agreement/{agreement.pk}/change/")
        heights[agreement.slug] = page.evaluate("document.querySelector('#content').scrollHeight")
    assert {slug: height for slug, height in heights.items() if height >= MOST_PIXELS} == {}


@pytest.mark.thorough
def test_a_stored_part_takes_its_choices_when_somebody_comes_to_it(page):
    log_in(page)
    page.goto("/admin/agreements/agreement/?q=belgium-russia-2000")
    page.locator("#result_list tbody th a").first.click()
    kind, party = page.locator("#id_events-0-kind"), page.locator("#id_parties-0-agency")
    page.locator("#events-0 summary").first.click()
    chosen = kind.input_value()
    expect(kind.locator("option")).to_have_count(1)
    kind.focus()
    kind.select_option("meeting")
    kind.select_option(chosen)
    page.locator("#parties-0 summary").first.click()
    expect(kind).to_be_hidden()  # one editor at a time
    expect(page.locator("#events-0 .changed")).to_be_visible()
    party.click()
    page.locator(".select2-search__field").fill("CNES")
    page.locator(".select2-results__option", has_text="CNES").first.click()
    expect(page.locator("#select2-id_parties-0-agency-container")).to_contain_text("CNES")
    page.locator("#parties-1 summary").first.click()
    page.locator("#id_parties-1-agency").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".select2-search__field")).to_be_visible()


@pytest.mark.thorough
def test_the_api_docs_work_without_the_outside(page):
    page.goto("/api/try/")
    expect(page.get_by_text("/api/v1/agreements/", exact=True).first).to_be_visible()
