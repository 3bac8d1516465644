"""The forms in which a curator enters what a source says; each fact with the phrase that says it."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.functional import cached_property

from agencies.models import Agency, AgencyKind, Country, Person
from agencies.names import countries_called
from agreements.hosts import known_of_host
from agreements.models import (
    Agreement,
    Area,
    Event,
    EventKind,
    EventRole,
    Form,
    Function,
    Mission,
    MissionKind,
    Modality,
    PartyRole,
    Source,
    SourceKind,
)
from agreements.models.citations import PHRASE_WORDS, phrase_is_short
from agreements.status import LegalAct
from desk.models import SourceText
from desk.reading.dates import LANGUAGES
from desk.reading.documents import document_of, guessed, language_name
from desk.reading.entries import AgreementEntry, Entries, EventEntry, Link, records_called
from desk.reading.fetching import fetch
from desk.reading.parsers import Document
from desk.reading.phrases import stands_in
from desk.sandbox import NotReadable
from spacecoop.fields import Basis, EDTFFormField
from spacecoop.words import listed

CONCERNS = [("area", "area"), ("mission", "mission")]
MOST_ENTRIES = 40
MOST_LINKS = 60
# What a name can be of, with its kind; states are entered by the codes of their countries.
NAMED = [
    ("agency", [(f"agency:{kind}", kind.label) for kind in AgencyKind if kind != AgencyKind.STATE]),
    ("mission", [(f"mission:{kind}", kind.label) for kind in MissionKind]),
    ("other", [("person:", "person"), ("area:", "area")]),
]
NAMED_MODELS = {"agency": Agency, "mission": Mission, "person": Person, "area": Area}


def phrase_field(label, **options):
    return forms.CharField(
        label=label,
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "phrase"}),
        **{"help_text": f"Exact quotation from the text, up to {PHRASE_WORDS} words.", **options},
    )


def choices_with_none(choices):
    return [("", "—"), *choices]


class FormsWithBox(forms.BaseFormSet):
    """Forms of which each can be left out."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Leave out"


class TextForm(forms.Form):
    """A document to read: pasted, a file, or an address to fetch it from."""

    pasted = forms.CharField(
        label="Text", required=False, widget=forms.Textarea(attrs={"rows": 12}), help_text="Paste the text here."
    )
    file = forms.FileField(
        label="File",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.pdf,.docx"}),
        help_text="txt, html, pdf or docx; at most 10 MB.",
    )
    address = forms.URLField(
        label="URL",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Fetched if you give no text or file.",
    )
    language = forms.ChoiceField(
        label="Language",
        required=False,
        choices=[("", "detect it"), *((code, language_name(code)) for code in LANGUAGES)],
    )
    published = EDTFFormField(
        label="Date of the document",
        required=False,
        max_length=60,
        help_text="Used to work out dates such as “next December”. Leave empty to detect it.",
    )

    def clean(self):
        """Read what was given into `document`, `content` and `origin`."""
        cleaned = super().clean()
        pasted, file, address = cleaned.get("pasted"), cleaned.get("file"), cleaned.get("address")
        if pasted and file:
            raise ValidationError("Give the text or a file, not both: which is it?")
        if not (pasted or file or address) and not self.errors:
            raise ValidationError("Paste the text, choose a file, or give an address.")
        if self.errors:
            return cleaned
        try:
            self.document, self.content, self.origin = self._read(pasted, file, address)
        except NotReadable as error:
            self.add_error("pasted" if pasted else "file" if file else "address", str(error))
        return cleaned

    def _read(self, pasted, file, address):
        if pasted:
            return guessed(Document(pasted)), pasted.encode(), "pasted"
        if file:
            content = file.read()
            return document_of(content, file.name), content, "file"
        if known := SourceText.objects.filter(address=address).first():
            return Document(known.text), b"", "address"
        fetched = fetch(address)
        return document_of(fetched.content, fetched.address, fetched.kind), fetched.content, "address"


