"""The columns of the tables, the same for CSV and Excel; docs/exports.md lists them from here."""

from collections.abc import Callable
from dataclasses import dataclass

from agencies.models import Agency, Country
from agreements.models import Agreement, Area, Event, Mission, Source
from agreements.models.agreements import REVERSE_VERBS, RelationKind
from agreements.status import HAPPENED, LegalAct


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its meaning in words, and how to read it from a loaded record.

    `read`: gives a text, a number, a list of texts or None.
    `day`: gives the day as a date where a source states the very day; else None.
    """

    name: str
    meaning: str
    read: Callable
    day: Callable = lambda record: None

    def cell(self, record):
        """Return the value as one text or number; the texts of a list are joined by "; "."""
        value = self.read(record)
        if value is None or value == "":
            return ""
        return "; ".join(value) if isinstance(value, list) else value


def date_columns(name, words, read):
    """Return the four columns of a date. `read` gives the SourcedDate of a record, or None."""

    def part(attribute, words_of_part):
        def text(record):
            when = read(record)
            value = when and getattr(when, attribute)
            return value and str(value)

        def day(record):
            when = read(record)
            return when.earliest if when and attribute != "basis" and when.day_is_known else None

        return Column(f"{name}_{attribute}", f"{words}: {words_of_part}", text, day)

    return [
        part("edtf", "the date in EDTF, exactly as precise as its source; empty where no source states it."),
        part("earliest", "the first day that the date allows; empty where open."),
        part("latest", "the last day that the date allows; empty where open."),
        part(
            "basis", "`stated` by the source, or `derived` where its year or precision comes from the document's date."
        ),
    ]


def of_field(model, name, column=None):
    """Return the column of a model's field, in the words of the data dictionary."""
    return Column(column or name, str(model._meta.get_field(name).help_text), lambda record: getattr(record, name))


def sources_of(record):
    """Return the slugs of the sources of a record and its parts, in order, each once."""
    slugs = [citation.source.slug for fact in facts_of(record) for citation in getattr(fact, "evidence", [])]
    return sorted(set(slugs))


def facts_of(record):
    """Return the loaded records, `record` first, that hold the citations of what is said of it."""
    return [record, *(part for name in PARTS.get(record._meta.model_name, []) for part in _loaded(record, name))]


def _loaded(record, name):
    parts = getattr(record, name)
    return parts.all() if hasattr(parts, "all") else parts


# Of each model, the loaded parts that are cited for themselves.
PARTS = {
    "agreement": ["parties", "area_facts", "mission_facts", "relation_facts", "events"],
    "agency": ["names", "offices"],
    "country": ["names"],
    "area": ["labels"],
    "mission": ["names", "roles"],
    "event": ["agencies", "people", "missions", "areas"],
}


# By their very names these tell of an announcement, which is the fact.
ANNOUNCEMENTS = {LegalAct.EXPIRY_ANNOUNCED, LegalAct.RENEWAL_PLANNED, LegalAct.RENEWAL_DISCUSSED}


def acts_that_happened(agreement):
    """Return {act: SourcedDate} of the first of each kind of act that has a date and is no mere plan."""
    found = {}
    for event in agreement.legal_acts:
        if event.date and (event.modality in HAPPENED or event.kind in ANNOUNCEMENTS):
            found.setdefault(event.kind, event.when)
    return found


def _acts():
    columns = []
    for act in LegalAct:
        words = "Dated" if act == LegalAct.DATED else act.label.capitalize()
        columns += date_columns(act.value, words, lambda agreement, act=act.value: agreement.happened.get(act))
    return columns


def parties_of(agreement):
    """Return the agencies that are the parties proper."""
    return [party.agency for party in agreement.principals]


def other_roles_of(agreement):
    return [f"{party.agency.name} ({party.get_role_display()})" for party in agreement.other_roles]


def relations_of(agreement):
    """Return the relations as texts, such as "amends belgium-russia-2000"."""
    return [f"{verb_of(fact.link)} {fact.link['slug']}" for fact in agreement.relation_facts]


def verb_of(link):
    kind = RelationKind(link["kind"])
    return kind.label if link["forward"] else REVERSE_VERBS[kind]


def prospects_of(agreement):
    """Return what is planned, announced or discussed of an agreement, as texts."""
    return [
        f"{event.get_modality_display()}: {event.title}, {event.when or 'date not stated'}"
        for event in agreement.events.all()
        if event.is_prospect
    ]


def _names(links):
    return lambda record: [fact.link["name"] for fact in getattr(record, links)]


def _slugs(links):
    return lambda record: [fact.link["slug"] for fact in getattr(record, links)]


def related(name, key="slug"):
    """Return what reads `key` of the record that the field `name` leads to; None where it is empty."""

    def read(record):
        other = getattr(record, name)
        return other and getattr(other, key)

    return read


def many(name, read):
    """Return what reads a list of texts from the loaded records that `name` leads to."""
    return lambda record: [read(part) for part in getattr(record, name).all()]


def _of(model, *names):
    return [of_field(model, name) for name in names]


SOURCES = Column("sources", "The slugs of the sources that support the record or a part of it.", sources_of)
# A path here, made absolute by whoever writes the table.
PAGE = Column("page", "The address of the record's page.", lambda record: record.get_absolute_url())

