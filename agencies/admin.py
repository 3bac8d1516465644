"""The forms of organisations, countries and people at the desk."""

from django.contrib import admin
from django.db.models import Q

from agencies.models import Agency, AgencyName, Country, CountryName, Person, Position, Succession
from agencies.names import NAMES
from spacecoop.admin import RecordAdmin, Unlisted
from spacecoop.parts import PartInline


class NamedAdmin(RecordAdmin):
    """A record that is searched by every form of its name, accents and signs aside, and by its `search_fields`."""

    names = NAMES
    search_fields = ["slug"]

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        wanted = Q(pk__in=self.names.with_words(self.model._meta.model_name, search_term))
        for name in self.search_fields:
            wanted |= Q(**{f"{name}__icontains": search_term})
        return queryset.filter(wanted), False


class CountryNameInline(PartInline):
    model = CountryName


@admin.register(Country)
class CountryAdmin(NamedAdmin):
    list_display = ["name", "code", "iso_name", "withdrawn"]
    list_filter = [("withdrawn", admin.EmptyFieldListFilter)]
    search_fields = ["code"]
    inlines = [CountryNameInline]
    history_of_parts = [(CountryName, "country_id")]


@admin.register(CountryName)
class CountryNameAdmin(Unlisted, RecordAdmin):
    list_display = ["name", "country", "language"]
    list_filter = ["language"]
    list_select_related = ["country"]
    search_fields = ["name", "country__name"]
    autocomplete_fields = ["country"]


class AgencyNameInline(PartInline):
    model = AgencyName


class PositionInline(PartInline):
    model = Position
    autocomplete_fields = ["person", "agency"]


class PredecessorInline(PartInline):
    model = Succession
    fk_name = "later"
    autocomplete_fields = ["earlier"]
    verbose_name, verbose_name_plural = "predecessor", "predecessors"


class SuccessorInline(PartInline):
    model = Succession
    fk_name = "earlier"
    autocomplete_fields = ["later"]
    verbose_name, verbose_name_plural = "successor", "successors"


@admin.register(Agency)
class AgencyAdmin(NamedAdmin):
    list_display = ["name", "acronym", "kind", "country", "parent"]
    list_filter = ["kind", ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country", "parent"]
    autocomplete_fields = ["country", "parent"]
    inlines = [AgencyNameInline, PredecessorInline, SuccessorInline, PositionInline]
    history_of_parts = [
        (AgencyName, "agency_id"),
        (Succession, "later_id"),
        (Succession, "earlier_id"),
        (Position, "agency_id"),
    ]


@admin.register(AgencyName)
class AgencyNameAdmin(Unlisted, RecordAdmin):
    list_display = ["name", "agency", "language"]
    list_filter = ["language"]
    list_select_related = ["agency"]
    search_fields = ["name", "agency__name", "agency__acronym"]
    autocomplete_fields = ["agency"]


@admin.register(Succession)
class SuccessionAdmin(Unlisted, RecordAdmin):
    list_display = ["earlier", "kind", "later", "date"]
    list_filter = ["kind", ("date", admin.EmptyFieldListFilter)]
    list_select_related = ["earlier", "later"]
    search_fields = [f"{end}__{name}" for end in ("earlier", "later") for name in ("name", "acronym")]
    autocomplete_fields = ["earlier", "later"]


@admin.register(Person)
class PersonAdmin(NamedAdmin):
    list_display = ["name", "slug"]
    list_filter = ["positions__title"]
    inlines = [PositionInline]
    history_of_parts = [(Position, "person_id")]


@admin.register(Position)
class PositionAdmin(Unlisted, RecordAdmin):
    list_display = ["person", "title", "agency", "as_of"]
    list_filter = [("as_of", admin.EmptyFieldListFilter), "as_of_basis"]
    list_select_related = ["person", "agency"]
    search_fields = ["person__name", "title", "agency__name", "agency__acronym"]
    autocomplete_fields = ["person", "agency"]
