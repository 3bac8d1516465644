"""Time drawn to scale: where each event stands, what is only counted, what it costs."""

import re
from datetime import date
from itertools import pairwise
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agreements.models import EventAgency, Modality
from catalogue.filters import TimelineFilter
from catalogue.index.questions import of_kind
from catalogue.reading import reader, reading, rows, seen
from catalogue.sides import find_side
from pages.pictures import lanes, timeline
from pages.pictures.histories import draw_between, draw_country
from pages.pictures.lanes import BY_AREAS, BY_COUNTRIES, BY_STANDING, read_lanes
from pages.pictures.marks import Mark
from pages.pictures.strip import YEAR
from pages.pictures.timeline import draw_found, draw_timeline
from tests.factories import (
    document_of,
    make_agency,
    make_agreement,
    make_area,
    make_event,
    make_mission,
    make_source,
)

pytestmark = pytest.mark.django_db
DATES = ["1997", "1997-10", "1997-10-03", "199X", "1996/1999", "1979/..", "../1998", "1990/", "/1991", "2031", None]


@pytest.fixture
def records():
    agency = make_agency("cnes", country="FR", acronym="CNES")
    agreement = make_agreement(parties=["BE", "FR"], acts={"signed": "2000-12-20"})
    meeting = make_event(date="1997", agreement=agreement)
    EventAgency.objects.create(event=meeting, agency=agency, role="host")
    meeting.areas.create(area=make_area("astronomy"))
    meeting.missions.create(mission=make_mission("spot-1"))
    make_source("a-source")


def found(query=""):
    filters = TimelineFilter(QueryDict(query))
    assert filters.is_valid(), filters.errors
    return filters


def draw(query=""):
    return draw_found(found(query))


def placed(drawing):
    return [one for lane in drawing.lanes for one in lane.placed]


def mark_of(edtf, **fields):
    """Return the mark of an event with this date, on the scale of a picture that shows it alone."""
    make_event(date=edtf, **fields)
    (only,) = placed(draw())
    return only.mark


@pytest.mark.thorough
@pytest.mark.parametrize(
    "path",
    [
        "/events",
        "/countries/be",
        "/agencies/cnes",
        "/missions/spot-1",
        "/areas/astronomy",
        "/sources/a-source",
        "/between/be/fr",
        "/between/FR/cnes",
    ],
)
@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_time_is_drawn_at_its_own_address(client, records, path, suffix):
    answer = client.get(f"{path}.{suffix}")
    assert answer.status_code == 200
    if suffix == "svg":
        ElementTree.fromstring(answer.content)


@pytest.mark.many
@pytest.mark.parametrize("path", ["/between/be/zz.svg", "/between/be.svg", "/missions/nothing.svg"])
def test_what_is_not_known_has_no_picture(client, records, path):
    assert client.get(path).status_code == 404


@pytest.mark.many
@pytest.mark.parametrize("query", ["lanes=area", "lane=areas", "kind=meetign"])
def test_a_picture_refuses_what_it_does_not_understand(client, query):
    assert client.get(f"/events.svg?{query}").status_code == 400


def test_only_the_picture_and_its_page_know_of_lanes(client):
    assert client.get("/events.svg?lanes=areas").status_code == 200
    assert client.get("/events.csv?lanes=areas").status_code == 400
    assert client.get("/api/v1/events/?lanes=areas").status_code == 400
    make_event(date="1997")
    html = client.get("/events/?lanes=areas&kind=meeting").content.decode()
    assert "/api/v1/events/?kind=meeting" in html
    assert "/events.svg?kind=meeting&amp;lanes=areas" in html


@pytest.mark.many
@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1997", date(1997, 1, 1), date(1997, 12, 31)),
        ("1997-10", date(1997, 10, 1), date(1997, 10, 31)),
        ("2022-22", date(2022, 6, 1), date(2022, 8, 31)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
    ],
)
def test_an_uncertain_date_is_as_wide_as_it_is_uncertain(edtf, first, last):
    mark = mark_of(edtf)
    assert mark.dot is None
    assert mark.core is None
    assert mark.slim.x == mark.scale.start(first)
    assert mark.slim.width == pytest.approx(max(mark.scale.end(last) - mark.scale.start(first), 3), abs=0.02)


def test_a_day_is_a_dot_in_the_middle_of_the_day():
    mark = mark_of("1997-10-03")
    assert mark.dot == mark.scale.middle(date(1997, 10, 3))
    assert (mark.slim, mark.core, mark.dotted) == (None, None, None)


