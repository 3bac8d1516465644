"""What countries are called in the language that is written now: documents have their English names.

Source: CLDR; of former countries, and where CLDR names another thing than ISO 3166 (the Holy See), our own messages.
"""

from typing import Any, TypeVar

from babel import Locale
from django.utils.translation import pgettext_lazy

from spacecoop.languages import ORIGINAL, locale, present

_OWN = {
    "BQ": pgettext_lazy("country", "Bonaire, Sint Eustatius and Saba"),
    "CD": pgettext_lazy("country", "Democratic Republic of the Congo"),
    "CG": pgettext_lazy("country", "Republic of the Congo"),
    "HK": pgettext_lazy("country", "Hong Kong"),
    "MO": pgettext_lazy("country", "Macao"),
    "PS": pgettext_lazy("country", "Palestine, State of"),
    "VA": pgettext_lazy("country", "Holy See (Vatican City State)"),
    "AIDJ": pgettext_lazy("country", "French Afars and Issas"),
    "ANHH": pgettext_lazy("country", "Netherlands Antilles"),
    "BUMM": pgettext_lazy("country", "Burma, Socialist Republic of the Union of"),
    "BYAA": pgettext_lazy("country", "Byelorussian SSR Soviet Socialist Republic"),
    "CSHH": pgettext_lazy("country", "Czechoslovakia"),
    "CSXX": pgettext_lazy("country", "Serbia and Montenegro"),
    "DDDE": pgettext_lazy("country", "German Democratic Republic"),
    "DYBJ": pgettext_lazy("country", "Dahomey"),
    "HVBF": pgettext_lazy("country", "Upper Volta"),
    "NHVU": pgettext_lazy("country", "New Hebrides"),
    "RHZW": pgettext_lazy("country", "Southern Rhodesia"),
    "SUHH": pgettext_lazy("country", "Soviet Union"),
    "TPTL": pgettext_lazy("country", "East Timor"),
    "VDVN": pgettext_lazy("country", "Viet-Nam, Democratic Republic of"),
    "YDYE": pgettext_lazy("country", "Yemen, Democratic, People's Democratic Republic of"),
    "YUCS": pgettext_lazy("country", "Yugoslavia"),
    "ZRCD": pgettext_lazy("country", "Zaire"),
}
_IN_ENGLISH = Locale("en").territories
Document = TypeVar("Document")


def country_name(code: str, name: str) -> str:
    """Return what a country, whose English name is given, is called in the present language."""
    if present() == ORIGINAL:
        return name
    return str(_OWN[code]) if code in _OWN else locale().territories.get(code, name)


def with_country_names(document: Document) -> Document:
    """Return a document with its countries, and states that are called like them, named in the present language.

    It itself changes.
    """
    if present() != ORIGINAL:
        _name_countries(document)
    return document


def _name_countries(part: object) -> None:
    if isinstance(part, list):
        for entry in part:
            _name_countries(entry)
    elif isinstance(part, dict):
        if "name" in part and (code := _code(part)):
            part["name"] = country_name(code, part["name"])
        for entry in part.values():
            _name_countries(entry)


def _code(part: dict[str, Any]) -> str | None:
    """Return the code of the country that a part of a document names; None where it names something else."""
    code: str | None
    if "code" in part:
        code = part["code"]
        return code
    country = part.get("country")
    code, name = (country["code"], country["name"]) if isinstance(country, dict) else (country, None)
    return code if code and part["name"] in (name, _IN_ENGLISH.get(code)) else None
