"""Pairs: who cooperates with whom, how often, and with whom else both do."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from agencies.models import Agency, Country
from agreements.models import Agreement, Party, PartyRole
from spacecoop.filters import ChoiceFilter, FilterSet

COUNTRY = "agency__country__code"
AGENCY = "agency__slug"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides (countries or agencies) and the number of agreements between them."""

    one: object
    other: object
    count: int


class PairFilter(FilterSet):
    sides = ChoiceFilter(
        label="Between",
        choices=[("countries", "countries"), ("agencies", "agencies, governments and other bodies")],
        method="by_sides",
        empty_label="countries",
        help_text="Whether the sides are countries, with all their bodies, or the parties themselves.",
    )

    class Meta:
        model = Party
        fields = []

    @property
    def side(self):
        chosen = self.form.cleaned_data["sides"] if self.is_valid() else ""
        return AGENCY if chosen == "agencies" else COUNTRY

    def by_sides(self, parties, name, value):
        return parties  # `pairs_of` asks which sides are meant


def pairs_of(side):
    """Return {"one", "other", "count"} of all pairs with an agreement, most agreements first, as a queryset.

    `side`: COUNTRY or AGENCY. The keys are codes or slugs; an agreement within one country makes no pair of countries.
    """
    parties = "agreement__parties"
    # One filter, so that what is asked of the other party is asked of one party. Each pair is met from both ends:
    # keep the end whose key comes first.
    rows = Party.objects.filter(
        **{f"{side}__isnull": False, f"{parties}__{side}__gt": F(side)},
        **{"role": PartyRole.PARTY, f"{parties}__role": PartyRole.PARTY},
    )
    counted = rows.values(one=F(side), other=F(f"{parties}__{side}")).annotate(count=Count("agreement", distinct=True))
    return counted.order_by("-count", "one", "other")


def with_sides(rows, side):
    """Return the rows of `pairs_of` as Pairs of loaded countries or agencies. Cost: one query."""
    keys = {key for row in rows for key in (row["one"], row["other"])}
    model, key = (Country, "code") if side == COUNTRY else (Agency, "slug")
    sides = model.objects.in_bulk(keys, field_name=key)
    return [Pair(sides[row["one"]], sides[row["other"]], row["count"]) for row in rows]


def partners_of_both(one, other):
    """Return the countries or agencies that have agreements with each of two sides.

    `one`, `other`: keys as `Party.objects.of` takes them. Each result has `with_one` and `with_other`, the numbers
    of agreements; countries when both sides are countries, else agencies. Cost: one query.
    """
    countries = one.isupper() and other.isupper()
    of_one, of_other = (Agreement.objects.between(key).values("pk") for key in (one, other))
    if countries:
        return (
            Country.objects.exclude(code__in=[one, other])
            .annotate(with_one=_shared("agencies__parties", of_one), with_other=_shared("agencies__parties", of_other))
            .filter(with_one__gt=0, with_other__gt=0)
            .order_by("-with_one", "name")
        )
    return (
        Agency.objects.exclude(Q(slug__in=[one, other]) | Q(country__code__in=[one, other]))
        .annotate(with_one=_shared("parties", of_one), with_other=_shared("parties", of_other))
        .filter(with_one__gt=0, with_other__gt=0)
        .order_by("-with_one", "name")
    )


def _shared(parties, agreements):
    condition = Q(**{f"{parties}__role": PartyRole.PARTY, f"{parties}__agreement__in": agreements})
    return Count(f"{parties}__agreement", filter=condition, distinct=True)
