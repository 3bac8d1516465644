"""The status on a day: one rule, in Python and in SQL."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agreements.models import Agreement, Event, Modality
from agreements.status import LegalAct, StatusCode, answer, span_on, timeline_of
from catalogue.dressing import status_on
from catalogue.reading import read
from catalogue.renderer import up_to_date
from tests.factories import MODALITIES, make_agreement, make_event

pytestmark = pytest.mark.django_db

FRAMEWORK = {"reported_in_place": "2021-01-20", "expiry_announced": "2021-12"}


@dataclass
class Status:
    code: str
    reason: str


def status(agreement, day):
    up_to_date()
    told = status_on(read("agreement", agreement.slug), date.fromisoformat(day))
    return Status(told["code"], told["reason"])


def test_an_announced_expiry_is_not_an_end():
    agreement = make_agreement(acts=FRAMEWORK)
    found = status(agreement, "2022-03-01")
    assert found.code == StatusCode.UNKNOWN
    assert found.reason == (
        "Status unknown on 1 March 2022: its expiry was announced for December 2021; no later source tells the outcome."
    )


def test_a_discussed_renewal_is_told_but_is_no_renewal():
    agreement = make_agreement(acts={**FRAMEWORK, "renewal_discussed": "2021-01-19"})
    found = status(agreement, "2022-03-01")
    assert found.code == StatusCode.UNKNOWN
    assert "announced for December 2021 and a renewal was under discussion; no later source" in found.reason


def test_what_is_reported_as_in_place_is_in_force_until_its_announced_expiry():
    agreement = make_agreement(acts=FRAMEWORK)
    assert status(agreement, "2021-06-01").code == StatusCode.IN_FORCE
    assert status(agreement, "2021-11-30").code == StatusCode.IN_FORCE
    assert status(agreement, "2021-12-01").code == StatusCode.UNKNOWN
    assert "the sources do not say what applied before then" in status(agreement, "2020-06-01").reason


def test_an_extension_said_after_the_announcement_answers_it_even_before_the_expiry():
    agreement = make_agreement(acts={"reported_in_place": "2021-01-20"})
    make_event(kind="expiry_announced", date="2021-12", as_of="2021-01-20", agreement=agreement)
    make_event(kind="extended", date="2021-11-15", agreement=agreement)
    assert status(agreement, "2022-03-01").code == StatusCode.IN_FORCE


def test_an_extension_older_than_the_announcement_does_not_answer_it():
    agreement = make_agreement(acts={"extended": "2015"})
    make_event(kind="expiry_announced", date="2021-12", as_of="2021-01-20", agreement=agreement)
    assert status(agreement, "2022-03-01").code == StatusCode.UNKNOWN


def test_a_signature_without_entry_into_force_stays_a_signature():
    agreement = make_agreement(acts={"signed": "2000-12-20"})
    assert status(agreement, "2000-12-19").code == StatusCode.NOT_YET_SIGNED
    assert status(agreement, "2000-12-20").code == StatusCode.SIGNED
    assert "no source gives an entry into force by then" in status(agreement, "2024-01-01").reason


def test_a_date_of_no_stated_kind_proves_a_signature_only_when_it_is_over():
    agreement = make_agreement(acts={"dated": "1997"})
    assert status(agreement, "1996-12-31").code == StatusCode.UNKNOWN
    assert status(agreement, "1997-06-01").code == StatusCode.UNKNOWN
    assert status(agreement, "1997-12-31").code == StatusCode.SIGNED


def test_a_planned_signature_is_no_signature():
    agreement = make_agreement()
    make_event(kind="signed", modality="planned", date="2020", agreement=agreement)
    assert status(agreement, "2024-01-01").code == StatusCode.UNKNOWN


def test_a_termination_ends_and_an_uncertain_one_leaves_unknown():
    agreement = make_agreement(acts={"entered_into_force": "2001-01-01", "terminated": "2010"})
    assert status(agreement, "2009-12-31").code == StatusCode.IN_FORCE
    assert status(agreement, "2010-06-01").code == StatusCode.UNKNOWN
    assert status(agreement, "2010-12-31").code == StatusCode.ENDED


def test_nothing_stated_is_unknown_with_a_reason():
    assert "the sources give no date of signature" in status(make_agreement(), "2024-01-01").reason
    undated = make_agreement()
    make_event(kind="reported_in_place", agreement=undated)
    assert "no source gives a start date" in status(undated, "2024-01-01").reason


FIRST, LAST = date(2000, 1, 1), date(2003, 12, 31)
some_days = st.dates(FIRST, LAST)
some_dates = st.one_of(
    st.none(),
    some_days.map(date.isoformat),
    some_days.map(lambda day: day.isoformat()[:7]),
    some_days.map(lambda day: str(day.year)),
    some_days.map(lambda day: f"{day.year}/.."),
    some_days.map(lambda day: f"../{day.year}"),
)


@st.composite
def act(draw):
    kind = draw(st.sampled_from(LegalAct.values))
    modality = MODALITIES.get(kind) or draw(st.sampled_from(Modality.values))
    as_of = draw(some_dates.filter(lambda text: text is None or "/" not in text))
    return {"kind": kind, "modality": modality, "date": draw(some_dates), "as_of": as_of}


class StatusInBothLanguages(TestCase):
    """Hypothesis rolls each example back; one agreement is enough for many."""

    def setUp(self):
        self.agreement = make_agreement("generated")

    @settings(max_examples=80, deadline=None)
    @given(acts=st.lists(act(), max_size=5), day=st.dates(FIRST - timedelta(days=40), LAST + timedelta(days=40)))
    def test_python_and_sql_agree_on_every_status(self, acts, day):
        for fields in acts:
            make_event(agreement=self.agreement, **fields)
        loaded = Agreement.objects.with_status(day).get(pk=self.agreement.pk)
        events = list(Event.objects.in_order())
        span = span_on(timeline_of(events), day)
        assert (span.code, span.reason, span.acts) == answer(events, day)
        assert span.code == loaded.status_on_day
        assert Agreement.objects.in_status(loaded.status_on_day, day).filter(pk=self.agreement.pk).exists()


def test_events_sort_by_time_with_the_undated_last():
    undated = make_event(date=None)
    late, early = make_event(date="2001"), make_event(date="1999-05")
    assert list(Event.objects.in_order()) == [early, late, undated]
