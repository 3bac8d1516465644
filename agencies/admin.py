from django.contrib import admin

from agencies.models import Agency, AgencyName, Country, CountryName, Office, Person
from spacecoop.admin import PartInline, RecordAdmin


class CountryNameInline(PartInline):
    model = CountryName


@admin.register(Country)
class CountryAdmin(RecordAdmin):
    list_display = ["name", "code", "iso_name", "withdrawn"]
    list_filter = [("withdrawn", admin.EmptyFieldListFilter)]
    search_fields = ["name", "=code", "iso_name", "names__name"]
    inlines = [CountryNameInline]
    history_of_parts = [(CountryName, "country_id")]


@admin.register(CountryName)
class CountryNameAdmin(RecordAdmin):
    list_display = ["name", "country", "language"]
    list_filter = ["language"]
    list_select_related = ["country"]
    search_fields = ["name", "country__name"]
    autocomplete_fields = ["country"]


class AgencyNameInline(PartInline):
    model = AgencyName


class OfficeInline(PartInline):
    model = Office
    autocomplete_fields = ["person", "agency"]


@admin.register(Agency)
class AgencyAdmin(RecordAdmin):
    list_display = ["name", "acronym", "kind", "country", "parent"]
    list_filter = ["kind", ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country", "parent"]
    search_fields = ["name", "acronym", "slug", "names__name"]
    autocomplete_fields = ["country", "parent"]
    prepopulated_fields = {"slug": ["acronym"]}
    inlines = [AgencyNameInline, OfficeInline]
    history_of_parts = [(AgencyName, "agency_id"), (Office, "agency_id")]


@admin.register(AgencyName)
class AgencyNameAdmin(RecordAdmin):
    list_display = ["name", "agency", "language"]
    list_filter = ["language"]
    list_select_related = ["agency"]
    search_fields = ["name", "agency__name", "agency__acronym"]
    autocomplete_fields = ["agency"]


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    list_display = ["name", "slug"]
    list_filter = ["offices__title"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [OfficeInline]
    history_of_parts = [(Office, "person_id")]


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    list_display = ["person", "title", "agency", "as_of"]
    list_filter = [("as_of", admin.EmptyFieldListFilter), "as_of_basis"]
    list_select_related = ["person", "agency"]
    search_fields = ["person__name", "title", "agency__name", "agency__acronym"]
    autocomplete_fields = ["person", "agency"]
