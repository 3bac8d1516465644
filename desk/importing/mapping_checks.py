"""What is wrong with an import profile, each in a sentence for who wrote it."""

import codecs
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from agreements.models import SourceKind
from agreements.models.relations import RelationKind
from desk.importing.codes import SYSTEMS
from desk.importing.dates import ORDERS
from desk.importing.meanings import MEANINGS, SCHEMES, SORTS
from desk.importing.tables import same

SETTINGS = {
    "title", "model", "source", "dates", "countries", "columns", "left_out", "key", "party", "parties_in", "kind",
    "kinds", "designation", "designations", "sides", "identifiers", "sheet", "encoding",
    "only", "values", "constants",
    "sources", "facts",
}  # fmt: skip

# Settings under which several stand.
SEVERAL = {
    "source", "columns", "left_out", "kinds", "designations", "sides", "identifiers", "only", "values", "constants",
    "sources", "facts",
}  # fmt: skip
LISTS_IN = {"sides", "only"}  # settings with a list of texts under each name
# Meanings of lists: what several columns say is taken together.
JOINED = {"parties", "areas", *RelationKind.values}
Given = dict[str, Any]  # the settings of a mapping as they were written: texts, lists and names of these
NOBODYS_HOST = "example.org"  # kept free for examples (RFC 2606)


def what_is_odd(given: Given) -> Iterator[str]:
    """Yield which settings are not one text, or where several stand under them, not one for each name."""
    for name in sorted(given.keys() & SETTINGS):
        if name not in SEVERAL:
            if not isinstance(given[name], str):
                yield f"“{name}” must be a single text."
        elif not isinstance(given[name], dict):
            yield f"“{name}” must contain names, each with its value."
        elif name == "values":
            if not all(
                isinstance(value, dict) and all(map(_is_text, value.values())) for value in given[name].values()
            ):
                yield "“values” must contain columns, each with values and the text that replaces them."
        elif not all(map(_is_list_of_texts if name in LISTS_IN else _is_text, given[name].values())):
            yield f"“{name}” must have {'a list of texts' if name in LISTS_IN else 'one text'} for each name."


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def what_is_wrong(given: Given) -> Iterator[str]:
    """Yield what is wrong with the settings of a mapping, of which the shape is right."""
    for name in given.keys() - SETTINGS:
        near = get_close_matches(name, SETTINGS, n=1)
        yield f"Unknown setting “{name}”." + (f" Did you mean “{near[0]}”?" if near else "")
    model = given.get("model")
    if model not in MEANINGS:
        yield f"“model” must be one of {', '.join(MEANINGS)}."
        return
    for name, values in (("dates", ORDERS), ("countries", SYSTEMS)):
        if given.get(name, next(iter(values))) not in values:
            yield f"“{name}” must be one of {', '.join(values)}."
    yield from _wrong_columns(given, MEANINGS[model])
    yield from _wrong_source(given.get("source"))
    yield from _wrong_sorts(given, model)
    if unknown := given.get("sides", {}).keys() - {"bilateral", "multilateral", "undecided"}:
        yield f"“sides” can contain bilateral, multilateral and undecided, not {', '.join(unknown)}."
    for scheme in given.get("identifiers", {}):
        if scheme not in SCHEMES:
            yield f"“identifiers” has an unknown scheme “{scheme}”. Schemes: {', '.join(SCHEMES)}."
    if given.get("encoding") and not _is_encoding(given["encoding"]):
        yield f"“{given['encoding']}” is not a known encoding. Write, for example, utf-8, windows-1250 or iso-8859-2."
    if not given.get("title"):
        yield "“title” is missing: the name of the table."


def _is_encoding(name: str) -> bool:
    try:
        return bool(codecs.lookup(name)._is_text_encoding)
    except (LookupError, ValueError):
        return False


def _wrong_sorts(given: Given, model: str) -> Iterator[str]:
    kind, kinds, known = SORTS[model]
    for sort in [given.get(kind, "other"), *given.get(kinds, {}).values()]:
        if sort not in known:
            yield f"Unknown {kind} “{sort}”. Known: {', '.join(known)}."
    for other, (its_kind, its_kinds, _) in SORTS.items():
        if other != model and (given.keys() & {its_kind, its_kinds}):
            yield f"“{its_kind}” and “{its_kinds}” are for tables of {other} records. Use “{kind}” and “{kinds}”."


def _wrong_columns(given: Given, meanings: Collection[str]) -> Iterator[str]:
    if not (columns := given.get("columns")):
        yield "“columns” is missing: the meaning of each column."
        return
    for column, meaning in columns.items():
        if meaning not in meanings:
            near = get_close_matches(meaning, meanings, n=1)
            yield f"Column “{column}”: unknown meaning “{meaning}”." + (f" Did you mean “{near[0]}”?" if near else "")
    alike = [same(column) for column in (*columns, *given.get("left_out", {}))]
    if twice := sorted({column for column in alike if alike.count(column) > 1}):
        yield f"These columns occur twice: {', '.join(twice)}."
    key = given.get("key", "id")
    if key not in columns.values():
        yield f"No column means “{key}”, which identifies a row."
    for meaning in given.get("constants", {}):
        if meaning not in meanings or meaning == key:
            yield f"“constants”: “{meaning}” is not a meaning that all rows can share."
    for column in given.get("values", {}):
        if same(column) not in alike:
            yield f"“values”: there is no column “{column}”."


def _wrong_source(source: Mapping[str, str] | None) -> Iterator[str]:
    if not source:
        yield "“source” is missing: title, publisher, kind and address of the document cited."
        return
    yield from (
        f"“source” has no {name}." for name in ("title", "publisher", "kind", "address") if not source.get(name)
    )
    if unknown := source.keys() - {"title", "publisher", "kind", "language", "address"}:
        yield f"“source” has no setting {', '.join(unknown)}."
    if source.get("kind") and source["kind"] not in SourceKind.values:
        yield f"“kind” of the source must be one of {', '.join(SourceKind.values)}."
    if source.get("address"):
        try:
            URLValidator(["http", "https"])(source["address"])
        except ValidationError:
            yield f"“{source['address']}” is not a web address."
