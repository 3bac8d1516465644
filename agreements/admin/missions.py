"""The forms of missions and of cooperation areas."""

from django.contrib import admin

from agencies.admin import NamedAdmin
from agreements.admin.cited import CitationInline, CitedAdmin, CitedInline, IdentifierInline, LinkAdmin
from agreements.models import Area, AreaLabel, AreaMatch, Citation, Identifier, Mission, MissionName, MissionRole
from agreements.names import NAMES
from spacecoop.admin import RecordAdmin, Unlisted
from spacecoop.parts import PartInline


class MissionNameInline(CitedInline):
    model = MissionName


class MissionRoleInline(CitedInline):
    verbose_name, verbose_name_plural = "role", "roles"
    model = MissionRole
    autocomplete_fields = ["agency"]


@admin.register(Mission)
class MissionAdmin(NamedAdmin, CitedAdmin):
    list_display = ["name", "kind", "part_of", "slug"]
    list_filter = ["kind"]
    list_select_related = ["part_of"]
    names = NAMES
    autocomplete_fields = ["part_of"]
    inlines = [MissionNameInline, MissionRoleInline, IdentifierInline, CitationInline]
    history_of_parts = [(part, "mission_id") for part in (MissionName, MissionRole, Identifier, Citation)]


@admin.register(MissionName)
class MissionNameAdmin(LinkAdmin):
    list_display = ["name", "mission", "language"]
    list_filter = ["language"]
    list_select_related = ["mission"]
    search_fields = ["name", "mission__name"]
    autocomplete_fields = ["mission"]


@admin.register(MissionRole)
class MissionRoleAdmin(LinkAdmin):
    list_display = ["mission", "agency", "role"]
    list_filter = ["role"]
    list_select_related = ["mission", "agency"]
    search_fields = ["mission__name", "agency__name", "agency__acronym"]
    autocomplete_fields = ["mission", "agency"]


class AreaLabelInline(CitedInline):
    model = AreaLabel


class AreaMatchInline(PartInline):
    model = AreaMatch


@admin.register(Area)
class AreaAdmin(NamedAdmin, CitedAdmin):
    list_display = ["name", "broader", "slug"]
    list_filter = [("broader", admin.RelatedOnlyFieldListFilter), ("definition", admin.EmptyFieldListFilter)]
    list_select_related = ["broader"]
    names = NAMES
    autocomplete_fields = ["broader"]
    inlines = [AreaLabelInline, AreaMatchInline, CitationInline]
    history_of_parts = [(AreaLabel, "area_id"), (AreaMatch, "area_id"), (Citation, "area_id")]


@admin.register(AreaLabel)
class AreaLabelAdmin(LinkAdmin):
    list_display = ["label", "area", "language"]
    list_filter = ["language"]
    list_select_related = ["area"]
    search_fields = ["label", "area__name"]
    autocomplete_fields = ["area"]


@admin.register(AreaMatch)
class AreaMatchAdmin(Unlisted, RecordAdmin):
    list_display = ["area", "scheme", "closeness", "address"]
    list_filter = ["scheme", "closeness"]
    list_select_related = ["area"]
    search_fields = ["area__name", "address"]
    autocomplete_fields = ["area"]
