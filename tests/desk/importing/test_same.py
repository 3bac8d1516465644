"""A row that is the same as a record here: what it states beside it is added, what is otherwise is told and stays."""

import pytest

from agreements.models import Agreement, Citation, Event
from desk.importing.applying import apply_import, take_back
from desk.importing.choices import choose_other, choose_same
from desk.models import ImportedRecord
from desk.states import Refused
from tests.desk.importing.conftest import REGISTER
from tests.factories import cite, identify, make_agency, make_agreement, make_event, make_source

pytestmark = pytest.mark.django_db
AGENCIES = "short name,name,native name,country,founded,dissolved,parent"


@pytest.fixture
def station(world):
    """An agreement that is here, in which a source states some of what the register states too."""
    for slug, code in (("belgium", "BE"), ("france", "FR")):
        make_agency(slug, name=slug.title(), kind="state", country=code)
    agreement = make_agreement("station", parties=["belgium", "france"], title="The tracking station")
    signed = make_event("station-signed", kind="signed", date="1998-04-03", agreement=agreement)
    make_event("station-force", kind="entered_into_force", date="1998-07", agreement=agreement)
    cite(signed, make_source(), "signed on 3 April 1998", "date")
    return agreement


def taken_in(table, line=2, number=0):
    row = table.rows.get(line=line)
    assert choose_same(row, row.may_be[number]["value"])
    return row


def dates(agreement):
    return {event.kind: (event.date, event.place) for event in agreement.events.all()}


def test_what_a_row_states_is_added_and_what_is_otherwise_is_told(planned, station):
    table = planned("national_register", REGISTER[:2])
    row = taken_in(table)
    assert {one["name"]: one["is_conflict"] for one in row.differences} == {
        "designation": True, "entered_into_force": True, "formal_title": False, "place": False,
        f"area:{next(iter(row.facts[name]['value'] for name in row.facts if name.startswith('area')))[5:]}": False,
    }  # fmt: skip
    apply_import(table)
    station = Agreement.objects.get()
    assert station.title == "The tracking station"
    assert dates(station) == {"signed": ("1998-04-03", "Brussels"), "entered_into_force": ("1998-07", "")}
    assert station.titles.get().text == "Exchange of notes on a tracking station at Plana"
    assert station.areas.get().area.slug == "astronomy"
    phrases = {citation.phrase for citation in Citation.objects.filter(source__publisher="Ministry of Foreign Affairs")}
    assert phrases >= {"03/04/1998", "Brussels", "astronomy", "Exchange of notes on a tracking station at"}
    assert "01/06/1998" not in phrases


@pytest.mark.thorough
def test_the_next_import_knows_it_and_never_changes_what_was_here(planned, station):
    apply_import(taken_in(planned("national_register", REGISTER[:2])).table)
    assert ImportedRecord.objects.get().key == station.pk
    assert planned("national_register", REGISTER[:2]).rows.get().outcome == "unchanged"
    changed = REGISTER[1].replace("03/04/1998", "05/04/1998").replace("Brussels", "Liège")
    table = planned("national_register", [REGISTER[0], changed])
    assert table.rows.get().outcome == "conflict"
    apply_import(table)
    assert dates(station)["signed"][0] == "1998-04-03"


def test_it_is_taken_back_with_the_import(planned, station):
    before = dates(station), Citation.objects.count()
    table = taken_in(planned("national_register", REGISTER[:2])).table
    table = apply_import(table)
    take_back(table)
    assert (dates(station), Citation.objects.count()) == before
    assert not station.titles.exists()
    assert not ImportedRecord.objects.exists()


def test_a_third_party_is_never_added(planned, station):
    table = planned("national_register", REGISTER[:2])
    row = table.rows.get()
    other = make_agreement("other", parties=["belgium", "CA"])
    row.may_be = [{"value": f"record:{other.pk}", "name": "other"}]
    choose_same(row, f"record:{other.pk}")
    assert {"name": "party_two", "old": None, "new": "France", "is_conflict": True} in row.differences
    apply_import(table)
    assert other.parties.count() == 2


def test_a_place_belongs_to_the_signature_that_the_row_states(planned, station):
    Event.objects.filter(kind="signed").update(date="1998-04-09")
    table = taken_in(planned("national_register", REGISTER[:2])).table
    apply_import(table)
    assert dates(station)["signed"] == ("1998-04-09", "")


