"""The lists and overviews: what each shows, where it leads, what its filters say, what it costs."""

import re
from html import unescape

import pytest
from django.template.loader import render_to_string

from agreements.models import EventAgency
from catalogue.reading import reader
from tests.factories import make_agency, make_agreement, make_country, make_event, make_mission, make_source
from tests.pages.answers import page, text_of

pytestmark = pytest.mark.django_db

LISTS = ["/agreements/", "/countries/", "/agencies/", "/missions/", "/areas/", "/events/", "/sources/", "/between/"]
HEAVIEST = 80_000  # a list, in bytes


@pytest.mark.many
@pytest.mark.parametrize("address", LISTS)
def test_a_list_has_no_quotation_and_is_light(client, records, address):
    html = page(client, address)
    assert "<q>" not in html
    assert "#note-" not in html
    assert len(html.encode()) < HEAVIEST


def test_a_row_leads_to_the_sources_of_its_record(client, records):
    assert '<a href="/agreements/belgium-russia-2000/#sources" aria-label="1 source">1</a>' in page(
        client, "/agreements/"
    )


def test_agreements_are_a_table_with_date_title_parties_type_status_and_sources(client):
    make_agreement("one", title="On balloons", parties=["BE", "FR"], form="treaty", acts={"signed": "2000-12-20"})
    html = page(client, "/agreements/?status_on=2001-01-01")
    headings = [text_of(heading) for heading in re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", html)]
    assert headings == ["Date", "Title", "Parties", "Type", "Status on 1 January 2001", "Sources"]
    row = text_of(html[html.index("<tbody>") : html.index("</tbody>")])
    assert row == "20 December 2000 On balloons Belgium – France Treaty signed; not known to be in force 0"


def test_the_table_of_agreements_is_sorted_by_links_that_keep_the_filters(client):
    for year in ("1997", "2001"):
        make_agreement(f"of-{year}", parties=["BE", "FR"], acts={"signed": year})
    newest = page(client, "/agreements/?party=BE")
    assert re.findall(r'th scope="row"><a href="/agreements/([^/]+)/"', newest) == ["of-2001", "of-1997"]
    assert 'aria-sort="descending"><a rel="nofollow" href="?party=BE&amp;order=date"' in newest
    assert 'aria-sort="none"><a rel="nofollow" href="?party=BE&amp;order=title"' in newest
    oldest = page(client, "/agreements/?party=BE&order=date")
    assert re.findall(r'th scope="row"><a href="/agreements/([^/]+)/"', oldest) == ["of-1997", "of-2001"]
    assert 'aria-sort="ascending"><a rel="nofollow" href="?party=BE&amp;order=-date"' in oldest


def test_what_no_source_dates_is_not_stated(client):
    make_agreement("undated")
    row = page(client, "/agreements/").partition("<tbody>")[2]
    assert (
        '<td class="when" data-label="Date"><span aria-hidden="true">–</span><span class="visually-hidden">not' in row
    )


@pytest.mark.many
@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("party=belgum", "Did you mean"),
        ("form=treat", "Did you mean “treaty”?"),
        ("from=03/04/2018", "may be read in two ways"),
        ("from=n/a", "says that no date is stated"),
        ("to=1 Jan 53", "a year has four figures"),
        ("status_on=2018-13-01", "is not a day"),
    ],
)
def test_a_wrong_filter_is_told_in_one_line_and_at_its_field_and_shows_no_results(client, query, message):
    make_agreement("one", parties=["BE", "FR"])
    make_country("BE", name="Belgium")
    html = page(client, f"/agreements/?{query}", status=400)
    name = query.split("=")[0]
    alert = html[html.index('role="alert"') : html.index("</div>", html.index('role="alert"'))]
    assert message in unescape(alert)
    assert f'href="#id_{name}"' in alert
    field = html[html.index(f'id="id_{name}"') :]
    assert message in unescape(field[: field.index("</div>")])
    assert '<details class="panel" id="filters" open>' in html
    assert "/agreements/one/" not in html


