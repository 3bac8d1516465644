"""`as_recorded_on`: what had been entered by a past day, on pages and in the API; the present is untouched by it."""

import threading
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random

import orjson
import pytest
from django.core.cache import cache
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import QueryDict

from agencies.models import Agency, Country, Person
from agreements.history import RECORDED
from agreements.models import Agreement, AgreementArea, Area, Event, EventPerson, Mission, Party, Source
from catalogue.dependents import paths_of
from catalogue.index.folder import Folder
from catalogue.index.questions import Everything, of_kind
from catalogue.index.schema import ORDERS, VALUES
from catalogue.index.writing import NotWritten
from catalogue.indexer import own_index
from catalogue.models import Document
from catalogue.past import days
from catalogue.past.days import PastDay, revision_of, rows_as_of
from catalogue.past.schema import after_migration, install, remove
from catalogue.plans import PLANS
from catalogue.reading import bodies, read, reading, seen
from catalogue.renderer import wait_until_up_to_date
from desk.merging import merge, undo
from spacecoop import limits
from spacecoop.models import Collection, Revision
from spacecoop.moved import Moved
from tests.catalogue.samples import generate
from tests.factories import cite, make_agency, make_agreement, make_event, make_person
from tests.worlds import held, left_as_found, made_once

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def entered(moment):
    """Have all history until now say that it was made at a moment; no trigger of ours allows that."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in RECORDED:
            history = model._meta.get_field("history").related_model._meta.db_table
            cursor.execute(f"UPDATE {history} SET pgh_created_at = %s WHERE pgh_created_at > %s", [moment, moment])
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
@made_once
def agreement():
    """Entered in 2020 with the wrong date, corrected today; another was entered today."""
    agreement = make_agreement("be-ru", parties=["BE", "RU"], title="Formerly so", acts={"signed": "2000-12-02"})
    entered(LONG_AGO)
    Event.objects.update(date="2000-12-20")
    Agreement.objects.update(title="As it is")
    make_agreement("be-fr", parties=["BE", "FR"])
    return agreement


def test_a_record_is_told_as_it_was_known(client, agreement):
    then = client.get("/api/v1/agreements/be-ru/?as_recorded_on=2021-01-01")
    assert (then.json()["title"], then.json()["dates"]["signed"]["edtf"]) == ("Formerly so", "2000-12-02")
    assert then["Spacecoop-As-Recorded-On"] == "2021-01-01"
    now = client.get("/api/v1/agreements/be-ru/")
    assert (now.json()["title"], now.json()["dates"]["signed"]["edtf"]) == ("As it is", "2000-12-20")
    page = client.get("/agreements/be-ru/?as_recorded_on=2021-01-01").text
    assert "You are viewing this page as recorded on 1 January 2021." in page
    assert "2 December 2000" in page
    assert "20 December 2000" not in page


def test_lists_counts_facets_and_search_are_of_that_day_too(client, agreement):
    assert client.get("/api/v1/agreements/?as_recorded_on=2021-01-01").json()["count"] == 1
    assert client.get("/api/v1/agreements/").json()["count"] == 2
    page = client.get("/agreements/?as_recorded_on=2021-01-01").text
    assert "France" not in page
    assert "France" in client.get("/agreements/").text
    hits = client.get("/api/v1/search/?q=formerly&as_recorded_on=2021-01-01").json()
    assert [hit["title"] for hit in hits["results"]] == ["Formerly so"]


def test_what_was_not_known_yet_is_not_found(client, agreement):
    assert client.get("/agreements/be-fr/?as_recorded_on=2021-01-01").status_code == 404
    assert client.get("/agreements/be-ru/?as_recorded_on=2019-01-01").status_code == 404
    assert client.get("/agreements/be-fr/").status_code == 200


def test_asking_changes_nothing(client, agreement):
    before = Revision.current(), Event.objects.get(agreement=agreement).history.count()
    client.get("/agreements/?as_recorded_on=2021-01-01")
    cache.clear()
    assert (Revision.current(), Event.objects.get(agreement=agreement).history.count()) == before


@pytest.mark.parametrize("day", ["yesterday", "2021-02-30", "2999-01-01", ""])
def test_a_day_that_is_none_or_to_come_is_refused(client, agreement, day):
    answer = client.get(f"/api/v1/agreements/?as_recorded_on={day}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "as_recorded_on"
    assert client.get(f"/agreements/?as_recorded_on={day}").status_code == 400


@pytest.mark.parametrize(
    ("most", "told"), [("MOST_DOCUMENTS", "More than 3 records have"), ("MOST_CHANGES", "More than 3 changes")]
)
def test_too_long_ago_to_be_told_at_once_is_refused(client, agreement, monkeypatch, most, told):
    monkeypatch.setattr(days, most, 3)
    answer = client.get("/api/v1/agreements/?as_recorded_on=2021-01-01")
    assert answer.status_code == 400
    assert told in answer.json()["detail"]
    today = datetime.now(UTC).date()
    assert client.get(f"/api/v1/agreements/?as_recorded_on={today}").json()["count"] == 2
    assert client.get(f"/api/v1/agreements/?as_recorded_on={today - timedelta(1)}").status_code == 400


def test_a_wrong_address_on_a_day_that_cannot_be_told_leads_nowhere(client, agreement, monkeypatch):
    monkeypatch.setattr(days, "MOST_DOCUMENTS", 3)
    assert client.get("/agreements/be-ruu/?as_recorded_on=2021-01-01").status_code == 404


def test_who_asks_too_often_waits(client, agreement, monkeypatch):
    monkeypatch.setattr(limits.QUESTIONS, "most", limits.PAST.points)
    assert client.get("/agreements/?as_recorded_on=2021-01-01").status_code == 200
    answer = client.get("/agreements/be-ru/?as_recorded_on=2021-01-01")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


LISTS = ("agreements", "countries", "agencies", "people", "missions", "areas", "events", "sources")
RECORDS = (
    *(
        "agreements/be-ru",
        "countries/be",
        "countries/ru",
        "agencies/sckcen",
        "people/lisa-campbell",
        "missions/pleiades",
    ),
    *("areas/earth-observation", "events/meeting", "sources/a-source"),
)
ADDRESSES = [
    *("/", "/between/", "/between/be/ru/", "/watch/", "/matrix/", "/network/", "/map/", "/search/?q=meeting"),
    *("/groups/", "/groups/m49-155/", "/agreements/?party=BE&group=eu&predecessors=yes"),
    *(f"/{name}/" for name in (*LISTS, *RECORDS)),
    *(f"/api/v1/{name}/" for name in (*LISTS, *RECORDS)),
    *("/api/v1/citations/", "/api/v1/citations/?list=events&party=BE"),
    *("/api/v1/search/?q=meeting", "/api/v1/between/be/ru/", "/agreements/?area=earth-observation&party=BE"),
]


@held
def renamed_since():
    """Records of every kind, entered in 2020; all have got another name today, and another slug where they have one."""
    agency = make_agency("sckcen", country="BE")
    make_agreement(
        "be-ru", parties=["BE", "RU"], areas=["earth-observation"], missions=["pleiades"], acts={"signed": "2000"}
    )
    meeting = make_event("meeting", title="A meeting", date="2001", agreement=Agreement.objects.get())
    EventPerson.objects.create(event=meeting, person=make_person(), role="witness")
    Party.objects.create(agreement=Agreement.objects.get(), agency=agency, role="implementing")
    for record in (agency, meeting, Agreement.objects.get()):
        cite(record)
    entered(LONG_AGO)
    for model, name in {Agreement: "title", Event: "title", Source: "title", Agency: "name", Area: "name"}.items():
        model.objects.update(**{name: Concat(Value("Lately "), "slug"), "slug": Concat(Value("lately-"), "slug")})
    for model in (Person, Mission):
        model.objects.update(name=Concat(Value("Lately "), "slug"), slug=Concat(Value("lately-"), "slug"))
    Country.objects.update(name=Concat(Value("Lately "), "code"))
    make_agreement("lately", parties=["BE", "RU"], title="Lately made")


class TestAPastDay:
    @pytest.mark.many
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_no_page_and_no_answer_tells_what_was_entered_later(self, client, renamed_since, address):
        path, _, query = address.partition("?")
        answer = client.get(path, {**QueryDict(query).dict(), "as_recorded_on": "2021-01-01"})
        assert answer.status_code == 200
        assert "lately" not in answer.text.lower()


# The views.


def columns(schema):
    """Return {table: columns, in order} of the recorded models in a schema of the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY column_name) FROM information_schema.columns"
            " WHERE table_schema = %s AND table_name = ANY(%s) GROUP BY 1",
            [schema, [model._meta.db_table for model in RECORDED]],
        )
        return dict(cursor.fetchall())


