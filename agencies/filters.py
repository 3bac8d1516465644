"""The filters of countries and agencies, shared by every door."""

import django_filters
from django.db.models import Exists, OuterRef, Q

from agencies.models import Agency, AgencyKind, AgencyName, Country, CountryName
from spacecoop.filters import ChoiceFilter, FilterSet, OrderFilter, RecordsFilter


def _find_country(text):
    if "\x00" in text:
        return None
    found = Country.objects.filter(Q(code=text.upper()) | Q(name__iexact=text))
    return found.values_list("code", flat=True).first()


def _country_codes():
    return Country.objects.values_list("code", flat=True)


class NameFilter(django_filters.CharFilter):
    """Words that a name contains, accents and case aside."""

    def __init__(self, names, owner, other="name", **kwargs):
        self.names, self.owner, self.other = names, owner, other
        super().__init__(**{"label": "Name", "max_length": 200, **kwargs})

    def filter(self, queryset, value):
        if not value:
            return queryset
        other_forms = self.names.objects.filter(
            **{self.owner: OuterRef("pk"), f"{self.other}__unaccent__icontains": value}
        )
        fields = [name for name in ("name", "acronym", "code") if name in self.columns(queryset.model)]
        condition = Q(Exists(other_forms))
        for field in fields:
            condition |= Q(**{f"{field}__unaccent__icontains": value})
        return queryset.filter(condition)

    @staticmethod
    def columns(model):
        return {field.name for field in model._meta.fields}


class CountryFilter(FilterSet):
    q = NameFilter(CountryName, "country", help_text="Words of the country's name, in any form we know.")
    former = ChoiceFilter(
        label="Former",
        choices=[("yes", "former countries only"), ("no", "present countries only")],
        method="by_former",
        help_text="Whether ISO 3166-3 lists it as a former country.",
    )

    order = OrderFilter(
        {
            "-agreements": ("most agreements first", "-agreement_count", "-agency_count", "name", "code"),
            "name": ("name", "name", "code"),
            "code": ("code", "code"),
        }
    )

    class Meta:
        model = Country
        fields = []

    def by_former(self, countries, name, value):
        return countries.filter(withdrawn__isnull=value == "no")


class AgencyFilter(FilterSet):
    q = NameFilter(AgencyName, "agency", help_text="Words of the body's name or acronym, in any form we know.")
    kind = ChoiceFilter(label="Kind", choices=AgencyKind, help_text="What sort of body it is.")
    country = RecordsFilter(
        method="by_country",
        label="Country",
        find=_find_country,
        known=_country_codes,
        what="a country code of ISO 3166-1",
        help_text="Country code such as BE.",
    )

    order = OrderFilter({"name": ("name", "name", "slug"), "acronym": ("acronym", "acronym", "slug")})

    class Meta:
        model = Agency
        fields = []

    def by_country(self, agencies, name, value):
        return agencies.filter(country__code__in=value) if value else agencies
