"""The events of a picture, each in its lane, or counted by lane and time where they are too many to be told apart."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection
from django.urls import reverse

from agreements.models import Event

MOST_MARKS = 200  # events drawn one by one
MOST_LANES = 12


@dataclass(frozen=True, slots=True)
class Lane:
    """What the events of a lane have in common, in words, and the address of its page where it has one."""

    words: str
    path: str = ""
    place: int = 0  # before the number of its events: lanes of a higher place stand below


@dataclass
class LaneOfEvents:
    """The events of a lane that have a date. `counts`: of (first, last) in units, None where open.

    `events`: each of them in order of time, with `surely_from` and `surely_until`; None where they are only counted.
    """

    lane: Lane
    counts: Counter = field(default_factory=Counter)
    events: list | None = None

    @property
    def number(self):
        return self.counts.total()


@dataclass(frozen=True)
class Lanes:
    """Events in lanes. `counts`: of all of them, each once, the undated as (None, None); `undated`: those themselves.

    `lanes`: the busiest; `others`: the rest, which is `more` lanes.
    """

    counts: Counter
    lanes: list
    others: LaneOfEvents | None
    more: int
    undated: list = field(default_factory=list)

    @property
    def are_drawn(self):
        """Whether the events are there one by one."""
        return all(lane.events is not None for lane in self.lanes)


@dataclass(frozen=True, slots=True)
class Grouping:
    """How events are put in lanes.

    `sql`: common table expressions, the last of them grouped(id, earliest, latest, number, one, other), made of found.
    `named`: the query of (id, key, name) that `one` and `other` refer to. `lane`: makes a Lane of one row, which is
    (number, key of one, name of one, key of other, name of other).
    """

    sql: str
    named: str
    lane: callable


def _countries(number, *sides):
    """A lane of a pair of countries: those of the parties to the agreement, else of those who took part."""
    countries = sorted(((name, key) for key, name in zip(sides[::2], sides[1::2], strict=True) if key))
    if number == 2:
        (one, one_key), (other, other_key) = countries
        return Lane(f"{one} – {other}", reverse("between", args=[one_key.lower(), other_key.lower()]))
    if number == 1:
        name, key = countries[0]
        return Lane(f"{name}, no second country stated", reverse("country", args=[key.lower()]))
    return Lane("More than two countries" if number else "No country stated", place=1)


def _area(number, slug, name, *_):
    return Lane(name, reverse("area", args=[slug])) if number else Lane("No area stated", place=1)


def _standing(number, *_):
    return Lane(["Took place or ongoing", "Planned, announced or under discussion", "Claimed"][number], place=number)


BY_COUNTRIES = Grouping(
    """
    of_agreement AS (
        SELECT found.id, found.earliest, found.latest, false AS many,
            coalesce(countries[1], 0) AS one, coalesce(countries[cardinality(countries)], 0) AS other
        FROM found JOIN agreements_facetvalues counted ON counted.agreement_id = found.agreement_id
    ), of_none AS (
        SELECT found.id, found.earliest, found.latest, count(DISTINCT agency.country_id) > 2 AS many,
            coalesce(min(agency.country_id), 0) AS one, coalesce(max(agency.country_id), 0) AS other
        FROM found
        LEFT JOIN agreements_eventagency part ON part.event_id = found.id
        LEFT JOIN agencies_agency agency ON agency.id = part.agency_id
        WHERE found.agreement_id IS NULL
        GROUP BY 1, 2, 3
    ), sided AS (
        SELECT * FROM of_agreement UNION ALL SELECT * FROM of_none
    ), grouped AS (
        SELECT id, earliest, latest,
            CASE WHEN many THEN 3 WHEN one = 0 THEN 0 WHEN one = other THEN 1 ELSE 2 END AS number,
            CASE WHEN many THEN 0 ELSE one END AS one, CASE WHEN many OR one = other THEN 0 ELSE other END AS other
        FROM sided
    )""",
    "SELECT id, code, name FROM agencies_country",
    _countries,
)
BY_AREAS = Grouping(
    """
    grouped AS (
        SELECT found.id, found.earliest, found.latest, CASE WHEN link.id IS NULL THEN 0 ELSE 1 END AS number,
            coalesce(link.area_id, 0) AS one, 0 AS other
        FROM found LEFT JOIN agreements_eventarea link ON link.event_id = found.id
    )""",
    "SELECT id, slug, name FROM agreements_area",
    _area,
)
BY_STANDING = Grouping(
    """
    grouped AS (
        SELECT id, earliest, latest, 0 AS one, 0 AS other,
            CASE WHEN modality IN ('done', 'ongoing') THEN 0 WHEN modality = 'claimed' THEN 2 ELSE 1 END AS number
        FROM found
    )""",
    "SELECT 0, '', '' WHERE false",
    _standing,
)


def read_lanes(events, grouping, unit, number=0):
    """Return the Lanes of a queryset of events, counted by `unit`; `number`: how many they are, if that is known.

    Cost: one query; two where the events are more than MOST_MARKS and that is not known.
    """
    if number > MOST_MARKS:
        return _counted(events, grouping, unit)
    drawn = _events_in_lanes(events, grouping)
    if len({event.pk for event, _ in drawn}) > MOST_MARKS:
        return _counted(events, grouping, unit)
    lanes = {}
    for event, lane in drawn:
        if not event.date:
            continue
        of_lane = lanes.setdefault(lane, LaneOfEvents(lane, events=[]))
        of_lane.events.append(event)
        of_lane.counts[_span(event, unit)] += 1
    each_once = {event.pk: event for event, _ in drawn}.values()
    counts = Counter(_span(event, unit) for event in each_once)
    return _busiest(counts, lanes.values(), [event for event in each_once if not event.date])


def _span(event, unit):
    return unit.index(event.earliest), unit.index(event.latest)


def _busiest(counts, lanes, undated):
    """Return the Lanes of the busiest of `lanes`, and of the others together."""
    by_number = sorted(lanes, key=lambda lane: (-lane.number, lane.lane.words))
    kept, rest = by_number[:MOST_LANES], by_number[MOST_LANES:]
    others = sum((lane.counts for lane in rest), Counter())
    together = LaneOfEvents(Lane("Others"), others) if rest else None
    return Lanes(counts, _in_order(kept), together, len(rest), undated)


def _in_order(lanes):
    """Sort lanes by their place, the busiest first."""
    return sorted(lanes, key=lambda lane: (lane.lane.place, -lane.number, lane.lane.words))


def _events_in_lanes(events, grouping):
    """Return (event, its Lane) in order of time, for each lane of an event; one event more than can be drawn."""
    found = Event.objects.with_sure_days().filter(pk__in=events.order_by().values("pk")).in_order()[: MOST_MARKS + 1]
    sql, parameters = found.query.sql_with_params()
    rows = Event.objects.raw(
        f"""
        WITH found AS MATERIALIZED ({sql}), {grouping.sql}, named(id, key, name) AS ({grouping.named})
        SELECT found.*, grouped.number AS lane_number, one.key AS one_key, one.name AS one_name,
            other.key AS other_key, other.name AS other_name
        FROM found
        JOIN grouped ON grouped.id = found.id
        LEFT JOIN named one ON one.id = grouped.one
        LEFT JOIN named other ON other.id = grouped.other
        ORDER BY found.earliest NULLS LAST, found.latest, found.slug, one.name, other.name
        """,  # noqa: S608 - nothing in it comes from a request but as a parameter
        parameters,
    )
    return [
        (row, grouping.lane(row.lane_number, row.one_key, row.one_name, row.other_key, row.other_name)) for row in rows
    ]


def _counted(events, grouping, unit):
    """Return Lanes that only count the events of a queryset; the days of each become units at once, then lanes."""
    found = events.order_by().values("id", "agreement_id", "modality", "earliest", "latest")
    sql, parameters = found.query.sql_with_params()
    start, stop = (unit.sql.format(day) for day in ("earliest", "latest"))
    query = f"""
    WITH days AS ({sql}), found AS MATERIALIZED (
        SELECT id, agreement_id, modality, {start} AS earliest, {stop} AS latest FROM days
    ), {grouping.sql}, named(id, key, name) AS ({grouping.named}),
    counted AS MATERIALIZED (
        SELECT number, one, other, earliest AS start, latest AS stop, count(*) AS events
        FROM grouped WHERE earliest IS NOT NULL OR latest IS NOT NULL GROUP BY 1, 2, 3, 4, 5
    ), lane AS MATERIALIZED (
        SELECT number, one, other, row_number() OVER (ORDER BY sum(events) DESC, number, one, other) AS place
        FROM counted GROUP BY 1, 2, 3
    ), busiest AS MATERIALIZED (
        SELECT lane.*, one.key AS one_key, one.name AS one_name, other.key AS other_key, other.name AS other_name
        FROM lane LEFT JOIN named one ON one.id = lane.one LEFT JOIN named other ON other.id = lane.other
        ORDER BY place LIMIT {MOST_LANES}
    )
    SELECT 'each', 0, NULL, NULL, NULL, NULL, earliest, latest, count(*) FROM found GROUP BY 7, 8
    UNION ALL
    SELECT 'laned', (SELECT count(*) FROM lane), NULL, NULL, NULL, NULL, start, stop, sum(events)::bigint
    FROM counted GROUP BY start, stop
    UNION ALL
    SELECT 'lane', counted.number, one_key, one_name, other_key, other_name, start, stop, events
    FROM busiest JOIN counted USING (number, one, other)
    """  # noqa: S608 - nothing in it comes from a request but as a parameter
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return _gathered(cursor.fetchall(), grouping)


def _gathered(rows, grouping):
    counts, others, number_of_lanes, lanes = Counter(), Counter(), 0, {}
    for what, number, one_key, one_name, other_key, other_name, start, stop, events in rows:
        if what == "each":
            counts[start, stop] = events
        elif what == "laned":
            others[start, stop] = events
            number_of_lanes = number
        else:
            lane = grouping.lane(number, one_key, one_name, other_key, other_name)
            lanes.setdefault(lane, LaneOfEvents(lane)).counts[start, stop] = events
    for lane in lanes.values():
        others -= lane.counts
    together = LaneOfEvents(Lane("Others"), others) if others else None
    return Lanes(counts, _in_order(lanes.values()), together, number_of_lanes - len(lanes))
