"""The schemes of identifiers: how each writes its own, and the address that it gives them.

What is written in another way that surely means the same is brought into one spelling; nothing else is changed.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext, gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class IdentifierScheme(models.TextChoices):
    UNTS = "unts", gettext_lazy("UN Treaty Series")
    TIAS = "tias", gettext_lazy("Treaties and Other International Acts Series")
    CTS = "cts", gettext_lazy("Canada Treaty Series")
    ATS = "ats", gettext_lazy("Australian Treaty Series")
    TRB = "trb", gettext_lazy("Tractatenblad")
    CM = "cm", gettext_lazy("United Kingdom Command Paper")
    ELI = "eli", gettext_lazy("European Legislation Identifier")
    LAW = "law", gettext_lazy("national law")
    GAZETTE = "gazette", gettext_lazy("official gazette")
    WIKIDATA = "wikidata", gettext_lazy("Wikidata")
    ROR = "ror", gettext_lazy("Research Organization Registry")
    COSPAR = "cospar", gettext_lazy("COSPAR international designator")
    ISNI = "isni", gettext_lazy("International Standard Name Identifier")
    AGENCY_NUMBER = "agency_number", gettext_lazy("an agency's own number")
    OTHER = "other", gettext_lazy("other")


# One record alone can have such an identifier.
UNIQUE_SCHEMES = ["wikidata", "ror", "isni", "cospar"]
# Such a number is counted in each country for itself.
NATIONAL_SCHEMES = ["law", "gazette"]
# Two records with one such identifier need have nothing in common.
LOOSE_SCHEMES = ["other"]


class NotOfScheme(ValueError):
    """A text that is no identifier of its scheme; the message says how one is written."""


def _as_it_stands(match: re.Match[str]) -> str:
    return match[0]


@dataclass(frozen=True, slots=True)
class Form:
    """How a scheme writes its identifiers.

    `example`: in words, for whoever wrote another thing. `ways`: {pattern of the whole: what makes the one spelling of
    its match}. `called`: pattern of what people write before it. `short`: how it is called in front of a number.
    `series`: the title of the series of treaties in which it counts. `address`: begins the address of every one.
    """

    example: "StrOrPromise"
    ways: dict[str, Callable[[re.Match[str]], str]]
    called: str = ""
    short: str = ""
    series: str = ""
    address: str = ""


def _check_digit(figures: str) -> str:
    """Return the last sign of an ISNI for its first fifteen figures. Source: ISO 7064, MOD 11-2."""
    total = 0
    for figure in figures:
        total = (total + int(figure)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def _isni(match: re.Match[str]) -> str:
    signs = re.sub(r"[\s-]", "", match[0]).upper()
    if _check_digit(signs[:-1]) != signs[-1]:
        raise NotOfScheme(gettext("“{text}” is not a valid ISNI: check the digits.").format(text=match[0]))
    return signs


_COMMAND_PAPERS = {series.lower(): series for series in ("C", "Cd", "Cmd", "Cmnd", "Cm", "CP")}
_NUMBER = r"0*([1-9]\d{0,3})"
_NO = r"(?:\s*n[or]\.?\s*)"
# A scheme that has no Form takes any text: its numbers are each issuer's own.
FORMS = {
    "unts": Form(
        example=gettext_lazy("23267, I-23267 or, by volume and page, 1394 UNTS 289"),
        ways={
            r"\d{1,6}": _as_it_stands,
            r"(II?|[AB])\s?-\s?(\d{1,6})": lambda match: f"{match[1].upper()}-{match[2]}",
            r"(?:vol(?:ume|\.)?\s*)?(\d{1,4})\s*,?\s*(?:UNTS|pp?\.|page)\s*(\d{1,4})": lambda match: (
                f"{match[1]} UNTS {match[2]}"
            ),
        },
        called=r"UNTS|U\.N\.T\.S\.|(?:UN|United Nations) Treaty Series",
        short="UNTS",
        series="United Nations Treaty Series",
    ),
    "tias": Form(
        example=gettext_lazy("12927 or, of recent years, 11-1018"),
        ways={r"\d{1,5}": _as_it_stands, r"\d{2}-\d{3,4}(\.\d)?": _as_it_stands},
        called=r"TIAS|T\.I\.A\.S\.|Treaties and Other International Acts Series",
        short="TIAS",
        series="Treaties and Other International Acts Series",
    ),
    "cts": Form(
        example=gettext_lazy("1975 No. 35 or 1975/35"),
        ways={rf"(\d{{4}})(?:\s*/\s*|,?{_NO}){_NUMBER}": lambda match: f"{match[1]} No. {match[2]}"},
        called=r"CTS|C\.T\.S\.|Can\.? T\.?S\.?|Canada Treaty Series",
        short="CTS",
        series="Canada Treaty Series",
    ),
    "ats": Form(
        example="[1986] ATS 12",
        ways={
            rf"\[?(\d{{4}})\]?(?:\s*ATS\s*|\s*/\s*|,?{_NO}){_NUMBER}": lambda match: f"[{match[1]}] ATS {match[2]}",
        },
        called=r"ATS|Australian Treaty Series",
        short="ATS",
        series="Australian Treaty Series",
    ),
    "trb": Form(
        example="1998, 123",
        ways={rf"(\d{{4}})(?:\s*[,/-]\s*|,?{_NO}|\s+){_NUMBER}": lambda match: f"{match[1]}, {match[2]}"},
        called=r"Trb|Tractatenblad",
        short="Trb.",
        series="Tractatenblad",
    ),
    "cm": Form(
        example=gettext_lazy("Cm 4567, Cmnd 7654 or CP 123, with its series"),
        ways={
            r"(Cmnd|Cmd|Cm|Cd|CP|C)[\s.]*(\d{1,5}(?:-[IVX]+)?)": lambda match: (
                f"{_COMMAND_PAPERS[match[1].lower()]} {match[2].upper()}"
            )
        },
        series="Command Papers",
    ),
    "eli": Form(
        example=gettext_lazy("a path such as eli/dec/2011/180/oj, or the whole address that it stands in"),
        ways={r"(?:https?://[^/\s]+(?:/\S*)?/|/)?eli/\S+": _as_it_stands},
        called="ELI:",
    ),
    "wikidata": Form(
        example="Q42",
        ways={r"Q[1-9]\d{0,11}": lambda match: match[0].upper()},
        called=r"(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/|Wikidata",
        short="Wikidata",
        address="http://www.wikidata.org/entity/",
    ),
    "ror": Form(
        example="027ka1x80",
        ways={r"0[a-hj-km-np-tv-z0-9]{6}\d\d": lambda match: match[0].lower()},
        called=r"(?:https?://)?ror\.org/|ROR",
        short="ROR",
        address="https://ror.org/",
    ),
    "cospar": Form(
        example="1998-067A",
        ways={r"(?:19(?:5[7-9]|[6-9]\d)|20\d\d)-\d{3}[A-HJ-NP-Z]{0,3}": lambda match: match[0].upper()},
        called=r"COSPAR(?: ID)?",
        short="COSPAR",
    ),
    "isni": Form(
        example="0000 0001 2150 090X",
        ways={r"(?:\d[\s-]?){15}[\dX]": _isni},
        called=r"(?:https?://)?(?:www\.)?isni\.org/(?:isni/)?|ISNI",
        short="ISNI",
        address="https://isni.org/isni/",
    ),
}


def written(scheme: str, text: str) -> str:
    """Return an identifier in the one spelling of its scheme. Raises: NotOfScheme, with how one is written."""
    text = " ".join(re.sub(r"[‐-–]", "-", text).split())
    form = FORMS.get(scheme)
    if form is None:
        return text
    bare = re.sub(rf"^(?:{form.called})[\s.:-]*(?:no\.?\s+)?", "", text, flags=re.IGNORECASE) if form.called else text
    for pattern, spell in form.ways.items():
        if match := re.fullmatch(pattern, bare, re.IGNORECASE | re.ASCII):
            return spell(match)
    message = gettext("“{text}” is not an identifier of “{scheme}”. Write, for example, {example}.")
    raise NotOfScheme(message.format(text=text, scheme=IdentifierScheme(scheme).label, example=form.example))


def address_of_identifier(scheme: str, value: str) -> str | None:
    """Return the public address that a scheme gives one of its identifiers; None where it gives none."""
    form = FORMS.get(scheme)
    if scheme == "eli":
        return value if value.startswith("http") else None
    return f"{form.address}{value}" if form and form.address else None


def identifier_at(address: str) -> tuple[str, str] | None:
    """Return (scheme, value) of the identifier that stands in an address of its scheme; None where none does."""
    for scheme in FORMS if "://" in address else ():
        if FORMS[scheme].address:
            with suppress(NotOfScheme):
                return scheme, written(scheme, address)
    return None


def spellings(scheme: str, value: str) -> list[str]:
    """Return the ways in which people write an identifier, its own first; each finds it."""
    form = FORMS.get(scheme)
    ways = [value]
    if series_of(scheme):  # the figures alone: “23267” of “I-23267”, “1975 35” of “1975 No. 35”
        ways.append(" ".join(re.findall(r"\d[\w-]*", value)))
    if scheme == "isni":
        ways.append(" ".join(re.findall("....", value)))
    if form and form.short:
        ways += [cited_as(scheme, way) for way in ways]
    return list(dict.fromkeys(ways))


def series_of(scheme: str) -> str:
    """Return the title of the series of treaties in which a scheme counts; empty for any other scheme."""
    return FORMS[scheme].series if scheme in FORMS else ""


def cited_as(scheme: str, value: str) -> str:
    """Return an identifier as a citation names it, with its series in front unless that stands in it."""
    short = FORMS[scheme].short if scheme in FORMS else ""
    return value if not short or short in value else f"{short} {value}"
