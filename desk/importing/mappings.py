"""What the columns of an origin mean: mappings that come with the site, and those that a curator has changed."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.core.exceptions import ValidationError

from desk.importing.mapping_checks import JOINED, NOBODYS_HOST, SETTINGS, what_is_odd, what_is_wrong
from desk.importing.meanings import IDENTIFIER, SORTS
from desk.importing.tables import How, same
from desk.models import ImportOrigin
from spacecoop.signs import is_broken

FOLDER = Path(__file__).with_name("mappings")

LONGEST = 100_000  # letters of a mapping; the longest that comes with the site has a twentieth of that


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

    def construct_scalar(self, node):
        text = super().construct_scalar(node)
        if is_broken(text):
            raise yaml.YAMLError(f"line {node.start_mark.line + 1} has an escape for what is no letter; leave it out")
        return text


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
    if wrong := list(what_is_odd(given)):
        raise ValidationError(wrong)
    if given.get("model") == OfStatements.model:
        own = {"columns", "sources", "facts", "values"}
        if wrong := sorted(given.keys() - {"title", "model", *own}):
            raise ValidationError(f"An import profile of statements has no {', '.join(wrong)}. Remove it.")
        return OfStatements(given.get("title", ""), **{name: given[name] for name in own & given.keys()})
    if wrong := list(what_is_wrong(given)):
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
