"""Unmatched names: decided once for all of their rows, which are read again at once from what was kept."""

import pytest

from agencies.models import Country
from agreements.models import Relation
from desk.admin.imports import _kept_and_read
from desk.importing.applying import apply_import
from desk.importing.choices import choose_other
from desk.importing.unknown import names_waited_for
from tests.desk.importing.conftest import REGISTER
from tests.factories import make_agency

pytestmark = pytest.mark.django_db
AGENCIES = "short name,name,native name,country,founded,dissolved,parent"


def row(number, parties, **other):
    cells = {"title": f"Treaty no. {number}", "signed": f"0{number}/03/2001", **other}
    return f"N{number},{cells['title']},bilateral,{parties},{cells['signed']},,,,,,"


def outcomes(table):
    return {one.row_id: one.outcome for one in table.rows.all()}


def decided(table, **meant):
    told = _kept_and_read(table, {name.replace("_", " "): record for name, record in meant.items()})
    return told, outcomes(table)


def belgium():
    return Country.objects.get(code="BE")


def test_spellings_of_one_name_are_one_decision(planned):
    lines = [
        REGISTER[0],
        *(row(n, f"{name}; France") for n, name in enumerate(["Bélgialand U.", "BELGIALAND U", "Belgialand  u."], 1)),
    ]
    table = planned("national_register", lines)
    (unknown,), known = names_waited_for(table)
    assert (unknown.rows, known) == (3, [])
    told, now = decided(table, **{unknown.name: belgium()})
    assert told == "3 rows checked again: 3 new."
    assert set(now.values()) == {"new"}


def test_a_row_with_two_such_names_waits_for_both(planned):
    table = planned("national_register", [REGISTER[0], row(1, "Belgialand; Francia Nova")])
    assert decided(table, Belgialand=belgium())[1] == {"N1": "rejected"}
    assert [one.name for one in names_waited_for(table)[0]] == ["Francia Nova"]
    assert decided(table, Francia_Nova=Country.objects.get(code="FR"))[1] == {"N1": "new"}


def test_what_is_wrong_beside_the_name_is_still_told(planned):
    table = planned("national_register", [REGISTER[0], row(1, "Belgialand; France", signed="31/02/2001")])
    assert decided(table, Belgialand=belgium())[1] == {"N1": "rejected"}
    (remark,) = table.rows.get().remarks
    assert "not a day of the calendar" in remark
    assert names_waited_for(table) == ([], [])


def test_what_was_chosen_meanwhile_stays(planned):
    lines = [REGISTER[0], row(1, "Belgium; France"), row(2, "Belgium; France", title="Treaty no. 1", signed=""),
             row(3, "Belgium; Canada"), row(4, "Belgialand; Japan")]  # fmt: skip
    table = planned("national_register", lines)
    assert choose_other(table.rows.get(row_id="N2"))
    table.rows.filter(row_id="N3").update(is_left_out=True)
    assert decided(table, Belgialand=belgium())[1] == {"N1": "new", "N2": "new", "N3": "new", "N4": "new"}
    assert [one.row_id for one in table.rows.filter(is_left_out=True)] == ["N3"]


def test_copies_are_found_among_rows_that_are_read_again(planned):
    lines = [REGISTER[0], row(1, "Belgialand; France"), row(2, "Belgium; France", title="Treaty no. 1", signed="")]
    table = planned("national_register", lines)
    assert outcomes(table) == {"N1": "rejected", "N2": "new"}
    assert decided(table, Belgialand=belgium())[1] == {"N1": "duplicate", "N2": "new"}
    assert table.rows.get(row_id="N1").may_be == [{"value": "line:3", "name": "line 3"}]


def test_an_id_that_an_earlier_row_has_is_still_refused(planned):
    table = planned("national_register", [REGISTER[0], row(1, "Belgialand; France"), row(1, "Belgialand; Canada")])
    decided(table, Belgialand=belgium())
    assert [one.outcome for one in table.rows.all()] == ["new", "rejected"]


def test_a_relation_to_a_row_that_was_rejected_is_made_after_all(planned, origin):
    origin("related", "national_register", ("references: where a treaty was published is not recorded here", "x: y"),
           ("  subject: areas", "  subject: areas\n  references: amends"))  # fmt: skip
    lines = [REGISTER[0], row(1, "Belgialand; France"), row(2, "Belgium; France")[:-1] + "N1,"]
    table = planned("related", lines)
    assert "amends “N1”, which is neither in this table nor recorded" in " ".join(table.rows.get(row_id="N2").remarks)
    decided(table, Belgialand=belgium())
    assert table.rows.get(row_id="N2").remarks == []
    apply_import(table)
    assert Relation.objects.get().kind == "amends"


def test_a_parent_that_was_rejected_is_a_parent_after_all(planned):
    lines = [AGENCIES, "TC,Telescope Centre,,France,,,Space Board",
             "SB,Space Board,,Francia Nova,,,", "LC,Lens Centre,,Francia Nova,,,Telescope Centre"]  # fmt: skip
    table = planned("agencies", lines)
    assert "The organisation will have no parent" in " ".join(table.rows.get(row_id="Telescope Centre").remarks)
    decided(table, Francia_Nova=Country.objects.get(code="FR"))
    assert set(outcomes(table).values()) == {"new"}
    assert table.rows.get(row_id="Telescope Centre").remarks == []
    assert table.rows.get(row_id="Lens Centre").facts["parent"]["value"] == "row:Telescope Centre"


def test_a_ring_that_closes_when_a_row_is_read_again_is_refused(planned):
    lines = [AGENCIES, "A,Space Centre A,,France,,,Space Centre B",
             "B,Space Centre B,,Francia Nova,,,Space Centre A"]  # fmt: skip
    table = planned("agencies", lines)
    decided(table, Francia_Nova=Country.objects.get(code="FR"))
    assert set(outcomes(table).values()) == {"rejected"}


def test_a_name_that_somebody_has_by_now_needs_no_decision(planned):
    table = planned("national_register", [REGISTER[0], row(1, "Moon Office; France")])
    make_agency("moon", name="Moon Office", country="BE")
    assert names_waited_for(table)[0] == []
    assert decided(table) == ("1 row checked again: 1 new.", {"N1": "new"})


def test_an_import_that_was_applied_is_not_read_again(planned):
    table = planned("national_register", [REGISTER[0], row(1, "Belgium; France"), row(2, "Belgialand; France")])
    apply_import(table)
    told, now = decided(table, Belgialand=belgium())
    assert "Upload the table again" in told
    assert now["N2"] == "rejected"
