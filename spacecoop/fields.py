"""The model and form field for dates as sources give them, and the SQL functions beside them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext, gettext_lazy

from spacecoop.date_words import NotStated, read_words
from spacecoop.dates import DateNotUnderstood, SourcedDate, read
from spacecoop.dates_in_words import display


def validate_edtf(text):
    try:
        read(text)
    except DateNotUnderstood as error:
        raise ValidationError(str(error), code="edtf") from error


class EDTFInput(forms.TextInput):
    """A text input that says beneath how its value was read, with and without JavaScript."""

    template_name = "spacecoop/edtf_input.html"

    class Media:
        js = ["edtf.js"]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"reading": self._reading(value), "told": gettext("Read as: {display} ({edtf})")}
        return context

    def _reading(self, value):
        try:
            return gettext("Read as: {display}").format(display=display(read_words(value))) if value else ""
        except DateNotUnderstood:
            return ""  # the form shows the error itself


class EDTFFormField(forms.CharField):
    """Take EDTF or words ("summer 2022"); give EDTF, or None for an empty text and for one such as "n/a"."""

    widget = EDTFInput

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return read_words(text)
        except NotStated as error:
            return self.not_stated(error)
        except DateNotUnderstood as error:
            raise ValidationError(str(error), code="edtf") from error

    def not_stated(self, error):
        """Return what stands for a text that says that there is no date: None."""


class EDTFField(models.CharField):
    """A date as EDTF text; None where no source states one. See `spacecoop.dates` for the grammar."""

    default_validators = [validate_edtf]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 24, "null": True, "blank": True, **kwargs})

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": EDTFFormField, "max_length": 60, **kwargs})


class EdtfEarliest(models.Func):
    function = "edtf_earliest"
    output_field = models.DateField(null=True)


class EdtfLatest(models.Func):
    function = "edtf_latest"
    output_field = models.DateField(null=True)


class EdtfIsValid(models.Func):
    function = "edtf_is_valid"
    output_field = models.BooleanField()


def earliest_day(name):
    """Return a column holding the first day that the EDTF in the field `name` allows."""
    return _day_column(EdtfEarliest(name), "The first day that the date allows; derived, never typed.")


def latest_day(name):
    """Return a column holding the last day that the EDTF in the field `name` allows."""
    return _day_column(EdtfLatest(name), "The last day that the date allows; derived, never typed.")


def _day_column(expression, help_text):
    return models.GeneratedField(
        expression=expression,
        output_field=models.DateField(null=True),
        db_persist=True,
        serialize=False,
        help_text=help_text,
    )


def date_constraints(name, earliest, latest):
    """Return the constraints of a date: a text that we accept, and an order of its bounds."""
    return [
        models.CheckConstraint(
            condition=models.Q(**{f"{name}__isnull": True}) | models.Q(EdtfIsValid(name)),
            name=f"%(app_label)s_%(class)s_{name}_is_edtf",
            violation_error_message="This is not a valid date.",
        ),
        models.CheckConstraint(
            condition=models.Q(**{f"{latest}__isnull": True})
            | models.Q(**{f"{earliest}__isnull": True})
            | models.Q(**{f"{latest}__gte": models.F(earliest)}),
            name=f"%(app_label)s_%(class)s_{name}_in_order",
            violation_error_message="The date ends before it begins.",
        ),
    ]


class Basis(models.TextChoices):
    """Whether a source states a date in full, or its year was taken from the document's own date."""

    STATED = "stated", gettext_lazy("stated by the source")
    DERIVED = "derived", gettext_lazy("year or precision derived from the document's date")


def basis_field():
    return models.CharField(
        max_length=8,
        choices=Basis,
        default=Basis.STATED,
        help_text="Stated: the source gives the whole date. "
        "Derived: its year or precision comes from the document's own date.",
    )


def sourced_date(record, name, days=None):
    """Return the date in the field `name` of `record` with its stored bounds; None where not stated.

    `days`: the common prefix of its columns `…earliest` and `…latest` where that is not `name_`.
    """
    edtf = getattr(record, name)
    if not edtf:
        return None
    earliest, latest = (getattr(record, column) for column in _bounds(name, days))
    return SourcedDate(edtf, earliest, latest, getattr(record, f"{name}_basis", Basis.STATED))


def _bounds(name, days):
    prefix = f"{name}_" if days is None else days
    return f"{prefix}earliest", f"{prefix}latest"


DURATION = r"^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$"
DURATION_REFUSED = (
    "Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, "
    "“P6M” six months."
)
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D"}
WORDS_OF_DURATION = re.compile(r"(\w+) (year|month|week|day)s?(?:,? and |, | |$)")


def duration_from_words(text):
    """Return a duration of ISO 8601 for one in English, such as “six months” or “1 year and 6 months”.

    A text of which any word is not understood is returned as it is.
    """
    parts = WORDS_OF_DURATION.findall(text.lower())
    if not parts or WORDS_OF_DURATION.sub("", text.lower()):
        return text
    numbers = [str(NUMBERS.index(number) + 1) if number in NUMBERS else number for number, _ in parts]
    return "P" + "".join(number + UNITS[unit] for number, (_, unit) in zip(numbers, parts, strict=True))


class DurationFormField(forms.CharField):
    """Take a duration of ISO 8601 or in plain English ("6 months"); give the former."""

    def to_python(self, value):
        return duration_from_words(super().to_python(value))


class DurationField(models.CharField):
    """A duration of ISO 8601 in years, months, weeks and days; "" where none is stated. In the database a text."""

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": DurationFormField, "max_length": 60, **kwargs})


def duration_field(verbose_name, help_text):
    return DurationField(
        verbose_name,
        max_length=20,
        blank=True,
        validators=[RegexValidator(DURATION, DURATION_REFUSED)],
        help_text=f"{help_text} In words or in ISO 8601: “6 months” is “P6M”.",
    )


def duration_constraint(name):
    return models.CheckConstraint(
        condition=models.Q(**{name: ""}) | models.Q(**{f"{name}__regex": DURATION}),
        name=f"%(app_label)s_%(class)s_{name}_is_a_duration",
        violation_error_message=DURATION_REFUSED,
    )
