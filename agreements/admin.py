"""The desk for agreements, missions, areas, events and sources; and citations wherever a fact is edited."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.fields.json import KT
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse

from agencies.admin import (
    AgencyAdmin,
    AgencyNameInline,
    NamedAdmin,
    PersonAdmin,
    PositionInline,
    PredecessorInline,
    SuccessorInline,
)
from agencies.admin import CountryNameInline as CountryNames
from agencies.models import Agency, AgencyName, Country, CountryName, Person, Position, Succession
from agreements.entering import cite, enter, give_slugs, title_of_event
from agreements.history import with_sources
from agreements.hosts import known_of_host
from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementMission,
    Area,
    AreaLabel,
    AreaMatch,
    Citation,
    Designation,
    Event,
    EventAgency,
    EventArea,
    EventMission,
    EventPerson,
    EventRole,
    Identifier,
    Mission,
    MissionName,
    MissionRole,
    Modality,
    Party,
    PartyRole,
    Provision,
    Relation,
    Source,
    Term,
    Text,
    Title,
)
from agreements.models.agreements import Level, level_of
from agreements.models.citations import CITABLE, PHRASE_WORDS, TARGET_OF, phrase_is_short
from agreements.models.identifiers import IDENTIFIED
from agreements.names import NAMES
from agreements.status import LegalAct
from spacecoop.admin import KeySelect, PartForm, PartInline, Parts, RecordAdmin, RecordForm, Unlisted
from spacecoop.dates import sourced
from spacecoop.words import noun_of


class SlugForm(RecordForm):
    """A form in which the slug may be left empty: the record is then given a free one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.help_text += " Leave it empty to derive it."

    def clean_slug(self):
        """Return the slug, None for an empty one: two empty ones are not the same twice."""
        return self.cleaned_data["slug"] or None

    def save(self, commit=True):
        give_slugs([self.instance])
        return super().save(commit)


