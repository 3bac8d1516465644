"""What every FilterSet shares: one set a model serves page, API, export and feed; nothing is guessed."""

import re
from datetime import date
from functools import cache

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from spacecoop.date_words import read_words
from spacecoop.dates import bounds, read_instant
from spacecoop.dates_in_words import display
from spacecoop.fields import EDTFFormField
from spacecoop.hints import nearest, refusal
from spacecoop.record_fields import LONGEST, MOST_NAMED, KnownRecordsField
from spacecoop.words import listed

MOST_TERMS = 12  # words of a search
# Words that cost a search nothing.
NOT_COUNTED = {"a", "an", "and", "between", "for", "in", "of", "on", "or", "the", "to", "with"}
BEST = "best"  # the order that begins with what fits the words of a search best
ANY = gettext_lazy("any")


def given(data, name):
    """Return all that a request gives for a parameter; `data`: its query, or a dict of single values."""
    return data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]


def takes_several(field):
    """Tell whether a parameter may be repeated: its field gives a list, and tells what is left `without` one."""
    return hasattr(field, "without")


class QueryForm(forms.Form):
    """The values of a request; each field is told its parameter, and one that takes one value is given once."""

    def __init__(self, data=None, only=None):
        """Read `data`, a request's query; `only`: the names of the fields that are made, all if None."""
        if only is not None:
            self.base_fields = {name: field for name, field in self.base_fields.items() if name in only}
        super().__init__(data)
        for name, field in self.fields.items():
            field.parameter = name

    def clean(self):
        for name, field in self.fields.items():
            if not takes_several(field) and len(given(self.data, name)) > 1:
                self.add_error(
                    name, ValidationError(gettext("Give “{name}” only once.").format(name=name), code="repeated")
                )
        self._refuse_period_that_ends_before_it_begins()

    def _refuse_period_that_ends_before_it_begins(self):
        begin, end = (self.cleaned_data.get(name) for name in ("from", "to"))
        first, last = begin and bounds(begin)[0], end and bounds(end)[1]
        if first and last and last < first:
            message = gettext("“to” ({end}) is before “from” ({begin}): give a later day, or the same.")
            message = message.format(end=display(end), begin=display(begin))
            self.add_error("to", ValidationError(message, code="backward"))

    @property
    def problems(self):
        """Return {"parameter", "message", "suggestion"} for each value that was not understood."""
        return [
            {
                "parameter": name,
                "message": " ".join(message for error in errors for message in error.messages),
                "suggestion": next((error.params.get("suggestion") for error in errors if error.params), None),
            }
            for name, errors in self.errors.as_data().items()
        ]


class FilterSet(django_filters.FilterSet):
    """The filters of a list as the fields of one form; it never drops an invalid value.

    `undecided`: how many records may or may not fit; `predecessors`: those of the parties, which are taken along. Each
    is None where that is not asked.
    """

    undecided = None
    predecessors = None

    def __init__(self, data=None, is_shown=True):
        """Take what a request asks; `is_shown`: whether all fields are to be shown, or only what is given is read."""
        # Not the library's: that copies every filter for every request, to tell it of the rows that it is to filter.
        # Ours ask an index, and keep nothing of a request.
        self.is_bound, self.data, self.filters = data is not None, data or QueryDict(), self.base_filters
        self.is_shown = is_shown

    @property
    def on_this_day(self):
        """The day for which a status is told."""
        return timezone.now().date()

    @cached_property
    def form(self):
        form = form_class(type(self))(self.data if self.is_bound else None, None if self.is_shown else self.data)
        if self.is_shown and self.words_are_asked_for and isinstance(self.filters.get("order"), OrderFilter):
            orders = form.fields["order"]
            orders.choices = [("", gettext("best match first")), *orders.choices[1:]]
        return form

    @property
    def words_are_asked_for(self):
        return "q" in self.filters and bool((self.data.get("q") or "").strip())

    @cached_property
    def active(self):
        """The names and raw values of the filters in use, in the order of the form."""
        return [(name, value) for name in self.filters for value in given(self.data, name) if value]

    def active_without(self, *names):
        """Return the filters in use as (name, value), without those that are called one of `names`."""
        return [(name, value) for name, value in self.active if name not in names]


