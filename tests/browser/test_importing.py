"""A reviewer settles what a table leaves open: whose a name is, and whether a row is one that is here already."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from agencies.models import Agency
from desk.importing.mappings import text_of
from desk.importing.planning import begin, plan
from desk.importing.progress import end_progress
from desk.models import ImportOrigin, RowOutcome
from tests.browser.test_accessibility import EVERYTHING, RUN_AXE, described
from tests.browser.test_reading import NAMES, holding
from tests.factories import make_agreement, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LINES = [
    "id,title,type,parties,signed,in force,terminated,place,subject,references,document",
    "R1,Agreement on the tracking station,bilateral,Belgium; France,03/04/1998,01/06/1998,,Brussels,,,",
    "R2,Treaty on balloons,bilateral,NETHLDS. K. OF; France,05/05/1999,,,,,,",
    "R3,Treaty on telescopes,bilateral,Nethlds. K. of; Denmark (Faroe Islands),05/05/2001,,,,,,",
    "R4,Treaty on lakes,bilateral,Sweden and Norway; Denmark,05/05/2001,,,,,,",
]


@pytest.fixture(scope="module")
def table(site, django_db_blocker, tmp_path_factory):
    """Serve a knowledge base of names with one agreement, and a table that was brought."""
    with django_db_blocker.unblock():
        for _ in holding(site, NAMES):
            states = list(Agency.objects.filter(kind="state", country__code__in=["BE", "FR"]))
            acts = {"signed": "1998-04-03", "entered_into_force": "1998-07"}
            make_agreement("station", parties=states, acts=acts, title="The station")
            make_source(address="https://www.asi.it/1", publisher="ASI", kind="news")
            text = text_of("national_register").replace("example.org", "registers.example")
            ImportOrigin.objects.create(name="national_register", mapping=text)
            path = tmp_path_factory.mktemp("tables") / "register.csv"
            path.write_text("\n".join(LINES), encoding="utf-8")
            planned = plan(begin("national_register", path.name), path)
            end_progress()  # as the process ends that reads a table
            yield planned


def enter(page, address):
    page.goto(f"/admin/login/?next={address}")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "correct horse battery")
    page.click("input[type=submit]")


def check(page):
    page.evaluate(AXE_SCRIPT)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(RUN_AXE, {"resultTypes": ["violations"], "notOurs": ".select2", **EVERYTHING})
        assert [*described(found["violations"])] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.thorough
def test_names_and_likenesses_are_settled_on_the_page_and_the_table_is_applied(page, table):
    enter(page, table.get_absolute_url())
    check(page)
    page.get_by_role("link", name="Unmatched names: 1").click()
    check(page)
    page.get_by_role("row", name="NETHLDS. K. OF").get_by_role("combobox").fill("NL")
    page.get_by_role("button", name="Save names and check their rows again").click()
    page.get_by_text("1 name saved. 2 rows checked again: 2 new.").wait_for()
    page.get_by_role("link", name="Back to the report").click()
    page.get_by_role("button", name="Same as “The station”").click()
    page.get_by_text("Line 2 is the same as “The station”").wait_for()
    assert page.get_by_text("(different here: not changed)").count() >= 1
    check(page)
    assert set(table.rows.values_list("row_id", "outcome")) == {
        ("R1", RowOutcome.SAME), ("R2", RowOutcome.NEW), ("R3", RowOutcome.NEW), ("R4", RowOutcome.REJECTED)
    }  # fmt: skip
    page.get_by_role("button", name="Not a duplicate").click()
    page.get_by_text("Line 2 is not a duplicate. It will be a new record.").wait_for()
    assert page.get_by_role("button", name="Import 3 rows").count() == 1


def test_a_new_source_is_proposed_the_publisher_and_kind_of_its_host(page, table):
    enter(page, "/admin/agreements/source/add/")
    page.fill("[name=address]", "https://asi.it/2")
    page.fill("[name=title]", "A release")
    page.get_by_text("The publisher and the kind as of the source from asi.it: check it.").wait_for()
    assert [page.input_value(f"[name={name}]") for name in ("publisher", "kind")] == ["ASI", "news"]
    page.select_option("[name=kind]", "report")
    page.fill("[name=publisher]", "Agenzia Spaziale Italiana")
    with page.expect_response("**/of-host/**"):
        page.fill("[name=address]", "https://asi.it/3")
        page.fill("[name=title]", "Another")
    assert [page.input_value(f"[name={name}]") for name in ("publisher", "kind")] == [
        "Agenzia Spaziale Italiana",
        "report",
    ]
    check(page)
