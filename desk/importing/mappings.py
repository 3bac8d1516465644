"""What the columns of an origin mean: mappings that come with the site, and those that a curator has changed."""

import codecs
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import format_lazy

from agencies.models import AgencyKind
from agreements.models import IdentifierScheme, SourceKind
from agreements.models.agreements import RelationKind
from agreements.schemes import NATIONAL_SCHEMES
from desk.designations import CODES
from desk.importing.codes import SYSTEMS
from desk.importing.dates import ORDERS
from desk.importing.tables import How, same
from desk.models import ImportOrigin

FOLDER = Path(__file__).with_name("mappings")
OF_DOCUMENT = {
    "source_title": "title of the document at that address",
    "source_publisher": "publisher of the document",
    "source_date": "date of the document",
    "source_language": "language of the document: its code, such as fr, or its name in English",
}
# What a column can mean, for each kind of record that a row makes.
MEANINGS = {
    "agreement": {
        "id": "identifier of the row in the table",
        "title": "title in at most eight words",
        "formal_title": "official title",
        "parties": "both parties, separated by “;”",
        "party_one": "first party",
        "party_two": "second party",
        "country": "country of the second party, as a check",
        "designation": "type of agreement",
        "sides": "bilateral or multilateral",
        "signed": "date of signature",
        "entered_into_force": "date of entry into force",
        "terminated": "date of termination",
        "expired": "date of expiry",
        "expiry_announced": "announced date of expiry",
        "approved": "date of approval",
        "ratified": "date of ratification",
        "notified": "date of the notification that it may enter into force",
        "registered": "date of registration",
        "provisionally_applied": "start of provisional application",
        "suspended": "date of suspension",
        "resumed": "date of resumption",
        "denounced": "date of denunciation",
        "replaced": "date of replacement",
        "rejected": "date of rejection",
        "withdrawn": "date of withdrawal before entry into force",
        "place": "place of signature",
        "areas": "cooperation areas, separated by “;”",
        **{
            kind: format_lazy("identifier of the row that this agreement {}", words)
            for kind, words in RelationKind.choices
        },
        "language": "language of the official title: its code, such as fr, or its name in English",
        "source_address": "web address of the document for this row",
        **OF_DOCUMENT,
    },
    "agency": {
        "id": "identifier of the row in the table",
        "acronym": "acronym",
        "name": "name in English",
        "native_name": "name in its own language",
        "country": "country",
        "kind": "type of organisation",
        "founded": "date of foundation",
        "parent": "parent organisation",
        "source_address": "web address of the document for this row",
        **OF_DOCUMENT,
    },
}
# For each kind of record the settings that say what sort it is, of every row and by the value of a column, and what
# they may say.
SORTS = {"agreement": ("designation", "designations", CODES), "agency": ("kind", "kinds", AgencyKind.values)}
# Begins the meaning of a column of identifiers; its scheme follows.
IDENTIFIER = "identifier:"
# Begins the fact that an agreement is related to another; the kind and the id of the other row follow.
RELATION = "relation:"
# A number of the others says nothing without its country, which no column tells.
SCHEMES = [scheme for scheme in IdentifierScheme.values if scheme not in NATIONAL_SCHEMES]
SETTINGS = {
    "title", "model", "source", "dates", "countries", "columns", "left_out", "key", "party", "parties_in", "kind",
    "kinds", "designation", "designations", "sides", "identifiers", "sheet", "encoding",
    "only", "values", "constants",
    "sources", "facts",
}  # fmt: skip

LONGEST = 100_000  # letters of a mapping; the longest that comes with the site has a twentieth of that
# Settings under which several stand.
SEVERAL = {
    "source", "columns", "left_out", "kinds", "designations", "sides", "identifiers", "only", "values", "constants",
    "sources", "facts",
}  # fmt: skip
LISTS_IN = {"sides", "only"}  # settings with a list of texts under each name
# Meanings of lists: what several columns say is taken together.
JOINED = {"parties", "areas", *RelationKind.values}
NOBODYS_HOST = "example.org"  # kept free for examples (RFC 2606)


@dataclass(frozen=True)
class Meant:
    """What the cells of a row mean. `cells`: {meaning: text}; `said`: text → the words of the row that stand for it.

    `differing`: {meaning: {column: text}} of what several columns say differently.
    """

    cells: dict
    said: dict
    differing: dict


