"""What an instrument says of itself: designations, titles, terms, provisions, texts, identifiers and numbers."""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import spacecoop.fields
import spacecoop.models
from django.db import migrations, models

from spacecoop.sql import reinstall, together

# In the order in which they were entered; those that were deleted have theirs too.
GIVE_NUMBERS = """
CREATE SEQUENCE agreements_number;
CREATE TEMPORARY TABLE numbered ON COMMIT DROP AS
    SELECT id, row_number() OVER (ORDER BY id) AS number FROM (
        SELECT id FROM agreements_agreement UNION SELECT pgh_obj_id FROM agreements_agreementhistory
    ) known WHERE id IS NOT NULL;
ALTER TABLE agreements_agreementhistory DISABLE TRIGGER USER;
ALTER TABLE agreements_agreement DISABLE TRIGGER USER;
UPDATE agreements_agreementhistory SET number = numbered.number FROM numbered WHERE numbered.id = pgh_obj_id;
UPDATE agreements_agreement agreement SET number = numbered.number FROM numbered WHERE numbered.id = agreement.id;
ALTER TABLE agreements_agreementhistory ENABLE TRIGGER USER;
ALTER TABLE agreements_agreement ENABLE TRIGGER USER;
SELECT setval('agreements_number', max(number)) FROM numbered HAVING max(number) > 0;
"""
DROP_NUMBERS = "DROP SEQUENCE agreements_number"
RENAME = """
ALTER TABLE agreements_event DISABLE TRIGGER USER;
ALTER TABLE agreements_eventhistory DISABLE TRIGGER USER;
UPDATE agreements_event SET kind = '{1}' WHERE kind = '{0}';
UPDATE agreements_eventhistory SET kind = '{1}' WHERE kind = '{0}';
ALTER TABLE agreements_event ENABLE TRIGGER USER;
ALTER TABLE agreements_eventhistory ENABLE TRIGGER USER;
"""
REFUSE_CYCLE = """
CREATE OR REPLACE FUNCTION agreements_refuse_relation_cycle(start_id bigint, end_id bigint) RETURNS void LANGUAGE sql AS $$
    SELECT spacecoop_refuse_circle('agreements_relation', 'agreement_id', 'other_id', start_id, end_id, 'relations')
$$
"""