class EventForm(SlugForm):
    """An event whose title may be left empty where it is an agreement's: it then tells its kind."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if title := self.fields.get("title"):  # who may only look has no inputs
            title.required = False
            title.help_text += " Leave it empty for an event of an agreement to derive it."

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("title"):
            if cleaned.get("kind") and cleaned.get("agreement"):
                cleaned["title"] = title_of_event(cleaned["kind"], cleaned["agreement"])
            else:
                self.add_error("title", "Enter a title: an event without an agreement needs one.")
        return cleaned


class CitedForm(PartForm, SlugForm):
    """A fact with two more inputs, a source and a quotation, that cite it as it is saved."""

    cite_source = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        label="New citation: source",
        help_text="The document.",
        widget=KeySelect(Citation._meta.get_field("source"), admin.site),
    )
    cite_phrase = forms.CharField(
        required=False,
        max_length=120,
        label="Quotation",
        help_text=f"Exact quotation from the source, up to {PHRASE_WORDS} words.",
    )

    def clean(self):
        cleaned = super().clean()
        source, phrase = cleaned.get("cite_source"), cleaned.get("cite_phrase")
        if source and not phrase:
            self.add_error("cite_phrase", f"Enter a quotation from the source, up to {PHRASE_WORDS} words.")
        if phrase and not source:
            self.add_error("cite_source", "Choose the source of this quotation.")
        try:
            phrase_is_short(phrase or "")
        except ValidationError as error:
            self.add_error("cite_phrase", error)
        return cleaned

    @property
    def words(self):
        number = len(self.instance.citations.all())
        return [*super().words, f"{number} {noun_of(Citation, number)}" if number else "no citation yet"]

    def save_citation(self):
        """Store the citation that was typed, if any, for the record as it is now saved."""
        if self.cleaned_data.get("cite_phrase") and self.instance.pk:
            cite(self.instance, self.cleaned_data["cite_source"], self.cleaned_data["cite_phrase"])


class CitedEventForm(EventForm, CitedForm):
    """An event of an agreement with one more input, the party that acted, which the quotation supports too."""

    new_side = forms.ModelChoiceField(
        Agency.objects.all(),
        required=False,
        label="For one party",
        help_text="The party that acted, for example by its ratification. Empty: both parties.",
        widget=KeySelect(EventAgency._meta.get_field("agency"), admin.site),
    )

    @property
    def words(self):
        event, (*words, cited) = self.instance, super().words
        reported = [] if event.modality == Modality.DONE else [event.get_modality_display()]
        return [*words, *reported, *sides_of(event), cited]

    def save_citation(self):
        super().save_citation()
        if (agency := self.cleaned_data.get("new_side")) and self.instance.pk:
            side = enter(EventAgency(event=self.instance, agency=agency, role=EventRole.SIDE))
            if self.cleaned_data.get("cite_phrase"):
                cite(side, self.cleaned_data["cite_source"], self.cleaned_data["cite_phrase"])


CITED = ["cited_from", "cite_source", "cite_phrase"]
STANDING = ["standing", "standing_reason"]


def sides_of(event):
    """Return the short names of the parties that acted in an event alone."""
    return [part.agency.short_name for part in event.agencies.all() if part.role == EventRole.SIDE]


class CitedInline(PartInline):
    """Parts of a record, each with its citations and room for a new one: the fact, whence it is, its standing."""

    form = CitedForm
    readonly_fields = ["cited_from"]

    def get_fieldsets(self, request, obj=None):
        names = self.get_fields(request, obj)
        whole = self.fk_name or self.parent_model._meta.model_name
        told = [name for name in names if name not in {whole, *CITED, *STANDING}]
        laid = [
            (None, {"fields": [tuple(told)]}),
            ("New citation", {"fields": [tuple(CITED)]}),
            ("Standing", {"fields": [tuple(STANDING)], "classes": ["collapse"]}),
        ]
        return self.fieldsets or (laid if STANDING[0] in names else laid[:2])

    @admin.display(description="Citations")
    def cited_from(self, fact):
        """Show the citations of a fact, each a link to its form."""
        if not fact or not fact.pk:
            return "no citation yet"
        return render_to_string("admin/cited_from.html", {"citations": fact.citations.all()})

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("citations__source")


class CitationInline(PartInline):
    """The citations of the record itself."""

    model = Citation
    row = ["phrase", "source"]
    fields = [("source", "phrase"), ("fields", "gloss", "reported_as"), "note"]
    autocomplete_fields = ["source"]
    verbose_name = "citation of this record"
    verbose_name_plural = "citations of this record"


class SourcedAdmin(RecordAdmin):
    """A record whose history tells from which sources its changes are."""

    def changes_shown(self, record):
        return with_sources(super().changes_shown(record))


class CitedAdmin(SourcedAdmin):
    """A record whose parts are cited on the same page."""

    form = SlugForm
    inlines = [CitationInline]

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for part in formset.forms:
            if isinstance(part, CitedForm) and part not in formset.deleted_forms:
                part.save_citation()


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


class IdentifierInline(CitedInline):
    model = Identifier
    fields = ["scheme", "value", "issued_in", "url", *STANDING, *CITED]
    autocomplete_fields = ["issued_in"]


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


class LinkAdmin(Unlisted, CitedAdmin):
    """A record that ties two others together."""

    list_per_page = 100


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


class EventAgencyInline(CitedInline):
    verbose_name, verbose_name_plural = "organisation", "organisations"
    model = EventAgency
    autocomplete_fields = ["agency"]


class EventPersonInline(CitedInline):
    verbose_name, verbose_name_plural = "person", "people"
    model = EventPerson
    autocomplete_fields = ["person"]


class EventMissionInline(CitedInline):
    verbose_name, verbose_name_plural = "mission or programme", "missions and programmes"
    model = EventMission
    autocomplete_fields = ["mission"]


class EventAreaInline(CitedInline):
    verbose_name, verbose_name_plural = "cooperation area", "cooperation areas"
    model = EventArea
    autocomplete_fields = ["area"]


@admin.register(Event)
class EventAdmin(CitedAdmin):
    form = EventForm
    list_display = ["title", "kind", "modality", "date", "place", "agreement"]
    list_filter = ["modality", "kind", ("date", admin.EmptyFieldListFilter), "date_basis"]
    list_select_related = ["agreement"]
    search_fields = ["title", "slug", "place", "agreement__title", "agreement__slug"]
    autocomplete_fields = ["agreement"]
    inlines = [
        EventAgencyInline,
        EventPersonInline,
        EventMissionInline,
        EventAreaInline,
        IdentifierInline,
        CitationInline,
    ]
    history_of_parts = [
        (EventAgency, "event_id"),
        (EventPerson, "event_id"),
        (EventMission, "event_id"),
        (EventArea, "event_id"),
        (Identifier, "event_id"),
        (Citation, "event_id"),
    ]


def _register_event_link(model, related, label):
    """Register the admin of the records that tie an event to an agency, person, mission or area."""
    has_role = any(field.name == "role" for field in model._meta.fields)
    options = {
        "list_display": ["event", related, *(["role"] if has_role else [])],
        "list_filter": ["role"] if has_role else ["event__modality"],
        "list_select_related": ["event", related],
        "search_fields": ["event__title", "event__slug", f"{related}__{label}"],
        "autocomplete_fields": ["event", related],
        "__module__": __name__,
    }
    admin.site.register(model, type(f"{model.__name__}Admin", (LinkAdmin,), options))


_register_event_link(EventAgency, "agency", "name")
_register_event_link(EventPerson, "person", "name")
_register_event_link(EventMission, "mission", "name")
_register_event_link(EventArea, "area", "name")


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


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SlugForm
    list_display = ["title", "publisher", "kind", "published", "slug"]
    list_filter = ["kind", "language", ("published", admin.EmptyFieldListFilter)]
    search_fields = ["title", "publisher", "slug", "address"]
    autocomplete_fields = ["copy_of"]
    inlines = [IdentifierInline]
    history_of_parts = [(Identifier, "source_id")]

    class Media:
        js = ["source.js"]

    def get_urls(self):
        page = self.admin_site.admin_view(self.of_host)
        return [path("of-host/", page, name="agreements_source_of_host"), *super().get_urls()]

    def of_host(self, request):
        """Give what the sources from the host of an address have in common, for the form of a new one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return JsonResponse(known_of_host(request.GET.get("address", "")))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "address":
            field.widget.attrs["data-of-host"] = reverse("admin:agreements_source_of_host")
        return field

    def get_changeform_initial_data(self, request):
        given = super().get_changeform_initial_data(request)
        known = known_of_host(given.get("address", ""))
        return {name: known[name] for name in ("publisher", "kind") if known.get(name)} | given


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


