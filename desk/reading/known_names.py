"""The names that the knowledge base knows, with which texts are read."""

from agencies.countries import names_in_text
from agencies.models import Country
from agreements.names import NAMES

KINDS = ["country", "agency", "mission", "area", "person"]


def known_names(language: str) -> list[tuple[str, int, str]]:
    """Return [(kind, primary key, form)] of all names for texts in `language`, in a fixed order. Cost: two queries."""
    stored = {(kind, key, form) for kind, key, form, _ in NAMES.rows(*KINDS)}
    codes = dict(Country.objects.values_list("code", "pk"))
    return sorted(stored | {("country", codes[code], form) for code, form in names_in_text(language) if code in codes})
