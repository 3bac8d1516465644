"""Organisations end, and others succeed them; names are used from a day and until a day."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import spacecoop.fields
import spacecoop.models
from django.db import migrations, models

from spacecoop.sql import together


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_offices_are_positions'),
        ('spacecoop', '0004_circles'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('renamed', 'renaming'), ('merged_into', 'merger'), ('split_from', 'split'), ('succeeded', 'succession'), ('continues', 'continuation')], help_text='How: the earlier one was renamed or merged into the later one, the later one split from it, succeeded it, or continues it (as Russia does the USSR).', max_length=12)),
                ('date', spacecoop.fields.EDTFField(blank=True, help_text='When; empty where no source states it.', max_length=24, null=True)),
                ('date_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
                ('earliest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('date'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('latest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('date'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
            ],
            options={
                'ordering': ['earliest', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SuccessionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('renamed', 'renaming'), ('merged_into', 'merger'), ('split_from', 'split'), ('succeeded', 'succession'), ('continues', 'continuation')], help_text='How: the earlier one was renamed or merged into the later one, the later one split from it, succeeded it, or continues it (as Russia does the USSR).', max_length=12)),
                ('date', spacecoop.fields.EDTFField(blank=True, help_text='When; empty where no source states it.', max_length=24, null=True)),
                ('date_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
            ],
            options={
                'verbose_name': 'succession (past state)',
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='positionhistory',
            options={'verbose_name': 'position (past state)'},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agency',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agency',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agency',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agencyname',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agencyname',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agencyname',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='position',
            name='agencies_office_once',
        ),
        migrations.RemoveConstraint(
            model_name='position',
            name='agencies_office_as_of_is_edtf',
        ),
        migrations.RemoveConstraint(
            model_name='position',
            name='agencies_office_as_of_in_order',
        ),
        migrations.RenameIndex(
            model_name='positionhistory',
            new_name='agencies_po_pgh_obj_d7404f_idx',
            old_name='agencies_of_pgh_obj_85dd1e_idx',
        ),
        migrations.RenameIndex(
            model_name='positionhistory',
            new_name='agencies_po_pgh_cre_f6c1ad_idx',
            old_name='agencies_of_pgh_cre_9a1ef0_idx',
        ),
        migrations.AddField(
            model_name='agency',
            name='dissolved',
            field=spacecoop.fields.EDTFField(blank=True, help_text='When it ceased to exist; empty where no source states it.', max_length=24, null=True),
        ),
        migrations.AddField(
            model_name='agency',
            name='dissolved_basis',
            field=models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8),
        ),
        migrations.AddField(
            model_name='agencyhistory',
            name='dissolved',
            field=spacecoop.fields.EDTFField(blank=True, help_text='When it ceased to exist; empty where no source states it.', max_length=24, null=True),
        ),
        migrations.AddField(
            model_name='agencyhistory',
            name='dissolved_basis',
            field=models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8),
        ),
        migrations.AddField(
            model_name='agencyname',
            name='used_from',
            field=spacecoop.fields.EDTFField(blank=True, help_text='From when it bore this name, where a source states it.', max_length=24, null=True, verbose_name='used from'),
        ),
        migrations.AddField(
            model_name='agencynamehistory',
            name='used_from',
            field=spacecoop.fields.EDTFField(blank=True, help_text='From when it bore this name, where a source states it.', max_length=24, null=True, verbose_name='used from'),
        ),
        migrations.AddField(
            model_name='agencyname',
            name='used_until',
            field=spacecoop.fields.EDTFField(blank=True, help_text='Until when it bore this name: a former name has an end.', max_length=24, null=True, verbose_name='used until'),
        ),
        migrations.AddField(
            model_name='agencynamehistory',
            name='used_until',
            field=spacecoop.fields.EDTFField(blank=True, help_text='Until when it bore this name: a former name has an end.', max_length=24, null=True, verbose_name='used until'),
        ),
        migrations.AlterField(
            model_name='position',
            name='agency',
            field=models.ForeignKey(help_text='In which organisation.', on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='agencies.agency'),
        ),
        migrations.AlterField(
            model_name='position',
            name='person',
            field=models.ForeignKey(help_text='Who holds it.', on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='agencies.person'),
        ),
        migrations.AlterField(
            model_name='position',
            name='title',
            field=models.CharField(help_text='The position as the source names it, such as “President”.', max_length=100),
        ),
        migrations.AlterField(
            model_name='positionhistory',
            name='agency',
            field=models.ForeignKey(db_constraint=False, help_text='In which organisation.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency'),
        ),
        migrations.AlterField(
            model_name='positionhistory',
            name='title',
            field=models.CharField(help_text='The position as the source names it, such as “President”.', max_length=100),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencyhistory" ("acronym", "country_id", "dissolved", "dissolved_basis", "founded", "founded_basis", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."acronym", NEW."country_id", NEW."dissolved", NEW."dissolved_basis", NEW."founded", NEW."founded_basis", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='b4b95782c59fcb74b452d79311336e49348ae1ad', operation='INSERT', pgid='pgtrigger_insert_insert_064bb', table='agencies_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."acronym" IS DISTINCT FROM (NEW."acronym") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."dissolved" IS DISTINCT FROM (NEW."dissolved") OR OLD."dissolved_basis" IS DISTINCT FROM (NEW."dissolved_basis") OR OLD."founded" IS DISTINCT FROM (NEW."founded") OR OLD."founded_basis" IS DISTINCT FROM (NEW."founded_basis") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."summary" IS DISTINCT FROM (NEW."summary"))', func='INSERT INTO "agencies_agencyhistory" ("acronym", "country_id", "dissolved", "dissolved_basis", "founded", "founded_basis", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."acronym", NEW."country_id", NEW."dissolved", NEW."dissolved_basis", NEW."founded", NEW."founded_basis", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='93a7080d1b9d3c87922463e7b3949feb0aee3e9b', operation='UPDATE', pgid='pgtrigger_update_update_187e7', table='agencies_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencyhistory" ("acronym", "country_id", "dissolved", "dissolved_basis", "founded", "founded_basis", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (OLD."acronym", OLD."country_id", OLD."dissolved", OLD."dissolved_basis", OLD."founded", OLD."founded_basis", OLD."id", OLD."kind", OLD."name", OLD."parent_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug", OLD."summary"); RETURN NULL;', hash='8ccb74b818a4b364fb2d2151fa0f0fb16fa84ab0', operation='DELETE', pgid='pgtrigger_delete_delete_9c312', table='agencies_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agencyname',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencynamehistory" ("agency_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used_from", "used_until") VALUES (NEW."agency_id", NEW."id", NEW."language", NEW."name", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."used_from", NEW."used_until"); RETURN NULL;', hash='1c0a6f9bbf34fb36f85c1ac5550e37f7b73184cd', operation='INSERT', pgid='pgtrigger_insert_insert_921a8', table='agencies_agencyname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agencyname',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."used_from" IS DISTINCT FROM (NEW."used_from") OR OLD."used_until" IS DISTINCT FROM (NEW."used_until"))', func='INSERT INTO "agencies_agencynamehistory" ("agency_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used_from", "used_until") VALUES (NEW."agency_id", NEW."id", NEW."language", NEW."name", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."used_from", NEW."used_until"); RETURN NULL;', hash='392c09684ab1c3f67c4710e9709b0decc8feb849', operation='UPDATE', pgid='pgtrigger_update_update_cf31d', table='agencies_agencyname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agencyname',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencynamehistory" ("agency_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "used_from", "used_until") VALUES (OLD."agency_id", OLD."id", OLD."language", OLD."name", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."used_from", OLD."used_until"); RETURN NULL;', hash='344b795f42cec8ee0b7a373a6b62d5559c7fa297', operation='DELETE', pgid='pgtrigger_delete_delete_37e23', table='agencies_agencyname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='b7b000ab87e423fdb4878cd77812580c56433d09', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_c2750', table='agencies_position', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_positionhistory" ("agency_id", "as_of", "as_of_basis", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."agency_id", NEW."as_of", NEW."as_of_basis", NEW."id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."title"); RETURN NULL;', hash='9b2d7882a4d605ed76178ebca015723a5588041d', operation='INSERT', pgid='pgtrigger_insert_insert_e6778', table='agencies_position', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."as_of_basis" IS DISTINCT FROM (NEW."as_of_basis") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "agencies_positionhistory" ("agency_id", "as_of", "as_of_basis", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."agency_id", NEW."as_of", NEW."as_of_basis", NEW."id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."title"); RETURN NULL;', hash='f2e6d5c62b70d0f4f4a9b48dde6b40e21d7a040c', operation='UPDATE', pgid='pgtrigger_update_update_2a2eb', table='agencies_position', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_positionhistory" ("agency_id", "as_of", "as_of_basis", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."agency_id", OLD."as_of", OLD."as_of_basis", OLD."id", OLD."person_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."title"); RETURN NULL;', hash='23fce32210221295398152bcf42bd95c3b29513f', operation='DELETE', pgid='pgtrigger_delete_delete_81ce1', table='agencies_position', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='positionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2e13ea61091eb7ea234a67d94a49accb413931cd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e7386', table='agencies_positionhistory', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='succession',
            name='earlier',
            field=models.ForeignKey(help_text='The organisation that was there before.', on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='succession',
            name='later',
            field=models.ForeignKey(help_text='The organisation that came after it.', on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='earlier',
            field=models.ForeignKey(db_constraint=False, help_text='The organisation that was there before.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='later',
            field=models.ForeignKey(db_constraint=False, help_text='The organisation that came after it.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='successionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agencies.succession'),
        ),
        migrations.AddField(
            model_name='agency',
            name='dissolved_earliest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('dissolved'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='agency',
            name='dissolved_latest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('dissolved'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='agencyname',
            name='used_from_earliest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('used_from'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='agencyname',
            name='used_from_latest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('used_from'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='agencyname',
            name='used_until_earliest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('used_until'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddField(
            model_name='agencyname',
            name='used_until_latest',
            field=models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('used_until'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('dissolved__isnull', True), spacecoop.fields.EdtfIsValid('dissolved'), _connector='OR'), name='agencies_agency_dissolved_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('dissolved_latest__isnull', True), ('dissolved_earliest__isnull', True), ('dissolved_latest__gte', models.F('dissolved_earliest')), _connector='OR'), name='agencies_agency_dissolved_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='agencyname',
            constraint=models.CheckConstraint(condition=models.Q(('used_from__isnull', True), spacecoop.fields.EdtfIsValid('used_from'), _connector='OR'), name='agencies_agencyname_used_from_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='agencyname',
            constraint=models.CheckConstraint(condition=models.Q(('used_from_latest__isnull', True), ('used_from_earliest__isnull', True), ('used_from_latest__gte', models.F('used_from_earliest')), _connector='OR'), name='agencies_agencyname_used_from_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='agencyname',
            constraint=models.CheckConstraint(condition=models.Q(('used_until__isnull', True), spacecoop.fields.EdtfIsValid('used_until'), _connector='OR'), name='agencies_agencyname_used_until_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='agencyname',
            constraint=models.CheckConstraint(condition=models.Q(('used_until_latest__isnull', True), ('used_until_earliest__isnull', True), ('used_until_latest__gte', models.F('used_until_earliest')), _connector='OR'), name='agencies_agencyname_used_until_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.UniqueConstraint(fields=('person', 'agency', 'title', 'as_of'), name='agencies_position_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('as_of__isnull', True), spacecoop.fields.EdtfIsValid('as_of'), _connector='OR'), name='agencies_position_as_of_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('as_of_latest__isnull', True), ('as_of_earliest__isnull', True), ('as_of_latest__gte', models.F('as_of_earliest')), _connector='OR'), name='agencies_position_as_of_in_order', violation_error_message='The date ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('earlier', 'later', 'kind'), name='agencies_succession_once'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('earlier', models.F('later')), _negated=True), name='agencies_succession_not_of_itself', violation_error_message='An organisation does not succeed itself.'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['continues', 'merged_into', 'renamed', 'split_from', 'succeeded'])), name='agencies_succession_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('date__isnull', True), spacecoop.fields.EdtfIsValid('date'), _connector='OR'), name='agencies_succession_date_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('latest__isnull', True), ('earliest__isnull', True), ('latest__gte', models.F('earliest')), _connector='OR'), name='agencies_succession_date_in_order', violation_error_message='The date ends before it begins.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='no_circle', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM spacecoop_refuse_circle(TG_RELID, 'earlier_id', 'later_id', NEW.earlier_id, NEW.later_id, 'successions'); RETURN NULL;", hash='4fb0e2982cf4a37cc1d8cbc1e8883367c779d56d', operation='INSERT OR UPDATE OF "earlier_id", "later_id"', pgid='pgtrigger_no_circle_ce63f', table='agencies_succession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='d402d1d42d53577b88b10214c42b75a032266ef4', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_5698a', table='agencies_succession', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_successionhistory" ("date", "date_basis", "earlier_id", "id", "kind", "later_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."date", NEW."date_basis", NEW."earlier_id", NEW."id", NEW."kind", NEW."later_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;', hash='d3ac8534f0f9eec34c508feb8c6c6289d4d710b2', operation='INSERT', pgid='pgtrigger_insert_insert_5e53a', table='agencies_succession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."date_basis" IS DISTINCT FROM (NEW."date_basis") OR OLD."earlier_id" IS DISTINCT FROM (NEW."earlier_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."later_id" IS DISTINCT FROM (NEW."later_id"))', func='INSERT INTO "agencies_successionhistory" ("date", "date_basis", "earlier_id", "id", "kind", "later_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."date", NEW."date_basis", NEW."earlier_id", NEW."id", NEW."kind", NEW."later_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;', hash='78cf97436522706e9c7e07fe7529c0ca6783fe8c', operation='UPDATE', pgid='pgtrigger_update_update_c3a29', table='agencies_succession', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='succession',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_successionhistory" ("date", "date_basis", "earlier_id", "id", "kind", "later_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."date", OLD."date_basis", OLD."earlier_id", OLD."id", OLD."kind", OLD."later_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;', hash='67fac6cac8f27baac67977a0c21013e10b3a2673', operation='DELETE', pgid='pgtrigger_delete_delete_d6ab1', table='agencies_succession', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='successionhistory',
            index=models.Index(fields=['pgh_obj', 'pgh_id'], name='agencies_su_pgh_obj_17e525_idx'),
        ),
        migrations.AddIndex(
            model_name='successionhistory',
            index=models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agencies_su_pgh_cre_3014cc_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='successionhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2825ded27de449c7e8a1e40e3d02aaf0ef45535c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6e451', table='agencies_successionhistory', when='BEFORE')),
        ),
    ])
