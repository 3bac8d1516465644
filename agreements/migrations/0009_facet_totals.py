"""How many agreements of all are counted under each value; kept by triggers, so that nothing counts all of them."""

from django.db import migrations, models

COUNTED = ("countries", "agencies", "areas", "missions", "sources", "decades", "not_stated")

UNDER = """
CREATE FUNCTION agreements_counted_under(counted agreements_facetvalues) RETURNS TABLE (facet text, value text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
{selects}
$$
""".format(selects="\nUNION ALL ".join(f"SELECT '{name}', unnest(counted.{name})::text" for name in COUNTED))

SET_TOTALS = """
CREATE FUNCTION agreements_set_facet_totals() RETURNS void LANGUAGE sql AS $$
DELETE FROM agreements_facettotal;
INSERT INTO agreements_facettotal (facet, value, number)
SELECT facet, value, count(*) FROM agreements_facetvalues counted, agreements_counted_under(counted) GROUP BY 1, 2
$$
"""

# Only what is gained or lost is written: a value that an agreement keeps changes nothing.
FOLLOW = """
CREATE FUNCTION agreements_facet_totals_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        DELETE FROM agreements_facettotal;
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO agreements_facettotal AS total (facet, value, number)
        SELECT facet, value, count(*) FROM new_rows, agreements_counted_under(new_rows) GROUP BY 1, 2
        ON CONFLICT (facet, value) DO UPDATE SET number = total.number + excluded.number;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE agreements_facettotal total SET number = total.number - lost.number FROM (
            SELECT facet, value, count(*) AS number FROM old_rows, agreements_counted_under(old_rows) GROUP BY 1, 2
        ) lost WHERE total.facet = lost.facet AND total.value = lost.value;
    ELSE
        INSERT INTO agreements_facettotal AS total (facet, value, number)
        SELECT facet, value, sum(step) FROM (
            SELECT facet, value, 1 AS step FROM new_rows, agreements_counted_under(new_rows)
            UNION ALL SELECT facet, value, -1 FROM old_rows, agreements_counted_under(old_rows)
        ) changed GROUP BY 1, 2 HAVING sum(step) <> 0
        ON CONFLICT (facet, value) DO UPDATE SET number = total.number + excluded.number;
    END IF;
    RETURN NULL;
END $$
"""
SEEN = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
    "TRUNCATE": "",
}


def follow(operation):
    name = f"agreements_facet_totals_{operation.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {operation} ON agreements_facetvalues {SEEN[operation]} "
        "FOR EACH STATEMENT EXECUTE FUNCTION agreements_facet_totals_follow()",
        f"DROP TRIGGER {name} ON agreements_facetvalues",
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0008_near_slugs")]
    operations = [
        migrations.CreateModel(
            name="FacetTotal",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "facet", "value", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("facet", models.TextField(help_text="The column of FacetValues.")),
                ("value", models.TextField(help_text="One of the values in it.")),
                ("number", models.BigIntegerField(help_text="How many agreements have it; 0 where none has any more.")),
            ],
        ),
        migrations.RunSQL(UNDER, "DROP FUNCTION agreements_counted_under(agreements_facetvalues)"),
        migrations.RunSQL(SET_TOTALS, "DROP FUNCTION agreements_set_facet_totals()"),
        migrations.RunSQL(FOLLOW, "DROP FUNCTION agreements_facet_totals_follow()"),
        *map(follow, SEEN),
        migrations.RunSQL("SELECT agreements_set_facet_totals()", "TRUNCATE agreements_facettotal"),
    ]
