"""The words that a record is found by: its names, its numbers and its prose."""

import re
from collections.abc import Iterable, Iterator, Sequence

from agencies.countries import names_elsewhere, near_names, translated_names
from agreements.schemes import spellings
from agreements.status import LEGAL_ACTS, LegalAct
from catalogue.index.days import Date
from catalogue.index.field import called
from catalogue.index.rendered import SEPARATOR, Body, Entry, Rendered, joined_keys
from catalogue.index.schema import NAME, PROSE_STEMS, STEMS
from catalogue.index.tokens import fold, joined, smooth, stems_of
from catalogue.statements import KNOWN_WRONG

ACT_WORDS = dict(LegalAct.choices)
MOST_WORDS_BEGUN = 2  # of a country's name that people begin to type
# Names of countries in one language that are words of another.
WORDS = frozenset(["equator", "island"])
# What tells the type of an agreement.
TYPE = ("form", "function", "binding")
LONGEST_PROSE = 100_000
# The kinds whose names are suggested, the likest to be meant first.
KINDS_OF_NAMES = ("country", "agency", "mission", "area", "agreement")


def whole_names(code: str) -> set[str]:
    """Return, folded, every name by which as a whole a country is found, in any language."""
    return {*map(fold, near_names(code)), *map(fold, names_elsewhere(code))} - {"", *WORDS}


def entries_of_names(document: Rendered) -> Iterator[Entry]:
    """Return the entries of the names that suggestions know, the record's own before those that we add."""
    if document.kind not in KINDS_OF_NAMES:
        return
    body = document.body
    own: list[str | None] = [
        document.name,
        body.get("acronym"),
        joined(body.get("acronym") or ""),
        body.get("code"),
        body.get("iso_name"),
    ]
    own += texts_of_names([*body.get("names", ()), *body.get("labels", ())])
    if document.kind == "agreement":
        own = [*titles_of(body)]  # the entry of the record has our title
    added = _begun_names(body["code"]) if document.kind == "country" else []
    for name in dict.fromkeys(filter(None, [*own, *added])):
        if folded := fold(name):
            named = {"entry": NAME, "whole": folded}
            yield named | fields_of_suggestion(document, name, folded, is_added=name not in own)


def _begun_names(code: str) -> list[str]:
    """Return the names of a country that people begin to type: no official one of many words, found as a whole only."""
    known = [name for name in near_names(code) if name.isascii() and len(name.split()) <= MOST_WORDS_BEGUN]
    return list(dict.fromkeys([*translated_names(code), *known]))


def fields_of_suggestion(document: Rendered, name: str, folded: str, *, is_added: bool = False) -> Entry:
    """Return the fields by which a name is suggested."""
    # A country's code is none of its words: it leads there as a whole only.
    is_code = document.kind == "country" and re.fullmatch(r"([A-Z]{2}){1,2}", smooth(name))
    place = f"{int(is_added)}{KINDS_OF_NAMES.index(document.kind)}{len(folded):03}"
    form = name.replace(SEPARATOR, " ")
    return {
        "suggested": document.kind,
        "typed": [] if is_code else smooth(name),
        "by_name_form": joined_keys(place, form, document.slug, document.kind, str(document.key)),
    }


def fields_of_words(
    names: Sequence[tuple[str, str | None]] = (),
    also: Iterable[str | None] = (),
    others: Iterable[str | None] = (),
    subjects: Iterable[str | None] = (),
    prose: Iterable[str | None] = (),
) -> Entry:
    """Return the fields of words: `names` are (language, name); the other texts are ours, in English."""
    plain = {"also": also, "others": others, "subjects": subjects, "prose": prose}
    texts = {name: _smooth_all(given) for name, given in plain.items()}
    entry: Entry = {name: text for name, text in texts.items() if text}
    entry["names"] = _smooth_all(name for _, name in names)
    for language, name in names:
        if name and stems_of(language) in STEMS:
            entry.setdefault(stems_of(language), []).append(smooth(name))
    entry[PROSE_STEMS] = [*texts["others"], *texts["subjects"], *texts["prose"]]
    return entry


def _smooth_all(texts: Iterable[str | None]) -> list[str]:
    return [smooth(text[:LONGEST_PROSE]) for text in texts if text]


def names_of_bodies(agencies: Iterable[Body]) -> list[str]:
    """Return by which names of its agencies and their countries a record is found."""
    names = (
        name
        for agency in agencies
        for name in (agency["name"], agency["acronym"], agency["country"] and agency["country"]["name"])
    )
    return list(dict.fromkeys(filter(None, names)))


def with_languages(names: Iterable[Body]) -> list[tuple[str, str]]:
    return [(name["language"], name["name"]) for name in names]


def texts_of_names(names: Iterable[Body]) -> list[str]:
    return [name["name"] for name in names]


def whole_names_among(*names: str | None) -> list[str]:
    return sorted({fold(name) for name in names if name} - {""})


def fields_of_numbers(body: Body, own: Entry) -> Entry:
    """Return the fields of an entry, its `own` so far, that the numbers of its record add to.

    Each is found as a whole, by its words, and by the filter: alone, with its scheme, by its address.
    """
    known = [identifier for identifier in body.get("identifiers", ()) if identifier["standing"] != KNOWN_WRONG]
    spelled = [
        (identifier["scheme"], way)
        for identifier in known
        for way in spellings(identifier["scheme"], identifier["value"])
    ]
    texts = [*filter(None, [body.get("number")]), *(way for _, way in spelled)]
    alone = {*whole_names_among(*texts), *whole_names_among(*(identifier["url"] for identifier in known))}
    return {
        "identifier": sorted({*alone, *(f"{scheme}:{fold(way)}" for scheme, way in spelled)}),
        "whole": sorted({*own["whole"], *whole_names_among(*texts)}),
        "others": [*own.get("others", ()), *_smooth_all(texts)],
    }


def words_of_kind(kind: str) -> str:
    return f"{kind.replace('_', ' ')} {called(kind)}"


def words_of_type(agreement: Body) -> Iterator[str]:
    """Return the words of all that sources call an agreement."""
    for designation in agreement["designations"]:
        yield from (words_of_kind(designation[name]) for name in TYPE if designation[name])


def titles_of(agreement: Body) -> list[str]:
    return [title["title"] for title in agreement["titles"]]


def told_of_acts(agreement: Body) -> Iterator[str]:
    """Return the words that its acts are found by: what they are, where, in which year and month, by whom."""
    for event in agreement["events"]:
        if event["kind"] in LEGAL_ACTS:
            yield f"{ACT_WORDS[event['kind']]} {called(event['kind'])}"
            yield event["place"] or ""
            yield words_of_date(event["date"])
            yield from (person["name"] for person in event["people"])


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def words_of_date(when: Date) -> str:
    """Return the years and months that a date names, and no others: “1990s” is none of its years."""
    if not when:
        return ""
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", when["edtf"])
    decades = [f"{year}0s" for year in re.findall(r"(?<!\d)(\d{3})X", when["edtf"])]
    months = [_MONTHS[int(month) - 1] for month in re.findall(r"\d{4}-(0[1-9]|1[0-2])", when["edtf"])]
    return " ".join(dict.fromkeys([*years, *decades, *months]))
