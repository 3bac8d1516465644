"""What reading adds to a document: words for dates, links to quotes, the status of a day."""

from datetime import date

import pytest
from django.db import connection
from django.utils.translation import override

from agencies.models import Succession
from agreements.entering import enter
from agreements.models import Agreement, Designation, Event, Term
from agreements.status import LegalAct, Reason
from catalogue.agreement_documents import dated_by
from catalogue.dressing import display, dress, status_on
from catalogue.reading import read, rows
from catalogue.reasons import _ACT, _REASON, _every
from catalogue.renderer import up_to_date
from tests.factories import cite, make_agency, make_agreement, make_event, make_relation, make_source

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
    assert row["action"] == related["action"] == recorded["kind"] == dating
    assert row["date"]["edtf"] == related["date"]["edtf"] == recorded["date"] == acts[dating]


# (acts as (kind, date, standing), the date by which the agreement is dated)
JUDGED = [
    ([("signed", "1990", "known_wrong"), ("signed", "1995", "")], "1995"),
    ([("signed", "1990", "known_wrong")], None),
    ([("signed", "1990", ""), ("signed", "1995", "preferred")], "1995"),
    ([("dated", "1990", ""), ("dated", "1995", "preferred")], "1990"),
    ([("signed", "1990", ""), ("concluded", "1995", "preferred")], "1990"),
    ([("entered_into_force", "1990", ""), ("entered_into_force", "2005", "preferred")], "2005"),
    (
        [("entered_into_force", "1990", ""), ("expired", "2000", ""), ("entered_into_force", "2005", "preferred")],
        "1990",
    ),
]


@pytest.mark.many
@pytest.mark.parametrize(("acts", "dated"), JUDGED)
def test_what_is_known_to_be_wrong_dates_nothing_and_what_is_preferred_goes_first(acts, dated):
    agreement = make_agreement("a", title="A")
    for kind, on, standing in acts:
        judged = {"standing": standing, "standing_reason": "It is the text itself."} if standing else {}
        make_event(kind=kind, date=on, agreement=agreement, **judged)
    make_relation("b", "amends", "a")
    up_to_date()
    row = dated_by(rows("agreement", [agreement.pk])[0]["dates"])["date"]
    related = read("agreement", "b")["relations"][0]["agreement"]["date"]
    recorded = Agreement.objects.with_first_act().get(pk=agreement.pk).first_act
    assert [told and told["edtf"] for told in (row, related)] == [dated, dated]
    assert (recorded and recorded["date"]) == dated
    with connection.cursor() as cursor:
        cursor.execute("SELECT day FROM agreements_first_acts WHERE agreement_id = %s", [agreement.pk])
        assert cursor.fetchall() == ([(date(int(dated), 1, 1),)] if dated else [])
    assert Agreement.objects.stating(acts[0][0]).exists() == (dated is not None)


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
        "Status unknown on 1 January 2020: notice of denunciation was given on 3 May 2011, "
        "and may have taken effect by then; outcome not reported.",
    ),
    (
        {"expiry_announced": "2011-12", "renewal_discussed": None},
        "Status unknown on 1 January 2020: its expiry was announced for December 2011 "
        "and a renewal was under discussion; outcome not reported.",
    ),
    (
        {"reported_in_effect": "2015"},
        "Reported in effect on 1 January 2020: a source reports it in effect in 2015, "
        "and no source gives an entry into force by then.",
    ),
    (
        {"signed": "2001", "rejected": "2003-02-01"},
        "Abandoned before entry into force (status on 1 January 2020): it was rejected on 1 February 2003.",
    ),
    (
        {"entered_into_force": "2001", "suspended": "2019-02", "resumed": "2020"},
        "The status on 1 January 2020 cannot be determined: it was suspended in February 2019, "
        "and this may no longer have applied.",
    ),
    ({"suspended": "2019-02"}, "Suspended on 1 January 2020: it was suspended in February 2019."),
    (
        {"provisionally_applied": "2019-02"},
        "Provisionally applied on 1 January 2020: it was applied provisionally in February 2019.",
    ),
    ({"note_sent": "2019"}, "Not yet signed on 1 January 2020: by then, only one side had signed or sent its note."),
    ({}, "Status unknown on 1 January 2020: the sources give no date of signature or entry into force."),
]
IN_FORCE = {"entered_into_force": "2000-01-01"}
FIVE_YEARS = {"length": "P5Y", "counted_from": "entry_into_force"}
OF_TERMS = [
    (
        FIVE_YEARS | {"renewal": "tacit"},
        "In force on 1 January 2020: it entered into force on 1 January 2000; it renews itself every 5 years, "
        "and no denunciation is reported.",
    ),
    (
        FIVE_YEARS | {"renewal": "indefinite"},
        "In force on 1 January 2020: it entered into force on 1 January 2000; after its first term it continues until "
        "it is denounced, and no denunciation is reported.",
    ),
    (
        FIVE_YEARS,
        "Status unknown on 1 January 2020: its term was to end on 1 January 2005; "
        "no later source says whether it was extended.",
    ),
    (
        {"until": "2005"},
        "Status unknown on 1 January 2020: its term was to end between 1 January 2005 and 31 December 2005; "
        "no later source says whether it was extended.",
    ),
]
OF_OTHERS = [
    ("replaces", {"entered_into_force": "2010"}, "No longer in force on 1 January 2020: it was replaced by “B”."),
    (
        "replaces",
        {"entered_into_force": "2020"},
        "The status on 1 January 2020 cannot be determined: it was replaced by “B”, which may have been in force by "
        "then.",
    ),
    (
        "replaces",
        {"signed": "2010"},
        "Status unknown on 1 January 2020: “B” replaces it, and no source says whether that had entered into force.",
    ),
    ("renews", {"signed": "2010"}, "In force on 1 January 2020: “B” renews it."),
    ("extends", {"signed": "2010"}, "In force on 1 January 2020: “B” extends it."),
]


