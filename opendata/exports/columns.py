"""The columns of the tables, the same for CSV and Excel; docs/exports.md lists them from here.

Columns stand in groups, so that what several of them tell, such as a date, is read once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from django.utils.translation import gettext, gettext_lazy

from agencies.models import Agency, Country
from agreements.models import (
    Agreement,
    Area,
    Designation,
    Event,
    EventRole,
    Mission,
    PartyRole,
    Renewal,
    RoleInMission,
    Source,
)
from agreements.models.agreements import REVERSE_VERBS, RelationKind
from agreements.status import LegalAct
from catalogue.clauses import held, term_in_words
from catalogue.contents import DATED_BY, HOW_REPORTED, dating_act, parties_of, words_of
from catalogue.documents import FACTS, MISSION_ROLES, PARTY_ROLES, PROSPECTS, identifiers_of
from catalogue.dressing import sourced_date_of
from catalogue.statements import acts_followed, followed, terms_followed
from opendata.shapes import LEVELS
from spacecoop.dates_in_words import until
from spacecoop.languages import in_original_language

# By their very names these tell of an announcement, which is the fact.
ANNOUNCEMENTS = frozenset({LegalAct.EXPIRY_ANNOUNCED, LegalAct.RENEWAL_PLANNED, LegalAct.RENEWAL_DISCUSSED})
ACTS = tuple(LegalAct.values)
NOT_STATED = ("", "", "", "")
# The roles of organisations and people as nouns, which stand behind a name.
_ROLES = {
    **words_of(PartyRole, PARTY_ROLES),
    **words_of(RoleInMission, MISSION_ROLES),
    **words_of(EventRole),
    EventRole.AUTHOR.value: gettext_lazy("author"),
    EventRole.ACTOR.value: gettext_lazy("actor"),
    EventRole.SUPPORTER.value: gettext_lazy("supporter"),
    EventRole.SIDE.value: gettext_lazy("side"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that are read together.

    `columns`: (name, meaning) of each. `read`: takes a whole document, completed as the API's, and gives a cell for
    each column: a text or a number. `are_dates`: whether each four columns are those of a date.
    """

    columns: tuple
    read: Callable
    are_dates: bool = False


def column(name, meaning, read=None):
    """Return the group of a single column.

    `read`: takes a document, gives a text, a number, a list of texts or None; without it, what is under `name`.
    """

    def cells(document):
        value = read(document) if read else document[name]
        if value is None:
            return ("",)
        return ("; ".join(value),) if isinstance(value, list) else (value,)

    return Group(((name, meaning),), cells)


def of_key(model, key, meaning=None):
    """Return the column of a key of a document; without a `meaning` in the words of the model's field."""
    return column(key, meaning or str(model._meta.get_field(key).help_text))


def _listed(codes):
    return ", ".join(f"`{code}`" for code in codes)


def date_columns(name, words):
    """Return the four columns of the date that stands under `name`."""
    meanings = {
        "edtf": "the date in EDTF, exactly as precise as its source; empty where no source states it.",
        "earliest": "the first day that the date allows; empty where open.",
        "latest": "the last day that the date allows; empty where open.",
        "basis": "`stated` by the source, or `derived` where its year or precision comes from the document's date.",
    }
    columns = tuple((f"{name}_{part}", f"{words}: {meaning}") for part, meaning in meanings.items())
    return Group(columns, lambda document: _date_cells(document[name]), are_dates=True)


def _date_cells(date):
    if date is None:
        return NOT_STATED
    return date["edtf"], date["earliest"] or "", date["latest"] or "", date["basis"]


def acts_that_happened(agreement):
    """Return {act: its event} of the first of each kind of act that has a date, is no mere plan and not wrong."""
    happened = {}
    for event in acts_followed(agreement["events"]):
        if event["kind"] in ACTS and event["date"] and _is_told(event):
            happened.setdefault(event["kind"], event)
    return happened


def _is_told(event):
    return event["reported_as"] in FACTS or event["kind"] in ANNOUNCEMENTS


@in_original_language
def _acts():
    """Return the columns of the dates of all acts, which share one look at the events."""
    parts = [date_columns(act.value, act.label.capitalize()).columns for act in LegalAct]

    def cells(document):
        happened = acts_that_happened(document)
        return [cell for act in ACTS for cell in _date_cells(happened[act]["date"] if act in happened else None)]

    return Group(tuple(column for columns in parts for column in columns), cells, are_dates=True)


def _year(date):
    """Return the year of a date as a number; empty where it allows several."""
    first, last = date["earliest"] or "", date["latest"] or ""
    return int(first[:4]) if first and first[:4] == last[:4] else ""


