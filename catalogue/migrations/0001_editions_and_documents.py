"""Editions and documents."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("catalogue", "0001_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.BigIntegerField(help_text='The revision of the records that the documents show.')),
                ('changed_at', models.DateTimeField(help_text='When that revision was made; empty in an emptied database.', null=True)),
                ('rendered_at', models.DateTimeField(auto_now_add=True, help_text='When the documents were made.')),
            ],
        ),
        migrations.CreateModel(
            name='State',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(help_text='The present edition.', null=True, on_delete=django.db.models.deletion.PROTECT, to='catalogue.edition')),
                ('code', models.CharField(default='', help_text='A mark of the code that made the documents.', max_length=40)),
                ('tables', models.CharField(default='', help_text='A mark of the files in which the records lie.', max_length=40)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='catalogue_state_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='The model of the record, in lower case.', max_length=20)),
                ('key', models.BigIntegerField(help_text='The key of the record.')),
                ('slug', models.CharField(help_text="The record's address; of a country its code in small letters.", max_length=100)),
                ('since', models.BigIntegerField(help_text='The edition from which it holds.')),
                ('until', models.BigIntegerField(help_text='The edition from which it holds no more; empty: it holds.', null=True)),
                ('revision', models.BigIntegerField(help_text='The revision in which the record or a part of it last changed.')),
                ('changed_at', models.DateTimeField(help_text='When the record or a part of it last changed.')),
                ('row', models.TextField(help_text='What a list shows of the record.')),
                ('body', models.TextField(help_text='What its page shows.')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'slug'], name='catalogue_document_slug'), models.Index(fields=['kind', 'key', 'since'], name='catalogue_document_key'), models.Index(condition=models.Q(('until', None), _negated=True), fields=['until'], name='catalogue_document_until')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('kind', 'key'), name='catalogue_document_once')],
            },
        ),
    ]
