"""The status on a day: one rule, and what it answers."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.models import Event, Modality
from agreements.status import DATING_ACTS, HAPPENED, LegalAct, StatusCode, answer, timeline_of
from catalogue.dressing import status_on
from catalogue.reading import read
from catalogue.renderer import up_to_date
from spacecoop.dates import bounds
from tests.factories import MODALITIES, make_agreement, make_event
from tests.timelines import span_on

pytestmark = pytest.mark.django_db

FRAMEWORK = {"reported_in_effect": "2021-01-20", "expiry_announced": "2021-12"}


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
    agreement = make_agreement(acts={"reported_in_effect": "2021-01-20"})
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
    make_event(kind="reported_in_effect", agreement=undated)
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
def acts(draw):
    kind = draw(st.sampled_from(LegalAct.values))
    date, as_of = draw(some_dates), draw(some_dates.filter(lambda text: text is None or "/" not in text))
    earliest, latest = bounds(date) if date else (None, None)
    return SimpleNamespace(
        kind=kind,
        modality=MODALITIES.get(kind) or draw(st.sampled_from(Modality.values)),
        date=date,
        earliest=earliest,
        latest=latest,
        as_of_latest=as_of and bounds(as_of)[1],
    )


@dataclass
class Asked:
    """The acts of an agreement as a day sees them: each over, in part over (its date is not precise), or ahead."""

    acts: list
    day: date

    def stage(self, act):
        if act.latest and act.latest <= self.day:
            return "over"
        return "begun" if (act.earliest or date.min) <= self.day else "ahead"

    def any(self, stage, *kinds):
        return any(
            act.kind in kinds and act.modality in ("done", "ongoing") and self.stage(act) == stage for act in self.acts
        )

    def left_open(self):
        """Whether the latest announcement is not older than the latest act that shows the agreement in force."""
        said = [
            act.as_of_latest or act.earliest or act.latest
            for act in self.acts
            if act.kind in ("expiry_announced", "renewal_planned", "denounced") and self.stage(act) != "ahead"
        ]
        shown = [
            act.earliest or date.min
            for act in self.acts
            if act.kind in IN_FORCE and act.modality in ("done", "ongoing") and self.stage(act) == "over"
        ]
        return bool(said) and max(said) >= max(shown, default=date.min)


IN_FORCE = ("entered_into_force", "extended", "reported_in_effect")
SIGNED = ("signed", "concluded", "ratified", "dated")
# The rules in their order, each as the module describes it.
RULES = [
    (lambda asked: asked.any("over", "terminated", "expired"), "ended"),
    (lambda asked: asked.any("begun", "terminated", "expired"), "unknown"),
    (Asked.left_open, "unknown"),
    (lambda asked: asked.any("over", *IN_FORCE), "in_force"),
    (lambda asked: asked.any("begun", "entered_into_force"), "unknown"),
    (lambda asked: asked.any("over", *SIGNED), "signed"),
    (lambda asked: asked.any("begun", *SIGNED), "unknown"),
    (lambda asked: asked.any("ahead", "signed", "concluded"), "not_yet_signed"),
    (lambda asked: True, "unknown"),
]


@settings(max_examples=300, deadline=None)
@given(told=st.lists(acts(), max_size=5), day=st.dates(FIRST - timedelta(days=40), LAST + timedelta(days=40)))
def test_the_status_on_a_day_is_what_the_first_rule_says_that_applies(told, day):
    asked = Asked([act for act in told if act.date], day)
    expected = next(code for applies, code in RULES if applies(asked))
    span = span_on(timeline_of(told), day)
    assert (span.code, span.reason, span.acts) == answer(told, day)
    assert span.code == expected


@settings(max_examples=100, deadline=None)
@given(told=st.lists(acts(), max_size=5))
def test_a_timeline_begins_before_all_time_and_each_span_is_later_and_other_than_the_last(told):
    first, *later = timeline_of(told)
    assert first.first is None
    assert [span.first for span in later] == sorted({span.first for span in later})
    for one, next_one in pairwise([first, *later]):
        assert (one.code, one.reason, one.acts) != (next_one.code, next_one.reason, next_one.acts)


@pytest.mark.parametrize("kind", LegalAct.values)
def test_the_view_of_first_acts_knows_the_acts_that_date_an_agreement(kind):
    for modality in Modality.values if kind not in MODALITIES else [MODALITIES[kind]]:
        make_event(kind=kind, modality=modality, date="2001/2002", agreement=make_agreement())
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreement_id, day FROM agreements_first_acts")
        found = dict(cursor.fetchall())
    dating = Event.objects.filter(kind__in=DATING_ACTS, modality__in=HAPPENED)
    assert found == dict.fromkeys(dating.values_list("agreement", flat=True), date(2001, 1, 1))


def test_events_sort_by_time_with_the_undated_last():
    undated = make_event(date=None)
    late, early = make_event(date="2001"), make_event(date="1999-05")
    assert list(Event.objects.in_order()) == [early, late, undated]
