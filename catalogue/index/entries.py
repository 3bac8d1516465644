"""Entries: what the index keeps of a document. One of its record, each action, each foreseen end and each name."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from agreements.status import DATING_ACTS, LEGAL_ACTS, LegalAct
from catalogue.index.days import END, last_day, number
from catalogue.index.open_days import (
    TOLD,
    UNDATED,
    entries_of_ends,
    fields_of_plan,
    is_told_by_status,
    open_blocks,
    open_plans,
    status_blocks,
)
from catalogue.index.rendered import (
    Body,
    Entry,
    Rendered,
    Surroundings,
    codes_and_slugs,
    countries_of,
    country_links_to,
    is_country,
    joined_keys,
    links_to,
    names_of,
    partners_of,
    sides_of,
    slugs_of,
    tail_of,
)
from catalogue.index.schema import ACTION, COARSE, MANY, NOT_STATED, TAKEN, UNSTATED, record_number
from catalogue.index.spans import decades_of, fields_of_span, fields_of_units, first_known, year_of_first
from catalogue.index.texts import (
    TYPE,
    entries_of_names,
    fields_of_numbers,
    fields_of_suggestion,
    fields_of_words,
    names_of_bodies,
    texts_of_names,
    titles_of,
    told_of_acts,
    whole_names,
    whole_names_among,
    with_languages,
    words_of_date,
    words_of_kind,
    words_of_type,
)
from catalogue.index.tokens import fold, joined
from catalogue.statements import (
    COMPARED,
    FACTS,
    acts_contradicting,
    acts_followed,
    contradicting,
    followed,
    terms_followed,
)

DATING = frozenset(act.value for act in DATING_ACTS)
SIGNED = LegalAct.SIGNED.value
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
# The kinds by whose names other records are found.
LINKED_KINDS = ("country", "agency", "mission", "area")
LATEST = 10**17 - 1  # microseconds: every time of a change lies before


def entries_of(document: Rendered, around: Surroundings) -> Iterator[Entry]:
    """Return the entries of a document, the record's own first."""
    belongs_to = {"owner": record_number(document.kind, document.key)}
    own = belongs_to | _record(document) | _MAKERS[document.kind](document.body, around)
    yield own | fields_of_numbers(document.body, own)
    if document.kind == "agreement":
        for entry in (*_actions(document), *entries_of_ends(document)):
            yield belongs_to | entry
    for name in entries_of_names(document):
        yield belongs_to | name


def taken(document: Rendered) -> str:
    """Return what the entries of other documents take from this one; they are made anew when it changes."""
    if document.kind == "area":
        return " ".join([document.slug, *slugs_of(document.body["wider"])])
    if document.kind == "agreement":
        return " ".join([document.slug, *sides_of(document.body), *map(str, sorted(open_plans(document.body).items()))])
    return ""


def _record(document: Rendered) -> Entry:
    """Return what every record has: its number and place in the orders that all share."""
    tail = tail_of(document)
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
        "by_changed": joined_keys(f"{LATEST - document.changed_at:017}", tail),
        **_by_title(document, title, tail),
        **_by_date(document, title, tail),
    }


def _by_title(document: Rendered, title: str, tail: str) -> Entry:
    orders = {} if document.kind == "event" else {"by_title": joined_keys(title, tail)}
    if document.kind == "mission":
        orders["by_kind"] = joined_keys(document.body["kind"], title, tail)
    if document.kind == "agency":
        orders["by_acronym"] = joined_keys(fold(document.body["acronym"] or ""), tail)
    return orders


def _by_date(document: Rendered, title: str, tail: str) -> Entry:
    body = document.body
    if document.kind == "agreement":
        day, then = _first_act(body), title
    elif document.kind == "event":
        day = first_known(body["date"])
        then = "" if day else _when_told(body)
    elif document.kind == "source":
        day, then = first_known(body["published"]), title
    else:
        return {}
    newest, oldest = (END - day, day) if day else (UNDATED, UNDATED)
    before = f"{last_day(body['date']) or UNDATED:07}" if document.kind == "event" else then
    return {
        "by_newest": joined_keys(f"{newest:07}", then, tail),
        "by_oldest": joined_keys(f"{oldest:07}", before, tail),
        COARSE["by_newest"]: newest,
        COARSE["by_oldest"]: oldest,
    }


def _when_told(event: Body) -> str:
    """Return what orders the events without a first day: those first that were told of last."""
    day = event["as_of"] and event["as_of"]["latest"]
    return f"{END - number(day) if day else UNDATED:07}"


