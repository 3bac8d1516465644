"""Facets: for each filter the values that are left to choose, with their counts, under the other filters.

All facets of a list come in one query. Choosing an option never leads to an empty list: where a filter takes
several values, an option is counted under the values chosen already, else under the other filters alone.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, F, IntegerField, Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementKind,
    AgreementMission,
    Citation,
    Event,
    Level,
    Party,
    PartyRole,
)
from agreements.models.agreements import CITED_THROUGH
from agreements.status import HAPPENED, LegalAct, StatusCode
from spacecoop.dates import display

MOST = 12  # options of a facet; the form takes the others
NOT_STATED = [LegalAct.SIGNED, LegalAct.ENTERED_INTO_FORCE]
HEADINGS = {
    "party": "Country of a party",
    "agency": "Agency in any role",
    "area": "Area",
    "kind": "Kind",
    "level": "Level",
    "status": "Status",
    "decade": "Possibly signed in the",
    "mission": "Mission",
    "source": "Source",
    "not_stated": "Not stated",
}
LABELS = {"kind": AgreementKind, "level": Level, "status": StatusCode, "not_stated": LegalAct}


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose: `parameters` are what it adds to the request or, when `chosen`, what it takes away.

    `query`: the address of the list with it, or without it when it is chosen.
    """

    label: str
    count: int
    parameters: tuple
    chosen: bool
    query: str


@dataclass(slots=True)
class Facet:
    name: str
    options: list = field(default_factory=list)

    @property
    def heading(self):
        return HEADINGS[self.name]

    @property
    def has_choice(self):
        return any(option.chosen for option in self.options)


def facets_of(found):
    """Return the number that an AgreementFilter finds, and its facets that have any option. Cost: one query."""
    if not found.is_valid():
        return 0, []
    total = 0
    facets = {name: Facet(name) for name in HEADINGS}
    for name, value, label, count in _counts(found):
        if name == TOTAL:
            total = count
        else:
            facets[name].options.append(_option(found, name, value, label, count))
    for facet in facets.values():
        facet.options.sort(key=lambda option: (not option.chosen, -option.count, option.label))
    facets["decade"].options.sort(key=lambda option: option.label)
    return total, [facet for facet in facets.values() if facet.options]


def _option(found, name, value, label, count):
    if name in LABELS:
        label = LABELS[name](value).label
    if name == "decade":
        decade = f"{int(value) // 10}X"
        label = display(decade)
        parameters = tuple((parameter, decade) for parameter in DECADE)
    else:
        parameters = ((name, value),)
    chosen = all(value in _chosen(found, parameter) for parameter, value in parameters)
    return Option(label, count, parameters, chosen, _query(found, parameters, chosen))


def _query(found, parameters, chosen):
    names = [name for name, _ in parameters]
    kept = [
        (name, value)
        for name, value in found.active
        if name not in names or (name in REPEATED and not (chosen and _same(found, name, value, parameters)))
    ]
    return urlencode(kept if chosen else [*kept, *parameters])


def _same(found, name, text, parameters):
    """Return whether `text`, as it was typed, names the value of `parameters`."""
    return found.form.fields[name].found.get(text.strip()) == dict(parameters)[name]


def _chosen(found, name):
    value = found.form.cleaned_data.get(name)
    return value if isinstance(value, list) else [value]


REPEATED = {"party", "agency", "area", "mission", "source"}
TOTAL = "total"
DECADE = ("signed_possibly_after", "signed_possibly_before")


def _counts(found):
    """Return the rows (facet, value, label, count) of all facets."""
    sets = _Sets(found)
    parts = [*(queryset.query.sql_with_params() for queryset in _facets(sets)), sets.sources()]
    query = " UNION ALL ".join(f"({sql})" for sql, _ in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"{sets.sql} {query}", [*sets.parameters, *(value for _, values in parts for value in values)])
        return cursor.fetchall()


