# ruff: noqa: S608 - the queries are put together from names of our own
"""Pairs: who cooperates with whom, how often, and with whom else both do."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, F, Func, Q

from agencies.models import Agency, Country
from agencies.sides import AGENCY, COUNTRY, Side
from agreements.models import FacetValues, Party
from spacecoop.filters import ChoiceFilter, FilterSet

# What each side is in FacetValues, and the model and key that name it.
SIDES = {COUNTRY: ("countries", Country, "code"), AGENCY: ("parties", Agency, "slug")}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides (countries or agencies) and the number of agreements between them."""

    one: object
    other: object
    count: int


class PairFilter(FilterSet):
    sides = ChoiceFilter(
        label="Pairs of",
        choices=[("countries", "countries"), ("agencies", "organisations")],
        method="part_of_question",
        empty_label="countries",
        help_text="Countries, or the organisations that are parties.",
    )

    class Meta:
        model = Party
        fields = []

    @property
    def side(self):
        chosen = self.form.cleaned_data["sides"] if self.is_valid() else ""
        return AGENCY if chosen == "agencies" else COUNTRY


# Pairs are formed of the keys first, many to a number, and named afterwards.
ALL_PAIRS = """
SELECT least(one.{key}, other.{key}) AS one, greatest(one.{key}, other.{key}) AS other, pair.number
FROM (
    SELECT {sides}[1] AS one, {sides}[2] AS other, count(*) AS number
    FROM agreements_facetvalues WHERE cardinality({sides}) = 2 GROUP BY 1, 2
) pair JOIN {table} one ON one.id = pair.one JOIN {table} other ON other.id = pair.other
"""


class Pairs:
    """All pairs with an agreement, most agreements first, as {"one", "other", "count"}; pages cut it to pieces.

    `side`: COUNTRY or AGENCY. The keys are codes or slugs; an agreement within one country makes no pair of countries.
    """

    def __init__(self, side):
        sides, model, key = SIDES[side]
        self.query = ALL_PAIRS.format(sides=sides, table=model._meta.db_table, key=key)

    def count(self):
        return self._rows(f"SELECT count(*) FROM ({self.query}) pairs")[0][0]

    def __getitem__(self, places):
        query = f"{self.query} ORDER BY 3 DESC, 1, 2 OFFSET %s LIMIT %s"
        start, stop = places.start or 0, places.stop
        rows = self._rows(query, [start, None if stop is None else stop - start])
        return [{"one": one, "other": other, "count": number} for one, other, number in rows]

    def __iter__(self):
        return iter(self[:])

    def _rows(self, query, parameters=()):
        with connection.cursor() as cursor:
            cursor.execute(query, parameters)
            return cursor.fetchall()


def with_sides(rows, side):
    """Return the rows of `Pairs` as Pair records of loaded countries or agencies. Cost: one query."""
    _, model, key = SIDES[side]
    sides = model.objects.in_bulk({row[end] for row in rows for end in ("one", "other")}, field_name=key)
    return [Pair(sides[row["one"]], sides[row["other"]], row["count"]) for row in rows]


def partners_of_both(one, other):
    """Return the countries or agencies that have agreements with each of two sides, most with the first first.

    `one`, `other`: Sides, country codes or agency slugs. Each result has `with_one` and `with_other`, the numbers
    of agreements; countries when both sides are countries, else agencies. Cost: two queries.
    """
    one, other = Side.of(one), Side.of(other)
    sides, model, _ = SIDES[COUNTRY if one.is_country and other.is_country else AGENCY]
    of_one, of_other = _with(one), _with(other)
    counted = (
        FacetValues.objects.filter(of_one | of_other)
        .values(key=Func(F(sides), function="unnest", set_returning=True))
        .annotate(with_one=Count("pk", filter=of_one), with_other=Count("pk", filter=of_other))
        .filter(with_one__gt=0, with_other__gt=0)
    )
    numbers = {row["key"]: row for row in counted}
    keys = [one.key, other.key]
    own = Q(code__in=keys) if model is Country else Q(slug__in=keys) | Q(country__code__in=keys)
    partners = list(model.objects.filter(pk__in=numbers).exclude(own).order_by("name"))
    for partner in partners:
        partner.with_one, partner.with_other = (numbers[partner.pk][name] for name in ("with_one", "with_other"))
    return sorted(partners, key=lambda partner: -partner.with_one)


def _with(side):
    """Return the condition on FacetValues that keeps those of the agreements of one side."""
    sides, model, key = SIDES[side.kind]
    return Q(**{f"{sides}__overlap": ArraySubquery(model.objects.filter(**{key: side.key}).values("pk"))})