def test_the_common_filters_stand_open_and_the_others_behind_one_link(client):
    make_agreement("one")
    html = page(client, "/agreements/")
    common, more = html[html.index('class="filters"') :].split("More filters")
    for name in ("party", "agency", "form", "status", "status_on", "action", "from", "to", "match", "area"):
        assert f'id="id_{name}"' in common, name
    for name in ("q", "mission", "level", "source", "not_stated", "order"):
        assert f'id="id_{name}"' in more, name
    assert '<details class="more-filters">' in html
    assert '<details class="more-filters" open>' in page(client, "/agreements/?level=inter_agency")


def test_the_common_filters_tell_how_many_agreements_each_value_has(client):
    make_agreement(parties=["BE", "FR"], form="treaty", areas=["launchers"])
    make_agreement(parties=["BE", "RU"], form="memorandum_of_understanding")
    html = page(client, "/agreements/")
    assert '<option value="treaty">treaty (1)</option>' in html
    assert 'value="protocol"' not in html
    assert '<a rel="nofollow" href="?party=BE">Belgium</a> <span class="number">2</span>' in html
    assert '<a rel="nofollow" href="?area=launchers">launchers</a> <span class="number">1</span>' in html


def test_including_imprecise_dates_need_not_be_said(client):
    make_agreement()
    for address in ("/agreements/", "/agreements/?match=possible"):
        assert '<option value="" selected>include</option>' in page(client, address) or (
            '<option value="">include</option>' in page(client, address)
        )
    assert '<option value="certain" selected>leave out</option>' in page(client, "/agreements/?match=certain")


def test_a_filter_in_use_is_kept_in_its_field_and_can_be_removed_alone(client):
    make_agreement("one", parties=["BE", "FR"], form="treaty")
    html = page(client, "/agreements/?party=BE&party=FR&form=treaty")
    assert '<option value="treaty" selected>' in html
    assert html.count('name="party" value=') == 2
    assert 'href="?party=BE&amp;form=treaty"' in html
    assert "<summary>Filters (3)</summary>" in html
    assert "1 agreement " in text_of(html)


def test_a_filter_in_use_is_named_by_what_it_found(client):
    make_agreement(parties=[make_agency("cnes", acronym="CNES"), "FR"], areas=["launchers"], form="treaty")
    html = text_of(page(client, "/agreements/?party=FR&party=cnes&area=launchers&form=treaty"))
    for words in ("organisation: France", "organisation: CNES", "Cooperation area: launchers", "Type: treaty"):
        assert words in html
    assert "Remove filter: Country or organisation: France" in html


def test_a_list_that_finds_nothing_says_how_to_find_more(client):
    make_agreement("one", parties=["BE", "FR"])
    make_agreement("two", parties=["BE", "RU"])
    html = page(client, "/agreements/?party=FR&party=RU")
    text = text_of(html)
    assert "No agreements match these filters. Remove one: France (1 result) · Russia (1 result), or clear all" in text
    assert '<a href="?party=RU">France</a>' in html


def test_dates_too_imprecise_to_decide_are_included_or_left_out_by_a_link(client):
    make_agreement("one", acts={"signed": "1997"})
    html = page(client, "/agreements/?action=signed&to=1997-06")
    assert "1 agreement has a date too imprecise to decide. Include it · Leave it out" in text_of(html)
    assert 'href="?action=signed&amp;to=1997-06&amp;match=certain"' in html
    assert "No agreements match" in text_of(page(client, "/agreements/?action=signed&to=1997-06&match=certain"))


def test_what_is_no_filter_changes_no_list(client):
    make_agreement("one")
    html = page(client, "/agreements/?utm_source=newsletter")
    assert "/agreements/one/" in html
    assert "/api/v1/agreements/?" not in html


