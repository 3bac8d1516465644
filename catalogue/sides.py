"""The two sides of a pair: countries by code, agencies by slug, either by name."""

from agencies.models import Agency, Country


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


def known_sides():
    """Return every code and slug that a request may name."""
    return [
        *Country.objects.values_list("code", flat=True),
        *Agency.objects.values_list("slug", flat=True),
    ]


def find_named_side(text):
    """Return the key of the side that `text` names and its name in a few words, or None."""
    side = find_side(text)
    return side and (side_key(side), getattr(side, "acronym", "") or side.name)
