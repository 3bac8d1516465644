"""The queries of links: which filters are in use, what a link without one of them asks, what another page asks."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.http import escape_leading_slashes

from catalogue.asked import WITH_PREDECESSORS, RecordFilter
from catalogue.reading import Named
from spacecoop.filters import DrawingFilter, FilterSet


def canonical(request: HttpRequest) -> str:
    """Return the web address that a page is known by: without filters, days and orders, with the number of its page."""
    page = request.GET.get("page", "")
    is_further = page.isdecimal() and int(page) > 1 and len(request.GET) == 1
    path = escape_leading_slashes(request.path)
    return request.build_absolute_uri(f"{path}?page={page}" if is_further else path)


def active_filters(found: FilterSet) -> list[dict[str, Any]]:
    """Return the filters in use, each as {"name", "value", "label", "words", "without"}.

    `without`: the query that drops it.
    """
    active = found.active
    return [
        {
            "name": name,
            "value": value,
            "label": found.filters[name].label,
            "words": _in_words(found, name, value),
            "without": urlencode([other for other in active if other != (name, value)]),
        }
        for name, value in active
    ]


def _in_words(found: FilterSet, name: str, value: str) -> str:
    field = found.form.fields[name]
    words: dict[str, str] = {**dict(getattr(field, "choices", [])), **getattr(field, "names", {})}
    return words.get(value.strip(), value)


def ways_out(found: RecordFilter) -> list[dict[str, Any]]:
    """Return the filters to drop from an empty list, each as in `active_filters` and with its "count"."""
    chips = {(chip["name"], chip["value"]): chip for chip in active_filters(found)}
    return [{**chips[name, value], "count": count} for name, value, count in found.ways_out()]


def predecessors_taken(found: RecordFilter) -> list[tuple[str, list[Named]]] | None:
    """Return [(name of a party asked for, its predecessors as Named)] where they are taken along, else None."""
    if found.predecessors is None:
        return None
    fields = [found.form.fields[name] for name in WITH_PREDECESSORS if name in found.form.fields]
    names = {key: field.names[text] for field in fields for text, key in getattr(field, "found", {}).items()}
    return [(names[key], others) for key, others in found.predecessors.items() if others]


def query_of(found: FilterSet) -> str:
    """Return the filters in use as a query with its question mark, without anything else that the request said."""
    return as_query((name, value) for name, value in found.active if not isinstance(found.filters[name], DrawingFilter))


def query_of_picture(found: FilterSet) -> str:
    """Return the filters in use as a query with its question mark, those included that only a picture knows."""
    return as_query(found.active)


def query_with(request: HttpRequest, **changes: str | int | None) -> str:
    """Return the query of a request with changed parameters; None drops one."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def as_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Return pairs of parameter and value as a query with its question mark; empty for none."""
    encoded = urlencode(list(pairs))
    return f"?{encoded}" if encoded else ""
