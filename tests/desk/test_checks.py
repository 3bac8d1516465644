"""The addresses of sources are asked when somebody says so, and what came stands among the gaps with its day."""

import time
from datetime import date

import pytest
from django.core.management import call_command

from agreements.models import Source
from desk.changesets import apply, catching, passing
from desk.gaps import GAPS
from desk.management.commands import check_sources
from desk.models import SourceCheck
from desk.sandbox import NotReadable
from spacecoop.records import check_rules
from tests.factories import make_source

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 1)


@pytest.fixture
def web(monkeypatch):
    """Return what is asked, in order; addresses with “gone” in them lead nowhere. Nothing is waited for."""
    asked = []

    def probe(address):
        asked.append(address)
        if "gone" in address:
            raise NotReadable("The server answered 404 Not Found. Check the URL.")

    monkeypatch.setattr(check_sources, "probe", probe)
    monkeypatch.setattr(time, "sleep", lambda seconds: asked.append(seconds))
    return asked


def check(capsys, *slugs, **options):
    call_command("check_sources", *slugs, **options)
    return capsys.readouterr().out


def test_each_source_is_asked_once_with_a_pause_between_two(web, capsys):
    for slug in ("a", "b", "gone"):
        make_source(slug)
    said = check(capsys, pause=5)
    assert web == ["https://example.org/a", 5, "https://example.org/b", 5, "https://example.org/gone"]
    assert "gone: The server answered 404" in said
    assert "3 asked, 1 lead nowhere." in said


def test_what_came_last_is_kept_and_stands_among_the_gaps(web, capsys, enter):
    source = make_source("gone", title="A page that is gone")
    make_source("there")
    check(capsys)
    assert [str(record) for record in GAPS["broken"].records(TODAY)] == ["A page that is gone"]
    page = enter("editor").get("/admin/gaps/broken/").text
    assert "404 Not Found" in page
    assert f"{source.last_check.day:%-d %B %Y}" in page
    type(source).objects.filter(slug="gone").update(address="https://example.org/moved")
    assert GAPS["broken"].records(TODAY) == []  # of the new address nothing is known yet
    check(capsys)
    assert SourceCheck.objects.filter(source=source).get().problem == ""


def test_what_was_asked_longest_ago_comes_first_and_never_before_all(web, capsys):
    old, new, never = (make_source(slug) for slug in ("old", "new", "never"))
    for source, day in ((new, date(2024, 5, 1)), (old, date(2020, 5, 1))):
        SourceCheck.objects.create(source=source, address=source.address, day=day)
    check(capsys, most=2, pause=0)
    assert web == [never.address, 0, old.address]


def test_only_what_is_named_is_asked_and_nothing_once_the_time_is_over(web, capsys):
    make_source("a")
    make_source("b")
    check(capsys, "b")
    assert web == ["https://example.org/b"]
    assert "0 asked" in check(capsys, minutes=-1)


def test_a_source_that_was_asked_can_be_taken_back_all_the_same(web, capsys):
    with passing(), catching() as changes:
        make_source("a")
        made = changes()
    apply(made)
    check(capsys)
    apply(one.inverse for one in made)
    check_rules()
    assert not Source.objects.exists()
