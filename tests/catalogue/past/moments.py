"""The moments at which the history says that it was made."""

from datetime import UTC, datetime

from django.db import connection

from agreements.history import RECORDED

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def entered(moment):
    """Have all history until now say that it was made at a moment; no trigger of ours allows that."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in RECORDED:
            history = model._meta.get_field("history").related_model._meta.db_table
            cursor.execute(f"UPDATE {history} SET pgh_created_at = %s WHERE pgh_created_at > %s", [moment, moment])
        cursor.execute("SET LOCAL session_replication_role = origin")


def day_passes(day):
    entered(datetime(2020, 1, day, 12, tzinfo=UTC))