def test_every_recorded_model_has_a_view_of_its_past_with_the_columns_of_its_table():
    assert columns("past") == columns("public")
    assert len(columns("past")) == len(RECORDED)


def test_all_that_documents_are_made_of_is_recorded():
    loaded = {path[-1].related_model for kind in PLANS for path in paths_of(kind)}
    # Of a collection documents tell the slug, which never changes.
    assert loaded | {plan().model for plan in PLANS.values()} <= {*RECORDED, Collection}


def test_the_views_are_made_again_after_a_migration():
    remove()
    assert columns("past") == {}
    after_migration(plan=[])
    assert len(columns("past")) == len(RECORDED)
    install()


def test_nothing_can_be_written_while_the_past_is_read():
    make_agreement("a")
    with pytest.raises(InternalError, match="read-only"), rows_as_of(1):
        Agreement.objects.update(title="Another")
    Agreement.objects.update(title="Another")


def test_outside_of_a_past_day_rows_are_what_they_are():
    make_agreement("a")
    with rows_as_of(0):
        assert not Agreement.objects.exists()
    assert Agreement.objects.exists()


# A record by its slug.


@pytest.fixture
def at():
    """Return what a slug of an agreement leads to on a day in 2020: its title, or the slug that it had."""

    def at(day, slug):
        revision, present = revision_of(date(2020, 1, day)), seen()
        with rows_as_of(revision), reading(PastDay(revision, present)):
            try:
                return read("agreement", slug)["title"]
            except Moved as moved:
                return moved.new

    return at


