"""What pages show of an agreement's term, provisions, text and sides, and where sources differ."""

import pytest

from agreements.models import Citation, EventAgency, EventPerson, Party, Provision, Source, Term, Text
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_event,
    make_person,
    make_source,
)
from tests.pages.answers import listed, page, section, text_of

pytestmark = pytest.mark.django_db

DOORS = [
    *("/agreements/one/", "/agreements/one.csv", "/agreements/one.ttl", "/agreements/one.atom", "/sources/source/"),
    *("/api/v1/agreements/one/", "/changes/", "/changes.atom"),
]
DOORS_OF_A_SOURCE = [
    *("/sources/", "/sources.csv", "/sources/copy.bib", "/sources/copy.ris", "/sources/copy.ttl", "/search/?q=copy"),
    *("/api/v1/sources/copy/", "/agreements/one/"),
]


def told(client, address="/agreements/one/"):
    return text_of(page(client, address))


def test_a_term_stands_in_words_with_what_sets_it(client):
    agreement = make_agreement("one", acts={"signed": "2000", "extended": "2005"})
    first = Term.objects.create(
        agreement=agreement,
        length="P5Y",
        counted_from="entry_into_force",
        renewal="tacit",
        renewal_length="P5Y",
        condition="as long as funds last",
    )
    cite(first, phrase="for five years")
    extension = agreement.events.get(kind="extended")
    Term.objects.create(agreement=agreement, act=extension, until="2015")
    text = told(client)
    assert "5 years from entry into force; renews itself for 5 years each time" in text
    assert "Condition: as long as funds last" in text
    assert "Ends in 2015 Set by: extension or renewal , 2005" in text
    assert "sources differ" not in text
    assert "cooperation areas, text." in text


def test_what_an_agreement_says_of_itself_is_not_stated_in_one_line(client):
    make_agreement("one")
    assert "cooperation areas, term, text." in told(client)


def test_terms_of_one_act_that_differ_are_marked_and_judged(client):
    agreement = make_agreement("one")
    Term.objects.create(agreement=agreement, length="P5Y")
    reason = "The ministry's page copies another agreement."
    Term.objects.create(agreement=agreement, length="P6Y", standing="known_wrong", standing_reason=reason)
    html = page(client, "/agreements/one/")
    assert "5 years sources differ" in text_of(html)
    assert f"6 years sources differ known to be wrong {reason}" in text_of(html)
    assert "<del>6 years</del>" in html


def test_provisions_stand_by_topic_with_their_quotes(client):
    agreement = make_agreement("one")
    provision = Provision.objects.create(
        agreement=agreement, topic="cross_waiver", says="yes", article="article 9", summary="Each bears its own damage."
    )
    cite(provision, phrase="waive all claims")
    Provision.objects.create(agreement=agreement, topic="funds", says="no")
    text = text_of(section(page(client, "/agreements/one/"), "provisions"))
    assert "Cross-waiver of liability Yes, article 9: Each bears its own damage. citation 1" in text
    assert "Exchange of funds No" in text


def test_the_text_tells_where_in_which_language_and_whether_authentic(client):
    agreement = make_agreement("one")
    Text.objects.create(agreement=agreement, language="fr", authentic="yes", source=make_source("gazette"))
    Text.objects.create(agreement=agreement, language="ru")
    text = told(client)
    assert "French, authentic: A source , A publisher" in text
    assert "Russian: not known to be public" in text


def test_each_side_has_its_own_acts(client):
    agreement = make_agreement("one", parties=["BE", "RU"], acts={"entered_into_force": "2002"})
    for side, day in (("be", "2001-04-18"), ("ru", "2001-05-11")):
        note = make_event(kind="note_sent", date=day, place="Brussels", agreement=agreement)
        EventAgency.objects.create(event=note, agency=make_agency(f"state-of-{side}"), role="side")
        cite(note, phrase=f"note of {side}")
        person = make_person(f"envoy-{side}")
        EventPerson.objects.create(event=note, person=person, role="signatory", position="Ambassador")
    html = section(page(client, "/agreements/one/"), "acts")
    sides, _, others = html.partition("</table>")
    assert "Action Belgium Russia Note sent 18 April 2001 , Brussels Signatory: Envoy Be , as Ambassador" in text_of(
        sides
    )
    assert "Note sent" not in text_of(others).partition("Timeline")[0]
    assert "Entry into force" in text_of(others)
    assert "On the side of Russia" in told(client, f"/events/{note.slug}/")