def reason_on(slug, day):
    up_to_date()
    return status_on(read("agreement", slug), day)["reason"]


@pytest.mark.many
@pytest.mark.parametrize(("acts", "reason"), REASONS)
def test_the_reason_is_one_whole_sentence(acts, reason):
    make_agreement("a", acts=acts)
    assert reason_on("a", date(2020, 1, 1)) == reason


@pytest.mark.many
@pytest.mark.parametrize(("term", "reason"), OF_TERMS)
def test_the_reason_tells_of_terms(term, reason):
    enter(Term(agreement=make_agreement("a", acts=IN_FORCE), **term))
    assert reason_on("a", date(2020, 1, 1)) == reason


@pytest.mark.many
@pytest.mark.parametrize(("relation", "acts", "reason"), OF_OTHERS)
def test_the_reason_names_the_agreement_that_replaces_or_renews(relation, acts, reason):
    make_agreement("a", acts=IN_FORCE)
    make_agreement("b", title="B", acts=acts)
    make_relation("b", relation, "a")
    assert reason_on("a", date(2020, 1, 1)) == reason


# French has no-break spaces before colon and semicolon; examples have plain ones.
IN_FRENCH = [
    ({"entered_into_force": "2001-05"}, "En vigueur au 1er janvier 2020 : il est entré en vigueur en mai 2001."),
    (
        {"signed": "2000-12-20"},
        "Signé ; entrée en vigueur non connue au 1er janvier 2020 : il a été signé le 20 décembre 2000, "
        "et aucune source n'indique d'entrée en vigueur à cette date.",
    ),
    (
        {"expiry_announced": "2011-12", "renewal_discussed": None},
        "Situation inconnue au 1er janvier 2020 : son expiration était annoncée (décembre 2011) "
        "et un renouvellement était en discussion ; suite non connue.",
    ),
    (
        {"denounced": "2011-05-03"},
        "Situation inconnue au 1er janvier 2020 : la dénonciation a été notifiée le 3 mai 2011, "
        "et a pu prendre effet à cette date ; suite non connue.",
    ),
    ({"terminated": "2005"}, "N'est plus en vigueur au 1er janvier 2020 : il y a été mis fin en 2005."),
    (
        {},
        "Situation inconnue au 1er janvier 2020 : les sources ne donnent ni date de signature ni date d'entrée en "
        "vigueur.",
    ),
]


@pytest.mark.many
@pytest.mark.parametrize(("acts", "reason"), IN_FRENCH)
def test_the_reason_is_a_sentence_in_french(acts, reason):
    make_agreement("a", acts=acts)
    with override("fr"):
        assert plain(reason_on("a", date(2020, 1, 1))) == reason


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.many
@pytest.mark.parametrize(
    ("term", "told"),
    [
        (FIVE_YEARS | {"renewal": "tacit"}, "il est reconduit tacitement par périodes de 5 ans, et aucune"),
        ({"length": "P1Y", "renewal": "tacit"}, "il est reconduit tacitement chaque année, et aucune dénonciation"),
        (FIVE_YEARS, "sa durée de validité devait expirer le 1er janvier 2005 ; aucune source"),
    ],
)
def test_the_reason_tells_of_terms_in_french(term, told):
    enter(Term(agreement=make_agreement("a", acts=IN_FORCE), **term))
    with override("fr"):
        assert told in plain(reason_on("a", date(2020, 1, 1)))


