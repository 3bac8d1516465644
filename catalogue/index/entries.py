"""Entries: what the index keeps of a document. One of its record, each action, each foreseen end and each name."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from agencies.countries import names_elsewhere, near_names, translated_names
from agreements.evidence import FORETOLD
from agreements.facts import Days
from agreements.foreseen import duration
from agreements.schemes import spellings
from agreements.status import DATING_ACTS, LEGAL_ACTS, LegalAct, Reason
from catalogue.ends import ANNOUNCED, OVERDUE, RENEWS, UPCOMING, end_of
from catalogue.index.days import END, FIRST, LAST, Date, blocks, first_day, last_day, number
from catalogue.index.field import called
from catalogue.index.schema import (
    ACTION,
    COARSE,
    FORESEEN,
    MANY,
    NAME,
    NOT_STATED,
    PROSE_STEMS,
    STEMS,
    TAKEN,
    UNSTATED,
    record_number,
)
from catalogue.index.tokens import fold, joined, smooth, stems_of
from catalogue.statements import (
    COMPARED,
    FACTS,
    KNOWN_WRONG,
    acts_contradicting,
    acts_followed,
    contradicting,
    followed,
    terms_followed,
)

Body = dict[str, Any]
Entry = dict[str, Any]

DATING = frozenset(act.value for act in DATING_ACTS)
SIGNED = LegalAct.SIGNED.value
ACT_WORDS = dict(LegalAct.choices)
PROSPECTS = ("planned", "announced", "discussed")
# What is planned or announced of these, the status of the agreement tells the outcome of.
TOLD_BY_STATUS = frozenset(
    act.value
    for act in (
        LegalAct.SIGNED,
        LegalAct.CONCLUDED,
        LegalAct.EXTENDED,
        LegalAct.TERMINATED,
        LegalAct.EXPIRED,
        LegalAct.EXPIRY_ANNOUNCED,
        LegalAct.RENEWAL_PLANNED,
    )
)
TOLD = "told"  # of what is foreseen: that the status tells what came of it
MOST_WORDS_BEGUN = 2  # of a country's name that people begin to type
OF_AGREEMENT = ""
# Names of countries in one language that are words of another.
WORDS = frozenset(["equator", "island"])
# The acts of which a date can be asked for; the others are only said of an agreement.
DATED_ACTS = tuple(
    act.value
    for act in LegalAct
    if act
    not in (
        LegalAct.EXPIRY_ANNOUNCED,
        LegalAct.RENEWAL_PLANNED,
        LegalAct.RENEWAL_DISCUSSED,
        LegalAct.REPORTED_IN_EFFECT,
    )
)
# The acts that most agreements have: of them it can be asked which agreements do not state one.
COMMON_ACTS = tuple(
    act.value
    for act in (
        LegalAct.CONCLUDED,
        LegalAct.SIGNED,
        LegalAct.DATED,
        LegalAct.RATIFIED,
        LegalAct.ENTERED_INTO_FORCE,
        LegalAct.AMENDED,
        LegalAct.EXTENDED,
        LegalAct.DENOUNCED,
        LegalAct.TERMINATED,
        LegalAct.EXPIRED,
    )
)
# Of two records that fit alike, a reader rather wants the one that others hang on. (The index takes 2 to this power.)
WORTH = {"country": 2.4, "agency": 2.2, "mission": 2.1, "event": 1.2, "source": 1.0, "person": 1.6}
ANY = "any"  # stands beside what sources differ in
# What tells the type of an agreement.
TYPE = ("form", "function", "binding")
# The kinds by whose names other records are found.
LINKED_KINDS = ("country", "agency", "mission", "area")
LONGEST_PROSE = 100_000
LATEST = 10**17 - 1  # microseconds: every time of a change lies before
# Between the parts of a text that orders.
SEPARATOR = "\x1f"
UNDATED = END + 1  # behind every day
# The kinds whose names are suggested, the likest to be meant first.
KINDS_OF_NAMES = ("country", "agency", "mission", "area", "agreement")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as the index takes it: whole, with the revision in which it last changed, and when.

    Units: `changed_at` in microseconds since 1970.
    """

    kind: str
    body: Body
    revision: int = 0
    changed_at: int = 0

    @property
    def key(self) -> int:
        return self.body["key"]

    @property
    def slug(self) -> str:
        return self.body["slug"]

    @property
    def name(self) -> str:
        return self.body.get("title", self.body.get("name"))