def day_passes(day):
    entered(datetime(2020, 1, day, 12, tzinfo=UTC))


def test_a_renamed_record_is_found_by_each_of_its_slugs_under_that_of_the_day(client, at):
    agreement = make_agreement("first", title="A")
    day_passes(1)
    Agreement.objects.filter(pk=agreement.pk).update(slug="second", title="B")
    day_passes(2)
    Agreement.objects.filter(pk=agreement.pk).update(slug="third", title="C")
    assert [at(1, slug) for slug in ("first", "second", "third")] == ["A", "first", "first"]
    assert [at(2, slug) for slug in ("first", "second", "third")] == ["second", "B", "second"]
    answer = client.get("/api/v1/agreements/third/?as_recorded_on=2020-01-01")
    assert (answer.status_code, answer["Location"]) == (
        308,
        "/api/v1/agreements/first/?as_recorded_on=2020-01-01",
    )


def test_a_merged_record_leads_to_the_other_from_the_day_of_the_merge(at):
    one, other = make_agreement("one", title="One"), make_agreement("other", title="Other")
    day_passes(1)
    done = merge(one, other)
    day_passes(2)
    undo(done)
    assert [at(1, "one"), at(1, "other")] == ["One", "Other"]
    assert at(2, "one") == "One"
    with pytest.raises(Exception, match="no agreement"):
        at(2, "other")  # it is there again, and no longer leads to the other


def test_a_record_merged_since_is_itself_before_and_leads_to_the_other_after(at):
    one, other = make_agreement("one", title="One"), make_agreement("other", title="Other")
    day_passes(1)
    merge(one, other)
    day_passes(2)
    make_agreement("third")
    assert at(1, "other") == "Other"
    assert at(2, "other") == "one"


# Whoever asks, and whoever writes.


@pytest.fixture
def committed(transactional_db):
    with left_as_found():
        make_agreement("a", title="Before")
        with transaction.atomic():
            entered(LONG_AGO)
        Agreement.objects.update(title="Now")
        wait_until_up_to_date()
        yield


