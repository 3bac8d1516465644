"""The matrix: every number is that of the list to which it leads."""

import re
from xml.etree import ElementTree

import pytest
from django.http import QueryDict

from catalogue.matrix import MatrixFilter, matrix_of
from catalogue.reading import seen
from tests.factories import make_agency, make_agreement, make_area
from tests.pages.answers import listed
from tests.worlds import made_once

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def agreements(db):
    make_agreements()


@made_once
def make_agreements():
    science = make_area("science", name="Science")
    make_area("astronomy", name="Astronomy", broader=science)
    make_agency("cnes", country="FR")
    make_agency("esa")
    make_agreement(parties=["BE", "FR"], areas=["science", "astronomy"])
    make_agreement(parties=["BE", "FR"], areas=["astronomy"], form="memorandum_of_understanding")
    make_agreement(parties=["BE", "RU"], areas=["launchers"])
    make_agreement(parties=["cnes", "FR"], areas=["launchers"])
    make_agreement(parties=["cnes", "esa"])


def matrix(query=""):
    return matrix_of(MatrixFilter(QueryDict(query)))


def names(records):
    return [record.name for record in records]


@pytest.mark.many
@pytest.mark.parametrize(
    "filters", ["", "form=memorandum_of_understanding", "party=BE", "party=cnes", "area=science", "q=agreement"]
)
@pytest.mark.parametrize("columns", ["", "areas"])
def test_each_number_is_that_of_the_list_behind_it(agreements, filters, columns):
    for row in matrix(f"{filters}&columns={columns}").rows:
        assert listed(row.query) == row.count
        for cell in row.cells:
            if not cell.same:
                assert listed(cell.query) == cell.count


def test_a_pair_stands_in_both_its_cells_and_nothing_on_the_diagonal(client, agreements):
    counted = matrix()
    assert names(counted.columns) == ["France", "Belgium", "Russia"]
    assert [[cell.count for cell in row.cells] for row in counted.rows] == [[0, 2, 0], [2, 0, 1], [0, 1, 0]]
    assert [row.count for row in counted.rows] == [4, 3, 1]
    assert all(row.cells[place].same for place, row in enumerate(counted.rows))


def test_an_area_takes_in_what_is_narrower_but_no_agreement_twice(client, agreements):
    counted = matrix("columns=areas")
    france = next(row for row in counted.rows if row.country.name == "France")
    assert dict(zip(names(counted.columns), [cell.count for cell in france.cells], strict=True)) == {
        "Astronomy": 2,
        "Science": 2,
        "launchers": 1,
    }


def test_rows_and_columns_stand_by_number_or_by_name(client, agreements):
    assert names(row.country for row in matrix().rows) == ["France", "Belgium", "Russia"]
    by_name = matrix("order=name")
    assert names(row.country for row in by_name.rows) == ["Belgium", "France", "Russia"]
    assert names(by_name.columns) == ["Belgium", "France", "Russia"]
    page = client.get("/matrix/?order=name&form=memorandum_of_understanding").content.decode()
    assert 'aria-sort="ascending"><a href="?form=memorandum_of_understanding&amp;order=name">' in page


def test_the_deeper_the_shade_the_more_agreements(client, agreements):
    shades = {cell.count: cell.shade for row in matrix().rows for cell in row.cells}
    assert shades[0] == 0 < shades[1] < shades[2] <= 5


@pytest.mark.thorough
def test_it_says_how_many_countries_it_leaves_out(client, agreements):
    codes = [f"{first}{second}" for first in "PQ" for second in "ABCDEFGHIJKLMNOPQRSTUVW"]
    for code in codes:
        make_agreement(parties=["BE", code])
    counted = matrix()
    assert (len(counted.rows), len(counted.columns), counted.countries) == (30, 30, 49)
    assert '<a href="/matrix/by/party/">all 49 countries</a>' in client.get("/matrix/").content.decode()
    for row in counted.rows[:2]:
        assert listed(row.query) == row.count


@pytest.mark.parametrize(("query", "number"), [("", 3), ("?columns=areas", 4)])
def test_the_page_costs_few_queries(client, agreements, django_assert_num_queries, query, number):
    seen()
    # * edition
    # * facets: all names
    # * countries of the rows
    # * areas of the columns
    with django_assert_num_queries(number):
        client.get(f"/matrix/{query}")


def test_the_table_has_headings_for_rows_and_columns(client, agreements):
    page = client.get("/matrix/").content.decode()
    assert '<th scope="row"><a href="/countries/fr/">France</a></th>' in page
    assert '<th scope="col" class="upright"><a href="/countries/be/">Belgium</a></th>' in page
    assert 'href="/agreements/?party=FR&amp;party=BE">2</a>' in page


@pytest.mark.parametrize("columns", ["countries", "areas"])
def test_the_picture_says_what_each_cell_counts(client, agreements, columns):
    picture = ElementTree.fromstring(client.get(f"/matrix.svg?columns={columns}").content)
    titles = {title.text for title in picture.iter(f"{SVG}title")}
    wanted = "Belgium – France: 2 agreements" if columns == "countries" else "France – Science: 2 agreements"
    assert wanted in titles
    assert all(link.get("href").startswith("http://testserver/") for link in picture.iter(f"{SVG}a"))


def test_what_is_not_understood_is_refused_by_the_picture_and_told_by_the_page(client, agreements):
    assert client.get("/matrix.svg?colour=red").status_code == 400
    assert client.get("/matrix/?colour=red").status_code == 200
    assert client.get("/matrix.svg?columns=aeras").status_code == 400
    assert client.get("/matrix/?columns=aeras").status_code == 400


def test_there_is_a_matrix_of_nothing(client, db):
    assert client.get("/matrix/").status_code == 200
    assert client.get("/matrix.svg?columns=areas").status_code == 200
    assert client.get("/matrix.png").status_code == 200


@pytest.mark.django_db
def test_its_legend_tells_the_numbers_of_each_shade(client):
    for partner, number in (("BE", 1), ("RU", 2), ("CN", 9)):
        for _ in range(number):
            make_agreement(parties=["FR", partner])
    legend = re.search(r'<p class="legend shades">(.*?)</p>', client.get("/matrix/").content.decode())[1]
    assert re.findall(r'shade-(\d)"></span> ([^<]*)</span>', legend) == [("1", "1"), ("2", "2"), ("5", "9")]
