"""The filters of countries and agencies, shared by every door."""

from django.db.models import Q

from agencies.models import Agency, AgencyKind, Country
from spacecoop.filters import ChoiceFilter, FilterSet, OrderFilter, RecordsFilter, SearchFilter, UpdatedSinceFilter


def _find_country(text):
    found = Country.objects.filter(Q(code=text.upper()) | Q(name__iexact=text))
    return found.values_list("code", "name").first()


def _country_codes():
    return Country.objects.values_list("code", flat=True)


class CountryFilter(FilterSet):
    q = SearchFilter()
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

    updated_since = UpdatedSinceFilter()

    class Meta:
        model = Country
        fields = []

    def by_former(self, countries, name, value):
        return countries.filter(withdrawn__isnull=value == "no")


class AgencyFilter(FilterSet):
    q = SearchFilter()
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

    updated_since = UpdatedSinceFilter()

    class Meta:
        model = Agency
        fields = []

    def by_country(self, agencies, name, value):
        return agencies.filter(country__code__in=value) if value else agencies
