"""An import applied and taken back: all of it or nothing, the same file twice changes nothing, edits here stand."""

import os
import signal
import subprocess
import sys
import time

import pghistory
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from agreements.entering import enter
from agreements.models import Agreement, AgreementArea, Citation, Designation, Event, Party, Source, Title
from desk.importing import applying
from desk.importing.applying import apply_import, take_back
from desk.importing.planning import begin, plan
from desk.importing.progress import progress_of
from desk.models import Import, ImportedRecord, ImportState, RowOutcome
from desk.states import Refused
from spacecoop.records import check_rules
from tests.desk.importing.conftest import REGISTER
from tests.desk.importing.test_planning import NASA, SAMPLES, by_id
from tests.desk.test_changesets import everything
from tests.factories import make_agreement, make_area, make_event

pytestmark = pytest.mark.django_db
AGENCIES = [
    "short name,name,native name,country,founded,dissolved,parent",
    "TLC,Telescope Centre,Centre des télescopes,France,1999,,Space Board",
    "SB,Space Board,,France,1961-12-19,,",
]
# A context of history lasts until its transaction ends, which is when a test ends: edits are made under their own.
PSA = [
    NASA,
    "1,GSFC,Japan Aerospace Exploration Agency (JAXA),Japan (JA),Moon,Project-Specific Agreement (PSA),12/19/1989,12/31/2018,https://example.org/a",
    "2,GSFC,German Aerospace Center (DLR),Germany (GM),Sun,Project-Specific Agreement (PSA),10/18/1990,,https://example.org/b",
]
TABLES = {
    "national_register": REGISTER,
    "nasa_saa": PSA,
    "agencies": AGENCIES,
    "ieadb": [
        "IEA# (click for add'l info),Inclusion,Signature Date,Date IEA entered into force,Treaty Name",
        "7,BuA,1980-05-06,1980-05-07,Exchange of notes between Brazil and the United States of America on balloons",
        "8,BuA,1981-05-06,,Agreement between the Government of Brazil and the Government of France on lakes",
    ],
}


@pytest.fixture
def imported(planned):
    """Return a function that plans and applies a table."""

    def do(origin, lines):
        return apply_import(planned(origin, lines))

    return do


def history_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM agreements_agreementhistory")
        return cursor.fetchone()[0]


@pytest.mark.many
@pytest.mark.parametrize("origin", TABLES)
def test_each_mapping_is_applied_repeated_without_a_change_and_taken_back(planned, imported, origin):
    before = everything()
    table = imported(origin, TABLES[origin])
    applied = everything()
    assert applied != before
    again = planned(origin, TABLES[origin])
    counts = again.counts()
    assert counts["unchanged"] == len(TABLES[origin]) - 1 - counts["rejected"], list(again.rows.values())
    apply_import(again)
    assert everything() == applied
    history = history_rows()
    take_back(again)
    take_back(table)
    assert everything() == before
    assert history_rows() >= history
    assert not ImportedRecord.objects.exists()


@pytest.mark.many
@pytest.mark.parametrize(("origin", "file"), [("ieadb", "ieadb_space.csv"), ("nasa_saa", "nasa_saa_sample.csv")])
def test_the_real_tables_are_applied_and_taken_back(world, origin, file):
    if not (SAMPLES / file).exists():
        pytest.skip(f"the samples are not beside this checkout ({SAMPLES})")
    before = everything()
    table = apply_import(plan(begin(origin, file), SAMPLES / file))
    again = plan(begin(origin, file), SAMPLES / file)
    assert again.counts()["new"] == 0
    assert again.counts()["unchanged"] == table.counts()["new"]
    take_back(table)
    assert everything() == before


def test_every_fact_is_cited_with_the_words_of_its_cell(imported):
    imported("national_register", REGISTER)
    agreement = Agreement.objects.get(slug="belgium-france-1998")
    source = Source.objects.get(title="National treaty register")
    assert {citation.source for citation in Citation.objects.all()} == {source}
    signed = agreement.events.get(kind="signed")
    assert (signed.date, signed.place, signed.modality) == ("1998-04-03", "Brussels", "done")
    assert {(one.phrase, *one.fields) for one in signed.citations.all()} == {
        ("03/04/1998", "date"),
        ("Brussels", "place"),
    }
    for fact in (agreement, agreement.designations.get(), agreement.titles.get()):
        assert fact.citations.get().phrase == "Exchange of notes on a tracking station at"
    assert agreement.designations.get().form == "exchange_of_notes"
    assert agreement.titles.get().text == "Exchange of notes on a tracking station at Plana"
    assert [one.citations.get().phrase for one in agreement.parties.order_by("pk")] == ["Belgium", "France"]
    assert agreement.areas.get().citations.get().phrase == "astronomy"
    assert Agency.objects.get(name="Belgium").citations.exists()


