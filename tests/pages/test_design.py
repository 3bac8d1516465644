"""The design: its colours can be read, and its page shows every part as the pages use it."""

import re

import pytest
from django.conf import settings

from agreements.status import StatusCode
from catalogue.reading import seen
from pages.design import PAPERS, PURPOSES, TEXTS, colours, contrast, lengths
from pages.pictures.styles import tokens

# What WCAG 2.2 AA asks of text, and of the outline of a control.
TEXT_CONTRAST, OUTLINE_CONTRAST = 4.5, 3


@pytest.fixture
def answer(client, db):
    return client.get("/about/design/")


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colour", colours(), ids=lambda colour: colour.name)
def test_every_text_can_be_read_on_every_paper_by_day_and_by_night(colour):
    least = OUTLINE_CONTRAST if colour.name == "edge" else TEXT_CONTRAST
    for ground, by_day, by_night in colour.contrasts:
        assert by_day >= least, ground
        assert by_night >= least, ground


def test_every_colour_is_named_with_its_purpose_and_every_text_is_measured_on_every_paper():
    by_name = {colour.name: colour for colour in colours()}
    assert by_name.keys() == PURPOSES.keys()
    for text in TEXTS:
        assert [ground for ground, _, _ in by_name[text].contrasts] == PAPERS


@pytest.mark.parametrize("code", StatusCode.values)
def test_every_status_has_a_look_in_the_date_line(code):
    assert f".picture .status-{code}" in (settings.BASE_DIR / "static" / "pictures.css").read_text()


def test_a_style_sheet_names_only_tokens_that_there_are():
    for sheet in ("site.css", "pictures.css"):
        style = (settings.BASE_DIR / "static" / sheet).read_text()
        of_its_own = set(re.findall(r"--([a-z-]+):", style))
        assert set(re.findall(r"var\(--([a-z-]+)", style)) <= tokens().keys() | of_its_own


def test_colours_stand_in_the_tokens_alone():
    site = (settings.BASE_DIR / "static" / "site.css").read_text()
    pages, printed = site.split("/* On paper there is nothing to press")
    assert not re.findall(r"#[0-9a-f]{3,8}\b", pages)
    assert "#fff" in printed


def test_the_page_names_every_token_of_colour_type_and_space(answer):
    html = answer.content.decode()
    for name, value in [*lengths("space-"), *lengths("gap")]:
        assert f"<code>{name}</code></th><td><code>{value}</code>" in html
    for name in PURPOSES:
        assert f"<code>{name}</code>" in html


def test_the_page_shows_what_has_many_forms_in_all_of_them(answer):
    html = answer.content.decode()
    for reported_as in ("ongoing", "planned", "announced", "discussed", "claimed"):
        assert f'<span class="badge {reported_as}">' in html
        assert f'<li class="event {reported_as}">' in html
    for status in ("not_yet_signed", "signed", "in_force", "ended", "unknown"):
        assert f'<span class="status {status}">' in html
    assert "is not a day" in html


def test_the_page_reads_no_record(client, db, django_assert_num_queries):
    seen()
    # * edition
    with django_assert_num_queries(1):
        assert client.get("/about/design/").status_code == 200
