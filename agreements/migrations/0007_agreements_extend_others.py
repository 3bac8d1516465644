"""An agreement can extend another; so far only the rule of the status knew it."""

from django.db import migrations, models

from spacecoop.sql import together


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_drop_index_of_plans")]
    operations = together([
        migrations.RemoveConstraint(
            model_name='relation',
            name='agreements_relation_kind_is_known',
        ),
        migrations.AlterField(
            model_name='relation',
            name='kind',
            field=models.CharField(choices=[('amends', 'amends'), ('extends', 'extends'), ('renews', 'renews'), ('replaces', 'replaces'), ('implements', 'implements'), ('supplements', 'supplements')], help_text='What it does.', max_length=12),
        ),
        migrations.AlterField(
            model_name='relationhistory',
            name='kind',
            field=models.CharField(choices=[('amends', 'amends'), ('extends', 'extends'), ('renews', 'renews'), ('replaces', 'replaces'), ('implements', 'implements'), ('supplements', 'supplements')], help_text='What it does.', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['amends', 'extends', 'implements', 'renews', 'replaces', 'supplements'])), name='agreements_relation_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'),
        ),
    ])
