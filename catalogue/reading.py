"""Reading documents: whole ones and rows, all of one edition for as long as a request lasts."""

from contextlib import contextmanager
from contextvars import ContextVar

import orjson
from django.db.models import Q
from django.http import Http404

from catalogue.models import Document
from catalogue.plans import PLANS
from catalogue.renderer import wait_until_up_to_date
from spacecoop.models import FormerSlug
from spacecoop.moved import Moved

# The edition of which this request reads; None: the present one.
_edition = ContextVar("edition", default=None)


@contextmanager
def reading(edition):
    """Read all that is read inside from the edition with this key."""
    token = _edition.set(edition)
    try:
        yield
    finally:
        _edition.reset(token)


@contextmanager
def reading_own_state():
    """Read documents of the records as this transaction sees them, what it has changed itself included.

    Boundary: waits for whoever renders just now, whose documents are of another state.
    """
    wait_until_up_to_date()
    with reading(None):
        yield


def documents(kind):
    """Return the queryset of the documents of a kind, of the edition that is read."""
    kept, edition = Document.objects.filter(kind=kind), _edition.get()
    if edition is None:
        return kept.filter(until=None)
    return kept.filter(Q(until=None) | Q(until__gt=edition), since__lte=edition)


def read(kind, slug):
    """Return the whole document of a record; of a country by its code, in any case. Cost: one query.

    Raises: Moved where the record once had that slug; Http404 where none ever had.
    """
    slug = slug.lower() if kind == "country" else slug
    if "\x00" not in slug:
        if document := documents(kind).filter(slug=slug).values_list("key", "body").first():
            return _loaded(*document)
        if former := FormerSlug.objects.filter(kind=kind, slug=slug).first():
            raise Moved(kind, slug, former.current)
    raise Http404(f"There is no {PLANS[kind]().model._meta.verbose_name} “{slug[:100]}”.")


def bodies(kind, keys):
    """Return the whole documents of records in the order of their keys; one that has none is left out."""
    return _read(kind, "body", keys)


def rows(kind, keys):
    """Return the lean documents of records, as lists show them, in the order of their keys. Cost: one query."""
    return _read(kind, "row", keys)


def _read(kind, column, keys):
    keys = list(keys)
    texts = dict(documents(kind).filter(key__in=keys).values_list("key", column)) if keys else {}
    return [_loaded(key, texts[key]) for key in keys if key in texts]


def _loaded(key, text):
    return {"key": key, **orjson.loads(text)}
