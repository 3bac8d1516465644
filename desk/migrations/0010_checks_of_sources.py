"""Keep what came when the address of each source was last asked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0010_index_of_undated'),
        ('desk', '0009_groups_import'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.URLField(help_text='The address that was asked.', max_length=500)),
                ('day', models.DateField(help_text='When.')),
                ('problem', models.CharField(blank=True, help_text='Why it leads nowhere; empty: it answered.', max_length=300)),
                ('source', models.OneToOneField(db_constraint=False, help_text='The source.', on_delete=django.db.models.deletion.CASCADE, related_name='last_check', to='agreements.source')),
            ],
            options={
                'ordering': ['source'],
            },
        ),
    ]