@admin.register(Identifier)
class IdentifierAdmin(LinkAdmin):
    list_display = ["scheme", "value", "issued_in", "record"]
    list_filter = ["scheme", "standing"]
    list_select_related = ["issued_in", *IDENTIFIED]
    search_fields = ["value"]
    autocomplete_fields = ["issued_in", *IDENTIFIED]

    def shown_on(self, identifier):
        return identifier.record


@admin.register(Citation)
class CitationAdmin(SourcedAdmin):
    list_display = ["phrase", "source", "supports"]
    list_filter = ["source__kind", "source__language"]
    list_select_related = ["source"]
    search_fields = ["phrase", "source__title", "source__slug"]
    autocomplete_fields = ["source", *CITABLE]
    fieldsets = [
        (None, {"fields": ["source", "phrase", "gloss", "fields", "reported_as", "note"]}),
        ("Record supported (exactly one)", {"fields": list(CITABLE)}),
    ]

    def view_on_site(self, citation):
        return citation.source.get_absolute_url()

    def get_queryset(self, request):
        return super().get_queryset(request).with_targets()

    @admin.display(description="Supports")
    def supports(self, citation):
        return f"{citation.target._meta.verbose_name}: {citation.target}"


# Records of `agencies` are cited too, which that app cannot know: their desks are completed here.


class CitedNames(CitedInline, AgencyNameInline):
    pass


class CitedCountryNames(CitedInline, CountryNames):
    pass


class CountryIdentifierInline(IdentifierInline):
    fk_name = "country"


class CitedPositions(CitedInline, PositionInline):
    pass


class CitedPredecessors(CitedInline, PredecessorInline):
    pass


class CitedSuccessors(CitedInline, SuccessorInline):
    pass


def _complete(model, plain, inlines):
    """Register the admin of a record of `agencies` again, with citations of itself and of its parts."""
    admin.site.unregister(model)
    options = {
        "inlines": [*inlines, CitationInline],
        "history_of_parts": [
            *plain.history_of_parts,
            *((Identifier, f"{TARGET_OF[model]}_id") for inline in inlines if issubclass(inline, IdentifierInline)),
            (Citation, f"{TARGET_OF[model]}_id"),
        ],
        "__module__": __name__,
    }
    admin.site.register(model, type(f"Cited{plain.__name__}", (CitedAdmin, plain), options))


_complete(Country, type(admin.site.get_model_admin(Country)), [CitedCountryNames, CountryIdentifierInline])
_complete(
    Agency,
    AgencyAdmin,
    [CitedNames, CitedPredecessors, CitedSuccessors, CitedPositions, IdentifierInline],
)
_complete(Person, PersonAdmin, [CitedPositions, IdentifierInline])
for part in (CountryName, AgencyName, Position, Succession):
    _complete(part, type(admin.site.get_model_admin(part)), [])