@dataclass(frozen=True)
class Mapping:
    """How the rows of an origin are read.

    `columns`: column → what it means; `left_out`: column → why it is left out.
    `dates`: the order of the parts of a date, one of ORDERS; `countries`: one of SYSTEMS.
    `source`: title, publisher, kind, language, address of the document that is cited.
    `key`: the meaning by which a row is recognised again.
    `party`: the name of the body that is one party to every agreement; `parties_in`: the meaning whose words
    (“between … and …”) name both. `kind`: what every row is, the designation of an agreement; `kinds`: what a value of
    the column means.
    `sides`: patterns of values that say bilateral, multilateral, or leave it undecided.
    `identifiers`: scheme → column of the identifiers in it, by which a row finds what is here already.
    `sheet`, `encoding`: which sheet of a workbook, and the encoding of a text that does not say its own.
    `only`: column → patterns, of which one fits a value of each row that is read; `values`: column → {value: the text
    that it stands for}; `constants`: meaning → what rows say that say nothing else.
    Columns are known whatever their capitals and spaces.
    """

    title: str
    model: str
    source: dict
    columns: dict
    left_out: dict
    dates: str
    countries: str
    key: str
    party: str
    parties_in: str
    kind: str
    kinds: dict
    sides: dict
    identifiers: dict
    sheet: str
    encoding: str
    only: dict
    values: dict
    constants: dict

    @cached_property
    def meanings(self):
        """Return [(column as `same` has it, meaning)]."""
        numbers = [(column, f"{IDENTIFIER}{scheme}") for scheme, column in self.identifiers.items()]
        return [(same(column), meaning) for column, meaning in [*self.columns.items(), *numbers]]

    @property
    def how(self):
        """How a table is to be read by it."""
        key = [column for column, meaning in self.meanings if meaning == self.key]
        return How([*map(same, self._known)], key, self.sheet, self.encoding)

    @property
    def _known(self):
        return [*self.columns, *self.left_out, *self.identifiers.values(), *self.only]

    def meant(self, row):
        """Return the Meant of a row, {column: text}: of columns with one meaning the first filled one counts."""
        columns, found, said = {same(column): column for column in row}, {}, {}
        for column, meaning in self.meanings:
            text = " ".join(row.get(columns.get(column), "").split())
            if text and (stands_for := self._value(column, text, said)):
                found.setdefault(meaning, {})[columns[column]] = stands_for
        cells = {meaning: next(iter(texts.values())) for meaning, texts in found.items()}
        cells |= {meaning: "; ".join(dict.fromkeys(found[meaning].values())) for meaning in JOINED & found.keys()}
        differing = {
            meaning: texts for meaning, texts in found.items() if meaning not in JOINED and len(set(texts.values())) > 1
        }
        for meaning, text in self.constants.items():
            if meaning not in cells:
                cells[meaning] = text
                said |= dict.fromkeys([text, *(part.strip() for part in text.split(";"))], "")
        return Meant(cells, said, differing)

    def _value(self, column, text, said):
        """Return the text that the value of a column stands for, or each of several; `said` takes its own words."""
        values = self.values.get(column)
        if not values:
            return text
        parts = [text] if same(text) in values else [part.strip() for part in text.split(";")]
        texts = [values.get(same(part), part) for part in parts]
        said |= {stands_for: part for stands_for, part in zip(texts, parts, strict=True) if stands_for != part}
        return "; ".join(filter(None, texts))

    def wants(self, row):
        """Tell whether a row is one of those that are to be read."""
        cells = {same(column): text for column, text in row.items()}
        return all(_fits(cells.get(column, ""), patterns) for column, patterns in self.only.items())

    def flaws_of(self, flaws):
        """Return the sentences on the cells of a row, {column: what is wrong}, that mean something."""
        columns = {column for column, _ in self.meanings}
        return [f"“{column}” {words}." for column, words in flaws.items() if same(column) in columns]

    def refusals(self, columns):
        """Return what is wrong with the columns of a table, each unknown one with the nearest that is known."""
        known, given = {same(column): column for column in self._known}, set(map(same, columns))
        found = []
        for column in columns:
            if same(column) not in known:
                near = get_close_matches(same(column), known, n=1, cutoff=0.5)
                found.append(f"Unknown column “{column}”." + (f" Did you mean “{known[near[0]]}”?" if near else ""))
        found += [
            f"The column “{column}” ({meaning}) is missing."
            for column, meaning in self.columns.items()
            if meaning == self.key and same(column) not in given
        ]
        found += [
            f"The column “{column}”, which “only” uses to select rows, is missing."
            for column in self.only
            if column not in given
        ]
        return found

    @property
    def names_a_document(self):
        """Whether its source is a document; the mappings for anybody's register leave it to who uses them."""
        return urlsplit(self.source["address"]).hostname != NOBODYS_HOST

    def side_of(self, value):
        """Return bilateral, multilateral or undecided for a value; None for one that the mapping does not know."""
        for side, patterns in self.sides.items():
            if any(fnmatchcase(value.lower(), str(pattern).lower()) for pattern in patterns):
                return side
        return None


def _fits(text, patterns):
    """Tell whether a pattern fits a cell, or one of the values that stand in it between “;”, “,” or “|”."""
    values = [same(value) for value in (text, *re.split("[;,|]", text))]
    return any(fnmatchcase(value, same(pattern)) for value in values for pattern in patterns)