@dataclass(slots=True)
class Surroundings:
    """What an entry takes from other documents: the areas wider than one, and the sides of an agreement, by slug.

    `open`: for each plan whose outcome the status of its agreement tells, by slug, when that is open: see `open_plans`.
    """

    wider: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sides: Mapping[str, Sequence[str]] = field(default_factory=dict)
    open: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def areas(self, links: Iterable[Body]) -> list[str]:
        """Return the slugs of areas and of those wider than they are, each once."""
        return list(dict.fromkeys(slug for link in links for slug in (link["slug"], *self.wider.get(link["slug"], ()))))


def entries_of(document: Rendered, around: Surroundings) -> Iterator[Entry]:
    """Return the entries of a document, the record's own first."""
    belongs_to = {"owner": record_number(document.kind, document.key)}
    own = belongs_to | _record(document) | _MAKERS[document.kind](document.body, around)
    yield own | _numbers(document.body, own)
    if document.kind == "agreement":
        for entry in (*_actions(document), *_ends(document)):
            yield belongs_to | entry
    for name in _name_entries(document):
        yield belongs_to | name


def taken(document: Rendered) -> str:
    """Return what the entries of other documents take from this one; they are made anew when it changes."""
    if document.kind == "area":
        return " ".join([document.slug, *_slugs(document.body["wider"])])
    if document.kind == "agreement":
        return " ".join([document.slug, *sides_of(document.body), *map(str, sorted(open_plans(document.body).items()))])
    return ""


def is_country(side: str) -> bool:
    """Tell whether what names a side is the code of a country; the slugs of organisations have small letters."""
    return side.isupper()


def sides_of(agreement: Body) -> list[str]:
    """Return the codes and slugs of the two sides of an agreement, as a whole document or a row."""
    return _codes_and_slugs(party for party in agreement["parties"] if party["role"] == "party")


def open_plans(agreement: Body) -> dict[str, list[str]]:
    """Return, for each plan of which the status tells what came of it, the blocks of days on which that is open.

    Each begins with OVERDUE or UPCOMING; a plan of the kind that is never open has none.
    """
    plans = {event["slug"]: [] for event in agreement["events"] if is_told_by_status(event)}
    if plans:
        for (name, slug), first, end in _open_spans(agreement):
            if slug in plans:
                plans[slug] += (f"{name}.{block}" for block in blocks(first, end))
    return plans


def is_told_by_status(event: Body) -> bool:
    """Tell whether the status of its agreement says what came of what an event plans or announces."""
    is_foretold = event["kind"] in TOLD_BY_STATUS and event["reported_as"] in FORETOLD
    return bool(is_foretold and event["date"] and event.get("agreement", True))


def _open_spans(agreement: Body) -> Iterator[tuple[tuple[str, str], int, int]]:
    """Yield ((OVERDUE, UPCOMING or RENEWS, the slug of an event or OF_AGREEMENT), first day, day behind the last).

    Of the days on which an end or a planned signature is open.
    """
    for span, first, end in _numbered(agreement["status_timeline"]):
        if span["reason"] in (Reason.PLAN_PASSED, Reason.PLANNED):
            name = UPCOMING if span["reason"] == Reason.PLANNED else OVERDUE
            yield from (((name, slug), first, end) for slug in span["rests_on"])
        for told in span["foreseen"]:
            for slug in [OF_AGREEMENT, *(told["rests_on"] if told["basis"] in ANNOUNCED else [])]:
                yield from (((state, slug), *days) for state, *days in _states(told, first, end))


