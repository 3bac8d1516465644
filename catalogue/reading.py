"""Reading documents and asking the index: all of one edition for as long as a request lasts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import orjson
from django.db import connection
from django.http import Http404
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from catalogue.country_names import with_country_names
from catalogue.index.questions import of_kind
from catalogue.index.reader import Reader
from catalogue.index.tokens import fold
from catalogue.indexer import Indexed, indexed
from catalogue.past.days import PastDay
from catalogue.renderer import standing_now, wait_until_up_to_date
from spacecoop.addresses import address_of
from spacecoop.models import FormerSlug
from spacecoop.moved import Moved
from spacecoop.records import history_of

NUMBER = re.compile(r"SC-0*(\d{1,9})", re.IGNORECASE)  # of an agreement, as its page tells it

_THERE_IS_NONE = {
    "agreement": gettext_lazy("There is no agreement “{slug}”."),
    "country": gettext_lazy("There is no country “{slug}”."),
    "agency": gettext_lazy("There is no agency “{slug}”."),
    "mission": gettext_lazy("There is no mission “{slug}”."),
    "area": gettext_lazy("There is no area “{slug}”."),
    "event": gettext_lazy("There is no event “{slug}”."),
    "source": gettext_lazy("There is no source “{slug}”."),
    "person": gettext_lazy("There is no person “{slug}”."),
}

# What this request reads by, an Indexed or a PastDay; None outside of a request.
_seen: ContextVar[Indexed | PastDay | None] = ContextVar("seen", default=None)

Body = dict[str, Any]
Record = tuple[str, int]  # its kind and its key
Piece = TypeVar("Piece")


@contextmanager
def reading(seen: Indexed | PastDay) -> Iterator[None]:
    """Read all that is read inside from the edition of an Indexed or as of a PastDay, and find it by its reader."""
    token = _seen.set(seen)
    try:
        yield
    finally:
        _seen.reset(token)


def read_by(seen: Indexed | PastDay, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield what an iterator gives, each piece made while all is read by an Indexed: an answer that streams."""
    pieces = iter(pieces)
    while True:
        with reading(seen):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


@contextmanager
def reading_own_state(published: Indexed) -> Iterator[None]:
    """Read documents of the records as this transaction sees them, what it has changed itself included.

    What is found stays what is `published`, an Indexed taken before: the index knows nothing of the transaction.
    Boundary: waits for whoever renders just now, whose documents are of another state.
    """
    wait_until_up_to_date()
    with reading(replace(published, edition=standing_now().edition or 0)):
        yield


def is_reading() -> bool:
    """Tell whether this is within a request that reads by one edition or day."""
    return _seen.get() is not None


def seen() -> Indexed | PastDay:
    """Return what this request reads by; outside of one the present records, rendered and indexed if need be."""
    if now := _seen.get():
        return now
    wait_until_up_to_date()
    return indexed(standing_now())


def reader() -> Reader:
    """Return the reader of the index by which this request finds what it shows."""
    return seen().reader


def read(kind: str, slug: str) -> Body:
    """Return the whole document of a record; of a country by its code, in any case. Cost: one query.

    Raises: Moved where the record once had that slug; Http404 where none ever had.
    """
    slug = slug.lower() if kind == "country" else slug
    if "\x00" not in slug:
        if document := _document(kind, slug):
            return _told(*document)
        if other := _other_slug(kind, slug):
            raise Moved(kind, slug, other)
    raise Http404(str(_THERE_IS_NONE[kind]).format(slug=slug[:100]))


def _document(kind: str, slug: str) -> tuple[int, str] | None:
    """Return (key, whole document as a text) of the record with a slug; None where there is none."""
    if day := _past_day():
        return day.document(kind, slug)
    return next(((key, body) for _, key, _, body in _texts({kind: [slug]}, "slug", "body")), None)


def _other_slug(kind: str, slug: str) -> str | None:
    """Return the slug that a record has which had this one before; on a past day also of one that had it later.

    Of an agreement also by its permanent number.
    """
    if kind == "agreement" and (number := NUMBER.fullmatch(slug)):
        return _slug_of_number(int(number[1]))
    if day := _past_day():
        return day.slug_for(kind, slug)
    return _present_slug(kind, slug)


def _present_slug(kind: str, slug: str) -> str | None:
    return FormerSlug.objects.filter(kind=kind, slug=slug).values_list("current", flat=True).first()


def _slug_of_number(number: int) -> str | None:
    """Return the slug of the agreement with a permanent number, or of that which it was merged into; else None."""
    present: str | None = Agreement.objects.filter(number=number).values_list("slug", flat=True).first()
    if present:
        return present
    past: str | None = (
        history_of(Agreement).objects.filter(number=number).order_by("-pk").values_list("slug", flat=True).first()
    )
    return _present_slug("agreement", past) if past else None


def _past_day() -> PastDay | None:
    now = _seen.get()
    return now if isinstance(now, PastDay) else None


def bodies(kind: str, keys: Iterable[int]) -> list[Body]:
    """Return the whole documents of records in the order of their keys; one that has none is left out."""
    return _read(kind, "body", keys)


def rows(kind: str, keys: Iterable[int]) -> list[Body]:
    """Return the lean documents of records, as lists show them, in the order of their keys. Cost: one query."""
    return _read(kind, "row", keys)


def _read(kind: str, column: str, keys: Iterable[int]) -> list[Body]:
    keys = list(keys)
    found = documents_of([(kind, key) for key in keys], column)
    return [found[kind, key] for key in keys if (kind, key) in found]


def documents_of(records: Iterable[Record], column: str) -> dict[Record, Body]:
    """Return {(kind, key): document} of records of any kinds, given so, in their order; of each its `row` or `body`.

    Cost: one query.
    """
    texts = texts_of(records, column)
    return {record: _told(record[1], text) for record, (_, text) in texts.items()}


