"""What a start finds in the database that it cannot serve is refused in one sentence, with the way out."""

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from spacecoop.management.commands.serve import recognise_secret_key, refuse_a_newer_one

pytestmark = pytest.mark.django_db


def test_a_database_of_a_newer_version_is_refused():
    refuse_a_newer_one(MigrationLoader(connection))
    MigrationRecorder(connection).record_applied("agreements", "9999_from_tomorrow")
    with pytest.raises(CommandError, match=r"newer version.*agreements\.9999_from_tomorrow.*start that version"):
        refuse_a_newer_one(MigrationLoader(connection))


def test_another_secret_key_is_refused_until_it_is_said_to_be_meant(settings, monkeypatch, client, admin_user):
    recognise_secret_key()
    recognise_secret_key()
    client.force_login(admin_user)
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(CommandError, match=r"another secret key.*SPACECOOP_NEW_KEY=1"):
        recognise_secret_key()
    monkeypatch.setenv("SPACECOOP_NEW_KEY", "1")
    recognise_secret_key()
    monkeypatch.delenv("SPACECOOP_NEW_KEY")
    recognise_secret_key()
    assert client.get("/admin/").status_code == 302