def _states(told: Body, first: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield (OVERDUE, UPCOMING or RENEWS, first day, day behind the last) of a foreseen end in the days of a span."""
    if end_of(told).goes_on:
        yield RENEWS, first, end if _every(told) else min(end, last_day(told) + 1)
        return
    passes = number(told["may_be_past_from"]) if told["may_be_past_from"] else FIRST
    yield UPCOMING, first, min(end, passes)
    yield OVERDUE, max(first, passes), end


def _numbered(timeline: Sequence[Body]) -> Iterator[tuple[Body, int, int]]:
    """Yield each span with its first day and the first of the next; the first holds from ever on."""
    firsts = [number(span["from"]) if span["from"] else FIRST for span in timeline]
    yield from zip(timeline, firsts, [*firsts[1:], END], strict=True)


# The record's own entry.


def _record(document: Rendered) -> Entry:
    """Return what every record has: its number and place in the orders that all share."""
    tail = _tail(document)
    title = fold(document.name)
    return {
        "entry": document.kind,
        "record": record_number(document.kind, document.key),
        "revision": document.revision,
        "changed_at": document.changed_at,
        "worth": 2 ** WORTH.get(document.kind, 2.0) - 2,
        "link": f"{document.kind}/{document.slug}" if document.kind in LINKED_KINDS else [],
        "collection": document.body.get("collection") or UNSTATED,
        "source": [source["slug"] for source in document.body.get("sources", ())],  # that it cites
        TAKEN: taken(document),
        "address": document.slug,
        "by_slug": tail,
        "by_changed": _order(f"{LATEST - document.changed_at:017}", tail),
        **_by_title(document, title, tail),
        **_by_date(document, title, tail),
    }


def _tail(document: Rendered) -> str:
    return _order(document.slug, document.kind, str(document.key))


def _order(*parts: str) -> str:
    return SEPARATOR.join(parts)


def _by_title(document: Rendered, title: str, tail: str) -> Entry:
    orders = {} if document.kind == "event" else {"by_title": _order(title, tail)}
    if document.kind == "mission":
        orders["by_kind"] = _order(document.body["kind"], title, tail)
    if document.kind == "agency":
        orders["by_acronym"] = _order(fold(document.body["acronym"] or ""), tail)
    return orders


def _by_date(document: Rendered, title: str, tail: str) -> Entry:
    body = document.body
    if document.kind == "agreement":
        day, then = _first_act(body), title
    elif document.kind == "event":
        day = _earliest(body["date"])
        then = "" if day else _when_told(body)
    elif document.kind == "source":
        day, then = _earliest(body["published"]), title
    else:
        return {}
    newest, oldest = (END - day, day) if day else (UNDATED, UNDATED)
    before = f"{last_day(body['date']) or UNDATED:07}" if document.kind == "event" else then
    return {
        "by_newest": _order(f"{newest:07}", then, tail),
        "by_oldest": _order(f"{oldest:07}", before, tail),
        COARSE["by_newest"]: newest,
        COARSE["by_oldest"]: oldest,
    }


def _when_told(event: Body) -> str:
    """Return what orders the events without a first day: those first that were told of last."""
    day = event["as_of"] and event["as_of"]["latest"]
    return f"{END - number(day) if day else UNDATED:07}"


def _earliest(when: Date) -> int | None:
    return number(when["earliest"]) if when and when["earliest"] else None


def _first_act(agreement: Body) -> int | None:
    days = (_earliest(event["date"]) for event in _acts_that_took_place(agreement) if event["kind"] in DATING)
    return min(filter(None, days), default=None)


def _acts_that_took_place(agreement: Body) -> list[Body]:
    """Return its legal acts that took place and have a date, none of them known to be wrong."""
    acts = [event for event in agreement["events"] if event["kind"] in LEGAL_ACTS]
    return [act for act in acts_followed(acts) if act["reported_as"] in FACTS and act["date"]]


def _agreement(body: Body, around: Surroundings) -> Entry:
    parties = [party for party in body["parties"] if party["role"] == "party"]
    acts = _acts_that_took_place(body)
    signings = [act["date"] for act in acts if act["kind"] == SIGNED]
    countries = _countries(parties)
    people = [person for event in body["events"] for person in event["people"]]
    return {
        **{name: body[name] or [] for name in TYPE},
        "level": body["level"] or [],
        "party": sides_of(body),
        "partner": _partners(parties),
        "country": countries,
        "agency": _slugs(body["parties"]),
        "area": around.areas(body["areas"]),
        "own_area": _slugs(body["areas"]) or UNSTATED,
        "mission": _slugs(body["missions"]),
        "person": _slugs(people),
        "not_stated": _not_stated(acts, body),
        "renewal": sorted({term["renewal"] for term in terms_followed(body["terms"]) if term["renewal"]}) or NOT_STATED,
        "provision": sorted(_said(followed(body["provisions"]))),
        "only_planned": "yes" if body["only_planned"] else "no",
        "differs": _differing(body),
        "text": _text_is(body["texts"]),
        "decade": sorted({decade for when in signings for decade in _decades(when)}),
        "signed_year": _year_of_first(signings),
        "country_pair": "|".join(countries) if len(countries) == 2 else [],
        "agency_pair": "|".join(pair) if len(pair := sorted(set(_slugs(parties)))) == 2 else [],
        "status": list(_status_blocks(body["status_timeline"])),
        "open": _open_blocks(body),
        "linked": _links(agency=body["parties"], mission=body["missions"], area=body["areas"])
        + _country_links(body["parties"]),
        "whole": _wholes(body["title"], *_titles(body)),
        **_suggested(Rendered("agreement", body), body["title"], fold(body["title"])),
        **_texts(
            names=[("en", body["title"]), *((title["language"], title["title"]) for title in body["titles"])],
            others=_bodies(body["parties"]),
            subjects=_names_of(*body["missions"], *body["areas"]),
            prose=[body["summary"], *_words_of_type(body), _words_of_kind("agreement"), *_told_of_acts(body)],
        ),
    }


def _differing(body: Body) -> list[str]:
    """Return in what the statements of an agreement contradict each other."""
    names = [name for name in COMPARED if contradicting(name, body[name])]
    names += ["actions"] if acts_contradicting(body["events"]) else []
    return [ANY, *names] if names else []


def _event(body: Body, around: Surroundings) -> Entry:
    agreement = body["agreement"]
    subjects = [f"mission/{slug}" for slug in _slugs(body["missions"])]
    if agreement:
        subjects.append(f"agreement/{agreement['slug']}")
    sides = _codes_and_slugs(body["agencies"])
    parties = around.sides.get(agreement["slug"], ()) if agreement else ()
    return {
        "kind": body["kind"],
        "reported_as": body["reported_as"],
        "party": list(dict.fromkeys([*sides, *parties])),
        "country": _countries(body["agencies"]),
        "agency": _slugs(body["agencies"]),
        "agreement": agreement["slug"] if agreement else [],
        "area": around.areas(body["areas"]),
        "own_area": _slugs(body["areas"]) or UNSTATED,
        "lane": _lane(parties if agreement else sides),
        "mission": _slugs(body["missions"]),
        "person": _slugs(body["people"]),
        "subject": subjects,
        "not_stated": [name for name in ("date", "place") if not body[name]],
        **_span(body["date"]),
        **_span_in_units(body["date"]),
        **_plan(body, subjects),
        "open": [TOLD, *around.open.get(body["slug"], ())] if is_told_by_status(body) else [],
        "linked": _links(agency=body["agencies"], mission=body["missions"], area=body["areas"])
        + _country_links(body["agencies"]),
        "whole": _wholes(body["title"]),
        **_texts(
            names=[("en", body["title"])],
            others=[*_bodies(body["agencies"]), *_names_of(*body["people"])],
            subjects=_names_of(*body["missions"], *body["areas"]),
            prose=[body["summary"], body["place"], _words_of_kind(body["kind"]), _words_of_date(body["date"])],
        ),
    }


def _agency(body: Body, around: Surroundings) -> Entry:
    acronym = body["acronym"] or ""
    return {
        "kind": body["kind"],
        "country": body["country"]["code"] if body["country"] else [],
        "agency": body["parent"]["slug"] if body["parent"] else [],
        "linked": _country_links([body]),
        "whole": _wholes(body["name"], acronym, joined(acronym), *_other_names(body["names"])),
        **_texts(
            names=[("en", body["name"]), ("en", acronym), ("en", joined(acronym)), *_in_languages(body["names"])],
            also=[joined(acronym), *_other_names(body["names"])],
            others=[body["country"]["name"]] if body["country"] else [],
            prose=[
                body["summary"],
                *(f"{position['person']['name']}, {position['title']}" for position in body["positions"]),
            ],
        ),
    }


def _country(body: Body, around: Surroundings) -> Entry:
    others = [body["iso_name"], *_other_names(body["names"])]
    own = _wholes(body["name"], body["code"], *others)
    return {
        "country": body["code"],
        "former": "yes" if body["withdrawn"] else "no",
        "linked": f"country/{body['slug']}",
        "whole": sorted({*own, *whole_names(body["code"])}),
        **_texts(
            names=[("en", body["name"]), ("en", body["code"]), ("en", body["iso_name"]), *_in_languages(body["names"])],
            also=others,
        ),
    }


def whole_names(code: str) -> set[str]:
    """Return, folded, every name by which as a whole a country is found, in any language."""
    return {*map(fold, near_names(code)), *map(fold, names_elsewhere(code))} - {"", *WORDS}


def _area(body: Body, around: Surroundings) -> Entry:
    return {
        "area": [body["slug"], *_slugs(body["wider"])],
        "whole": _wholes(body["name"], *_other_names(body["labels"])),
        **_texts(
            names=[("en", body["name"]), *_in_languages(body["labels"])],
            also=_other_names(body["labels"]),
            prose=[body["definition"]],
        ),
    }


def _mission(body: Body, around: Surroundings) -> Entry:
    agencies = [role["agency"] for role in body["roles"]]
    return {
        "kind": body["kind"],
        "country": _countries(agencies),
        "agency": _slugs(agencies),
        "mission": body["part_of"]["slug"] if body["part_of"] else [],
        "linked": _links(agency=agencies) + _country_links(agencies),
        "whole": _wholes(body["name"], *_other_names(body["names"])),
        **_texts(
            names=[("en", body["name"]), *_in_languages(body["names"])],
            also=_other_names(body["names"]),
            others=_bodies(agencies),
            prose=[body["summary"], _words_of_kind(body["kind"])],
        ),
    }


def _source(body: Body, around: Surroundings) -> Entry:
    return {
        "kind": body["kind"] or [],
        "language": body["language"],
        "not_stated": [] if body["published"] else "published",
        "whole": _wholes(body["title"]),
        **_span(body["published"]),
        **_texts(
            names=[(body["language"] or "en", body["title"])],
            others=[body["publisher"]],
            prose=[body["reported_from"], _words_of_date(body["published"])],
        ),
    }


def _person(body: Body, around: Surroundings) -> Entry:
    agencies = [position["agency"] for position in body["positions"]]
    return {
        "agency": _slugs(agencies),
        "linked": _links(agency=agencies) + _country_links(agencies),
        "whole": _wholes(body["name"]),
        **_texts(
            names=[("en", body["name"])],
            others=_bodies(agencies),
            prose=[position["title"] for position in body["positions"]],
        ),
    }


_MAKERS: dict[str, Callable[[Body, Surroundings], Entry]] = {
    "agreement": _agreement,
    "event": _event,
    "agency": _agency,
    "country": _country,
    "area": _area,
    "mission": _mission,
    "source": _source,
    "person": _person,
}


# Entries beside the record's own.


def _ends(document: Rendered) -> Iterator[Entry]:
    """Return the entries of an agreement's foreseen ends, each with the blocks of days on which it has which state.

    That of a term that goes on has no days of its own: its next end follows from its rhythm.
    """
    of, tail = record_number(document.kind, document.key), _tail(document)
    states = defaultdict(list)
    for span, first, end in _numbered(document.body["status_timeline"]):
        for told in span["foreseen"]:
            opened = states[first_day(told), last_day(told), _rhythm(told)]
            for state, *days in _states(told, first, end):
                opened += (f"{state}.{block}" for block in blocks(*days))
    for (first, last, rhythm), opened in states.items():
        if opened:
            when = {"rhythm": rhythm, "by_oldest": _order(rhythm, tail)} if rhythm else _by_end(first, last, tail)
            yield {"entry": FORESEEN, "of": of, "open": opened, **when}


def _by_end(first: int, last: int, tail: str) -> Entry:
    """Return the days of an end and its places in the orders of time."""
    day, then = time_of_end(first, last)
    return {
        **{"first": first, "last": last},
        "by_newest": _order(f"{UNDATED if day == UNDATED else END - day:07}", tail),
        "by_oldest": _order(f"{day:07}", f"{then:07}", tail),
    }


def time_of_end(first: int, last: int) -> tuple[int, int]:
    """Return what orders ends by time: one without a first or a last day stands behind all others."""
    return (first if first > FIRST and last < LAST else UNDATED), last


def _rhythm(told: Body) -> str:
    """Return the first end of a term that goes on and the length of its renewals: its next ends follow from them.

    "" for what does not go on.
    """
    return _order(told["earliest"] or "", told["latest"] or "", _every(told)) if end_of(told).goes_on else ""


def _every(told: Body) -> str:
    """Return the length of the renewals after a first end; "" for none. Boundary: without its last day none follows."""
    follows = told["renewal"] == "tacit" and told["latest"] and duration(told["renewal_length"] or "")
    return told["renewal_length"] if follows else ""


@lru_cache(maxsize=1 << 16)
def next_in_rhythm(rhythm: str, day: date) -> Days:
    """Return the Days of the next end in a rhythm that is not certainly past on a day; open where there is none."""
    earliest, latest, every = rhythm.split(SEPARATOR)
    told = {"earliest": earliest or None, "latest": latest or None, "may_be_past_from": None, "basis": "term"}
    return end_of({**told, "renewal": "tacit", "renewal_length": every, "notice": None}).next_end(day) or Days()


def _actions(document: Rendered) -> Iterator[Entry]:
    """Return the entries of an agreement's dated acts that took place: they are asked first, then their agreements."""
    of = record_number(document.kind, document.key)
    for act in _acts_that_took_place(document.body):
        yield {"entry": ACTION, "kind": act["kind"], "of": of, **_span(act["date"])}


def _name_entries(document: Rendered) -> Iterator[Entry]:
    """Return the entries of the names that suggestions know, the record's own before those that we add."""
    if document.kind not in KINDS_OF_NAMES:
        return
    body = document.body
    own = [
        document.name,
        body.get("acronym"),
        joined(body.get("acronym") or ""),
        body.get("code"),
        body.get("iso_name"),
    ]
    own += _other_names([*body.get("names", ()), *body.get("labels", ())])
    if document.kind == "agreement":
        own = _titles(body)  # the entry of the record has our title
    added = _begun_names(body["code"]) if document.kind == "country" else []
    for name in dict.fromkeys(filter(None, [*own, *added])):
        if folded := fold(name):
            named = {"entry": NAME, "whole": folded}
            yield named | _suggested(document, name, folded, is_added=name not in own)


def _begun_names(code: str) -> list[str]:
    """Return the names of a country that people begin to type: no official one of many words, found as a whole only."""
    known = [name for name in near_names(code) if name.isascii() and len(name.split()) <= MOST_WORDS_BEGUN]
    return list(dict.fromkeys([*translated_names(code), *known]))


def _suggested(document: Rendered, name: str, folded: str, *, is_added: bool = False) -> Entry:
    """Return the fields by which a name is suggested."""
    # A country's code is none of its words: it leads there as a whole only.
    is_code = document.kind == "country" and re.fullmatch(r"([A-Z]{2}){1,2}", smooth(name))
    place = f"{int(is_added)}{KINDS_OF_NAMES.index(document.kind)}{len(folded):03}"
    form = name.replace(SEPARATOR, " ")
    return {
        "suggested": document.kind,
        "typed": [] if is_code else smooth(name),
        "by_name_form": _order(place, form, document.slug, document.kind, str(document.key)),
    }


# Parts of entries.


def _texts(
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


def _slugs(links: Iterable[Body]) -> list[str]:
    return list({link["slug"]: None for link in links})


def _names_of(*links: Body) -> list[str]:
    return [link["name"] for link in links]


def _codes(agencies: Iterable[Body]) -> list[str]:
    """Return the codes of the countries of agencies; a row names the code alone."""
    countries = (agency["country"] for agency in agencies if agency["country"])
    return [country if isinstance(country, str) else country["code"] for country in countries]


def _countries(agencies: Iterable[Body]) -> list[str]:
    return sorted(set(_codes(agencies)))


def _codes_and_slugs(agencies: Iterable[Body]) -> list[str]:
    agencies = list(agencies)
    return list(dict.fromkeys([*_codes(agencies), *_slugs(agencies)]))


def _partners(parties: Iterable[Body]) -> list[str]:
    """Return the codes of the countries of parties, and the slugs of those of none."""
    return sorted({party["country"]["code"] if party["country"] else party["slug"] for party in parties})


def _links(**records: Iterable[Body]) -> list[str]:
    return [f"{kind}/{slug}" for kind, links in records.items() for slug in _slugs(links)]


def _country_links(agencies: Iterable[Body]) -> list[str]:
    return [f"country/{code.lower()}" for code in _countries(agencies)]


def _bodies(agencies: Iterable[Body]) -> list[str]:
    """Return by which names of its agencies and their countries a record is found."""
    names = (
        name
        for agency in agencies
        for name in (agency["name"], agency["acronym"], agency["country"] and agency["country"]["name"])
    )
    return list(dict.fromkeys(filter(None, names)))


def _in_languages(names: Iterable[Body]) -> list[tuple[str, str]]:
    return [(name["language"], name["name"]) for name in names]


def _other_names(names: Iterable[Body]) -> list[str]:
    return [name["name"] for name in names]


def _wholes(*names: str | None) -> list[str]:
    return sorted({fold(name) for name in names if name} - {""})


def _not_stated(acts: Sequence[Body], agreement: Body) -> list[str]:
    stated = {act["kind"] for act in acts}
    silent = [*(name for name in TYPE if not agreement[name]), *([] if agreement["areas"] else ["area"])]
    return [*(act for act in COMMON_ACTS if act not in stated), *silent]


def _decades(when: Body) -> Iterator[str]:
    """Return the decades in which a date may lie; an open end reaches no further than the other."""
    first, last = when["earliest"] or when["latest"], when["latest"] or when["earliest"]
    if first:
        yield from (f"{decade}0" for decade in range(int(first[:3]), int(last[:3]) + 1))


def _year_of_first(signings: Sequence[Body]) -> list[str]:
    """Return the year of the first signature, by its first possible day or else its last."""
    if not signings:
        return []
    first = min(signings, key=lambda when: (when["earliest"] or "9999", when["latest"] or "9999"))
    day = first["earliest"] or first["latest"]
    return [day[:4]] if day else []


def _span(when: Date) -> Entry:
    if not when:
        return {}
    known = [number(day) for day in (when["earliest"], when["latest"]) if day]
    return {"first": first_day(when), "last": last_day(when), "latest_known": max(known)}


def _span_in_units(when: Date) -> Entry:
    """Return the years and the months between which a date lies."""
    if not when:
        return {}
    first, last = when["earliest"] or "", when["latest"] or ""
    return {"span_year": f"{first[:4]}|{last[:4]}", "span_month": f"{first[:7]}|{last[:7]}"}


def _lane(sides: Iterable[str]) -> str:
    """Return the countries among the codes and slugs of sides as a lane; no slug has a capital letter."""
    countries = sorted({side for side in sides if is_country(side)})
    return MANY if len(countries) > 2 else "|".join(countries) or UNSTATED


def _said(provisions: Sequence[Body]) -> set[str]:
    """Return the topics of provisions, and each topic with what is said on it."""
    topics = {provision["topic"] for provision in provisions}
    return topics | {f"{provision['topic']}:{provision['says']}" for provision in provisions}


def _text_is(texts: Sequence[Body]) -> str:
    """Return whether the text can be read: "known", "unknown" where it is not known to be public, or NOT_STATED."""
    if not texts:
        return NOT_STATED
    return "known" if any(text["source"] for text in texts) else "unknown"


def _numbers(body: Body, own: Entry) -> Entry:
    """Return the fields of an entry, its `own` so far, that the numbers of its record add to.

    Each is found as a whole, by its words, and by the filter: alone, with its scheme, by its address.
    """
    known = [identifier for identifier in body.get("identifiers", ()) if identifier["standing"] != KNOWN_WRONG]
    spelled = [(one["scheme"], way) for one in known for way in spellings(one["scheme"], one["value"])]
    texts = [*filter(None, [body.get("number")]), *(way for _, way in spelled)]
    alone = {*_wholes(*texts), *_wholes(*(one["url"] for one in known))}
    return {
        "identifier": sorted({*alone, *(f"{scheme}:{fold(way)}" for scheme, way in spelled)}),
        "whole": sorted({*own["whole"], *_wholes(*texts)}),
        "others": [*own.get("others", ()), *_smooth_all(texts)],
    }


def _status_blocks(timeline: Sequence[Body]) -> Iterator[str]:
    """Return the blocks of days of each status; the first holds from ever on."""
    for span, first, end in _numbered(timeline):
        yield from (f"{span['code']}.{block}" for block in blocks(first, end))


def _open_blocks(agreement: Body) -> list[str]:
    """Return the blocks of days on which an end is open, or a term renews itself."""
    spans = [(name, first, end) for (name, slug), first, end in _open_spans(agreement) if slug == OF_AGREEMENT]
    return sorted({f"{name}.{block}" for name, first, end in spans for block in blocks(first, end)})


def _plan(event: Body, subjects: Sequence[str]) -> Entry:
    """Return, of what is planned, announced or discussed, what its outcome is looked for by."""
    if event["reported_as"] not in PROSPECTS or not (event["date"] and event["date"]["earliest"]):
        return {}
    if is_told_by_status(event):
        return {}
    record = str(record_number("event", event["key"]))
    return {"plan": _order(event["kind"], str(number(event["date"]["earliest"])), " ".join(subjects), record)}


def _words_of_kind(kind: str) -> str:
    return f"{kind.replace('_', ' ')} {called(kind)}"


def _words_of_type(agreement: Body) -> Iterator[str]:
    """Return the words of all that sources call an agreement."""
    for designation in agreement["designations"]:
        yield from (_words_of_kind(designation[name]) for name in TYPE if designation[name])


def _titles(agreement: Body) -> list[str]:
    return [title["title"] for title in agreement["titles"]]


def _told_of_acts(agreement: Body) -> Iterator[str]:
    """Return the words that its acts are found by: what they are, where, in which year and month, by whom."""
    for event in agreement["events"]:
        if event["kind"] in LEGAL_ACTS:
            yield f"{ACT_WORDS[event['kind']]} {called(event['kind'])}"
            yield event["place"] or ""
            yield _words_of_date(event["date"])
            yield from (person["name"] for person in event["people"])


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def _words_of_date(when: Date) -> str:
    """Return the years and months that a date names, and no others: “1990s” is none of its years."""
    if not when:
        return ""
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", when["edtf"])
    decades = [f"{year}0s" for year in re.findall(r"(?<!\d)(\d{3})X", when["edtf"])]
    months = [_MONTHS[int(month) - 1] for month in re.findall(r"\d{4}-(0[1-9]|1[0-2])", when["edtf"])]
    return " ".join(dict.fromkeys([*years, *decades, *months]))
