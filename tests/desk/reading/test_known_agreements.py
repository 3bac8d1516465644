"""What an entry of a text seems to be, and to which recorded agreements a tie may lead."""

import pytest

from agreements.models import Event, EventPerson, Identifier
from desk.reading.entries import AgreementEntry, EventEntry, Link
from desk.reading.known_agreements import alike, between_some, called
from tests.factories import (
    cite,
    identify,
    make_agency,
    make_agreement,
    make_country,
    make_mission,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db


def entry(*parties, title="Space", form="agreement", **more):
    links = [Link("party", make_agency(party), "words") for party in parties or ("cnes", "csa")]
    return AgreementEntry(title, form, "words", links, **more)


def signed(date, kind="signed", phrase="words", links=(), **more):
    return EventEntry("Signed", kind, "done", {"kind": phrase}, links, date=date, **more)


def recorded(slug, **more):
    """Make an agreement of CNES and CSA whose title names nothing else."""
    return make_agreement(slug, parties=["cnes", "csa"], title="Space", **more)


def found(entry, *events, source=None):
    """Return the Alikes of an entry with its events."""
    for event in events:
        event.agreement = entry
    return alike([entry], events, source)[0]


def seeming(entry, *events):
    return [one.agreement.slug for one in found(entry, *events)]


@pytest.mark.many
@pytest.mark.parametrize(
    ("date", "is_named"),
    [
        ("2018-06-25", True),
        ("2018-06", True),
        ("2018", True),
        ("2018-06-29", True),
        ("2018-08-30", False),
        ("2019", False),
    ],
)
def test_the_same_two_with_a_date_that_may_be_one_are_named(date, is_named):
    recorded("on-climate", acts={"signed": "2018-06-25"})
    assert seeming(entry(), signed(date)) == (["on-climate"] if is_named else [])


def test_it_is_said_what_speaks_for_it_and_what_against():
    make_agreement("on-climate", parties=["cnes", "csa"], acts={"signed": "2018-06-25"}, title="Agreement on climate")
    told = entry(title="Agreement on climate", function="framework")
    event = signed("2018-06-25", place="Paris")
    Event.objects.update(place="Ottawa")
    [one] = found(told, event)
    assert one.speaks_for[0] == "signed or concluded on 25 June 2018"
    assert {"the same two parties", "both called agreement"} <= set(one.speaks_for)
    assert one.speaks_against == ["in other places", "framework in one only"]


def test_missions_people_and_one_source_speak_for_it_too():
    source, mission, person = make_source(), make_mission("sentinel"), make_person("jean-martin")
    event = recorded("here", acts={"signed": "2018"}, missions=["sentinel"]).events.get()
    cite(EventPerson.objects.create(event=event, person=person, role="signatory"), source, "signed by Jean Martin")
    cite(event, source, "they signed it in Paris", "kind")
    told = entry()
    told.links.append(Link("mission", mission, "words"))
    act = signed("2018", phrase="signed it in Paris", links=[Link("signatory", person, "words")])
    [one] = found(told, act, source=source)
    says = " ".join(one.speaks_for)
    assert all(words in says for words in ("missions in common", "both signed by", "told of by the same words"))


def test_what_one_does_to_the_other_makes_them_two():
    other = make_agreement("here", parties=["cnes", "csa"], acts={"signed": "2018-06-25"})
    told = entry(relations=[("amends", other, "words")])
    assert seeming(told, signed("2018-06-25")) == []


def test_many_agreements_cost_no_more_queries(django_assert_max_num_queries):
    for number in range(20):
        recorded(f"one-{number}", acts={"signed": f"{2000 + number}-05-05"})
    told, event = entry(), signed("2007-05-05")
    with django_assert_max_num_queries(32):
        assert seeming(told, event) == ["one-7"]


def test_a_like_title_is_enough_unless_it_was_signed_on_another_day():
    make_agreement("balloons", parties=["cnes", "csa"], title="Agreement on balloons", acts={"signed": "2001"})
    named = entry(title="Agreement on balloons")
    assert seeming(named) == ["balloons"]
    assert seeming(named, signed("2015-01-01")) == []


def test_other_sides_are_never_named():
    make_agreement("balloons", parties=["cnes", "nasa"], title="Agreement on balloons", acts={"signed": "2001"})
    assert seeming(entry(title="Agreement on balloons"), signed("2001")) == []


def test_a_state_and_its_government_are_one_side():
    make_country("FR")
    make_agency("government-of-france", kind="government", country="FR")
    make_agency("france", kind="state", country="FR")
    make_agreement("a-treaty", parties=["government-of-france", "csa"], acts={"signed": "2001"})
    assert seeming(entry("france", "csa"), signed("2001-03-01")) == ["a-treaty"]


def test_what_is_only_extended_here_may_be_any_of_its_type():
    recorded("framework", acts={"signed": "2008"})
    recorded("a-memorandum", form="memorandum_of_understanding")
    assert seeming(entry(), signed("2021", kind="extended")) == ["framework"]


def test_one_number_is_named_first():
    make_agreement("by-title", parties=["cnes", "csa"], title="Agreement on balloons")
    numbered = recorded("by-number", acts={"signed": "2001-05-05"})
    identify(numbered, "tias", "12927")
    told = entry(title="Agreement on balloons", identifiers=[(Identifier(scheme="tias", value="12927"), "TIAS 12927")])
    first = found(told, signed("2001-05-05"))[0]
    assert (first.agreement, "both have TIAS 12927" in first.speaks_for) == (numbered, True)


def test_a_tie_leads_to_what_is_between_those_named_and_of_its_year_or_type():
    made = make_agreement("of-2008", parties=["cnes", "csa"], function="framework", acts={"signed": "2008-05-12"})
    make_agreement("of-1990", parties=["cnes", "csa"], acts={"signed": "1990"})
    make_agreement("with-another", parties=["cnes", "nasa"], function="framework", acts={"signed": "2008"})
    known = list(between_some({party.agency_id for party in made.parties.all()}, set()))
    assert [one.slug for one in called(known, "agreement framework", "2008")] == ["of-2008"]
    assert [one.slug for one in called(known, "agreement framework", "")] == ["of-2008"]
    assert called(known, "treaty", "") == []
