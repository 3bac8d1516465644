"""The little grammar that pages, the API and the desk share, in the language that is written now."""

from collections.abc import Iterable
from typing import Any, Literal

from babel.lists import format_list
from babel.numbers import format_decimal
from django.db.models import Field, Model

from spacecoop.languages import cached_by_language, locale
from spacecoop.nouns import FIELDS, NOUNS

ListStyle = Literal["standard", "or", "unit"]


def listed(texts: Iterable[object], style: ListStyle = "standard") -> str:
    """Return texts as a sentence has them: "A, B and C"; with the style "or" "A, B or C"; empty for none."""
    return format_list(list(map(str, texts)), style, locale())


@cached_by_language(4096)
def number(count: int) -> str:
    """Return a whole number in figures: "1,200"."""
    return format_decimal(count, locale=locale())


def noun_of(model: type[Model] | Model, count: int) -> str:
    """Return what so many records of a model are called: "agreement", "agreements"."""
    if noun := NOUNS.get(model._meta.model_name or ""):
        return noun % {"count": count}
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)


def name_of_field(field: "Field[Any, Any]") -> str:
    """Return what a field of a model is called: "date", "length of renewal"."""
    name = str(field.verbose_name)
    return str(FIELDS.get(name, name))
