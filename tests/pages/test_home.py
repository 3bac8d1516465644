"""The home page: what it leads to, what it tells of the newest and of what is due, and what it costs."""

import re
from html import unescape

import pytest

from tests.factories import cite, make_agency, make_agreement, make_event, make_mission, make_source

pytestmark = pytest.mark.django_db


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def home(client):
    return client.get("/").content.decode()


def section(html, heading):
    start = html.index(f'id="{heading}-heading"')
    return html[start : html.index("</section>", start)]


def test_it_searches_and_says_in_one_sentence_what_it_is(client):
    html = home(client)
    assert html.count('role="search"') == 1
    assert "is a public record of bilateral space cooperation" in text_of(html)


def test_an_empty_knowledge_base_has_a_home_too(client):
    assert "No agreement is recorded yet." in text_of(home(client))
    assert "<figure" not in home(client)


def test_it_shows_the_network_in_small_and_leads_to_the_whole(client):
    make_agreement(parties=["BE", "RU"])
    html = home(client)
    figure = html[html.index("<figure") : html.index("</figure>")]
    assert 'href="/between/be/ru/"' in figure
    assert 'href="/network/"' in figure
    assert 'href="/map/"' in figure


def test_the_newest_agreements_come_first_with_what_is_known_of_them(client):
    for year in range(1990, 1996):
        agreement = make_agreement(f"of-{year}", parties=["BE", "RU"], acts={"signed": str(year)})
        cite(agreement, make_source("one"))
    newest = section(home(client), "newest")
    assert re.findall(r'href="/agreements/(of-\d+)/"', newest) == [f"of-{year}" for year in range(1995, 1990, -1)]
    assert "Belgium with Russia; signed 1995; 1 source" in text_of(newest)
    assert "signed (entry into force not stated)" in newest


def test_what_no_source_dates_is_not_stated(client):
    make_agreement()
    assert "signed not stated in the sources" in text_of(section(home(client), "newest"))


def test_what_is_overdue_and_what_is_ahead_stand_apart(client):
    make_event("late", kind="launch", modality="planned", date="2010", title="A late launch")
    make_event("to-come", kind="launch", modality="planned", date="2090", title="A launch to come")
    make_event("some-day", kind="launch", modality="discussed", title="A launch some day")
    make_event("over", kind="meeting", date="2010")
    watch = section(home(client), "watch")
    overdue, ahead = watch.split("Ahead, or for no stated time")
    assert "A late launch" in overdue
    assert "planned 2010" in text_of(overdue)
    assert "A launch to come" in ahead
    assert "a time not stated in the sources" in text_of(ahead)
    assert "/events/over/" not in watch


def test_the_five_newest_sources_come_with_the_number_of_their_citations(client):
    for year in range(2000, 2006):
        make_source(f"of-{year}", published=str(year))
    agreement = make_agreement()
    cite(agreement, make_source("of-2005"), "one phrase")
    cite(agreement, make_source("of-2005"), "another phrase")
    sources = section(home(client), "sources")
    assert re.findall(r'href="/sources/(of-\d+)/"', sources) == [f"of-{year}" for year in range(2005, 2000, -1)]
    assert "2005; 2 citations" in text_of(sources)


def test_its_numbers_are_those_of_all_records(client):
    make_mission("one")
    agreement = make_agreement(parties=["BE", make_agency("cnes")], acts={"signed": "1997"})
    cite(agreement)
    assert "1 agreement 2 bodies 1 mission 1 event 1 citation" in text_of(home(client))


def test_it_costs_nine_queries(client, django_assert_num_queries):
    agreement = make_agreement(parties=["BE", "RU"], acts={"signed": "1997"})
    cite(agreement)
    make_event(kind="launch", modality="planned", date="2010")
    # * revision
    # * newest agreements, their parties, their acts
    # * what is ahead and overdue
    # * newest sources
    # * the network: its ties, its sides
    # * numbers of all records
    with django_assert_num_queries(9):
        home(client)
