"""An organisation that is part of another one is its subordinate, in code as in pages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0005_records_of_collections'),
    ]

    operations = [
        migrations.AlterField(
            model_name='agency',
            name='parent',
            field=models.ForeignKey(blank=True, help_text='The organisation that it is part of.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subordinates', to='agencies.agency'),
        ),
        migrations.AlterField(
            model_name='agencyhistory',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The organisation that it is part of.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency'),
        ),
    ]
