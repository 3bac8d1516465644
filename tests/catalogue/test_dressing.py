"""What reading adds to a document: words for dates, links to quotes, the status of a day."""

from datetime import date

import pytest

from agreements.models import Agreement, Event
from agreements.status import Reason, StatusCode
from catalogue.documents import dated_by
from catalogue.dressing import display, dress, status_on
from catalogue.reading import read, rows
from catalogue.renderer import up_to_date
from tests.factories import cite, make_agreement, make_event, make_relation, make_source

pytestmark = pytest.mark.django_db


def test_dates_get_their_words_and_quotes_their_place():
    agreement = make_agreement("a", acts={"signed": "2022-22"})
    cite(Event.objects.get(), make_source(address="https://example.org/x"), "signed in summer")
    up_to_date()
    document = dress(read("agreement", agreement.slug))
    assert document["dates"]["signed"]["display"] == "summer 2022"
    event = document["events"][0]
    assert event["date"]["display"] == "summer 2022"
    assert event["citations"][0]["quote_url"] == "https://example.org/x#:~:text=signed%20in%20summer"
    assert display(None) == ""


def test_a_row_and_the_whole_document_tell_the_same_status_on_every_day():
    agreement = make_agreement("a", acts={"signed": "2000-12-20", "entered_into_force": "2001", "expired": "2010"})
    up_to_date()
    row, body = rows("agreement", [agreement.pk])[0], read("agreement", "a")
    codes = {}
    for year in range(1999, 2013):
        for day in (date(year, 1, 1), date(year, 12, 20), date(year, 12, 31)):
            told = status_on(body, day)
            assert told["reason"].endswith(".")
            assert {**status_on(row, day), "reason": told["reason"]} == told
            codes[day] = told["code"]
    assert codes[date(1999, 1, 1)] == "not_yet_signed"
    assert codes[date(2000, 12, 20)] == "signed"
    assert codes[date(2001, 1, 1)] == "unknown"
    assert codes[date(2001, 12, 31)] == "in_force"
    assert codes[date(2010, 1, 1)] == "unknown"
    assert codes[date(2010, 12, 31)] == "ended"


DATINGS = [
    ({"entered_into_force": "2000-05-01", "signed": "2000-05-01"}, "signed"),
    ({"signed": "2000", "concluded": "2000-01-01"}, "concluded"),
    ({"signed": "../2001", "ratified": "1999-01-01"}, "ratified"),
    ({"amended": "1990", "ratified": "1999"}, "ratified"),
]


@pytest.mark.parametrize(("acts", "dating"), DATINGS)
def test_lists_relations_and_the_desk_date_an_agreement_by_the_same_act(acts, dating):
    agreement = make_agreement("a", acts=acts)
    make_relation("b", "amends", "a")
    up_to_date()
    row = dated_by(rows("agreement", [agreement.pk])[0]["dates"])
    related = read("agreement", "b")["relations"][0]["agreement"]
    recorded = Agreement.objects.with_first_act().get(pk=agreement.pk).first_act
    assert row["act"] == related["act"] == recorded["kind"] == dating
    assert row["date"]["edtf"] == related["date"]["edtf"] == recorded["date"] == acts[dating]


REASONS = [
    ({"terminated": "2005-03-01"}, "No longer in force on 1 January 2020: it was terminated on 1 March 2005."),
    ({"entered_into_force": "2001-05"}, "In force on 1 January 2020: it entered into force in May 2001."),
    ({"signed": "2030-01-01"}, "Not yet signed on 1 January 2020: it was signed on 1 January 2030."),
    (
        {"signed": "2000-12-20"},
        "Signed; not known to be in force on 1 January 2020: it was signed on 20 December 2000, "
        "and no source gives an entry into force by then.",
    ),
    (
        {"signed": "2020"},
        "The status on 1 January 2020 cannot be determined: it was signed in 2020, "
        "which may be before or after that day.",
    ),
    (
        {"denounced": "2011-05-03"},
        "Status unknown on 1 January 2020: notice of denunciation was given on 3 May 2011; "
        "no later source tells the outcome.",
    ),
    ({}, "Status unknown on 1 January 2020: the sources give no date of signature or entry into force."),
]


@pytest.mark.parametrize(("acts", "reason"), REASONS)
def test_the_reason_is_one_whole_sentence(acts, reason):
    make_agreement("a", acts=acts)
    up_to_date()
    assert status_on(read("agreement", "a"), date(2020, 1, 1))["reason"] == reason


def test_every_reason_that_the_rule_knows_has_its_sentence():
    """Each reason, and each status that acts show, is asked of some agreement."""
    histories = [
        *(acts for acts, _ in REASONS),
        {"reported_in_effect": None},
        {"dated": "2030"},
        {"reported_in_effect": "2030"},
    ]
    for number, acts in enumerate(histories):
        make_agreement(f"a{number}", acts=acts)
    make_event(kind="signed", date=None, agreement=Agreement.objects.first())
    up_to_date()
    told = set()
    for agreement in Agreement.objects.all():
        document = read("agreement", agreement.slug)
        for span in document["status_timeline"]:
            day = date.fromisoformat(span["from"] or "1900-01-01")
            told.add(span["reason"])
            assert StatusCode(status_on(document, day)["code"]).label == status_on(document, day)["label"]
            assert "{" not in status_on(document, day)["reason"]
    assert told == set(Reason.values)
