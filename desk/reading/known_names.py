"""The names that the knowledge base knows, as the index with which texts are read."""

from agencies.models import Country
from agreements.names import NAMES
from desk.reading.countries import country_names
from desk.reading.names import Name, NameIndex

KINDS = ["country", "agency", "mission", "area", "person"]


def known_names(language):
    """Return the NameIndex for texts in `language`; the keys in it are primary keys. Cost: two queries."""
    stored = NAMES.rows(*KINDS)
    codes = dict(Country.objects.values_list("code", "pk"))
    return NameIndex(
        [
            *(Name(kind, key, form) for kind, key, form, _ in stored),
            *(Name("country", codes[code], form) for code, form in country_names(language) if code in codes),
        ]
    )
