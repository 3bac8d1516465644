"""What a reader may have meant by a name that there is not."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

CANDIDATES = 20
LEAST_LIKENESS = 0.75
# What people try before they know our parameters.
TRIED_FIRST = [
    ("search", "q"),
    ("query", "q"),
    ("keyword", "q"),
    ("keywords", "q"),
    ("name", "q"),
    ("title", "q"),
    ("country", "party"),
    ("country", "q"),
    ("parties", "party"),
    ("partner", "party"),
    ("state", "party"),
    ("organisation", "agency"),
    ("organization", "agency"),
    ("type", "kind"),
    ("type", "form"),
    ("kind", "form"),
    ("topic", "area"),
    ("subject", "area"),
    ("satellite", "mission"),
    ("signatory", "person"),
    ("region", "group"),
    ("number", "identifier"),
    ("date", "from"),
    ("year", "from"),
    ("after", "from"),
    ("since", "from"),
    ("start", "from"),
    ("end", "to"),
    ("before", "to"),
    ("until", "to"),
    ("on", "status_on"),
    ("sort", "order"),
    ("sort_by", "order"),
    ("order_by", "order"),
    ("ordering", "order"),
    ("limit", "page_size"),
    ("per_page", "page_size"),
    ("offset", "page"),
]
# What people try and no parameter does, with what to do instead.
INSTEAD = {
    "format": gettext_lazy("For another format add its name to the address of the page, for example /agreements.csv.")
}


def nearest(wrong: object, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `wrong` is a slip of, or that people try it for; else None."""
    by_lower = {name.lower(): name for name in known}
    wrong = str(wrong).lower()
    if wrong in INSTEAD:
        return None
    if tried := [by_lower[meant] for word, meant in TRIED_FIRST if word == wrong and meant in by_lower]:
        return tried[0]
    matches = get_close_matches(wrong, by_lower, n=1, cutoff=LEAST_LIKENESS)
    return by_lower[matches[0]] if matches else None


def did_you_mean(suggestion: str | None) -> str:
    """Return the question that follows what is wrong; empty where there is no suggestion."""
    return " " + gettext("Did you mean “{suggestion}”?").format(suggestion=suggestion) if suggestion else ""


def refusal(message: str, value: object, known: Iterable[str]) -> ValidationError:
    """Return the ValidationError for a value that is not among `known`: its message, and the nearest one."""
    suggestion = nearest(value, known)
    told = {"message": message + did_you_mean(suggestion), "suggestion": suggestion}
    return ValidationError("%(message)s", code="invalid", params=told)