def test_a_row_is_cited_from_its_own_document_where_it_names_one(imported):
    imported("nasa_saa", PSA)
    agreement = Agreement.objects.get(title="Moon")
    assert agreement.citations.first().source.address == "https://example.org/a"
    announced = agreement.events.get(kind="expiry_announced")
    assert (announced.date, announced.modality) == ("2018-12-31", "announced")
    assert str(agreement.designations.get()) == "implementing agreement"


def test_a_changed_row_updates_what_nobody_has_edited(planned, imported):
    imported("national_register", REGISTER)
    changed = [line.replace("03/04/1998", "04/04/1998").replace("a tracking", "the tracking") for line in REGISTER]
    table = planned("national_register", changed)
    row = by_id(table)["R1"]
    assert row.outcome == RowOutcome.CHANGED
    assert {one["name"]: (one["old"], one["new"]) for one in row.differences} == {
        "signed": ("3 April 1998", "4 April 1998"),
        "formal_title": (
            "Exchange of notes on a tracking station at Plana",
            "Exchange of notes on the tracking station at Plana",
        ),
    }
    before = everything()
    apply_import(table)
    signed = Event.objects.get(slug="belgium-france-1998-signed")
    assert signed.date == "1998-04-04"
    assert {one.phrase for one in signed.citations.all()} == {"04/04/1998", "Brussels"}
    assert by_id(planned("national_register", changed))["R1"].outcome == RowOutcome.UNCHANGED
    take_back(table)
    assert everything() == before


def test_what_a_row_states_no_more_goes_and_what_it_states_anew_comes(planned, imported):
    imported("national_register", REGISTER)
    line = REGISTER[1].replace("01/06/1998,,Brussels,astronomy", ",02/02/2003,,")
    apply_import(planned("national_register", [REGISTER[0], line]))
    agreement = Agreement.objects.get(slug="belgium-france-1998")
    assert {event.kind: event.date for event in agreement.events.all()} == {
        "signed": "1998-04-03",
        "terminated": "2003-02-02",
    }
    assert agreement.events.get(kind="signed").place == ""
    assert not agreement.areas.exists()
    assert agreement.events.get(kind="terminated").citations.get().phrase == "02/02/2003"


def test_a_field_that_was_edited_here_is_a_conflict_and_stays(planned, imported):
    imported("national_register", REGISTER)
    Event.objects.filter(slug="belgium-france-1998-signed").update(date="1998-04-09")
    changed = [line.replace("03/04/1998", "04/04/1998").replace("01/06/1998", "02/06/1998") for line in REGISTER]
    table = planned("national_register", changed)
    row = by_id(table)["R1"]
    assert row.outcome == RowOutcome.CONFLICT
    assert [(one["name"], one["is_conflict"]) for one in row.differences] == [
        ("signed", True),
        ("entered_into_force", False),
    ]
    apply_import(table)
    dates = {event.kind: event.date for event in Event.objects.filter(agreement__slug="belgium-france-1998")}
    assert dates == {"signed": "1998-04-09", "entered_into_force": "1998-06-02"}


@pytest.mark.thorough
def test_what_another_part_of_the_record_states_already_is_no_change(planned, imported):
    imported("national_register", REGISTER)
    agreement = Agreement.objects.get(slug="belgium-france-1998")
    moons = make_area("moons", name="moons")
    line = REGISTER[1].replace("Exchange of notes on", "Treaty on").replace("astronomy", "astronomy; moons")
    table = planned("national_register", [REGISTER[0], line])
    assert {one["name"] for one in by_id(table)["R1"].differences} == {
        "designation",
        "formal_title",
        f"area:{moons.pk}",
    }
    enter(Designation(agreement=agreement, form="treaty", binding="binding"))
    enter(Title(agreement=agreement, text="Treaty on a tracking station at Plana", language="en"))
    enter(AgreementArea(agreement=agreement, area=moons))
    before = everything()
    assert by_id(planned("national_register", [REGISTER[0], line]))["R1"].outcome == RowOutcome.UNCHANGED
    apply_import(table)
    assert everything() == before