def test_a_period_is_full_where_it_surely_went_on():
    mark = mark_of("1996/1999")
    assert mark.core.x == mark.scale.start(date(1996, 12, 31))
    assert mark.core.end == pytest.approx(mark.scale.end(date(1999, 1, 1)), abs=0.02)
    assert mark.slim.x == mark.scale.start(date(1996, 1, 1))


def test_what_goes_on_has_an_open_end_today():
    mark = mark_of("1979/..")
    assert mark.tip_after
    assert mark.core.end == pytest.approx(mark.scale.end(mark.today), abs=0.02)
    assert mark.slim.end == pytest.approx(mark.scale.end(date(1979, 12, 31)), abs=0.02)


@pytest.mark.thorough
@pytest.mark.parametrize("edtf", ["1979/..", "1990/", "2031/.."])
@pytest.mark.parametrize("period", ["from=2027", "from=2150-06&to=2151", "from=2027&match=possible"])
def test_what_has_no_end_has_its_mark_in_every_later_period(client, edtf, period):
    make_event(date=edtf)
    (only,) = placed(draw(period))
    assert only.mark.width > 0
    assert only.mark.scale.left <= only.mark.start <= only.mark.end <= only.mark.scale.right + 3
    assert client.get(f"/events/?{period}").status_code == 200


def test_an_end_that_is_not_stated_is_dotted():
    mark = mark_of("1990/")
    assert not mark.tip_after
    assert mark.core is None
    assert mark.dotted.x == mark.scale.start(date(1990, 12, 31))


def test_what_lies_outside_of_the_period_is_left_out_and_a_tip_says_so():
    make_event(date="1996/2010")
    (only,) = placed(draw("from=1999&to=2001"))
    assert only.mark.tip_before
    assert only.mark.tip_after
    assert (only.mark.start, only.mark.end) == (only.mark.scale.left, only.mark.scale.right)


@pytest.mark.many
@pytest.mark.parametrize("modality", Modality.values)
def test_a_mark_has_the_class_of_its_modality(client, modality):
    make_event(date="1997", modality=modality)
    svg = client.get("/events.svg").content.decode()
    assert set(re.findall(r'<rect class="(\w+)" x="[^"]+" y="-3"', svg)) == {modality.replace("done", "took_place")}


def test_an_event_without_a_date_has_a_place_of_its_own_and_a_link_to_all_of_them(client):
    make_event(title="Some day")
    make_event(date="1997")
    drawing = draw("kind=meeting")
    assert [one.event.title for one in drawing.undated] == ["Some day"]
    assert drawing.undated_query == "kind=meeting&not_stated=date"
    assert "Some day" not in [one.event.title for one in placed(drawing)]
    assert "date not stated:" in client.get("/events.svg").content.decode()


def test_events_without_any_date_have_no_scale(client):
    make_event()
    drawing = draw()
    assert drawing.scale is None
    assert drawing.undated_number == 1
    ElementTree.fromstring(client.get("/events.svg").content)


def test_lanes_are_pairs_of_countries():
    make_agency("cnes", country="FR")
    agreement = make_agreement(parties=["BE", "cnes"], acts={"signed": "1997"})
    own = make_event(date="1998")
    for slug, country in (("cnes", "FR"), ("csa", "CA")):
        EventAgency.objects.create(event=own, agency=make_agency(slug, country=country), role="host")
    three = make_event(date="1999")
    for code in ("BE", "FR", "CA"):
        EventAgency.objects.create(event=three, agency=make_agency(f"of-{code.lower()}", country=code), role="host")
    one = make_event(date="1999")
    EventAgency.objects.create(event=one, agency=make_agency("esa-less", country="BE"), role="actor")
    make_event(date="1999")
    part = EventAgency.objects.create(
        event=agreement.events.get(), agency=make_agency("csa", country="CA"), role="witness"
    )
    assert part.event.kind == "signed"  # its lane is that of the parties, whoever else took part
    assert {lane.lane.words: lane.lane.path for lane in draw().lanes} == {
        "Belgium – France": "/between/be/fr/",
        "Canada – France": "/between/ca/fr/",
        "Belgium, no second country stated": "/countries/be/",
        "More than two countries": "",
        "No country stated": "",
    }


def test_lanes_are_for_what_has_a_date():
    make_agreement(parties=["BE", "FR"], acts={"signed": "1997"})
    make_agreement(parties=["BE", "RU"], acts={"signed": None})
    drawing = draw()
    assert [lane.lane.words for lane in drawing.lanes] == ["Belgium – France"]
    assert len(drawing.undated) == drawing.undated_number == 1


