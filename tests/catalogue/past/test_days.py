"""A past day: its records by their slugs, its writers, its index that is kept, and every day in between."""

import threading
from collections import defaultdict
from datetime import date
from random import Random

import orjson
import pytest
from django.db import IntegrityError, connection, transaction

from agencies.models import Agency
from agreements.models import Agreement, AgreementArea, Area, Event, Party
from catalogue.index.folder import Folder
from catalogue.index.questions import Everything, of_kind
from catalogue.index.schema import ORDERS, VALUES
from catalogue.index.writing import NotWritten
from catalogue.indexer import own_index
from catalogue.models import Document
from catalogue.past import days
from catalogue.past.days import PastDay, revision_of, rows_as_of
from catalogue.reading import bodies, read, reading, seen
from catalogue.renderer import wait_until_up_to_date
from desk.merging import merge, undo
from spacecoop.moved import Moved
from tests.catalogue.past.moments import LONG_AGO, day_passes, entered
from tests.catalogue.samples import generate
from tests.factories import make_agreement, make_event
from tests.worlds import left_as_found

pytestmark = pytest.mark.django_db


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


@pytest.mark.thorough
def test_an_index_of_a_day_is_kept_for_whoever_asks_next(agreement, monkeypatch):
    assert count_on(date(2021, 1, 1)) == 1
    monkeypatch.setattr(days, "_made", None)
    make_agreement("another")
    assert count_on(date(2021, 1, 1)) == 1


@pytest.mark.thorough
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


@pytest.mark.thorough
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
