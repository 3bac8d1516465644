"""An import beside people who edit: they are told at once, lose nothing, and read on; two clicks apply it once."""

from threading import Event as Moment

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from agreements.models import Agreement
from desk.importing.applying import apply_import
from desk.models import Import, ImportState
from tests.desk.editors import Editor, Form, at_once, change
from tests.desk.importing.conftest import REGISTER

pytestmark = pytest.mark.django_db(transaction=True)


OFFICIAL = "titles-0-text"  # the official title, in the form of its agreement


def row(title, number=1):
    return REGISTER[1].replace("R1", f"R{number}").replace("Exchange of notes on a tracking station at Plana", title)


def test_who_edits_beside_an_import_is_told_and_puts_no_old_value_back(planned, groups):
    apply_import(planned("national_register", [REGISTER[0], row("First title")]))
    agreement = Agreement.objects.get()
    form = Form(Editor("me"), change(agreement))
    waiting = Form(Editor("she"), change(agreement)).type(**{OFFICIAL: "Typed meanwhile"})
    new = [row(f"Number {number}", number) for number in range(2, 4)]
    table = planned("national_register", [REGISTER[0], row("Second title"), *new])
    half, over = Moment(), Moment()

    def applied():
        def progress(done, total):
            half.set()
            assert over.wait(60)

        apply_import(table, progress=progress)

    def beside():
        assert half.wait(60)
        try:
            answer = waiting.save()
            return (
                answer,
                Client().get("/agreements/").status_code,
                Client().get(f"{agreement.get_absolute_url()}").text,
            )
        finally:
            over.set()

    _, (answer, status, page) = at_once(applied, beside)
    assert answer.status_code == 409
    assert "An import is running" in answer.text
    assert "of 3 rows imported" in answer.text
    assert 'value="Typed meanwhile"' in answer.text
    assert status == 200
    assert "First title" in page
    assert agreement.titles.get().text == "Second title"
    told = form.type(summary="Mine").save()
    assert told.status_code == 409
    Form(form.editor, change(agreement), told).save()
    agreement.refresh_from_db()
    assert (agreement.titles.get().text, agreement.summary) == ("Second title", "Mine")


@pytest.mark.thorough
def test_an_import_leaves_what_was_saved_a_moment_before(planned, groups):
    apply_import(planned("national_register", [REGISTER[0], row("First title")]))
    agreement = Agreement.objects.get()
    table = planned("national_register", [REGISTER[0], row("Second title")])
    form = Form(Editor("me"), change(agreement)).type(**{OFFICIAL: "Mine"})
    answer, _ = at_once(form.save, lambda: apply_import(table))
    title = agreement.titles.get().text
    assert title in ("Mine", "Second title")
    if title == "Second title":  # the import was first, and who typed was told
        assert answer.status_code == 409
        assert 'value="Mine"' in answer.text


@pytest.mark.thorough
def test_apply_clicked_twice_applies_once_and_marks_no_problem(planned, groups):
    table = planned("national_register", [REGISTER[0], row("First title")])

    def apply():
        try:
            call_command("import_agreements", key=table.pk, apply=True, stdout=Silent(), stderr=Silent())
        except CommandError as error:
            return str(error)
        return ""

    answers = at_once(apply, apply)
    assert sorted(map(bool, answers)) == [False, True]
    assert "state is now “imported”" in "".join(answers)
    table = Import.objects.get()
    assert (table.state, table.problem) == (ImportState.APPLIED, "")
    assert Agreement.objects.count() == 1


class Silent:
    def write(self, text, **kwargs):
        """Say nothing."""

    flush = isatty = lambda self: False


@pytest.mark.thorough
def test_the_page_of_an_import_says_how_long_nobody_can_save(planned, groups):
    apply_import(planned("national_register", [REGISTER[0], row("First title")]))
    Import.objects.update(seconds=7)
    rows = [row(f"Number {number}", number) for number in range(2, 5)]
    table = planned("national_register", [REGISTER[0], *rows])
    assert "nobody else can save: about 21 seconds" in Editor("me").get(table.get_absolute_url()).text
