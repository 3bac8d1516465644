"""The events of a picture, each in its lane, or counted by lane and time where they are too many to be told apart."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext, gettext_lazy

from catalogue import reading
from catalogue.index.questions import Dated
from catalogue.index.schema import MANY, UNSTATED, record_number
from pages.pictures.marks import Event
from pages.rows import STANDINGS
from spacecoop.addresses import address_of
from spacecoop.records import in_batches

MOST_MARKS = 60  # events with a date that are drawn one by one
MOST_READ = 200  # events, those without a date included
MOST_LANES = 12
# The lanes of the STANDINGS, in their order.
_STANDINGS = (
    gettext_lazy("Took place or ongoing"),
    gettext_lazy("Planned, announced or under discussion"),
    gettext_lazy("Claimed"),
)
COUNTED_AT_ONCE = 20  # lanes, which each have many spans


@dataclass(frozen=True, slots=True)
class Lane:
    """What the events of a lane have in common, in words, and the address of its page where it has one."""

    words: str
    path: str = ""
    place: int = 0  # before the number of its events: lanes of a higher place stand below


@dataclass
class LaneOfEvents:
    """The events of a lane that have a date. `counts`: of (first, last) in units, None where open.

    `events`: each of them in order of time; None where they are only counted.
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
    """How events are put in lanes: by the values of a `field` of the index, each of them or some together a key.

    `lane`: makes the Lane of a key and {slug: name}. `named`: the kind of the records that lanes are named by, and
    `slugs`: theirs, of a key. `may_be_several`: whether an event may stand in several lanes.
    """

    field: str
    lane: Callable
    key: Callable = str
    named: str = ""
    slugs: Callable = list
    may_be_several: bool = False

    def lanes(self, keys):
        """Return {key: its Lane}. Cost: one query, for the names.

        Boundary: what a draft has renamed is still found under its old slug, and then called by that.
        """
        slugs = {slug for key in keys for slug in self.slugs(key)} if self.named else ()
        known = reading.names_of(self.named, slugs) if slugs else {}
        names = {slug: known[slug].name if slug in known else slug for slug in slugs}
        return {key: self.lane(key, names) for key in keys}


def _countries_of(key):
    """Return the slugs of the countries of a lane."""
    return [] if key in (UNSTATED, MANY) else key.lower().split("|")


def _countries(key, names):
    """A lane of a pair of countries: those of the parties to the agreement, else of those who took part."""
    countries = sorted((names[slug], slug) for slug in _countries_of(key))
    if len(countries) == 2:
        (country, slug), (other, other_slug) = countries
        return Lane(f"{country} – {other}", address_of("between", slug, other_slug))
    if countries:
        name, slug = countries[0]
        words = gettext("{country}, no second country stated").format(country=name)
        return Lane(words, address_of("country", slug))
    return Lane(gettext("More than two countries") if key == MANY else gettext("No country stated"), place=1)


def _areas_of(key):
    return [] if key == UNSTATED else [key]


def _area(key, names):
    return Lane(gettext("No area stated"), place=1) if key == UNSTATED else Lane(names[key], address_of("area", key))


def _standing_of(reported_as):
    return next(standing for standing, reported in STANDINGS.items() if reported_as in reported)


def _standing(key, names):
    place = list(STANDINGS).index(key)
    return Lane(str(_STANDINGS[place]), place=place)


BY_COUNTRIES = Grouping("lane", _countries, named="country", slugs=_countries_of)
BY_AREAS = Grouping("own_area", _area, named="area", slugs=_areas_of, may_be_several=True)
BY_STANDING = Grouping("reported_as", _standing, key=_standing_of)


def read_lanes(question, grouping, unit):
    """Return the Lanes of the events that a question keeps, counted by `unit`; up to MOST_MARKS are drawn one by one.

    Cost: two queries, for the events and for the names of lanes; where they are only counted the names alone.
    """
    reader = reading.reader()
    is_crowded = reader.count(question) > MOST_READ or reader.count(question & Dated()) > MOST_MARKS
    read = _counted if is_crowded else _drawn
    return read(reader, question, grouping, unit)


# One by one.


def _drawn(reader, question, grouping, unit):
    keys = reader.search(question, "by_oldest", limit=MOST_READ).keys
    documents = reading.rows("event", keys)
    events = [Event.of(document) for document in documents]
    numbered = {
        record_number("event", document["key"]): event for document, event in zip(documents, events, strict=True)
    }
    lanes = {}
    for key, numbers in _records_in_lanes(reader, question & Dated(), grouping).items():
        in_lane = [event for number, event in numbered.items() if number in numbers]
        lanes[key] = Counter(_span(event, unit) for event in in_lane), in_lane
    named = grouping.lanes(lanes)
    laned = [LaneOfEvents(named[key], *of_lane) for key, of_lane in lanes.items()]
    counts = Counter(_span(event, unit) for event in events)
    return _busiest(counts, laned, [event for event in events if not event.when])


def _records_in_lanes(reader, question, grouping):
    """Return {key of a lane: the numbers of the records in it}."""
    lanes = {}
    for value, numbers in reader.values_within(question, grouping.field, "record").items():
        lanes.setdefault(grouping.key(value), set()).update(numbers)
    return lanes


def _span(event, unit):
    return unit.index(event.earliest), unit.index(event.latest)


def _busiest(counts, lanes, undated):
    """Return the Lanes of the busiest of `lanes`, and of the others together."""
    by_number = sorted(lanes, key=lambda lane: (-lane.number, lane.lane.words))
    kept, rest = by_number[:MOST_LANES], by_number[MOST_LANES:]
    others = _together(lane.counts for lane in rest)
    together = LaneOfEvents(Lane(gettext("Others")), others) if rest else None
    return Lanes(counts, _in_order(kept), together, len(rest), undated)


def _together(counts):
    """Return the sum of many counts."""
    total = Counter()
    for some in counts:
        total.update(some)
    return total


def _in_order(lanes):
    """Sort lanes by their place, the busiest first."""
    return sorted(lanes, key=lambda lane: (lane.lane.place, -lane.number, lane.lane.words))


# Counted.


def _counted(reader, question, grouping, unit):
    dated = question & Dated()
    counts = _in_units(reader.values(question, unit.field)[unit.field], unit)
    values, numbers = {}, Counter()
    for value, number in reader.values(dated, grouping.field)[grouping.field].items():
        values.setdefault(grouping.key(value), []).append(value)
        numbers[grouping.key(value)] += number
    busiest = sorted(numbers, key=lambda key: (-numbers[key], key))
    kept, rest = busiest[:MOST_LANES], busiest[MOST_LANES:]
    of_values = _spans_of(reader, dated, grouping, unit, [value for key in kept for value in values[key]])
    named = grouping.lanes(kept)
    lanes = [LaneOfEvents(named[key], _together(of_values[value] for value in values[key])) for key in kept]
    if grouping.may_be_several:
        others = _together(_spans_of(reader, dated, grouping, unit, rest).values())
    else:
        others = counts - _together([*(lane.counts for lane in lanes), {(None, None): counts[None, None]}])
    together = LaneOfEvents(Lane(gettext("Others")), others) if rest else None
    return Lanes(counts, _in_order(lanes), together, len(rest))


def _spans_of(reader, question, grouping, unit, values):
    """Return for each of some values the counts of the events that have it."""
    spans = {}
    for some in in_batches(values, COUNTED_AT_ONCE):
        spans |= reader.values_within(question, grouping.field, unit.field, some)
    return {value: _in_units(counted, unit) for value, counted in spans.items()}


def _in_units(counted, unit):
    return Counter({unit.span(text): number for text, number in counted.items()})
