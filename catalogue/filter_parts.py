"""The filters that several kinds of record have: by period, party, group, country, link, number and collection."""

import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Person
from agreements.models import Area, Mission, Source
from agreements.schemes import IdentifierScheme, NotOfScheme, identifier_at, written
from catalogue.groups import find_group, near_groups
from catalogue.index.questions import CERTAIN, POSSIBLE
from catalogue.index.schema import UNSTATED
from catalogue.index.tokens import fold
from catalogue.sides import (
    find_named_country,
    find_named_side,
    finder_of,
    near_countries,
    near_sides,
    sharing_countries,
    sharing_sides,
)
from spacecoop.filters import ChoiceFilter, DayFilter, EDTFFilter, HiddenFilter, RecordsFilter
from spacecoop.hints import nearest, refusal
from spacecoop.models import Collection
from spacecoop.record_fields import LONGEST, near_slugs
from spacecoop.words import listed

NO_COLLECTION = "none"


def period_filters():
    """Return the filters of a RecordFilter, for its body to take in: `from` is a keyword of the language."""
    return {
        "from": EDTFFilter(
            label=pgettext_lazy("period", "From"), help_text=_("A day, month, season or year: 1997, summer 2022.")
        ),
        "to": EDTFFilter(label=pgettext_lazy("period", "To"), help_text=_("A day, month, season or year, included.")),
        "match": ChoiceFilter(
            label=_("Imprecise dates"),
            choices=[(POSSIBLE, _("include")), (CERTAIN, _("leave out"))],
            empty_label=None,
            help_text=_("Whether to include dates that may lie outside the period."),
        ),
    }


def records_filter(model, label, unknown, help_text, name="name"):
    return RecordsFilter(
        label=label, find=finder_of(model, name), near=near_slugs(model), unknown=unknown, help_text=help_text
    )


def party_filter():
    return RecordsFilter(
        label=_("Country or organisation"),
        find=find_named_side,
        near=near_sides,
        sharing=sharing_sides,
        unknown=_("No country or organisation called “{text}”."),
        least=2,
        help_text=_("Add a second one to see only what involves both."),
    )


def party_any_filter():
    return RecordsFilter(
        label=_("Any of these countries or organisations"),
        find=find_named_side,
        near=near_sides,
        sharing=sharing_sides,
        unknown=_("No country or organisation called “{text}”."),
        help_text=_("Repeat it to see what involves at least one of them."),
    )


def predecessors_filter():
    return ChoiceFilter(
        label=_("Predecessors"),
        choices=[("yes", _("include"))],
        empty_label=_("leave out"),
        help_text=_("Whether to include what involves the predecessors of the parties asked for."),
    )


def group_filters():
    """Return the filters for groups of countries, for the body of a RecordFilter to take in."""
    return {
        "group": RecordsFilter(
            label=_("Group of countries"),
            find=find_group,
            near=near_groups,
            unknown=_("No group of countries called “{text}”."),
            help_text=_("Such as Europe, European Union or esa; repeat it to ask for both."),
        ),
        "group_on": DayFilter(
            label=_("Group on (date)"),
            help_text=_("The day of the membership; today by default."),
        ),
    }


def person_filter():
    return records_filter(
        Person, _("Person"), _("No person called “{text}”."), _("Who had a part in it, for example as signatory.")
    )


def agency_filter(help_text):
    return records_filter(Agency, _("Organisation"), _("No organisation called “{text}”."), help_text)


def country_filter(help_text):
    return RecordsFilter(
        label=_("Country"),
        find=find_named_country,
        near=near_countries,
        sharing=sharing_countries,
        unknown=_("No country called “{text}”."),
        help_text=help_text,
    )


def area_filter():
    return records_filter(
        Area, _("Cooperation area"), _("No cooperation area called “{text}”."), _("Narrower areas are included.")
    )


def mission_filter():
    return records_filter(
        Mission,
        _("Mission or programme"),
        _("No mission or programme called “{text}”."),
        _("Repeat it to ask for several at once."),
    )


def source_filter():
    return records_filter(
        Source, _("Source"), _("No source called “{text}”."), _("A document that is cited for any fact."), "title"
    )


class IdentifierField(forms.CharField):
    """A number by which registers know a record, alone or behind its scheme, as the index holds it."""

    def clean(self, value):
        text = super().clean(value)
        if len(text) > LONGEST:
            raise ValidationError(
                gettext("An identifier has at most {most} letters.").format(most=LONGEST), code="max_length"
            )
        scheme, _, number = text.partition(":")
        if known := identifier_at(text):
            return _with_scheme(*known)
        if scheme.lower() in IdentifierScheme.values and number.strip():
            return _with_scheme(scheme.lower(), number)
        if number and nearest(scheme, IdentifierScheme.values):
            raise refusal(
                gettext("Unknown identifier scheme “{scheme}”.").format(scheme=scheme), scheme, IdentifierScheme.values
            )
        if text and not fold(text):
            raise ValidationError(gettext("“{text}” contains no letters or digits.").format(text=text), code="invalid")
        return fold(text)


def _with_scheme(scheme, number):
    try:
        return f"{scheme}:{fold(written(scheme, number))}"
    except NotOfScheme as error:
        raise ValidationError(str(error), code="invalid") from None


class IdentifierFilter(django_filters.Filter):
    """Records that a register, collection or catalogue knows by a number."""

    field_class = IdentifierField

    def __init__(self):
        help_text = _("A number in a register, such as 12927, or with its scheme: tias:12927.")
        super().__init__(label=_("Identifier"), help_text=help_text)


class CollectionField(forms.CharField):
    """The slug of a collection, or NO_COLLECTION."""

    def clean(self, value):
        text = super().clean(value).strip().lower()
        if not text:
            return ""
        if text == NO_COLLECTION:
            return UNSTATED
        title = None if "\x00" in text else Collection.objects.filter(slug=text).values_list("title", flat=True).first()
        if title is None:
            known = [NO_COLLECTION, *Collection.objects.values_list("slug", flat=True)]
            message = gettext("There is no collection “{text}”: use {known}.").format(
                text=text[:LONGEST], known=listed(known, "or")
            )
            raise refusal(message, text[:LONGEST], known)
        self.names = {value.strip(): title}  # as a page calls what was asked for
        return text


class LanguageField(forms.CharField):
    """The code of a language in ISO 639."""

    def clean(self, value):
        text = super().clean(value).strip().lower()
        if text and not re.fullmatch("[a-z]{2,3}", text):
            raise ValidationError(
                gettext("“{text}” is not an ISO 639 language code: write fr or ja.").format(text=text[:LONGEST])
            )
        return text


class LanguageFilter(HiddenFilter):
    """Sources in one language."""

    field_class = LanguageField

    def __init__(self):
        super().__init__(
            label=_("Language"),
            help_text=_("The ISO 639 code of the language of the document, such as fr."),
        )


class CollectionFilter(HiddenFilter):
    """Records by the data set that they came with."""

    field_class = CollectionField

    def __init__(self):
        help_text = _("The collection that the records came with, such as public-pages; none: of no collection.")
        super().__init__(label=_("Collection"), help_text=help_text)
