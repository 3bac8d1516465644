# ruff: noqa: S608 - the queries are put together from names of our own
"""Facets: for each filter the values that are left to choose, with their counts, under the other filters.

All facets of a list come in one query. Choosing an option never leads to an empty list: where a filter takes
several values, an option is counted under the values chosen already, else under the other filters alone. A filter
that has as many values as it takes offers no more.
"""

from dataclasses import dataclass, field
from hashlib import blake2b
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import connection

from agreements.models import AgreementKind, Level
from agreements.status import LegalAct, StatusCode
from catalogue.caching import KEPT_SECONDS
from catalogue.filters import AgreementFilter, is_certain
from spacecoop.dates import display
from spacecoop.filters import MOST_VALUES

MOST = 12  # options of a facet; the form takes the others
HEADINGS = {
    "party": "Country",
    "agency": "Organisation",
    "area": "Cooperation area",
    "kind": "Type",
    "level": "Level",
    "status": "Status",
    "decade": "Signed (decade)",
    "mission": "Mission or programme",
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


def facets_of(found, state=None):
    """Return the number that an AgreementFilter finds, and its facets that have any option.

    `state`: the mark of the present data, day and code; with it the counts are kept for every page and order of the
    same filters. Cost: one query, none where they are kept.
    """
    if not found.is_valid():
        return 0, []
    total = 0
    facets = {name: Facet(name) for name in HEADINGS}
    for name, value, label, count in _kept_counts(found, state) if state else _counts(found):
        if name == TOTAL:
            total = count
        else:
            option = _option(found, name, value, label, count)
            if option.chosen or not _is_full(found, name):
                facets[name].options.append(option)
    for facet in facets.values():
        facet.options.sort(key=lambda option: (not option.chosen, -option.count, option.label))
    facets["decade"].options.sort(key=lambda option: option.label)
    return total, [facet for facet in facets.values() if facet.options]


def _is_full(found, name):
    """Tell whether a filter has as many values as it takes: one more would be refused."""
    return name in REPEATED and len(found.form.cleaned_data[name]) >= MOST_VALUES


def _option(found, name, value, label, count):
    if name == "decade":
        return _decade_option(found, f"{int(value) // 10}X", count)
    if name in LABELS:
        label = LABELS[name](value).label
    parameters = ((name, getattr(found.filters[name], "told", {}).get(value, value)),)
    chosen = _are_chosen(found, parameters)
    kept = [
        (other, text)
        for other, text in found.active
        if other != name or (name in REPEATED and not (chosen and _same(found, name, text, parameters)))
    ]
    return Option(label, count, parameters, chosen, urlencode(kept if chosen else [*kept, *parameters]))


def _decade_option(found, decade, count):
    parameters = (("action", LegalAct.SIGNED.value), ("from", decade), ("to", decade))
    chosen = _are_chosen(found, parameters) and not is_certain(found.form.cleaned_data)
    kept = found.active_without(*PERIOD)
    return Option(display(decade), count, parameters, chosen, urlencode(kept if chosen else [*kept, *parameters]))


def _are_chosen(found, parameters):
    return all(value in _chosen(found, name) for name, value in parameters)


def _same(found, name, text, parameters):
    """Return whether `text`, as it was typed, names the value of `parameters`."""
    return found.form.fields[name].found.get(text.strip()) == dict(parameters)[name]


def _chosen(found, name):
    value = found.form.cleaned_data.get(name)
    return value if isinstance(value, list) else [value]


REPEATED = {"party", "agency", "area", "mission", "source"}
TOTAL = "total"
PERIOD = ("action", "from", "to", "match")


def _kept_counts(found, state):
    key = blake2b(repr((state, found.on_this_day, _choosing(found))).encode(), digest_size=20).hexdigest()
    return cache.get_or_set(f"facets:{key}", lambda: _counts(found), KEPT_SECONDS)


def _choosing(found):
    """Return what is asked for, however it was written, but for the order and for how a picture shows it."""
    asked = (
        (name, found.form.cleaned_data.get(name)) for name in AgreementFilter.base_filters if name in found.filters
    )
    return [
        (name, sorted(value) if isinstance(value, list) else value)
        for name, value in asked
        if value not in (None, "", []) and name not in ("order", "status_on")
    ]


# What of an agreement is counted: its few properties, and the keys of the many records that it is linked to.
FEW = {
    "kind": "kind",
    "level": "level",
    "status": "status_on_day",
    "decades": "facet_values__decades",
    "not_stated": "facet_values__not_stated",
}
LINKED = {name: f"facet_values__{name}" for name in ("countries", "agencies", "areas", "missions", "sources")}


# All agreements together: the triggers keep how many are under each value; only the status changes with the day.
ALL = """
    all_kinds AS MATERIALIZED (SELECT kind, level, count(*) AS number FROM agreements_agreement GROUP BY 1, 2),
    all_statuses AS MATERIALIZED (
        SELECT replace(agreements_status_on(statuses, status_since, %s), 'not_signed', 'not_yet_signed') AS status,
            count(*) AS number
        FROM agreements_facetvalues GROUP BY 1
    )
"""
TOTALS = "agreements_facettotal WHERE number > 0 AND facet ="


def _counts(found):
    """Return the rows (facet, value, label, count) of all facets."""
    sets = _Sets(found)
    query = " UNION ALL ".join(f"({part})" for part in _facets(sets))
    with connection.cursor() as cursor:
        cursor.execute(f"{sets.sql} {query}", sets.parameters)
        return cursor.fetchall()


class _Sets:
    """The sets of agreements that are counted: found once each, however many facets count them.

    Beside each set stands one of its groups: those alike in their few properties, counted together.
    """

    def __init__(self, found):
        self.found = found
        self.agreements = {}
        self.names = {}

    def are_all(self, *names):
        """Return whether every agreement is found when the filters in `names` are left out."""
        return not self._found(names).query.where

    def name(self, *names):
        """Return the name of the set of what is found when the filters in `names` are left out."""
        return self.names.setdefault(self._left_out(names), f"found_{len(self.names)}")

    def _left_out(self, names):
        return tuple(name for name, _ in self.found.active if name in names)

    def _found(self, names):
        left_out = self._left_out(names)
        if left_out not in self.agreements:
            self.agreements[left_out] = self.found.results_without(*left_out)
        return self.agreements[left_out]

    def _queries(self):
        for left_out, name in self.names.items():
            agreements = self._found(left_out).with_status(self.found.on_this_day)
            counted = agreements.order_by().values_list(*FEW.values(), *LINKED.values())
            yield name, counted.query.sql_with_params()

    @property
    def sql(self):
        few, columns = ", ".join(FEW), ", ".join([*FEW, *LINKED])
        sets = (
            f"{name}({columns}) AS MATERIALIZED ({sql}), {name}_groups AS MATERIALIZED "
            f"(SELECT {few}, count(*) AS number FROM {name} GROUP BY {few})"
            for name, (sql, _) in self._queries()
        )
        return f"WITH {', '.join([ALL, *sets])}"

    @property
    def parameters(self):
        return [self.found.on_this_day, *(value for _, (_, values) in self._queries() for value in values)]


def _facets(sets):
    """Return one query of (facet, value, label, count) for each facet."""

    def linked(name, keys, table, value="slug", label="name"):
        if sets.are_all():
            counted = f"SELECT value::bigint AS key, number FROM {TOTALS} '{keys}'"
        else:
            counted = f"SELECT unnest({keys}) AS key, count(*) AS number FROM {sets.name()} GROUP BY 1"
        return f"""
        SELECT '{name}', record.{value}, record.{label}, most.number
        FROM ({counted} ORDER BY 2 DESC LIMIT {MOST}) most JOIN {table} record ON record.id = most.key
        """

    def few(name, column, of_all, *left_out):
        if sets.are_all(*left_out):
            groups = of_all
        else:
            groups = f"SELECT {column} AS value, number FROM {sets.name(*left_out)}_groups"
        return f"""
        SELECT '{name}', value::text, value::text, sum(number)::bigint FROM ({groups}) one
        WHERE value IS NOT NULL GROUP BY value ORDER BY 4 DESC LIMIT {MOST}
        """

    yield few(TOTAL, f"'{TOTAL}'", f"SELECT '{TOTAL}' AS value, number FROM all_kinds")
    yield linked("party", "countries", "agencies_country", "code")
    yield linked("agency", "agencies", "agencies_agency")
    yield linked("area", "areas", "agreements_area")
    yield linked("mission", "missions", "agreements_mission")
    yield linked("source", "sources", "agreements_source", label="title")
    for name, of_all in (("kind", "all_kinds"), ("level", "all_kinds"), ("status", "all_statuses")):
        yield few(name, name, f"SELECT {name} AS value, number FROM {of_all}", name)
    yield few("not_stated", "unnest(not_stated)", f"SELECT value, number FROM {TOTALS} 'not_stated'", "not_stated")
    yield few("decade", "unnest(decades)", f"SELECT value, number FROM {TOTALS} 'decades'", *PERIOD)
