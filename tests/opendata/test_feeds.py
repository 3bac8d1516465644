"""Atom feeds and the list of changes: valid, in order of the last change, the same names for ever."""

from xml.etree import ElementTree

import feedparser
import pghistory
import pytest

from agreements.history import PAGE_SIZE, RECORDED, Cursor, last_changes, latest_changes
from agreements.models import Agreement, Citation, Event
from opendata.api import LISTS
from pages.lists import PAGE_SIZE as ON_A_PAGE
from tests.agreements.test_history import RECORDS as RECORDED_IN_HISTORY
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_country,
    make_event,
    make_mission,
    make_person,
    make_source,
)
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
@made_once
def one_of_each():
    make_country("BE")
    make_agency("cnes")
    make_area("astronomy")
    make_mission("spot")
    make_event("a-meeting")
    make_person()
    make_source("a-source", title="A <b>source</b> & more")
    return make_agreement("be-ru", parties=["BE", "RU"], summary="<script>& more")


RECORDS = {
    "agreements": "be-ru",
    "agencies": "cnes",
    "countries": "be",
    "areas": "astronomy",
    "missions": "spot",
    "events": "a-meeting",
    "sources": "a-source",
    "people": "lisa-campbell",
}
FEEDS = [
    "/changes.atom",
    *(f"/{kind}.atom" for kind in LISTS),
    *(f"/{kind}/{slug}.atom" for kind, slug in RECORDS.items()),
    "/agreements.atom?party=BE&order=title",
    "/agreements.atom?form=treaty",
]


def fetch(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return b"".join(response.streaming_content) if response.streaming else response.content


def feed(client, path):
    parsed = feedparser.parse(fetch(client, path))
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@pytest.mark.many
@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_is_atom(client, one_of_each, path):
    """What RFC 4287 requires: one id, title and updated in each; an author; a link to itself and to its page."""
    content = fetch(client, path)
    assert feed(client, path).version == "atom10"
    root = ElementTree.fromstring(content)
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            [found] = element.findall(f"{ATOM}{name}")
            assert found.text
        assert element.find(f"{ATOM}link[@rel='alternate']").get("href").startswith("http://testserver/")
    assert root.find(f"{ATOM}author/{ATOM}name").text == "spacecoop"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver{path}"
    assert root.find(f"{ATOM}rights").text.startswith("CC BY 4.0")
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("tag:spacecoop,2026:") for one in ids)
    times = [entry.find(f"{ATOM}updated").text for entry in entries]
    assert times == sorted(times, reverse=True)
    if times:
        assert root.find(f"{ATOM}updated").text == times[0]


def test_a_feed_says_the_same_twice(client, one_of_each):
    for path in FEEDS:
        assert fetch(client, path) == fetch(client, path)


def test_a_list_begins_with_what_changed_last_whatever_part_of_it(client):
    source = make_source()
    old, new = make_agreement("old"), make_agreement("new")
    assert newest(client).endswith("/new/")
    for agreement, change in (
        (old, lambda: cite(old.parties.first(), source)),
        (new, lambda: cite(new, source, "another phrase")),
        (old, lambda: make_event(kind="signed", date="2001", agreement=old)),
        (new, lambda: new.areas.create(area=make_area())),
        (old, lambda: old.events.get().delete()),
        (new, lambda: Agreement.objects.filter(pk=new.pk).update(summary="Written by a bulk update.")),
    ):
        change()
        assert newest(client).endswith(f"/{agreement.slug}/")


def newest(client):
    return feed(client, "/agreements.atom?party=BE").entries[0].link


def test_the_last_changes_of_many_records_cost_one_query(django_assert_num_queries):
    keys = [make_agreement(f"one-{number}").pk for number in range(5)]
    with django_assert_num_queries(1):
        assert {*last_changes(Agreement, keys)} == {*keys}


def test_an_entry_keeps_its_name_when_the_slug_changes(client, one_of_each):
    [before] = feed(client, "/agreements.atom").entries
    one_of_each.slug = "belgium-russia"
    one_of_each.save()
    [after] = feed(client, "/agreements.atom").entries
    assert after.id == before.id
    assert after.link.endswith("/belgium-russia/")
    assert after.updated > before.updated


def test_text_in_a_feed_is_text(client, one_of_each):
    [entry] = feed(client, "/agreements.atom").entries
    assert entry.summary == "&lt;script&gt;&amp; more"
    assert "&lt;b&gt;" in fetch(client, "/sources.atom").decode()


def test_a_feed_of_a_list_holds_fifty_at_most(client):
    for number in range(PAGE_SIZE + 5):
        make_area(f"area-{number}")
    assert len(feed(client, "/areas.atom").entries) == PAGE_SIZE


