"""The connections and the archive of the database: for /metrics."""

from django.db import connection

from spacecoop.metrics import gauge

FAILS = "SELECT count(*) FROM pg_stat_archiver WHERE last_failed_time > coalesce(last_archived_time, '-infinity')"
STATES = ("active", "idle", "idle in transaction", "idle in transaction (aborted)")


def metrics():
    """Return the metrics of connections to this database, of waits for locks, and of the archive. Cost: two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, count(*), count(*) FILTER (WHERE wait_event_type = 'Lock'),"
            " current_setting('max_connections')::int"
            " FROM pg_stat_activity WHERE datname = current_database() GROUP BY state"
        )
        rows = cursor.fetchall()
        cursor.execute(FAILS)
        ((fails,),) = cursor.fetchall()
    counts = {state or "other": number for state, number, _, _ in rows}
    states = {state.replace(" (", "_").replace(" ", "_").rstrip(")"): counts.get(state, 0) for state in STATES}
    states["other"] = sum(counts.values()) - sum(states.values())
    return [
        gauge("database_connections", "Connections to the database, by state.", None, ("state", states)),
        gauge("database_connections_max", "Connections that the database allows.", rows[0][3]),
        gauge("database_lock_waits", "Connections that wait for a lock.", sum(row[2] for row in rows)),
        gauge(
            "database_archive_fails",
            "1 where the server could not archive what it has written, at its last try.",
            fails,
        ),
    ]