def _dating_cells(agreement):
    act, date = dating_act(agreement)
    return (date["edtf"], act, _year(date)) if date else ("", "", "")


def _action_cells(event):
    act = event["kind"] if event["kind"] in ACTS else ""
    return act, _year(event["date"]) if event["date"] else ""


def _pair_columns(of, who):
    """Return the columns for counting by pair; `of`: takes a document, gives the organisations named by `who`."""

    def cells(document):
        codes = sorted({one["country"]["code"] for one in of(document) if one["country"]})
        one, other, *_ = [*codes, "", ""]
        return ("; ".join(codes), one, other) if len(codes) == 2 else ("", one, other)

    columns = (
        ("pair", f"The codes of the two countries of {who}, in alphabetical order; empty where they are not two."),
        ("country_1", f"The first code of the countries of {who}, in alphabetical order."),
        ("country_2", f"The second code of the countries of {who}; empty where there is one country."),
    )
    return Group(columns, cells)


def _of_parties(key):
    """Return what reads `key` of the two parties."""
    return lambda agreement: [party[key] for party in parties_of(agreement)]


def other_roles_of(agreement):
    return [_with_role(party) for party in agreement["parties"] if party["role"] != "party"]


def _with_role(part):
    """Return who had which role, an organisation between which dates, a person in which position."""
    role = f"{_ROLES[part['role']]} {held(part) if 'from' in part else ''}".strip()
    told = gettext("{role}, as {position}") if part.get("position") else "{role}"
    return f"{part['name']} ({told.format(role=role, position=part.get('position'))})"


def _with_roles(key):
    """Return what reads who is named under `key`, each with the role."""
    return lambda document: [_with_role(part) for part in document[key]]


def verb_of(relation):
    kind = RelationKind(relation["kind"])
    return kind.label if relation["forward"] else REVERSE_VERBS[kind]


def relations_of(agreement):
    """Return the relations as texts, such as "amends belgium-russia-2000"."""
    return [f"{verb_of(relation)} {relation['agreement']['slug']}" for relation in agreement["relations"]]


def prospects_of(agreement):
    """Return what is planned, announced or discussed of an agreement, as texts."""
    return [
        f"{event['reported_as']}: {event['title']}, {sourced_date_of(event['date']) or gettext('date not stated')}"
        for event in agreement["events"]
        if event["reported_as"] in PROSPECTS
    ]


def _of_terms(read):
    """Return what reads something of each term that is to be followed; terms that do not state it are left out."""
    return lambda agreement: [told for term in terms_followed(agreement["terms"]) if (told := read(term))]


def _text_urls(agreement):
    return [text["source"]["document_url"] for text in agreement["texts"] if text["source"]]


def _provisions_of(agreement):
    return [f"{provision['topic']}:{provision['says']}" for provision in followed(agreement["provisions"])]


def position_in_words(position):
    as_of = position["as_of"] and gettext("as of {date}").format(date=sourced_date_of(position["as_of"]))
    return f"{position['title']}: {position['person']['name']}, {as_of or gettext('date not stated')}"


def name_in_words(name):
    return f"{name['name']} ({until(name['used_until']['edtf'])})" if name["used_until"] else name["name"]


def _successions(key):
    return lambda agency: [succession["agency"]["slug"] for succession in agency[key]]


def _each(key, part):
    """Return what reads `part` of each of the records under `key`."""
    return lambda document: [linked[part] for linked in document[key]]


def _linked(key, part="slug"):
    """Return what reads `part` of the record under `key`; None where there is none."""
    return lambda document: document[key] and document[key][part]


def _status_cells(agreement):
    status = agreement["status"]
    return status["code"], status["how"], status["date"], status["since"], status["last_said"], status["reason"]


def ends_of(agreement):
    return _spans(agreement["foreseen_ends"])


def notices_of(agreement):
    return _spans(end["notice_by"] for end in agreement["foreseen_ends"] if end["notice_by"])


def _spans(all_days):
    """Return the days between which each may fall: "2030-01-01", "2030-01-01/2030-12-31"."""
    return ["/".join(dict.fromkeys([days["earliest"] or "..", days["latest"] or ".."])) for days in all_days]


