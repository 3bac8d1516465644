"""What five kinds of readers come for, three tasks each, counted: a click, a field filled in, a submit is an action.

Where a task begins stands in its test; logging in is not counted.
"""

import pytest
from playwright.sync_api import expect

from agreements.models import Agreement
from tests.browser.conftest import log_in
from tests.worlds import left_as_found

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SLOW = 20_000  # milliseconds that the whole API may take to be shown
SIGNATURE = "belgium-russia-2000-signed"
RELEASE = "Paris, 12 May 2008. CNSA and CSA signed a memorandum of understanding on space weather."


class Actions:
    """Act on a page as a reader does, and count it in `number`."""

    def __init__(self, page):
        self.page, self.number = page, 0

    def click(self, place):
        self.number += 1
        place.click()

    def follow(self, name, within="body"):
        self.click(self.page.locator(within).get_by_role("link", name=name, exact=True).first)

    def fill(self, place, text):
        self.number += 1
        place.fill(text)

    def choose(self, label, value):
        self.number += 1
        self.page.get_by_label(label, exact=True).select_option(value)

    def submit(self, place):
        self.number += 1
        place.press("Enter")

    def download(self, name):
        """Click what leads to a file; return the file's name and content."""
        with self.page.expect_download() as waited:
            self.follow(name, "main")
        return waited.value.suggested_filename, waited.value.path().read_bytes()


@pytest.fixture
def actions(page):
    return Actions(page)


@pytest.fixture(scope="module")
def editable(site, django_db_blocker):
    """Let tests edit the published records, which are put back after them."""
    with django_db_blocker.unblock(), left_as_found():
        yield


def search_of(page):
    return page.get_by_role("combobox", name="Search")


@pytest.mark.thorough
def test_the_status_of_an_agreement_on_a_day_with_its_basis(page, actions):
    page.goto("/")
    title = Agreement.objects.get(slug="belgium-russia-2000").title
    actions.follow(title, "main")
    day = page.get_by_label("Check the status on another date")
    actions.fill(day, "1 March 2022")
    actions.submit(day)
    expect(page.locator(".status-box")).to_contain_text("on 1 March 2022: it was signed on 20 December 2000")
    assert actions.number <= 3


def test_the_agreements_in_force_on_a_day(page, actions):
    page.goto("/")
    actions.follow("Agreements", "nav")
    day = page.get_by_label("Status on (date)")
    actions.fill(day, "1 June 2021")
    actions.submit(day)
    expect(page.get_by_role("list", name="Filters in use")).to_contain_text("1 June 2021")
    page.wait_for_timeout(500)  # until the form that came takes what is chosen in it
    actions.choose("Status", "reported_in_effect")
    expect(page.get_by_role("status").filter(has_text="agreement")).to_contain_text("2 agreements")
    assert actions.number <= 4


@pytest.mark.thorough
def test_an_agreement_goes_into_a_reference_manager(page, actions):
    page.goto("/agreements/belgium-russia-2000/")
    expect(page.locator("meta[name='z.itemType']")).to_have_count(1)  # what its connector reads
    actions.click(page.get_by_text("Cite", exact=True))
    name, text = actions.download("RIS")
    assert name.endswith(".ris")
    assert b"TY  - " in text
    assert actions.number <= 2


@pytest.mark.thorough
def test_what_expires_next(page, actions):
    page.goto("/")
    actions.follow("Watch list", "nav")
    expect(page.locator("main section h2").first).to_contain_text("outcome not reported")
    assert actions.number <= 1