def test_pages_of_a_list_keep_its_filters(client):
    for number in range(26):
        make_event(f"meeting-{number}")
    html = page(client, "/events/?kind=meeting&order=-date")
    assert 'href="?kind=meeting&amp;order=-date&amp;page=2"' in html
    assert "page 2 of 2" in text_of(page(client, "/events/?kind=meeting&page=2"))


def test_a_list_is_downloaded_with_its_filters(client):
    make_agreement("one", parties=["BE", "FR"])
    html = page(client, "/agreements/?party=BE&page=1&utm_source=x")
    files, more = html[html.index("Download:") :].split("More formats")
    assert 'href="/agreements.csv?party=BE"' in files
    assert 'href="/agreements.xlsx?party=BE"' in files
    assert 'href="/api/v1/agreements/?party=BE"' in more


def test_a_list_counts_the_agreements_of_its_records_and_leads_to_them(client):
    for number in range(2):
        make_agreement(f"agreement-on-spot-{number}", missions=["spot"], areas=["launchers"])
    for _ in range(3):
        make_event().missions.create(mission=make_mission("spot"))
    html = page(client, "/missions/")
    assert '<a href="/agreements/?mission=spot">2</a>' in html
    assert '<a href="/events/?mission=spot">3</a>' in html
    assert '<a href="/agreements/?area=launchers">2</a>' in page(client, "/areas/")
    assert '<a href="/agreements/?party=BE">2</a>' in page(client, "/countries/")
    assert '<a href="/agreements/?agency=state-of-be">2</a>' in page(client, "/agencies/")


def test_countries_with_agreements_come_first(client):
    make_country("AF", name="Afghanistan")
    make_agreement(parties=["BE", "FR"])
    text = text_of(page(client, "/countries/"))
    assert text.index("Belgium BE 1 1") < text.index("Afghanistan AF – –")


def test_an_event_is_marked_only_where_it_is_no_plain_fact(client):
    fact = make_event("fact", title="A meeting", date="2000", as_of="2001")
    make_event("plan", title="A launch", kind="launch", modality="planned", date="2030", as_of="2021-01-20")
    EventAgency.objects.create(event=fact, agency=make_agency("cnes", acronym="CNES"), role="actor")
    text = text_of(page(client, "/events/"))
    listed = text[text.index("View data as a table") :]
    assert "2000 A meeting Carried out by: CNES 2030 A launch planned information as of 20 January 2021" in listed


def test_the_watch_list_shows_only_parts_that_have_plans(client):
    make_event(kind="launch", modality="planned", date="2010", title="A late launch")
    html = page(client, "/watch/")
    assert "Overdue: outcome not reported 1" in text_of(html)
    assert "A late launch" in html
    assert "Upcoming" not in html
    assert "undated-heading" not in html
    make_event(kind="launch", modality="planned", date="2090", title="A launch to come")
    make_event(kind="launch", modality="discussed", title="A launch some day")
    text = text_of(page(client, "/watch/"))
    places = [text.index(part) for part in ("Overdue: outcome not reported", "Upcoming 1", "Undated 1")]
    assert places == sorted(places)