def _first_act(agreement: Body) -> int | None:
    days = (first_known(event["date"]) for event in _acts_that_took_place(agreement) if event["kind"] in DATING)
    return min(filter(None, days), default=None)


def _acts_that_took_place(agreement: Body) -> list[Body]:
    """Return its legal acts that took place and have a date, none of them known to be wrong."""
    acts = [event for event in agreement["events"] if event["kind"] in LEGAL_ACTS]
    return [act for act in acts_followed(acts) if act["reported_as"] in FACTS and act["date"]]


def _agreement(body: Body, around: Surroundings) -> Entry:
    parties = [party for party in body["parties"] if party["role"] == "party"]
    acts = _acts_that_took_place(body)
    signings = [act["date"] for act in acts if act["kind"] == SIGNED]
    countries = countries_of(parties)
    people = [person for event in body["events"] for person in event["people"]]
    return {
        **{name: body[name] or [] for name in TYPE},
        "level": body["level"] or [],
        "party": sides_of(body),
        "partner": partners_of(parties),
        "country": countries,
        "agency": slugs_of(body["parties"]),
        "area": around.areas(body["areas"]),
        "own_area": slugs_of(body["areas"]) or UNSTATED,
        "mission": slugs_of(body["missions"]),
        "person": slugs_of(people),
        "not_stated": _not_stated(acts, body),
        "renewal": sorted({term["renewal"] for term in terms_followed(body["terms"]) if term["renewal"]}) or NOT_STATED,
        "provision": sorted(_said(followed(body["provisions"]))),
        "only_planned": "yes" if body["only_planned"] else "no",
        "differs": _differing(body),
        "text": _text_is(body["texts"]),
        "decade": sorted({decade for when in signings for decade in decades_of(when)}),
        "signed_year": year_of_first(signings),
        "country_pair": "|".join(countries) if len(countries) == 2 else [],
        "agency_pair": "|".join(pair) if len(pair := sorted(set(slugs_of(parties)))) == 2 else [],
        "status": list(status_blocks(body["status_timeline"])),
        "open": open_blocks(body),
        "linked": links_to(agency=body["parties"], mission=body["missions"], area=body["areas"])
        + country_links_to(body["parties"]),
        "whole": whole_names_among(body["title"], *titles_of(body)),
        **fields_of_suggestion(Rendered("agreement", body), body["title"], fold(body["title"])),
        **fields_of_words(
            names=[("en", body["title"]), *((title["language"], title["title"]) for title in body["titles"])],
            others=names_of_bodies(body["parties"]),
            subjects=names_of(*body["missions"], *body["areas"]),
            prose=[body["summary"], *words_of_type(body), words_of_kind("agreement"), *told_of_acts(body)],
        ),
    }


def _differing(body: Body) -> list[str]:
    """Return in what the statements of an agreement contradict each other."""
    names = [name for name in COMPARED if contradicting(name, body[name])]
    names += ["actions"] if acts_contradicting(body["events"]) else []
    return [ANY, *names] if names else []


def _event(body: Body, around: Surroundings) -> Entry:
    agreement = body["agreement"]
    subjects = [f"mission/{slug}" for slug in slugs_of(body["missions"])]
    if agreement:
        subjects.append(f"agreement/{agreement['slug']}")
    sides = codes_and_slugs(body["agencies"])
    parties = around.sides.get(agreement["slug"], ()) if agreement else ()
    return {
        "kind": body["kind"],
        "reported_as": body["reported_as"],
        "party": list(dict.fromkeys([*sides, *parties])),
        "country": countries_of(body["agencies"]),
        "agency": slugs_of(body["agencies"]),
        "agreement": agreement["slug"] if agreement else [],
        "area": around.areas(body["areas"]),
        "own_area": slugs_of(body["areas"]) or UNSTATED,
        "lane": _lane(parties if agreement else sides),
        "mission": slugs_of(body["missions"]),
        "person": slugs_of(body["people"]),
        "subject": subjects,
        "not_stated": [name for name in ("date", "place") if not body[name]],
        **fields_of_span(body["date"]),
        **fields_of_units(body["date"]),
        **fields_of_plan(body, subjects),
        "open": [TOLD, *around.open.get(body["slug"], ())] if is_told_by_status(body) else [],
        "linked": links_to(agency=body["agencies"], mission=body["missions"], area=body["areas"])
        + country_links_to(body["agencies"]),
        "whole": whole_names_among(body["title"]),
        **fields_of_words(
            names=[("en", body["title"])],
            others=[*names_of_bodies(body["agencies"]), *names_of(*body["people"])],
            subjects=names_of(*body["missions"], *body["areas"]),
            prose=[body["summary"], body["place"], words_of_kind(body["kind"]), words_of_date(body["date"])],
        ),
    }


