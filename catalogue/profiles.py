"""A record's cooperation in numbers: how many agreements, with whom, on what, and what is not stated of them.

The same of a country, an agency, an area and a mission. Every number has the address of the list that shows as many.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, TextField, Value
from django.urls import reverse

from agencies.models import Agency, Country
from agreements.models import Agreement, Area, Event, Mission
from agreements.models.areas import TAKEN_IN
from agreements.status import LegalAct, StatusCode
from catalogue.sides import side_key
from spacecoop.dates import SourcedDate, sourced

MOST = 12  # rows of a ranking; the list behind it has the others

# Which parameters of the lists of agreements and of events ask for a record.
PARAMETERS = {
    Country: ("party", "party"),
    Agency: ("agency", "party"),
    Area: ("area", "area"),
    Mission: ("mission", "mission"),
}
# What is missing, of one and of many.
GAPS = {
    "signed": (
        "agreement without a date of signature",
        "agreements without a date of signature",
    ),
    "area": ("agreement without a cooperation area", "agreements without a cooperation area"),
    "overdue": (
        "overdue plan, outcome not reported",
        "overdue plans, outcome not reported",
    ),
    "undated": ("event without a date", "events without a date"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """How many of what there are; `address`: the list that shows as many. `code`: the status that is counted."""

    words: str
    count: int
    address: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A dated legal act of one of the agreements; `address`: the page of the event."""

    when: SourcedDate
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A record that agreements have in common with the one described.

    `page`: its own page, or that of the pair. `address`: the list of these agreements.
    """

    name: str
    short_name: str
    page: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The records with most agreements first, at most MOST; `total`: how many there are."""

    rows: list
    total: int

    @property
    def left_out(self):
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Profile:
    """The numbers of one record.

    `as_party`: agreements in which an agency is a party, for an agency only. `statuses`: on the day asked, those that
    occur. `first`, `last`: the first dated acts of the oldest and of the newest agreement. `partners`: the other
    parties, for a country countries and international organisations, for an agency agencies; `countries`: of the
    parties, for an area or a mission. `areas`: narrower ones included. `gaps`: what is missing, if anything.
    """

    agreements: Number
    as_party: Number | None
    statuses: list
    first: Act | None
    last: Act | None
    partners: Ranking
    countries: Ranking
    areas: Ranking
    missions: Ranking
    gaps: list


def profile_of(record, on):
    """Return the Profile of a country, agency, area or mission on the day `on`. Cost: one query."""
    counted = {}
    for part, *row in _counts(record, on):
        counted.setdefault(part, []).append(row)
    return _Telling(record, counted).profile()


