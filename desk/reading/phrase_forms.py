"""What the forms of the reading desk are made of: fields of phrases, countries and rows."""

from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Country
from agencies.names import countries_called
from agreements.models.citations import PHRASE_WORDS, phrase_is_short
from desk.reading.phrases import stands_in
from spacecoop.words import listed

NEW = "new"  # said of an agreement that seems to be a recorded one, and is not


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


def name_of(model, field):
    """Return what a field of a model is called."""
    return str(model._meta.get_field(field).verbose_name)


class CountryField(forms.CharField):
    """Take the name or code of a country, give the Country; None where none is given."""

    def clean(self, value):
        if not (written := super().clean(value).strip()):
            return None
        codes = countries_called(written)
        if len(codes) != 1:
            raise ValidationError(
                f"“{written}” may be {listed(sorted(codes), 'or')}." if codes else f"No country is called “{written}”."
            )
        return Country.objects.get(code=codes.pop())


class FormsWithBox(forms.BaseFormSet):
    """Forms of which each can be excluded."""

    @property
    def has_said(self):
        """Whether anything is written in one of them."""
        return self.is_bound and any(form.has_changed() for form in self)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Exclude"


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
                self.add_error(phrase, "Enter the quotation from the text.")


class RowForm(Phrased):
    """A row of an entry, which is empty unless something is written in it; what it says by `says`."""

    def __init__(self, *args, roles, new, **kwargs):
        super().__init__(*args, **kwargs)
        self.roles, self.new = roles, new

    def has_changed(self):
        return any(name in self.changed_data for name in (self.written, "phrase"))

    def clean(self):
        cleaned = super().clean()
        self.check_phrases(cleaned, [(self.written, "phrase")])
        return cleaned
