"""Every kind of gap finds what has it and nothing else; the numbers are kept day by day."""

from datetime import date

import pytest

from agreements.models import Designation, EventAgency, Term, Title
from catalogue.statements import COMPARED, acts_contradicting, contradicting
from desk.gaps import CITED, GAPS, count_gaps, counts_over_time
from desk.models import GapCount, Import, ImportRow, Report
from tests.factories import cite, document_of, make_agency, make_agreement, make_area, make_event, make_source

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 1)


def found(kind):
    return {str(record) for record in GAPS[kind].records(TODAY)}


def test_a_fact_without_a_citation_is_an_error():
    make_source()
    event, other = make_event("cited"), make_event("uncited", title="Not cited")
    cite(event)
    assert found("uncited") == {"Not cited"}
    assert GAPS["uncited"].count(TODAY) == 1
    assert len(CITED) == 26
    assert other.pk


def test_agreements_without_a_date_of_signature():
    make_agreement("with", acts={"signed": "2000"})
    make_agreement("without", title="Without", acts={"entered_into_force": "2000"})
    assert found("unsigned") == {"Without"}


def test_contradictions_that_nobody_has_judged():
    agreement = make_agreement("one", title="One", acts={"signed": "2000-12-20", "amended": "2001"})
    make_agreement("agreed", acts={"signed": "2000"})
    year = make_event(kind="signed", date="2000", agreement=agreement)
    assert found("contradictions") == set()
    assert not marked("one")
    other = make_event(kind="signed", date="2001", agreement=agreement)
    make_event(kind="amended", date="2002", agreement=agreement)
    assert found("contradictions") == {"One"}
    assert marked("one")
    assert GAPS["contradictions"].told(GAPS["contradictions"].records(TODAY)[0]) == "Differ in: date of an action."
    EventAgency.objects.create(event=other, agency=make_agency("state-of-be"), role="side")
    assert found("contradictions") == set()
    EventAgency.objects.all().delete()
    judge(other, "known_wrong")
    assert found("contradictions") == set()
    judge(other, "")
    judge(year, "preferred")
    assert found("contradictions") == set()


@pytest.mark.many
@pytest.mark.parametrize(
    ("kind", "contrary", "contradicted"),
    [
        ("suspended", "", True),
        ("suspended", "resumed", False),
        ("entered_into_force", "terminated", False),
        ("entered_into_force", "amended", True),
        ("notified", "", False),
        ("registered", "", False),
    ],
)
def test_acts_contradict_each_other_unless_they_can_be_two(kind, contrary, contradicted):
    acts = {kind: "2000", contrary: "2005"} if contrary else {kind: "2000"}
    agreement = make_agreement("one", title="One", acts=acts)
    other = make_event(kind=kind, date="2010", agreement=agreement)
    assert found("contradictions") == ({"One"} if contradicted else set())
    assert marked("one") == contradicted
    if contradicted:
        judge(other, "preferred")
        assert found("contradictions") == set()


@pytest.mark.many
@pytest.mark.parametrize(
    ("model", "one", "open_one", "other"),
    [
        (Designation, {"form": "treaty"}, {"form": "treaty", "binding": "binding"}, {"form": "agreement"}),
        (Title, {"text": "On balloons", "language": "en"}, {"text": "Des ballons", "language": "fr"},
         {"text": "Of balloons", "language": "en"}),
        (Term, {"length": "P5Y"}, {"renewal": "tacit"}, {"length": "P6Y"}),
        (Term, {"until": "2030-12-31"}, {"until": "2030"}, {"until": "2031"}),
    ],
)  # fmt: skip
def test_statements_contradict_each_other_only_in_what_both_state(model, one, open_one, other):
    agreement = make_agreement("one", title="One", form=None)
    for stated in (one, open_one):
        model.objects.create(agreement=agreement, **stated)
    assert found("contradictions") == set()
    assert not marked("one")
    differing = model.objects.create(agreement=agreement, **other)
    assert found("contradictions") == {"One"}
    assert marked("one")
    judge(differing, "preferred")
    assert found("contradictions") == set()


def test_an_act_sets_a_term_of_its_own():
    agreement = make_agreement("one", title="One", acts={"extended": "2005"})
    Term.objects.create(agreement=agreement, length="P5Y")
    later = Term.objects.create(agreement=agreement, length="P3Y", act=agreement.events.get())
    assert found("contradictions") == set()
    assert not marked("one")
    Term.objects.create(agreement=agreement, length="P4Y", act=later.act)
    assert found("contradictions") == {"One"}
    assert marked("one")


def marked(slug):
    """Tell whether the page of an agreement marks any of its statements as contradicted."""
    document = document_of("agreement", slug)
    told = [statement for name in COMPARED for statement in contradicting(name, document[name])]
    return bool(told or acts_contradicting(document["events"]))


def judge(statement, standing):
    type(statement).objects.filter(pk=statement.pk).update(
        standing=standing, standing_reason="It is the text itself." if standing else ""
    )


def test_agreements_that_no_source_calls_anything():
    make_agreement("called", form="treaty")
    make_agreement("uncalled", title="Uncalled", form=None)
    assert found("untyped") == {"Uncalled"}


def test_plans_past_their_time():
    make_event("late", title="Late", kind="launch", modality="planned", date="2023")
    make_event("to-come", kind="launch", modality="planned", date="2030")
    assert found("overdue") == {"Late"}


def test_sources_whose_address_was_reported_as_broken():
    source = make_source("a-source")
    make_source("another")
    report = Report.objects.create(page="/sources/a-source/", revision=1, kind="broken", text="404")
    assert found("broken") == {str(source)}
    Report.objects.filter(pk=report.pk).update(state="settled")
    assert found("broken") == set()


def test_areas_without_a_definition():
    make_area("astronomy", name="Astronomy", definition="Of the stars.")
    make_area("telecom", name="Telecom", definition="")
    assert found("undefined") == {"Telecom"}


def test_parties_of_the_last_table_that_are_nobody():
    tables = [Import.objects.create(origin="register", mapping="", file_name=name) for name in ("old.csv", "new.csv")]
    for line, (table, unknown) in enumerate([(0, {"A": []}), (1, {"B": ["Belgium"]}), (1, {})]):
        ImportRow.objects.create(table=tables[table], line=line, outcome="rejected", unknown=unknown)
    assert found("unresolved") == {"line 1: rejected"}


def test_the_numbers_are_kept_by_the_day(enter):
    GapCount.objects.create(kind="undefined", day=date(2020, 1, 1), number=7)
    make_area("telecom", definition="")
    assert {gap.kind: number for gap, number in count_gaps()}["undefined"] == 1
    count_gaps()
    assert [day.number for day in counts_over_time("undefined")] == [7, 1]
    page = enter("editor").get("/admin/gaps/undefined/").text
    assert "1 January 2020" in page
    assert enter("editor").get("/admin/gaps/nothing/").status_code == 404
