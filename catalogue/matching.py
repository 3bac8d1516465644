"""Which records a name may mean: found by the index, scored by their names, with what speaks for each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext, gettext_lazy

from agencies.countries import codes_called, codes_of_government, near_names
from agreements.schemes import spellings
from catalogue.document_parts import identifiers_of
from catalogue.index.questions import HasAny, of_kind
from catalogue.index.spelling import correct
from catalogue.index.tokens import fold, joined
from catalogue.index.words import NearWords
from catalogue.likeness import Form, Measure, telling_words
from catalogue.properties import PROPERTIES
from catalogue.reading import Named, by_slugs, documents_of, reader
from spacecoop.words import listed

KINDS = ("country", "agency", "mission", "area", "agreement")  # of records alike those that are first come first
LOOKED_AT = 20  # records of each name
LONGEST = 300  # characters of a name
WHOLE = 100  # the score of a record that is called so
SURE, APART = 88, 10  # the score from which a name near it is taken for it, if no other record is as near as this
LIKELY = 75  # the score from which several records are told as what a name may be
LEAST = 40  # the score of a record that is told
DIFFERENT, SILENT = 30, 5  # what a record loses for another value of a property, and for none
GOVERNMENT = 95  # the score of the country of a government
STATES = ("state", "territory")

HOW = {
    "slug": gettext_lazy("Identifier"),
    "name": gettext_lazy("Name"),
    "acronym": gettext_lazy("Acronym"),
    "former_name": gettext_lazy("Former name"),
    "translation": gettext_lazy("Name in another language"),
    "other_name": gettext_lazy("Other name"),
    "name_and_more": gettext_lazy("Name with acronym or country"),
    "code": gettext_lazy("ISO code"),
    "government": gettext_lazy("Government of the country"),
    "title": gettext_lazy("Title"),
    "official_title": gettext_lazy("Official title"),
    "number": gettext_lazy("Number"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to match with a record of one of `kinds`; `values`: {property: texts} that speak for it."""

    name: str
    kinds: tuple[str, ...] = KINDS
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a name may mean. `score`: 0 to 100; `form`: the name that was met, `how`: a key of HOW.

    `score_of_name`: the same without what other values of properties cost it.
    `state_of`: the code of the country whose state it is. `differs`: the properties that have other values.
    """

    record: Named
    score: int
    score_of_name: int
    form: str
    how: str
    state_of: str = ""
    differs: tuple[str, ...] = ()
    is_match: bool = False

    @property
    def reason(self):
        return gettext("{what}: “{form}”").format(what=HOW[self.how], form=self.form)


def match(asked: Sequence[Asked], most: int = 5) -> list[list[Candidate]]:
    """Return for each name the records that it may mean, at most `most`, the best first.

    At most one is a match: the record that alone is called so, or that is very near and no other is.
    Cost: some questions to the index for each name, 5 ms; two queries for all.
    """
    asking = reader()
    measure, addressed = Measure(asking), _addressed(asked)
    found = [[*dict.fromkeys([*addressed.get(_slug_in(sought.name), ()), *_found(asking, sought)])] for sought in asked]
    bodies = documents_of([record for records in found for record in records], "body")
    shown = [
        {record: bodies[record] for record in records if record in bodies and record[0] in sought.kinds}
        for sought, records in zip(asked, found, strict=True)
    ]
    return [_ranked(sought, documents, measure)[:most] for sought, documents in zip(asked, shown, strict=True)]


def _found(asking, sought):
    """Return as (kind, key) the records that are called so, then those with words of the name, give or take a letter.

    Where none has, those with words that the words may be misspelt for.
    """
    name = sought.name[:LONGEST]
    codes = codes_called(name) | codes_of_government(name)
    wholes = HasAny("whole", {fold(name), fold(joined(name))} - {""}) | HasAny("country", codes) & of_kind("country")
    hits = asking.search(of_kind(*sought.kinds) & wholes, limit=LOOKED_AT).hits + _near(asking, sought.kinds, name)
    return [hit.record for hit in hits or _near(asking, sought.kinds, correct(asking, name))]


def _near(asking, kinds, name):
    words = tuple(dict.fromkeys(telling_words(name)))
    return asking.best(NearWords("names", kinds, words), limit=LOOKED_AT).hits if words else []


def _addressed(asked):
    """Return {slug: (kind, key) of its records} of the names that are a slug or end as an address does."""
    slugs = {slug for sought in asked if (slug := _slug_in(sought.name))}
    found = {}
    for (kind, slug), row in by_slugs(dict.fromkeys(KINDS, slugs), "row").items():
        found.setdefault(slug, []).append((kind, row["key"]))
    return found


def _slug_in(name):
    """Return the slug that a name is, or with which it ends as an address does; "" for none."""
    slug = name.strip().rstrip("/").lower().rpartition("/")[2]
    return slug if slug.isascii() and slug.replace("-", "").isalnum() else ""


def _ranked(sought, documents, measure):
    asked = _Name(sought.name[:LONGEST])
    found = [_candidate(sought, asked, kind, body, measure) for (kind, _), body in documents.items()]
    found = [candidate for candidate in found if candidate.score >= LEAST]
    found.sort(
        key=lambda candidate: (
            -candidate.score,
            KINDS.index(candidate.record.kind),
            bool(candidate.state_of),
            candidate.record.slug,
        )
    )
    return _decided(found)


def _decided(found):
    """Return candidates in their order, the first as a match if it is one. A country and its state are no rivals."""
    if not found:
        return found
    best, *others = found
    rivals = [other.score for other in others if not (other.state_of and other.state_of == best.record.key)]
    nearest = max(rivals, default=0)
    is_sure = nearest < WHOLE if best.score == WHOLE else best.score >= SURE and nearest <= best.score - APART
    return [replace(best, is_match=is_sure), *others]


class _Name:
    """A name asked for, in the forms by which it is compared."""

    def __init__(self, text):
        self.text, self.form = text, Form.of(text)
        self.slug = _slug_in(text)
        self.codes, self.governed = codes_called(text), codes_of_government(text)

    def score(self, name, measure):
        """Return how well a name of a record fits, 0 to 100; WHOLE only where both are the same."""
        form = measure.form(name)
        if form.whole == self.form.whole:
            return WHOLE
        if form.together == self.form.together:
            return WHOLE - 1
        return min(round(WHOLE * measure.likeness(self.form.words, form.words)), WHOLE - 1)


def _candidate(sought, asked, kind, body, measure):
    named = Named.of(kind, body)
    best = _best_name(asked, kind, body, measure)
    if best[0] < WHOLE and kind != "country" and asked.slug == named.slug:
        best = (WHOLE, named.slug, "slug")
    lost, differs = _compared(kind, body, sought.values)
    state_of = named.country if kind == "agency" and body["kind"] in STATES else ""
    return Candidate(named, max(best[0] - lost, 0), *best, state_of, differs)


def _best_name(asked, kind, body, measure):
    """Return (score, name, key of HOW) of the name of a record that is most like the one asked for."""
    code = body["code"] if kind == "country" else ""
    scored = ((asked.score(form, measure), form, how) for form, how in names_of(kind, body))
    best = max(scored, key=lambda told: told[0])
    if code in asked.codes and best[0] < WHOLE:
        return WHOLE, asked.text, "other_name"
    if code in asked.governed and best[0] < GOVERNMENT:
        return GOVERNMENT, asked.text, "government"
    return best


def _compared(kind, body, values):
    """Return what a record loses by the values of properties that are asked for, and which of them differ."""
    lost, differs = 0, []
    for name, texts in values.items():
        told = PROPERTIES[kind].get(name)
        own = {form for value in told.values(body) for form in _forms_of(value)} if told else set()
        if not own:
            lost += SILENT
        elif own.isdisjoint(_forms_asked(texts, told.kind)):
            lost += DIFFERENT
            differs.append(name)
    return lost, tuple(differs)


def _forms_of(value):
    if isinstance(value, Named):
        return {fold(value.name), value.slug, value.key.lower()}
    return {fold(value)}


def _forms_asked(texts, kind):
    forms = {form for text in texts for form in (fold(text), text.strip().rstrip("/").lower().rpartition("/")[2])}
    if kind == "country":
        forms |= {code.lower() for text in texts for code in codes_called(text)}
    return forms - {""}


def names_of(kind: str, body: dict) -> Iterator[tuple[str, str]]:
    """Return (name, key of HOW) of all that the record of a whole document is called."""
    if kind == "agreement":
        yield body["title"], "title"
        yield body["number"], "number"
        yield from ((title["title"], "official_title") for title in body["titles"])
    else:
        yield body["name"], "name"
    yield from _other_names([*body.get("names", ()), *body.get("labels", ())])
    if kind == "country":
        yield body["code"], "code"
        yield from ((name, "other_name") for name in (body["iso_name"], *near_names(body["code"])))
    if kind == "agency":
        yield from _with_acronym(body)
    for identifier in identifiers_of(body):
        yield from ((way, "number") for way in spellings(identifier["scheme"], identifier["value"]))


def _other_names(names):
    for told in names:
        is_former = told.get("used_until")
        how = "former_name" if is_former else "other_name" if told["language"] == "en" else "translation"
        yield told["name"], how


def _with_acronym(agency):
    acronym, country = agency["acronym"], agency["country"] and agency["country"]["name"]
    if acronym:
        yield acronym, "acronym"
        yield joined(acronym) or acronym, "acronym"
        yield f"{agency['name']} {acronym}", "name_and_more"
    for name in filter(None, (agency["name"], acronym)):
        if country:
            yield f"{name} {country}", "name_and_more"


def in_words(name, found):
    """Return in a sentence what a name was taken for, given its candidates."""
    if not found:
        return gettext("No record is called “{name}”, or nearly so.").format(name=name)
    best = found[0]
    if best.is_match:
        return gettext("“{name}” is taken for {record}.").format(name=name, record=best.record)
    rivals = [candidate.record for candidate in found if candidate.score > best.score - APART]
    if best.score < LIKELY or len(rivals) == 1:
        nearest = gettext("No record is surely “{name}”. The nearest is {record}.")
        return nearest.format(name=name, record=best.record)
    text = gettext("“{name}” may be {records}: give the kind or the country, or choose.")
    return text.format(name=name, records=listed(rivals, "or"))