def texts_of(records: Iterable[Record], column: str) -> dict[Record, tuple[str, str]]:
    """Return {(kind, key): (slug, document as a text)}; see `documents_of`."""
    records, day = list(dict.fromkeys(records)), _past_day()
    texts: dict[Record, tuple[str, str]] = {}
    unchanged: dict[str, list[int]] = {}
    for kind in dict.fromkeys(kind for kind, _ in records):
        keys = [key for other, key in records if other == kind]
        then = day.texts(kind, column, keys) if day else {}
        texts |= {(kind, key): found for key, found in then.items() if found}
        if others := [key for key in keys if key not in then]:
            unchanged[kind] = others
    texts |= {(kind, key): (slug, text) for kind, key, slug, text in _texts(unchanged, "key", column)}
    return {record: texts[record] for record in records if record in texts}


def by_slug(kind: str, slugs: Iterable[str], column: str) -> dict[str, Body]:
    """Return {slug: document} of records that have these slugs, in no order; of each its `row` or `body`.

    A country's slug is its code in small letters. Cost: one query.
    """
    return {slug: document for (_, slug), document in by_slugs({kind: slugs}, column).items()}


def by_slugs(slugs: Mapping[str, Iterable[str]], column: str) -> dict[tuple[str, str], Body]:
    """Return {(kind, slug): document} of records of any kinds, {kind: their slugs}, as `by_slug`. Cost: one query."""
    if day := _past_day():
        found = ((kind, _read(kind, column, day.keys_of(kind, some))) for kind, some in slugs.items())
        return {(kind, document["slug"]): document for kind, some in found for document in some}
    asked = {kind: list(some) for kind, some in slugs.items()}
    return {(kind, slug): _told(key, text) for kind, key, slug, text in _texts(asked, "slug", column)}


def _texts(asked: Mapping[str, list[Any]], name: str, column: str) -> list[Any]:
    """Return (kind, key, slug, text) of the documents that hold in the edition that is read.

    `asked`: {kind: values}; `name`: of what, `key` or `slug`. By hand, and not by the ORM: it puts a question together
    for longer than the database answers it. Cost: one query.
    """
    asked = {kind: values for kind, values in asked.items() if values}
    if not asked:
        return []
    now = _seen.get()
    holds = "until IS NULL" if now is None else "since <= %(edition)s AND (until IS NULL OR until > %(edition)s)"
    query = " UNION ALL ".join(
        f"SELECT kind, key, slug, {column} FROM catalogue_document"  # noqa: S608 - our own names
        f" WHERE kind = '{kind}' AND {name} = ANY(%({kind})s) AND {holds}"
        for kind in asked
    )
    with connection.cursor() as cursor:
        cursor.execute(query, {"edition": now.edition if now else None, **asked})
        found: list[Any] = cursor.fetchall()
    return found


def loaded(key: int, text: str) -> Body:
    """Return a document with its key, from its text."""
    return {"key": key, **orjson.loads(text)}


def _told(key: int, text: str) -> Body:
    """Return a document as `loaded`, with countries named in the present language."""
    return with_country_names(loaded(key, text))


def last_changed(kind: str, keys: Iterable[int]) -> dict[int, datetime]:
    """Return {key: when the record or a part of it last changed}. Cost: one query."""
    return {key: changed_at for _, key, _, changed_at in _texts({kind: list(keys)}, "key", "changed_at")}


@dataclass(frozen=True, slots=True)
class Named:
    """What other records tell of one: its name or title; of an organisation its acronym and the code of its country."""

    kind: str
    slug: str
    name: str
    acronym: str = ""
    country: str = ""

    @classmethod
    def of(cls, kind: str, document: Body) -> "Named":
        """Return what others tell of the record of a document, lean or whole."""
        acronym, country = document.get("acronym") or "", document.get("country")
        name = document["title"] if "title" in document else document["name"]
        return cls(kind, document["slug"], name, acronym, country["code"] if country else "")

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    @property
    def short_name(self) -> str:
        return self.acronym or self.name

    @property
    def by_name(self) -> tuple[str, str, str]:
        """What puts it in the order of the alphabet, where “États-Unis” stands between “Espagne” and “France”."""
        return fold(self.name), self.name, self.slug

    @property
    def key(self) -> str:
        """What asks for it: the code of a country, else its slug."""
        return self.slug.upper() if self.kind == "country" else self.slug

    @property
    def path(self) -> str:
        """The address of its page."""
        return address_of(self.kind, self.slug)


def names_of(kind: str, slugs: Iterable[str]) -> dict[str, Named]:
    """Return {slug: Named} of records; of a country by its code in small letters. Cost: one query."""
    return {slug: Named.of(kind, row) for slug, row in by_slug(kind, slugs, "row").items()}


def named_by_key(kind: str, keys: Iterable[str]) -> dict[str, Named]:
    """Return {key: Named} of records, by the codes of countries and the slugs of others. Cost: one query."""
    return {key: named for (_, key), named in named_by_keys({kind: keys}).items()}


def named_by_keys(keys: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], Named]:
    """Return {(kind, key): Named} of records of any kinds, {kind: their keys}, as `named_by_key`. Cost: one query."""
    found = by_slugs({kind: [key.lower() for key in some] for kind, some in keys.items()}, "row")
    named = [Named.of(kind, row) for (kind, _), row in found.items()]
    return {(record.kind, record.key): record for record in named}


def all_named(kind: str) -> list[Named]:
    """Return all records of a kind as Named, in the order of their names. Cost: one query."""
    return [Named.of(kind, row) for row in rows(kind, reader().keys(of_kind(kind), "by_title"))]
