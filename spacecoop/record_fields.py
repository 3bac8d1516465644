"""Fields of filters that take several records by their slugs, and say which are like one that there is not."""

from collections.abc import Callable

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext

from spacecoop.hints import CANDIDATES, refusal
from spacecoop.words import listed

LONGEST = 200  # letters of a value
MOST_VALUES = 5  # of one filter: each is looked for among the records
MOST_NAMED = 15  # choices that a message names


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
        values = [text for text in value or [] if text]
        context["widget"]["values"] = values + [""] * max(self.least - len(values), 0)
        return context


class KnownRecordsField(forms.Field):
    """One or more records named in a request, each by its slug or its full name; at most MOST_VALUES.

    `find`: takes the text, returns the slug and the name, or None. `near`: takes the text, returns slugs like it;
    `sharing`: takes the text, returns the records that share it as a name; both are asked only after a failure.
    `unknown`: the message that there is no such record, with a place for the text.
    """

    parameter = ""

    def __init__(self, *, find, near, unknown, sharing=lambda text: [], least=1, **kwargs):
        self.find, self.near, self.sharing, self.unknown = find, near, sharing, unknown
        super().__init__(**{"widget": RepeatedTextInput(least), **kwargs})

    def clean(self, values):
        texts = list(dict.fromkeys(text.strip() for text in values or [] if text and text.strip()))
        self._refuse_excess(texts)
        found = {text: self.find(text) or self._refuse(text) for text in texts}
        self.found = {text: slug for text, (slug, _) in found.items()}  # what each text was taken for
        self.names = {text: name for text, (_, name) in found.items()}
        return super().clean(list(dict.fromkeys(self.found.values())))

    def without(self, text):
        """Return the slugs asked for when `text` is taken away."""
        return list(dict.fromkeys(slug for other, slug in self.found.items() if other != text.strip()))

    def _refuse_excess(self, texts):
        if len(texts) > MOST_VALUES:
            message = gettext("Give at most five values for “{name}”.").format(name=self.parameter)
            raise ValidationError(message, code="too_many")
        if any(len(text) > LONGEST for text in texts):
            raise ValidationError(gettext("A name has at most {most} letters.").format(most=LONGEST), code="max_length")
        if any("\x00" in text for text in texts):
            raise ValidationError(gettext("A name has no NUL byte."), code="invalid")

    def _refuse(self, text):
        if shared := self.sharing(text):
            message = gettext("“{text}” may be {shared}: say which.")
            raise ValidationError(message.format(text=text[:100], shared=listed(shared, "or")), code="ambiguous")
        raise refusal(self.unknown.format(text=text[:100]), text, self.near(text))


def near_slugs(model: type[Model]) -> Callable[[str], list[str]]:
    """Return a function that gives the slugs of a model which share most letters with a text."""

    def near(text: str) -> list[str]:
        like = with_slug_like(model, text[:LONGEST].replace("\x00", ""))
        return list(like.values_list("slug", flat=True)[:CANDIDATES])

    return near


def with_slug_like(model, text):
    """Return the records whose slugs share letters with a text, those that share most first."""
    like = model.objects.filter(slug__trigram_similar=text)
    return like.order_by(TrigramSimilarity("slug", text).desc(), "slug")
