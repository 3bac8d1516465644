"""A record's cooperation in numbers: how many agreements, with whom, on what, and what is not stated of them.

The same of a country, an agency, an area and a mission. Every number has the address of the list that shows as many.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext, ngettext_lazy

from agreements.status import StatusCode
from catalogue.agreement_documents import dated_by
from catalogue.asked import Results
from catalogue.dressing import sourced_date_of
from catalogue.facets import WORDS
from catalogue.index.facets import statuses
from catalogue.index.questions import Has, HasAny, OutcomeNotReported, of_kind
from catalogue.index.reader import NONE
from catalogue.index.rendered import is_country
from catalogue.reading import Named, bodies, named_by_key, reader
from catalogue.successions import others_in
from spacecoop.addresses import address_of
from spacecoop.dates import SourcedDate

MOST = 10  # rows of a ranking on a page; the page behind it has the others

# Which parameters of the lists of agreements and of events ask for a record; the fields of the index are called alike.
PARAMETERS = {
    "country": ("party", "party"),
    "agency": ("agency", "party"),
    "area": ("area", "area"),
    "mission": ("mission", "mission"),
}
# What is missing.
GAPS = {
    "signed": ngettext_lazy("agreement without a date of signature", "agreements without a date of signature", "count"),
    "area": ngettext_lazy("agreement without a cooperation area", "agreements without a cooperation area", "count"),
    "overdue": ngettext_lazy("overdue plan, outcome not reported", "overdue plans, outcome not reported", "count"),
    "undated": ngettext_lazy("event without a date", "events without a date", "count"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """How many of what there are; `address`: the list that shows as many. `code`: the status or the gap."""

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

    `key`: its code or slug. `page`: its own page, or that of the pair. `address`: the list of these agreements.
    """

    key: str
    name: str
    short_name: str
    page: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The records with most agreements first, as many as are asked for; `total`: how many there are.

    `many`: what they are; `address`: of the page of all.
    """

    rows: list
    total: int
    many: str = ""
    address: str = ""

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


def agreements_of(kind, document):
    """Return the question for the agreements that a record's profile counts."""
    return of_kind("agreement") & Has(PARAMETERS[kind][0], Named.of(kind, document).key)


def events_of(kind, document):
    """Return the question for the events that a record's profile counts."""
    return of_kind("event") & Has(PARAMETERS[kind][1], Named.of(kind, document).key)


def with_predecessors(kind, document, line):
    """Return the Number of a country's or an agency's agreements with those of its predecessors, which a Line tells."""
    key, parameter = Named.of(kind, document).key, PARAMETERS[kind][0]
    keys = [key, *(other.key for other in others_in(line, key))]
    count = reader().count(of_kind("agreement") & HasAny(parameter, keys))
    return Number(gettext("agreements"), count, _list("agreements", (parameter, key), ("predecessors", "yes")))


def profile_of(kind, document, on, most=MOST):
    """Return the Profile of a country, agency, area or mission on the day `on`; `document`: its whole document.

    `most`: rows of each ranking; None is all.
    Cost: about fifteen counts of the index; a query for the oldest and the newest agreement, one for the names of each
    kind of record, at most five.
    """
    return _Telling(kind, document, on, most).profile()


