"""The slugs of what a filter keeps, in the order of its list."""

from django.http import QueryDict

from catalogue.filters import AgreementFilter, EventFilter
from catalogue.reading import rows


def slugs_found(filterset, query):
    found = filterset(QueryDict(query))
    assert found.is_valid(), found.errors
    return [row["slug"] for row in rows(found.record_kind, found.results)]


def agreements(query):
    return slugs_found(AgreementFilter, query)


def events(query):
    return slugs_found(EventFilter, query)
