"""Durations and dates in words, as a curator types them."""

import pytest
from django.core.exceptions import ValidationError

from spacecoop.fields import EDTFFormField, duration_field

READ = [
    ("five years", "P5Y"),
    ("5 Years", "P5Y"),
    ("1 year", "P1Y"),
    ("six months", "P6M"),
    ("1 year and 6 months", "P1Y6M"),
    ("2 years, 3 months, and 10 days", "P2Y3M10D"),
    ("P1Y6M", "P1Y6M"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "stored"), READ)
def test_a_duration_is_read_in_words_and_kept_in_iso_8601(typed, stored):
    assert duration_field("length", "").formfield().clean(typed) == stored


@pytest.mark.parametrize(
    "typed", ["some years", "about 5 years", "5", "1.5 years", "6 months 2 years", "5 years and", "P5", "five yearsold"]
)
def test_a_duration_of_which_a_word_is_not_understood_is_refused(typed):
    field = duration_field("length", "")
    with pytest.raises(ValidationError, match="5 years"):
        field.clean(field.formfield().to_python(typed), None)


def test_a_date_that_is_said_not_to_be_stated_is_kept_as_none():
    field = EDTFFormField(required=False)
    assert [field.clean(text) for text in ("", "n/a", "s.d.", "–")] == [None] * 4
    assert field.clean("not before 2025") == "2025/.."
