"""Derive what an agreement is counted under by index, whatever the planner believes of the tables."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_facet_values")]
    operations = [
        # Each agreement leads to a few rows. In tables just filled, which nobody has analysed yet, the planner would
        # rather read all of them for every agreement: ten thousand took minutes, not a second.
        migrations.RunSQL(
            f"ALTER FUNCTION agreements_set_facets(bigint[]) SET {setting} = off",
            f"ALTER FUNCTION agreements_set_facets(bigint[]) RESET {setting}",
        )
        for setting in ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
    ]
