"""The tools: what each answers, what it says beside, and what an assistant learns from a refusal."""

import pytest

from catalogue.asked import RecordFilter
from opendata.api import filtersets
from opendata.mcp.answers import SILENCE
from opendata.mcp.server import called
from opendata.mcp.tools import TOOLS
from tests.factories import cite, make_agency, make_agreement, make_country, make_event, make_mission, make_source
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
SITE = "https://example.org"


@pytest.fixture(autouse=True)
@made_once
def world():
    source = make_source("page", title="A page", published="2001-02")
    treaty = make_agreement("be-ru", parties=["BE", "RU"], acts={"signed": "2000-12-20"}, missions=["spot"])
    make_agreement("fr-ru", parties=["FR", "RU"], acts={"signed": "1996", "entered_into_force": "1997"}, form="treaty")
    cite(treaty, source, "an agreement on space")
    cite(treaty.events.get(), source, "signed on 20 December 2000", "date")
    make_agency("cnes", name="CNES", country="FR")
    make_event("meeting", kind="meeting", date="2003", agreement=treaty)
    make_event("talks", kind="meeting", date="1999").missions.create(mission=make_mission("spot"))
    make_country("KR", name="South Korea")
    make_country("KP", name="North Korea")


def ask(tool, **arguments):
    result = called(tool, arguments, SITE)
    assert not result.is_error, result.structured_content
    return result.structured_content


def refused(tool, **arguments):
    result = called(tool, arguments, SITE)
    assert result.is_error
    return result.structured_content["error"]


def test_every_tool_says_what_it_is_for_and_takes_nothing_else():
    for tool in TOOLS.values():
        schema = tool.schema()
        assert tool.title
        assert len(tool.description) > 40
        assert schema["additionalProperties"] is False
        assert all(told["description"] for told in schema["properties"].values())


def test_every_filter_of_every_list_may_be_asked():
    known = TOOLS["list"].schema()["properties"]["filters"]["properties"]
    for filterset in filtersets.values():
        assert issubclass(filterset, RecordFilter)
        assert set(filterset.base_filters) <= set(known)


ASKED = [
    ("search", {"query": "be-ru"}),
    ("get", {"kind": "agreement", "slug": "be-ru"}),
    ("list", {"kind": "agreement"}),
    ("between", {"one": "BE", "other": "RU"}),
    ("status_on", {"agreement": "be-ru", "day": "2001-01-01"}),
    ("timeline", {"kind": "agreement", "slug": "be-ru"}),
    ("compare", {"one": "be-ru", "other": "fr-ru"}),
    ("verify_quote", {"source": "page", "quote": "an agreement on space"}),
]


def test_every_tool_is_asked_here():
    assert [tool for tool, _ in ASKED] == list(TOOLS)


@pytest.mark.parametrize(("tool", "arguments"), ASKED)
def test_every_answer_names_its_sources_and_how_much_was_read(tool, arguments):
    told = ask(tool, **arguments)
    assert list(told) == ["result", "not_stated", "sources", "coverage"]
    assert told["sources"]["page"] == {
        "slug": "page",
        "title": "A page",
        "publisher": "A publisher",
        "published": "2001-02",
        "document_url": "https://example.org/page",
        "html_url": "https://example.org/sources/page/",
    }
    assert (told["coverage"]["documents_read"], told["coverage"]["agreements_recorded"]) == (1, 2)
    assert told["coverage"]["note"] == SILENCE
    assert told["coverage"]["revision"]
    assert "an agreement on space" in str(told["result"]) or "signed on 20 December 2000" in str(told["result"])


def test_a_search_tells_the_query_that_it_corrected():
    told = ask("search", query="agreemnt be")["result"]
    assert (told["corrected_query"], told["count"] > 0) == ("agreement be", True)


def test_a_record_says_what_is_not_stated():
    told = ask("get", kind="agreement", slug="be-ru", day="2002-01-01")
    assert told["result"]["status"]["code"] == "signed"
    assert {"function", "binding", "dates.entered_into_force", "areas", "terms"} <= set(told["not_stated"])
    assert not {"form", "parties", "collection", "dates.signed"} & set(told["not_stated"])
    assert told["result"]["citations"][0]["quote"] == "an agreement on space"


def test_a_number_and_a_code_lead_to_their_records():
    number = ask("get", kind="agreement", slug="be-ru")["result"]["number"]
    assert ask("get", kind="agreement", slug=number)["result"]["slug"] == "be-ru"
    assert ask("get", kind="country", slug="be")["result"]["code"] == "BE"


def test_a_list_is_chosen_by_filters_and_each_record_has_its_quotations():
    told = ask("list", kind="agreement", filters={"party": ["BE", "RU"]})["result"]
    assert (told["count"], told["page"], told["pages"]) == (1, 1, 1)
    [record] = told["records"]
    assert record["quotes"][0]["quote"] == "an agreement on space"
    assert "dates.entered_into_force" in record["not_stated"]
    assert ask("list", kind="agreement", filters={"party": "FR"}, page=2)["result"]["records"] == []
    in_force = ask("list", kind="agreement", filters={"status": "in_force", "status_on": "1999-01-01"})["result"]
    assert [(one["slug"], one["status"]["code"]) for one in in_force["records"]] == [("fr-ru", "in_force")]