class _Sets:
    """The sets of agreements that are counted: found once each, however many facets count them."""

    def __init__(self, found):
        self.found = found
        self.without = {}

    def keys(self, *names):
        """Return the subquery of what is found when the filters in `names` are left out."""
        left_out = tuple(name for name, _ in self.found.active if name in names)
        self.without.setdefault(left_out, f"found_{len(self.without)}")
        return RawSQL(f"SELECT id FROM {self.without[left_out]}", [])  # noqa: S608, S611 - a name of our own

    def of(self, *names):
        return Agreement.objects.filter(pk__in=self.keys(*names))

    def _queries(self):
        for left_out, name in self.without.items():
            keys = self.found.results_without(*left_out).order_by().values("pk")
            yield name, keys.query.sql_with_params()

    @property
    def sql(self):
        return "WITH " + ", ".join(f"{name}(id) AS MATERIALIZED ({sql})" for name, (sql, _) in self._queries())

    @property
    def parameters(self):
        return [value for _, (_, values) in self._queries() for value in values]

    def sources(self):
        """Return the query of the sources that support most agreements, by each way in which one can."""
        ways = [
            Citation.objects.filter(**{f"{way}__in": self.keys()}).order_by().values("source", about=F(way))
            for way in CITED_THROUGH
        ]
        cited, values = ways[0].union(*ways[1:], all=True).query.sql_with_params()
        sql = f"""
        SELECT 'source', source.slug, source.title, most.number FROM (
            SELECT cited.source_id, count(DISTINCT cited.about) AS number FROM ({cited}) cited(source_id, about)
            GROUP BY 1 ORDER BY 2 DESC LIMIT {MOST}
        ) most JOIN agreements_source source ON source.id = most.source_id
        """  # noqa: S608 - nothing in it comes from a request but as a parameter
        return sql, values


def _facets(sets):
    """Return one queryset of (facet, value, label, count) for each facet but the sources."""

    def of(rows, name, value, label, counted="pk", distinct=False):
        # Distinct only where an agreement may come twice: it sorts all rows.
        counts = rows.order_by().values(value=value, label=label).annotate(number=Count(counted, distinct=distinct))
        texts = (Value(name, output_field=TextField()), Cast("value", TextField()), Cast("label", TextField()))
        return counts.values_list(*texts, "number").order_by("-number")[:MOST]

    def linked(model, name, value, label, distinct=False, **conditions):
        rows = model.objects.filter(agreement__in=sets.keys(), **conditions)
        return of(rows, name, F(value), F(label), "agreement", distinct)

    yield of(sets.of(), TOTAL, Value(TOTAL), Value(TOTAL))
    country = "agency__country"
    yield linked(
        Party,
        "party",
        f"{country}__code",
        f"{country}__name",
        distinct=True,
        role=PartyRole.PARTY,
        agency__country__isnull=False,
    )
    yield linked(Party, "agency", "agency__slug", "agency__name", distinct=True)
    yield linked(AgreementArea, "area", "area__slug", "area__name")
    yield linked(AgreementMission, "mission", "mission__slug", "mission__name")
    for name in ("kind", "level"):
        yield of(sets.of(name).filter(**{f"{name}__isnull": False}), name, F(name), F(name))
    status = sets.of("status").with_status(sets.found.on_this_day)
    yield of(status, "status", F("status_on_day"), F("status_on_day"))
    for act in NOT_STATED:
        yield of(sets.of("not_stated").not_stating(act), "not_stated", Value(act.value), Value(act.value))
    signatures = _signatures().filter(agreement__in=sets.keys(*DECADE))
    yield of(signatures, "decade", F("decade"), F("decade"), "agreement", distinct=True)


def _signatures():
    """Return signatures, each once for every decade that it may lie in; an open end reaches no further."""
    decades = RawSQL(
        "generate_series(extract(year FROM coalesce(agreements_event.earliest, agreements_event.latest))::int / 10,"
        " extract(year FROM coalesce(agreements_event.latest, agreements_event.earliest))::int / 10) * 10",
        [],
        output_field=IntegerField(),
    )
    happened = Event.objects.filter(Q(kind=LegalAct.SIGNED), modality__in=HAPPENED, date__isnull=False)
    return happened.annotate(decade=decades)
