"""What every FilterSet shares: one set a model serves page, API, export and feed; nothing is guessed."""

from difflib import get_close_matches

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property

from spacecoop.fields import EDTFFormField
from spacecoop.records import changed_since
from spacecoop.search import LONGEST


class FilterSet(django_filters.FilterSet):
    """A FilterSet that never drops an invalid filter: `results` is empty until every value is understood."""

    @property
    def results(self):
        return self.qs if self.is_valid() else self.queryset.none()

    def results_without(self, *names):
        """Return what the filters in use keep, those in `names` left out; in no order, nothing loaded beside it."""
        if not self.is_valid():
            return self.queryset.none()
        records = self.queryset.model.objects.all()
        for name, value in self.form.cleaned_data.items():
            if name not in names and not isinstance(self.filters[name], OrderFilter):
                records = self.filters[name].filter(records, value)
        return records

    def ways_out(self):
        """Return (name, value, count without it) for each filter in use that keeps the list from being longer.

        Cost: one query for each filter in use; ask only where the list is empty.
        """
        counted = [(name, value, self.results_without(name).count()) for name, value in self.active]
        return [way for way in counted if way[2]]

    @property
    def unknown_parameters(self):
        """The parameters of the request that are no filters, in their order."""
        return [name for name in self.data if name not in self.filters]

    @cached_property
    def active(self):
        """The names and raw values of the filters in use, in the order of the form."""
        return [
            (name, value)
            for name in self.filters
            for value in (self.data.getlist(name) if hasattr(self.data, "getlist") else [self.data.get(name)])
            if value
        ]

    def active_without(self, *names):
        """Return the filters in use as (name, value), without those that are called one of `names`."""
        return [(name, value) for name, value in self.active if name not in names]

    def problems(self):
        """Return {"parameter", "message", "suggestion"} for each value that was not understood."""
        return [
            {
                "parameter": name,
                "message": " ".join(message for error in errors for message in error.messages),
                "suggestion": next((error.params.get("suggestion") for error in errors if error.params), None),
            }
            for name, errors in self.form.errors.as_data().items()
        ]


def nearest(wrong, known):
    """Return the one of `known` that `wrong` was probably meant to be, or None."""
    by_lower = {name.lower(): name for name in known}
    matches = get_close_matches(str(wrong).lower(), by_lower, n=1, cutoff=0.5)
    return by_lower[matches[0]] if matches else None


def not_one_of(value, known, what):
    """Return the ValidationError for a value that is not among `known`: it names the nearest one."""
    suggestion = nearest(value, known)
    hint = f" Did you mean “{suggestion}”?" if suggestion else ""
    if not suggestion and len(known) <= 15:
        hint = f" It is one of: {', '.join(known)}."
    return ValidationError(
        "“%(value)s” is not %(what)s.%(hint)s",
        code="invalid",
        params={"value": value, "what": what, "hint": hint, "suggestion": suggestion},
    )


class KnownChoiceField(forms.ChoiceField):
    """A choice that answers an unknown value with the nearest known one."""

    def __init__(self, *, choices=(), empty_label="any", **kwargs):
        super().__init__(choices=[("", empty_label), *getattr(choices, "choices", choices)], **kwargs)

    def validate(self, value):
        forms.Field.validate(self, value)
        if value and not self.valid_value(value):
            known = [str(choice) for choice, _ in self.choices if choice]
            raise not_one_of(value[:100], known, f"a known {str(self.label or 'value').lower()}")


class ChoiceFilter(django_filters.Filter):
    field_class = KnownChoiceField


class DrawingFilter(ChoiceFilter):
    """How a picture draws what is found; it chooses nothing, so that lists, exports and the API do not know it."""

    def __init__(self, **kwargs):
        # A page keeps it in the address and offers links to change it.
        super().__init__(**{"widget": forms.HiddenInput, **kwargs})

    def filter(self, queryset, value):
        return queryset


class SearchFilter(django_filters.CharFilter):
    """Words that a record is found by, in any form of its names and in what is said of it."""

    def __init__(self, **kwargs):
        defaults = {
            "label": "Words",
            "max_length": LONGEST,
            "help_text": "“In quotes” side by side, or between alternatives, -without.",
        }
        super().__init__(**{**defaults, **kwargs})

    def filter(self, queryset, value):
        return queryset.search(value) if value else queryset