def _agency(body: Body, around: Surroundings) -> Entry:
    acronym = body["acronym"] or ""
    return {
        "kind": body["kind"],
        "country": body["country"]["code"] if body["country"] else [],
        "agency": body["parent"]["slug"] if body["parent"] else [],
        "linked": country_links_to([body]),
        "whole": whole_names_among(body["name"], acronym, joined(acronym), *texts_of_names(body["names"])),
        **fields_of_words(
            names=[("en", body["name"]), ("en", acronym), ("en", joined(acronym)), *with_languages(body["names"])],
            also=[joined(acronym), *texts_of_names(body["names"])],
            others=[body["country"]["name"]] if body["country"] else [],
            prose=[
                body["summary"],
                *(f"{position['person']['name']}, {position['title']}" for position in body["positions"]),
            ],
        ),
    }


def _country(body: Body, around: Surroundings) -> Entry:
    others = [body["iso_name"], *texts_of_names(body["names"])]
    own = whole_names_among(body["name"], body["code"], *others)
    return {
        "country": body["code"],
        "former": "yes" if body["withdrawn"] else "no",
        "linked": f"country/{body['slug']}",
        "whole": sorted({*own, *whole_names(body["code"])}),
        **fields_of_words(
            names=[
                ("en", body["name"]),
                ("en", body["code"]),
                ("en", body["iso_name"]),
                *with_languages(body["names"]),
            ],
            also=others,
        ),
    }


def _area(body: Body, around: Surroundings) -> Entry:
    return {
        "area": [body["slug"], *slugs_of(body["wider"])],
        "whole": whole_names_among(body["name"], *texts_of_names(body["labels"])),
        **fields_of_words(
            names=[("en", body["name"]), *with_languages(body["labels"])],
            also=texts_of_names(body["labels"]),
            prose=[body["definition"]],
        ),
    }


def _mission(body: Body, around: Surroundings) -> Entry:
    agencies = [role["agency"] for role in body["roles"]]
    return {
        "kind": body["kind"],
        "country": countries_of(agencies),
        "agency": slugs_of(agencies),
        "mission": body["part_of"]["slug"] if body["part_of"] else [],
        "linked": links_to(agency=agencies) + country_links_to(agencies),
        "whole": whole_names_among(body["name"], *texts_of_names(body["names"])),
        **fields_of_words(
            names=[("en", body["name"]), *with_languages(body["names"])],
            also=texts_of_names(body["names"]),
            others=names_of_bodies(agencies),
            prose=[body["summary"], words_of_kind(body["kind"])],
        ),
    }


def _source(body: Body, around: Surroundings) -> Entry:
    return {
        "kind": body["kind"] or [],
        "language": body["language"],
        "not_stated": [] if body["published"] else "published",
        "whole": whole_names_among(body["title"]),
        **fields_of_span(body["published"]),
        **fields_of_words(
            names=[(body["language"] or "en", body["title"])],
            others=[body["publisher"]],
            prose=[body["reported_from"], words_of_date(body["published"])],
        ),
    }


def _person(body: Body, around: Surroundings) -> Entry:
    agencies = [position["agency"] for position in body["positions"]]
    return {
        "agency": slugs_of(agencies),
        "linked": links_to(agency=agencies) + country_links_to(agencies),
        "whole": whole_names_among(body["name"]),
        **fields_of_words(
            names=[("en", body["name"])],
            others=names_of_bodies(agencies),
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


def _actions(document: Rendered) -> Iterator[Entry]:
    """Return the entries of an agreement's dated acts that took place: they are asked first, then their agreements."""
    of = record_number(document.kind, document.key)
    for act in _acts_that_took_place(document.body):
        yield {"entry": ACTION, "kind": act["kind"], "of": of, **fields_of_span(act["date"])}


def _not_stated(acts: Sequence[Body], agreement: Body) -> list[str]:
    stated = {act["kind"] for act in acts}
    silent = [*(name for name in TYPE if not agreement[name]), *([] if agreement["areas"] else ["area"])]
    return [*(act for act in COMMON_ACTS if act not in stated), *silent]


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