FIRST_ACTS = import_module("agreements.migrations.0001_agreements_events_and_sources").FIRST_ACTS


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_successions'),
        ('spacecoop', '0004_circles'),
        ('agreements', '0003_offices_are_positions'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = together([
        reinstall("agreements", "rules"),
        # It rests on a column that grows.
        migrations.RunSQL(*reversed(FIRST_ACTS)),
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('treaty', 'treaty'), ('agreement', 'agreement'), ('protocol', 'protocol'), ('exchange_of_notes', 'exchange of notes'), ('memorandum_of_understanding', 'memorandum of understanding'), ('arrangement', 'arrangement'), ('joint_statement', 'joint statement'), ('letter_of_intent', 'letter of intent'), ('programme', 'programme'), ('other', 'other')], help_text="The form of the instrument, in the source's word.", max_length=30)),
                ('function', models.CharField(blank=True, choices=[('framework', 'framework'), ('implementing', 'implementing'), ('amending', 'amending'), ('extending', 'extending')], help_text='What it is for: a framework for others, implementing, amending or extending one; empty: not stated.', max_length=12)),
                ('binding', models.CharField(blank=True, choices=[('binding', 'binding'), ('non_binding', 'not binding')], help_text='Whether it binds in law, only as a source says; empty: not stated.', max_length=11)),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'ordering': ['agreement', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DesignationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('id', models.BigIntegerField()),
                ('form', models.CharField(choices=[('treaty', 'treaty'), ('agreement', 'agreement'), ('protocol', 'protocol'), ('exchange_of_notes', 'exchange of notes'), ('memorandum_of_understanding', 'memorandum of understanding'), ('arrangement', 'arrangement'), ('joint_statement', 'joint statement'), ('letter_of_intent', 'letter of intent'), ('programme', 'programme'), ('other', 'other')], help_text="The form of the instrument, in the source's word.", max_length=30)),
                ('function', models.CharField(blank=True, choices=[('framework', 'framework'), ('implementing', 'implementing'), ('amending', 'amending'), ('extending', 'extending')], help_text='What it is for: a framework for others, implementing, amending or extending one; empty: not stated.', max_length=12)),
                ('binding', models.CharField(blank=True, choices=[('binding', 'binding'), ('non_binding', 'not binding')], help_text='Whether it binds in law, only as a source says; empty: not stated.', max_length=11)),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'verbose_name': 'designation (past state)',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(choices=[('unts', 'UN Treaty Series'), ('tias', 'Treaties and Other International Acts Series'), ('cts', 'Canada Treaty Series'), ('ats', 'Australian Treaty Series'), ('trb', 'Tractatenblad'), ('cm', 'United Kingdom Command Paper'), ('eli', 'European Legislation Identifier'), ('law', 'national law'), ('gazette', 'official gazette'), ('wikidata', 'Wikidata'), ('ror', 'Research Organization Registry'), ('cospar', 'COSPAR international designator'), ('isni', 'International Standard Name Identifier'), ('agency_number', "an agency's own number"), ('other', 'other')], help_text='Whose number it is.', max_length=13)),
                ('value', models.CharField(help_text='The identifier, without the name of its scheme.', max_length=120)),
                ('url', models.URLField(blank=True, help_text="Where it leads; empty: the scheme's own address, if it has any.", max_length=500)),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'ordering': ['scheme', 'value', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='IdentifierHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('id', models.BigIntegerField()),
                ('scheme', models.CharField(choices=[('unts', 'UN Treaty Series'), ('tias', 'Treaties and Other International Acts Series'), ('cts', 'Canada Treaty Series'), ('ats', 'Australian Treaty Series'), ('trb', 'Tractatenblad'), ('cm', 'United Kingdom Command Paper'), ('eli', 'European Legislation Identifier'), ('law', 'national law'), ('gazette', 'official gazette'), ('wikidata', 'Wikidata'), ('ror', 'Research Organization Registry'), ('cospar', 'COSPAR international designator'), ('isni', 'International Standard Name Identifier'), ('agency_number', "an agency's own number"), ('other', 'other')], help_text='Whose number it is.', max_length=13)),
                ('value', models.CharField(help_text='The identifier, without the name of its scheme.', max_length=120)),
                ('url', models.URLField(blank=True, help_text="Where it leads; empty: the scheme's own address, if it has any.", max_length=500)),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'verbose_name': 'identifier (past state)',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('liability', 'liability'), ('cross_waiver', 'cross-waiver of liability'), ('intellectual_property', 'intellectual property'), ('data', 'data'), ('technology_safeguards', 'technology safeguards'), ('customs_and_tax', 'customs and tax'), ('funds', 'exchange of funds'), ('disputes', 'settlement of disputes')], help_text='On what.', max_length=24)),
                ('says', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('inconclusive', 'inconclusive')], help_text='Whether the agreement provides for it, as far as the source tells.', max_length=12)),
                ('article', models.CharField(blank=True, help_text='The article or section; empty: not stated.', max_length=60)),
                ('summary', models.TextField(blank=True, help_text='What it says, in our own words.')),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'ordering': ['agreement', 'topic', 'article'],
            },
        ),
        migrations.CreateModel(
            name='ProvisionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('id', models.BigIntegerField()),
                ('topic', models.CharField(choices=[('liability', 'liability'), ('cross_waiver', 'cross-waiver of liability'), ('intellectual_property', 'intellectual property'), ('data', 'data'), ('technology_safeguards', 'technology safeguards'), ('customs_and_tax', 'customs and tax'), ('funds', 'exchange of funds'), ('disputes', 'settlement of disputes')], help_text='On what.', max_length=24)),
                ('says', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('inconclusive', 'inconclusive')], help_text='Whether the agreement provides for it, as far as the source tells.', max_length=12)),
                ('article', models.CharField(blank=True, help_text='The article or section; empty: not stated.', max_length=60)),
                ('summary', models.TextField(blank=True, help_text='What it says, in our own words.')),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'verbose_name': 'provision (past state)',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('length', models.CharField(blank=True, help_text='How long the first term is; empty: not stated. In words or in ISO 8601: “6 months” is “P6M”.', max_length=20, validators=[django.core.validators.RegexValidator('^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$', 'Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, “P6M” six months.')], verbose_name='length')),
                ('counted_from', models.CharField(blank=True, choices=[('signature', 'signature'), ('entry_into_force', 'entry into force'), ('other', 'another date')], help_text='From what the length is counted; empty: not stated.', max_length=16)),
                ('from_date', spacecoop.fields.EDTFField(blank=True, help_text='The date from which the length is counted, where no act gives it.', max_length=24, null=True, verbose_name='from')),
                ('from_earliest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('from_date'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('from_latest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('from_date'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('until', spacecoop.fields.EDTFField(blank=True, help_text='The fixed date on which it ends, in place of a length.', max_length=24, null=True)),
                ('until_earliest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('until'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('until_latest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('until'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('renewal', models.CharField(blank=True, choices=[('none', 'no renewal'), ('tacit', 'tacit renewal'), ('by_agreement', 'renewal by agreement'), ('indefinite', 'then for an indefinite time')], help_text='What follows the term; empty: not stated.', max_length=12)),
                ('renewal_length', models.CharField(blank=True, help_text='For how long it is renewed each time; empty: not stated. In words or in ISO 8601: “6 months” is “P6M”.', max_length=20, validators=[django.core.validators.RegexValidator('^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$', 'Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, “P6M” six months.')], verbose_name='length of renewal')),
                ('notice', models.CharField(blank=True, help_text='How long before its effect a denunciation is given; empty: not stated. In words or in ISO 8601: “6 months” is “P6M”.', max_length=20, validators=[django.core.validators.RegexValidator('^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$', 'Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, “P6M” six months.')], verbose_name='notice')),
                ('notice_for', models.CharField(blank=True, choices=[('any_time', 'at any time'), ('end_of_term', 'for the end of a term')], help_text='Whether notice may be given at any time or for the end of a term; empty: not stated.', max_length=11)),
                ('condition', models.CharField(blank=True, help_text='What else the term depends on, in our own words.', max_length=300)),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'ordering': ['agreement', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TermHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('id', models.BigIntegerField()),
                ('length', models.CharField(blank=True, help_text='How long the first term is; empty: not stated. In words or in ISO 8601: “6 months” is “P6M”.', max_length=20, validators=[django.core.validators.RegexValidator('^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$', 'Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, “P6M” six months.')], verbose_name='length')),
                ('counted_from', models.CharField(blank=True, choices=[('signature', 'signature'), ('entry_into_force', 'entry into force'), ('other', 'another date')], help_text='From what the length is counted; empty: not stated.', max_length=16)),
                ('from_date', spacecoop.fields.EDTFField(blank=True, help_text='The date from which the length is counted, where no act gives it.', max_length=24, null=True, verbose_name='from')),
                ('until', spacecoop.fields.EDTFField(blank=True, help_text='The fixed date on which it ends, in place of a length.', max_length=24, null=True)),
                ('renewal', models.CharField(blank=True, choices=[('none', 'no renewal'), ('tacit', 'tacit renewal'), ('by_agreement', 'renewal by agreement'), ('indefinite', 'then for an indefinite time')], help_text='What follows the term; empty: not stated.', max_length=12)),
                ('renewal_length', models.CharField(blank=True, help_text='For how long it is renewed each time; empty: not stated. In words or in ISO 8601: “6 months” is “P6M”.', max_length=20, validators=[django.core.validators.RegexValidator('^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$', 'Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, “P6M” six months.')], verbose_name='length of renewal')),
                ('notice', models.CharField(blank=True, help_text='How long before its effect a denunciation is given; empty: not stated. In words or in ISO 8601: “6 months” is “P6M”.', max_length=20, validators=[django.core.validators.RegexValidator('^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$', 'Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, “P6M” six months.')], verbose_name='notice')),
                ('notice_for', models.CharField(blank=True, choices=[('any_time', 'at any time'), ('end_of_term', 'for the end of a term')], help_text='Whether notice may be given at any time or for the end of a term; empty: not stated.', max_length=11)),
                ('condition', models.CharField(blank=True, help_text='What else the term depends on, in our own words.', max_length=300)),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'verbose_name': 'term (past state)',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(blank=True, help_text='ISO 639 code of the language of the text; empty: not stated.', max_length=3)),
                ('authentic', models.CharField(blank=True, choices=[('yes', 'authentic'), ('no', 'not authentic')], help_text='Whether the text in this language is authentic (Vienna Convention on the Law of Treaties, article 33); empty: not stated.', max_length=3)),
            ],
            options={
                'ordering': ['agreement', 'language', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TextHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('id', models.BigIntegerField()),
                ('language', models.CharField(blank=True, help_text='ISO 639 code of the language of the text; empty: not stated.', max_length=3)),
                ('authentic', models.CharField(blank=True, choices=[('yes', 'authentic'), ('no', 'not authentic')], help_text='Whether the text in this language is authentic (Vienna Convention on the Law of Treaties, article 33); empty: not stated.', max_length=3)),
            ],
            options={
                'verbose_name': 'text (past state)',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Title',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='The official title, as the source gives it.', max_length=500, verbose_name='title')),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'ordering': ['agreement', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TitleHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(help_text='The official title, as the source gives it.', max_length=500, verbose_name='title')),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
                ('standing', models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11)),
                ('standing_reason', models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing')),
            ],
            options={
                'verbose_name': 'title (past state)',
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='event',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='event',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='event',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='eventperson',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='eventperson',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='eventperson',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='party',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='party',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='party',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='relation',
            name='no_cycle',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='source',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='citation',
            name='agreements_citation_has_one_target',
        ),
        migrations.RemoveConstraint(
            model_name='citation',
            name='agreements_citation_once',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='agreements_event_kind_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='agreements_event_legal_act_has_agreement',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='agreements_event_modality_fits_kind',
        ),
        migrations.RemoveConstraint(
            model_name='eventagency',
            name='agreements_eventagency_role_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='eventperson',
            name='agreements_eventperson_role_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='source',
            name='agreements_source_kind_is_known',
        ),
        migrations.AddField(
            model_name='agreement',
            name='number',
            field=models.PositiveIntegerField(editable=False, help_text='Its permanent number, shown as “SC-0123”; given once, and never to another agreement.', null=True),
        ),
        migrations.AddField(
            model_name='agreementhistory',
            name='number',
            field=models.PositiveIntegerField(editable=False, help_text='Its permanent number, shown as “SC-0123”; given once, and never to another agreement.', null=True),
        ),
        migrations.RunSQL(GIVE_NUMBERS, DROP_NUMBERS),
        migrations.AlterField(
            model_name='agreement',
            name='number',
            field=models.PositiveIntegerField(editable=False, help_text='Its permanent number, shown as “SC-0123”; given once, and never to another agreement.', unique=True),
        ),
        migrations.AlterField(
            model_name='agreementhistory',
            name='number',
            field=models.PositiveIntegerField(editable=False, help_text='Its permanent number, shown as “SC-0123”; given once, and never to another agreement.'),
        ),
        migrations.AddField(
            model_name='citation',
            name='gloss',
            field=models.CharField(blank=True, help_text='An English rendering of a quotation in another language; ours.', max_length=250),
        ),
        migrations.AddField(
            model_name='citation',
            name='note',
            field=models.TextField(blank=True, help_text='A note for curators; readers do not see it.'),
        ),
        migrations.AddField(
            model_name='citation',
            name='reported_as',
            field=models.CharField(blank=True, choices=[('planned', 'planned'), ('announced', 'announced'), ('discussed', 'under discussion'), ('claimed', 'claimed')], help_text='How the source tells of what it supports, where that is no fact yet: planned, announced, discussed or claimed. Empty: as a fact; an event tells it itself.', max_length=10),
        ),
        migrations.AddField(
            model_name='citation',
            name='succession',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agencies.succession'),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='gloss',
            field=models.CharField(blank=True, help_text='An English rendering of a quotation in another language; ours.', max_length=250),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='note',
            field=models.TextField(blank=True, help_text='A note for curators; readers do not see it.'),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='reported_as',
            field=models.CharField(blank=True, choices=[('planned', 'planned'), ('announced', 'announced'), ('discussed', 'under discussion'), ('claimed', 'claimed')], help_text='How the source tells of what it supports, where that is no fact yet: planned, announced, discussed or claimed. Empty: as a fact; an event tells it itself.', max_length=10),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='succession',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.succession'),
        ),
        migrations.AddField(
            model_name='event',
            name='effective',
            field=spacecoop.fields.EDTFField(blank=True, help_text='The day from which the act has effect, where that is not its own day; empty: none is stated.', max_length=24, null=True),
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='effective',
            field=spacecoop.fields.EDTFField(blank=True, help_text='The day from which the act has effect, where that is not its own day; empty: none is stated.', max_length=24, null=True),
        ),
        migrations.AddField(
            model_name='source',
            name='copy_of',
            field=models.ForeignKey(blank=True, help_text='The source with the same words of which it is a copy: the two count as one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='agreements.source'),
        ),
        migrations.AddField(
            model_name='sourcehistory',
            name='copy_of',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The source with the same words of which it is a copy: the two count as one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.source'),
        ),
        migrations.AddField(
            model_name='event',
            name='standing',
            field=models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11),
        ),
        migrations.AddField(
            model_name='event',
            name='standing_reason',
            field=models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing'),
        ),
        migrations.AddField(
            model_name='event',
            name='until',
            field=spacecoop.fields.EDTFField(blank=True, help_text='The new end of the agreement that the act fixes; empty: it fixes none.', max_length=24, null=True),
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='until',
            field=spacecoop.fields.EDTFField(blank=True, help_text='The new end of the agreement that the act fixes; empty: it fixes none.', max_length=24, null=True),
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='standing',
            field=models.CharField(blank=True, choices=[('preferred', 'preferred'), ('known_wrong', 'known to be wrong')], help_text='Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.', max_length=11),
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='standing_reason',
            field=models.CharField(blank=True, help_text='Why it is preferred or known to be wrong, for readers: on which source or rule that rests.', max_length=300, verbose_name='reason of the standing'),
        ),
        migrations.AddField(
            model_name='eventperson',
            name='position',
            field=models.CharField(blank=True, help_text='The position as which the person acted, as the source names it.', max_length=150),
        ),
        migrations.AddField(
            model_name='eventpersonhistory',
            name='position',
            field=models.CharField(blank=True, help_text='The position as which the person acted, as the source names it.', max_length=150),
        ),
        migrations.AddField(
            model_name='party',
            name='from_date',
            field=spacecoop.fields.EDTFField(blank=True, help_text='Since when it has this role; empty: from the beginning, or not stated.', max_length=24, null=True, verbose_name='from'),
        ),
        migrations.AddField(
            model_name='partyhistory',
            name='from_date',
            field=spacecoop.fields.EDTFField(blank=True, help_text='Since when it has this role; empty: from the beginning, or not stated.', max_length=24, null=True, verbose_name='from'),
        ),
        migrations.AddField(
            model_name='party',
            name='until_date',
            field=spacecoop.fields.EDTFField(blank=True, help_text='Until when it had this role; empty: to the end, or not stated.', max_length=24, null=True, verbose_name='until'),
        ),
        migrations.AddField(
            model_name='partyhistory',
            name='until_date',
            field=spacecoop.fields.EDTFField(blank=True, help_text='Until when it had this role; empty: to the end, or not stated.', max_length=24, null=True, verbose_name='until'),
        ),
        migrations.AddField(
            model_name='source',
            name='archived_url',
            field=models.URLField(blank=True, help_text='Where an archive keeps it as it was.', max_length=500, verbose_name='archived copy'),
        ),
        migrations.AddField(
            model_name='source',
            name='read_on',
            field=models.DateField(blank=True, help_text='The day on which we read it; an undated source speaks as of then.', null=True, verbose_name='read on'),
        ),
        migrations.AddField(
            model_name='sourcehistory',
            name='archived_url',
            field=models.URLField(blank=True, help_text='Where an archive keeps it as it was.', max_length=500, verbose_name='archived copy'),
        ),
        migrations.AddField(
            model_name='sourcehistory',
            name='read_on',
            field=models.DateField(blank=True, help_text='The day on which we read it; an undated source speaks as of then.', null=True, verbose_name='read on'),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('concluded', 'conclusion'), ('signed', 'signature'), ('note_sent', 'note sent'), ('dated', 'date of unspecified action'), ('approved', 'approval'), ('ratified', 'ratification'), ('notified', 'notification'), ('registered', 'registration'), ('provisionally_applied', 'provisional application'), ('entered_into_force', 'entry into force'), ('amended', 'amendment'), ('extended', 'extension or renewal'), ('suspended', 'suspension'), ('resumed', 'resumption'), ('denounced', 'denunciation'), ('replaced', 'replacement'), ('terminated', 'termination'), ('expired', 'expiry'), ('rejected', 'rejection'), ('withdrawn', 'withdrawal'), ('expiry_announced', 'announced expiry'), ('renewal_planned', 'planned renewal'), ('renewal_discussed', 'renewal under discussion'), ('reported_in_effect', 'report of being in effect'), ('meeting', 'meeting'), ('visit', 'visit'), ('launch', 'launch'), ('flight', 'flight'), ('campaign', 'campaign'), ('announcement', 'announcement'), ('joining', 'accession to a programme'), ('cooperation', 'period of cooperation'), ('operation', 'operation or support'), ('contribution', 'contribution'), ('construction', 'construction or development'), ('commitment', 'commitment'), ('publication', 'publication'), ('aggregate_claim', 'general claim'), ('policy_position', 'policy statement'), ('other', 'other')], help_text='A treaty action of an agreement, or another type of event.', max_length=25),
        ),
        migrations.AlterField(
            model_name='eventagency',
            name='role',
            field=models.CharField(choices=[('signatory', 'signatory'), ('participant', 'participant'), ('host', 'host'), ('witness', 'witness'), ('author', 'stated by'), ('actor', 'carried out by'), ('supporter', 'supported by'), ('counterpart', 'counterpart'), ('side', 'on the side of')], help_text='As what.', max_length=12),
        ),
        migrations.AlterField(
            model_name='eventagencyhistory',
            name='role',
            field=models.CharField(choices=[('signatory', 'signatory'), ('participant', 'participant'), ('host', 'host'), ('witness', 'witness'), ('author', 'stated by'), ('actor', 'carried out by'), ('supporter', 'supported by'), ('counterpart', 'counterpart'), ('side', 'on the side of')], help_text='As what.', max_length=12),
        ),
        migrations.AlterField(
            model_name='eventhistory',
            name='kind',
            field=models.CharField(choices=[('concluded', 'conclusion'), ('signed', 'signature'), ('note_sent', 'note sent'), ('dated', 'date of unspecified action'), ('approved', 'approval'), ('ratified', 'ratification'), ('notified', 'notification'), ('registered', 'registration'), ('provisionally_applied', 'provisional application'), ('entered_into_force', 'entry into force'), ('amended', 'amendment'), ('extended', 'extension or renewal'), ('suspended', 'suspension'), ('resumed', 'resumption'), ('denounced', 'denunciation'), ('replaced', 'replacement'), ('terminated', 'termination'), ('expired', 'expiry'), ('rejected', 'rejection'), ('withdrawn', 'withdrawal'), ('expiry_announced', 'announced expiry'), ('renewal_planned', 'planned renewal'), ('renewal_discussed', 'renewal under discussion'), ('reported_in_effect', 'report of being in effect'), ('meeting', 'meeting'), ('visit', 'visit'), ('launch', 'launch'), ('flight', 'flight'), ('campaign', 'campaign'), ('announcement', 'announcement'), ('joining', 'accession to a programme'), ('cooperation', 'period of cooperation'), ('operation', 'operation or support'), ('contribution', 'contribution'), ('construction', 'construction or development'), ('commitment', 'commitment'), ('publication', 'publication'), ('aggregate_claim', 'general claim'), ('policy_position', 'policy statement'), ('other', 'other')], help_text='A treaty action of an agreement, or another type of event.', max_length=25),
        ),
        migrations.AlterField(
            model_name='eventperson',
            name='role',
            field=models.CharField(choices=[('signatory', 'signatory'), ('participant', 'participant'), ('host', 'host'), ('witness', 'witness'), ('author', 'stated by'), ('actor', 'carried out by'), ('supporter', 'supported by'), ('counterpart', 'counterpart'), ('side', 'on the side of')], help_text='As what.', max_length=12),
        ),
        migrations.AlterField(
            model_name='eventpersonhistory',
            name='role',
            field=models.CharField(choices=[('signatory', 'signatory'), ('participant', 'participant'), ('host', 'host'), ('witness', 'witness'), ('author', 'stated by'), ('actor', 'carried out by'), ('supporter', 'supported by'), ('counterpart', 'counterpart'), ('side', 'on the side of')], help_text='As what.', max_length=12),
        ),
        migrations.AlterField(
            model_name='source',
            name='kind',
            field=models.CharField(blank=True, choices=[('treaty_text', 'text of an agreement'), ('register', 'treaty register'), ('press_release', 'press release'), ('news', 'news report'), ('web_page', 'web page'), ('report', 'report or paper'), ('dataset', 'table of data')], help_text='The type of document; empty: not known.', max_length=15),
        ),
        migrations.AlterField(
            model_name='sourcehistory',
            name='kind',
            field=models.CharField(blank=True, choices=[('treaty_text', 'text of an agreement'), ('register', 'treaty register'), ('press_release', 'press release'), ('news', 'news report'), ('web_page', 'web page'), ('report', 'report or paper'), ('dataset', 'table of data')], help_text='The type of document; empty: not known.', max_length=15),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='keep_number', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF TG_OP = 'UPDATE' THEN\n                    NEW.number := OLD.number;\n                ELSIF NEW.number IS NULL THEN\n                    NEW.number := nextval('agreements_number');\n                ELSIF NEW.number > (SELECT last_value FROM agreements_number) THEN\n                    PERFORM setval('agreements_number', NEW.number);\n                END IF;\n                RETURN NEW;\n                ", hash='6a9315425b3fbfdc49299c9da4c457214d079a80', operation='INSERT OR UPDATE OF "number"', pgid='pgtrigger_keep_number_807f7', table='agreements_agreement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementhistory" ("formal_title", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."formal_title", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='c50af1b5fa67ad1267ddfe56f88f8be5e23dc882', operation='INSERT', pgid='pgtrigger_insert_insert_13a93', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_agreementhistory" ("formal_title", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."formal_title", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='6aa292a2fadb2eb4e20ce198d46a8cc352cdb0ab', operation='UPDATE', pgid='pgtrigger_update_update_36fdd', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementhistory" ("formal_title", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (OLD."formal_title", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug", OLD."summary", OLD."title"); RETURN NULL;', hash='e49081584bfbaa893f16605f5ba0db703d1fdaff', operation='DELETE', pgid='pgtrigger_delete_delete_a07e3', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_citationhistory" ("agency_id", "agency_name_id", "agreement_area_id", "agreement_id", "agreement_mission_id", "area_id", "area_label_id", "country_id", "country_name_id", "designation_id", "event_agency_id", "event_area_id", "event_id", "event_mission_id", "event_person_id", "fields", "gloss", "id", "identifier_id", "mission_id", "mission_name_id", "mission_role_id", "note", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "position_id", "provision_id", "relation_id", "reported_as", "source_id", "succession_id", "term_id", "text_id", "title_id") VALUES (NEW."agency_id", NEW."agency_name_id", NEW."agreement_area_id", NEW."agreement_id", NEW."agreement_mission_id", NEW."area_id", NEW."area_label_id", NEW."country_id", NEW."country_name_id", NEW."designation_id", NEW."event_agency_id", NEW."event_area_id", NEW."event_id", NEW."event_mission_id", NEW."event_person_id", NEW."fields", NEW."gloss", NEW."id", NEW."identifier_id", NEW."mission_id", NEW."mission_name_id", NEW."mission_role_id", NEW."note", NEW."party_id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."phrase", NEW."position_id", NEW."provision_id", NEW."relation_id", NEW."reported_as", NEW."source_id", NEW."succession_id", NEW."term_id", NEW."text_id", NEW."title_id"); RETURN NULL;', hash='014878dac95425917b4b4f27a540c612b77ee934', operation='INSERT', pgid='pgtrigger_insert_insert_822df', table='agreements_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_citationhistory" ("agency_id", "agency_name_id", "agreement_area_id", "agreement_id", "agreement_mission_id", "area_id", "area_label_id", "country_id", "country_name_id", "designation_id", "event_agency_id", "event_area_id", "event_id", "event_mission_id", "event_person_id", "fields", "gloss", "id", "identifier_id", "mission_id", "mission_name_id", "mission_role_id", "note", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "position_id", "provision_id", "relation_id", "reported_as", "source_id", "succession_id", "term_id", "text_id", "title_id") VALUES (NEW."agency_id", NEW."agency_name_id", NEW."agreement_area_id", NEW."agreement_id", NEW."agreement_mission_id", NEW."area_id", NEW."area_label_id", NEW."country_id", NEW."country_name_id", NEW."designation_id", NEW."event_agency_id", NEW."event_area_id", NEW."event_id", NEW."event_mission_id", NEW."event_person_id", NEW."fields", NEW."gloss", NEW."id", NEW."identifier_id", NEW."mission_id", NEW."mission_name_id", NEW."mission_role_id", NEW."note", NEW."party_id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."phrase", NEW."position_id", NEW."provision_id", NEW."relation_id", NEW."reported_as", NEW."source_id", NEW."succession_id", NEW."term_id", NEW."text_id", NEW."title_id"); RETURN NULL;', hash='c55f34695413ddeffc03a555918cccf80125e61f', operation='UPDATE', pgid='pgtrigger_update_update_a87f5', table='agreements_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_citationhistory" ("agency_id", "agency_name_id", "agreement_area_id", "agreement_id", "agreement_mission_id", "area_id", "area_label_id", "country_id", "country_name_id", "designation_id", "event_agency_id", "event_area_id", "event_id", "event_mission_id", "event_person_id", "fields", "gloss", "id", "identifier_id", "mission_id", "mission_name_id", "mission_role_id", "note", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "position_id", "provision_id", "relation_id", "reported_as", "source_id", "succession_id", "term_id", "text_id", "title_id") VALUES (OLD."agency_id", OLD."agency_name_id", OLD."agreement_area_id", OLD."agreement_id", OLD."agreement_mission_id", OLD."area_id", OLD."area_label_id", OLD."country_id", OLD."country_name_id", OLD."designation_id", OLD."event_agency_id", OLD."event_area_id", OLD."event_id", OLD."event_mission_id", OLD."event_person_id", OLD."fields", OLD."gloss", OLD."id", OLD."identifier_id", OLD."mission_id", OLD."mission_name_id", OLD."mission_role_id", OLD."note", OLD."party_id", OLD."person_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."phrase", OLD."position_id", OLD."provision_id", OLD."relation_id", OLD."reported_as", OLD."source_id", OLD."succession_id", OLD."term_id", OLD."text_id", OLD."title_id"); RETURN NULL;', hash='e0f4734d6079cdd043043c37b8050362238c676f', operation='DELETE', pgid='pgtrigger_delete_delete_1a05a', table='agreements_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventhistory" ("agreement_id", "as_of", "date", "date_basis", "effective", "id", "kind", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "slug", "standing", "standing_reason", "summary", "title", "until") VALUES (NEW."agreement_id", NEW."as_of", NEW."date", NEW."date_basis", NEW."effective", NEW."id", NEW."kind", NEW."modality", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."place", NEW."slug", NEW."standing", NEW."standing_reason", NEW."summary", NEW."title", NEW."until"); RETURN NULL;', hash='65d72e9a9e2e507765cc66264adf7cf525fbc569', operation='INSERT', pgid='pgtrigger_insert_insert_0e5a8', table='agreements_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."date_basis" IS DISTINCT FROM (NEW."date_basis") OR OLD."effective" IS DISTINCT FROM (NEW."effective") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."modality" IS DISTINCT FROM (NEW."modality") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."standing" IS DISTINCT FROM (NEW."standing") OR OLD."standing_reason" IS DISTINCT FROM (NEW."standing_reason") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."until" IS DISTINCT FROM (NEW."until"))', func='INSERT INTO "agreements_eventhistory" ("agreement_id", "as_of", "date", "date_basis", "effective", "id", "kind", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "slug", "standing", "standing_reason", "summary", "title", "until") VALUES (NEW."agreement_id", NEW."as_of", NEW."date", NEW."date_basis", NEW."effective", NEW."id", NEW."kind", NEW."modality", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."place", NEW."slug", NEW."standing", NEW."standing_reason", NEW."summary", NEW."title", NEW."until"); RETURN NULL;', hash='7815ab45befbf92059973c5e253d7e63cdf7c05c', operation='UPDATE', pgid='pgtrigger_update_update_8c9d7', table='agreements_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventhistory" ("agreement_id", "as_of", "date", "date_basis", "effective", "id", "kind", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "slug", "standing", "standing_reason", "summary", "title", "until") VALUES (OLD."agreement_id", OLD."as_of", OLD."date", OLD."date_basis", OLD."effective", OLD."id", OLD."kind", OLD."modality", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."place", OLD."slug", OLD."standing", OLD."standing_reason", OLD."summary", OLD."title", OLD."until"); RETURN NULL;', hash='3fc8dc3eebc4b30edeeeeba21f607b4d0e2d126b', operation='DELETE', pgid='pgtrigger_delete_delete_5ed13', table='agreements_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventagency',
            trigger=pgtrigger.compiler.Trigger(name='side_is_a_party', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."role" = \'side\')', constraint='CONSTRAINT', func='PERFORM agreements_require_side(NEW.event_id); RETURN NULL;', hash='7a2d4c7352c23023d540bdae6dc07a97e9cdbe56', operation='INSERT OR UPDATE', pgid='pgtrigger_side_is_a_party_fca05', table='agreements_eventagency', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventperson',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventpersonhistory" ("event_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") VALUES (NEW."event_id", NEW."id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."position", NEW."role"); RETURN NULL;', hash='bd759d25239f6f8e6277c4d10838ad433f19d2df', operation='INSERT', pgid='pgtrigger_insert_insert_e258a', table='agreements_eventperson', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventperson',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_eventpersonhistory" ("event_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") VALUES (NEW."event_id", NEW."id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."position", NEW."role"); RETURN NULL;', hash='edb42dd014b3dbbf11ed487bb0eab5c137c36a83', operation='UPDATE', pgid='pgtrigger_update_update_fadd1', table='agreements_eventperson', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventperson',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventpersonhistory" ("event_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") VALUES (OLD."event_id", OLD."id", OLD."person_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."position", OLD."role"); RETURN NULL;', hash='68e58d1937619fb8f703897c8deef41a3f64b634', operation='DELETE', pgid='pgtrigger_delete_delete_05324', table='agreements_eventperson', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_partyhistory" ("agency_id", "agreement_id", "from_date", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "until_date") VALUES (NEW."agency_id", NEW."agreement_id", NEW."from_date", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."role", NEW."until_date"); RETURN NULL;', hash='83defff90de1498102c586d309e93ac48aa48793', operation='INSERT', pgid='pgtrigger_insert_insert_783c4', table='agreements_party', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."from_date" IS DISTINCT FROM (NEW."from_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."until_date" IS DISTINCT FROM (NEW."until_date"))', func='INSERT INTO "agreements_partyhistory" ("agency_id", "agreement_id", "from_date", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "until_date") VALUES (NEW."agency_id", NEW."agreement_id", NEW."from_date", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."role", NEW."until_date"); RETURN NULL;', hash='65a1f5f3b69a71b2bf026bc69a49b0dba05c83ad', operation='UPDATE', pgid='pgtrigger_update_update_83158', table='agreements_party', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_partyhistory" ("agency_id", "agreement_id", "from_date", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "until_date") VALUES (OLD."agency_id", OLD."agreement_id", OLD."from_date", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."role", OLD."until_date"); RETURN NULL;', hash='e3ebe17a65ebed4e42c21b2956db2c507f80bebb', operation='DELETE', pgid='pgtrigger_delete_delete_048bd', table='agreements_party', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relation',
            trigger=pgtrigger.compiler.Trigger(name='no_circle', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM spacecoop_refuse_circle(TG_RELID, 'agreement_id', 'other_id', NEW.agreement_id, NEW.other_id, 'relations'); RETURN NULL;", hash='2173137e666f11e5788ca57b00b98977a06071fc', operation='INSERT OR UPDATE OF "agreement_id", "other_id"', pgid='pgtrigger_no_circle_f31b6', table='agreements_relation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='no_cycle_of_copy_of', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."copy_of_id" IS NOT NULL)', func="PERFORM spacecoop_refuse_cycle(TG_RELID, 'copy_of', NEW.id, 'source', NEW.slug); RETURN NULL;", hash='c398a1a57af04fc619d6f206cf8417416f92a0f6', operation='INSERT OR UPDATE OF "copy_of_id"', pgid='pgtrigger_no_cycle_of_copy_of_f6115', table='agreements_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_sourcehistory" ("address", "archived_url", "copy_of_id", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_basis", "publisher", "read_on", "relays", "slug", "title") VALUES (NEW."address", NEW."archived_url", NEW."copy_of_id", NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."published", NEW."published_basis", NEW."publisher", NEW."read_on", NEW."relays", NEW."slug", NEW."title"); RETURN NULL;', hash='d4ee5b1f34b33c45b2266881b182ce46393fdd5f', operation='INSERT', pgid='pgtrigger_insert_insert_0fab4', table='agreements_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."archived_url" IS DISTINCT FROM (NEW."archived_url") OR OLD."copy_of_id" IS DISTINCT FROM (NEW."copy_of_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."published" IS DISTINCT FROM (NEW."published") OR OLD."published_basis" IS DISTINCT FROM (NEW."published_basis") OR OLD."publisher" IS DISTINCT FROM (NEW."publisher") OR OLD."read_on" IS DISTINCT FROM (NEW."read_on") OR OLD."relays" IS DISTINCT FROM (NEW."relays") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "agreements_sourcehistory" ("address", "archived_url", "copy_of_id", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_basis", "publisher", "read_on", "relays", "slug", "title") VALUES (NEW."address", NEW."archived_url", NEW."copy_of_id", NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."published", NEW."published_basis", NEW."publisher", NEW."read_on", NEW."relays", NEW."slug", NEW."title"); RETURN NULL;', hash='12dd38b2f185ea546571ee5c5d80f6753e982589', operation='UPDATE', pgid='pgtrigger_update_update_14d4e', table='agreements_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_sourcehistory" ("address", "archived_url", "copy_of_id", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_basis", "publisher", "read_on", "relays", "slug", "title") VALUES (OLD."address", OLD."archived_url", OLD."copy_of_id", OLD."id", OLD."kind", OLD."language", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."published", OLD."published_basis", OLD."publisher", OLD."read_on", OLD."relays", OLD."slug", OLD."title"); RETURN NULL;', hash='b0699b2db863f31ff06a3dac359b32530fa91bf0', operation='DELETE', pgid='pgtrigger_delete_delete_a733b', table='agreements_source', when='AFTER')),
        ),
        migrations.RunSQL(RENAME.format("reported_in_place", "reported_in_effect"), RENAME.format("reported_in_effect", "reported_in_place")),
        migrations.AddField(
            model_name='designation',
            name='agreement',
            field=models.ForeignKey(help_text='The agreement so called.', on_delete=django.db.models.deletion.CASCADE, related_name='designations', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='citation',
            name='designation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.designation'),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='designation',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.designation'),
        ),
        migrations.AddField(
            model_name='designationhistory',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, help_text='The agreement so called.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='designationhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='designationhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.designation'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, help_text="What it is the identifier of: exactly one record.",
                related_name='identifiers', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='agreement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, help_text="What it is the identifier of: exactly one record.",
                related_name='identifiers', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, help_text="What it is the identifier of: exactly one record.",
                related_name='identifiers', to='agencies.country'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='event',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, help_text="What it is the identifier of: exactly one record.",
                related_name='identifiers', to='agreements.event'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='issued_in',
            field=models.ForeignKey(blank=True, help_text='The country whose law or gazette it is.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='issued_identifiers', to='agencies.country'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='mission',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, help_text="What it is the identifier of: exactly one record.",
                related_name='identifiers', to='agreements.mission'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, help_text="What it is the identifier of: exactly one record.",
                related_name='identifiers', to='agencies.person'),
        ),
        migrations.AddField(
            model_name='identifier',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, help_text="What it is the identifier of: exactly one record.",
                related_name='identifiers', to='agreements.source'),
        ),
        migrations.AddField(
            model_name='citation',
            name='identifier',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.identifier'),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='identifier',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.identifier'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='agency',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, help_text="What it is the identifier of: exactly one record.",
                related_name='+', related_query_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='agreement',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, help_text="What it is the identifier of: exactly one record.",
                related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='country',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, help_text="What it is the identifier of: exactly one record.",
                related_name='+', related_query_name='+', to='agencies.country'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='event',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, help_text="What it is the identifier of: exactly one record.",
                related_name='+', related_query_name='+', to='agreements.event'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='issued_in',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The country whose law or gazette it is.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.country'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='mission',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, help_text="What it is the identifier of: exactly one record.",
                related_name='+', related_query_name='+', to='agreements.mission'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, help_text="What it is the identifier of: exactly one record.",
                related_name='+', related_query_name='+', to='agencies.person'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.identifier'),
        ),
        migrations.AddField(
            model_name='identifierhistory',
            name='source',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, help_text="What it is the identifier of: exactly one record.",
                related_name='+', related_query_name='+', to='agreements.source'),
        ),
        migrations.AddField(
            model_name='provision',
            name='agreement',
            field=models.ForeignKey(help_text='The agreement that says so.', on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='citation',
            name='provision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.provision'),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='provision',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.provision'),
        ),
        migrations.AddField(
            model_name='provisionhistory',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, help_text='The agreement that says so.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='provisionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='provisionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.provision'),
        ),
        migrations.AddField(
            model_name='term',
            name='act',
            field=models.ForeignKey(blank=True, help_text='The act that sets this term, such as an extension; empty: the agreement itself.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='agreements.event'),
        ),
        migrations.AddField(
            model_name='term',
            name='agreement',
            field=models.ForeignKey(help_text='The agreement that holds so long.', on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='citation',
            name='term',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.term'),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='term',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.term'),
        ),
        migrations.AddField(
            model_name='termhistory',
            name='act',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The act that sets this term, such as an extension; empty: the agreement itself.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.event'),
        ),
        migrations.AddField(
            model_name='termhistory',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, help_text='The agreement that holds so long.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='termhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='termhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.term'),
        ),
        migrations.AddField(
            model_name='text',
            name='agreement',
            field=models.ForeignKey(help_text='The agreement.', on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='text',
            name='source',
            field=models.ForeignKey(blank=True, help_text='Where it can be read; empty: the text is not known to be public.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='instruments', to='agreements.source'),
        ),
        migrations.AddField(
            model_name='citation',
            name='text',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.text'),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='text',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.text'),
        ),
        migrations.AddField(
            model_name='texthistory',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, help_text='The agreement.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='texthistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='texthistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.text'),
        ),
        migrations.AddField(
            model_name='texthistory',
            name='source',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Where it can be read; empty: the text is not known to be public.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.source'),
        ),
        migrations.AddField(
            model_name='title',
            name='agreement',
            field=models.ForeignKey(help_text='The agreement with this title.', on_delete=django.db.models.deletion.CASCADE, related_name='titles', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='citation',
            name='title',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.title'),
        ),
        migrations.AddField(
            model_name='citationhistory',
            name='title',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.title'),
        ),
        migrations.AddField(
            model_name='titlehistory',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, help_text='The agreement with this title.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='titlehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='titlehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.title'),
        ),
        migrations.AddField(
            model_name='event',
            name='effective_earliest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('effective'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='event',
            name='effective_latest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('effective'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='event',
            name='until_earliest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('until'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='event',
            name='until_latest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('until'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='party',
            name='from_earliest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('from_date'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='party',
            name='from_latest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('from_date'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='party',
            name='until_earliest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('until_date'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='party',
            name='until_latest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('until_date'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['aggregate_claim', 'amended', 'announcement', 'approved', 'campaign', 'commitment', 'concluded', 'construction', 'contribution', 'cooperation', 'dated', 'denounced', 'entered_into_force', 'expired', 'expiry_announced', 'extended', 'flight', 'joining', 'launch', 'meeting', 'note_sent', 'notified', 'operation', 'other', 'policy_position', 'provisionally_applied', 'publication', 'ratified', 'registered', 'rejected', 'renewal_discussed', 'renewal_planned', 'replaced', 'reported_in_effect', 'resumed', 'signed', 'suspended', 'terminated', 'visit', 'withdrawn'])), name='agreements_event_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('effective__isnull', True), spacecoop.fields.EdtfIsValid('effective'), _connector='OR'), name='agreements_event_effective_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('effective_latest__isnull', True), ('effective_earliest__isnull', True), ('effective_latest__gte', models.F('effective_earliest')), _connector='OR'), name='agreements_event_effective_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), spacecoop.fields.EdtfIsValid('until'), _connector='OR'), name='agreements_event_until_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('until_latest__isnull', True), ('until_earliest__isnull', True), ('until_latest__gte', models.F('until_earliest')), _connector='OR'), name='agreements_event_until_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['known_wrong', 'preferred', ''])), name='agreements_event_standing_is_known', violation_error_message='Choose one of the known values for “standing”.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', ''), ('standing_reason', '')), models.Q(models.Q(('standing', ''), _negated=True), models.Q(('standing_reason', ''), _negated=True)), _connector='OR'), name='agreements_event_standing_has_a_reason', violation_error_message='A statement that is preferred or known to be wrong needs the reason, and a reason needs a standing.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('effective__isnull', True), ('until__isnull', True)), ('kind__in', ['amended', 'approved', 'concluded', 'dated', 'denounced', 'entered_into_force', 'expired', 'expiry_announced', 'extended', 'note_sent', 'notified', 'provisionally_applied', 'ratified', 'registered', 'rejected', 'renewal_discussed', 'renewal_planned', 'replaced', 'reported_in_effect', 'resumed', 'signed', 'suspended', 'terminated', 'withdrawn']), _connector='OR'), name='agreements_event_effect_is_of_a_legal_act', violation_error_message='Only a treaty action has a day of effect or fixes an end.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['amended', 'approved', 'concluded', 'dated', 'denounced', 'entered_into_force', 'expired', 'expiry_announced', 'extended', 'note_sent', 'notified', 'provisionally_applied', 'ratified', 'registered', 'rejected', 'renewal_discussed', 'renewal_planned', 'replaced', 'reported_in_effect', 'resumed', 'signed', 'suspended', 'terminated', 'withdrawn']), _negated=True), ('agreement__isnull', False), _connector='OR'), name='agreements_event_legal_act_has_agreement', violation_error_message='A treaty action needs an agreement: name the agreement.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('kind', 'expiry_announced'), _negated=True), ('modality', 'announced'), _connector='OR'), models.Q(models.Q(('kind', 'renewal_planned'), _negated=True), ('modality', 'planned'), _connector='OR'), models.Q(models.Q(('kind', 'renewal_discussed'), _negated=True), ('modality', 'discussed'), _connector='OR'), models.Q(models.Q(('kind', 'reported_in_effect'), _negated=True), ('modality', 'ongoing'), _connector='OR')), name='agreements_event_modality_fits_kind', violation_error_message='An announced expiry is announced, a planned renewal planned, a discussed one discussed, and a report of what is in place ongoing.'),
        ),
        migrations.AddConstraint(
            model_name='eventagency',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['actor', 'author', 'counterpart', 'host', 'participant', 'side', 'signatory', 'supporter', 'witness'])), name='agreements_eventagency_role_is_known', violation_error_message='Choose one of the known values for “role”.'),
        ),
        migrations.AddConstraint(
            model_name='eventperson',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['actor', 'author', 'counterpart', 'host', 'participant', 'side', 'signatory', 'supporter', 'witness'])), name='agreements_eventperson_role_is_known', violation_error_message='Choose one of the known values for “role”.'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('from_date__isnull', True), spacecoop.fields.EdtfIsValid('from_date'), _connector='OR'), name='agreements_party_from_date_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('from_latest__isnull', True), ('from_earliest__isnull', True), ('from_latest__gte', models.F('from_earliest')), _connector='OR'), name='agreements_party_from_date_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('until_date__isnull', True), spacecoop.fields.EdtfIsValid('until_date'), _connector='OR'), name='agreements_party_until_date_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('until_latest__isnull', True), ('until_earliest__isnull', True), ('until_latest__gte', models.F('until_earliest')), _connector='OR'), name='agreements_party_until_date_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['dataset', 'news', 'press_release', 'register', 'report', 'treaty_text', 'web_page', ''])), name='agreements_source_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('copy_of__isnull', True), models.Q(('copy_of', models.F('id')), _negated=True), _connector='OR'), name='agreements_source_not_its_own_copy_of', violation_error_message='A record may not be part of itself.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('country', 'country_name', 'agency', 'agency_name', 'person', 'position', 'succession', 'area', 'area_label', 'mission', 'mission_name', 'mission_role', 'agreement', 'party', 'agreement_area', 'agreement_mission', 'relation', 'event', 'event_agency', 'event_person', 'event_area', 'event_mission', 'designation', 'title', 'term', 'provision', 'text', 'identifier', function='num_nonnulls'), models.Value(1), arg_joiner=' = ', output_field=models.BooleanField(), template='(%(expressions)s)')), name='agreements_citation_has_one_target', violation_error_message='A citation supports exactly one record: choose one, leave the others empty.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('reported_as__in', ['announced', 'claimed', 'discussed', 'planned', ''])), name='agreements_citation_reported_as_is_known', violation_error_message='Choose one of the known values for “reported_as”.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('source', 'phrase', 'country', 'country_name', 'agency', 'agency_name', 'person', 'position', 'succession', 'area', 'area_label', 'mission', 'mission_name', 'mission_role', 'agreement', 'party', 'agreement_area', 'agreement_mission', 'relation', 'event', 'event_agency', 'event_person', 'event_area', 'event_mission', 'designation', 'title', 'term', 'provision', 'text', 'identifier'), name='agreements_citation_once', nulls_distinct=False, violation_error_message='This quotation from this source is cited for this record already.'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.UniqueConstraint(fields=('agreement', 'form', 'function', 'binding'), name='agreements_designation_once'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', ['agreement', 'arrangement', 'exchange_of_notes', 'joint_statement', 'letter_of_intent', 'memorandum_of_understanding', 'other', 'programme', 'protocol', 'treaty'])), name='agreements_designation_form_is_known', violation_error_message='Choose one of the known values for “form”.'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('function__in', ['amending', 'extending', 'framework', 'implementing', ''])), name='agreements_designation_function_is_known', violation_error_message='Choose one of the known values for “function”.'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('binding__in', ['binding', 'non_binding', ''])), name='agreements_designation_binding_is_known', violation_error_message='Choose one of the known values for “binding”.'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['known_wrong', 'preferred', ''])), name='agreements_designation_standing_is_known', violation_error_message='Choose one of the known values for “standing”.'),
        ),
        migrations.AddConstraint(
            model_name='designation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', ''), ('standing_reason', '')), models.Q(models.Q(('standing', ''), _negated=True), models.Q(('standing_reason', ''), _negated=True)), _connector='OR'), name='agreements_designation_standing_has_a_reason', violation_error_message='A statement that is preferred or known to be wrong needs the reason, and a reason needs a standing.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='designation',
            trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='f4d06090ce0bcd03e007513c64808c821de46850', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_1fcde', table='agreements_designation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='designation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_designationhistory" ("agreement_id", "binding", "form", "function", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "standing_reason") VALUES (NEW."agreement_id", NEW."binding", NEW."form", NEW."function", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."standing", NEW."standing_reason"); RETURN NULL;', hash='63ce9269dd30b2e7d9d567c2f7beca4b3898c65c', operation='INSERT', pgid='pgtrigger_insert_insert_02d10', table='agreements_designation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='designation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_designationhistory" ("agreement_id", "binding", "form", "function", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "standing_reason") VALUES (NEW."agreement_id", NEW."binding", NEW."form", NEW."function", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."standing", NEW."standing_reason"); RETURN NULL;', hash='729f61b761c436660403b978cf5913abade5e841', operation='UPDATE', pgid='pgtrigger_update_update_25952', table='agreements_designation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='designation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_designationhistory" ("agreement_id", "binding", "form", "function", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "standing_reason") VALUES (OLD."agreement_id", OLD."binding", OLD."form", OLD."function", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."standing", OLD."standing_reason"); RETURN NULL;', hash='0afe4c3393cf6a568dd0a6b81f16a9712daaec20', operation='DELETE', pgid='pgtrigger_delete_delete_f346f', table='agreements_designation', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='designationhistory',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_4f9108_idx'),
        ),
        migrations.AddIndex(
            model_name='designationhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_81118d_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='designationhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c700fe620b99b193fd07830fe9abe7393f95a16', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_06836', table='agreements_designationhistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.Func('agreement', 'event', 'agency', 'country', 'mission', 'person', 'source', function='num_nonnulls'), models.Value(1), arg_joiner=' = ', output_field=models.BooleanField(), template='(%(expressions)s)')), name='agreements_identifier_has_one_record', violation_error_message='An identifier is of exactly one record: choose one, leave the others empty.'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(fields=('scheme', 'value', 'issued_in', 'agreement', 'event', 'agency', 'country', 'mission', 'person', 'source'), name='agreements_identifier_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(condition=models.Q(('scheme__in', ['wikidata', 'ror', 'isni', 'cospar'])), fields=('scheme', 'value'), name='agreements_identifier_unique', violation_error_message='Another record has this identifier already; this scheme gives each only once.'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_in__isnull', False), ('scheme__in', ['law', 'gazette'])), models.Q(models.Q(('scheme__in', ['law', 'gazette']), _negated=True), ('issued_in__isnull', True)), _connector='OR'), name='agreements_identifier_country_of_law', violation_error_message='A national law or gazette needs its country, and no other scheme has one.'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(('scheme__in', ['agency_number', 'ats', 'cm', 'cospar', 'cts', 'eli', 'gazette', 'isni', 'law', 'other', 'ror', 'tias', 'trb', 'unts', 'wikidata'])), name='agreements_identifier_scheme_is_known', violation_error_message='Choose one of the known values for “scheme”.'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['known_wrong', 'preferred', ''])), name='agreements_identifier_standing_is_known', violation_error_message='Choose one of the known values for “standing”.'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', ''), ('standing_reason', '')), models.Q(models.Q(('standing', ''), _negated=True), models.Q(('standing_reason', ''), _negated=True)), _connector='OR'), name='agreements_identifier_standing_has_a_reason', violation_error_message='A statement that is preferred or known to be wrong needs the reason, and a reason needs a standing.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='d1f760eecf4a0d5cf34df41caf394830ea9bb95d', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_e6fc2', table='agreements_identifier', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_identifierhistory" ("agency_id", "agreement_id", "country_id", "event_id", "id", "issued_in_id", "mission_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "source_id", "standing", "standing_reason", "url", "value") VALUES (NEW."agency_id", NEW."agreement_id", NEW."country_id", NEW."event_id", NEW."id", NEW."issued_in_id", NEW."mission_id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."scheme", NEW."source_id", NEW."standing", NEW."standing_reason", NEW."url", NEW."value"); RETURN NULL;', hash='5d1747b2427ad4fff6f9cfb98fd0f67d44fc1d97', operation='INSERT', pgid='pgtrigger_insert_insert_b169c', table='agreements_identifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_identifierhistory" ("agency_id", "agreement_id", "country_id", "event_id", "id", "issued_in_id", "mission_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "source_id", "standing", "standing_reason", "url", "value") VALUES (NEW."agency_id", NEW."agreement_id", NEW."country_id", NEW."event_id", NEW."id", NEW."issued_in_id", NEW."mission_id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."scheme", NEW."source_id", NEW."standing", NEW."standing_reason", NEW."url", NEW."value"); RETURN NULL;', hash='e70cdf095475f53c38366e3adffb198772907bbc', operation='UPDATE', pgid='pgtrigger_update_update_eabd8', table='agreements_identifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifier',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_identifierhistory" ("agency_id", "agreement_id", "country_id", "event_id", "id", "issued_in_id", "mission_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "source_id", "standing", "standing_reason", "url", "value") VALUES (OLD."agency_id", OLD."agreement_id", OLD."country_id", OLD."event_id", OLD."id", OLD."issued_in_id", OLD."mission_id", OLD."person_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."scheme", OLD."source_id", OLD."standing", OLD."standing_reason", OLD."url", OLD."value"); RETURN NULL;', hash='c58b0d7a00dd2b571522b609bdb624323cd6677d', operation='DELETE', pgid='pgtrigger_delete_delete_45ec1', table='agreements_identifier', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='identifierhistory',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_5b77bd_idx'),
        ),
        migrations.AddIndex(
            model_name='identifierhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_1e04e6_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identifierhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d815a133d6bb21e5049925901cde2f7f1bed26d0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b5891', table='agreements_identifierhistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.UniqueConstraint(fields=('agreement', 'topic', 'article'), name='agreements_provision_once'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('topic__in', ['cross_waiver', 'customs_and_tax', 'data', 'disputes', 'funds', 'intellectual_property', 'liability', 'technology_safeguards'])), name='agreements_provision_topic_is_known', violation_error_message='Choose one of the known values for “topic”.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('says__in', ['inconclusive', 'no', 'yes'])), name='agreements_provision_says_is_known', violation_error_message='Choose one of the known values for “says”.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['known_wrong', 'preferred', ''])), name='agreements_provision_standing_is_known', violation_error_message='Choose one of the known values for “standing”.'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', ''), ('standing_reason', '')), models.Q(models.Q(('standing', ''), _negated=True), models.Q(('standing_reason', ''), _negated=True)), _connector='OR'), name='agreements_provision_standing_has_a_reason', violation_error_message='A statement that is preferred or known to be wrong needs the reason, and a reason needs a standing.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provision',
            trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='47319ad084b6f6573edbc82def0441e2e40c0f69', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_e415e', table='agreements_provision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_provisionhistory" ("agreement_id", "article", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "says", "standing", "standing_reason", "summary", "topic") VALUES (NEW."agreement_id", NEW."article", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."says", NEW."standing", NEW."standing_reason", NEW."summary", NEW."topic"); RETURN NULL;', hash='d99206d87945c7b00df1eaad612cf90e2a46add5', operation='INSERT', pgid='pgtrigger_insert_insert_e3393', table='agreements_provision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_provisionhistory" ("agreement_id", "article", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "says", "standing", "standing_reason", "summary", "topic") VALUES (NEW."agreement_id", NEW."article", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."says", NEW."standing", NEW."standing_reason", NEW."summary", NEW."topic"); RETURN NULL;', hash='11a67a81f1f6c0d66e68f4f2a82e4ee3f3c2f2d7', operation='UPDATE', pgid='pgtrigger_update_update_060eb', table='agreements_provision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_provisionhistory" ("agreement_id", "article", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "says", "standing", "standing_reason", "summary", "topic") VALUES (OLD."agreement_id", OLD."article", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."says", OLD."standing", OLD."standing_reason", OLD."summary", OLD."topic"); RETURN NULL;', hash='dbf2495042e16a7a820b3cb68afd615bb0213c12', operation='DELETE', pgid='pgtrigger_delete_delete_1401a', table='agreements_provision', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='provisionhistory',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_3fda33_idx'),
        ),
        migrations.AddIndex(
            model_name='provisionhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_6aabe6_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provisionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c286f95c03765e17e700aad9a87dd674e292be7e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8f964', table='agreements_provisionhistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('agreement', 'act', 'length', 'until', 'renewal', 'notice'), name='agreements_term_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('counted_from__in', ['entry_into_force', 'other', 'signature', ''])), name='agreements_term_counted_from_is_known', violation_error_message='Choose one of the known values for “counted_from”.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('renewal__in', ['by_agreement', 'indefinite', 'none', 'tacit', ''])), name='agreements_term_renewal_is_known', violation_error_message='Choose one of the known values for “renewal”.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('notice_for__in', ['any_time', 'end_of_term', ''])), name='agreements_term_notice_for_is_known', violation_error_message='Choose one of the known values for “notice_for”.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('length', ''), ('length__regex', '^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$'), _connector='OR'), name='agreements_term_length_is_a_duration', violation_error_message='Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, “P6M” six months.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('renewal_length', ''), ('renewal_length__regex', '^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$'), _connector='OR'), name='agreements_term_renewal_length_is_a_duration', violation_error_message='Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, “P6M” six months.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('notice', ''), ('notice__regex', '^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$'), _connector='OR'), name='agreements_term_notice_is_a_duration', violation_error_message='Write a duration such as “5 years” or “1 year and 6 months”, or in ISO 8601: “P5Y” is five years, “P6M” six months.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('from_date__isnull', True), spacecoop.fields.EdtfIsValid('from_date'), _connector='OR'), name='agreements_term_from_date_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('from_latest__isnull', True), ('from_earliest__isnull', True), ('from_latest__gte', models.F('from_earliest')), _connector='OR'), name='agreements_term_from_date_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), spacecoop.fields.EdtfIsValid('until'), _connector='OR'), name='agreements_term_until_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('until_latest__isnull', True), ('until_earliest__isnull', True), ('until_latest__gte', models.F('until_earliest')), _connector='OR'), name='agreements_term_until_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('length', ''), ('until__isnull', True), _connector='OR'), name='agreements_term_length_or_end', violation_error_message='A term has a length or a fixed end, not both: leave one of them empty.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('counted_from', ''), models.Q(('length', ''), _negated=True), _connector='OR'), name='agreements_term_counts_a_length', violation_error_message='What a length is counted from needs the length.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('from_date__isnull', True), ('counted_from', 'other'), _connector='OR'), name='agreements_term_date_is_another', violation_error_message='A date to count from stands only with “another date”: a signature and an entry into force have dates of their own.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('condition', ''), ('length', ''), ('notice', ''), ('notice_for', ''), ('renewal', ''), ('renewal_length', ''), ('until__isnull', True), _negated=True), name='agreements_term_says_something', violation_error_message='A term says at least one thing: a length, an end, a renewal or a notice.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['known_wrong', 'preferred', ''])), name='agreements_term_standing_is_known', violation_error_message='Choose one of the known values for “standing”.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', ''), ('standing_reason', '')), models.Q(models.Q(('standing', ''), _negated=True), models.Q(('standing_reason', ''), _negated=True)), _connector='OR'), name='agreements_term_standing_has_a_reason', violation_error_message='A statement that is preferred or known to be wrong needs the reason, and a reason needs a standing.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='b4b0cb7d66a22d554538d938323428ccdfd1b629', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_962ac', table='agreements_term', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_termhistory" ("act_id", "agreement_id", "condition", "counted_from", "from_date", "id", "length", "notice", "notice_for", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renewal", "renewal_length", "standing", "standing_reason", "until") VALUES (NEW."act_id", NEW."agreement_id", NEW."condition", NEW."counted_from", NEW."from_date", NEW."id", NEW."length", NEW."notice", NEW."notice_for", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."renewal", NEW."renewal_length", NEW."standing", NEW."standing_reason", NEW."until"); RETURN NULL;', hash='ed0a84dcf8617756ccaddd0355e39af016a8fc1b', operation='INSERT', pgid='pgtrigger_insert_insert_2435c', table='agreements_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."act_id" IS DISTINCT FROM (NEW."act_id") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."condition" IS DISTINCT FROM (NEW."condition") OR OLD."counted_from" IS DISTINCT FROM (NEW."counted_from") OR OLD."from_date" IS DISTINCT FROM (NEW."from_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."length" IS DISTINCT FROM (NEW."length") OR OLD."notice" IS DISTINCT FROM (NEW."notice") OR OLD."notice_for" IS DISTINCT FROM (NEW."notice_for") OR OLD."renewal" IS DISTINCT FROM (NEW."renewal") OR OLD."renewal_length" IS DISTINCT FROM (NEW."renewal_length") OR OLD."standing" IS DISTINCT FROM (NEW."standing") OR OLD."standing_reason" IS DISTINCT FROM (NEW."standing_reason") OR OLD."until" IS DISTINCT FROM (NEW."until"))', func='INSERT INTO "agreements_termhistory" ("act_id", "agreement_id", "condition", "counted_from", "from_date", "id", "length", "notice", "notice_for", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renewal", "renewal_length", "standing", "standing_reason", "until") VALUES (NEW."act_id", NEW."agreement_id", NEW."condition", NEW."counted_from", NEW."from_date", NEW."id", NEW."length", NEW."notice", NEW."notice_for", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."renewal", NEW."renewal_length", NEW."standing", NEW."standing_reason", NEW."until"); RETURN NULL;', hash='4fddce6054c587e177bc93de0bf2a9f1ccce2e2d', operation='UPDATE', pgid='pgtrigger_update_update_9f639', table='agreements_term', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='term',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_termhistory" ("act_id", "agreement_id", "condition", "counted_from", "from_date", "id", "length", "notice", "notice_for", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renewal", "renewal_length", "standing", "standing_reason", "until") VALUES (OLD."act_id", OLD."agreement_id", OLD."condition", OLD."counted_from", OLD."from_date", OLD."id", OLD."length", OLD."notice", OLD."notice_for", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."renewal", OLD."renewal_length", OLD."standing", OLD."standing_reason", OLD."until"); RETURN NULL;', hash='8aa102b2fc68b23a55ec04577b424edbafd4eb25', operation='DELETE', pgid='pgtrigger_delete_delete_52eef', table='agreements_term', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='termhistory',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_e74cb3_idx'),
        ),
        migrations.AddIndex(
            model_name='termhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_3fb2b6_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='termhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='570d37a6b21617bae0de3263c8efbf996664764b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5397e', table='agreements_termhistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='text',
            constraint=models.UniqueConstraint(fields=('agreement', 'language', 'source'), name='agreements_text_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='text',
            constraint=models.CheckConstraint(condition=models.Q(('language', ''), ('language__regex', '^[a-z]{2,3}$'), _connector='OR'), name='agreements_text_language_is_a_code', violation_error_message='A language is an ISO 639 code of two or three lower-case letters.'),
        ),
        migrations.AddConstraint(
            model_name='text',
            constraint=models.CheckConstraint(condition=models.Q(('authentic__in', ['no', 'yes', ''])), name='agreements_text_authentic_is_known', violation_error_message='Choose one of the known values for “authentic”.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='text',
            trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='05bd4d5c48cf791dcca55f6a18e0d86c1fcc58fa', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_17d90', table='agreements_text', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='text',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_texthistory" ("agreement_id", "authentic", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (NEW."agreement_id", NEW."authentic", NEW."id", NEW."language", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."source_id"); RETURN NULL;', hash='f96f9b2c4732613263fbf2210fa72622e826ef67', operation='INSERT', pgid='pgtrigger_insert_insert_e4450', table='agreements_text', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='text',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_texthistory" ("agreement_id", "authentic", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (NEW."agreement_id", NEW."authentic", NEW."id", NEW."language", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."source_id"); RETURN NULL;', hash='4887103132d60b6c742c0e54671afa45332695ee', operation='UPDATE', pgid='pgtrigger_update_update_9d2cc', table='agreements_text', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='text',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_texthistory" ("agreement_id", "authentic", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (OLD."agreement_id", OLD."authentic", OLD."id", OLD."language", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."source_id"); RETURN NULL;', hash='e17b7a4df505f5320922cc6ae21c3a7b27904b4c', operation='DELETE', pgid='pgtrigger_delete_delete_5f431', table='agreements_text', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='texthistory',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_8355f5_idx'),
        ),
        migrations.AddIndex(
            model_name='texthistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_4faa3d_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='texthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ef85df538267ff961715638cd9587dfaf6eba9c1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_05063', table='agreements_texthistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='title',
            constraint=models.UniqueConstraint(fields=('agreement', 'text', 'language'), name='agreements_title_once'),
        ),
        migrations.AddConstraint(
            model_name='title',
            constraint=models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}$')), name='agreements_title_language_is_a_code', violation_error_message='A language is an ISO 639 code of two or three lower-case letters.'),
        ),
        migrations.AddConstraint(
            model_name='title',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['known_wrong', 'preferred', ''])), name='agreements_title_standing_is_known', violation_error_message='Choose one of the known values for “standing”.'),
        ),
        migrations.AddConstraint(
            model_name='title',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', ''), ('standing_reason', '')), models.Q(models.Q(('standing', ''), _negated=True), models.Q(('standing_reason', ''), _negated=True)), _connector='OR'), name='agreements_title_standing_has_a_reason', violation_error_message='A statement that is preferred or known to be wrong needs the reason, and a reason needs a standing.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='title',
            trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='aa04677762c183d5d105a5a8358028ce09db7165', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_43771', table='agreements_title', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='title',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_titlehistory" ("agreement_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "standing_reason", "text") VALUES (NEW."agreement_id", NEW."id", NEW."language", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."standing", NEW."standing_reason", NEW."text"); RETURN NULL;', hash='b7845c4273cbcba458c41a8c0d4d465ff79e0ed2', operation='INSERT', pgid='pgtrigger_insert_insert_b4e45', table='agreements_title', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='title',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_titlehistory" ("agreement_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "standing_reason", "text") VALUES (NEW."agreement_id", NEW."id", NEW."language", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."standing", NEW."standing_reason", NEW."text"); RETURN NULL;', hash='9feddf2d9414597ac05a735cf686ce452b545a49', operation='UPDATE', pgid='pgtrigger_update_update_91edf', table='agreements_title', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='title',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_titlehistory" ("agreement_id", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standing", "standing_reason", "text") VALUES (OLD."agreement_id", OLD."id", OLD."language", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."standing", OLD."standing_reason", OLD."text"); RETURN NULL;', hash='32e773ab3db95e11b627653aaacff8800546e8ac', operation='DELETE', pgid='pgtrigger_delete_delete_78235', table='agreements_title', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='titlehistory',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_591375_idx'),
        ),
        migrations.AddIndex(
            model_name='titlehistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_96f04a_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='titlehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f18e2a9c3b8929b540d759b5a0d7f836dc6eab78', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_afb60', table='agreements_titlehistory', when='BEFORE')),
        ),
        migrations.RunSQL("DROP FUNCTION IF EXISTS agreements_refuse_relation_cycle(bigint, bigint)", REFUSE_CYCLE),
        migrations.RunSQL(*FIRST_ACTS),
    ])