@pytest.mark.many
@pytest.mark.parametrize(
    ("parties", "outcome", "sides"),
    [
        ("France; Belgium", RowOutcome.UNCHANGED, ["Belgium", "France"]),
        ("France; Canada", RowOutcome.CONFLICT, ["Belgium", "France"]),
        ("Canada; France", RowOutcome.CHANGED, ["Canada", "France"]),
    ],
)
def test_a_party_is_never_entered_twice(planned, imported, parties, outcome, sides):
    imported("national_register", REGISTER)
    table = planned("national_register", [REGISTER[0], REGISTER[1].replace("Belgium; France", parties)])
    row = by_id(table)["R1"]
    assert (row.outcome, bool(row.remarks)) == (outcome, outcome == RowOutcome.CONFLICT)
    apply_import(table)
    named = Party.objects.filter(agreement__slug="belgium-france-1998").values_list("agency__name", flat=True)
    assert sorted(named) == sides


@pytest.mark.thorough
def test_a_record_that_was_deleted_here_is_not_made_again(planned, imported):
    imported("national_register", REGISTER)
    Agreement.objects.get(slug="belgium-france-1998").delete()
    table = planned("national_register", REGISTER)
    row = by_id(table)["R1"]
    assert (row.outcome, "was deleted" in row.remarks[-1]) == (RowOutcome.CONFLICT, True)
    apply_import(table)
    assert not Agreement.objects.filter(slug="belgium-france-1998").exists()


def test_taking_back_is_refused_with_the_names_of_what_was_edited_since(imported):
    table = imported("national_register", REGISTER)
    agreement = Agreement.objects.get(slug="belgium-france-1998")
    with pghistory.context(reason="an edit"):
        Agreement.objects.filter(pk=agreement.pk).update(summary="Edited")
    before = everything()
    with pytest.raises(Refused, match="edited since: Exchange of notes of Belgium and France"):
        take_back(table)
    assert everything() == before
    assert Import.objects.get(pk=table.pk).state == ImportState.APPLIED


@pytest.mark.thorough
def test_taking_back_is_refused_where_something_rests_on_it(imported):
    table = imported("national_register", REGISTER)
    with pghistory.context(reason="an edit"):
        make_event("a-meeting", title="A meeting on Plana", agreement=Agreement.objects.get(slug="belgium-france-1998"))
        make_agreement("other", parties=[Agency.objects.get(name="France"), "CA"])
    with pytest.raises(Refused) as refused:
        take_back(table)
    assert "A meeting on Plana" in str(refused.value)
    assert "France (party)" in str(refused.value)


@pytest.mark.thorough
def test_an_earlier_import_is_taken_back_after_the_later_one(planned, imported):
    first = imported("national_register", REGISTER)
    second = imported("national_register", [line.replace("03/04/1998", "04/04/1998") for line in REGISTER])
    with pytest.raises(Refused, match="Undo that import first"):
        take_back(first)
    take_back(second)
    take_back(first)
    assert not Agreement.objects.exists()


@pytest.mark.thorough
def test_the_number_of_statements_does_not_grow_with_the_rows_of_a_batch(planned):
    def statements(rows):
        lines = [REGISTER[1].replace("R1", f"{rows}-{number}") for number in range(rows)]
        table = planned("national_register", [REGISTER[0], *lines])
        table.rows.update(outcome=RowOutcome.NEW)
        with CaptureQueriesContext(connection) as captured:
            apply_import(table)
        return len(captured)

    statements(1)  # enters the states and the source
    assert statements(40) == statements(3)


@pytest.mark.thorough
@pytest.mark.parametrize("step", [apply_import, take_back])
def test_no_trigger_asks_in_vain_whether_it_is_to_be_left_alone(planned, monkeypatch, step):
    answers = []

    def check():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('pgtrigger.ignore', true)")
            answers.extend(cursor.fetchone())
        check_rules()

    table = planned("national_register", REGISTER)
    if step is take_back:
        apply_import(table)
    monkeypatch.setattr(applying, "check_rules", check)
    step(table)
    assert answers
    assert all(answers)


