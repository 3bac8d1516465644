"""References as lawyers cite: parties, series, place; and how reference managers take them from a page."""

import json
from xml.etree import ElementTree

import bibtexparser
import pytest
import rispy
from bs4 import BeautifulSoup

from agreements.models import Agreement, Event
from opendata.exports.bibliography import year_of
from opendata.exports.references import as_named_in
from spacecoop.dates import sourced
from tests.factories import identify, make_agency, make_agreement, make_source
from tests.opendata.exports.files import parser

pytestmark = pytest.mark.django_db


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.getvalue().decode()


def entries(client, suffix):
    read_bib = bibtexparser.loads(read(client, f"/agreements.{suffix}"), parser()).entries
    return {one["ID"]: one for one in read_bib}


def make_treaty(slug="notes", **fields):
    japan = make_agency("japan", name="Government of Japan", country="JP")
    states = make_agency("united-states", name="Government of the United States", country="US")
    title = "Agreement between the Government of the United States and the Government of Japan"
    return make_agreement(slug, parties=[japan, states], formal_title=title, acts={"signed": "1969-07-31"}, **fields)


def test_the_parties_come_in_the_order_of_the_title(client):
    make_treaty()
    [item] = json.loads(read(client, "/agreements.csl.json"))
    assert [author["literal"] for author in item["author"]] == [
        "Government of the United States",
        "Government of Japan",
    ]
    assert entries(client, "bib")["notes"]["author"] == "{Government of the United States} and {Government of Japan}"


def party(name, acronym="", country=None):
    return {"name": name, "acronym": acronym, "country": country and {"name": country}}


def test_a_party_is_found_in_a_title_by_its_acronym_or_its_country():
    nasa, ministry = party("A national administration", "NASA", "United States"), party("A ministry", "", "Japan")
    assert as_named_in("Memorandum of Japan and NASA", [nasa, ministry]) == [ministry, nasa]
    assert as_named_in("Accord franco-belge", [nasa, ministry]) == [nasa, ministry]
    assert as_named_in("On Nigeria and Niger", [party("Niger"), party("Nigeria")]) == [party("Nigeria"), party("Niger")]


def test_a_series_of_treaties_is_cited_whole_where_styles_print_it(client):
    identify(make_treaty(), "unts", "732 UNTS 3")
    assert entries(client, "bib")["notes"]["howpublished"] == "732 UNTS 3"
    assert entries(client, "biblatex.bib")["notes"]["journaltitle"] == "732 UNTS 3"
    [item] = json.loads(read(client, "/agreements.csl.json"))
    assert (item["type"], item["container-title"]) == ("treaty", "732 UNTS 3")
    [ris] = rispy.loads(read(client, "/agreements.ris"))
    assert (ris["type_of_reference"], ris["secondary_title"]) == ("STAT", "732 UNTS 3")


def test_the_place_of_what_dates_an_agreement_is_told(client):
    make_treaty()
    Event.objects.filter(kind="signed").update(place="Tokyo")
    assert "Place: Tokyo." in entries(client, "bib")["notes"]["note"]
    [item] = json.loads(read(client, "/agreements.csl.json"))
    assert item["event-place"] == "Tokyo"


def test_biblatex_has_the_type_that_pandoc_takes_for_a_treaty(client):
    make_treaty()
    entry = entries(client, "biblatex.bib")["notes"]
    assert (entry["ENTRYTYPE"], entry["date"]) == ("legal", "1969-07-31")
    assert "year" not in entry


@pytest.mark.parametrize(
    ("edtf", "year"),
    [
        ("2000-12-20", "2000"),
        ("1997~", "1997"),
        ("2022-22", "2022"),
        ("2002-10/2002-11", "2002"),
        ("1997/1999", ""),
        ("1979/..", ""),
        ("199X", ""),
    ],
)
def test_a_year_is_told_where_there_is_one(edtf, year):
    assert year_of(sourced(edtf)) == year


# unAPI, as Zotero's connector asks: the formats, then the id of the page in the one that it likes best.


def resolver_and_id(client, page):
    html = BeautifulSoup(read(client, page), "lxml")
    return html.find("link", rel="unapi-server")["href"], html.find("abbr", class_="unapi-id")["title"]


@pytest.mark.many
@pytest.mark.parametrize("language", ["", "/fr"])
def test_a_page_leads_to_its_whole_reference(client, language):
    make_agreement("undated", parties=["BE", "FR"], acts={"entered_into_force": "1999-05-01"})
    resolver, name = resolver_and_id(client, f"{language}/agreements/undated/")
    formats = ElementTree.fromstring(read(client, resolver))
    assert [one.get("name") for one in formats] == ["ris", "bibtex", "csl"]
    ris = read(client, f"{resolver}?id={name}&format=ris")
    assert ris == read(client, f"{language}/agreements/undated.ris")
    [reference] = rispy.loads(ris)
    assert "date" not in reference
    assert "year" not in reference
    assert reference["authors"] == ["Belgium", "France"] if not language else ["Belgique", "France"]


def test_a_source_has_its_reference_too_and_a_country_has_none(client):
    make_source("a-source")
    make_agreement("be-fr", parties=["BE", "FR"])
    resolver, name = resolver_and_id(client, "/sources/a-source/")
    assert json.loads(read(client, f"{resolver}?id={name}&format=csl"))[0]["id"] == "a-source"
    assert "unapi" not in read(client, "/countries/be/")


def test_an_id_alone_gives_its_formats(client):
    make_agreement("be-fr")
    response = client.get("/unapi?id=agreements/be-fr")
    assert response.status_code == 300
    assert ElementTree.fromstring(response.content).get("id") == "agreements/be-fr"


def test_what_unapi_has_not_is_refused(client):
    agreement = make_agreement("be-fr")
    assert client.get("/unapi?id=agreements/nothing&format=ris").status_code == 404
    assert client.get("/unapi?id=countries/be&format=ris").status_code == 404
    assert client.get("/unapi?id=be-fr").status_code == 404
    assert client.get("/unapi?id=http://[x&format=ris").status_code == 404
    refused = client.get("/unapi?id=agreements/be-fr&format=mods")
    assert (refused.status_code, "ris, bibtex, csl" in refused.json()["detail"]) == (406, True)
    assert client.get("/unapi?identifier=x").status_code == 400
    Agreement.objects.filter(pk=agreement.pk).update(slug="renamed")
    assert "renamed" in read(client, "/unapi?id=agreements/be-fr&format=ris")