def origins():
    """Return the names of all origins that there is a mapping for."""
    shipped = {path.stem for path in FOLDER.glob("*.yaml")}
    return sorted(shipped | set(ImportOrigin.objects.values_list("name", flat=True)))


def text_of(name):
    """Return the mapping of an origin as YAML: as a curator left it, or as it comes with the site.

    Raises: ValidationError for a name that there is none of.
    """
    if own := ImportOrigin.objects.filter(name=name).first():
        return own.mapping
    known = {path.stem: path for path in FOLDER.glob("*.yaml")}
    if name not in known:
        near = get_close_matches(name, origins(), n=1)
        raise ValidationError(
            f"There is no import profile “{name}”."
            + (f" Did you mean “{near[0]}”?" if near else f" Import profiles: {', '.join(origins())}.")
        )
    return known[name].read_text(encoding="utf-8")


class _Loader(yaml.BaseLoader):
    """All scalars are texts: a column “no” is not false. It makes nothing but texts, lists and dicts, each once."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            alias = self.peek_event()
            raise yaml.YAMLError(f"the alias *{alias.anchor} is not allowed; write out its value")
        return super().compose_node(parent, index)


@dataclass(frozen=True)
class OfStatements:
    """That the rows of an origin are statements.

    `columns`, `sources`: other names of our columns in `statements.csv` and `sources.csv`, those of none left out;
    `facts`: other names of facts; `values`: what values of a column stand for. Without them they are in our form.
    """

    title: str
    columns: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    model = "statement"

    @property
    def is_ours(self):
        return not (self.columns or self.facts)


def speaks_of_statements(text):
    """Tell whether a mapping is of statements."""
    return bool(text) and isinstance(mapping_from(text), OfStatements)


def mapping_from(text):
    """Return the Mapping that a YAML text describes, or OfStatements.

    Raises: ValidationError with everything that is wrong.
    """
    if len(text) > LONGEST:
        raise ValidationError(f"The import profile is too long: at most {LONGEST:,} letters are allowed.")
    try:
        given = yaml.load(text, _Loader)  # noqa: S506 - it makes nothing but texts, lists and dicts
    except yaml.YAMLError as error:
        raise ValidationError(f"The import profile is not valid YAML: {error}") from error
    except RecursionError as error:
        raise ValidationError("The import profile nests lists too deeply.") from error
    if not isinstance(given, dict):
        raise ValidationError("An import profile consists of named settings, such as “columns”.")
    given = {name: value for name, value in given.items() if value or name not in SETTINGS}
    if wrong := list(_odd(given)):
        raise ValidationError(wrong)
    if given.get("model") == OfStatements.model:
        own = {"columns", "sources", "facts", "values"}
        if wrong := sorted(given.keys() - {"title", "model", *own}):
            raise ValidationError(f"An import profile of statements has no {', '.join(wrong)}. Remove it.")
        return OfStatements(given.get("title", ""), **{name: given[name] for name in own & given.keys()})
    if wrong := list(_wrong(given)):
        raise ValidationError(wrong)
    kind, kinds, _ = SORTS[given["model"]]
    return Mapping(
        title=given["title"],
        model=given["model"],
        source={"language": "en", **given["source"]},
        columns=given["columns"],
        left_out=given.get("left_out", {}),
        dates=given.get("dates", "unstated"),
        countries=given.get("countries", "names"),
        key=given.get("key", "id"),
        party=given.get("party", ""),
        parties_in=given.get("parties_in", ""),
        kind=given.get(kind, ""),
        kinds={value.lower(): sort for value, sort in given.get(kinds, {}).items()},
        sides=given.get("sides", {}),
        identifiers=given.get("identifiers", {}),
        sheet=given.get("sheet", ""),
        encoding=given.get("encoding", ""),
        only={same(column): patterns for column, patterns in given.get("only", {}).items()},
        values={
            same(column): {same(value): text for value, text in values.items()}
            for column, values in given.get("values", {}).items()
        },
        constants=given.get("constants", {}),
    )


def _odd(given):
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


def _is_text(value):
    return isinstance(value, str)


def _is_list_of_texts(value):
    return isinstance(value, list) and all(map(_is_text, value))


def _wrong(given):
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


def _is_encoding(name):
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _wrong_sorts(given, model):
    kind, kinds, known = SORTS[model]
    for sort in [given.get(kind, "other"), *given.get(kinds, {}).values()]:
        if sort not in known:
            yield f"Unknown {kind} “{sort}”. Known: {', '.join(known)}."
    for other, (its_kind, its_kinds, _) in SORTS.items():
        if other != model and (given.keys() & {its_kind, its_kinds}):
            yield f"“{its_kind}” and “{its_kinds}” are for tables of {other} records. Use “{kind}” and “{kinds}”."


def _wrong_columns(given, meanings):
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


def _wrong_source(source):
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