def test_between_two_sides_stand_agreements_and_events():
    told = ask("between", one="Belgium", other="RU")["result"]
    assert [side["key"] for side in told["sides"]] == ["BE", "RU"]
    assert (told["agreements"]["count"], told["events"]["count"]) == (1, 2)


def test_a_status_tells_on_what_it_rests():
    told = ask("status_on", agreement="fr-ru", day="1996-06-01")
    assert told["result"]["status"]["code"] == "unknown"
    assert {one["kind"] for one in told["result"]["rests_on"]}
    [event] = ask("status_on", agreement="be-ru", day="2001-01-01")["result"]["rests_on"]
    assert (event["date"], event["quotes"][0]["quote"]) == ("2000-12-20", "signed on 20 December 2000")


def test_a_timeline_goes_forward_and_tells_each_span_of_the_status():
    told = ask("timeline", kind="agreement", slug="be-ru")["result"]
    assert [event["date"] for event in told["events"]] == ["2000-12-20", "2003"]
    assert [(span["from"], span["code"]) for span in told["status"]] == [
        (None, "not_yet_signed"),
        ("2000-12-20", "signed"),
    ]
    for kind, slug, dates in (("country", "BE", ["2000-12-20", "2003"]), ("mission", "spot", ["1999"])):
        told = ask("timeline", kind=kind, slug=slug)["result"]
        assert [event["date"] for event in told["events"]] == dates


def test_two_agreements_are_compared_field_by_field():
    told = ask("compare", one="be-ru", other="fr-ru", day="2001-01-01")["result"]
    lines = {line["field"]: line for line in told["lines"]}
    assert lines["form"] == {"field": "form", "one": "agreement", "other": "treaty", "same": False}
    assert lines["dates.entered_into_force"]["one"] == "not stated"
    assert lines["binding"] == {"field": "binding", "one": "not stated", "other": "not stated", "same": False}
    assert (lines["status on 2001-01-01"]["one"], lines["status on 2001-01-01"]["other"]) == ("signed", "in_force")


def test_a_quotation_that_is_not_recorded_is_not_verified():
    told = ask("verify_quote", source="page", quote="an agreement on peace")["result"]
    assert (told["verdict"], told["stands_in"]) == ("not_found", [])
    assert told["nearest"][0]["quote"] == "an agreement on space"
    assert told["nearest"][0]["html_url"] == "https://example.org/agreements/be-ru/"


@pytest.mark.many
@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("serch", {}, "There is no tool “serch”: use search, get, list,"),
        ("search", {}, "“query” is missing: Words to search for."),
        ("search", {"query": ""}, "“query” is not understood: give a text"),
        ("search", {"query": 1}, "“query” is not understood: give a text of at most 1000 characters."),
        ("search", {"query": "x" * 1001}, "give a text of at most 1000 characters."),
        ("search", {"query": "a", "page": 0}, "“page” is not understood: give a whole number from 1 to 10000."),
        ("search", {"query": "a", "knd": "agency"}, "Unknown “knd” in “search”: use query, kind, page. Did you mean"),
        ("get", {"kind": "agencies", "slug": "cnes"}, "“agencies” is not a value of “kind”: use agreement, agency,"),
        ("get", {"kind": "agency", "slug": "cness"}, "There is no agency “cness”. Did you mean “cnes”?"),
        ("get", {"kind": "agency", "slug": "a\x00b"}, "There is no agency"),
        ("get", {"kind": "agency", "slug": "\ud800"}, "Give texts of whole signs"),
        ("list", {"kind": "agency", "filters": {"\udfff": "x"}}, "Give texts of whole signs"),
        ("\udced", {}, "Give texts of whole signs"),
        ("list", {"kind": "agreement", "filters": {"prty": "BE"}}, "Did you mean “party”?"),
        ("list", {"kind": "agency", "filters": {"form": "treaty"}}, "Unknown parameter “form”."),
        ("list", {"kind": "agreement", "filters": {"party": 1}}, "“filters.party” is not understood: give a text or"),
        (
            "list",
            {"kind": "agreement", "filters": {"party": "nowhere"}},
            "No country or organisation called “nowhere”.",
        ),
        ("list", {"kind": "agreement", "filters": ["BE"]}, "“filters” is not understood: give an object."),
        ("between", {"one": "BE", "other": "Korea"}, "“Korea” may be North Korea (KP) or South Korea (KR): say which."),
        ("between", {"one": "BE", "other": "nobody"}, "There is no country or organisation “nobody”."),
        ("status_on", {"agreement": "be-ru", "day": "soon"}, "“soon” is not a day: write it as 2022-03-01."),
        ("compare", {"one": "be-ru", "other": "none"}, "There is no agreement “none”."),
        ("verify_quote", {"source": "none", "quote": "a"}, "There is no source “none”."),
    ],
)
def test_what_is_not_understood_is_refused_with_the_way_out(tool, arguments, words):
    assert words in refused(tool, **arguments)
