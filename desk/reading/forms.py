"""The forms in which a curator enters what a source says; each fact with the phrase that says it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from agreements.hosts import known_of_host
from agreements.models import (
    Agreement,
    Event,
    EventKind,
    EventRole,
    Form,
    Function,
    Modality,
    PartyRole,
    SourceKind,
    Term,
)
from agreements.status import LegalAct
from desk.reading.entries import AgreementEntry, Entries, EventEntry
from desk.reading.known_agreements import Alike, alike
from desk.reading.marked_text import date_line_of
from desk.reading.part_forms import CONCERNS, IdentifierForm, LinkForm, NameForm, PartForm, RelationForm, TermForm
from desk.reading.phrase_forms import NEW, FormsWithBox, Phrased, choices_with_none, name_of, phrase_field
from desk.reading.text_forms import DateLineForm, SourceForm
from spacecoop.fields import Basis, EDTFFormField
from spacecoop.words import listed

MOST_ENTRIES = 40
MOST_LINKS = 60


class EntryForm(Phrased):
    """An agreement or event being entered, with the rows of what it is tied to."""

    roles = ()
    rows = {"links": LinkForm}

    def __init__(self, *args, new, **kwargs):
        super().__init__(*args, **kwargs)
        self.new = new

    @cached_property
    def formsets(self):
        """The rows, as formsets by their names."""
        return {name: self._rows(name, form) for name, form in self.rows.items()}

    def _rows(self, name, form):
        factory = forms.formset_factory(
            form,
            FormsWithBox,
            extra=2 if name == "links" else 1,
            can_delete=True,
            max_num=MOST_LINKS,
            absolute_max=MOST_LINKS,
        )
        # Pages that were open before there were such rows post none.
        is_posted = self.is_bound and f"{self.prefix}-{name}-TOTAL_FORMS" in self.data
        return factory(
            self.data if is_posted or (self.is_bound and name == "links") else None,
            prefix=f"{self.prefix}-{name}",
            form_kwargs={"text": self.text, "roles": self.roles, "new": self.new},
        )

    @property
    def links(self):
        return self.formsets["links"]

    def has_changed(self):
        return super().has_changed() or any(form.has_changed() for rows in self.formsets.values() for form in rows)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and (self.has_changed() or not self.empty_permitted):
            wrong = [rows for rows in self.formsets.values() if rows.is_bound and not rows.is_valid()]
            if wrong:
                self.add_error(None, "Check the rows below.")

    def kept(self, name):
        """Return the rows of a formset that say something and are not left out."""
        rows = self.formsets[name]
        return [form for form in rows if form not in rows.deleted_forms and form.has_changed()] if rows.is_bound else []

    @property
    def kept_links(self):
        return [form.link for form in self.kept("links")]


class AgreementForm(EntryForm):
    """An agreement; `alike`: those recorded that it may be, once all forms are looked at together."""

    roles = [*PartyRole.choices, *CONCERNS]
    rows = {"links": LinkForm, "relations": RelationForm, "identifiers": IdentifierForm, "terms": TermForm}
    alike = ()

    title = forms.CharField(max_length=200, help_text="Descriptive, in our own words.")
    form = forms.ChoiceField(label="Type", choices=choices_with_none(Form.choices))
    function = forms.ChoiceField(
        required=False, choices=choices_with_none(Function.choices), help_text="Empty: not stated."
    )
    phrase = phrase_field("Quotation")
    summary = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="In our own words.")
    slug = forms.SlugField(
        label="Slug", required=False, max_length=100, help_text="Leave empty to derive it from parties and year."
    )
    same_as = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_same_as(self):
        """Return the Agreement of an address, NEW for none of those that were shown, "" where nothing is said."""
        written = self.cleaned_data["same_as"]
        if written in ("", NEW):
            return written
        if (agreement := Agreement.objects.filter(slug=written).first()) is None:
            raise ValidationError(f"The agreement “{written}” no longer exists. Choose again.")
        return agreement

    def clean(self):
        cleaned = super().clean()
        self.check_phrases(cleaned, [("form", "phrase")])
        if isinstance(cleaned.get("same_as"), Agreement):
            for name in ("summary", "slug"):
                if cleaned.get(name) and getattr(cleaned["same_as"], name):
                    self.add_error(
                        name, f"“{cleaned['same_as']}” has one already. Edit it in that record; leave this field empty."
                    )
        elif cleaned.get("slug") and Agreement.objects.filter(slug=cleaned["slug"]).exists():
            self.add_error("slug", "Another agreement has this slug.")
        return cleaned

    def full_clean(self):
        super().full_clean()
        if not (self.is_bound and self.has_changed()):
            return
        if self.links.is_valid():
            parties = [link.record for link in self.kept_links if link.role == PartyRole.PARTY]
            if len(parties) != 2:
                self.add_error(None, f"Parties: {len(parties)} have the role “party”. A bilateral agreement has two.")
        if self.formsets["terms"].is_valid():
            self._check_term()

    def _check_term(self):
        said = [form.cleaned_data["what"] for form in self.kept("terms")]
        if repeated := sorted({name for name in said if said.count(name) > 1}):
            return self.add_error(
                None, f"Term: {listed([name_of(Term, name) for name in repeated])} occurs twice. Exclude one of them."
            )
        term = Term(**{name: value for name, (value, _) in self.term.items()})
        try:
            if said:
                term.clean_fields(exclude=["agreement"])
                term.validate_constraints(exclude=["agreement"])
        except ValidationError as error:
            self.add_error(None, error.messages)

    @property
    def term(self):
        rows = [form.cleaned_data for form in self.kept("terms")]
        return {row["what"]: (row["value"], row["phrase"]) for row in rows}

    @property
    def seeming(self):
        """What a choice offers: (address, words, Alike or None, whether it is chosen)."""
        chosen = self["same_as"].value()
        rows = [
            (candidate.agreement.slug, f"Add to “{candidate.agreement}”", candidate, candidate.agreement.slug == chosen)
            for candidate in self.alike
        ]
        return [*rows, (NEW, "New agreement: none of these", None, chosen == NEW)] if rows else []

    @cached_property
    def entry(self):
        """The entry; what it does to others is added when those are known."""
        cleaned = self.cleaned_data
        same_as = cleaned["same_as"]
        return AgreementEntry(
            **{name: cleaned[name] for name in ("title", "form", "function", "phrase", "slug", "summary")},
            links=self.kept_links,
            identifiers=[(form.identifier, form.cleaned_data["phrase"]) for form in self.kept("identifiers")],
            term=self.term,
            same_as=same_as if isinstance(same_as, Agreement) else None,
        )


class EventForm(EntryForm):
    roles = [*EventRole.choices, *CONCERNS]
    rows = {"links": PartForm}
    cited = ["kind", "date", "place", "effective", "until"]

    title = forms.CharField(max_length=200, help_text="Short, in our own words.")
    kind = forms.ChoiceField(choices=choices_with_none(EventKind.choices))
    modality = forms.ChoiceField(
        label="Reported as", choices=choices_with_none(Modality.choices), help_text="How the source reports it."
    )
    kind_phrase = phrase_field("Quotation")
    agreement = forms.CharField(
        label="Agreement",
        required=False,
        max_length=100,
        help_text="1 for the first agreement on this page, 2 for the second, or the slug of a recorded one.",
    )
    date = EDTFFormField(required=False, max_length=60, help_text="Empty: not stated.")
    date_basis = forms.ChoiceField(
        label="Basis of the date",
        choices=Basis.choices,
        initial=Basis.STATED,
        help_text="Derived: the text gives no year.",
    )
    date_phrase = phrase_field("Quotation for the date")
    as_of = EDTFFormField(
        label="As of",
        required=False,
        max_length=60,
        help_text="For a plan or report: the date of the information.",
    )
    place = forms.CharField(required=False, max_length=100, help_text="Empty: not stated.")
    place_phrase = phrase_field("Quotation for the place")
    effective = EDTFFormField(
        label="Effective",
        required=False,
        max_length=60,
        help_text="The date of effect, if it differs from the date.",
    )
    effective_phrase = phrase_field("Quotation for the date of effect")
    until = EDTFFormField(
        label="Until", required=False, max_length=60, help_text="The new end of the agreement that the action sets."
    )
    until_phrase = phrase_field("Quotation for the end")

    def clean(self):
        cleaned = super().clean()
        self.check_phrases(cleaned, [(name, f"{name}_phrase") for name in self.cited])
        if cleaned.get("kind") in LegalAct.values and not cleaned.get("agreement"):
            self.add_error("agreement", "A treaty action needs an agreement. Enter its number or slug.")
        if cleaned.get("kind") and cleaned.get("modality"):
            said = {name: cleaned.get(name) for name in ("kind", "modality", "effective", "until")}
            try:
                Event(**said).validate_constraints(exclude=["agreement", "slug"])
            except ValidationError as error:
                self.add_error("modality", error.messages[0])
        return cleaned

    def entry_with(self, agreement):
        cleaned = self.cleaned_data
        phrases = {name: cleaned[f"{name}_phrase"] for name in self.cited}
        plain = {name: cleaned[name] for name in ("title", "modality", "date_basis", "as_of", *self.cited)}
        return EventEntry(**plain, phrases=phrases, links=self.kept_links, agreement=agreement)


class EntriesForms:
    """All forms of one text: its source, where its date stands, names that are new here, agreements and events."""

    def __init__(self, text, data=None):
        self.names = _formset(NameForm)(data, prefix="names", form_kwargs={"text": text.text})
        options = {"form_kwargs": {"text": text.text, "new": [record for record, _ in self.new_names]}}
        source = text.known_source
        self.known_source = source
        self.source = None if source else SourceForm(data, initial=_suggested(text), prefix="source")
        own = {"date_phrase": date_line_of(text)}
        self.date_line = DateLineForm(data, initial=own, text=text.text, prefix="source")
        self.agreements = _formset(AgreementForm)(data, prefix="agreements", **options)
        self.events = _formset(EventForm)(data, prefix="events", **options)

    def is_valid(self):
        parts = [self.date_line, self.names, self.agreements, self.events, *([self.source] if self.source else [])]
        wrong = [part for part in parts if not part.is_valid()]  # every part is asked: all errors show at once
        return not wrong and self._fits_together()

    @property
    def new_names(self):
        """The (record, phrase) of the new names, as far as their forms are in order."""
        kept = [form for form in _kept(self.names) if form.is_valid()] if self.names.is_bound else []
        return [(form.record, form.cleaned_data["phrase"]) for form in kept]

    @property
    def kept_agreements(self):
        return _kept(self.agreements)

    @property
    def kept_events(self):
        return _kept(self.events)

    def entries(self):
        """Return (what is entered, its source, which may be new)."""
        agreements = [form.entry for form in self.kept_agreements]
        events = self._event_entries()
        source = self.known_source or self.source.instance
        return Entries(agreements, events, self.date_line.cleaned_data["date_phrase"], self.new_names), source

    def _event_entries(self):
        return [form.entry_with(self._agreement_of(form)) for form in self.kept_events]

    def _agreement_of(self, form):
        return self._called(form.cleaned_data["agreement"])

    def _called(self, written):
        """Return the AgreementEntry with a number here, or the stored Agreement with an address; None for neither."""
        written = written.strip()
        if written.isdigit():
            numbered = dict(enumerate(self.agreements, 1))
            chosen = numbered.get(int(written))
            return chosen.entry if chosen in self.kept_agreements else None
        return Agreement.objects.filter(slug=written).first() if written else None

    def _fits_together(self):
        """Check what no form can know alone."""
        rest_on_its_own = False
        for form in self.kept_events:
            if form.cleaned_data["agreement"].strip() and self._agreement_of(form) is None:
                form.add_error("agreement", "There is no such agreement, on this page or recorded.")
            derived = form.cleaned_data["date"] and form.cleaned_data["date_basis"] == Basis.DERIVED
            rest_on_its_own |= bool(derived or form.cleaned_data["as_of"])
        self._relate()
        if not any(form.errors for form in [*self.kept_events, *self.kept_agreements]):
            self._ask_what_is_known()
        if rest_on_its_own and not self.date_line.cleaned_data["date_phrase"]:
            self.date_line.add_error(
                "date_phrase", "A date below depends on the date of the document. Enter the quotation for that date."
            )
        if not (self.kept_agreements or self.kept_events):
            self.date_line.add_error(None, "Nothing is entered yet. Select a highlighted word, or fill in a form.")
        looked_at = [*self.kept_events, *self.kept_agreements]
        return self.date_line.is_valid() and not any(form.errors for form in looked_at)

    def _relate(self):
        """Tie the agreements to others, as far as there are those."""
        for form in self.kept_agreements:
            form.entry.relations = []
            for row in form.kept("relations"):
                other = self._called(row.cleaned_data["other"])
                form.entry.relations.append((row.cleaned_data["kind"], other, row.cleaned_data["phrase"]))
                if other is None or other in (form.entry, form.entry.same_as):
                    told = (
                        "This is the agreement itself. Enter another one."
                        if other
                        else "There is no such agreement, on this page or recorded."
                    )
                    row.add_error("other", told)
                    form.add_error(None, "Check the rows below.")

    def _ask_what_is_known(self):
        """Name the recorded agreements that one entered here seems to be, and ask whether it is."""
        entered = self.kept_agreements
        seeming = alike([form.entry for form in entered], self._event_entries(), self.known_source)
        for form, form.alike in zip(entered, seeming, strict=True):
            chosen = form.entry.same_as
            if chosen and chosen not in [candidate.agreement for candidate in form.alike]:
                form.alike = [Alike(chosen, ["chosen before"], []), *form.alike]
            if form.alike and not form.cleaned_data["same_as"]:
                form.add_error("same_as", "This agreement may be recorded already. Choose one of the options.")


def _kept(formset):
    return [form for form in formset if form not in formset.deleted_forms and form.has_changed()]


def _formset(form):
    return forms.formset_factory(
        form, FormsWithBox, extra=1, can_delete=True, max_num=MOST_ENTRIES, absolute_max=MOST_ENTRIES
    )


def _suggested(text):
    known = known_of_host(text.address)
    fields = {name: getattr(text, name) for name in ("title", "publisher", "language", "address", "published")}
    fields["publisher"] = fields["publisher"] or known.get("publisher", "")
    return fields | {"kind": known.get("kind") or SourceKind.PRESS_RELEASE}