def test_a_writer_is_not_held_while_a_past_day_is_answered(committed):
    written = []

    def write():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        Agreement.objects.update(title="Later")
        written.append(True)
        connection.close()

    revision, present = revision_of(date(2021, 1, 1)), seen()
    with rows_as_of(revision), reading(PastDay(revision, present)):
        assert read("agreement", "a")["title"] == "Before"
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        assert written == [True]
        assert bodies("agreement", [Agreement.objects.get().pk])[0]["title"] == "Before"
    assert Agreement.objects.get().title == "Later"


def test_without_the_views_the_rows_of_today_are_not_taken_for_those_of_a_past_day(client, agreement):
    remove()
    with pytest.raises(RuntimeError, match="migrate makes it"):
        client.get("/agreements/?as_recorded_on=2021-01-01")


def test_an_answer_says_of_which_moment_it_is_and_where_that_of_today_is(client, agreement):
    answer = client.get("/agreements/?party=BE&as_recorded_on=2021-01-01")
    assert answer["Memento-Datetime"] == "Fri, 01 Jan 2021 23:59:59 GMT"
    assert '</agreements/?party=BE>; rel="original"' in answer["Link"]


# The indexes that are kept.


@pytest.fixture
def kept_in_folder(tmp_path, settings):
    settings.INDEX_FOLDER = tmp_path / "index"
    own_index.cache_clear()
    yield
    own_index.cache_clear()


def count_on(day):
    past = PastDay(revision_of(day), seen())
    with rows_as_of(past.revision), reading(past):
        return past.reader.count(of_kind("agreement"))


def test_an_index_of_a_day_is_kept_for_whoever_asks_next(agreement, monkeypatch):
    assert count_on(date(2021, 1, 1)) == 1
    monkeypatch.setattr(days, "_made", None)
    make_agreement("another")
    assert count_on(date(2021, 1, 1)) == 1


def test_who_asks_for_a_day_that_is_kept_does_not_wait_for_another(client, agreement):
    kept = client.get("/agreements/?as_recorded_on=2021-01-01").text
    with days._making:
        assert client.get("/agreements/?as_recorded_on=2021-01-01").text == kept


def test_a_day_that_takes_long_holds_up_no_other(monkeypatch):
    begun, asked = threading.Event(), threading.Event()

    def made(revision, present):
        begun.set()
        return revision == 2 or asked.wait(5)

    monkeypatch.setattr(days, "held", made)
    other = threading.Thread(target=lambda: PastDay(1, None)._held)
    other.start()
    begun.wait(5)
    assert PastDay(2, None)._held
    assert other.is_alive()
    asked.set()
    other.join()


def test_few_wait_at_once_for_a_day_that_is_made(client, agreement):
    for _ in range(days.MOST_WAITING):
        days._places.acquire()
    try:
        response = client.get("/agreements/?as_recorded_on=2021-01-01")
    finally:
        for _ in range(days.MOST_WAITING):
            days._places.release()
    assert (response.status_code, response["Retry-After"]) == (503, "60")


def test_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(days, "MOST_DAYS", 2)
    for day in range(1, 5):
        make_agreement(f"a{day}")
        day_passes(day)
    make_agreement("later")
    assert [count_on(date(2020, 1, day)) for day in range(1, 5)] == [1, 2, 3, 4]
    assert len(days._kept) == 2
    monkeypatch.setattr(days, "MOST_KEPT", 0)
    assert count_on(date(2020, 1, 1)) == 1
    assert len(days._kept) == 1


def test_where_the_folder_cannot_be_copied_a_day_is_told_from_memory(kept_in_folder, agreement, monkeypatch):
    def refuse(folder):
        raise NotWritten("The disk is full.")

    monkeypatch.setattr(Folder, "copied", refuse)
    assert count_on(date(2021, 1, 1)) == 1


def test_a_day_that_cannot_be_made_ready_now_is_to_be_asked_for_later(client, agreement, monkeypatch):
    monkeypatch.setattr(days, "WAIT", 0)
    with days._making:
        answer = client.get("/api/v1/agreements/?as_recorded_on=2021-01-01")
        page = client.get("/agreements/?as_recorded_on=2021-01-01")
        assert client.get("/api/v1/agreements/be-ru/?as_recorded_on=2021-01-01").status_code == 200
    assert (answer.status_code, page.status_code) == (503, 503)
    assert answer["Retry-After"] == "60"