def test_what_is_not_binding_is_in_effect():
    agreement = make_agreement("a", acts=IN_FORCE)
    enter(Designation(agreement=agreement, form="memorandum_of_understanding", binding="non_binding"))
    assert reason_on("a", date(2020, 1, 1)).startswith("In effect on 1 January 2020")
    assert status_on(read("agreement", "a"), date(2020, 1, 1))["label"] == "in effect"


def test_a_plan_is_told_as_one():
    make_event(kind="signed", modality="planned", date="2019", agreement=make_agreement("a"))
    reason = "Not yet signed on 1 January 2019: its signature was planned for 2019."
    assert reason_on("a", date(2019, 1, 1)) == reason
    assert reason_on("a", date(2020, 1, 1)) == (
        "Status unknown on 1 January 2020: its signature was planned for 2019; outcome not reported."
    )


def test_a_party_without_a_successor_is_named():
    gone = make_agency("gone", name="Gone", dissolved="1991")
    make_agreement("a", parties=[gone, "BE"], acts={"signed": "1980"})
    assert reason_on("a", date(1991, 5, 1)) == (
        "Status unknown on 1 May 1991: Gone may have ceased to exist by then, and no source names a successor."
    )
    enter(Succession(earlier=gone, later=make_agency("heir"), kind="continues"))
    assert reason_on("a", date(1991, 5, 1)).startswith("Signed")


@pytest.mark.many
@pytest.mark.parametrize(
    ("relation", "told"),
    [
        (
            "renews",
            "its renewal by “B” was to end on 1 January 2015 or later; no later source says whether it was extended.",
        ),
        (
            "extends",
            "its extension by “B” was to end on 1 January 2015 or later; "
            "no later source says whether it was extended again.",
        ),
    ],
)
def test_a_renewal_by_another_agreement_ends_with_its_term(relation, told):
    make_agreement("a", acts=IN_FORCE)
    enter(Term(agreement=make_agreement("b", title="B", acts={"signed": "2010-01-01"}), length="P5Y"))
    make_relation("b", relation, "a")
    assert reason_on("a", date(2020, 1, 1)) == f"Status unknown on 1 January 2020: {told}"


def test_every_reason_that_the_rule_knows_has_its_sentence():
    """Each reason is asked of some agreement above, or of one of these."""
    histories = [{"reported_in_effect": None}, {"dated": "2030"}, {"entered_into_force": "2000-01-01"}]
    for number, acts in enumerate(histories):
        make_agreement(f"a{number}", acts=acts)
    up_to_date()
    for agreement in Agreement.objects.all():
        document = read("agreement", agreement.slug)
        for span in document["status_timeline"]:
            assert "{" not in status_on(document, date.fromisoformat(span["from"] or "1900-01-01"))["reason"]
    assert {*_REASON, Reason.STATED, Reason.RENEWS_ITSELF, Reason.END_FORESEEN} == set(Reason)
    assert set(_ACT) == set(LegalAct)


def test_how_often_it_renews_itself_is_put_in_words():
    assert [_every(text) for text in ("P1Y", "P5Y", "P1Y6M", "P30D", "")] == [
        "every year",
        "every 5 years",
        "every 1 year and 6 months",
        "every 30 days",
        "",
    ]


def test_since_is_the_first_day_of_the_same_status_whatever_its_reasons():
    make_agreement("a", acts={"entered_into_force": "2001-05-01", "reported_in_effect": "2015-02-01"})
    up_to_date()
    document = read("agreement", "a")
    assert len(document["status_timeline"]) == 3
    assert status_on(document, date(2020, 1, 1))["since"] == "2001-05-01"


def test_the_last_day_on_which_a_source_spoke_is_told():
    agreement = make_agreement("a", acts={"signed": "2001-05-01"})
    cite(agreement.events.get(), make_source(published="2003"))
    up_to_date()
    assert status_on(rows("agreement", [agreement.pk])[0], date(2020, 1, 1))["last_said"] == "2003-12-31"
