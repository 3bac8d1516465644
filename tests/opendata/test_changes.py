"""A copy of the whole, kept by the archive and the changes of the API, is what the base says."""

import pghistory
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from agreements.models import Source
from catalogue.changes import Place, changes_after
from catalogue.models import Change, Document, State
from catalogue.renderer import rebuild, up_to_date
from desk.merging import merge, undo
from spacecoop.models import Revision
from tests.factories import make_agency, make_agreement, make_mission, make_source

pytestmark = pytest.mark.django_db
PATH = "/api/v1/changes/"
# What is of the day, or is counted from other records: a copy has it from its own.
NOT_OF_THE_RECORD = {"status", "foreseen_ends", "agreement_count", "citation_count"}


@pytest.fixture
def archive(client):
    up_to_date()
    return now(client)


def now(client):
    """Return the address of later changes, as the present edition tells it."""
    return walk(client, PATH)[1]


def walk(client, address):
    """Return the changes from an address on, page by page, and the address of later ones."""
    found = []
    while address:
        answer = client.get(address).json()
        found += answer["results"]
        address, later = answer["next"], answer["changes_url"]
    return found, later


def told(client, address):
    """Return {(kind, slug): (what, moved to)} of the changes from an address on."""
    return {(one["kind"], one["slug"]): (one["what"], one["moved_to"]) for one in walk(client, address)[0]}


def test_a_change_names_the_record_and_every_record_that_tells_of_it(client):
    agency = make_agency("cnes", country="FR")
    make_agreement("a", parties=["cnes", "BE"])
    make_agreement("b", parties=["US", "BE"])
    later = now(client)
    assert walk(client, later)[0] == []
    with pghistory.context(reason="an edit"):
        Agency.objects.filter(pk=agency.pk).update(name="Another name")
    changed = told(client, later)
    assert changed["agency", "cnes"] == changed["agreement", "a"] == ("changed", None)
    assert ("agreement", "b") not in changed
    assert client.get(f"{PATH}?kind=agency&since_revision=0").json()["results"][0]["kind"] == "agency"
    assert {kind for kind, _ in told(client, f"{later}&kind=agreement")} == {"agreement"}


def test_what_is_gone_is_told_with_where_it_is_now(client):
    gone, renamed = make_mission("gone"), make_mission("old")
    one, two = make_agency("one"), make_agency("two")
    later = now(client)
    with pghistory.context(reason="an edit"):
        gone.delete()
        renamed.slug = "new"
        renamed.save()
        merge(one, two)
    changed = told(client, later)
    assert changed["mission", "gone"] == ("deleted", None)
    assert changed["mission", "old"] == ("renamed", "new")
    assert changed["mission", "new"] == ("changed", None)
    assert changed["agency", "two"] == ("merged", "one")
    assert changed["agency", "one"] == ("changed", None)
    urls = {(change["kind"], change["slug"]): change["url"] for change in walk(client, later)[0]}
    assert urls["mission", "gone"] is None
    assert urls["mission", "old"].endswith("/api/v1/missions/new/")
    assert client.get(urls["agency", "two"]).json()["slug"] == "one"


def test_what_comes_back_has_changed(client):
    one, two = make_agency("one"), make_agency("two")
    done = merge(one, two)
    later = now(client)
    undo(done)
    assert told(client, later)["agency", "two"] == ("changed", None)


def test_each_address_is_told_once_in_the_order_of_revisions(client):
    source = make_source("a")
    later = now(client)
    for number in range(3):
        with pghistory.context(reason="an edit"):
            Source.objects.filter(pk=source.pk).update(title=f"Title {number}")
            make_source(f"s{number}")
        up_to_date()
    whole, _ = walk(client, later)
    assert [one["slug"] for one in whole] == ["s0", "s1", "a", "s2"]
    assert walk(client, f"{later}&page_size=1")[0] == whole
    assert [one["revision"] for one in whole] == sorted(one["revision"] for one in whole)
    answer = client.get(f"{later}&page_size=1").json()
    assert answer["changes_url"] is None
    assert answer["revision"] == Revision.current()


def test_a_walk_by_pages_loses_nothing_that_changes_meanwhile(client):
    for number in range(5):
        make_source(f"s{number}")
    first = client.get(f"{PATH}?page_size=2").json()
    seen = {one["slug"] for one in first["results"]}
    with pghistory.context(reason="an edit"):
        Source.objects.filter(slug="s4").update(title="Changed meanwhile")
        Source.objects.get(slug="s0").delete()
    rest, _ = walk(client, first["next"])
    assert seen | {one["slug"] for one in rest} == {f"s{number}" for number in range(5)}
    assert rest[-1]["slug"] in ("s0", "s4")
    assert {one["slug"]: one["what"] for one in rest}["s0"] == "deleted"


