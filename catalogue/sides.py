"""What a request names: countries by code, other records by slug, any of them by name."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Model, QuerySet

from agencies.models import Agency, Country
from agencies.names import countries_called
from agreements.names import NAMES
from catalogue.reading import Named, names_of, seen
from spacecoop.record_fields import near_slugs


def find_side(text: str) -> Named | None:
    """Return as Named the country or agency that `text` names: a code, a slug or a name of it; else None.

    A country's code goes before an agency's slug. The records tell which it is, the edition that is read what it is
    called. A name that several have is nobody's. Cost: one to five queries.
    """
    text = text.strip()
    if not text or "\x00" in text:
        return None
    return (
        _named("country", text.lower())
        or _named("agency", text.lower())
        or _named("country", _only(countries_called(text)))
        or _named("agency", _only(_called(Agency, text)))
    )


def finder_of(model: type[Model], name: str) -> Callable[[str], tuple[str, str] | None]:
    """Return a function that finds a record's slug and name by its slug, its field `name` or another name of it."""
    kind = str(model._meta.model_name)

    def find(text: str) -> tuple[str, str] | None:
        by_name = model._default_manager.filter(**{f"{name}__iexact": text})
        called = _called(model, text)
        named = _named(kind, text.lower()) or _named(kind, _slug(by_name, "slug")) or _named(kind, _only(called))
        return (named.slug, named.name) if named else None

    return find


def _named(kind: str, slug: str | None) -> Named | None:
    seen()  # outside of a request this brings the documents up to date
    return names_of(kind, [slug]).get(slug) if slug else None


def _slug(records: QuerySet[Any], field: str) -> str | None:
    slug = records.order_by(field).values_list(field, flat=True).first()
    return str(slug).lower() if slug else None


def _only(slugs: Collection[str]) -> str | None:
    return next(iter(slugs)).lower() if len(slugs) == 1 else None


def _called(model: type[Model], text: str) -> QuerySet[Any, Any]:
    """Return the slugs of the records of a model that have this whole name, as far as records of it have names."""
    named = model._default_manager.filter(pk__in=NAMES.called(str(model._meta.model_name), text))
    return named.values_list("slug", flat=True)


def near_countries(text: str) -> list[str]:
    """Return the codes and names of countries, which are few enough to look through."""
    return [word for country in Country.objects.values_list("code", "name") for word in country]


def near_sides(text: str) -> list[str]:
    """Return what a request may name that is like `text`: codes and names of countries, slugs of agencies."""
    return [*near_countries(text), *near_slugs(Agency)(text)]


def sharing_countries(text: str) -> list[str]:
    """Return the names of the countries that share a name, each with its code; none where it is not shared."""
    codes = countries_called(text)
    shared = Country.objects.filter(code__in=codes if len(codes) > 1 else ()).values_list("name", "code")
    return [f"{name} ({code})" for name, code in shared]


def sharing_sides(text: str) -> list[str]:
    """Return the names of the countries, or else of the agencies, that share a name; none where it is not shared."""
    slugs = list(_called(Agency, text))
    agencies = Agency.objects.filter(slug__in=slugs if len(slugs) > 1 else ()).values_list("name", "slug")
    return sharing_countries(text) or [f"{name} ({slug})" for name, slug in agencies]


def find_named_country(text: str) -> tuple[str, str] | None:
    """Return the code and the name of the country that `text` names, or None."""
    country = _named("country", text.lower()) or _named("country", _only(countries_called(text)))
    return (country.key, country.name) if country else None


def find_named_side(text: str) -> tuple[str, str] | None:
    """Return the key of the side that `text` names and its name in a few words, or None."""
    side = find_side(text)
    return (side.key, side.short_name) if side else None
