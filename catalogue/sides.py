"""What a request names: countries by code, other records by slug, any of them by name."""

from django.db.models import Q

from agencies.models import Agency, Country
from catalogue.reading import names_of, seen
from spacecoop.filters import near_slugs


def find_side(text):
    """Return as Named the country or agency that `text` names: a code, a slug or a full name in any case; else None.

    A country's code goes before an agency's slug. The records tell which it is, the edition that is read what it is
    called. Cost: one to five queries.
    """
    text = text.strip()
    if not text or "\x00" in text:
        return None
    return (
        _named("country", text.lower())
        or _named("agency", text.lower())
        or _named("country", _slug(Country.objects.filter(name__iexact=text), "code"))
        or _named("agency", _slug(Agency.objects.filter(name__iexact=text), "slug"))
    )


def finder_of(model, name):
    """Return a function that finds a record's slug and name by its slug or by its field `name`, in any case."""
    kind = model._meta.model_name

    def find(text):
        by_name = model.objects.filter(**{f"{name}__iexact": text})
        named = _named(kind, text.lower()) or _named(kind, _slug(by_name, "slug"))
        return named and (named.slug, named.name)

    return find


def _named(kind, slug):
    seen()  # outside of a request this brings the documents up to date
    return slug and names_of(kind, [slug]).get(slug)


def _slug(records, field):
    slug = records.order_by(field).values_list(field, flat=True).first()
    return slug and slug.lower()


def near_countries(text):
    """Return the codes and names of countries, which are few enough to look through."""
    return [word for country in Country.objects.values_list("code", "name") for word in country]


def near_sides(text):
    """Return what a request may name that is like `text`: codes and names of countries, slugs of agencies."""
    return [*near_countries(text), *near_slugs(Agency)(text)]


def find_named_country(text):
    """Return the code and the name of the country that `text` names, or None."""
    named = Country.objects.filter(Q(code=text.upper()) | Q(name__iexact=text))
    country = _named("country", _slug(named, "code"))
    return country and (country.key, country.name)


def find_named_side(text):
    """Return the key of the side that `text` names and its name in a few words, or None."""
    side = find_side(text)
    return side and (side.key, side.short_name)