def test_a_rebuild_of_the_catalogue_keeps_what_was_told(client, archive):
    source = make_source("gone")
    later = now(client)
    with pghistory.context(reason="an edit"):
        source.delete()
    rebuild()
    assert told(client, later)["source", "gone"] == ("deleted", None)


def test_a_copy_of_another_history_begins_anew(client):
    make_source("a")
    later = now(client)
    revision = Revision.current()
    for wrong in (
        f"{PATH}?since_revision={revision + 1}",
        f"{PATH}?since_revision={revision}&edition=0123456789abcdef",
        later.replace(f"since_revision={revision}", f"since_revision={revision - 1}"),
    ):
        answer = client.get(wrong)
        assert answer.status_code == 409, wrong
        assert answer["Content-Type"] == "application/problem+json"
        assert "begin anew with the archive, http://testserver/dump/" in answer.json()["detail"]
    assert client.get(later).status_code == 200


def test_numbers_that_repeat_after_a_restored_backup_are_another_history(client):
    make_source("a")
    common = now(client)
    backup = transaction.savepoint()
    make_source("b")
    lost, revision = now(client), Revision.current()
    transaction.savepoint_rollback(backup)
    make_source("c")
    with connection.cursor() as cursor:  # all of a test is one transaction, and so of one moment
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE agreements_sourcehistory SET pgh_created_at = clock_timestamp() WHERE slug = 'c'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert Revision.current() >= revision
    assert client.get(common).status_code == 200
    assert client.get(lost).status_code == 409


def test_documents_that_other_code_makes_are_a_new_beginning(client, monkeypatch):
    make_source("a")
    later = now(client)
    State.objects.update(code="other")
    Document.objects.update(row="{}")
    monkeypatch.setattr("catalogue.renderer.CODE", "newer")
    up_to_date(take_over=True)
    assert client.get(later).status_code == 409
    assert set(told(client, PATH)) == {("source", "a")}


def test_a_base_that_goes_back_is_a_new_beginning(client):
    make_source("a")
    make_source("b")
    later = now(client)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE spacecoop_revision SET number = 1")
    up_to_date()
    assert client.get(later).status_code == 409
    assert set(Change.objects.values_list("revision", flat=True)) == {1}


@pytest.mark.many
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("since_revision=new", "Enter a whole number."),
        ("since_revision=-1", "greater than or equal to 0"),
        ("kind=treaty", "“treaty” is not a value of “kind”"),
        ("cursor=x", "Unknown cursor"),
        ("cursor=1~a~b~c", "Unknown cursor"),
        ("page_size=1001", "less than or equal to 1000"),
        ("since=3", "Unknown parameter “since”"),
        ("as_recorded_on=2020-01-01", "Unknown parameter “as_recorded_on”"),
        ("kind=agency&kind=area", "only once"),
    ],
)
def test_what_is_not_understood_is_refused(client, query, message):
    answer = client.get(f"{PATH}?{query}")
    assert answer.status_code == 400
    assert message in answer.json()["detail"]


def test_it_asks_as_much_of_many_records_as_of_few(client, django_assert_num_queries):
    make_agreement("a")
    up_to_date()
    client.get(PATH)
    # * the edition
    # * the beginning
    # * the changes
    # * the mark
    with django_assert_num_queries(4):
        client.get(f"{PATH}?page_size=7")


@pytest.mark.many
@pytest.mark.parametrize("kind", ["", "source"])
def test_a_page_of_changes_is_read_in_the_order_of_an_index(kind):
    Change.objects.bulk_create(
        Change(kind="source", slug=f"s{n}", key=n, revision=n // 900, changed_at="2026-01-01T00:00Z", is_there=True)
        for n in range(9_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_change")
        for place in (None, Place(4, "source", "s4000")):
            with CaptureQueriesContext(connection) as asked:
                assert len(changes_after(3, 9, 10, kind=kind, place=place)) == 10
            cursor.execute(f"EXPLAIN {asked[0]['sql']}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Index Scan using catalogue_change_o" in plan, plan
            assert "Seq Scan on catalogue_change" not in plan
