"""Ties: the number and the status of the agreements found, for each two countries or organisations."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count
from django.db.models.functions import Coalesce, ExtractYear

from agreements.models import Agreement, Level
from agreements.status import StatusCode
from catalogue.filters import AgreementFilter
from catalogue.pairs import SIDES, PairFilter

MOST_SIDES = 48
STANDING = (StatusCode.SIGNED, StatusCode.IN_FORCE)


class NetworkFilter(PairFilter, AgreementFilter):
    """The agreements of a network, and whether countries or organisations are its nodes."""

    order = None

    class Meta:
        model = Agreement
        fields = []


@dataclass(frozen=True, slots=True)
class Tie:
    """The agreements between two sides, the one whose name comes first as `one`.

    `standing`: how many are signed or in force on the day; `foreseen`: how many are not yet signed.
    `levels`: how many are on each Level, in their order.
    """

    one: object
    other: object
    count: int
    standing: int
    foreseen: int
    levels: tuple

    @property
    def on_levels(self):
        """The words of each Level and how many are on it."""
        return [*zip(Level.labels, self.levels, strict=True)]

    @property
    def sides(self):
        return self.one, self.other

    @property
    def unsettled(self):
        """How many are ended or of unknown status on the day."""
        return self.count - self.standing - self.foreseen

    @property
    def manner(self):
        """How it is drawn: by the status of its best agreement."""
        if self.standing:
            return "standing"
        return "unsettled" if self.unsettled else "foreseen"


@dataclass(frozen=True, slots=True)
class Ties:
    """The strongest ties, strongest first, and the numbers of all: `pairs`, and the `agreements` that make them."""

    strongest: list
    pairs: int
    agreements: int

    @property
    def shown(self):
        """The number of agreements in the ties at hand."""
        return sum(tie.count for tie in self.strongest)

    @property
    def left_out(self):
        return self.pairs - len(self.strongest)


def ties_of(agreements, side, on, most=None):
    """Return the Ties of `agreements`, a queryset, with their status on the day `on`.

    `most`: how many at most, the strongest; they have no more than MOST_SIDES sides between them.
    `side`: COUNTRY or AGENCY, as for pairs. An agreement within one country, or with an international organisation,
    ties no countries. Equally strong ones come by name. Cost: two queries, which count in the database.
    """
    ends, model, _ = SIDES[side]
    try:
        found = agreements.order_by().with_status(on).values_list("level", "status_on_day", f"facet_values__{ends}")
        sql, parameters = found.query.sql_with_params()
    except EmptyResultSet:
        return Ties([], 0, 0)
    table = model._meta.db_table
    query = f"""
    WITH found(level, status, ends) AS ({sql}), tied AS (
        SELECT least(ends[1], ends[2]) AS one, greatest(ends[1], ends[2]) AS other, count(*) AS number,
            count(*) FILTER (WHERE status = ANY(%s)) AS standing, count(*) FILTER (WHERE status = %s) AS foreseen,
            count(*) FILTER (WHERE level = %s), count(*) FILTER (WHERE level = %s), count(*) FILTER (WHERE level = %s)
        FROM found WHERE ends[2] IS NOT NULL GROUP BY 1, 2
    )
    SELECT tied.*, count(*) OVER (), sum(number) OVER ()
    FROM tied JOIN {table} one ON one.id = tied.one JOIN {table} other ON other.id = tied.other
    ORDER BY number DESC, least(one.name, other.name), greatest(one.name, other.name), tied.one, tied.other LIMIT %s
    """  # noqa: S608 - put together from names of our own
    with connection.cursor() as cursor:
        cursor.execute(query, [*parameters, list(STANDING), StatusCode.NOT_YET_SIGNED, *Level.values, most])
        rows = cursor.fetchall()
    sides = model.objects.in_bulk({key for row in rows for key in row[:2]})
    ties = _among([_tie(sides, *row) for row in rows], MOST_SIDES)
    return Ties(ties, *(map(int, rows[0][-2:]) if rows else (0, 0)))


def _among(ties, number):
    """Return the first of the ties, as long as they have no more than so many sides."""
    sides = set()
    for place, tie in enumerate(ties):
        sides |= {*tie.sides}
        if len(sides) > number:
            return ties[:place]
    return ties


def _tie(sides, one, other, count, standing, foreseen, *numbers):
    one, other = sorted((sides[one], sides[other]), key=lambda side: (side.name, side.slug))
    return Tie(one, other, count, standing, foreseen, numbers[:3])


def signatures_by_year(agreements):
    """Return the years in which any of `agreements` was first possibly signed, in order, and how many are undated.

    Undated: no source states when it was signed, in no precision. Cost: one query.
    """
    year = ExtractYear(Coalesce("signed_earliest", "signed_latest"))
    counts = dict(agreements.order_by().values_list(year).annotate(Count("pk")))
    undated = counts.pop(None, 0)
    return sorted(counts), undated
