"""The forms of an agreement and of its parts."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models.fields.json import KT

from agreements.admin.cited import CITED, STANDING, CitationInline, CitedAdmin, CitedInline, IdentifierInline, LinkAdmin
from agreements.admin.events import CitedEventForm, sides_of
from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementMission,
    Citation,
    Designation,
    Event,
    Identifier,
    Party,
    PartyRole,
    Provision,
    Relation,
    Term,
    Text,
    Title,
)
from agreements.models.agreements import Level, level_of
from agreements.status import LegalAct
from spacecoop.dates import sourced
from spacecoop.parts import Parts


class TwoParties(Parts):
    """The parties of an agreement: exactly two, besides those who implement it."""

    def clean(self):
        super().clean()
        parties = [
            form
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get("role") == PartyRole.PARTY
        ]
        if not any(self.errors) and len(parties) != 2:
            raise ValidationError(
                f"Parties: {len(parties)} have the role “party”. A bilateral agreement has exactly two. "
                "Choose another role for implementing agencies, participants and depositaries."
            )


class PartyInline(CitedInline):
    model = Party
    formset = TwoParties
    autocomplete_fields = ["agency"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 2


class EventInline(CitedInline):
    model = Event
    form = CitedEventForm
    row = ["kind", "date", "place"]
    readonly_fields = ["sides", "cited_from"]
    verbose_name = "event"
    verbose_name_plural = "treaty actions and other events"
    fieldsets = [
        (None, {"fields": [("kind", "modality", "date", "date_basis"), ("place", "as_of", "sides", "new_side")]}),
        (None, {"fields": [("title", "slug")]}),
        ("Effect and end", {"fields": [("effective", "until")], "classes": ["collapse"]}),
        ("New citation", {"fields": [tuple(CITED)]}),
        ("Standing", {"fields": [tuple(STANDING)], "classes": ["collapse"]}),
        ("Summary", {"fields": ["summary"], "classes": ["collapse"]}),
    ]

    @admin.display(description="Party that acted")
    def sides(self, event):
        return (event.pk and ", ".join(sides_of(event))) or "both parties"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("agencies__agency")


class AgreementAreaInline(CitedInline):
    verbose_name, verbose_name_plural = "cooperation area", "cooperation areas"
    model = AgreementArea
    autocomplete_fields = ["area"]


class AgreementMissionInline(CitedInline):
    verbose_name, verbose_name_plural = "mission or programme", "missions and programmes"
    model = AgreementMission
    autocomplete_fields = ["mission"]


class RelationInline(CitedInline):
    verbose_name, verbose_name_plural = "related agreement", "related agreements"
    model = Relation
    fk_name = "agreement"
    autocomplete_fields = ["other"]


class DesignationInline(CitedInline):
    verbose_name, verbose_name_plural = "type", "types"
    model = Designation


class TitleInline(CitedInline):
    verbose_name, verbose_name_plural = "official title", "official titles"
    model = Title


class TermInline(CitedInline):
    model = Term
    autocomplete_fields = ["act"]
    fieldsets = [
        (None, {"fields": [("length", "counted_from", "from_date", "until")]}),
        (None, {"fields": [("renewal", "renewal_length", "notice", "notice_for"), ("act", "condition")]}),
        ("New citation", {"fields": [tuple(CITED)]}),
        ("Standing", {"fields": [tuple(STANDING)], "classes": ["collapse"]}),
    ]


class ProvisionInline(CitedInline):
    model = Provision


class TextInline(CitedInline):
    model = Text
    autocomplete_fields = ["source"]


class LevelFilter(admin.SimpleListFilter):
    title = parameter_name = "level"

    def lookups(self, request, model_admin):
        return Level.choices

    def queryset(self, request, queryset):
        return queryset.on_level(self.value()) if self.value() in Level.values else queryset


class SignatureFilter(admin.SimpleListFilter):
    title, parameter_name = "date of signature", "signed"

    def lookups(self, request, model_admin):
        return [("stated", "Stated"), ("not-stated", "Not stated")]

    def queryset(self, request, queryset):
        if self.value() == "stated":
            return queryset.stating(LegalAct.SIGNED)
        return queryset.not_stating(LegalAct.SIGNED) if self.value() == "not-stated" else queryset


@admin.register(Agreement)
class AgreementAdmin(CitedAdmin):
    list_display = ["title", "called", "level", "first_action", "slug"]
    list_filter = [
        "designations__form",
        "designations__function",
        "designations__binding",
        LevelFilter,
        SignatureFilter,
    ]
    search_fields = ["title", "titles__text", "slug", "parties__agency__name", "parties__agency__acronym"]
    readonly_fields = ["level", "first_action"]
    fields = ["title", "summary", ("slug", "level", "first_action")]
    inlines = [
        PartyInline,
        EventInline,
        AgreementAreaInline,
        AgreementMissionInline,
        DesignationInline,
        TitleInline,
        TermInline,
        ProvisionInline,
        TextInline,
        IdentifierInline,
        RelationInline,
        CitationInline,
    ]
    history_of_parts = [
        *((part, "agreement_id") for part in (Designation, Title, Term, Provision, Text, Identifier)),
        (Party, "agreement_id"),
        (Event, "agreement_id"),
        (AgreementArea, "agreement_id"),
        (AgreementMission, "agreement_id"),
        (Relation, "agreement_id"),
        (Citation, "agreement_id"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_first_act().prefetch_related("parties__agency", "designations")

    @admin.display(description="type")
    def called(self, agreement):
        return "; ".join(map(str, agreement.designations.all()))

    @admin.display(description="level")
    def level(self, agreement):
        level = agreement.pk and level_of(agreement.parties.all())
        return level.label if level else "not stated"

    @admin.display(ordering=KT("first_act__earliest"), description="first dated action")
    def first_action(self, agreement):
        """Show the date as its source gives it, never the first day that it allows."""
        act = getattr(agreement, "first_act", None)
        return f"{sourced(act['date'], act['basis'])} ({LegalAct(act['kind']).label})" if act else "not stated"


@admin.register(Party)
class PartyAdmin(LinkAdmin):
    list_display = ["agreement", "agency", "role"]
    list_filter = ["role"]
    list_select_related = ["agreement", "agency"]
    search_fields = ["agreement__title", "agreement__slug", "agency__name", "agency__acronym"]
    autocomplete_fields = ["agreement", "agency"]


@admin.register(AgreementArea)
class AgreementAreaAdmin(LinkAdmin):
    list_display = ["agreement", "area"]
    list_select_related = ["agreement", "area"]
    list_filter = [("area__broader", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["agreement__title", "agreement__slug", "area__name"]
    autocomplete_fields = ["agreement", "area"]


@admin.register(AgreementMission)
class AgreementMissionAdmin(LinkAdmin):
    list_display = ["agreement", "mission"]
    list_select_related = ["agreement", "mission"]
    list_filter = ["mission__kind"]
    search_fields = ["agreement__title", "agreement__slug", "mission__name"]
    autocomplete_fields = ["agreement", "mission"]


@admin.register(Relation)
class RelationAdmin(LinkAdmin):
    list_display = ["agreement", "kind", "other", "said_by"]
    list_filter = ["kind", "said_by"]
    list_select_related = ["agreement", "other"]
    search_fields = ["agreement__title", "agreement__slug", "other__title", "other__slug"]
    autocomplete_fields = ["agreement", "other"]


def _register_part(model, *shown, owner="agreement", filtered=()):
    """Register the admin of what an instrument says of itself: its owner, and the fields `shown`."""
    options = {
        "list_display": [owner, *shown],
        "list_filter": [*filtered, "standing"] if hasattr(model, "standing") else [*filtered],
        "list_select_related": [owner],
        "search_fields": ["agreement__title", "agreement__slug"],
        "autocomplete_fields": [field.name for field in model._meta.fields if field.many_to_one],
        "__module__": __name__,
    }
    admin.site.register(model, type(f"{model.__name__}Admin", (LinkAdmin,), options))


_register_part(Designation, "form", "function", "binding", filtered=["form", "function", "binding"])
_register_part(Title, "text", "language", filtered=["language"])
_register_part(Term, "length", "until", "renewal", "notice", filtered=["renewal", "notice_for"])
_register_part(Provision, "topic", "says", "article", filtered=["topic", "says"])
_register_part(Text, "language", "authentic", "source", filtered=["language", "authentic"])