def test_a_record_tells_its_changes(client, one_of_each):
    one_of_each.title = "Another title"
    with pghistory.context(reason="an edit"):  # else it is told with all else of its minute
        one_of_each.save()
    newest = feed(client, "/agreements/be-ru.atom").entries[0]
    assert newest.title == "Another title: agreement changed"
    assert "title: Agreement be-ru → Another title" in newest.summary


def test_a_feed_refuses_what_it_does_not_know(client, one_of_each):
    assert client.get("/agreements.atom?prty=BE").json()["errors"][0]["suggestion"] == "party"
    assert client.get("/changes.atom?x=1").status_code == 400


def entries_of_all_pages(client, path):
    """Return the ids of the entries of each page of a feed, from the first to the last."""
    pages, address = [], path
    while address:
        root = ElementTree.fromstring(fetch(client, address))
        pages.append([entry.find(f"{ATOM}id").text for entry in root.findall(f"{ATOM}entry")])
        assert root.find(f"{ATOM}link[@rel='first']").get("href") == f"http://testserver{path}"
        following = root.find(f"{ATOM}link[@rel='next']")
        address = following is not None and following.get("href").removeprefix("http://testserver")
    return pages


@pytest.mark.thorough
def test_a_feed_of_a_list_goes_back_to_the_beginning_by_its_pages(client):
    for number in range(2 * PAGE_SIZE + 5):
        make_area(f"area-{number}")
    pages = entries_of_all_pages(client, "/areas.atom")
    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 5]
    assert len({entry for page in pages for entry in page}) == 2 * PAGE_SIZE + 5
    second = feed(client, "/areas.atom?page=2").feed
    assert second.id == feed(client, "/areas.atom").feed.id
    assert [link.href for link in second.links if link.rel == "previous"] == ["http://testserver/areas.atom?page=1"]
    for wrong in ("9", "0", "x"):
        assert client.get(f"/areas.atom?page={wrong}").json()["errors"][0]["parameter"] == "page"
    assert client.get("/areas.csv?page=2").status_code == 400


def test_what_was_saved_together_is_one_entry_of_each_record(client, one_of_each):
    with pghistory.context(reason="a save"):
        cite(one_of_each, make_source("a-source"), "some words")
        cite(one_of_each.parties.first(), make_source("a-source"), "other words")
        make_area("astronomy").labels.create(label="astronomie", language="fr")
    for path in ("/changes.atom", "/agreements/be-ru.atom"):
        entries = feed(client, path).entries
        assert len({entry.id for entry in entries}) == len(entries)
        [saved] = [entry for entry in entries if entry.title == f"{one_of_each.title}: 2 changes"] or entries[:1]
        assert "some words" in saved.summary or "other words" in saved.summary
    saved = [entry for entry in feed(client, "/changes.atom").entries if "/agreements/be-ru/" in entry.link]
    assert saved[0].title == f"{one_of_each.title}: 2 changes"
    assert saved[0].summary.count("citation") == 2


@pytest.mark.many
@pytest.mark.parametrize("changes", [5, 7, 100])
def test_the_feed_of_all_changes_goes_back_to_the_beginning_and_parts_no_set(client, monkeypatch, changes):
    monkeypatch.setattr("opendata.feeds.CHANGES", changes)
    for number in range(4):
        with pghistory.context(reason="a save"):
            for place in range(number + 1):
                make_area(f"area-{number}-{place}")
    pages = entries_of_all_pages(client, "/changes.atom")
    told = [entry for page in pages for entry in page]
    assert len(told) == len(set(told)) == 10
    refused = client.get("/changes.atom?before=nonsense")
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (400, "before")


def test_an_entry_of_very_many_changes_tells_the_first_and_how_many_more(client, one_of_each):
    with pghistory.context(reason="an import"):
        for number in range(25):
            cite(one_of_each, make_source("a-source"), f"words {number}")
    [entry] = [entry for entry in feed(client, "/changes.atom").entries if entry.title.endswith(": 25 changes")]
    assert entry.summary.endswith("And 5 more changes.")


# All changes


def test_every_recorded_kind_is_followed():
    assert set(RECORDED) == set(RECORDED_IN_HISTORY)


def test_the_page_tells_when_what_and_which_but_not_who(client, one_of_each, django_user_model):
    django_user_model.objects.create_user("the-curator")
    one_of_each.summary = ""
    one_of_each.save()
    page = client.get("/changes/").content.decode()
    assert "agreement changed" in page
    assert 'href="/agreements/be-ru/"' in page
    assert "<del>&lt;script&gt;&amp; more</del>" in page
    assert "not stated" in page
    assert "the-curator" not in page