def test_two_dates_of_one_signature_are_marked_and_the_preferred_one_leads(client):
    agreement = make_agreement("one", acts={"signed": "2000-12-20"})
    reason = "The text itself has this day."
    make_event(kind="signed", date="2000-12-21", agreement=agreement, standing="preferred", standing_reason=reason)
    text = told(client)
    assert "Signature 21 December 2000" in text.partition("Key dates")[0]
    assert "20 December 2000 sources differ" in text
    assert f"21 December 2000 sources differ preferred {reason}" in text


def test_what_is_known_to_be_wrong_goes_from_lists_and_is_marked_in_pictures(client):
    agreement = make_agreement("one", acts={"signed": "2000-12-20"})
    reason = "It is the day of the release."
    make_event(kind="signed", date="1999", agreement=agreement, standing="known_wrong", standing_reason=reason)
    assert "1999" not in text_of(section(page(client, "/agreements/one/"), "status"))
    assert listed("action=signed&to=1999") == 0
    assert client.get("/api/v1/agreements/").json()["results"][0]["dates"]["signed"]["edtf"] == "2000-12-20"
    assert "1999, known to be wrong" in page(client, "/events/")


def test_an_act_tells_its_day_of_effect_and_the_end_that_it_fixes(client):
    agreement = make_agreement("one")
    make_event("extension", kind="extended", date="2021", effective="2021-05-01", until="2030", agreement=agreement)
    assert "2021 with effect from 1 May 2021 new end: 2030" in told(client)
    assert "With effect from 1 May 2021 New end of the agreement 2030" in told(client, "/events/extension/")
    assert "with effect from 1 May 2021 new end: 2030" in told(client, "/events/")


def test_an_implementing_agency_has_its_time(client):
    agreement = make_agreement("one")
    Party.objects.create(
        agreement=agreement, agency=make_agency("cnes"), role="implementing", from_date="2003", until_date="2010"
    )
    assert "Implementing agency CNES from 2003 until 2010" in told(client)


def test_a_fact_that_is_only_planned_or_claimed_says_so(client):
    agreement = make_agreement("one", areas=["astronomy", "launchers"])
    planned, fact = agreement.areas.order_by("pk")
    Citation.objects.create(
        source=make_source(), phrase="will study stars", agreement_area=planned, reported_as="planned"
    )
    cite(fact, phrase="launchers")
    html = page(client, "/agreements/one/")
    assert html.count('<span class="badge planned">planned</span>') == 1
    assert "astronomy citation 1 planned" in text_of(html)


def test_a_gloss_is_marked_as_ours_and_a_note_is_never_shown(client):
    agreement = make_agreement("one")
    Citation.objects.create(
        source=make_source("source"), phrase="подписано", agreement=agreement, gloss="signed", note="ask the embassy"
    )
    assert "подписано [signed: our rendering]" in told(client)
    assert "подписано [signed: our rendering]" in told(client, "/sources/source/")
    Citation.objects.update(note="ask the embassy again")
    for address in DOORS:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200, address
        assert "ask the embassy" not in body.decode(), address


def test_a_source_tells_when_it_was_read_its_archived_copy_and_its_original(client):
    original = make_source("original", title="The original")
    Source.objects.create(
        slug="copy", title="A copy", publisher="A", address="https://example.org/copy", kind="", copy_of=original,
        read_on="2026-11-01", archived_url="https://archive.example.org/copy",
    )  # fmt: skip
    cite(agreement := make_agreement("one"), Source.objects.get(slug="copy"))
    cite(agreement, original)
    assert "1 source, 2 quotations" in told(client)
    text = told(client, "/sources/copy/")
    assert "Type primary source" in text
    assert "Read on 1 November 2026" in text
    assert "Archived copy https://archive.example.org/copy" in text
    assert "Copy of The original" in text
    for address in DOORS_OF_A_SOURCE:
        assert client.get(address).status_code == 200, address
