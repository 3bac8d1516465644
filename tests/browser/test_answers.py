"""What the pictures alone answer, and where they lead."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

BROADEST = """ties => {
    const breadth = tie => Math.max(...[...tie.querySelectorAll("*")].map(
        part => parseFloat(getComputedStyle(part).strokeWidth)));
    return ties.indexOf(ties.reduce((one, other) => (breadth(other) > breadth(one) ? other : one)));
}"""


@pytest.mark.thorough
def test_which_two_countries_share_most_agreements_by_the_broadest_line_of_the_network(page):
    page.goto("/network/")
    ties = page.locator(".network a.tie")
    broadest = ties.nth(ties.evaluate_all(BROADEST))
    expect(broadest).to_contain_text("China – France: 3 agreements")
    broadest.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("China and France: space cooperation")


@pytest.mark.thorough
def test_which_two_countries_share_most_agreements_by_the_darkest_cell_of_the_matrix(page):
    page.goto("/matrix/")
    cells = page.locator(".matrix-table td[class^=shade]")
    shades = cells.evaluate_all("cells => cells.map(cell => Number(cell.className.split('-')[1]))")
    numbers = cells.evaluate_all("cells => cells.map(cell => Number(cell.textContent))")
    darkest = {number for number, shade in zip(numbers, shades, strict=True) if shade == max(shades)}
    assert darkest == {3} == {max(numbers)}
    cells.filter(has_text="3").first.get_by_role("link").click()
    expect(page.get_by_role("status").filter(has_text="agreement")).to_contain_text("3 agreements")
    for entry in page.locator("table.agreements tbody tr").all():
        expect(entry).to_contain_text("CNES" if "CNES" in entry.inner_text() else "China")


def test_what_two_agencies_planned_for_a_year_by_the_outlines_of_their_timeline(page):
    page.goto("/between/cnes/csa/")
    outlined = page.locator(".figure .picture a").filter(has=page.locator(".planned"))
    titles = [one.locator("title").first.text_content() for one in outlined.all()]
    assert {title for title in titles if "2022" in title} == {
        "Next balloon campaign of CNES and CSA: summer 2022, planned",
        "Renewal of the balloon agreement of CNES and CSA planned: 2022, planned",
    }
    outlined.filter(has_text="summer 2022").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Next balloon campaign")
    expect(page.locator("main")).to_contain_text("summer 2022")
    expect(page.locator("main .badge.planned").first).to_be_visible()


@pytest.mark.thorough
def test_which_agreements_have_no_date_of_signature_by_what_is_counted_as_not_stated(page):
    page.goto("/agreements/")
    page.get_by_text("More filters").click()
    page.get_by_label("Not stated", exact=True).select_option("signed")
    page.wait_for_url("**/agreements/?not_stated=signed")
    expect(page.get_by_role("status").filter(has_text="agreement")).to_contain_text("5 agreements")
    expect(page.locator("table.agreements tbody tr")).to_have_count(5)


@pytest.mark.thorough
def test_a_country_says_what_is_not_known_of_it_and_leads_there(page):
    page.goto("/countries/fr/")
    page.locator("main .facts a[href*='not_stated=signed']").click()
    expect(page.get_by_role("status").filter(has_text="agreement")).to_contain_text("4 agreements")
