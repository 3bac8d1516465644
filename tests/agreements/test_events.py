"""Events in the database: what it knows of acts as the rule does, and their order."""

from datetime import date
from itertools import chain

import pytest
from django.db import connection

from agreements.evidence import HAPPENED
from agreements.happened import BY_SIDE, CONTRARY, happens_once, side_of
from agreements.models import Event, EventAgency, Modality
from agreements.status import DATING_ACTS, LegalAct
from tests.factories import MODALITIES, make_agreement, make_event


@pytest.mark.many
@pytest.mark.django_db
@pytest.mark.parametrize("kind", LegalAct.values)
def test_the_view_of_first_acts_knows_the_acts_that_date_an_agreement(kind):
    for modality in Modality.values if kind not in MODALITIES else [MODALITIES[kind]]:
        make_event(kind=kind, modality=modality, date="2001/2002", agreement=make_agreement())
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreement_id, day FROM agreements_first_acts")
        found = dict(cursor.fetchall())
    dating = Event.objects.filter(kind__in=DATING_ACTS, modality__in=HAPPENED)
    assert found == dict.fromkeys(dating.values_list("agreement", flat=True), date(2001, 1, 1))


@pytest.mark.django_db
def test_the_database_and_the_rule_know_the_same_acts_that_happen_once():
    agreement = make_agreement(parties=["BE", "FR"])
    one, between, other = (
        make_event(kind="signed", date=year, agreement=agreement) for year in ("2000", "2005", "2010")
    )
    kinds = set(LegalAct.values) - set(MODALITIES)
    for kind in kinds:
        Event.objects.filter(pk__in=[one.pk, other.pk]).update(kind=kind)
        for act in {"amended", *chain(*CONTRARY.values())}:
            Event.objects.filter(pk=between.pk).update(kind=act)
            expected = happens_once(kind, None) and act not in CONTRARY.get(kind, ())
            assert are_one_act(one, other) == are_one_act(other, one) == expected, (kind, act)
    Event.objects.filter(pk=between.pk).update(kind="amended")
    sides = [party.agency for party in agreement.parties.all()]
    for others_side, is_same in ((0, True), (1, False)):
        for event, side in ((one, 0), (other, others_side)):
            EventAgency.objects.update_or_create(event=event, role="side", defaults={"agency": sides[side]})
        for kind in kinds:
            Event.objects.filter(pk__in=[one.pk, other.pk]).update(kind=kind)
            expected = happens_once(kind, side_of(kind, ["one"])) and (is_same or kind not in BY_SIDE)
            assert are_one_act(one, other) == expected, (kind, is_same)


def are_one_act(one, other):
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_are_one_act(%s, %s)", [one.pk, other.pk])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_events_sort_by_time_with_the_undated_last():
    undated = make_event(date=None)
    late, early = make_event(date="2001"), make_event(date="1999-05")
    assert list(Event.objects.in_order()) == [early, late, undated]