class _Telling:
    """Puts what was counted of a record into words and addresses."""

    def __init__(self, record, counted):
        self.record, self.counted = record, counted
        self.key = side_key(record)
        self.in_agreements, self.in_events = PARAMETERS[type(record)]

    def profile(self):
        statuses = sorted(self._statuses(), key=lambda status: -status.count)
        total = sum(status.count for status in statuses)
        ends = {end: self._act(*rows[0]) for end, rows in self.counted.items() if end in ("first", "last")}
        return Profile(
            agreements=Number("agreements", total, self.agreements()),
            as_party=self._as_party(),
            statuses=statuses,
            first=ends.get("first"),
            last=ends.get("last"),
            partners=self._ranking("partners", "party", self._pair),
            countries=self._ranking("countries", "party", _page("country")),
            areas=self._ranking("areas", "area", _page("area")),
            missions=self._ranking("missions", "mission", _page("mission")),
            gaps=[gap for gap in map(self._gap, GAPS) if gap.count],
        )

    def agreements(self, *more):
        return _list("agreements", (self.in_agreements, self.key), *more)

    def events(self, *more):
        return _list("events", (self.in_events, self.key), *more)

    def _statuses(self):
        return [
            Number(StatusCode(code).label, count, self.agreements(("status", code)), code)
            for code, _, _, count, _ in self.counted.get("statuses", [])
        ]

    def _as_party(self):
        if not isinstance(self.record, Agency):
            return None
        return Number("as a party", self._count("as_party"), _list("agreements", ("party", self.key)))

    def _gap(self, name):
        if name == "overdue":
            address = self.events(("outcome", "not_reported"))
        elif name == "undated":
            address = self.events(("not_stated", "date"))
        else:
            address = self.agreements(("not_stated", name))
        one, many = GAPS[name]
        count = self._count(name)
        return Number(one if count == 1 else many, count, address)

    def _count(self, part):
        return sum(count for _, _, _, count, _ in self.counted.get(part, []))

    def _act(self, slug, edtf, basis, *_):
        return Act(sourced(edtf, basis), reverse("event", args=[slug]))

    def _pair(self, key):
        return reverse("between", args=[self.record.slug, key.lower()])

    def _ranking(self, part, parameter, page):
        counted = sorted(self.counted.get(part, []), key=lambda row: (-row[3], row[1]))
        rows = [
            Row(name, short or name, page(key), count, self._shared(parameter, key))
            for key, name, short, count, _ in counted
        ]
        return Ranking(rows, counted[0][4] if counted else 0)

    def _shared(self, parameter, key):
        """Return the list of agreements with another record; those of a pair have both as parties."""
        if parameter == "party" and self.in_events == "party":
            return _list("agreements", ("party", self.key), ("party", key))
        return self.agreements((parameter, key))


def _page(name):
    return lambda key: reverse(name, args=[key.lower()])


def _list(name, *asked):
    return f"{reverse(name)}?{urlencode(asked)}"


# What is read once of each agreement, for all parts to count.
CHOSEN = {
    "id": "pk",
    "first_act": "first_act_earliest",
    "status": "status_on_day",
    **{name: f"facet_values__{name}" for name in ("not_stated", "parties", "countries", "areas", "missions")},
}
SETS = """
    WITH RECURSIVE {taken_in}, own(id) AS (SELECT %s::bigint), chosen({columns}) AS MATERIALIZED ({chosen})
"""
RANKING = """
    SELECT '{part}', record.{key}, record.name, {short}, counted.number, counted.total FROM (
        SELECT key, count(*) AS number, count(*) OVER () AS total
        FROM (SELECT unnest({keys}) AS key, parties FROM chosen) each {where}
        GROUP BY key ORDER BY number DESC, key LIMIT {{most}}
    ) counted JOIN {table} record ON record.id = counted.key
"""
END = """
    SELECT '{end}', act.slug, act.date, act.date_basis, 1, 1
    FROM (SELECT id, first_act FROM chosen WHERE first_act IS NOT NULL ORDER BY first_act {order}, id LIMIT 1) one
    JOIN agreements_event act ON act.agreement_id = one.id AND act.earliest = one.first_act
        AND act.kind IN ({kinds}) AND act.modality IN ('done', 'ongoing')
    ORDER BY act.latest, act.slug LIMIT 1
"""


def _ranking(part, keys, table, key="slug", short="''", where=""):
    return RANKING.format(part=part, keys=keys, table=table, key=key, short=short, where=where)


