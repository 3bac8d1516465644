"""The grammar of dates in SQL, the revision, and former addresses."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models
from spacecoop.sql import install


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("spacecoop", "0001_edtf_in_sql"),
        ("spacecoop", "0002_revision_and_former_addresses"),
        ("spacecoop", "0003_first_revision"),
        ("spacecoop", "0004_search"),
        ("spacecoop", "0005_search_one_kind"),
    ]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        install("spacecoop", "dates"),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(default=0, help_text='How many changing statements there have been.')),
                ('changed_at', models.DateTimeField(help_text='When the last of them ran.')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='spacecoop_revision_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='The model, in lower case.', max_length=30)),
                ('slug', models.CharField(help_text='The address as it was.', max_length=100)),
                ('current', models.CharField(help_text='The address as it is now.', max_length=100)),
            ],
            options={
                'verbose_name': 'former address',
                'verbose_name_plural': 'former addresses',
                'indexes': [models.Index(fields=['kind', 'current'], name='spacecoop_formerslug_current')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='spacecoop_formerslug_once')],
            },
        ),
        migrations.RunSQL(
            "INSERT INTO spacecoop_revision (id, number, changed_at) VALUES (1, 0, clock_timestamp())",
            "DELETE FROM spacecoop_revision",
        ),
        install("spacecoop", "revision"),
        install("spacecoop", "records"),
    ]