@cache
def form_class(filterset):
    """Return the form of a class of FilterSets, which all requests share; each fills in copies of its fields."""
    fields = {name: chosen.field for name, chosen in filterset.base_filters.items()}
    return type(f"{filterset.__name__}Form", (QueryForm,), fields)


class KnownChoiceField(forms.ChoiceField):
    """A choice that answers an unknown value with the nearest known one, or with the few that there are."""

    parameter = ""

    def __init__(self, *, choices=(), empty_label=ANY, **kwargs):
        empty = [] if empty_label is None else [("", empty_label)]
        super().__init__(choices=[*empty, *getattr(choices, "choices", choices)], **kwargs)

    def __deepcopy__(self, memo):
        return forms.Field.__deepcopy__(self, memo)  # choices are never changed, only replaced: copies share them

    def validate(self, value):
        forms.Field.validate(self, value)
        if value and not self.valid_value(value):
            raise self._refusal(value[:100])

    def _refusal(self, value):
        known = [str(choice) for choice, _ in self.choices if choice]
        if nearest(value, known) or len(known) > MOST_NAMED:
            message = gettext("“{value}” is not a value of “{name}”.")
        else:
            message = gettext("“{value}” is not a value of “{name}”: use {known}.")
        told = message.format(value=value, name=self.parameter or self.label, known=listed(known, "or"))
        return refusal(told, value, known)


class ChoiceFilter(django_filters.Filter):
    field_class = KnownChoiceField


class DrawingFilter(ChoiceFilter):
    """How a picture draws what is found; it chooses nothing, so that lists, exports and the API do not know it."""

    def __init__(self, **kwargs):
        # A page keeps it in the address and offers links to change it.
        super().__init__(**{"widget": forms.HiddenInput, **kwargs})


class ToldChoiceFilter(ChoiceFilter):
    """A choice in the words that readers are told, of values that may be stored under others.

    `stored`: the choices of the model; `told`: {stored value: word} of each.
    """

    def __init__(self, *, stored, told, **kwargs):
        self.told = told
        super().__init__(choices=[(told[value], label) for value, label in stored.choices], **kwargs)


def terms(text):
    """Return the words of a search that count, in small letters."""
    return [word for word in re.findall(r"\w+", text.lower()) if word not in NOT_COUNTED]


class SearchField(forms.CharField):
    """The words of a search, at most LONGEST letters and MOST_TERMS words that count."""

    def __init__(self, **kwargs):
        super().__init__(**{"label": gettext_lazy("Words"), "max_length": LONGEST, **kwargs})

    def validate(self, text):
        super().validate(text)
        if len(text) > LONGEST:
            raise ValidationError(gettext("Search for at most {most} letters.").format(most=LONGEST), code="max_length")
        if len(terms(text)) > MOST_TERMS:
            raise ValidationError(gettext("Search for at most {most} words.").format(most=MOST_TERMS), code="too_many")


class SearchFilter(django_filters.Filter):
    """Words that a record is found by, in any form of its names and in what is said of it."""

    field_class = SearchField

    def __init__(self, **kwargs):
        help_text = gettext_lazy("Use “quotation marks” for a phrase, or for either word, -word to exclude.")
        super().__init__(**{"label": gettext_lazy("Words"), "help_text": help_text, **kwargs})


class OrderFilter(ChoiceFilter):
    """The order of a list; without a choice the best match first where words are asked for, else the first of `orders`.

    `orders`: {value: (label, order of the index)}.
    """

    def __init__(self, orders, **kwargs):
        self.orders = {value: order for value, (_, order) in orders.items()}
        choices = [(value, label) for value, (label, _) in orders.items()]
        defaults = {"label": gettext_lazy("Order"), "choices": choices, "empty_label": choices[0][1]}
        super().__init__(**{**defaults, "help_text": gettext_lazy("Order of the list."), **kwargs})

    def chosen(self, value, words_are_asked_for):
        """Return the order of the index that `value` names; without one the best match first, or the first order."""
        if not value and words_are_asked_for:
            return BEST
        return self.orders[value or next(iter(self.orders))]


