"""Identifiers and permanent numbers: by each a record is found, by search, filter and address."""

import pytest
from django.http import QueryDict

from agreements.models import Agreement, Identifier
from catalogue.filters import AgreementFilter, MissionFilter
from catalogue.search import Search
from desk.merging import merge
from tests.catalogue.slugs import slugs_found
from tests.factories import document_of, identify, make_agency, make_agreement, make_mission
from tests.worlds import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def world():
    """Make two agreements and a mission that have numbers, and others whose words are near."""
    identify(make_agreement("iss", title="On a station"), "tias", "12927")
    treaty = make_agreement("moon", title="On the Moon", summary="TIAS 1 replaced what 12927 began, as UNTS tells.")
    identify(treaty, "unts", "I-23267")
    identify(make_mission("station", name="Station"), "cospar", "1998-067A")
    make_agreement("other", title="On 23267 balloons", summary="TIAS UNTS 12927 in 1998, 067A.")


def first(text):
    return next(iter(hit.record.slug for hit in Search(text)[0:1]), None)


@pytest.mark.many
@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("TIAS 12927", "iss"),
        ("tias 12927", "iss"),
        ("12927", "iss"),
        ("UNTS 23267", "moon"),
        ("UNTS I-23267", "moon"),
        ("I-23267", "moon"),
        ("23267", "moon"),
        ("1998-067A", "station"),
        ("COSPAR 1998-067a", "station"),
    ],
)
def test_a_whole_number_finds_its_record_first(world, asked, slug):
    assert first(asked) == slug


def test_the_number_of_an_agreement_finds_it(world):
    moon = document_of("agreement", "moon")
    assert first(moon["number"]) == first(moon["number"].lower()) == "moon"


def test_what_was_found_by_a_number_shows_it(world):
    hit = Search("TIAS 12927")[0:1][0]
    assert ("TIAS", True) in hit.snippet_parts


@pytest.mark.many
@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("12927", ["iss"]),
        ("TIAS 12927", ["iss"]),
        ("tias:12927", ["iss"]),
        ("TIAS:TIAS No. 12927", ["iss"]),
        ("unts:12927", []),
        ("23267", ["moon"]),
        ("unts:23267", ["moon"]),
        ("unts:I-23267", ["moon"]),
        ("1292", []),
    ],
)
def test_a_filter_keeps_what_has_the_whole_number(world, asked, slugs):
    query = QueryDict(mutable=True)
    query["identifier"] = asked
    assert slugs_found(AgreementFilter, query.urlencode()) == slugs


def test_the_permanent_number_and_the_address_are_asked_for_too(world):
    number = document_of("agreement", "iss")["number"]
    assert slugs_found(AgreementFilter, f"identifier={number}") == ["iss"]
    identify(make_mission("tower"), "wikidata", "Q243")
    for address in ("http://www.wikidata.org/entity/Q243", "https://www.wikidata.org/wiki/Q243"):
        assert slugs_found(MissionFilter, f"identifier={address}") == ["tower"]
    assert slugs_found(MissionFilter, "identifier=1998-067A") == ["station"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("tias:1975/35", "Write, for example, 12927"),
        ("tais:12927", "Did you mean “tias”?"),
        ("–", "no letters or digits"),
        ("1" * 300, "at most 200 letters"),
    ],
)
def test_what_is_no_identifier_is_refused_with_the_way_out(asked, told):
    query = QueryDict(mutable=True)
    query["identifier"] = asked
    found = AgreementFilter(query)
    assert not found.is_valid()
    assert told in str(found.errors["identifier"])


def test_an_identifier_that_is_known_to_be_wrong_finds_nothing(world):
    Identifier.objects.filter(value="12927").update(standing="known_wrong", standing_reason="a slip")
    assert slugs_found(AgreementFilter, "identifier=12927") == []
    assert document_of("agreement", "iss")["identifiers"][0]["standing_reason"] == "a slip"


@pytest.mark.many
@pytest.mark.parametrize("form", ["SC-{:04}", "sc-{:04}", "SC-{}", "Sc-00{}"])
def test_an_agreement_stands_at_its_number_too_in_any_case(client, form):
    make_agreement("one")
    address = form.format(Agreement.objects.get().number)
    for before, after in [("/agreements/{}/", ""), ("/agreements/{}.csv", ""), ("/api/v1/agreements/{}/", "")]:
        answer = client.get(before.format(address) + after)
        assert (answer.status_code, answer.headers["Location"]) == (308, before.format("one"))
    assert client.get(f"/agreements/SC-{10**8}/").status_code == 404
    assert client.get(f"/agencies/{address}/").status_code == 404


def test_the_number_of_a_merged_agreement_leads_to_what_it_was_merged_into(client):
    merged = Agreement.objects.get(pk=make_agreement("other").pk)
    merge(make_agreement("one"), merged)
    assert client.get(f"/agreements/SC-{merged.number:04}/").headers["Location"] == "/agreements/one/"
    assert Agreement.objects.get().number != merged.number


def test_an_address_is_given_where_the_scheme_makes_one(world):
    cnes = make_agency("cnes")
    identify(cnes, "ror", "04h1h0y33")
    identify(cnes, "isni", "0000000123456789", url="https://example.org/isni")
    told = {one["scheme"]: one["url"] for one in document_of("agency", "cnes")["identifiers"]}
    assert told == {"ror": "https://ror.org/04h1h0y33", "isni": "https://example.org/isni"}
    assert document_of("agreement", "iss")["identifiers"][0]["url"] is None
