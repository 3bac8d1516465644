"""Slugs: the addresses of new records, made of what they are called; none is given twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import count
from typing import Any

from anyascii import anyascii
from django.db import connection
from django.db.models import Model
from django.utils.text import slugify

from agreements.models import (
    Agreement,
    Event,
    Party,
    PartyRole,
    Source,
)

# Longest slugs: that of an event begins with its agreement's, and each leaves room for a number.
LONGEST, LONGEST_OF_EVENT = 75, 95
# What joins two words, and would be lost in a slug: “NASA–JAXA”.
JOINTS = re.compile("[_/\u2010-\u2015]")


def give_slugs(records: Sequence[Any], parts: Mapping[int, Sequence[Model]] | None = None) -> None:
    """Give those of new records of one model that have no slug a free one. Cost: one query.

    `parts`: {id of an agreement: its parties and events}, of which its slug is made; without them, of its title.
    """
    nameless = [record for record in records if hasattr(record, "slug") and not record.slug]
    if nameless:
        texts = [_called(record, (parts or {}).get(id(record), ())) for record in nameless]
        given = {record.slug for record in records} - {"", None}
        for record, slug in zip(nameless, free_slugs(type(nameless[0]), texts, given), strict=True):
            record.slug = slug


def free_slugs(model: type[Model], texts: Iterable[str], given: Set[str] = frozenset()) -> list[str]:
    """Return a slug for each of `texts` that no other record of `model` has, or had: numbered where it is taken.

    Letters of other scripts are written in those of ours, as they sound: “kazakhstanskoe-kosmicheskoe-agentstvo”.
    `given`: slugs of records that are written together with these. Cost: one query.
    """
    longest = LONGEST_OF_EVENT if model is Event else LONGEST
    plain = [slugify(anyascii(JOINTS.sub("-", text)))[:longest].strip("-") or "untitled" for text in texts]
    taken = _taken(model, list(set(plain))) | given
    slugs: list[str] = []
    numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(1))
    for text in plain:
        numbered = (text if number == 1 else f"{text}-{number}" for number in numbers[text])
        slugs.append(next(slug for slug in numbered if slug not in taken))
        taken.add(slugs[-1])
    return slugs


def _taken(model: type[Model], texts: list[str]) -> set[str]:
    """Return the slugs, present and former, that are one of `texts` with or without a number."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT slug FROM (SELECT slug FROM {model._meta.db_table}"  # noqa: S608 - the table is ours
            " UNION ALL SELECT slug FROM spacecoop_formerslug WHERE kind = %s) address"
            r" WHERE slug = ANY(%s) OR regexp_replace(slug, '-\d+$', '') = ANY(%s)",
            [model._meta.model_name, texts, texts],
        )
        return {slug for (slug,) in cursor.fetchall()}


def _called(record: Any, parts: Sequence[Model]) -> str:
    """Return the text that a record's slug is made of; `parts`: those of an agreement that come with it.

    Of an agreement its parties and the year of its first event, of one of its events the kind, of a source its
    publisher and year: “cnes-csa-2021”, “cnes-csa-2021-signed”.
    """
    if isinstance(record, Agreement):
        return _between(parts) or record.title
    if isinstance(record, Event) and record.agreement:
        return f"{record.agreement.slug} {record.kind}"
    if isinstance(record, Source):
        return f"{record.publisher} {_year(record.published) or record.title}"
    return getattr(record, "acronym", "") or getattr(record, "name", "") or record.title


def _between(parts: Sequence[Model]) -> str:
    parties = [part.agency.slug for part in parts if isinstance(part, Party) and part.role == PartyRole.PARTY]
    years = sorted(_year(part.date) for part in parts if isinstance(part, Event))
    return " ".join([*parties, *[year for year in years if year][:1]]) if parties else ""


def _year(edtf: str | None) -> str:
    year = (edtf or "")[:4]
    return year if year.isdigit() else ""
