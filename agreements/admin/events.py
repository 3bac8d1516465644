"""The forms of an event and of those who took part in it."""

from django import forms
from django.contrib import admin

from agencies.models import Agency
from agreements.admin.cited import (
    CitationInline,
    CitedAdmin,
    CitedForm,
    CitedInline,
    IdentifierInline,
    LinkAdmin,
    SlugForm,
)
from agreements.entering import cite, enter, title_of_event
from agreements.models import (
    Citation,
    Event,
    EventAgency,
    EventArea,
    EventMission,
    EventPerson,
    EventRole,
    Identifier,
    Modality,
)
from spacecoop.autocomplete import KeySelect


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


def sides_of(event):
    """Return the short names of the parties that acted in an event alone."""
    return [part.agency.short_name for part in event.agencies.all() if part.role == EventRole.SIDE]


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