PARTS = [
    "SELECT 'statuses', status, '', '', count(*), 1 FROM chosen GROUP BY status",
    "SELECT 'signed', '', '', '', count(*), 1 FROM chosen WHERE 'signed' = ANY(not_stated)",
    "SELECT 'area', '', '', '', count(*), 1 FROM chosen WHERE areas = '{{}}'",
    *(
        END.format(end=end, order=order, kinds=", ".join(f"'{act}'" for act in LegalAct))
        for end, order in (("first", "ASC"), ("last", "DESC"))
    ),
]
AREAS = _ranking("areas", "areas", "agreements_area")
MISSIONS = _ranking("missions", "missions", "agreements_mission")
COUNTRIES = _ranking("countries", "countries", "agencies_country", key="code")
# The partners of a country are countries, and organisations of no country.
PARTNERS_OF_COUNTRY = """
    SELECT 'partners', coalesce(country.code, agency.slug), coalesce(country.name, agency.name),
        CASE WHEN country.id IS NULL THEN agency.acronym ELSE '' END, sum(number)::bigint, count(*) OVER ()
    FROM (SELECT key, count(*) AS number FROM (SELECT unnest(parties) AS key FROM chosen) each GROUP BY 1) of_agency
    JOIN agencies_agency agency ON agency.id = key
    LEFT JOIN agencies_country country ON country.id = agency.country_id
    WHERE agency.country_id IS DISTINCT FROM (SELECT id FROM own)
    GROUP BY 2, 3, 4 ORDER BY 5 DESC, 2 LIMIT {most}
"""
PARTS_OF = {
    Country: [AREAS, MISSIONS, PARTNERS_OF_COUNTRY],
    Agency: [
        AREAS,
        MISSIONS,
        "SELECT 'as_party', '', '', '', count(*), 1 FROM chosen WHERE (SELECT id FROM own) = ANY(parties)",
        _ranking(
            "partners",
            "parties",
            "agencies_agency",
            short="record.acronym",
            where="WHERE key <> (SELECT id FROM own) AND (SELECT id FROM own) = ANY(parties)",
        ),
    ],
    # Of the areas neither itself nor the wider ones: all its agreements are on those.
    Area: [
        _ranking(
            "areas",
            "areas",
            "agreements_area",
            where="WHERE key NOT IN (SELECT by_id FROM taken_in WHERE taken_in.id = (SELECT id FROM own))",
        ),
        MISSIONS,
        COUNTRIES,
    ],
    Mission: [
        AREAS,
        _ranking("missions", "missions", "agreements_mission", where="WHERE key <> (SELECT id FROM own)"),
        COUNTRIES,
    ],
}


def _counts(record, on):
    """Return the rows (part, key, name, short name, count, how many rows the part has in all)."""
    agreements = agreements_of(record).with_status(on).order_by().values_list(*CHOSEN.values())
    chosen, values = agreements.query.sql_with_params()
    sets = SETS.format(columns=", ".join(CHOSEN), chosen=chosen, taken_in=TAKEN_IN)
    plain = [part.format(most=MOST) for part in (*PARTS, *PARTS_OF[type(record)])]
    events = [part.query.sql_with_params() for part in _event_parts(record, on)]
    query = " UNION ALL ".join(f"({part})" for part in [*plain, *(sql for sql, _ in events)])
    with connection.cursor() as cursor:
        # Nothing in it comes from a request but as a parameter.
        cursor.execute(f"{sets} {query}", [record.pk, *values, *(value for _, more in events for value in more)])
        return cursor.fetchall()


def agreements_of(record):
    """Return the agreements that a record's profile counts."""
    agreements = Agreement.objects.all()
    asking = {
        Country: agreements.between,
        Agency: agreements.involving,
        Area: agreements.about,
        Mission: agreements.on_missions,
    }
    return asking[type(record)](side_key(record))


def events_of(record):
    """Return the events that a record's profile counts."""
    events = Event.objects.all()
    asking = {Country: events.with_sides, Agency: events.with_sides, Area: events.about, Mission: events.on_missions}
    return asking[type(record)](side_key(record))


def _event_parts(record, on):
    """Return the parts that are counted of events, not of agreements."""
    events = events_of(record)
    nothing = Value("", TextField())
    for part, counted in (("undated", events.filter(date__isnull=True)), ("overdue", events.overdue(on))):
        rows = counted.order_by().values(part=Value(part, TextField())).annotate(number=Count("pk"))
        yield rows.values_list("part", nothing, nothing, nothing, "number", Value(1))