def test_an_import_is_applied_once(imported):
    table = imported("national_register", REGISTER)
    with pytest.raises(Refused, match="state is now “imported”"):
        apply_import(table)
    take_back(table)
    before = everything()
    for step in (take_back, apply_import):
        with pytest.raises(Refused, match="state is now “undone”"):
            step(table)
    assert everything() == before


def test_a_plan_that_was_overtaken_is_refused(planned):
    first, second = planned("national_register", REGISTER), planned("national_register", REGISTER)
    apply_import(first)
    with pytest.raises(Refused, match="imported by another import"):
        apply_import(second)
    assert Import.objects.get(pk=second.pk).state == ImportState.PLANNED


def test_two_in_one_table_with_the_same_parties_and_year_have_addresses_of_their_own(imported):
    second = REGISTER[1].replace("R1", "R7").replace("station at Plana", "ship")
    imported("national_register", [*REGISTER[:2], second])
    assert set(Agreement.objects.values_list("slug", flat=True)) == {"belgium-france-1998", "belgium-france-1998-2"}


@pytest.mark.thorough
def test_the_command_reports_applies_and_takes_back(world, tmp_path, capsys):
    path = tmp_path / "register.csv"
    path.write_text("\n".join(REGISTER), encoding="utf-8")
    call_command("import_agreements", path, origin="national_register")
    said = capsys.readouterr().out
    assert "line 2: new (R1)" in said
    assert (
        "2 new, 0 changed, 0 edited since the import, 0 unchanged, 0 possible duplicate, "
        "0 same as an existing record, 3 rejected" in said
    )
    assert not Agreement.objects.exists()
    call_command("import_agreements", path, origin="national_register", apply=True, quiet_rows=True)
    assert Agreement.objects.count() == 2
    assert "2 of 2 rows" in capsys.readouterr().err
    call_command("import_agreements", key=Import.objects.latest("pk").pk, take_back=True)
    assert not Agreement.objects.exists()


def test_the_command_says_what_it_lacks(world, tmp_path):
    path = tmp_path / "register.csv"
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_agreements", path, origin="national_register")
    with pytest.raises(CommandError, match=r"\(--origin\): agencies, flat_statements, ieadb"):
        call_command("import_agreements")
    path.write_text("id,titel\n1,x", encoding="utf-8")
    with pytest.raises(CommandError, match="Did you mean “title”"):
        call_command("import_agreements", path, origin="national_register")
    path.write_text("\n".join(REGISTER), encoding="utf-8")
    call_command("import_agreements", path, origin="national_register")
    with pytest.raises(CommandError, match="“ready to import”"):
        call_command("import_agreements", path, key=Import.objects.latest("pk").pk)
    with pytest.raises(CommandError, match="There is no import 0"):
        call_command("import_agreements", key=0, apply=True)


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_leaves_nothing(world, planned):
    lines = [REGISTER[1].replace("R1", f"R{number}").replace("Plana", f"Plana {number}") for number in range(3000)]
    table = planned("national_register", [REGISTER[0], *lines])
    before = everything()
    port = {**os.environ, "DATABASE_URL": _address_of_test_database()}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_agreements", "--import", str(table.pk), "--apply"],
        cwd=settings.BASE_DIR,
        env=port,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        ends = time.monotonic() + 300  # on a busy machine it takes a while to begin
        while not (seen := progress_of(table)) and time.monotonic() < ends:
            assert process.poll() is None
            time.sleep(0.05)
        assert "of 3,000 rows imported" in seen
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    while progress_of(table) and time.monotonic() < ends:
        time.sleep(0.05)
    assert everything() == before
    assert Import.objects.get(pk=table.pk).state == ImportState.PLANNED
    assert not ImportedRecord.objects.exists()


def _address_of_test_database():
    given = connection.settings_dict
    host = (given.get("OPTIONS") or {}).get("host") or given["HOST"]
    return f"postgresql://{given['USER']}@/{given['NAME']}?host={host}"


def test_what_would_be_cited_from_an_example_is_not_applied(planned, origin):
    origin("national_register", "national_register", ("registers.example", "example.org"))
    table = planned("national_register", REGISTER)
    assert table.state == ImportState.PLANNED
    with pytest.raises(Refused, match=r"names no document, only the example https://example\.org/treaties"):
        apply_import(table)
    assert not Agreement.objects.exists()
