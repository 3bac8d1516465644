"""What a request names: countries by code, other records by slug, any of them by name."""

from agencies.models import Agency, Country
from agencies.names import countries_called
from agreements.names import NAMES
from catalogue.reading import names_of, seen
from spacecoop.record_fields import near_slugs


def find_side(text):
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


def finder_of(model, name):
    """Return a function that finds a record's slug and name by its slug, its field `name` or another name of it."""
    kind = model._meta.model_name

    def find(text):
        by_name = model.objects.filter(**{f"{name}__iexact": text})
        called = _called(model, text)
        named = _named(kind, text.lower()) or _named(kind, _slug(by_name, "slug")) or _named(kind, _only(called))
        return named and (named.slug, named.name)

    return find


def _named(kind, slug):
    seen()  # outside of a request this brings the documents up to date
    return slug and names_of(kind, [slug]).get(slug)


def _slug(records, field):
    slug = records.order_by(field).values_list(field, flat=True).first()
    return slug and slug.lower()


def _only(slugs):
    return next(iter(slugs)).lower() if len(slugs) == 1 else None


def _called(model, text):
    """Return the slugs of the records of a model that have this whole name, as far as records of it have names."""
    return model.objects.filter(pk__in=NAMES.called(model._meta.model_name, text)).values_list("slug", flat=True)


def near_countries(text):
    """Return the codes and names of countries, which are few enough to look through."""
    return [word for country in Country.objects.values_list("code", "name") for word in country]


def near_sides(text):
    """Return what a request may name that is like `text`: codes and names of countries, slugs of agencies."""
    return [*near_countries(text), *near_slugs(Agency)(text)]


def sharing_countries(text):
    """Return the names of the countries that share a name, each with its code; none where it is not shared."""
    codes = countries_called(text)
    shared = Country.objects.filter(code__in=codes if len(codes) > 1 else ()).values_list("name", "code")
    return [f"{name} ({code})" for name, code in shared]


def sharing_sides(text):
    """Return the names of the countries, or else of the agencies, that share a name; none where it is not shared."""
    slugs = list(_called(Agency, text))
    agencies = Agency.objects.filter(slug__in=slugs if len(slugs) > 1 else ()).values_list("name", "slug")
    return sharing_countries(text) or [f"{name} ({slug})" for name, slug in agencies]


def find_named_country(text):
    """Return the code and the name of the country that `text` names, or None."""
    country = _named("country", text.lower()) or _named("country", _only(countries_called(text)))
    return country and (country.key, country.name)


def find_named_side(text):
    """Return the key of the side that `text` names and its name in a few words, or None."""
    side = find_side(text)
    return side and (side.key, side.short_name)
