from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("spacecoop", "0002_revision_and_former_addresses")]
    operations = [
        migrations.RunSQL(
            "INSERT INTO spacecoop_revision (id, number, changed_at) VALUES (1, 0, clock_timestamp())",
            "DELETE FROM spacecoop_revision",
        ),
        # The default of the column by which the history of a record tells in which revision it changed.
        migrations.RunSQL(
            "CREATE FUNCTION public.spacecoop_current_revision() RETURNS bigint LANGUAGE sql STABLE "
            "RETURN (SELECT number FROM public.spacecoop_revision)",
            "DROP FUNCTION spacecoop_current_revision()",
        ),
    ]