STATUS = Group(
    (
        ("status", "The code of its status on the day in `status_on`."),
        ("status_how", "How it has ended; empty where it has not."),
        ("status_on", "The day of the status: that of the parameter `status_on`, else today."),
        ("status_since", "The first day of this status; empty if it holds from the beginning."),
        ("status_last_said", "The last day on which a source spoke of what the status rests on."),
        ("status_reason", "The reason for the status, as a sentence."),
    ),
    _status_cells,
)
SOURCES = column("sources", "The slugs of the sources that are cited in the record.", _each("sources", "slug"))
IDENTIFIERS = column(
    "identifiers",
    "Its numbers in registers, collections and catalogues, each behind its scheme, such as `tias:12927`.",
    lambda record: [f"{one['scheme']}:{one['value']}" for one in identifiers_of(record)],
)
HTML_URL = column("html_url", "The web page of the record.")


GROUPS = {
    "agreements": [
        of_key(Agreement, "slug"),
        of_key(Agreement, "number"),
        of_key(Agreement, "title"),
        column("formal_title", "The official title of the instrument; empty where no source gives it."),
        of_key(Designation, "form", "The form of the instrument; empty if not stated."),
        of_key(Designation, "function"),
        of_key(Designation, "binding"),
        of_key(Agreement, "level", f"Between governments, between agencies, or one of each: {_listed(LEVELS)}."),
        of_key(Agreement, "summary"),
        column("parties", "The names of the two parties.", _of_parties("name")),
        column(
            "party_slugs",
            "The slugs of the two parties.",
            _of_parties("slug"),
        ),
        column(
            "party_countries",
            "The ISO 3166-1 codes of the parties' countries; a party without one is left out.",
            lambda record: [party["country"]["code"] for party in parties_of(record) if party["country"]],
        ),
        _pair_columns(parties_of, "the parties"),
        Group(
            (
                ("date_edtf", "The date of the agreement in EDTF: of the first action in `date_action` that has one."),
                ("date_action", f"The action of which it is the date: {_listed(DATED_BY)}."),
                ("year", "The year of this date; empty where it allows several."),
            ),
            _dating_cells,
        ),
        column("other_roles", "Who else has a role, and which.", other_roles_of),
        _acts(),
        column(
            "prospects", "What is planned, announced or under discussion, each with its date in words.", prospects_of
        ),
        STATUS,
        column(
            "foreseen_ends",
            "The ends that are foreseen on the day in `status_on`, each as a day or as its first and last day.",
            ends_of,
        ),
        column(
            "notice_by",
            "The last days for a notice that prevents a renewal, written in the same way.",
            notices_of,
        ),
        column(
            "only_planned",
            "`yes` where all that sources state of it is planned, announced, under discussion or claimed; else `no`.",
            lambda record: "yes" if record["only_planned"] else "no",
        ),
        column("areas", "The names of its cooperation areas.", _each("areas", "name")),
        column("area_slugs", "The slugs of its cooperation areas.", _each("areas", "slug")),
        column("missions", "The names of the missions that it concerns.", _each("missions", "name")),
        column("mission_slugs", "The slugs of the missions that it concerns.", _each("missions", "slug")),
        column("term", "How long it holds, how it is renewed and ended, in words.", _of_terms(term_in_words)),
        column("length", "The length of its term in ISO 8601, such as `P5Y`.", _of_terms(itemgetter("length"))),
        column("renewal", f"What follows the term: {_listed(Renewal.values)}.", _of_terms(itemgetter("renewal"))),
        column("notice", "How long before its effect it is denounced, in ISO 8601.", _of_terms(itemgetter("notice"))),
        column("provisions", "What it says on which topic, such as `liability:yes`.", _provisions_of),
        column("text_urls", "The web addresses at which its text can be read.", _text_urls),
        column(
            "relations", "What it does to another agreement, or another to it, with the other's slug.", relations_of
        ),
        column("events", "The slugs of its events, in order of time.", _each("events", "slug")),
        IDENTIFIERS,
        SOURCES,
        HTML_URL,
    ],
    "agencies": [
        of_key(Agency, "slug"),
        of_key(Agency, "name"),
        of_key(Agency, "acronym"),
        of_key(Agency, "kind"),
        column("country", "The name of its country.", _linked("country", "name")),
        column("country_code", "The ISO 3166-1 code of its country.", _linked("country", "code")),
        column("parent", "The slug of the organisation that it is part of.", _linked("parent")),
        of_key(Agency, "summary"),
        date_columns("founded", "Founded"),
        date_columns("dissolved", "Dissolved"),
        column(
            "names",
            "Other names that sources use, former ones with their end.",
            lambda record: [name_in_words(name) for name in record["names"]],
        ),
        column("predecessors", "The slugs of the organisations that it follows.", _successions("predecessors")),
        column("successors", "The slugs of the organisations that follow it.", _successions("successors")),
        column(
            "positions",
            "Who holds which position, as of when.",
            lambda record: [position_in_words(position) for position in record["positions"]],
        ),
        column("agreement_count", "The number of agreements in which it has any role."),
        IDENTIFIERS,
        SOURCES,
        HTML_URL,
    ],
    "countries": [
        of_key(Country, "code"),
        of_key(Country, "name"),
        of_key(Country, "iso_name"),
        date_columns("withdrawn", "Code withdrawn by ISO 3166-3"),
        column("names", "Other names.", _each("names", "name")),
        column("agreement_count", "The number of agreements to which it or an organisation of it is a party."),
        IDENTIFIERS,
        SOURCES,
        HTML_URL,
    ],
    "areas": [
        of_key(Area, "slug"),
        of_key(Area, "name"),
        of_key(Area, "definition"),
        column("broader", "The slug of the next wider area.", _linked("broader")),
        column("narrower", "The slugs of the next narrower areas.", _each("narrower", "slug")),
        column("labels", "Other labels that sources use.", _each("labels", "name")),
        column(
            "matches",
            "The same (exact) or nearly the same (close) concept in other vocabularies.",
            lambda record: [f"{match['closeness']} {match['url']}" for match in record["matches"]],
        ),
        column("agreement_count", "The number of agreements on it or on a narrower area."),
        SOURCES,
        HTML_URL,
    ],
    "missions": [
        of_key(Mission, "slug"),
        of_key(Mission, "name"),
        of_key(Mission, "kind"),
        of_key(Mission, "summary"),
        column("part_of", "The slug of the mission or programme that it is part of.", _linked("part_of")),
        column("parts", "The slugs of its parts.", _each("parts", "slug")),
        column("names", "Other names that sources use.", _each("names", "name")),
        column(
            "roles",
            "Which organisation has which role.",
            lambda record: [_with_role({**role["agency"], "role": role["role"]}) for role in record["roles"]],
        ),
        column("agreement_count", "The number of agreements that concern it."),
        IDENTIFIERS,
        SOURCES,
        HTML_URL,
    ],
    "events": [
        of_key(Event, "slug"),
        of_key(Event, "title"),
        of_key(Event, "kind"),
        of_key(Event, "reported_as", f"How the source reports the event: {_listed(HOW_REPORTED)}."),
        date_columns("date", "Date"),
        Group(
            (
                ("date_action", "The action of an agreement that the event is; empty for other events."),
                ("year", "The year of the date; empty where it allows several."),
            ),
            _action_cells,
        ),
        _pair_columns(itemgetter("agencies"), "the organisations that took part"),
        date_columns("effective", "With effect from"),
        date_columns("until", "New end of the agreement"),
        date_columns("as_of", "Date of the information"),
        of_key(Event, "place"),
        column("agreement", "The slug of the agreement that it concerns.", _linked("agreement")),
        column("agreement_title", "The title of that agreement.", _linked("agreement", "title")),
        column("agencies", "Which organisations took part, and as what.", _with_roles("agencies")),
        column("agency_slugs", "The slugs of these organisations.", _each("agencies", "slug")),
        column("people", "Which people took part, and as what.", _with_roles("people")),
        column("missions", "The slugs of the missions that it concerns.", _each("missions", "slug")),
        column("areas", "The slugs of the cooperation areas that it concerns.", _each("areas", "slug")),
        of_key(Event, "summary"),
        of_key(Event, "standing"),
        of_key(Event, "standing_reason"),
        IDENTIFIERS,
        SOURCES,
        HTML_URL,
    ],
    "sources": [
        of_key(Source, "slug"),
        of_key(Source, "title"),
        of_key(Source, "publisher"),
        of_key(Source, "kind"),
        of_key(Source, "language"),
        of_key(Source, "document_url", "The web address of the document itself."),
        date_columns("published", "Published"),
        of_key(Source, "reported_from", "What the document reports at second hand; empty for a primary source."),
        of_key(Source, "read_on"),
        of_key(Source, "archived_url"),
        column("copy_of", "The slug of the source of which it is a copy.", _linked("copy_of")),
        column("citation_count", "The number of citations of the source."),
        IDENTIFIERS,
        HTML_URL,
    ],
    "people": [
        column("slug", "The record's permanent address."),
        column("name", "The name, as the source writes it."),
        column(
            "positions",
            "The positions of the person, as of when.",
            lambda record: [
                position_in_words({**position, "person": position["agency"]}) for position in record["positions"]
            ],
        ),
        IDENTIFIERS,
        SOURCES,
        HTML_URL,
    ],
}


def columns_of(list_name):
    """Return (name, meaning) of each column of a table."""
    return [column for group in GROUPS[list_name] for column in group.columns]
