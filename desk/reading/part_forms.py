"""The forms of the parts of an entry: names, links, relations, numbers and terms."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from agencies.models import Agency, AgencyKind, Person
from agreements.models import Area, EventRole, Identifier, Mission, MissionKind, RelationKind, Term
from agreements.schemes import NATIONAL_SCHEMES, UNIQUE_SCHEMES, IdentifierScheme
from desk.reading.entries import Link, records_called
from desk.reading.phrase_forms import CountryField, Phrased, RowForm, choices_with_none, name_of, phrase_field
from spacecoop.words import listed

CONCERNS = [("area", "area"), ("mission", "mission")]
# The fields of a term that a text is cited for, one each.
TERM = ["length", "counted_from", "until", "renewal", "renewal_length", "notice", "notice_for", "condition"]
# What a name can be of, with its kind; states are entered by the codes of their countries.
NAMED = [
    ("agency", [(f"agency:{kind}", kind.label) for kind in AgencyKind if kind != AgencyKind.STATE]),
    ("mission", [(f"mission:{kind}", kind.label) for kind in MissionKind]),
    ("other", [("person:", "person"), ("area:", "area")]),
]
NAMED_MODELS = {"agency": Agency, "mission": Mission, "person": Person, "area": Area}


class NameForm(Phrased):
    """A body, mission, person or area that is new here: entered with the words that name it, and then tied."""

    what = forms.ChoiceField(label="Type", choices=choices_with_none(NAMED))
    name = forms.CharField(max_length=120, help_text="As the text writes it.")
    acronym = forms.CharField(max_length=20, required=False, help_text="Organisations only, as the text writes it.")
    country = CountryField(
        max_length=60, required=False, help_text="Organisations only: name or code. Empty: not stated."
    )
    phrase = phrase_field("Quotation")
    slug = forms.SlugField(
        label="Slug", required=False, max_length=100, help_text="Leave empty to derive it from the name."
    )

    def clean(self):
        cleaned = super().clean()
        self.check_phrases(cleaned, [("name", "phrase")])
        name, model = cleaned.get("name"), NAMED_MODELS.get((cleaned.get("what") or "").partition(":")[0])
        if name and model and (known := records_called(name, [model])):
            self.add_error("name", f"“{name}” is recorded already, as {known[0]}. Exclude this entry.")
        for field in ("acronym", "country"):
            if cleaned.get(field) and model and model is not Agency:
                self.add_error(field, "Only organisations have this. Leave it empty.")
        return cleaned

    @cached_property
    def record(self):
        """The record, not stored yet; the same each time, so that what leads to it finds it stored."""
        what, _, kind = self.cleaned_data["what"].partition(":")
        name = self.cleaned_data["name"]
        more = {"kind": kind} if kind else {}
        if what == "agency":
            more |= {name: self.cleaned_data[name] for name in ("acronym", "country")}
        return NAMED_MODELS[what](name=name, slug=self.cleaned_data["slug"], **more)


class LinkForm(RowForm):
    written = "record"
    role = forms.ChoiceField(label="As")
    record = forms.CharField(
        label="Name",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "record", "list": "known-records", "autocomplete": "off"}),
    )
    phrase = phrase_field("Quotation", help_text="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = self.roles

    def clean(self):
        cleaned = super().clean()
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
            self.add_error("record", f"“{written}” is the name of several records: {ways}. Enter the slug in brackets.")
        else:
            kind = " or ".join(str(model._meta.verbose_name) for model in models)
            self.add_error(
                "record", f"No {kind} is called “{written}”. Add it to the new names, or enter its recorded name."
            )

    @property
    def link(self):
        cleaned = self.cleaned_data
        return Link(cleaned["role"], cleaned["found"], cleaned["phrase"], cleaned.get("position", ""))


class PartForm(LinkForm):
    """Who had a part in an event; a person perhaps in an office."""

    position = forms.CharField(
        label="Position of the person",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": " "}),
        help_text="As the text names it.",
    )

    def clean_position(self):
        return " ".join(self.cleaned_data["position"].split())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("position") and "found" in cleaned and not isinstance(cleaned["found"], Person):
            self.add_error("position", "Only persons have a position. Leave it empty.")
        return cleaned


class RelationForm(RowForm):
    """What the agreement does to another one; which is found once all agreements of the text are known."""

    written = "other"
    kind = forms.ChoiceField(label="This agreement", choices=RelationKind.choices)
    other = forms.CharField(
        label="Other agreement",
        max_length=100,
        help_text="1 for the first agreement on this page, or the slug of a recorded one.",
    )
    phrase = phrase_field("Quotation", help_text="")


class IdentifierForm(RowForm):
    written = "value"
    scheme = forms.ChoiceField(
        choices=[(scheme.value, scheme.label) for scheme in IdentifierScheme if scheme not in UNIQUE_SCHEMES]
    )
    value = forms.CharField(label="Identifier", max_length=120)
    issued_in = CountryField(
        label="Country", max_length=60, required=False, help_text="Laws and gazettes only: name or code."
    )
    phrase = phrase_field("Quotation", help_text="")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("scheme") and cleaned.get("value") and "issued_in" in cleaned:
            self.identifier = Identifier(**{name: cleaned[name] for name in ("scheme", "value", "issued_in")})
            try:
                self.identifier.clean()
            except ValidationError as error:
                self.add_error("value", error.message_dict["value"])
            if (cleaned["scheme"] in NATIONAL_SCHEMES) != bool(cleaned["issued_in"]):
                self.add_error(
                    "issued_in", "Enter a country for a national law or gazette; leave it empty for other schemes."
                )
        return cleaned


class TermForm(RowForm):
    """One thing that the text says of how long the agreement holds."""

    written = "value"
    what = forms.ChoiceField(label="Provision", choices=[(name, name_of(Term, name)) for name in TERM])
    value = forms.CharField(max_length=300, help_text="For example “5 years”, “tacit renewal” or “6 months”.")
    phrase = phrase_field("Quotation", help_text="")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("what") and cleaned.get("value"):
            field = Term._meta.get_field(cleaned["what"])
            codes = {label.casefold(): code for code, label in field.choices or ()}
            written = codes.get(cleaned["value"].strip().casefold(), cleaned["value"])
            try:
                cleaned["value"] = field.clean(field.formfield().clean(written), None)
            except ValidationError as error:
                words = listed([label for _, label in field.choices or ()], "or")
                self.add_error("value", f"Enter {words}." if words else error)
        return cleaned