# Every day in between.


def told():
    """Return what every document says, {(kind, key): columns}, and all that the index holds, by field."""
    wait_until_up_to_date()
    columns = ("slug", "row", "body", "revision", "changed_at")
    documents = Document.objects.filter(until=None).values_list("kind", "key", *columns)
    return {(kind, key): texts for kind, key, *texts in documents}, held_by(seen().reader)


def held_by(reader):
    return reader.values(Everything(), *VALUES), {order: reader.texts(of_kind(), order) for order in ORDERS}


def edit(random):
    """Change something of what documents and entries are made of, as far as the rules allow."""
    try:
        with transaction.atomic():
            random.choice(EDITS)(random)
            connection.check_constraints()
    except IntegrityError:
        edit(random)


def some(model, random):
    return random.choice(model.objects.order_by("pk"))


def rename(model):
    def rename(random):
        model.objects.filter(pk=some(model, random).pk).update(slug=f"renamed-{random.randrange(10**9)}")

    return rename


def change_of(model, field, make):
    return lambda random: model.objects.filter(pk=some(model, random).pk).update(**{field: make(random)})


def merge_two(random):
    one, other = random.sample([*Agreement.objects.order_by("pk")], 2)
    merge(one, other)


def move_area(random):
    Area.objects.filter(pk=some(Area, random).pk).update(broader=random.choice([None, some(Area, random)]))


EDITS = [
    rename(Agreement),
    rename(Agency),
    rename(Area),
    change_of(Agreement, "title", lambda random: f"Title {random.randrange(99)}"),
    change_of(Agency, "name", lambda random: f"Body {random.randrange(10**9)}"),
    change_of(Event, "date", lambda random: f"{random.randrange(1980, 2020)}"),
    change_of(Event, "agreement", lambda random: some(Agreement, random)),
    change_of(Party, "agency", lambda random: some(Agency, random)),
    move_area,
    merge_two,
    lambda random: some(Agreement, random).delete(),
    lambda random: some(Event, random).delete(),
    lambda random: some(AgreementArea, random).delete(),
    lambda random: make_agreement(f"made-{random.randrange(10**9)}", parties=["BE", "IN"], acts={"signed": "2001"}),
]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(1, 6))])
@pytest.mark.parametrize("kept_in", ["memory", pytest.param("folder", marks=pytest.mark.thorough)])
def test_every_day_is_told_as_it_was_on_that_day(request, kept_in, seed):
    if kept_in == "folder":
        request.getfixturevalue("kept_in_folder")
    random = Random(seed)  # noqa: S311
    generate(random)
    make_event("lone", agreement=None)
    then = []
    for day in range(1, 8):
        for _ in range(random.randrange(1, 6)):
            edit(random)
        day_passes(day)
        then.append((date(2020, 1, day), *told()))
    for slug in ("late", "later"):  # at first made, then kept while the present goes on
        make_agreement(slug)
        for day, documents, entries in then:
            assert_told(day, documents, entries)


def assert_told(day, documents, entries):
    past = PastDay(revision_of(day), seen())
    with rows_as_of(past.revision), reading(past):
        assert held_by(past.reader) == entries, day
        now = Document.objects.filter(until=None).values_list("kind", "key")
        keys = defaultdict(set)
        for kind, key in {*documents, *now}:
            keys[kind].add(key)
        for kind, some in keys.items():
            made = {one["key"]: one for one in bodies(kind, sorted(some))}
            said = {key: texts[2] for (one, key), texts in documents.items() if one == kind}
            assert made == {key: {"key": key, **orjson.loads(body)} for key, body in said.items()}, (day, kind)
        for kind, key in random_few(documents):
            assert read(kind, documents[kind, key][0]) == {"key": key, **orjson.loads(documents[kind, key][2])}


def random_few(documents):
    return Random(0).sample(sorted(documents), 5)  # noqa: S311