def test_changes_of_every_kind_are_told_and_lead_to_a_page(client, one_of_each):
    citation = cite(one_of_each.parties.first())
    one_of_each.areas.create(area=make_area())
    Citation.objects.filter(pk=citation.pk).update(phrase="other words")
    told = latest_changes()
    assert [(one.change.kind, one.change.what) for one in told[:4]] == [
        ("citation", "update"),
        ("area of an agreement", "insert"),
        ("area", "insert"),
        ("citation", "insert"),
    ]
    assert told[0].page == "/agreements/be-ru/"
    assert told[0].change.fields == (("phrase", "a key phrase", "other words"),)


def test_a_change_names_the_source_that_was_cited_with_it_and_no_other(client, one_of_each):
    register = make_source("register", title="Treaty register")
    event = Event.objects.get()
    with pghistory.context(reason="Read in the register"):
        Event.objects.filter(pk=event.pk).update(date="2001")
        cite(event, register)
        cite(one_of_each, make_source("a-source"))
    with pghistory.context(reason="A slip"):
        Event.objects.filter(pk=event.pk).update(date="2002")
    slip, _, citation, read = latest_changes(most=4)
    assert (slip.change.fields[0][1:], slip.change.sources) == (("2001", "2002"), ())
    assert (read.change.fields[0][2], read.change.sources) == ("2001", ("Treaty register",))
    assert citation.change.sources == ("Treaty register",)
    assert '<td data-label="Source">Treaty register</td>' in client.get("/changes/").text
    feed = fetch(client, "/events/a-meeting.atom").decode()
    assert feed.count("changed (from Treaty register)") == 1


def test_a_source_that_was_deleted_is_named_by_no_change(one_of_each):
    with pghistory.context(reason="entered"):
        citation = cite(one_of_each, make_source("gone", title="Gone for ever"))
        Agreement.objects.update(summary="Another")
    with pghistory.context(reason="a mistake"):
        citation.delete()
        make_source("gone").delete()
    assert {one.change.sources for one in latest_changes(most=5)} == {()}


def test_what_is_deleted_is_told_without_a_page(client):
    make_source("gone", title="Gone for ever").delete()
    newest = latest_changes()[0]
    assert (newest.change.what, newest.page) == ("delete", None)
    assert "Gone for ever" in client.get("/changes/").content.decode()
    assert "Gone for ever" in fetch(client, "/changes.atom").decode()


def test_pages_follow_one_another_without_a_gap_or_a_double(client):
    for number in range(7):
        make_area(f"area-{number}")
        make_source(f"source-{number}")
    everything = [one.change.id for one in latest_changes(most=100)]
    found, before = [], None
    while page := latest_changes(before, most=3):
        found += [one.change.id for one in page]
        before = Cursor.read(str(page[-1].cursor))
    assert found == everything
    assert len(set(found)) == len(found) == 14


def test_the_page_reads_on_by_its_cursor(client):
    for number in range(ON_A_PAGE + 1):
        make_area(f"area-{number}")
    first = client.get("/changes/")
    address = first.content.decode().split('<a href="?before=')[1].split('"')[0]
    older = client.get(f"/changes/?before={address}").content.decode()
    assert "area-0" in older
    assert "area-5" not in older
    assert "Older changes" not in older


@pytest.mark.many
@pytest.mark.parametrize(
    "cursor", ["x", "2020~1~1", "0001-01-01T00:00:00+23:59~1~1", "2020-01-01T00:00:00+00:00~1~99999999999999999999"]
)
def test_a_cursor_that_is_none_is_refused(client, cursor):
    response = client.get("/changes/", {"before": cursor})
    assert response.status_code == 400
    assert "not understood" in response.content.decode()


@pytest.mark.thorough
def test_the_number_of_queries_of_the_changes_does_not_grow(client, django_assert_max_num_queries):
    for number in range(30):
        make_agreement(f"one-{number}", areas=[f"area-{number}"])
    client.get("/api/v1/")  # renders what was made
    # * the places of the newest changes of all kinds
    # * for each of the kinds among them: its rows, and the rows before those that are changes
    # * for each kind of page among them: its records
    # * the sources that were cited with them
    with django_assert_max_num_queries(12):
        client.get("/changes/")


def test_no_sign_that_was_stored_breaks_a_feed_or_a_picture(client):
    agreement = make_agreement("odd", title="On \x01 signs \ufffe of \x08 old", acts={"signed": "2001"})
    agreement.title = "On \x02 other signs"
    agreement.save()
    for address in ("/changes.atom", "/agreements.atom", "/agreements/odd.atom"):
        content = client.get(address).getvalue()
        ElementTree.fromstring(content)
        assert "other signs" in content.decode(), address
    ElementTree.fromstring(client.get("/events.svg").getvalue())
    assert b"On  other signs" in client.get("/agreements.json").getvalue()
