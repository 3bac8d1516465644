"""The figures behind charts and pages: the same numbers as these show, in files that other programs read."""

import csv
import json
import re
from html import unescape
from io import BytesIO, StringIO
from itertools import groupby

import networkx
import pytest
from csvw import CSVW

from catalogue.matrix import MOST
from pages.figures.register import FIGURES
from tests.factories import make_agency, make_agreement, make_event, make_mission
from tests.pages.answers import page
from tests.pages.pictures.test_network import make_agreements
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
RECORDS = ["countries/be", "agencies/cnes", "areas/earth-observation", "missions/pleiades"]


@pytest.fixture
def agreements():
    make_agreements()


@pytest.fixture
@made_once
def events():
    make_event("a-visit", kind="visit", date="1997-05")
    make_event("a-launch", kind="launch", date="1997/1999")
    make_event("some-day", kind="launch")


def body(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.getvalue()


def table(client, address):
    return list(csv.DictReader(StringIO(body(client, address).decode())))


def told(client, address):
    return json.loads(body(client, address))


# The charts.


def test_the_network_has_each_tie_with_what_its_table_tells(client, agreements):
    first = table(client, "/network.csv")[0]
    assert first == {
        "one": "CA",
        "one_name": "Canada",
        "other": "FR",
        "other_name": "France",
        "agreements": "3",
        "standing": "2",
        "unsettled": "1",
        "foreseen": "0",
        "intergovernmental": "1",
        "inter_agency": "2",
        "government_agency": "0",
        "with_international_organisation": "0",
        "html_url": f"{SITE}/between/ca/fr/",
    }


@pytest.mark.thorough
def test_the_network_is_whole_where_its_chart_is_cut(client):
    for number in range(60):
        make_agreement(parties=[make_agency(f"one-{number}"), make_agency(f"other-{number}")])
    assert len(table(client, "/network.csv?sides=agencies")) == 60
    assert len(table(client, "/network-nodes.csv?sides=agencies")) == 120


def test_a_graph_of_the_network_has_the_ties_and_nodes_of_its_json(client, agreements):
    graph = networkx.read_graphml(BytesIO(body(client, "/network.graphml")))
    figures = told(client, "/network.json")
    assert not graph.is_directed()
    assert {frozenset(edge) for edge in graph.edges} == {
        frozenset((tie["one"], tie["other"])) for tie in figures["ties"]
    }
    assert graph.edges["FR", "CA"]["agreements"] == 3
    assert graph.edges["FR", "CA"]["standing"] == 2
    assert dict(graph.degree()) == {node["key"]: node["partners"] for node in figures["nodes"]}
    assert graph.nodes["FR"] == {
        "name": "France",
        "partners": 2,
        "agreements": 4,
        "html_url": f"{SITE}/countries/fr/",
    }


def test_the_matrix_has_a_row_for_each_cell_with_agreements(client, agreements):
    cells = {(row["row"], row["column"]): row["agreements"] for row in table(client, "/matrix.csv")}
    assert cells["FR", "CA"] == cells["CA", "FR"] == "3"
    assert ("FR", "RU") not in cells
    assert {row["country"]: row["agreements"] for row in table(client, "/matrix-rows.csv")}["FR"] == "6"


def test_the_matrix_of_areas_names_areas(client, agreements):
    cells = {(row["row"], row["column"]): row["agreements"] for row in table(client, "/matrix.csv?columns=areas")}
    assert cells["CA", "astronomy"] == "2"
    assert cells["CA", "launchers"] == "1"


@pytest.mark.thorough
def test_the_matrix_is_whole_where_its_chart_is_cut(client):
    codes = [one + other for one in "QRX" for other in "ABCDEFGHIJKLM"]
    for code in codes:
        make_agreement(parties=[code, "FR"])
    assert len(codes) > MOST
    assert len(table(client, "/matrix-rows.csv")) == len(codes) + 1


def test_the_map_has_the_countries_of_its_table(client, agreements):
    assert [(row["country"], row["agreements"], row["on_map"]) for row in table(client, "/map.csv")][:2] == [
        ("FR", "6", "true"),
        ("BE", "3", "true"),
    ]
    partners = told(client, "/map.json?party=FR")
    assert partners["side"] == "FR"
    assert {row["country"]: row["agreements"] for row in partners["countries"]} == {"CA": 3, "BE": 1}


def test_the_timeline_counts_what_is_certain_apart_from_what_is_possible(client, events):
    counted = {row["period"]: row for row in table(client, "/events/by-time.csv")}
    assert [counted["1997"][name] for name in ("first_day", "last_day")] == ["1997-01-01", "1997-12-31"]
    assert {year: (counted[year]["certain"], counted[year]["possible"]) for year in ("1997", "1998", "2000")} == {
        "1997": ("1", "1"),
        "1998": ("0", "1"),
        "2000": ("0", "0"),
    }
    whole = told(client, "/events/by-time.json?kind=launch")
    assert (whole["events"], whole["undated"]) == (2, 1)
    assert {row["lane"] for row in whole["lanes"]} == {"No country stated"}


def test_the_timeline_of_few_years_counts_months(client, events):
    periods = [row["period"] for row in table(client, "/events/by-time.csv?from=1997&to=1997")]
    assert periods == [f"1997-{month:02}" for month in range(1, 13)]


def test_the_list_of_pairs_is_whole(client, agreements):
    rows = table(client, "/between.csv")
    assert [rows[0][name] for name in ("one", "other", "agreements")] == ["CA", "FR", "3"]
    assert len(rows) == len(told(client, "/between.json")["pairs"]) == 5


# Pages.


def test_the_watch_list_has_every_plan_and_each_foreseen_end(client):
    for number in range(12):
        make_event(f"plan-{number:02}", kind="launch", modality="planned", date="2010")
    make_event("some-day", kind="launch", modality="planned")
    make_agreement("it", acts={"signed": "2000", "expiry_announced": "2021-12"})
    rows = table(client, "/watch.csv")
    parts = {
        part: [row["slug"] for row in some] for part, some in groupby(rows, lambda row: (row["part"], row["kind"]))
    }
    assert len(parts["overdue", "event"]) >= 12
    assert parts["undated", "event"] == ["some-day"]
    assert parts["overdue", "agreement"] == ["it"]
    assert told(client, "/watch.json")["ends_overdue"] == 1


def test_a_pair_has_its_agreements_as_csv_and_its_events_too_as_json(client, agreements):
    rows = table(client, "/between/fr/ca.csv")
    assert [row["date_edtf"] for row in rows] == ["2001", "1999-05", "1990"]
    assert [row["status"] for row in rows] == ["ended", "signed", "signed"]
    assert rows[1]["parties"] == "cnes; csa"
    whole = told(client, "/between/cnes/csa.json")
    assert [event["kind"] for event in whole["events"]] == ["signed", "signed"]
    assert whole["sides"] == ["cnes", "csa"]


@pytest.mark.many
@pytest.mark.parametrize("address", RECORDS)
def test_a_profile_has_the_numbers_of_its_page(client, records, address):
    rows = table(client, f"/{address}/profile.csv")
    html = page(client, f"/{address}/").replace("&amp;", "&")
    assert {row["section"] for row in rows} >= {"agreements", "status"}
    for row in rows:
        if row["section"] in ("agreements", "status", "gap"):
            assert f'href="{row["html_url"].removeprefix(SITE)}"' in html, row


def test_a_profile_ranks_all_partners_where_its_page_ranks_ten(client):
    for number in range(12):
        make_agreement(parties=["FR", make_agency(f"partner-{number}", kind="intergovernmental")])
    rows = table(client, "/countries/fr/profile.csv")
    assert [row["agreements"] for row in rows if row["section"] == "partner"] == ["1"] * 12


# Refusals.


@pytest.mark.many
@pytest.mark.parametrize("path", FIGURES)
def test_figures_refuse_what_their_page_does_not_understand(client, path):
    for suffix in ("csv", "json", "csv-metadata.json"):
        assert told_error(client, f"/{path}.{suffix}?party=nobody")["errors"][0]["parameter"] == "party"
        assert "page_size" in told_error(client, f"/{path}.{suffix}?page_size=3")["detail"]


def told_error(client, address, status=400):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json"), address
    return response.json()


def test_what_there_is_not_is_not_found(client, agreements):
    assert told_error(client, "/between/be/nobody.csv", 404)
    assert told_error(client, "/countries/zz/profile.csv", 404)
    assert ".csv, .json" in told_error(client, "/matrix.graphml", 404)["detail"]
    assert client.get("/people/x/profile.csv").status_code == 404
    assert told_error(client, "/watch.csv?party=BE")["errors"][0]["parameter"] == "party"


def test_a_record_that_was_renamed_leads_to_its_profile(client, records):
    mission = make_mission("pleiades")
    mission.slug = "pleiades-hr"
    mission.save()
    response = client.get("/missions/pleiades/profile.csv")
    assert (response.status_code, response["Location"]) == (308, "/missions/pleiades-hr/profile.csv")


def test_a_head_has_the_headers_of_the_file_and_no_body(client, agreements):
    response = client.head("/network.csv?party=FR")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="network-r')
    assert response.getvalue() == b""


# What they are.

ADDRESSES = [
    *(f"/{path}.csv" for path in FIGURES),
    *(f"/{one.path}-{name}.csv" for one in FIGURES.values() for name in one.others),
    "/watch.csv",
    "/between/be/ru.csv",
    *(f"/{record}/profile.csv" for record in RECORDS),
]


@pytest.mark.many
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_metadata_of_a_table_describe_it_as_csv_on_the_web_wants(client, records, tmp_path, address):
    (tmp_path / "table.csv").write_bytes(body(client, address))
    metadata = told(client, f"{address}-metadata.json")
    assert metadata["url"] == f"{SITE}{address}"
    assert metadata["dc:source"]["@id"].startswith(SITE)
    assert all(column["dc:description"]["@value"].endswith(".") for column in metadata["tableSchema"]["columns"])
    (tmp_path / "metadata.json").write_text(json.dumps({**metadata, "url": "table.csv"}))
    read = CSVW(str(tmp_path / "table.csv"), md_url=str(tmp_path / "metadata.json"), validate=True)
    assert read.is_valid, read.warnings


def test_a_file_leads_to_its_metadata_with_the_same_question(client, agreements):
    response = client.get("/fr/network.json?party=FR")
    described = f'<{SITE}/fr/network.csv-metadata.json?party=FR>; rel="describedby"; type="application/csvm+json"'
    assert described in response["Link"]
    metadata = told(client, "/fr/network.csv-metadata.json?party=FR")
    assert metadata["url"] == f"{SITE}/fr/network.csv?party=FR"
    assert metadata["dc:source"] == {"@id": f"{SITE}/fr/network/?party=FR"}


@pytest.mark.many
@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/network/?party=BE&page=2", "/network.graphml?party=BE"),
        ("/network/?party=BE", "/panel.csv?party=BE"),
        ("/matrix/?columns=areas", "/matrix.csv?columns=areas"),
        ("/map/", "/map.json"),
        ("/events/?kind=visit", "/events/by-time.csv?kind=visit"),
        ("/between/?sides=agencies", "/between.csv?sides=agencies"),
        ("/watch/", "/watch.csv"),
        ("/fr/between/be/ru/", "/fr/between/be/ru.json"),
        *((f"/{record}/", f"/{record}/profile.csv") for record in RECORDS),
    ],
)
def test_a_page_names_the_files_with_its_numbers(client, records, address, file):
    response = client.get(address)
    html = unescape(response.content.decode())
    assert f'<{file}>; rel="alternate"' in response["Link"]
    assert re.search(rf'<link rel="alternate" type="[^"]+" href="{re.escape(file)}"', html)
    assert f'<a href="{file}"' in html
    assert client.get(file).status_code == 200


def test_the_record_itself_is_named_before_its_numbers(client, records):
    first = re.search(r'<([^>]+)>; rel="alternate"; type="text/csv"', client.get("/countries/be/")["Link"])
    assert first[1] == "/countries/be.csv"


def test_a_cell_that_a_spreadsheet_would_execute_is_made_safe(client):
    make_agreement(parties=[make_agency("bad", name="=1+1"), "FR"])
    assert "'=1+1" in body(client, "/network-nodes.csv?sides=agencies").decode()
