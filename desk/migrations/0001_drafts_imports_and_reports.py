"""Drafts, merges, imports, texts of sources, reports and what is counted of gaps."""

import django.contrib.postgres.fields
import django.db.models.deletion
import spacecoop.fields
from django.conf import settings
from django.db import migrations, models

from spacecoop.sql import together


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("desk", "0001_drafts"),
        ("desk", "0002_groups"),
        ("desk", "0003_merges_and_distinctions"),
        ("desk", "0004_reports_and_counts_of_gaps"),
        ("desk", "0005_permissions_of_groups"),
        ("desk", "0006_source_texts"),
        ("desk", "0007_groups_read_sources"),
        ("desk", "0008_imports"),
        ("desk", "0009_groups_import"),
        ("desk", "0010_checks_of_sources"),
    ]

    dependencies = [
        ("agreements", "0001_agreements_events_and_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='What it is about, in a few words.', max_length=200)),
                ('reason', models.CharField(blank=True, help_text='Why it is proposed: shown in the history of each record.', max_length=300)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('returned', 'returned'), ('published', 'published'), ('discarded', 'discarded')], default='draft', help_text='How far it is.', max_length=10)),
                ('author', models.ForeignKey(help_text='Who proposes it.', on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('begun_at', models.DateTimeField(auto_now_add=True, help_text='When it was begun.')),
                ('changed_at', models.DateTimeField(auto_now=True, help_text='When it last changed.')),
                ('submitted_at', models.DateTimeField(blank=True, help_text='When it was last handed in for review.', null=True)),
                ('published_at', models.DateTimeField(blank=True, help_text='When it was published.', null=True)),
                ('published_by', models.ForeignKey(blank=True, help_text='Who published it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='published_drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
                'permissions': [('publish_draft', 'Can publish drafts, or return them')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['discarded', 'draft', 'in_review', 'published', 'returned'])), name='desk_draft_state_is_known', violation_error_message='Choose one of the known values for “state”.'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', True), ('published_by__isnull', True)), _connector='OR'), name='desk_draft_says_who_published_it')],
            },
        ),
        migrations.CreateModel(
            name='DraftChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draft', models.ForeignKey(help_text='The draft that it belongs to.', on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='desk.draft')),
                ('model', models.CharField(help_text='What kind of record, such as “agreements.Event”.', max_length=60)),
                ('key', models.BigIntegerField(help_text='The key that the row has or will have.')),
                ('before', models.JSONField(help_text='The row when the draft was begun; empty: there was none.', null=True)),
                ('after', models.JSONField(help_text='The row as proposed; empty: it goes.', null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('draft', 'model', 'key'), name='desk_draftchange_once'), models.CheckConstraint(condition=models.Q(('before__isnull', False), ('after__isnull', False), _connector='OR'), name='desk_draftchange_changes_something')],
            },
        ),
        migrations.CreateModel(
            name='DraftRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draft', models.ForeignKey(help_text='Which draft.', on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='desk.draft')),
                ('by', models.ForeignKey(help_text='Who says it.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(auto_now_add=True, help_text='When.')),
                ('text', models.TextField(help_text='What is said.')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='The kind of record.', max_length=30)),
                ('merged', models.CharField(help_text='The address that the merged record had.', max_length=100)),
                ('survivor', models.CharField(help_text='The address of the record that it went into.', max_length=100)),
                ('former', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, help_text='Older addresses that led to it.', size=None)),
                ('context', models.UUIDField(help_text='The context under which the history has its changes.')),
                ('reason', models.CharField(blank=True, help_text='Why they are one.', max_length=300)),
                ('by', models.ForeignKey(blank=True, help_text='Who merged them.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(auto_now_add=True, help_text='When.')),
                ('undone', models.BooleanField(default=False, help_text='Whether it was undone again.')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Distinction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='The kind of record.', max_length=30)),
                ('one', models.BigIntegerField(help_text='The key of the one, the smaller.')),
                ('other', models.BigIntegerField(help_text='The key of the other.')),
                ('by', models.ForeignKey(blank=True, help_text='Who says so.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(auto_now_add=True, help_text='When.')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'one', 'other'), name='desk_distinction_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='desk_distinction_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(help_text='The path of the page.', max_length=300)),
                ('revision', models.BigIntegerField(help_text='The revision of the data that she saw.')),
                ('kind', models.CharField(choices=[('error', 'something is wrong'), ('missing', 'something is missing'), ('broken', 'an address leads nowhere')], default='error', help_text='What it is about.', max_length=10, verbose_name='what is the matter')),
                ('text', models.TextField(help_text='As exactly as you can. Where do you know it from?', max_length=2000, verbose_name='what is wrong')),
                ('contact', models.EmailField(blank=True, help_text='Only if you want an answer; it is shown to nobody but the editors.', max_length=254, verbose_name='your address')),
                ('at', models.DateTimeField(auto_now_add=True, help_text='When it came.')),
                ('state', models.CharField(choices=[('open', 'open'), ('settled', 'settled'), ('declined', 'declined')], default='open', help_text='How far it is.', max_length=10)),
                ('answer', models.TextField(blank=True, help_text='What came of it.')),
                ('settled_by', models.ForeignKey(blank=True, help_text='Who settled it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['broken', 'error', 'missing'])), name='desk_report_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'), models.CheckConstraint(condition=models.Q(('state__in', ['declined', 'open', 'settled'])), name='desk_report_state_is_known', violation_error_message='Choose one of the known values for “state”.')],
            },
        ),
        migrations.CreateModel(
            name='GapCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='The kind of gap.', max_length=30)),
                ('day', models.DateField(help_text='The day.')),
                ('number', models.PositiveIntegerField(help_text='How many there were when it was last counted on that day.')),
            ],
            options={
                'ordering': ['kind', 'day'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'day'), name='desk_gapcount_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SourceText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(blank=True, help_text='The source whose text it is; empty until it is entered.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='texts', to='agreements.source')),
                ('text', models.TextField(help_text='What it says.')),
                ('checksum', models.CharField(help_text='SHA-256 of what was given, in hexadecimal.', max_length=64, unique=True)),
                ('origin', models.CharField(choices=[('pasted', 'pasted'), ('file', 'a file'), ('address', 'fetched from its address')], help_text='How it came here.', max_length=8)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
                ('title', models.CharField(blank=True, help_text='Its title, as far as the document itself tells.', max_length=250)),
                ('publisher', models.CharField(blank=True, help_text='Its publisher, as far as it tells.', max_length=150)),
                ('address', models.URLField(blank=True, help_text='Where it was found.', max_length=500)),
                ('published', spacecoop.fields.EDTFField(blank=True, help_text='Its own date, by which “next December” is understood; empty where it has none.', max_length=24, null=True)),
                ('added_by', models.ForeignKey(help_text='Who brought it here.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField(auto_now_add=True, help_text='When.')),
            ],
            options={
                'ordering': ['-added_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['address', 'file', 'pasted'])), name='desk_sourcetext_origin_is_known', violation_error_message='Choose one of the known values for “origin”.'), models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}$')), name='desk_sourcetext_language_is_a_code', violation_error_message='A language is an ISO 639 code of two or three lower-case letters.')],
            },
        ),
        migrations.CreateModel(
            name='ImportOrigin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.SlugField(help_text='What the origin is called here.', unique=True)),
                ('mapping', models.TextField(help_text='What its columns mean, as YAML.')),
                ('changed_by', models.ForeignKey(blank=True, help_text='Who changed it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_at', models.DateTimeField(auto_now=True, help_text='When.')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.SlugField(help_text='The origin, by whose mapping it was read.')),
                ('mapping', models.TextField(help_text='The mapping as it was then, as YAML.')),
                ('file_name', models.CharField(help_text='What the file was called.', max_length=200)),
                ('state', models.CharField(choices=[('planning', 'being read'), ('planned', 'read, not applied'), ('failed', 'not readable'), ('applied', 'applied'), ('taken_back', 'taken back')], default='planning', help_text='How far it is.', max_length=10)),
                ('problem', models.TextField(blank=True, help_text='Why it went no further.')),
                ('reason', models.CharField(blank=True, help_text='Why: shown in the history of each record.', max_length=300)),
                ('by', models.ForeignKey(blank=True, help_text='Who brought it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(auto_now_add=True, help_text='When.')),
                ('context', models.UUIDField(help_text='The context under which the history has its changes.', null=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['applied', 'failed', 'planned', 'planning', 'taken_back'])), name='desk_import_state_is_known', violation_error_message='Choose one of the known values for “state”.')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(help_text='The import.', on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='desk.import')),
                ('line', models.PositiveIntegerField(help_text='Where it stands in the file.')),
                ('row_id', models.CharField(blank=True, help_text='What the origin calls it.', max_length=200)),
                ('outcome', models.CharField(choices=[('new', 'new'), ('changed', 'changed'), ('conflict', 'edited here since'), ('unchanged', 'unchanged'), ('duplicate', 'possible duplicate'), ('rejected', 'rejected')], help_text='What would become of it.', max_length=10)),
                ('facts', models.JSONField(default=dict, help_text='What it states.')),
                ('source_address', models.URLField(blank=True, help_text='The document that it is from, where that is not the one of the mapping.', max_length=500)),
                ('differences', models.JSONField(default=list, help_text='What is other than before.')),
                ('remarks', models.JSONField(default=list, help_text='Why it is rejected, and what to look at.')),
                ('before', models.JSONField(help_text='What the import remembered of it before it was applied.', null=True)),
            ],
            options={
                'ordering': ['line'],
                'indexes': [models.Index(fields=['table', 'outcome', 'line'], name='desk_importrow_outcome'), models.Index(fields=['table', 'row_id'], name='desk_importrow_row_id')],
                'constraints': [models.UniqueConstraint(fields=('table', 'line'), name='desk_importrow_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['changed', 'conflict', 'duplicate', 'new', 'rejected', 'unchanged'])), name='desk_importrow_outcome_is_known', violation_error_message='Choose one of the known values for “outcome”.')],
            },
        ),
        migrations.CreateModel(
            name='ImportedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.SlugField(help_text='The origin.')),
                ('row_id', models.CharField(help_text='What it calls the row.', max_length=200)),
                ('model', models.CharField(help_text='What kind of record, such as “agreements.Agreement”.', max_length=60)),
                ('key', models.BigIntegerField(help_text='Its key.')),
                ('facts', models.JSONField(help_text='What the row stated when it was last imported.')),
                ('parts', models.JSONField(default=dict, help_text='The keys of the parts that hold it.')),
                ('last', models.ForeignKey(help_text='By which import, the last.', on_delete=django.db.models.deletion.PROTECT, related_name='records', to='desk.import')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('origin', 'row_id'), name='desk_importedrecord_once')],
            },
        ),
        migrations.CreateModel(
            name='SourceCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.OneToOneField(db_constraint=False, help_text='The source.', on_delete=django.db.models.deletion.CASCADE, related_name='last_check', to='agreements.source')),
                ('address', models.URLField(help_text='The address that was asked.', max_length=500)),
                ('day', models.DateField(help_text='When.')),
                ('problem', models.CharField(blank=True, help_text='Why it leads nowhere; empty: it answered.', max_length=300)),
            ],
            options={
                'ordering': ['source'],
            },
        ),
    ])
