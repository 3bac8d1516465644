"""The two sides of a pair: countries by code, agencies by slug, either by name."""

from django.db.models import Q

from agencies.models import Agency, Country
from spacecoop.filters import near_slugs


def find_side(text):
    """Return the Country or Agency that `text` names: a code, a slug or a full name in any case; else None.

    A country's code goes before an agency's slug. Cost: one to four queries.
    """
    text = text.strip()
    if not text or "\x00" in text:
        return None
    return (
        Country.objects.filter(code=text.upper()).first()
        or Agency.objects.select_related("country").filter(slug=text.lower()).first()
        or Country.objects.filter(name__iexact=text).first()
        or Agency.objects.select_related("country").filter(name__iexact=text).order_by("slug").first()
    )


def side_key(side):
    """Return what `Party.objects.of` takes: the code of a country, the slug of an agency."""
    return side.code if isinstance(side, Country) else side.slug


def near_countries(text):
    """Return the codes and names of countries, which are few enough to look through."""
    return [word for country in Country.objects.values_list("code", "name") for word in country]


def near_sides(text):
    """Return what a request may name that is like `text`: codes and names of countries, slugs of agencies."""
    return [*near_countries(text), *near_slugs(Agency)(text)]


def find_named_country(text):
    """Return the code and the name of the country that `text` names, or None."""
    named = Country.objects.filter(Q(code=text.upper()) | Q(name__iexact=text))
    return named.values_list("code", "name").first()


def find_named_side(text):
    """Return the key of the side that `text` names and its name in a few words, or None."""
    side = find_side(text)
    return side and (side_key(side), getattr(side, "acronym", "") or side.name)