class SourceForm(forms.ModelForm):
    """The source itself, where it is not known yet."""

    address = Source._meta.get_field("address").formfield(
        assume_scheme="https",
        widget=forms.URLInput(attrs={"data-of-host": reverse_lazy("admin:agreements_source_of_host")}),
    )

    class Meta:
        model = Source
        fields = ["title", "publisher", "kind", "language", "address", "published", "relays", "slug"]
        help_texts = {"slug": "Leave empty to derive it from publisher and year."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        if not self.is_bound:
            self.fields["kind"].widget.attrs["data-proposed"] = ""


class DateLineForm(forms.Form):
    """Where the document says its own date: every date that is derived from it rests on that."""

    date_phrase = phrase_field(
        "Where the text says its own date",
        help_text="Cited for dates without a year, and for the day of a plan or report.",
    )

    def __init__(self, *args, text, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text

    def clean_date_phrase(self):
        return check_phrase(self.cleaned_data["date_phrase"], self.text)


def check_phrase(phrase, text):
    """Return a phrase without needless white space.

    Raises: ValidationError, where it is too long or stands nowhere in the text.
    """
    phrase = " ".join(phrase.split())
    phrase_is_short(phrase)
    if phrase and not stands_in(phrase, text):
        raise ValidationError("The text does not contain exactly these words.")
    return phrase


class Phrased(forms.Form):
    """A form whose phrases have to stand in the text."""

    def __init__(self, *args, text, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text

    def check_phrases(self, cleaned, needed):
        """Check every phrase; of `needed`, pairs of a field and its phrase, a field that is filled needs it."""
        for name in [name for name in self.fields if name.endswith("phrase")]:
            try:
                cleaned[name] = check_phrase(cleaned.get(name) or "", self.text)
            except ValidationError as error:
                self.add_error(name, error)
        for name, phrase in needed:
            if cleaned.get(name) and not cleaned.get(phrase) and phrase not in self.errors:
                self.add_error(phrase, "Give the phrase of the text that says so.")


class NameForm(Phrased):
    """A body, mission, person or area that is new here: entered with the words that name it, and then tied."""

    what = forms.ChoiceField(label="What it is", choices=choices_with_none(NAMED))
    name = forms.CharField(max_length=120, help_text="As the text writes it.")
    acronym = forms.CharField(
        max_length=20, required=False, help_text="Of an organisation, as the text writes it; empty: none."
    )
    country = forms.CharField(
        max_length=60, required=False, help_text="Of an organisation: the name or code; empty: not stated."
    )
    phrase = phrase_field("Quotation")
    slug = forms.SlugField(
        label="Address", required=False, max_length=100, help_text="Leave empty to derive it from the name."
    )

    def clean(self):
        cleaned = super().clean()
        self.check_phrases(cleaned, [("name", "phrase")])
        name, model = cleaned.get("name"), NAMED_MODELS.get((cleaned.get("what") or "").partition(":")[0])
        if name and model and (known := records_called(name, [model])):
            self.add_error("name", f"“{name}” is known already, as {known[0]}.")
        for field in ("acronym", "country"):
            if cleaned.get(field) and model and model is not Agency:
                self.add_error(field, "Only an organisation has it.")
        return cleaned

    def clean_country(self):
        """Return the Country of a name or code; None where none is given."""
        if not (written := self.cleaned_data["country"].strip()):
            return None
        codes = countries_called(written)
        if len(codes) != 1:
            raise ValidationError(
                f"“{written}” may be {listed(sorted(codes), 'or')}." if codes else f"No country is called “{written}”."
            )
        return Country.objects.get(code=codes.pop())

    @cached_property
    def record(self):
        """The record, not stored yet; the same each time, so that what leads to it finds it stored."""
        what, _, kind = self.cleaned_data["what"].partition(":")
        name = self.cleaned_data["name"]
        more = {"kind": kind} if kind else {}
        if what == "agency":
            more |= {name: self.cleaned_data[name] for name in ("acronym", "country")}
        return NAMED_MODELS[what](name=name, slug=self.cleaned_data["slug"], **more)


class LinkForm(Phrased):
    role = forms.ChoiceField(label="As")
    record = forms.CharField(
        label="Who or what",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "record", "list": "known-records", "autocomplete": "off"}),
    )
    phrase = phrase_field("Quotation", help_text="")

    def __init__(self, *args, roles, new, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles
        self.new = new

    def has_changed(self):
        return any(name in self.changed_data for name in ("record", "phrase"))

    def clean(self):
        cleaned = super().clean()
        self.check_phrases(cleaned, [("record", "phrase")])
        if cleaned.get("role") and cleaned.get("record"):
            self._find(cleaned["role"], cleaned["record"].strip())
        return cleaned

    def _find(self, role, written):
        models = {"area": [Area], "mission": [Mission]}.get(role, [Agency, Person] if role in EventRole else [Agency])
        found = records_called(written, models) or [
            record
            for record in self.new
            if isinstance(record, tuple(models)) and written.casefold() in (record.name.casefold(), record.slug)
        ]
        if len(found) == 1:
            self.cleaned_data["found"] = found[0]
        elif found:
            ways = ", ".join(f"{record} ({record.slug})" for record in found)
            self.add_error("record", f"“{written}” is the name of several: {ways}. Write the address in brackets.")
        else:
            kind = " or ".join(str(model._meta.verbose_name) for model in models)
            self.add_error("record", f"No {kind} is called “{written}”: add it to the new names, or write it as known.")

    @property
    def link(self):
        return Link(self.cleaned_data["role"], self.cleaned_data["found"], self.cleaned_data["phrase"])


class EntryForm(Phrased):
    """An agreement or event being entered, with the rows of what it is tied to."""

    roles = ()

    def __init__(self, *args, new, **kwargs):
        super().__init__(*args, **kwargs)
        self.new = new

    @cached_property
    def links(self):
        factory = forms.formset_factory(
            LinkForm, FormsWithBox, extra=2, can_delete=True, max_num=MOST_LINKS, absolute_max=MOST_LINKS
        )
        return factory(
            self.data if self.is_bound else None,
            prefix=f"{self.prefix}-links",
            form_kwargs={"text": self.text, "roles": self.roles, "new": self.new},
        )

    def has_changed(self):
        return super().has_changed() or any(form.has_changed() for form in self.links)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and (self.has_changed() or not self.empty_permitted) and not self.links.is_valid():
            self.add_error(None, "See the rows below.")

    @property
    def kept_links(self):
        rows = [form for form in self.links if form not in self.links.deleted_forms and form.has_changed()]
        return [form.link for form in rows]


class AgreementForm(EntryForm):
    roles = [*PartyRole.choices, *CONCERNS]

    title = forms.CharField(max_length=200, help_text="Descriptive, in our own words.")
    form = forms.ChoiceField(label="Type", choices=choices_with_none(Form.choices))
    function = forms.ChoiceField(
        required=False, choices=choices_with_none(Function.choices), help_text="Empty: not stated."
    )
    phrase = phrase_field("Quotation")
    summary = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="What it provides for, in our own words."
    )
    slug = forms.SlugField(
        label="Address", required=False, max_length=100, help_text="Leave empty to derive it from parties and year."
    )

    def clean(self):
        cleaned = super().clean()
        self.check_phrases(cleaned, [("form", "phrase")])
        if cleaned.get("slug") and Agreement.objects.filter(slug=cleaned["slug"]).exists():
            self.add_error("slug", "Another agreement has this address.")
        return cleaned

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.has_changed() and self.links.is_valid():
            parties = [link.record for link in self.kept_links if link.role == PartyRole.PARTY]
            if len(parties) != 2:
                self.add_error(None, f"It has {len(parties)} with the role “party”: a bilateral agreement has two.")

    @cached_property
    def entry(self):
        cleaned = self.cleaned_data
        return AgreementEntry(
            **{name: cleaned[name] for name in ("title", "form", "function", "phrase", "slug", "summary")},
            links=self.kept_links,
        )


class EventForm(EntryForm):
    roles = [*EventRole.choices, *CONCERNS]

    title = forms.CharField(max_length=200, help_text="In a few words of our own.")
    kind = forms.ChoiceField(choices=choices_with_none(EventKind.choices))
    modality = forms.ChoiceField(
        label="Reported as", choices=choices_with_none(Modality.choices), help_text="As the source puts it."
    )
    kind_phrase = phrase_field("Quotation")
    agreement = forms.CharField(
        label="Of the agreement",
        required=False,
        max_length=100,
        help_text="1 for the first agreement here, 2 for the second; or the address of one that is stored.",
    )
    date = EDTFFormField(required=False, max_length=60, help_text="Empty: not stated.")
    date_basis = forms.ChoiceField(
        label="Its basis",
        choices=Basis.choices,
        initial=Basis.STATED,
        help_text="Derived: without its year in the text.",
    )
    date_phrase = phrase_field("Quotation for the date")
    as_of = EDTFFormField(
        label="As of",
        required=False,
        max_length=60,
        help_text="For a plan or report: the day for which the source says it.",
    )
    place = forms.CharField(required=False, max_length=100, help_text="Empty: not stated.")
    place_phrase = phrase_field("Quotation for the place")

    def clean(self):
        cleaned = super().clean()
        needed = [("kind", "kind_phrase"), ("date", "date_phrase"), ("place", "place_phrase")]
        self.check_phrases(cleaned, needed)
        if cleaned.get("kind") in LegalAct.values and not cleaned.get("agreement"):
            self.add_error("agreement", "A treaty action needs an agreement: say which.")
        if cleaned.get("kind") and cleaned.get("modality"):
            try:
                Event(kind=cleaned["kind"], modality=cleaned["modality"]).validate_constraints(
                    exclude=["agreement", "slug"]
                )
            except ValidationError as error:
                self.add_error("modality", error.messages[0])
        return cleaned

    def entry_with(self, agreement):
        cleaned = self.cleaned_data
        phrases = {name: cleaned[f"{name}_phrase"] for name in ("kind", "date", "place")}
        plain = {name: cleaned[name] for name in ("title", "kind", "modality", "date", "date_basis", "as_of", "place")}
        return EventEntry(**plain, phrases=phrases, links=self.kept_links, agreement=agreement)


class EntriesForms:
    """All forms of one text: its source, where its date stands, names that are new here, agreements and events."""

    def __init__(self, text, data=None):
        self.names = _formset(NameForm)(data, prefix="names", form_kwargs={"text": text.text})
        options = {"form_kwargs": {"text": text.text, "new": [record for record, _ in self.new_names]}}
        source = text.known_source
        self.known_source = source
        self.source = None if source else SourceForm(data, initial=_suggested(text), prefix="source")
        self.date_line = DateLineForm(data, text=text.text, prefix="source")
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
        events = [form.entry_with(self._agreement_of(form)) for form in self.kept_events]
        source = self.known_source or self.source.instance
        return Entries(agreements, events, self.date_line.cleaned_data["date_phrase"], self.new_names), source

    def _agreement_of(self, form):
        written = form.cleaned_data["agreement"].strip()
        if not written:
            return None
        if written.isdigit():
            numbered = dict(enumerate(self.agreements, 1))
            chosen = numbered.get(int(written))
            return chosen.entry if chosen in self.kept_agreements else None
        return Agreement.objects.filter(slug=written).first()

    def _fits_together(self):
        """Check what no form can know alone."""
        rest_on_its_own = False
        for form in self.kept_events:
            if form.cleaned_data["agreement"].strip() and self._agreement_of(form) is None:
                form.add_error("agreement", "There is no such agreement, here or stored.")
            derived = form.cleaned_data["date"] and form.cleaned_data["date_basis"] == Basis.DERIVED
            rest_on_its_own |= bool(derived or form.cleaned_data["as_of"])
        if rest_on_its_own and not self.date_line.cleaned_data["date_phrase"]:
            self.date_line.add_error("date_phrase", "A date here rests on the document's own: give its phrase.")
        if not (self.kept_agreements or self.kept_events):
            self.date_line.add_error(None, "Nothing is entered yet: choose a mark, or fill in a form.")
        return self.date_line.is_valid() and not any(form.errors for form in self.kept_events)


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
