"""What an entry of a text seems to be, and to which recorded agreements a tie may lead."""

import pytest

from agreements.models import Identifier
from desk.reading.entries import AgreementEntry, EventEntry, Link
from desk.reading.known_agreements import alike, between_some, called
from tests.factories import identify, make_agency, make_agreement, make_country

pytestmark = pytest.mark.django_db


def entry(*parties, title="Something of its own", form="agreement", **more):
    links = [Link("party", make_agency(party), "words") for party in parties or ("cnes", "csa")]
    return AgreementEntry(title, form, "words", links, **more)


def signed(date, kind="signed"):
    return EventEntry("Signed", kind, "done", {"kind": "words"}, [], date=date)


def seeming(entry, *events):
    return [one.agreement.slug for one in alike(entry, events)]


@pytest.mark.parametrize(
    ("date", "found"),
    [("2018-06-25", True), ("2018-06", True), ("2018", True), ("2018-07-10", True), ("2019", False), (None, False)],
)
def test_the_same_two_with_a_date_that_may_be_one_are_named(date, found):
    make_agreement("on-climate", parties=["cnes", "csa"], acts={"signed": "2018-06-25"})
    assert seeming(entry(), signed(date)) == (["on-climate"] if found else [])


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
    make_agreement("framework", parties=["cnes", "csa"], acts={"signed": "2008"})
    make_agreement("a-memorandum", parties=["cnes", "csa"], form="memorandum_of_understanding")
    assert seeming(entry(), signed("2021", kind="extended")) == ["framework"]


def test_one_number_is_named_first():
    make_agreement("by-title", parties=["cnes", "csa"], title="Agreement on balloons")
    numbered = make_agreement("by-number", parties=["cnes", "csa"], title="Other words")
    identify(numbered, "tias", "12927")
    told = entry(title="Agreement on balloons", identifiers=[(Identifier(scheme="tias", value="12927"), "TIAS 12927")])
    first = alike(told, [])[0]
    assert (first.agreement, "both have TIAS 12927" in first.why) == (numbered, True)


def test_a_tie_leads_to_what_is_between_those_named_and_of_its_year_or_type():
    made = make_agreement("of-2008", parties=["cnes", "csa"], function="framework", acts={"signed": "2008-05-12"})
    make_agreement("of-1990", parties=["cnes", "csa"], acts={"signed": "1990"})
    make_agreement("with-another", parties=["cnes", "nasa"], function="framework", acts={"signed": "2008"})
    known = list(between_some({party.agency_id for party in made.parties.all()}, set()))
    assert [one.slug for one in called(known, "agreement framework", "2008")] == ["of-2008"]
    assert [one.slug for one in called(known, "agreement framework", "")] == ["of-2008"]
    assert called(known, "treaty", "") == []
