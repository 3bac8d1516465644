"""What every form of a record has: its slug, its citations, its parts with theirs."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from agreements.entering import cite
from agreements.history import with_sources
from agreements.models import Citation, Identifier, Source
from agreements.models.citations import PHRASE_WORDS, phrase_is_short
from agreements.slugs import give_slugs
from spacecoop.admin import RecordAdmin, RecordForm, Unlisted
from spacecoop.autocomplete import KeySelect
from spacecoop.parts import PartForm, PartInline
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
        number = len(self.instance.citations.all()) if self.instance.pk else 0
        return [*super().words, f"{number} {noun_of(Citation, number)}" if number else "no citation yet"]

    def save_citation(self):
        """Store the citation that was typed, if any, for the record as it is now saved."""
        if self.cleaned_data.get("cite_phrase") and self.instance.pk:
            cite(self.instance, self.cleaned_data["cite_source"], self.cleaned_data["cite_phrase"])


CITED = ["cited_from", "cite_source", "cite_phrase"]
STANDING = ["standing", "standing_reason"]


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


class IdentifierInline(CitedInline):
    model = Identifier
    fields = ["scheme", "value", "issued_in", "url", *STANDING, *CITED]
    autocomplete_fields = ["issued_in"]


class LinkAdmin(Unlisted, CitedAdmin):
    """A record that ties two others together."""

    list_per_page = 100
