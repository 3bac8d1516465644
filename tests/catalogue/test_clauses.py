"""Terms in words, and statements that differ: pure functions of documents."""

import pytest

from catalogue.clauses import duration_in_words, held, term_in_words
from catalogue.statements import acts_contradicting, acts_followed, contradicting, followed, terms_followed

KEYS = (
    "length",
    "counted_from",
    "from",
    "until",
    "renewal",
    "renewal_length",
    "notice",
    "notice_for",
    "event",
    "standing",
)


def date(edtf, earliest=None, latest=None):
    return {"edtf": edtf, "earliest": earliest or edtf, "latest": latest or earliest or edtf, "basis": "stated"}


def term(**stated):
    return dict.fromkeys(KEYS) | stated


def act(slug, kind, when=None, sides=(), standing=None, reported_as="took_place"):
    agencies = [{"slug": side, "role": "side"} for side in sides]
    return {
        "slug": slug,
        "kind": kind,
        "date": when,
        "agencies": agencies,
        "standing": standing,
        "reported_as": reported_as,
    }


def slugs(acts):
    return [act["slug"] for act in acts]


@pytest.mark.parametrize(
    ("duration", "words"),
    [("P5Y", "5 years"), ("P1Y6M", "1 year and 6 months"), ("P30D", "30 days"), ("P2W", "2 weeks")],
)
def test_durations_in_words(duration, words):
    assert duration_in_words(duration) == words


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (
            {"length": "P5Y", "counted_from": "entry_into_force", "renewal": "tacit", "renewal_length": "P5Y"}
            | {"notice": "P6M"},
            "5 years from entry into force; renews itself for 5 years each time; notice of denunciation: 6 months",
        ),
        ({"length": "P10Y", "counted_from": "other", "from": date("2001")}, "10 years from 2001"),
        ({"until": date("2030-12-31"), "renewal": "by_agreement"}, "Ends on 31 December 2030; renewal by agreement"),
        ({"renewal": "indefinite"}, "Continues for an indefinite time"),
        ({"notice_for": "any_time"}, "Denunciation at any time"),
        ({"length": "P1Y", "notice": "P3M", "notice_for": "end_of_term"},
         "1 year; notice of denunciation: 3 months before the end of a term"),
        ({"renewal_length": "P2Y"}, "Renewal for 2 years each time"),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_term_in_words(stated, words):
    assert term_in_words(term(**stated)) == words


def test_a_part_is_held_from_and_until():
    assert held({"from": date("2003"), "until": date("2010")}) == "from 2003 until 2010"
    assert held({"from": None, "until": date("2010")}) == "until 2010"
    assert held({"from": None, "until": None}) == ""


def test_a_preferred_statement_is_followed_and_one_known_to_be_wrong_never():
    preferred, other, wrong = ({"standing": standing} for standing in ("preferred", None, "known_wrong"))
    assert followed([other, preferred, wrong]) == [preferred]
    assert followed([other, wrong]) == [other]
    assert followed([wrong]) == []


def test_each_act_sets_a_term_of_its_own():
    first, wrong, later = (
        term(length="P5Y"),
        term(length="P6Y", standing="known_wrong"),
        term(length="P3Y", event="later"),
    )
    assert terms_followed([first, wrong, later]) == [first, later]
    assert contradicting("terms", [first, wrong, later]) == [first, wrong]


def test_what_is_left_open_contradicts_nothing():
    assert contradicting("terms", [term(length="P5Y"), term(renewal="tacit")]) == []
    form = {"form": "agreement", "function": None, "binding": None}
    assert contradicting("designations", [form, {**form, "function": "framework"}]) == []
    assert len(contradicting("designations", [form, {**form, "form": "treaty"}])) == 2


def test_titles_of_two_languages_stand_side_by_side():
    title = {"title": "On balloons", "language": "en"}
    assert contradicting("titles", [title, {"title": "Des ballons", "language": "fr"}]) == []
    assert len(contradicting("titles", [title, {"title": "Of balloons", "language": "en"}])) == 2


def test_two_days_of_an_act_that_happens_once_contradict_each_other():
    signed, other = act("one", "signed", date("2000-12-20")), act("two", "signed", date("2000-12-21"))
    assert slugs(acts_contradicting([signed, other])) == ["one", "two"]
    year = act("year", "signed", date("2000", "2000-01-01", "2000-12-31"))
    assert acts_contradicting([signed, year]) == []
    assert acts_contradicting([act("a", "amended", date("2000")), act("b", "amended", date("2001"))]) == []
    assert acts_contradicting([signed, {**other, "reported_as": "planned"}]) == []


def test_each_side_may_ratify_on_its_own_day():
    ours, theirs = act("one", "ratified", date("2000"), ["be"]), act("two", "ratified", date("2001"), ["ru"])
    assert acts_contradicting([ours, theirs]) == []
    again = act("three", "ratified", date("2002"), ["be"])
    assert slugs(acts_contradicting([ours, theirs, again])) == ["one", "three"]
    assert slugs(acts_followed([{**ours, "standing": "preferred"}, theirs, again])) == ["one", "two"]


@pytest.mark.parametrize(
    ("kind", "sides"),
    [("notified", ()), ("registered", ()), ("note_sent", ()), ("extended", ()), ("registered", ["be"])],
)
def test_what_may_happen_again_contradicts_nothing(kind, sides):
    first, second = act("one", kind, date("2000"), sides), act("two", kind, date("2001"), sides)
    assert acts_contradicting([first, second]) == []
    assert slugs(acts_followed([{**first, "standing": "preferred"}, second])) == ["one", "two"]


@pytest.mark.parametrize("kind", ["notified", "note_sent"])
def test_each_side_sends_its_note_once(kind):
    first, second = act("one", kind, date("2000"), ["be"]), act("two", kind, date("2001"), ["be"])
    assert slugs(acts_contradicting([first, second])) == ["one", "two"]
    assert acts_contradicting([first, act("two", kind, date("2001"), ["ru"])]) == []


def test_between_two_suspensions_lies_a_resumption():
    first, second = act("one", "suspended", date("2000")), act("two", "suspended", date("2010"))
    assert slugs(acts_contradicting([first, second])) == ["one", "two"]
    resumed = act("over", "resumed", date("2005"))
    assert acts_contradicting([first, resumed, second]) == []
    assert slugs(acts_followed([{**first, "standing": "preferred"}, resumed, second])) == ["one", "over", "two"]
    for nothing in ({"standing": "known_wrong"}, {"reported_as": "planned"}, {"date": None}, {"date": date("2010")}):
        assert slugs(acts_contradicting([first, {**resumed, **nothing}, second])) == ["one", "two"]


def test_a_preferred_plan_does_not_hide_what_took_place():
    plan = act("plan", "signed", date("2000"), standing="preferred", reported_as="planned")
    assert slugs(acts_followed([plan, act("done", "signed", date("2001"))])) == ["plan", "done"]


def test_a_preferred_amendment_leaves_the_others():
    acts = [act("one", "amended", date("2000"), standing="preferred"), act("two", "amended", date("2001"))]
    assert slugs(acts_followed(acts)) == ["one", "two"]
    assert acts_followed([act("one", "amended", date("2000"), standing="known_wrong")]) == []