def test_lanes_are_areas_where_that_is_asked_for():
    event = make_event(date="1997")
    for area in ("astronomy", "launchers"):
        event.areas.create(area=make_area(area))
    make_event(date="1998")
    drawing = draw("lanes=areas")
    assert [(lane.lane.words, lane.number) for lane in drawing.lanes] == [
        ("astronomy", 1),
        ("launchers", 1),
        ("No area stated", 1),
    ]
    assert drawing.number == 2


def test_a_pair_shows_what_happened_above_what_was_planned():
    agreement = make_agreement(parties=["FR", "CA"], acts={"signed": "1997"})
    make_event(title="The campaign", date="2022", modality="planned", agreement=agreement)
    drawing = draw_between(find_side("FR"), find_side("CA"))
    happened, planned = drawing.lanes
    assert happened.lane.words == "Took place or ongoing"
    assert planned.lane.words == "Planned, announced or under discussion"
    assert [one.event.title for one in planned.placed] == ["The campaign"]


def test_the_lanes_of_a_country_do_not_repeat_its_name():
    make_agreement(parties=["BE", "FR"], acts={"signed": "1997"})
    (lane,) = draw_country(document_of("country", "BE")).lanes
    assert lane.lines == ["France"]


def test_marks_and_labels_of_a_lane_do_not_touch():
    for number in range(30):
        make_event(title="A meeting with a title of some length", date=f"{1990 + number % 7}-0{1 + number % 9}")
    rows = {}
    for one in placed(draw()):
        extent = min(one.mark.left, one.label.left), max(one.mark.right, one.label.right)
        rows.setdefault(one.y, []).append(extent)
    for row in rows.values():
        row.sort()
        assert all(end < start for (_, end), (start, _) in pairwise(row))


def test_a_long_title_is_shortened_and_stands_whole_in_the_title_of_the_mark(client):
    title = "A very long title of a meeting of two agencies and their heads on all sorts of things"
    make_event(title=title, date="1997")
    (only,) = placed(draw())
    assert only.label.words.endswith("…")
    assert f"<title>{title}: 1997, took place</title>" in client.get("/events.svg").content.decode()


def test_many_events_are_counted_and_the_picture_says_so(client, monkeypatch):
    monkeypatch.setattr(lanes, "MOST_MARKS", 2)
    monkeypatch.setattr(lanes, "MOST_LANES", 1)
    for parties in (["BE", "FR"], ["BE", "FR"], ["BE", "RU"], ["CA", "US"]):
        make_agreement(parties=parties, acts={"signed": "1997"})
    drawing = draw()
    assert not drawing.are_drawn
    assert [(lane.lines, lane.number, lane.placed) for lane in drawing.lanes] == [
        (["Belgium – France"], 2, []),
        (["2 others,", "on their own scale"], 2, []),
    ]
    svg = client.get("/events.svg").content.decode()
    assert "Events per year. Choose a shorter period to see single events." in svg
    assert "date imprecise" in svg
    assert "planned, announced" not in svg
    assert "Choose a shorter period to see single events." in client.get("/events/").content.decode()


def test_a_year_leads_to_its_events_and_from_it_a_way_leads_back():
    make_event(date="1997-03")
    make_event(date="2009")
    assert [step.words for step in draw().narrower][:2] == ["1990s", "2000s"]
    decade = draw(draw().narrower[0].query)
    assert [(step.words, step.query) for step in decade.wider] == [("All time", "")]
    assert [step.words for step in decade.narrower] == ["1997"]
    year = draw(decade.narrower[0].query)
    assert [step.words for step in year.wider] == ["All time", "1990s"]
    assert [step.words for step in year.narrower] == ["March 1997"]


def test_the_numbers_of_the_picture_stand_in_a_table_of_the_page(client):
    make_event(date="1997")
    make_event(date="1996/1998")
    html = client.get("/events/").content.decode()
    assert '<th scope="row">1997</th><td class="number">1</td><td class="number">1</td>' in html


def test_a_list_of_events_costs_no_more_for_its_picture(client, records, django_assert_num_queries):
    seen()
    # * edition
    # * rows of the page
    # * events of the picture
    # * names of its lanes
    for query in ("kind=signed", "from=1997&to=2010"):
        with django_assert_num_queries(4):
            client.get(f"/events/?{query}")


@pytest.mark.many
@pytest.mark.parametrize(("grouping", "names"), [(BY_COUNTRIES, 1), (BY_AREAS, 1), (BY_STANDING, 0)])
def test_a_picture_reads_its_events_and_the_names_of_its_lanes_and_counts_without_a_query(
    records, django_assert_num_queries, monkeypatch, grouping, names
):
    with reading(seen()):
        # * events
        # * names of their lanes
        with django_assert_num_queries(1 + names):
            draw_timeline(of_kind("event"), [], title="All", grouping=grouping)
        monkeypatch.setattr(lanes, "MOST_MARKS", 1)
        # * names of the busiest lanes
        with django_assert_num_queries(names):
            draw_timeline(of_kind("event"), [], title="All", grouping=grouping)