class _Telling:
    """Counts what a record has, and puts it into words and addresses."""

    def __init__(self, kind, document, on, most):
        self.kind, self.document, self.on, self.most = kind, document, on, most
        self.slug, self.key = document["slug"], Named.of(kind, document).key
        self.in_agreements, self.in_events = PARAMETERS[kind]
        self.reader = reader()
        self.of_agreements, self.of_events = agreements_of(kind, document), events_of(kind, document)
        self.values = self.reader.values(self.of_agreements, "partner", "area", "mission", "not_stated")

    def profile(self):
        first, last = self._ends()
        return Profile(
            agreements=Number(gettext("agreements"), self.reader.count(self.of_agreements), self.agreements()),
            as_party=self._as_party(),
            statuses=self._statuses(),
            first=first,
            last=last,
            partners=self._partners(),
            countries=self._countries(),
            areas=self._ranking("area", self._without("area", *self._own_areas()), "area"),
            missions=self._ranking("mission", self._without("mission", self.slug), "mission"),
            gaps=[gap for gap in map(self._gap, GAPS) if gap.count],
        )

    def agreements(self, *more):
        return _list("agreements", (self.in_agreements, self.key), *more)

    def events(self, *more):
        return _list("events", (self.in_events, self.key), *more)

    def _statuses(self):
        counts = statuses(self.reader, {"of": self.of_agreements}, tuple(StatusCode), self.on, ())
        numbers = [
            Number(str(code.label), count, self.agreements(("status", code)), code.value)
            for code, count in counts.items()
        ]
        return sorted(numbers, key=lambda status: -status.count)

    def _as_party(self):
        if self.kind != "agency":
            return None
        return Number(
            gettext("as a party"), self.reader.count(self._of_party()), _list("agreements", ("party", self.key))
        )

    def _of_party(self):
        return of_kind("agreement") & Has("party", self.key)

    def _ends(self):
        """Return the Acts by which the oldest and the newest agreement are first dated."""
        orders = ("by_oldest", "by_newest")
        keys = [key for order in orders for key in Results(self.of_agreements, order, self.reader)[:1]]
        acts = [_first_act(agreement) for agreement in bodies("agreement", keys)]
        return acts or (None, None)

    def _gap(self, name):
        if name == "overdue":
            count = self.reader.count(self.of_events & OutcomeNotReported(self.on))
            address = self.events(("outcome", "not_reported"))
        elif name == "undated":
            count = self.reader.count(self.of_events & Has("not_stated", "date"))
            address = self.events(("not_stated", "date"))
        else:
            count = self.values["not_stated"].get(name, 0)
            address = self.agreements(("not_stated", name))
        return Number(GAPS[name] % {"count": count}, count, address, name)

    # Rankings.

    def _partners(self):
        """Rank the partners of a country, which are countries and organisations of none; of an agency, the parties."""
        if self.kind == "country":
            return self._ranking("partner", self._without("partner", self.key), "partner", self._pair)
        if self.kind == "agency":
            parties = self.reader.values(self._of_party(), "party")["party"]
            others = {key: count for key, count in parties.items() if not is_country(key) and key != self.key}
            return self._ranking("partner", others, "organisation", self._pair)
        return Ranking([], 0)

    def _countries(self):
        if self.in_events == "party":
            return Ranking([], 0)
        countries = {key: count for key, count in self.values["partner"].items() if is_country(key)}
        return self._ranking("country", countries, "party")

    def _own_areas(self):
        """Return an area and the wider ones: all its agreements are on those."""
        return [self.slug, *(wider["slug"] for wider in self.document["wider"])] if self.kind == "area" else []

    def _without(self, field, *own):
        return {key: count for key, count in self.values[field].items() if key not in (NONE, *own)}

    def _pair(self, partner):
        return address_of("between", self.slug, partner.slug)

    def _ranking(self, field, counts, listed, page=lambda named: named.path):
        """Rank the values of a field of the index by the number of agreements that have them, {key: number}.

        `listed`: the name of the page of all of them, one of LISTED.
        """
        most = dict(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))[: self.most])
        named = sorted(_named(field, most), key=lambda record: (-most[record.key], record.by_name))
        parameter = "party" if field in ("partner", "country") else field
        rows = [
            Row(
                record.key,
                record.name,
                record.short_name,
                page(record),
                most[record.key],
                self._shared(parameter, record.key),
            )
            for record in named
        ]
        address = f"{address_of('values', 'agreements', listed)}?{urlencode([(self.in_agreements, self.key)])}"
        return Ranking(rows, len(counts), WORDS[listed][1], address)

    def _shared(self, parameter, key):
        """Return the list of agreements with another record; those of a pair have both as parties."""
        if parameter == "party" and self.in_events == "party":
            return _list("agreements", ("party", self.key), ("party", key))
        return self.agreements((parameter, key))


def _named(field, keys):
    """Return as Named the records that are the values of a field."""
    if field != "partner":
        return named_by_key(field, keys).values()
    codes, slugs = [key for key in keys if is_country(key)], [key for key in keys if not is_country(key)]
    of_both = (("country", codes), ("agency", slugs))
    return [named for kind, some in of_both if some for named in named_by_key(kind, some).values()]


def _first_act(agreement):
    """Return the Act that an agreement is first dated by; None where no source states its first day."""
    date = dated_by(agreement["dates"])["date"]
    return Act(sourced_date_of(date), address_of("event", date["event"])) if date and date["earliest"] else None


def _list(name, *asked):
    return f"{address_of(name)}?{urlencode(asked)}"