class HiddenFilter(django_filters.Filter):
    """A filter for programs: a page keeps it in the address but offers no field for it."""

    def __init__(self, **kwargs):
        super().__init__(**{"widget": forms.HiddenInput, **kwargs})


class SinceRevisionFilter(HiddenFilter):
    """Records that changed after a revision, themselves or in one of their parts."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs):
        help_text = gettext_lazy(
            "Changed after this revision number, parts included. The header Spacecoop-Revision has the current one."
        )
        defaults = {
            "label": gettext_lazy("Changed since revision"),
            "min_value": 0,
            "max_value": 2**62,
            "help_text": help_text,
        }
        super().__init__(**{**defaults, **kwargs})


class InstantField(forms.Field):
    """A day or a time in ISO 8601; a time without zone is UTC, a day begins at midnight UTC."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        text = value.strip()
        # A plus sign in an address that was not encoded arrives as a space.
        text = text.replace(" ", "+") if "T" in text else text
        try:
            return read_instant(text)
        except ValueError:
            message = gettext("“{text}” is not a date or time: write 2026-03-01 or 2026-03-01T12:00:00Z.")
            raise ValidationError(message.format(text=value[:100]), code="invalid") from None


class UpdatedSinceFilter(HiddenFilter):
    """Records that changed at a time or after it, themselves or in one of their parts."""

    field_class = InstantField

    def __init__(self, **kwargs):
        help_text = gettext_lazy("Changed at or after this date or time (ISO 8601, UTC), parts included.")
        super().__init__(**{"label": gettext_lazy("Changed since"), "help_text": help_text, **kwargs})


class ShortEDTFField(EDTFFormField):
    """A date of a request: one that is far too long is not read at all, and “n/a” asks for nothing."""

    def not_stated(self, error):
        raise ValidationError(str(error), code="edtf")

    def to_python(self, value):
        if value and len(value) > LONGEST:
            raise ValidationError(gettext("A date has at most {most} letters.").format(most=LONGEST), code="max_length")
        return super().to_python(value)


class EDTFFilter(django_filters.Filter):
    """A date of any precision, as EDTF or in words."""

    field_class = ShortEDTFField


class BoundedEDTFField(ShortEDTFField):
    """A date with a first or with a last day, which something can lie before or after.

    `bound`: which of the two it needs, 0 for the first day, 1 for the last.
    """

    open_messages = (
        gettext_lazy("“{date}” has no first day: give a day, a month or a year."),
        gettext_lazy("“{date}” has no last day: give a day, a month or a year."),
    )

    def __init__(self, *, bound, **kwargs):
        self.bound = bound
        super().__init__(**kwargs)

    def to_python(self, value):
        date = super().to_python(value)
        if date and bounds(date)[self.bound] is None:
            message = self.open_messages[self.bound].format(date=display(date))
            raise ValidationError(message, code="open")
        return date


class BoundedEDTFFilter(django_filters.Filter):
    """A date of any precision with a first or a last day, see its field."""

    field_class = BoundedEDTFField


class DayField(forms.DateField):
    """A day, as 2022-03-01 or in words."""

    widget = forms.TextInput(attrs={"placeholder": gettext_lazy("1 March 2022"), "autocomplete": "off"})
    default_error_messages = {"invalid": gettext_lazy("“%(value)s” is not a day: write it as 2022-03-01.")}

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return date.fromisoformat(read_words(value))
        except ValueError:  # no date, or one that is no day
            message = self.error_messages["invalid"] % {"value": value[:100]}
            raise ValidationError(message, code="invalid") from None


class DayFilter(django_filters.Filter):
    """One day."""

    field_class = DayField


class RecordsFilter(django_filters.Filter):
    """Records named by slug or name; repeat the parameter to ask for all of them at once."""

    field_class = KnownRecordsField
