"""A curator enters what a press release says with clicks on its marks; what is stored is what we published of it."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command

from agreements.models import Agreement, Source
from desk.models import SourceText
from desk.reading.phrases import stands_in
from tests.browser.test_accessibility import EVERYTHING, RUN_AXE, described
from tests.fixtures.conftest import SEEDS
from tests.worlds import empty, left_as_found

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
NAMES = [
    *("countries", "country_names", "agencies", "agency_names", "people", "positions"),
    *("areas", "area_labels", "missions", "mission_names", "mission_roles"),
]
FIXTURES = Path(settings.BASE_DIR, "fixtures")
# Selects the words in the text, as a pointer does; between marks, which are buttons.
SELECT = """([words, number]) => {
  const walker = document.createTreeWalker(document.querySelector(".read-text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let at = node.data.indexOf(words); at >= 0; at = node.data.indexOf(words, at + 1)) {
      if (number-- > 0) continue;
      document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
      return true;
    }
  }
  return false;
}"""


def their_words():
    if not (SEEDS / "README.md").exists():
        pytest.skip(f"the documents are not beside this checkout ({SEEDS})")
    (document,) = SEEDS.glob("003_*.txt")
    return SimpleNamespace(
        text=document.read_text(encoding="utf-8"),
        dated="June 25, 2018",
        area="space-based climate monitoring",
        signed="Monday 25 June",
        place="Monday 25 June in Beijing",
        earlier=["signature", "9 January this year"],
    )


OUR_WORDS = SimpleNamespace(
    text=(Path(__file__).parent / "texts" / "two_agreements.txt").read_text(encoding="utf-8"),
    dated="25 June 2018",
    area="climate monitoring from space",
    signed="today",
    place="In Beijing today",
    earlier=[("signed", 1), "9 January"],
)


@pytest.fixture(scope="module")
def bare_site(site, django_db_blocker):
    """Serve a knowledge base of names alone; the published one comes back after these tests."""
    with django_db_blocker.unblock():
        yield from holding(site, NAMES)


@pytest.fixture(scope="module", params=["ours", pytest.param("theirs", marks=pytest.mark.thorough)])
def empty_site(request, site, django_db_blocker):
    """Serve a knowledge base in which nothing is but countries; gives the words of a release, ours or one we have."""
    words = OUR_WORDS if request.param == "ours" else their_words()
    with django_db_blocker.unblock():
        for _ in holding(site, NAMES[:2]):
            yield words


def holding(site, fixtures):
    with left_as_found():
        empty()
        User.objects.create_superuser("editor", password="correct horse battery")
        call_command("loaddata", *fixtures, verbosity=0)
        yield site


def log_in(page):
    page.goto("/admin/login/?next=/admin/desk/sourcetext/add/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "correct horse battery")
    page.click("input[type=submit]")


def bring(page, text):
    """Log in, unless that is done, and paste a text; it is shown with its marks."""
    log_in(page) if page.url == "about:blank" else page.goto("/admin/desk/sourcetext/add/")
    page.fill("[name=pasted]", text)
    page.click("input[value=Continue]")
    page.wait_for_url("**/read/")  # and for its script, which marks are clicked for


def click(page, *marks):
    """Click marks of the text: each its words, or (words, how many there are before it)."""
    for mark in marks:
        words, number = mark if isinstance(mark, tuple) else (mark, 0)
        page.locator(".read-text .mark").get_by_text(words, exact=True).nth(number).click()


def add(page, what, *names):
    """Select names in the text, each its words or (words, how many there are before it), and add them as `what`."""
    page.select_option("[data-naming] select", what)
    for name in names:
        words, number = name if isinstance(name, tuple) else (name, 0)
        assert page.evaluate(SELECT, [words, number]), words
        page.click("[data-name]")


def place(page, event, place, phrase):
    page.fill(f"[name=events-{event}-place]", place)
    page.fill(f"[name=events-{event}-place_phrase]", phrase)


def store(page, slug, seeming=0):
    """Look and store; `seeming`: how many agreements seem to be recorded, each of which is said to be new."""
    for name, value in {"slug": slug, "publisher": "CNES", "address": f"https://example.org/{slug}"}.items():
        page.fill(f"[name=source-{name}]", value)
    page.click("[name=look]")
    if seeming:
        questions = page.get_by_label("New agreement: none of these")
        assert questions.count() == seeming
        for number in range(seeming):
            questions.nth(number).check()
        page.click("[name=look]")
    assert page.locator(".errorlist").count() == 0, page.locator(".errorlist").all_inner_texts()
    assert not Source.objects.filter(slug=slug).exists()
    page.click("[name=store]")
    page.get_by_text("Saved:").wait_for()


def rows(name, **where):
    """Return the records of a fixture file whose natural keys are as given."""
    records = yaml.load((FIXTURES / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return [row["fields"] for row in records if all(row["fields"].get(key) == value for key, value in where.items())]


def published(slug):
    """Return what the fixtures say of an agreement and its signature."""
    (event,) = rows("events", slug=f"{slug}-signed")
    key, signed = [slug], [event["slug"]]
    return {
        "called": {(row["form"], row.get("function", "")) for row in rows("designations", agreement=key)},
        "parties": {(row["agency"][0], row["role"]) for row in rows("parties", agreement=key)},
        "areas": {row["area"][0] for row in rows("agreement_areas", agreement=key)},
        "missions": {row["mission"][0] for row in rows("agreement_missions", agreement=key)},
        "act": [event[name] for name in ("kind", "modality", "date", "date_basis")] + [event.get("place", "")],
        "agencies": {(row["agency"][0], row["role"]) for row in rows("event_agencies", event=signed)},
        "people": {(row["person"][0], row["role"]) for row in rows("event_people", event=signed)},
    }


def stored(source, form):
    """Return the same of the agreement of a form that was entered from a source."""
    found = Agreement.objects.filter(events__citations__source__slug=source, designations__form=form)
    agreement = found.distinct().get()
    event = agreement.events.get()
    return {
        "called": set(agreement.designations.values_list("form", "function")),
        "parties": set(agreement.parties.values_list("agency__slug", "role")),
        "areas": set(agreement.areas.values_list("area__slug", flat=True)),
        "missions": set(agreement.missions.values_list("mission__slug", flat=True)),
        "act": [event.kind, event.modality, event.date, event.date_basis, event.place],
        "agencies": set(event.agencies.values_list("agency__slug", "role")),
        "people": set(event.people.values_list("person__slug", "role")),
    }


def check(source):
    assert stored(source, "agreement") == published("cnes-cnsa-2018-sco")
    assert stored(source, "memorandum_of_understanding") == published("cnes-cnsa-2018-mou")
    text = SourceText.objects.get(source__slug=source)
    assert all(stands_in(citation.phrase, text.text) for citation in text.source.citations.all())


@pytest.mark.thorough
def test_two_agreements_are_entered_from_a_release_by_clicks(page, bare_site):
    bring(page, OUR_WORDS.text)
    click(page, "25 June 2018")
    click(page, "specific agreement", "CNES", "CNSA", "Space Climate Observatory", "climate monitoring from space")
    click(page, "signed", "today", "CNES", "CNSA", "Jean-Yves Le Gall", "Zhang Kejian")
    place(page, 0, "Beijing", "In Beijing today")
    click(page, "memorandum of understanding", ("CNES", 2), ("CNSA", 2), ("climate monitoring from space", 1))
    click(page, ("signed", 1), "9 January", ("CNES", 2), ("CNSA", 2))
    store(page, "our-release")
    check("our-release")


@pytest.mark.thorough
def test_two_agreements_are_entered_from_the_document_that_we_have(page, bare_site):
    if not (SEEDS / "README.md").exists():
        pytest.skip(f"the documents are not beside this checkout ({SEEDS})")
    (document,) = SEEDS.glob("003_*.txt")
    bring(page, document.read_text(encoding="utf-8"))
    click(page, "June 25, 2018")
    click(page, "specific agreement", "CNES", "CNSA", "Space Climate Observatory", "space-based climate monitoring")
    click(page, "signed", "Monday 25 June", "CNES", "CNSA", "Jean-Yves Le Gall", "Zhang Kejian")
    place(page, 0, "Beijing", "Monday 25 June in Beijing")
    click(page, "memorandum of understanding", ("CNES", 2), ("CNSA", 2), "space-based climate monitoring")
    click(page, "signature", "9 January this year", ("CNES", 2), ("CNSA", 2))
    store(page, "their-release", seeming=2)
    check("their-release")


@pytest.mark.thorough
def test_bodies_that_are_new_are_entered_by_a_click_each(page, bare_site):
    bring(page, "The Malta Space Agency (MSA) signed a memorandum of understanding with the Ghana Space Agency.")
    click(page, "memorandum of understanding", "Malta Space Agency", "Ghana Space Agency")
    assert [page.input_value(f"[name=names-0-{name}]") for name in ("name", "acronym", "country")] == [
        "Malta Space Agency",
        "MSA",
        "MT",
    ]
    assert page.input_value("[name=agreements-0-links-1-record]") == "Ghana Space Agency"
    store(page, "new-bodies")
    agreement = Agreement.objects.get(events=None, citations__source__slug="new-bodies")
    assert {(party.agency.short_name, party.agency.country.code) for party in agreement.parties.all()} == {
        ("MSA", "MT"),
        ("Ghana Space Agency", "GH"),
    }


@pytest.mark.thorough
def test_a_third_signatory_is_never_made_an_implementing_body_and_a_place_is_the_act_s(page, bare_site):
    bring(page, "CNES, CNSA and CSA signed an agreement in Paris.")
    click(page, "agreement")
    page.locator("#choices button").click()
    click(page, "CNES", "CNSA", "CSA", "signed", "Paris")
    assert [page.input_value(f"[name=agreements-0-links-{row}-role]") for row in range(3)] == ["party"] * 3
    assert page.input_value("[name=events-0-place]") == "Paris"
    page.click("[name=look]")
    page.get_by_text("Parties: 3 have the role “party”.").wait_for()


@pytest.mark.thorough
def test_marks_work_by_keyboard_and_ask_where_they_are_doubtful(page, bare_site):
    bring(page, "10/03/1997\n\nAn agreement was signed by CNES.")
    page.locator(".read-text .mark").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#choices button").all_inner_texts() == ["10 March 1997", "3 October 1997"]
    page.keyboard.press("Escape")
    assert page.locator("#choices").count() == 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.input_value("[name=source-published]") == "1997-10-03"
    page.evaluate(AXE_SCRIPT)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(RUN_AXE, {"resultTypes": ["violations"], "notOurs": ".select2", **EVERYTHING})
        assert [*described(found["violations"])] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# Counts what a hand does: clicks, and keys that go down.
COUNT = """() => {
  for (const [kind, name] of [["click", "clicks"], ["keydown", "keys"]]) {
    addEventListener(kind, (event) => {
      if (event.isTrusted) sessionStorage[name] = Number(sessionStorage[name] || 0) + 1;
    }, true);
  }
}"""


def type_in(page, name, words):
    page.click(f"[name={name}]")
    page.keyboard.type(words)


@pytest.mark.thorough
def test_a_long_release_with_new_bodies_and_two_acts_takes_few_clicks_and_keys(page, bare_site):
    text = (Path(__file__).parent / "texts" / "long_release.txt").read_text(encoding="utf-8")
    assert len(text.split()) >= 700
    page.add_init_script(f"({COUNT})()")
    log_in(page)
    page.wait_for_url("**/add/")
    page.evaluate("sessionStorage.clear()")

    page.click("[name=pasted]")
    page.keyboard.insert_text(text)
    page.evaluate("sessionStorage.keys = 1")  # the text is pasted
    page.click("input[value=Continue]")
    page.wait_for_url("**/read/")
    click(page, "signed", "concluded")
    click(page, "for five years", "by mutual consent")
    type_in(page, "source-publisher", "RSA")
    type_in(page, "source-address", "https://space.gov.rw/n/12")
    page.click("[name=look]")
    assert page.locator(".errorlist").count() == 0, page.locator(".errorlist").all_inner_texts()
    page.click("[name=store]")
    page.get_by_text("Saved:").wait_for()
    clicks, keys = (int(page.evaluate(f"sessionStorage.{name}")) for name in ("clicks", "keys"))
    print(f"{clicks} clicks, {keys} keys")  # noqa: T201
    assert clicks <= 25
    assert keys <= 40

    memorandum, letter = Agreement.objects.filter(citations__source__publisher="RSA").distinct().order_by("pk")
    assert {(party.agency.acronym, party.agency.country.code) for party in memorandum.parties.all()} == {
        ("RSA", "RW"),
        ("LSA", "LU"),
    }
    assert set(letter.parties.values_list("agency", flat=True)) == set(
        memorandum.parties.values_list("agency", flat=True)
    )
    assert [(event.kind, event.modality, event.date, event.place) for event in memorandum.events.all()] == [
        ("signed", "done", "2023-03-14", "Kigali")
    ]
    assert [(event.kind, event.modality, event.date, event.place) for event in letter.events.all()] == [
        ("concluded", "done", "2022-05-02", "Luxembourg City")
    ]
    assert [str(one) for one in (memorandum.designations.get(), letter.designations.get())] == [
        "memorandum of understanding",
        "letter of intent",
    ]
    term = memorandum.terms.get()
    assert (term.length, term.renewal) == ("P5Y", "by_agreement")
    beside = page.get_by_role("region", name="Entered from this text")
    beside.get_by_role("link", name=memorandum.title, exact=True).wait_for()
    assert {"signed", "concluded", "14 March 2023", "for five years"} <= set(
        page.locator(".read-text .mark.used").all_inner_texts()
    )


@pytest.mark.thorough
def test_one_click_takes_a_sentence_and_what_is_recorded_is_added_to(page, bare_site):
    bring(page, "CNES and the Canadian Space Agency signed a framework agreement on space weather on 12 May 2008.")
    click(page, "signed")
    store(page, "of-2008")
    known = Agreement.objects.get(slug="cnes-csa-2008")
    bring(
        page,
        "Paris, 3 May 2021\n\nJean-Yves Le Gall, President of CNES, and Lisa Campbell, President of the Canadian Space "
        "Agency, signed a specific agreement on space medicine in Paris on 3 May 2021 under the framework agreement of "
        "2008. CNES and the Canadian Space Agency have extended their framework agreement.",
    )
    click(page, "signed", "under", "extended")
    values = {
        "agreements-0-title": "CNES–CSA implementing agreement on space medicine",
        "agreements-0-form": "agreement",
        "agreements-0-function": "implementing",
        "agreements-0-links-0-record": "cnes",
        "agreements-0-links-1-record": "csa",
        "agreements-0-links-2-role": "area",
        "agreements-0-relations-0-kind": "implements",
        "agreements-0-relations-0-other": "cnes-csa-2008",
        "agreements-0-relations-0-phrase": "3 May 2021 under the framework agreement of",
        "events-0-kind": "signed",
        "events-0-modality": "done",
        "events-0-date": "2021-05-03",
        "events-0-place": "Paris",
        "events-0-agreement": "1",
        "events-0-links-0-position": "President of CNES",
        "events-0-links-0-phrase": "Jean-Yves Le Gall, President of CNES",
        "agreements-1-function": "framework",
        "events-1-kind": "extended",
        "events-1-agreement": "2",
    }
    assert {name: page.input_value(f"[name={name}]") for name in values} == values
    for name, value in {"publisher": "CNES", "address": "https://example.org/of-2021"}.items():
        page.fill(f"[name=source-{name}]", value)
    page.click("[name=look]")
    page.get_by_label(f"Add to “{known.title}”").check()
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("[name=look]")
    page.get_by_text("agreement, recorded already:").wait_for()
    page.click("[name=store]")
    page.get_by_text("Saved:").wait_for()
    assert set(known.events.values_list("kind", flat=True)) == {"signed", "extended"}
    assert known.reverse_relations.get().agreement.title == "CNES–CSA implementing agreement on space medicine"


@pytest.mark.thorough
def test_two_agreements_are_entered_where_no_name_is_known_yet(page, empty_site):
    words = empty_site
    bring(page, words.text)
    click(page, words.dated)
    click(page, "specific agreement")
    add(page, "agency:space_agency", "CNES", "CNSA")
    add(page, "mission:mechanism", "Space Climate Observatory")
    add(page, "area:", words.area)
    click(page, "signed", words.signed)
    add(page, "agency:space_agency", "CNES", "CNSA")
    add(page, "person:", "Jean-Yves Le Gall", "Zhang Kejian")
    place(page, 0, "Beijing", words.place)
    click(page, "memorandum of understanding")
    add(page, "agency:space_agency", ("CNES", 2), ("CNSA", 2))
    add(page, "area:", words.area)
    click(page, *words.earlier)
    add(page, "agency:space_agency", ("CNES", 2), ("CNSA", 2))
    assert page.locator("[data-new-name]").count() == 6
    page.fill("[name=names-2-slug]", "sco")
    page.fill("[name=names-3-slug]", "climate-monitoring")
    store(page, "a-release")
    check("a-release")
