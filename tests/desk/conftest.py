import pytest
from django.contrib.auth.models import Group, User
from django.db import connection

from desk.groups import settle_groups


@pytest.fixture
def groups(db):
    """Have the groups as migrations leave them: a test that empties the whole database takes them along."""
    if not Group.objects.exists():
        settle_groups(connection.alias)


@pytest.fixture
def enter(client, groups):
    """Return a function that logs the client in as a new member of a group; it returns the client."""

    def log_in(group, name=None):
        user, _ = User.objects.get_or_create(username=name or group, defaults={"is_staff": True})
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client

    return log_in