def test_all_that_an_organisation_has_with_china(page, actions):
    page.goto("/")
    actions.fill(search_of(page), "CNES China")
    actions.click(page.get_by_role("listbox").get_by_role("option").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("China")
    expect(page.locator("table.agreements tbody tr")).to_have_count(2)
    assert actions.number <= 3


def test_the_agreements_of_an_organisation_go_to_excel(page, actions):
    page.goto("/")
    actions.follow("French National Space Research Centre", "main")
    actions.follow("Filter or download these agreements", "main")
    name, content = actions.download("Excel")
    assert name.endswith(".xlsx")
    assert content.startswith(b"PK")
    assert actions.number <= 3


@pytest.mark.thorough
def test_the_partners_of_a_country(page, actions):
    page.goto("/")
    actions.follow("France", "main")
    expect(page.locator("[aria-labelledby=partners-heading] li")).to_contain_text(["China", "Canada"])
    assert actions.number <= 2


@pytest.mark.thorough
def test_what_was_signed_with_a_country_in_a_month(page, actions):
    page.goto("/")
    actions.fill(search_of(page), "China January 2018")
    actions.submit(search_of(page))
    actions.click(page.locator(".hits a").first)
    expect(page.locator(".key-dates")).to_contain_text("9 January 2018")
    assert actions.number <= 3


@pytest.mark.thorough
def test_the_map_of_a_country_is_embedded(page, actions):
    page.context.grant_permissions(["clipboard-write"])
    page.goto("/")
    actions.follow("France", "main")
    actions.follow("Partners on the map", "main")
    actions.click(page.get_by_role("button", name="Copy embed code"))
    expect(page.locator("[data-copy=map-embed]")).to_have_text("Copied")
    assert "/embed/map/?party=FR" in page.locator("#map-embed").input_value()
    assert actions.number <= 3


def operation(page, path):
    return page.locator(".opblock", has=page.get_by_text(path, exact=True)).first


@pytest.mark.thorough
def test_the_first_call_of_the_api(page, actions):
    page.goto("/api/")
    listed = page.locator("[id='agreements.list']")
    actions.click(listed.locator("xpath=following::summary[starts-with(., 'Examples')][1]"))
    actions.click(listed.locator("xpath=following::details[@open]//a[1]").first)
    expect(page.locator("body")).to_contain_text('"count":')
    assert actions.number <= 2


@pytest.mark.thorough
def test_what_changed_since_a_date_is_asked_of_the_api(page, actions):
    page.goto("/api/try/")
    agreements = operation(page, "/api/v1/agreements/")
    actions.click(agreements.locator(".opblock-summary-control"))
    actions.fill(agreements.locator("[data-param-name=updated_since] input"), "2020-01-01")
    actions.click(agreements.get_by_role("button", name="Execute"))
    answer = agreements.locator(".live-responses-table .response-col_description .highlight-code").first
    expect(answer).to_contain_text('"count": 8', timeout=SLOW)
    assert actions.number <= 3


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("schema", "field", "meaning"),
    [
        ("AgreementRow", "level", "governments or agencies are the parties"),
        ("Citation", "supports", "that the quotation supports"),
        ("ReasonedStatus", "reason", "Why the agreement has this status"),
    ],
)
def test_what_a_field_of_the_api_means(page, actions, schema, field, meaning):
    page.goto("/api/")
    actions.click(page.locator("main a[href='/api/fields/']").first)
    told = page.locator(f"section[aria-labelledby='{schema}']")
    expect(told).to_contain_text(field)
    expect(told).to_contain_text(meaning)
    assert actions.number <= 2


def test_a_press_release_is_entered(page, actions, editable):
    log_in(page)
    actions.follow("Add a source document", "main")
    actions.fill(
        page.locator("[name=pasted]"),
        "Paris, 12 May 2008. CNSA and CSA signed a memorandum of understanding on space weather.",
    )
    actions.click(page.get_by_role("button", name="Continue"))
    actions.click(page.locator(".read-text .mark").get_by_text("signed", exact=True))
    address = page.locator("[name=source-address]")
    actions.fill(address, "https://presse.cnes.fr/en/space-weather")
    address.blur()
    expect(page.locator("[name=source-publisher]")).not_to_have_value("")  # as of others from there
    actions.click(page.locator("[name=look]"))
    actions.click(page.locator("[name=store]"))
    expect(page.get_by_text("Saved:")).to_be_visible()
    assert actions.number <= 7


@pytest.mark.thorough
def test_a_date_seen_on_the_page_of_an_event_is_corrected(page, actions, editable):
    log_in(page)
    page.goto(f"/events/{SIGNATURE}/")
    actions.follow("Edit this record", "main")
    actions.fill(page.locator("#id_date"), "21 December 2000")
    actions.click(page.get_by_role("button", name="Save", exact=True))
    page.goto(f"/events/{SIGNATURE}/")
    expect(page.get_by_text("21 December 2000").first).to_be_visible()
    assert actions.number <= 3


@pytest.mark.thorough
def test_a_date_seen_on_the_page_of_an_agreement_is_corrected(page, actions, editable):
    log_in(page)
    page.goto("/agreements/belgium-russia-2000/")
    actions.follow("edit signature", ".key-dates")
    date = page.locator("input[name^='events-'][name$='-date']").filter(visible=True)
    expect(date).to_have_count(1)
    actions.fill(date, "22 December 2000")
    actions.click(page.get_by_role("button", name="Save", exact=True).first)
    page.goto("/agreements/belgium-russia-2000/")
    expect(page.locator(".key-dates")).to_contain_text("22 December 2000")
    assert actions.number <= 3


@pytest.mark.thorough
def test_a_report_of_a_reader_is_settled(page, actions, editable):
    reported = "/agreements/belgium-russia-2000/"
    page.goto(f"/report/?page={reported}")
    page.locator("[name=kind]").first.check()
    page.locator("[name=text]").fill("It was Moscow.")
    page.get_by_role("button", name="Send").click()
    log_in(page)
    actions.follow(reported, "main")
    actions.choose("State:", "settled")
    actions.fill(page.locator("[name=answer]"), "Moscow it was.")
    actions.click(page.get_by_role("button", name="Save", exact=True).first)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert actions.number <= 6