COLUMNS = {
    "agreements": [
        *_of(Agreement, "slug", "title", "formal_title", "kind", "level", "summary"),
        Column(
            "parties", "The names of its two parties.", lambda agreement: [one.name for one in parties_of(agreement)]
        ),
        Column(
            "party_slugs",
            "The slugs of its two parties.",
            lambda agreement: [one.slug for one in parties_of(agreement)],
        ),
        Column(
            "party_countries",
            "The ISO 3166-1 codes of the parties' countries; a party without one is left out.",
            lambda agreement: [one.country.code for one in parties_of(agreement) if one.country],
        ),
        Column("other_roles", "Who else has a part in it, and as what.", other_roles_of),
        *_acts(),
        Column(
            "prospects", "What is planned, announced or discussed of it, each with its date in words.", prospects_of
        ),
        Column("status", "The code of its status on the day in `status_on`.", lambda one: str(one.status_now.code)),
        Column(
            "status_on",
            "The day of the status: that of the parameter `on`, else today.",
            lambda one: one.status_now.on.isoformat(),
            lambda one: one.status_now.on,
        ),
        Column("status_because", "The reason for the status, as a sentence.", lambda one: one.status_now.because),
        Column("areas", "The names of its areas.", _names("area_facts")),
        Column("area_slugs", "The slugs of its areas.", _slugs("area_facts")),
        Column("missions", "The names of the missions that it concerns.", _names("mission_facts")),
        Column("mission_slugs", "The slugs of the missions that it concerns.", _slugs("mission_facts")),
        Column(
            "relations", "What it does to another agreement, or another to it, with the other's slug.", relations_of
        ),
        Column("events", "The slugs of its events, in order of time.", many("events", lambda event: event.slug)),
        SOURCES,
        PAGE,
    ],
    "agencies": [
        *_of(Agency, "slug", "name", "acronym", "kind"),
        Column("country", str(Agency._meta.get_field("country").help_text), related("country", "name")),
        Column("country_code", "The ISO 3166-1 code of that country.", related("country", "code")),
        Column("parent", str(Agency._meta.get_field("parent").help_text), related("parent", "slug")),
        *_of(Agency, "summary"),
        *date_columns("founded", "Founded", lambda agency: agency.founded_on),
        Column("names", "Every other form of the name that a source uses.", many("names", lambda name: name.name)),
        Column(
            "offices", "Who holds which office, as of when.", many("offices", lambda office: office_in_words(office))
        ),
        Column(
            "agreement_count",
            "The number of agreements in which it has any role.",
            lambda agency: agency.agreement_count,
        ),
        SOURCES,
        PAGE,
    ],
    "countries": [
        *_of(Country, "code", "name", "iso_name"),
        *date_columns("withdrawn", "Code withdrawn by ISO 3166-3", lambda country: country.withdrawn_on),
        Column("names", "Other forms of the name.", many("names", lambda name: name.name)),
        Column(
            "agreement_count",
            "The number of agreements to which it or a body of it is a party.",
            lambda country: country.agreement_count,
        ),
        SOURCES,
        PAGE,
    ],
    "areas": [
        *_of(Area, "slug", "name", "definition"),
        Column("broader", str(Area._meta.get_field("broader").help_text), related("broader")),
        Column("narrower", "The slugs of the areas that it takes in.", many("narrower", lambda area: area.slug)),
        Column("labels", "Other labels, as sources word them.", many("labels", lambda label: label.label)),
        Column(
            "matches",
            "The same (exact) or nearly the same (close) concept in other vocabularies.",
            many("matches", lambda match: f"{match.closeness} {match.address}"),
        ),
        Column("agreement_count", "The number of agreements on this very area.", lambda area: area.agreement_count),
        SOURCES,
        PAGE,
    ],
    "missions": [
        *_of(Mission, "slug", "name", "kind", "summary"),
        Column("part_of", str(Mission._meta.get_field("part_of").help_text), related("part_of")),
        Column("parts", "The slugs of its parts.", many("parts", lambda part: part.slug)),
        Column("names", "Other forms of the name that sources use.", many("names", lambda name: name.name)),
        Column(
            "roles",
            "Which agency did or does what in it.",
            many("roles", lambda role: f"{role.agency.name} ({role.get_role_display()})"),
        ),
        Column("agreement_count", "The number of agreements that concern it.", lambda mission: mission.agreement_count),
        SOURCES,
        PAGE,
    ],
    "events": [
        *_of(Event, "slug", "title", "kind", "modality"),
        *date_columns("date", "When it took or takes place", lambda event: event.when),
        *date_columns("as_of", "The day for which the source says so", lambda event: event.said_on),
        *_of(Event, "place"),
        Column("agreement", "The slug of the agreement that it concerns.", related("agreement")),
        Column("agreement_title", "The title of that agreement.", related("agreement", "title")),
        Column(
            "agencies",
            "Who took part, and as what.",
            many("agencies", lambda part: f"{part.agency.name} ({part.get_role_display()})"),
        ),
        Column("agency_slugs", "The slugs of these bodies.", many("agencies", lambda part: part.agency.slug)),
        Column(
            "people",
            "Which people took part, and as what.",
            many("people", lambda part: f"{part.person.name} ({part.get_role_display()})"),
        ),
        Column(
            "missions", "The slugs of the missions that it concerns.", many("missions", lambda link: link.mission.slug)
        ),
        Column("areas", "The slugs of the areas that it concerns.", many("areas", lambda link: link.area.slug)),
        *_of(Event, "summary"),
        SOURCES,
        PAGE,
    ],
    "sources": [
        *_of(Source, "slug", "title", "publisher", "kind", "language", "address"),
        *date_columns("published", "The document's own date", lambda source: source.published_on),
        *_of(Source, "relays"),
        Column("fact_count", "The number of citations that rest on it.", lambda source: source.fact_count),
        PAGE,
    ],
}


def office_in_words(office):
    when = f"as of {office.as_of_date}" if office.as_of_date else "date not stated"
    return f"{office.title}: {office.person.name}, {when}"