class OrderFilter(ChoiceFilter):
    """The order of a list; without a choice the best match first where words are asked for, else the first of `orders`.

    `orders`: {value: (label, *expressions to sort by)}; they must leave no two records at one place.
    """

    def __init__(self, orders, **kwargs):
        self.orders = {value: expressions for value, (_, *expressions) in orders.items()}
        choices = [(value, label) for value, (label, *_) in orders.items()]
        defaults = {"label": "Order", "choices": choices, "empty_label": choices[0][1]}
        super().__init__(**{**defaults, "help_text": "In which order.", **kwargs})

    @property
    def field(self):
        if self._words_are_asked_for():
            self.extra["empty_label"] = "best match first"
            self.__dict__.pop("_field", None)  # made before for a request without words, or for the schema
        return super().field

    def filter(self, queryset, value):
        best_first = ["-relevance"] if not value and self._words_are_asked_for() else []
        return queryset.order_by(*best_first, *self.orders[value or next(iter(self.orders))])

    def _words_are_asked_for(self):
        asked = isinstance(getattr(self, "parent", None), FilterSet) and self.parent.data.get("q")
        return bool(asked and asked.strip()) and "q" in self.parent.filters


class UpdatedSinceFilter(django_filters.Filter):
    """Records that changed after a revision, themselves or in one of their parts."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs):
        help_text = (
            "Changed after this revision, in itself or in a part; the header Spacecoop-Revision tells the present."
        )
        defaults = {"label": "Updated since revision", "min_value": 0, "max_value": 2**62, "help_text": help_text}
        # For programs: a page keeps it in the address but offers no field for it.
        super().__init__(**{**defaults, "widget": forms.HiddenInput, **kwargs})

    def filter(self, queryset, value):
        return queryset if value is None else queryset.filter(changed_since(queryset.model, value))


class EDTFFilter(django_filters.Filter):
    """A date of any precision, as EDTF or in plain English."""

    field_class = EDTFFormField


class DayField(forms.DateField):
    default_error_messages = {"invalid": "“%(value)s” is not a day: write it as 2022-03-01."}

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            message = self.error_messages["invalid"] % {"value": value}
            raise ValidationError(message, code="invalid") from None


class DayFilter(django_filters.Filter):
    """One day, year-month-day."""

    field_class = DayField

    def __init__(self, *args, **kwargs):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(*args, **{"input_formats": ["%Y-%m-%d"], "widget": widget, **kwargs})


class RepeatedTextInput(forms.TextInput):
    """Text inputs of one name, one for each value and one more."""

    template_name = "spacecoop/repeated_text_input.html"
    least = 1

    def __init__(self, least=1, **kwargs):
        super().__init__(**kwargs)
        self.least = least

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [values] if isinstance(values, str) else values

    def format_value(self, value):
        return value

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        values = [one for one in value or [] if one]
        context["widget"]["values"] = values + [""] * max(self.least - len(values), 0)
        return context


class KnownRecordsField(forms.Field):
    """One or more records named in a request, each by its slug or its full name.

    `find`: takes the text, returns the slug and the name, or None. `known`: returns all slugs, asked only after a
    failure.
    """

    def __init__(self, *, find, known, what, least=1, **kwargs):
        self.find, self.known, self.what = find, known, what
        super().__init__(**{"widget": RepeatedTextInput(least), **kwargs})

    def clean(self, values):
        texts = dict.fromkeys(text.strip() for text in values or [] if text and text.strip())
        if any("\x00" in text for text in texts):
            raise ValidationError("A name has no NUL byte.", code="invalid")
        found = {text: self.find(text) or self._refuse(text) for text in texts}
        self.found = {text: slug for text, (slug, _) in found.items()}  # what each text was taken for
        self.names = {text: name for text, (_, name) in found.items()}
        return super().clean(list(dict.fromkeys(self.found.values())))

    def _refuse(self, text):
        raise not_one_of(text[:100], list(self.known()), self.what)


class RecordsFilter(django_filters.Filter):
    """Records named by slug or name; repeat the parameter to ask for all of them at once.

    `ask`: the queryset method that takes their slugs; without it, `method` names one of the FilterSet.
    """

    field_class = KnownRecordsField

    def __init__(self, *, ask=None, **kwargs):
        self.ask = ask
        super().__init__(**kwargs)

    def filter(self, queryset, value):
        return getattr(queryset, self.ask)(*value) if value else queryset


def slug_finder(model, name):
    """Return a function that finds a record's slug and name by its slug or by its field `name`, in any case."""

    def find(text):
        named = model.objects.filter(Q(slug=text.lower()) | Q(**{f"{name}__iexact": text}))
        return named.order_by("slug").values_list("slug", name).first()

    return find


def slugs_of(model):
    """Return a function that gives all slugs of a model."""
    return lambda: model.objects.values_list("slug", flat=True)
