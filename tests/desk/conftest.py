import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection

from desk.groups import settle_groups


@pytest.fixture
def groups(db):
    """Have the groups as the migration leaves them: a test that empties the whole database takes them along."""
    if not Group.objects.exists():
        with connection.schema_editor() as editor:
            settle_groups(apps, editor)
