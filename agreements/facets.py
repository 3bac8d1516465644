"""Facets: for each filter the values that are left to choose, with their counts, under the other filters.

All facets of a list come in one query. Choosing an option never leads to an empty list: where a filter takes
several values, an option is counted under the values chosen already, else under the other filters alone.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, F, IntegerField, Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce

from agreements.models import (
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
    first, *others = _counts(found)
    total = 0
    facets = {name: Facet(name) for name in HEADINGS}
    for name, value, label, count in first.union(*others, all=True):
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
    """Return one queryset of (facet, value, label, count) for each facet."""
    chosen = found.results_without()

    def of(rows, name, value, label, within=chosen, through="agreement"):
        rows = rows.filter(**{f"{through}__in": within.values("pk")}) if through else rows
        counted = rows.order_by().values(value=value, label=label)
        count = Count(through or "pk", distinct=True)
        return (
            counted.annotate(number=count)
            .values_list(
                Value(name, output_field=TextField()), Cast("value", TextField()), Cast("label", TextField()), "number"
            )
            .order_by("-number")[:MOST]
        )

    yield of(chosen, TOTAL, Value(TOTAL), Value(TOTAL), through=None)
    parties = Party.objects.all()
    yield of(
        parties.filter(role=PartyRole.PARTY, agency__country__isnull=False),
        "party",
        F("agency__country__code"),
        F("agency__country__name"),
    )
    yield of(parties, "agency", F("agency__slug"), F("agency__name"))
    yield of(AgreementArea.objects.all(), "area", F("area__slug"), F("area__name"))
    yield of(AgreementMission.objects.all(), "mission", F("mission__slug"), F("mission__name"))
    for name in ("kind", "level"):
        within = found.results_without(name).filter(**{f"{name}__isnull": False})
        yield of(within, name, F(name), F(name), through=None)
    with_status = found.results_without("status").with_status(found.on_this_day)
    yield of(with_status, "status", F("status_on_day"), F("status_on_day"), through=None)
    for act in NOT_STATED:
        within = found.results_without("not_stated").not_stating(act)
        yield of(within, "not_stated", Value(act.value), Value(act.value), through=None)
    yield of(_signatures(), "decade", F("decade"), F("decade"), found.results_without(*DECADE))
    citations = Citation.objects.annotate(about=Coalesce(*CITED_THROUGH))
    yield of(citations, "source", F("source__slug"), F("source__title"), through="about")


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
