"""An identifier that is known to be wrong leaves its value to the record that it is of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0008_first_acts_follow_standings")]
    operations = [
        migrations.RemoveConstraint(
            model_name='identifier',
            name='agreements_identifier_unique',
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(condition=models.Q(('scheme__in', ['wikidata', 'ror', 'isni', 'cospar']), models.Q(('standing', 'known_wrong'), _negated=True)), fields=('scheme', 'value'), name='agreements_identifier_unique', violation_error_message='Another record has this identifier already; this scheme gives each only once.'),
        ),
    ]
