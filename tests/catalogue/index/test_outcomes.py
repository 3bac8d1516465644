"""What became of a plan: told by a later event of the same kind on the same subject, or not reported."""

from datetime import date

import pytest

from agreements.models import Event
from catalogue.asked import Results
from catalogue.index.questions import OutcomeNotReported, of_kind
from catalogue.renderer import up_to_date
from tests.catalogue.slugs import events
from tests.factories import make_agreement, make_event, make_mission

pytestmark = pytest.mark.django_db


def overdue(today):
    """Return the slugs of the plans whose outcome is not reported."""
    up_to_date()
    keys = list(Results(of_kind("event") & OutcomeNotReported(today)))
    return sorted(Event.objects.filter(pk__in=keys).values_list("slug", flat=True))


def test_a_plan_is_overdue_when_its_time_is_over_and_nothing_tells_its_outcome():
    make_event("launch-planned", kind="launch", modality="planned", date="2018-23")
    assert overdue(date(2018, 11, 30)) == []
    assert overdue(date(2020, 1, 1)) == ["launch-planned"]


def test_plans_whose_outcome_is_unknown_can_be_asked_for_and_those_that_lie_ahead():
    make_event("overdue", kind="launch", modality="planned", date="2010")
    make_event("to-come", kind="launch", modality="planned", date="2090")
    make_event("some-day", kind="launch", modality="discussed")
    make_event("done", kind="launch", date="2018")
    assert events("outcome=not_reported") == ["overdue"]
    assert events("outcome=pending") == ["to-come", "some-day"]


@pytest.mark.many
@pytest.mark.parametrize(
    ("foreseen", "kind", "modality", "day", "mission", "is_outcome"),
    [
        ("launch", "launch", "done", "2018-05", "spot", True),
        ("launch", "launch", "done", "2019", "spot", True),
        ("launch", "launch", "done", "2017/2018", "spot", True),  # it may have been after the first day of the plan
        ("launch", "launch", "done", "2017", "spot", False),
        ("launch", "launch", "done", None, "spot", False),
        ("launch", "launch", "planned", "2019", "spot", False),
        ("launch", "flight", "done", "2019", "spot", False),
        ("launch", "launch", "done", "2019", "pleiades", False),
        ("renewal_discussed", "extended", "done", "2019", "spot", True),
        ("renewal_discussed", "terminated", "done", "2019", "spot", False),
    ],
)
def test_the_outcome_of_a_plan_may_be_told_of_its_mission(foreseen, kind, modality, day, mission, is_outcome):
    modalities = {"renewal_discussed": "discussed"}
    plan = make_event(
        kind=foreseen, modality=modalities.get(foreseen, "planned"), date="2018", agreement=make_agreement()
    )
    plan.missions.create(mission=make_mission("spot"))
    fact = make_event(kind=kind, modality=modality, date=day, agreement=make_agreement())
    fact.missions.create(mission=make_mission(mission))
    assert (plan.slug not in overdue(date(2020, 1, 1))) == is_outcome


def test_the_outcome_of_a_plan_is_an_event_of_the_same_kind_on_the_same_subject():
    agreement, other = make_agreement(), make_agreement()
    make_event("planned", kind="renewal_planned", date="2022", agreement=agreement)
    make_event("elsewhere", kind="extended", date="2022-05", agreement=other)
    today = date(2024, 1, 1)
    assert overdue(today) == ["planned"]
    make_event("done", kind="extended", date="2022-05", agreement=agreement)
    assert overdue(today) == []
