"""The panel: each agreement of a pair at the end of each year, by the one rule of status."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.utils import timezone

from agreements.status import StatusCode
from catalogue.dressing import status_on
from catalogue.index.questions import of_kind
from catalogue.pairs import COUNTRY
from catalogue.panel import panel, panel_of_areas
from catalogue.reading import reader, rows
from tests.factories import make_agency, make_agreement, make_area

pytestmark = pytest.mark.django_db
LAST = 2010


def years():
    return {
        (one.one.key, one.other.key, one.year): one.cell for one in panel(reader(), of_kind("agreement"), COUNTRY, LAST)
    }


def codes(cell):
    return {code.value: cell.statuses[code] for code in StatusCode if cell.statuses[code]}


def test_an_agreement_counts_from_the_year_of_its_signature_by_its_status_at_the_end_of_each():
    make_agreement(
        parties=["BE", "FR"], acts={"signed": "1997-05", "entered_into_force": "1999", "terminated": "2003-02-01"}
    )
    found = years()
    assert [year for _, _, year in found] == [*range(1997, LAST + 1)]
    assert codes(found["BE", "FR", 1998]) == {"signed": 1}
    assert codes(found["BE", "FR", 1999]) == {"in_force": 1}
    assert codes(found["BE", "FR", 2002]) == {"in_force": 1}
    assert codes(found["BE", "FR", 2003]) == {"ended": 1}


def test_levels_are_told_of_what_is_in_force_and_of_what_stands():
    make_agreement(parties=["BE", "FR"], acts={"signed": "1997", "entered_into_force": "1998"})
    cnes, belspo = make_agency("cnes", country="FR"), make_agency("belspo", country="BE")
    make_agreement(parties=[cnes, belspo], acts={"signed": "1997"})
    assert years()["BE", "FR", 1999].of_levels == [1, 0, 0, 0, 1, 1, 0, 0]


def test_what_is_unknown_is_counted_apart():
    make_agreement(parties=["BE", "FR"], acts={"signed": "2000/2002"})
    found = years()
    assert [(year, codes(cell)) for (_, _, year), cell in found.items()][:3] == [
        (2000, {"unknown": 1}),
        (2001, {"unknown": 1}),
        (2002, {"signed": 1}),
    ]


def test_what_has_no_first_year_is_in_no_row():
    make_agreement(parties=["BE", "FR"])
    make_agreement(parties=["BE", "RU"], acts={"signed": "../2004"})
    assert min(year for _, _, year in years()) == 2004
    assert {(one, other) for one, other, _ in years()} == {("BE", "RU")}


def test_every_cell_is_the_status_on_its_day():
    acts = [
        {"signed": "1990-12-31"},
        {"signed": "1995", "suspended": "1999"},
        {"signed": "1991", "expiry_announced": "2001"},
    ]
    for some in acts:
        make_agreement(parties=["BE", "CN"], acts=some)
    agreements = rows("agreement", reader().keys(of_kind("agreement")))
    for (_, _, year), cell in years().items():
        expected = [status_on(row, date(year, 12, 31))["code"] for row in agreements]
        for code in ("signed", "suspended", "ended", "in_force"):
            assert cell.statuses[code] == expected.count(code), (year, code)


def test_an_area_counts_its_narrower_ones_and_none_stands_for_itself():
    wide = make_area("wide")
    make_area("narrow", broader=wide)
    make_agreement(parties=["BE", "FR"], areas=["narrow"], acts={"signed": "2009"})
    make_agreement(parties=["BE", "FR"], acts={"signed": "2010"})
    found = panel_of_areas(reader(), of_kind("agreement"), COUNTRY, LAST)
    counted = [(one.area and one.area.key, one.year, one.cell.agreements) for one in found]
    assert counted == [
        ("narrow", 2009, 1),
        ("narrow", 2010, 1),
        ("wide", 2009, 1),
        ("wide", 2010, 1),
        (None, 2010, 1),
    ]


def test_the_panel_takes_the_filters_of_agreements_and_ends_with_the_last_year_that_is_over(client):
    make_agreement(parties=["BE", "FR"], acts={"signed": "2000"})
    make_agreement(parties=["BE", "RU"], acts={"signed": "2001"})
    lines = client.get("/panel.csv?party=RU").getvalue().decode()
    rows = list(csv.DictReader(StringIO(lines)))
    assert {(row["one"], row["other"]) for row in rows} == {("BE", "RU")}
    assert [int(row["year"]) for row in rows] == [*range(2001, timezone.now().year)]
    assert {row["agreements"] for row in rows} == {"1"}


def test_the_panel_asks_as_often_however_many_years_there_are(django_assert_num_queries):
    make_agreement(parties=["BE", "FR"], acts={"signed": "1960"})
    years()
    # * the rows of the agreements of a batch of pairs
    # * the names of their sides
    asked = reader()
    with django_assert_num_queries(2):
        list(panel(asked, of_kind("agreement"), COUNTRY, LAST))
