"""What must go goes from everywhere, and leaves a tombstone."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from agencies.models import Person
from catalogue.renderer import differing
from desk.erasing import erase, found
from desk.models import Erasure, SourceText
from tests.factories import make_agreement, make_person

pytestmark = pytest.mark.django_db
NAME = 'Jane "J" Doe'


@pytest.fixture
def named(admin_user, client):
    """A person of this name, who had another one before, and who stands in a title and in a text."""
    person = make_person("jane-doe", name=f"Dr {NAME}")
    Person.objects.filter(pk=person.pk).update(name=NAME)
    make_agreement("be-fr", parties=["BE", "FR"], title=f"Agreement of {NAME}")
    SourceText.objects.create(
        text=f"{NAME} signed.", checksum="1", origin="pasted", marks=[{"title": NAME}], added_by=admin_user
    )
    assert "Doe" in client.get("/people/jane-doe/").text
    return person


def test_words_go_from_records_history_documents_and_texts(named, client):
    tables = found(NAME)
    assert {"agencies_person", "agencies_personhistory", "catalogue_document", "desk_sourcetext"} <= tables.keys()
    erasure = erase(NAME, "A request")
    assert erasure.rows == sum(tables.values())
    assert found(NAME) == found("Jane") == {}
    assert differing() == []
    assert "[removed]" in client.get("/people/jane-doe/").text
    assert "[removed]" in client.get("/agreements/be-fr/").text
    assert "[removed]" in client.get("/changes/").text
    assert SourceText.objects.get().marks == [{"title": "[removed]"}]


def test_an_address_goes_too_and_the_history_keeps_its_guard(named, client):
    erasure = erase("jane-doe", "A request")
    assert found("jane-doe") == {}
    assert "Doe" in client.get(f"/people/removed-{erasure.pk}/").text
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
        assert cursor.fetchone() == (0,)


def test_it_is_told_before_it_is_done(named, capsys):
    call_command("erase", NAME)
    assert "agencies_person: 1" in capsys.readouterr().out
    for words, reason in (("Doe", "A request"), (NAME, ""), (NAME, f"For {NAME}")):
        with pytest.raises(CommandError):
            call_command("erase", words, "--for-good", reason=reason)
    assert not Erasure.objects.exists()
    call_command("erase", NAME, "--for-good", reason="A request")
    assert found(NAME) == {}
