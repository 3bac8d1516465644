"""The columns of the tables, the same for CSV and Excel; docs/exports.md lists them from here.

Columns stand in groups, so that what several of them tell, such as a date, is read once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from agencies.models import Agency, Country
from agreements.models import Agreement, Area, Designation, Event, Mission, Renewal, Source
from agreements.status import LegalAct
from catalogue.clauses import term_in_words
from catalogue.contents import DATED_BY, HOW_REPORTED, parties_of
from catalogue.document_parts import identifiers_of
from opendata.exports.table_cells import (
    ACTS,
    action_cells,
    acts_that_happened,
    as_list,
    date_cells,
    dating_cells,
    each_of,
    ends_of,
    name_in_words,
    notices_of,
    of_parties,
    of_terms,
    other_roles_of,
    position_in_words,
    prospects_of,
    provisions_of,
    relations_of,
    status_cells,
    successions,
    urls_of_texts,
    with_role,
    with_roles,
)
from opendata.shapes.parts import LEVELS
from spacecoop.languages import in_original_language


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
    return Group(columns, lambda document: date_cells(document[name]), are_dates=True)


@in_original_language
def _acts():
    """Return the columns of the dates of all acts, which share one look at the events."""
    parts = [date_columns(act.value, act.label.capitalize()).columns for act in LegalAct]

    def cells(document):
        happened = acts_that_happened(document)
        return [cell for act in ACTS for cell in date_cells(happened[act]["date"] if act in happened else None)]

    return Group(tuple(column for columns in parts for column in columns), cells, are_dates=True)


def _pair_columns(of, who):
    """Return the columns for counting by pair; `of`: takes a document, gives the organisations named by `who`."""

    def cells(document):
        codes = sorted({organisation["country"]["code"] for organisation in of(document) if organisation["country"]})
        code, other, *_ = [*codes, "", ""]
        return ("; ".join(codes), code, other) if len(codes) == 2 else ("", code, other)

    columns = (
        ("pair", f"The codes of the two countries of {who}, in alphabetical order; empty where they are not two."),
        ("country_1", f"The first code of the countries of {who}, in alphabetical order."),
        ("country_2", f"The second code of the countries of {who}; empty where there is one country."),
    )
    return Group(columns, cells)


STATUS = Group(
    (
        ("status", "The code of its status on the day in `status_on`."),
        ("status_how", "How it has ended; empty where it has not."),
        ("status_on", "The day of the status: that of the parameter `status_on`, else today."),
        ("status_since", "The first day of this status; empty if it holds from the beginning."),
        ("status_last_said", "The last day on which a source spoke of what the status rests on."),
        ("status_reason", "The reason for the status, as a sentence."),
    ),
    status_cells,
)
SOURCES = column("sources", "The slugs of the sources that are cited in the record.", each_of("sources", "slug"))
IDENTIFIERS = column(
    "identifiers",
    "Its numbers in registers, collections and catalogues, each behind its scheme, such as `tias:12927`.",
    lambda record: [f"{identifier['scheme']}:{identifier['value']}" for identifier in identifiers_of(record)],
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
        column("parties", "The names of the two parties.", of_parties("name")),
        column(
            "party_slugs",
            "The slugs of the two parties.",
            of_parties("slug"),
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
            dating_cells,
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
        column("areas", "The names of its cooperation areas.", each_of("areas", "name")),
        column("area_slugs", "The slugs of its cooperation areas.", each_of("areas", "slug")),
        column("missions", "The names of the missions that it concerns.", each_of("missions", "name")),
        column("mission_slugs", "The slugs of the missions that it concerns.", each_of("missions", "slug")),
        column("term", "How long it holds, how it is renewed and ended, in words.", of_terms(term_in_words)),
        column("length", "The length of its term in ISO 8601, such as `P5Y`.", of_terms(itemgetter("length"))),
        column("renewal", f"What follows the term: {_listed(Renewal.values)}.", of_terms(itemgetter("renewal"))),
        column("notice", "How long before its effect it is denounced, in ISO 8601.", of_terms(itemgetter("notice"))),
        column("provisions", "What it says on which topic, such as `liability:yes`.", provisions_of),
        column("text_urls", "The web addresses at which its text can be read.", urls_of_texts),
        column(
            "relations", "What it does to another agreement, or another to it, with the other's slug.", relations_of
        ),
        column("events", "The slugs of its events, in order of time.", each_of("events", "slug")),
        IDENTIFIERS,
        SOURCES,
        HTML_URL,
    ],
    "agencies": [
        of_key(Agency, "slug"),
        of_key(Agency, "name"),
        of_key(Agency, "acronym"),
        of_key(Agency, "kind"),
        column("country", "The name of its country.", as_list("country", "name")),
        column("country_code", "The ISO 3166-1 code of its country.", as_list("country", "code")),
        column("parent", "The slug of the organisation that it is part of.", as_list("parent")),
        of_key(Agency, "summary"),
        date_columns("founded", "Founded"),
        date_columns("dissolved", "Dissolved"),
        column(
            "names",
            "Other names that sources use, former ones with their end.",
            lambda record: [name_in_words(name) for name in record["names"]],
        ),
        column("predecessors", "The slugs of the organisations that it follows.", successions("predecessors")),
        column("successors", "The slugs of the organisations that follow it.", successions("successors")),
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
        column("names", "Other names.", each_of("names", "name")),
        column("agreement_count", "The number of agreements to which it or an organisation of it is a party."),
        IDENTIFIERS,
        SOURCES,
        HTML_URL,
    ],
    "areas": [
        of_key(Area, "slug"),
        of_key(Area, "name"),
        of_key(Area, "definition"),
        column("broader", "The slug of the next wider area.", as_list("broader")),
        column("narrower", "The slugs of the next narrower areas.", each_of("narrower", "slug")),
        column("labels", "Other labels that sources use.", each_of("labels", "name")),
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
        column("part_of", "The slug of the mission or programme that it is part of.", as_list("part_of")),
        column("parts", "The slugs of its parts.", each_of("parts", "slug")),
        column("names", "Other names that sources use.", each_of("names", "name")),
        column(
            "roles",
            "Which organisation has which role.",
            lambda record: [with_role({**role["agency"], "role": role["role"]}) for role in record["roles"]],
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
            action_cells,
        ),
        _pair_columns(itemgetter("agencies"), "the organisations that took part"),
        date_columns("effective", "With effect from"),
        date_columns("until", "New end of the agreement"),
        date_columns("as_of", "Date of the information"),
        of_key(Event, "place"),
        column("agreement", "The slug of the agreement that it concerns.", as_list("agreement")),
        column("agreement_title", "The title of that agreement.", as_list("agreement", "title")),
        column("agencies", "Which organisations took part, and as what.", with_roles("agencies")),
        column("agency_slugs", "The slugs of these organisations.", each_of("agencies", "slug")),
        column("people", "Which people took part, and as what.", with_roles("people")),
        column("missions", "The slugs of the missions that it concerns.", each_of("missions", "slug")),
        column("areas", "The slugs of the cooperation areas that it concerns.", each_of("areas", "slug")),
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
        column("copy_of", "The slug of the source of which it is a copy.", as_list("copy_of")),
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