def test_between_tells_what_links_a_pair(client, records):
    html = page(client, "/between/ru/be/")
    text = text_of(html[html.index("<h1") :])
    parts = [
        "Russia and Belgium : space cooperation",
        "Agreements",
        "Took place",
        "Planned, announced or under discussion",
        "Claimed",
        "Overdue: outcome not reported",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_between_two_without_a_record_says_what_is_covered(client):
    make_country("BE")
    make_country("US")
    text = text_of(page(client, "/between/be/us/"))
    assert "No agreements between Belgium and United States are recorded." in text
    assert "The collection covers only the sources read so far ." in text


def test_between_names_a_side_that_is_unknown(client):
    make_country("BE")
    assert "There is no country or organisation “zz”." in text_of(page(client, "/between/be/zz/", status=404))


def test_a_search_groups_its_results_by_kind(client):
    make_agreement("one", title="Balloons of Belgium")
    make_agency("cnes", name="A centre for balloons", acronym="CNES")
    text = text_of(page(client, "/search/?q=balloons"))
    assert "All 2 Agreements 1 Organisations 1" in text
    assert "1 result" in text_of(page(client, "/search/?q=balloons&kind=agency"))


def test_a_search_that_finds_nothing_says_what_is_covered(client):
    make_source()
    assert "No results for “zzzz”. The collection covers only the sources read so far (1)." in " ".join(
        text_of(page(client, "/search/?q=zzzz")).replace(" )", ")").replace("far (", "far (").split()
    )
    assert "“the” is too common to search for. Try a name." in text_of(page(client, "/search/?q=the"))


def test_an_excerpt_is_a_sentence(client):
    make_agreement("one", parties=[make_agency("cnes", name="A centre", acronym="CNES", country="FR"), "BE"])
    assert " · France · FR" not in text_of(page(client, "/search/?q=cnes"))


def test_an_unknown_address_suggests_what_was_meant(client):
    make_agency("cnes", name="A centre", acronym="CNES", country="FR")
    make_mission("odissea", name="Odissea")
    make_agreement("belgium-russia-2000", title="Agreement of Belgium and Russia on space")
    assert 'href="/agencies/cnes/"' in page(client, "/agencies/cnse/", status=404)
    assert 'href="/agreements/belgium-russia-2000/"' in page(client, "/agreements/belgium-rusia-space/", status=404)
    assert 'href="/countries/fr/">France</a>, country' in page(client, "/between/cnes/frnace/", status=404)
    assert 'href="/missions/odissea/"' in page(client, "/odisea/", status=404)
    assert "Did you mean" not in page(client, "/xyzzy/", status=404)
    assert 'href="/agencies/"' in page(client, "/nowhere/", status=404)


def test_an_address_that_is_nearly_right_leads_to_its_agreement_whatever_its_title(client):
    make_agreement("belgium-russia-2000", title="Cooperation in outer space")
    make_agreement("belgium-argentina-1997", title="Belgium and Russland")
    html = page(client, "/agreements/belgium-rusia-2001/", status=404)
    assert html.index('href="/agreements/belgium-russia-2000/"') < html.index('href="/agreements/belgium-argentina')
    assert 'name="party" value=""' in html


def test_a_wrong_address_of_a_party_is_kept_for_asking_again(client):
    assert 'name="party" value="no such body"' in page(client, "/agencies/no-such-body/", status=404)


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "500.html", "503.html"])
def test_an_error_page_needs_no_context_and_no_database(template, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string(template)
    assert html.count("<h1") == 1
    assert "<title>" in html


def test_suggesting_what_an_address_meant_costs_one_query(client, django_assert_num_queries):
    make_agency("cnes", name="A centre", acronym="CNES")
    reader()
    # * edition
    # * the cards of what it may have meant
    with django_assert_num_queries(2):
        page(client, "/nowhere/cnse/", status=404)


# What is found and counted costs no query: only documents and the names of others do.
COSTS = {
    "/agreements/": 3,  # edition, all names of the facets, rows
    "/agreements/?party=BE": 4,  # the party that is named
    "/countries/": 2,  # edition, rows
    "/agencies/": 2,
    "/missions/": 2,
    "/areas/": 2,
    "/events/": 4,  # edition, rows, the timeline, the names of its lanes
    "/sources/": 2,
    "/between/": 3,  # edition, all names of the facets, the names of the sides
    "/watch/": 4,  # edition, rows of the three parts that have any
    "/map/": 3,  # edition, all names of the facets, all countries
    "/matrix/": 3,  # edition, all names of the facets, countries
    "/network/": 3,  # edition, all names of the facets, countries of the ties
}


@pytest.mark.many
@pytest.mark.parametrize(("address", "number"), COSTS.items())
def test_what_a_list_costs(client, records, django_assert_num_queries, address, number):
    reader()
    with django_assert_num_queries(number):
        page(client, address)
