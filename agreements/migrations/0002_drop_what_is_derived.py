"""The columns and tables that triggers derived go, with the status rule in SQL, from a database that has them."""

from importlib import import_module

from django.db import migrations

from spacecoop.sql import install, settle_indexes

BEFORE = "0001_agreements_events_and_sources"
FIRST = import_module(f"agreements.migrations.{BEFORE}")
DROP = """
DROP FUNCTION IF EXISTS pgtrigger_level_follows_parties_53194(), pgtrigger_days_follow_events_86bc6(),
    agreements_level_follows_kind(), agreements_facets_follow(), agreements_facets_follow_country(),
    agreements_facets_follow_broader(), agreements_facet_totals_follow() CASCADE;
DROP FUNCTION IF EXISTS agreements_set_level(bigint[]), agreements_set_days(bigint[]), agreements_statuses(bigint),
    agreements_status_on(text[], date[], date), agreements_set_facets(bigint[]), agreements_set_facet_totals(),
    agreements_counted_under(agreements_facetvalues), search_area(), search_mission_names(), search_mission(),
    search_agreement(), search_event(), search_source(), search_refresh_country(bigint[]),
    search_refresh_agency(bigint[]), search_refresh_area(bigint[]), search_refresh_mission(bigint[]),
    search_refresh_agreement(bigint[]), search_refresh_event(bigint[]), search_refresh_source(bigint[]);
DROP TABLE IF EXISTS agreements_facettotal, agreements_facetvalues;
ALTER TABLE agreements_agreement DROP COLUMN IF EXISTS level, DROP COLUMN IF EXISTS signed_earliest,
    DROP COLUMN IF EXISTS signed_latest, DROP COLUMN IF EXISTS first_act_earliest;
DROP INDEX IF EXISTS agreements_event_undated;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", BEFORE), ("agencies", "0002_drop_search")]
    operations = [
        migrations.RunSQL(DROP),
        install("agreements", "rules"),
        migrations.RunSQL(*FIRST.FIRST_ACTS),
        settle_indexes("agreements"),
        # As they are now: what several do alike, they do by one function.
        migrations.RunSQL([operation.trigger.install_sql for operation in FIRST.TRIGGERS]),
    ]