def test_the_others_together_are_counted_as_they_are_drawn(monkeypatch):
    monkeypatch.setattr(lanes, "MOST_LANES", 1)
    monkeypatch.setattr(lanes, "COUNTED_AT_ONCE", 1)
    for number, areas in enumerate(("astronomy", "astronomy launchers", "launchers science", "astronomy science", "")):
        event = make_event(date=f"{1997 + number}")
        for area in areas.split():
            event.areas.create(area=make_area(area))
    make_event()
    drawn = read_lanes(of_kind("event"), BY_AREAS, YEAR)
    monkeypatch.setattr(lanes, "MOST_MARKS", 1)
    counted = read_lanes(of_kind("event"), BY_AREAS, YEAR)
    assert [lane.lane.words for lane in counted.lanes] == ["astronomy"]
    assert (counted.more, counted.others.number) == (drawn.more, drawn.others.number) == (3, 5)
    assert counted.others.counts == drawn.others.counts


class EveryEventIsToldOf(TestCase):
    """Whatever the events, each is drawn or counted, in the picture that draws as in the one that counts."""

    events = st.lists(
        st.tuples(
            st.sampled_from(DATES), st.sampled_from(Modality.values), st.sampled_from([None, "BE FR", "BE RU", "BE"])
        ),
        min_size=1,
        max_size=12,
    )
    periods = st.sampled_from(
        [{}, {"from": "1995", "to": "1998"}, {"from": "1997-03"}, {"from": "2150"}, {"to": "1985"}]
    )

    def make(self, events):
        for edtf, modality, countries in events:
            event = make_event(date=edtf, modality=modality)
            for code in (countries or "").split():
                agency = make_agency(f"body-{code.lower()}", country=code)
                EventAgency.objects.create(event=event, agency=agency, role="actor")

    @given(events, periods)
    def test_each_is_drawn_or_counted(self, events, period):
        self.make(events)
        query = urlencode(period)
        drawing, wanted = draw(query), {event["slug"] for event in rows("event", found(query).results)}
        drawn = [one.event.slug for one in placed(drawing)]
        undated = [one.event.slug for one in drawing.undated]
        assert sorted([*drawn, *undated]) == sorted(wanted)
        assert drawing.number == len(wanted)
        assert drawing.undated_number == len(undated)
        assert all(isinstance(one.mark, Mark) and one.mark.width > 0 for one in placed(drawing))
        assert all(drawing.scale.left <= one.mark.start <= one.mark.end for one in placed(drawing) if not one.mark.dot)

    @pytest.mark.thorough
    @given(events, periods)
    def test_each_column_leads_to_as_many_events_as_it_counts(self, events, period):
        self.make(events)
        for column in draw(urlencode(period)).strip:
            assert found(column.query).results.count() == column.bin.number
            if period in ({}, {"from": "1995", "to": "1998"}):
                assert found(f"{column.query}&match=certain").results.count() == column.bin.certain

    @pytest.mark.thorough
    @given(events, st.sampled_from([BY_COUNTRIES, BY_AREAS, BY_STANDING]))
    def test_counting_by_the_index_and_one_by_one_give_the_same(self, events, grouping):
        self.make(events)
        one_by_one = read_lanes(of_kind("event"), grouping, YEAR)
        counted = lanes._counted(reader(), of_kind("event"), grouping, YEAR)
        assert one_by_one.counts == counted.counts
        assert {lane.lane: lane.counts for lane in one_by_one.lanes} == {
            lane.lane: lane.counts for lane in counted.lanes
        }


def test_columns_together_hold_every_certain_event_once():
    for edtf in ("1997", "1997-10-03", "1998-02", "1996/1999", "1979/.."):
        make_event(date=edtf)
    strip = draw().strip
    assert sum(column.bin.certain for column in strip) == 3
    assert {column.bin.edtf: column.bin.possible for column in strip}["1997"] == 2
    assert all(column.top <= column.waist <= timeline.STRIP_FOOT for column in strip)


@pytest.mark.many
@pytest.mark.parametrize("page", ["/events/?kind=signed", "/between/be/fr/"])
def test_programs_that_preview_a_link_get_the_picture_of_the_page(client, records, page):
    image = re.search(r'property="og:image" content="http://testserver([^"]+)"', client.get(page).content.decode())[1]
    assert client.get(image)["Content-Type"] == "image/png"
