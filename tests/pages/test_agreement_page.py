"""The page of an agreement: what it tells first, by which dates, and where it leads."""

import re

import pytest

from agreements.models import Designation, EventPerson, Relation
from tests.factories import cite, make_agency, make_agreement, make_event, make_person, make_relation
from tests.pages.answers import page, section, text_of

pytestmark = pytest.mark.django_db


def test_an_agreement_answers_first(client):
    agreement = make_agreement("one", parties=["BE", "RU"], form="treaty", acts={"signed": "2000-12-20"})
    agreement.events.update(place="Moscow")
    cite(agreement)
    text = text_of(page(client, "/agreements/one/")).partition("Report a problem")[2]
    parts = [
        "Belgium",
        "Russia",
        "Type Treaty, intergovernmental",
        "Signature 20 December 2000 , Moscow",
        "Sources 1 source, 1 quotation",
        "Status on",
        "Key dates",
        "Not stated in the sources: official title, entry into force, termination, cooperation areas, term, text.",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_an_agreement_is_told_with_all_that_sources_call_it(client):
    agreement = make_agreement("one", form="agreement", formal_title="Agreement on balloons")
    wrong, title = agreement.designations.get(), agreement.titles.get()
    wrong.standing, wrong.standing_reason = "known_wrong", "A misprint"
    wrong.save()
    treaty = Designation.objects.create(agreement=agreement, form="treaty", binding="binding")
    for number, fact in enumerate((wrong, treaty, title)):
        cite(fact, phrase=f"phrase {number}")
    text = text_of(page(client, "/agreements/one/"))
    assert "Type Treaty, binding, intergovernmental" in text
    assert re.search(r"Called in the sources Agreement.{,60}known to be wrong A misprint Treaty, binding", text)
    assert "Official title Agreement on balloons" in text


def test_an_agreement_that_no_source_calls_anything_says_so(client):
    make_agreement("one", form=None)
    text = text_of(page(client, "/agreements/one/"))
    assert "Type Intergovernmental" in text
    assert "Not stated in the sources: type, official title" in text


def test_what_no_source_states_is_said_once(client):
    make_agreement("undated")
    html = page(client, "/agreements/undated/")
    assert html.count('class="not-stated"') == 1
    assert "Not stated in the sources: official title, signature, entry into force, termination," in text_of(html)
    assert "Key dates" not in html


def test_a_month_stays_a_month_and_an_inferred_year_says_so(client):
    agreement = make_agreement("one")
    make_event(kind="expiry_announced", date="2021-12", date_basis="derived", agreement=agreement)
    text = text_of(page(client, "/agreements/one/"))
    assert "December 2021 (year inferred)" in text
    assert "1 December 2021" not in text


def test_a_plan_and_a_fact_are_told_apart_by_word_and_by_place(client):
    agreement = make_agreement("one")
    make_event(title="A launch", kind="launch", date="2001", agreement=agreement)
    make_event(title="To be launched", kind="launch", modality="planned", agreement=agreement, as_of="2021-01-20")
    took_place, foreseen = section(page(client, "/agreements/one/"), "events").split("Planned, announced or under")
    assert "A launch" in took_place
    assert "badge" not in took_place
    assert '<span class="badge planned">planned</span>' in foreseen
    assert "information as of 20 January 2021" in text_of(foreseen)


def test_acts_stand_among_the_key_dates_alone(client):
    agreement = make_agreement("one", acts={"signed": "2000"})
    signature = agreement.events.get()
    EventPerson.objects.create(event=signature, person=make_person("lisa-campbell"), role="signatory")
    html = page(client, "/agreements/one/")
    assert "Signatory: " in text_of(section(html, "acts"))
    assert 'href="/people/lisa-campbell/"' in section(html, "acts")
    assert "events-heading" not in html


def test_an_agreement_that_expired_lacks_no_termination(client):
    make_agreement("one", acts={"expired": "2001"})
    assert "termination" not in text_of(page(client, "/agreements/one/"))


def test_only_reports_of_something_else_than_a_fact_are_marked(client):
    make_agreement("one", acts={"signed": "2000"})
    assert "Reported as" not in page(client, "/agreements/one/")
    make_event(kind="expiry_announced", modality="announced", date="2021", agreement=make_agreement("other"))
    assert "Reported as" in page(client, "/agreements/other/")


def test_three_dated_acts_are_drawn_to_scale_and_fewer_are_not(client):
    make_agreement("two", acts={"signed": "2000", "entered_into_force": "2001"})
    make_agreement("three", acts={"signed": "2000", "entered_into_force": "2001", "extended": "2005"})
    assert "dates-title" not in page(client, "/agreements/two/")
    assert 'id="dates-title"' in page(client, "/agreements/three/")


def test_the_status_is_told_for_the_day_asked_with_its_reason(client):
    make_agreement("one", acts={"entered_into_force": "1990-05-01", "terminated": "2000-05-01"})
    assert "In force on 1 January 1995" in page(client, "/agreements/one/?status_on=1995-01-01")
    assert "No longer in force on 1 January 2001" in page(client, "/agreements/one/?status_on=1 January 2001")


def test_a_day_that_is_none_is_answered_beside_the_field(client):
    make_agreement("one")
    html = page(client, "/agreements/one/?status_on=yesterday")
    assert "“yesterday” is not a day" in section(html, "status")
    assert 'aria-invalid="true"' in html


def test_a_relation_set_by_a_curator_says_so(client):
    one, other = make_agreement("one"), make_agreement("other")
    Relation.objects.create(agreement=one, kind="amends", other=other, said_by="editor")
    assert "Amends Agreement other added by an editor" in text_of(page(client, "/agreements/one/"))
    assert "Amended by Agreement one added by an editor" in text_of(page(client, "/agreements/other/"))


def test_relations_are_drawn_and_listed_where_there_are_any(client):
    make_agreement("alone")
    assert "chain-title" not in page(client, "/agreements/alone/")
    make_relation("protocol", "amends", "treaty")
    make_relation("notes", "supplements", "protocol", said_by="editor")
    make_relation("letters", "extends", "treaty")
    html = page(client, "/agreements/treaty/")
    assert 'id="chain-title"' in html
    text = text_of(html[html.index("relations-heading") :].split("</figure>")[1])
    assert "Amended by Agreement protocol stated by a source" in text
    assert "Extended by Agreement letters stated by a source" in text
    assert "Further along the chain Agreement notes supplements Agreement protocol added by an editor" in text


def test_an_agreement_leads_to_the_pages_of_its_pairs(client):
    make_agreement("one", parties=[make_agency("cnes", country="FR", acronym="CNES"), "BE"])
    html = page(client, "/agreements/one/")
    assert '/">All cooperation between Belgium and CNES</a>' in html or "between CNES and Belgium</a>" in html
    assert re.search(r'href="/between/(be/fr|fr/be)/"', html)
    make_agreement("of-states", parties=["BE", "FR"])
    html = page(client, "/agreements/of-states/")
    assert re.findall(r'href="/between/(.*?)/">All cooperation', html) in (["be/fr"], ["fr/be"])


def test_similar_agreements_say_what_is_common(client):
    make_agreement("one", parties=["BE", "FR"], areas=["launchers"], missions=["pleiades"])
    make_agreement("two", parties=["FR", "BE"], missions=["pleiades"], acts={"signed": "1997"})
    text = text_of(page(client, "/agreements/one/"))
    assert "Agreement two , 1997 compare both parties; pleiades" in text
    make_agreement("other", parties=["US", "RU"])
    assert "Similar agreements" not in page(client, "/agreements/other/")


def test_an_agreement_is_cited_by_its_page_and_by_itself(client):
    make_agreement("one", title="On balloons", parties=["cnes", "csa"], acts={"signed": "1997"})
    html = page(client, "/agreements/one/")
    text = text_of(html[html.index('id="cite"') :])
    assert re.search(r"“On balloons.” spacecoop, SC-\d{4,}. Accessed", text)
    assert "http://testserver/agreements/one/ ." in text
    assert "On balloons [descriptive title], CNES–CSA, signed 1997 ." in text
    for suffix in ("bib", "ris", "csl.json"):
        assert f'href="/agreements/one.{suffix}"' in html


def test_the_history_of_an_agreement_is_told_without_names(client):
    agreement = make_agreement("one", title="On balloons", areas=["launchers"])
    agreement.summary = "New words."
    agreement.save()
    html = page(client, "/agreements/one/")
    text = text_of(html[html.index('id="history"') :])
    assert "agreement added; agreement changed; 2 parties added; area of an agreement added; designation added." in text
    assert 'name="as_recorded_on"' in html
    assert 'href="/agreements/one.atom"' in html
    assert 'href="/changes/"' in html


def test_programs_that_preview_an_agreement_get_its_picture(client):
    make_agreement("one")
    html = page(client, "/agreements/one/")
    assert '<meta property="og:image" content="http://testserver/agreements/one.png">' in html
    assert client.get("/agreements/one.png").status_code == 200
