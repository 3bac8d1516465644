"""A register as registers are: read right or refused rightly, its strange names decided in a few steps."""

import pytest

from agencies.models import Agency, Country
from desk.admin.imports import _kept_and_read
from desk.importing.names import Names
from desk.importing.planning import begin, plan
from desk.importing.unknown import names_waited_for
from desk.models import ImportOrigin, RowOutcome
from tests.desk.importing.registers import WORDS, made_up, put_world, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(db, tmp_path):
    """Return a function that makes a register of so many rows up, plans it, and returns (its Rows, the Import)."""
    put_world()
    mapping = """{title: A register, model: agreement, dates: dd/mm/yyyy,
        source: {title: A register, publisher: A ministry, kind: register, address: "https://registers.example/"},
        sides: {bilateral: [bilateral], multilateral: [multilateral, plurilateral]},
        columns: {id: id, title: formal_title, type: sides, parties: parties, signed: signed,
            in force: entered_into_force, terminated: terminated, place: place, subject: areas}}"""
    ImportOrigin.objects.create(name="made-up", mapping=mapping)

    def plan_rows(number, seed):
        rows = made_up(number, seed)
        return rows, plan(begin("made-up", "register.csv"), written(rows, tmp_path / "register.csv"))

    return plan_rows


def meant(names):
    """Return {folded name: whom it means}, as the register writes them."""
    records = {country.code: country for country in Country.objects.all()}
    records |= {agency.slug: agency for agency in Agency.objects.all()}
    written = [WORDS[group] for group in ("countries", "unknown", "unknown_bodies")]
    return {names.fold(name): records[whom] for group in written for whom in group for name in group[whom]}


def decide_all(table):
    """Decide every name that nobody has, as somebody who knows would; return the decided names."""
    names, decided = Names(), []
    known = meant(names)
    while unknown := names_waited_for(table)[0]:
        decided += [one.name for one in unknown]
        _kept_and_read(table, {one.name: known[names.fold(one.name)] for one in unknown})
    return decided


def read_wrong(rows, table):
    """Return what is read otherwise than it is right, as (line, its parties, what is wrong)."""
    names, wrong = Names(), []
    slugs = dict(Agency.objects.values_list("pk", "slug"))

    def told(value):
        kind, _, key = value.partition(":")
        if kind == "members":
            return "members"
        return key if kind in ("state", "territory") else names.country_of.get(int(key)) or slugs[int(key)]

    for row, read in zip(rows, table.rows.order_by("line"), strict=True):
        what = (read.line, row.cells["parties"], " ".join(read.remarks))
        if read.outcome not in row.outcomes:
            wrong.append((*what, read.outcome))
        elif read.outcome != RowOutcome.REJECTED:
            sides = tuple(told(read.value(side)) for side in ("party_one", "party_two"))
            beside = sorted(told(read.value(name)) for name in read.facts if name.startswith("participant:"))
            if sides != row.sides or beside != sorted(row.beside):
                wrong.append((*what, sides, beside))
    return wrong


@pytest.mark.parametrize("number", [400, pytest.param(8000, marks=pytest.mark.thorough)])
def test_a_register_is_read_right_or_refused_rightly(register, number):
    rows, table = register(number, seed=7)
    decisions = decide_all(table)
    assert read_wrong(rows, table) == []
    assert 0 < len(decisions) < 30
    lines = [line for line, row in enumerate(rows, 2) if row.is_bilateral]
    rejected = table.rows.filter(outcome=RowOutcome.REJECTED, line__in=lines).count()
    assert rejected < 0.03 * len(lines)