@pytest.mark.thorough
def test_one_of_several_is_chosen_and_the_choice_is_changed(planned, station):
    make_agreement("again", parties=["belgium", "france"], acts={"signed": "1998-04"}, title="Again")
    table = planned("national_register", REGISTER[:2])
    row = table.rows.get()
    assert sorted(one["name"] for one in row.may_be) == ["Again", "The tracking station"]
    taken_in(table, number=1)
    row.refresh_from_db()
    assert choose_other(row)
    assert (row.outcome, row.same_as, row.differences) == ("new", "", [])
    again = next(one["value"] for one in row.may_be if one["name"] == "Again")
    assert choose_same(row, again)
    with pytest.raises(Refused, match="has no such duplicate"):
        choose_same(row, "record:0")
    apply_import(table)
    assert ImportedRecord.objects.get().key == int(again.partition(":")[2])


@pytest.mark.thorough
def test_a_copy_in_the_table_is_taken_into_what_the_other_row_becomes(planned, world):
    copy = REGISTER[1].replace("R1", "R8").replace(",Brussels,", ",,").replace("01/06/1998,", "01/06/1998,02/02/2009")
    table = planned("national_register", [*REGISTER[:2], copy])
    row = taken_in(table, line=3)
    assert row.same_as == "line:2"
    table = apply_import(table)
    agreement = Agreement.objects.get()
    assert set(ImportedRecord.objects.values_list("row_id", "key")) == {("R1", agreement.pk), ("R8", agreement.pk)}
    assert dates(agreement)["terminated"] == ("2009-02-02", "")
    rows = planned("national_register", [*REGISTER[:2], copy]).rows.all()
    assert [row.outcome for row in rows] == ["unchanged", "unchanged"]
    take_back(table)
    assert not Agreement.objects.exists()


def test_it_is_refused_where_the_other_row_is_left_out_or_the_record_is_gone(planned, world):
    table = planned("national_register", [*REGISTER[:2], REGISTER[1].replace("R1", "R8")])
    taken_in(table, line=3)
    table.rows.filter(line=2).update(is_left_out=True)
    with pytest.raises(Refused, match="Line 3 is the same as a record that no longer exists"):
        apply_import(table)


def test_an_organisation_is_added_to_by_its_name_or_acronym(planned, world):
    jaxa = make_agency("jaxa")
    jaxa.acronym, jaxa.country = "JAXA", None
    jaxa.save()
    parent = make_agency("board", name="Space Board")
    lines = [AGENCIES, "JAXA,Japan Aerospace Exploration Agency,宇宙航空研究開発機構,Japan,2003-10-01,,Space Board"]
    table = taken_in(planned("agencies", lines)).table
    table = apply_import(table)
    jaxa.refresh_from_db()
    assert (jaxa.name, jaxa.country.code, jaxa.founded) == ("Japan Aerospace Exploration Agency", "JP", "2003-10-01")
    assert jaxa.parent == parent
    assert jaxa.names.get().name == "宇宙航空研究開発機構"
    assert {name for one in Citation.objects.supporting(jaxa) for name in one.fields} >= {"country", "founded", "name"}
    assert planned("agencies", lines).rows.get().outcome == "unchanged"
    take_back(table)
    jaxa.refresh_from_db()
    assert (jaxa.country, jaxa.founded, jaxa.names.count()) == (None, None, 0)


def test_what_an_organisation_is_otherwise_is_told(planned, world):
    lines = [AGENCIES, "NASA,National Aeronautics and Space Administration,,United States of America,1958,,"]
    row = taken_in(planned("agencies", lines))
    told = {one["name"]: (one["old"], one["is_conflict"]) for one in row.differences}
    assert told == {"name": ("NASA", True), "founded": (None, False)}


@pytest.mark.thorough
def test_a_number_that_is_here_is_no_second_one(planned, origin, station):
    identify(station, "unts", "12345")
    origin("numbered", "national_register", ("columns:", "identifiers:\n  unts: reference\ncolumns:"))
    lines = [REGISTER[0] + ",reference", REGISTER[1] + ",12345"]
    table = taken_in(planned("numbered", lines)).table
    apply_import(table)
    assert station.identifiers.count() == 1
    assert Citation.objects.supporting(station.identifiers.get()).exists()


def test_a_number_that_only_one_can_have_asks_whether_it_is_the_same(planned, origin, world):
    jaxa = make_agency("jaxa")
    identify(jaxa, "wikidata", "Q15206")
    origin("numbered", "agencies", ("columns:", "identifiers:\n  wikidata: qid\ncolumns:"))
    lines = [AGENCIES + ",qid", "宇宙,Uchu Kikan,,Japan,,,,Q15206"]
    table = planned("numbered", lines)
    row = table.rows.get()
    assert (row.outcome, row.may_be[0]["value"]) == ("duplicate", f"record:{jaxa.pk}")
    with pytest.raises(Refused, match="which only one record can have"):
        choose_other(row)
    apply_import(taken_in(table).table)
    assert jaxa.identifiers.count() == 1
    assert ImportedRecord.objects.get().key == jaxa.pk
