"""The dates of an agreement to scale: spans, outlines, what is not stated, the status of each day."""

from datetime import date, timedelta

import pytest

from agreements.status import LegalAct
from pages.pictures.dateline import LEFT, MOST_ROWS, draw_agreement
from pages.pictures.signs import SHAPES
from tests.factories import document_of, make_agreement, make_event
from tests.timelines import code_on

pytestmark = pytest.mark.django_db


def draw(agreement):
    return draw_agreement(document_of("agreement", agreement.slug))


def rows_of(agreement):
    return {row.name: row for row in draw(agreement).rows}


def test_a_year_is_as_wide_as_a_year_and_a_day_is_a_dot():
    drawing = draw(make_agreement(acts={"concluded": "1997", "signed": "1998-03-01"}))
    concluded, signed = drawing.rows[0].mark, drawing.rows[1].mark
    assert concluded.dot is None
    assert concluded.slim.width == pytest.approx(365 * drawing.scale.day_width, abs=0.02)
    assert signed.dot == drawing.scale.middle(date(1998, 3, 1))


def test_the_acts_that_no_source_states_have_one_row_and_no_mark():
    row = rows_of(make_agreement(acts={"signed": "1997"}))["not stated"]
    assert (row.event, row.mark, row.silence) == (None, None, "entry into force, termination")


def test_long_names_of_actions_are_told_in_full_and_move_the_time(monkeypatch):
    agreement = make_agreement(acts={"signed": "1997", "entered_into_force": "1998"})
    narrow = draw(agreement)
    monkeypatch.setattr(LegalAct.ENTERED_INTO_FORCE, "_label_", "a" * 30 + " in some language")
    wide = draw(agreement)
    assert wide.left > narrow.left == LEFT
    assert "a" * 30 + " in some language" in [row.name for row in wide.rows]
    assert wide.rows[0].mark.left >= wide.left


def test_an_undated_event_has_a_row_and_no_mark():
    agreement = make_agreement()
    make_event(title="A claim", agreement=agreement, modality="claimed")
    assert rows_of(agreement)["A claim"].mark is None


def test_an_agreement_without_any_date_has_no_scale(client):
    drawing = draw(make_agreement("undated"))
    assert drawing.scale is None
    assert [(row.name, row.silence) for row in drawing.rows] == [
        ("not stated", "signature, entry into force, termination")
    ]
    assert "entry into force" in client.get("/agreements/undated.svg").content.decode()


def test_each_day_until_today_has_the_status_that_the_agreement_has_then():
    acts = {"signed": "1990", "entered_into_force": "1991-05", "expiry_announced": "2001-12", "extended": "2003-06-01"}
    agreement = make_agreement(acts=acts)
    drawing = draw(agreement)
    assert drawing.bands[0].first == drawing.scale.first
    assert drawing.bands[-1].last == drawing.today
    for band, following in zip(drawing.bands, [*drawing.bands[1:], None], strict=True):
        if following:
            assert following.first == band.last + timedelta(days=1)
            assert following.code != band.code
        for day in (band.first, band.first + (band.last - band.first) // 2, band.last):
            assert code_on(agreement, day) == band.code


def test_more_rows_than_a_picture_holds_are_counted():
    agreement = make_agreement()
    for _ in range(MOST_ROWS + 3):
        make_event(date="1997", agreement=agreement)
    drawing = draw(agreement)
    assert drawing.more == 3
    assert len([row for row in drawing.rows if row.event]) == MOST_ROWS


def test_a_plan_has_the_class_of_a_plan(client):
    agreement = make_agreement("one", acts={"signed": "1997"})
    make_event(kind="launch", modality="planned", date="2010", agreement=agreement)
    svg = client.get("/agreements/one.svg").content.decode()
    assert '<rect class="planned"' in svg
    assert '<rect class="took_place"' in svg


def test_each_action_has_its_shape_and_the_legend_tells_it(client):
    make_agreement("one", acts={"signed": "1997-10-03", "suspended": "2001-02-03", "resumed": "2002", "rejected": None})
    drawing = draw_agreement(document_of("agreement", "one"))
    assert [sign.words for sign in drawing.signs] == ["signature", "suspension", "resumption", "rejection"]
    svg = client.get("/agreements/one.svg").content.decode()
    for act in ("signed", "suspended", "resumed", "rejected"):
        assert svg.count(f'd="{SHAPES[act]}"') == 2  # in the picture and in its legend


def test_the_picture_of_an_agreement_costs_no_query(django_assert_num_queries):
    document = document_of("agreement", make_agreement(acts={"signed": "1997", "terminated": "2001"}).slug)
    with django_assert_num_queries(0):
        draw_agreement(document)
