"""Countries, agencies and people, with their history."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import spacecoop.fields
import spacecoop.models
from django.db import migrations, models
from spacecoop.sql import install, together

TRIGGERS = [
    pgtrigger.migrations.AddTrigger(
        model_name='country',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='e4072250e3c42a195b09c1b472f52cd23cdfcac6', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_e1fe1', table='agencies_country', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='country',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_countryhistory" ("code", "id", "iso_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn") VALUES (NEW."code", NEW."id", NEW."iso_name", NEW."name", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."withdrawn"); RETURN NULL;', hash='05f86c336b6bc613b5764100c8403db20fbe93a5', operation='INSERT', pgid='pgtrigger_insert_insert_6844b', table='agencies_country', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='country',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."iso_name" IS DISTINCT FROM (NEW."iso_name") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."withdrawn" IS DISTINCT FROM (NEW."withdrawn"))', func='INSERT INTO "agencies_countryhistory" ("code", "id", "iso_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn") VALUES (NEW."code", NEW."id", NEW."iso_name", NEW."name", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."withdrawn"); RETURN NULL;', hash='8580590ad216b0a144ee0cd738e39614b488930f', operation='UPDATE', pgid='pgtrigger_update_update_bc580', table='agencies_country', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='country',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_countryhistory" ("code", "id", "iso_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn") VALUES (OLD."code", OLD."id", OLD."iso_name", OLD."name", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."withdrawn"); RETURN NULL;', hash='a0231b4c0451c760e10f6d76ac5f7ca578449fd7', operation='DELETE', pgid='pgtrigger_delete_delete_aca2c', table='agencies_country', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='countryhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fd019f06c7ae74ba3679a768dd624681e25d93bd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45c42', table='agencies_countryhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='countryname',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='ed90ed03c356ca316024b002ca6ee9b147061da5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_a3226', table='agencies_countryname', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='countryname',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_countrynamehistory" ("country_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."country_id", NEW."id", NEW."language", NEW."name", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;', hash='c805e682ccf5708f3b58659d47ac1e7f934fdfdf', operation='INSERT', pgid='pgtrigger_insert_insert_18d0f', table='agencies_countryname', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='countryname',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_countrynamehistory" ("country_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."country_id", NEW."id", NEW."language", NEW."name", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;', hash='f32fdc12a8543a47ea46f99b905a3937b21deb5a', operation='UPDATE', pgid='pgtrigger_update_update_6ab9f', table='agencies_countryname', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='countryname',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_countrynamehistory" ("country_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."country_id", OLD."id", OLD."language", OLD."name", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;', hash='431d1bae1bb2ad0a83e34c40a316bfb473caa5dc', operation='DELETE', pgid='pgtrigger_delete_delete_8f322', table='agencies_countryname', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='countrynamehistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='08752fb6b8fdaf6fd5df8f57e7cbb61b4e561e27', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_017cf', table='agencies_countrynamehistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agency',
        trigger=pgtrigger.compiler.Trigger(name='keep_former_slug', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="PERFORM spacecoop_keep_former_slug('agency', OLD.slug, NEW.slug); RETURN NULL;", hash='b9e6353d15e8dc21947a8a737c6a0f7b359e36a9', operation='UPDATE OF "slug"', pgid='pgtrigger_keep_former_slug_92878', table='agencies_agency', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agency',
        trigger=pgtrigger.compiler.Trigger(name='no_cycle_of_parent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."parent_id" IS NOT NULL)', func="PERFORM spacecoop_refuse_cycle(TG_RELID, 'parent', NEW.id, 'agency', NEW.slug); RETURN NULL;", hash='7218353e3a5fa7b9eb16c272540e65aad2c5f32d', operation='INSERT OR UPDATE OF "parent_id"', pgid='pgtrigger_no_cycle_of_parent_14f03', table='agencies_agency', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agency',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='45372cbec77dd2b1f02c5b130ca8c6c4f47715c8', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_52ac7', table='agencies_agency', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agency',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencyhistory" ("acronym", "country_id", "founded", "founded_basis", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."acronym", NEW."country_id", NEW."founded", NEW."founded_basis", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='67c33ef980128fd3816578799b2e5685cf97676d', operation='INSERT', pgid='pgtrigger_insert_insert_064bb', table='agencies_agency', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agency',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."acronym" IS DISTINCT FROM (NEW."acronym") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."founded" IS DISTINCT FROM (NEW."founded") OR OLD."founded_basis" IS DISTINCT FROM (NEW."founded_basis") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."summary" IS DISTINCT FROM (NEW."summary"))', func='INSERT INTO "agencies_agencyhistory" ("acronym", "country_id", "founded", "founded_basis", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."acronym", NEW."country_id", NEW."founded", NEW."founded_basis", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='42bc49d3c40ca7ec038c1a75871c5ee47ec68f21', operation='UPDATE', pgid='pgtrigger_update_update_187e7', table='agencies_agency', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agency',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencyhistory" ("acronym", "country_id", "founded", "founded_basis", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (OLD."acronym", OLD."country_id", OLD."founded", OLD."founded_basis", OLD."id", OLD."kind", OLD."name", OLD."parent_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug", OLD."summary"); RETURN NULL;', hash='47401346b2507885f60756b5434e251517e72a81', operation='DELETE', pgid='pgtrigger_delete_delete_9c312', table='agencies_agency', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agencyhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='01d3a5ac6fe752b816c95a33be9eea89d5ae6b14', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b52ef', table='agencies_agencyhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agencyname',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='5ad9dad1618c928b47c8ac1402324c3f95c7d31a', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_887fa', table='agencies_agencyname', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agencyname',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencynamehistory" ("agency_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agency_id", NEW."id", NEW."language", NEW."name", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;', hash='5cfde48100fd9792d73c36e1b159956264bd58f8', operation='INSERT', pgid='pgtrigger_insert_insert_921a8', table='agencies_agencyname', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agencyname',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_agencynamehistory" ("agency_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agency_id", NEW."id", NEW."language", NEW."name", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;', hash='563a8d5a730a84a8c218ea1d3cb36be1da37072a', operation='UPDATE', pgid='pgtrigger_update_update_cf31d', table='agencies_agencyname', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agencyname',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencynamehistory" ("agency_id", "id", "language", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agency_id", OLD."id", OLD."language", OLD."name", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;', hash='7b6d9ea2945b912730926de7f46860776c83a696', operation='DELETE', pgid='pgtrigger_delete_delete_37e23', table='agencies_agencyname', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agencynamehistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='44a3e47b69628787b603602bd848b1b560c062e4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ad486', table='agencies_agencynamehistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='person',
        trigger=pgtrigger.compiler.Trigger(name='keep_former_slug', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="PERFORM spacecoop_keep_former_slug('person', OLD.slug, NEW.slug); RETURN NULL;", hash='580e2476c907583976fdbfc6a2408367c19b1081', operation='UPDATE OF "slug"', pgid='pgtrigger_keep_former_slug_46d30', table='agencies_person', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='person',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='8720fe4a1c54cbb06c326b820641a185d51860ed', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_fef88', table='agencies_person', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='person',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_personhistory" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='4e7c73b79baa34575738bdd9f7348b8507763985', operation='INSERT', pgid='pgtrigger_insert_insert_1d621', table='agencies_person', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='person',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_personhistory" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='46a5bc0b8b262a9756ea64122105bb13cb57b3f6', operation='UPDATE', pgid='pgtrigger_update_update_91305', table='agencies_person', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='person',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_personhistory" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."id", OLD."name", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='b0f156ab871861e34c938303fac6a4dc0494e61c', operation='DELETE', pgid='pgtrigger_delete_delete_b28f3', table='agencies_person', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='personhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='14d2463f5c0199eed295ab6d1ef031f67db6de9d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1dacf', table='agencies_personhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='office',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='2918b6d46d66603099134476e124f68d78dd715c', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_c2407', table='agencies_office', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='office',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_officehistory" ("agency_id", "as_of", "as_of_basis", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."agency_id", NEW."as_of", NEW."as_of_basis", NEW."id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."title"); RETURN NULL;', hash='b0294d1eb8f04d6d2ede1080d0774d8863192eb3', operation='INSERT', pgid='pgtrigger_insert_insert_a3497', table='agencies_office', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='office',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."as_of_basis" IS DISTINCT FROM (NEW."as_of_basis") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "agencies_officehistory" ("agency_id", "as_of", "as_of_basis", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."agency_id", NEW."as_of", NEW."as_of_basis", NEW."id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."title"); RETURN NULL;', hash='5baa5f1c2843fe12a0ca9b4130379601000c554a', operation='UPDATE', pgid='pgtrigger_update_update_d8d75', table='agencies_office', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='office',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_officehistory" ("agency_id", "as_of", "as_of_basis", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."agency_id", OLD."as_of", OLD."as_of_basis", OLD."id", OLD."person_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."title"); RETURN NULL;', hash='d015d77eaa150a0cf15802bbc2958c01cfab02c9', operation='DELETE', pgid='pgtrigger_delete_delete_19260', table='agencies_office', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='officehistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='84712e53b52d2958542fbc5ea9e7287d3ecf4f27', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_52d60', table='agencies_officehistory', when='BEFORE')),
    ),
]


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("agencies", "0001_countries_agencies_people"),
        ("agencies", "0002_search_documents"),
    ]

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("spacecoop", "0001_dates_revision_addresses"),
    ]

    operations = together([
        migrations.CreateModel(
            name='Country',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='ISO 3166-1 alpha-2 code such as “BE”; for a former country its ISO 3166-3 code such as “SUHH”.', max_length=4, unique=True)),
                ('name', models.CharField(help_text='The short name that pages show.', max_length=100)),
                ('iso_name', models.CharField(help_text='The short name in ISO 3166.', max_length=100, verbose_name='ISO name')),
                ('withdrawn', spacecoop.fields.EDTFField(blank=True, help_text='When ISO 3166-3 withdrew the code of a former country; empty for the others.', max_length=24, null=True)),
                ('withdrawn_earliest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('withdrawn'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('withdrawn_latest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('withdrawn'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
            ],
            options={
                'verbose_name_plural': 'countries',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^[A-Z]{2}$'), ('withdrawn__isnull', True)), models.Q(('code__regex', '^[A-Z]{4}$'), ('withdrawn__isnull', False)), _connector='OR'), name='agencies_country_code_is_iso', violation_error_message='A code has two capital letters (ISO 3166-1), or four and a date of withdrawal (ISO 3166-3).'), models.CheckConstraint(condition=models.Q(('withdrawn__isnull', True), spacecoop.fields.EdtfIsValid('withdrawn'), _connector='OR'), name='agencies_country_withdrawn_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'), models.CheckConstraint(condition=models.Q(('withdrawn_latest__isnull', True), ('withdrawn_earliest__isnull', True), ('withdrawn_latest__gte', models.F('withdrawn_earliest')), _connector='OR'), name='agencies_country_withdrawn_in_order', violation_error_message='The date ends before it begins.')],
            },
        ),
        migrations.CreateModel(
            name='CountryHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agencies.country')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(help_text='ISO 3166-1 alpha-2 code such as “BE”; for a former country its ISO 3166-3 code such as “SUHH”.', max_length=4)),
                ('name', models.CharField(help_text='The short name that pages show.', max_length=100)),
                ('iso_name', models.CharField(help_text='The short name in ISO 3166.', max_length=100, verbose_name='ISO name')),
                ('withdrawn', spacecoop.fields.EDTFField(blank=True, help_text='When ISO 3166-3 withdrew the code of a former country; empty for the others.', max_length=24, null=True)),
            ],
            options={
                'verbose_name': 'country (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agencies_co_pgh_obj_76880f_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agencies_co_pgh_cre_8bddd8_idx')],
            },
        ),
        migrations.CreateModel(
            name='CountryName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.ForeignKey(help_text='The country so named.', on_delete=django.db.models.deletion.CASCADE, related_name='names', to='agencies.country')),
                ('name', models.CharField(help_text='The name as ISO 3166 or a source writes it.', max_length=120)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('country', 'name'), name='agencies_countryname_once'), models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}$')), name='agencies_countryname_language_is_a_code', violation_error_message='A language is an ISO 639 code of two or three lower-case letters.')],
            },
        ),
        migrations.CreateModel(
            name='CountryNameHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agencies.countryname')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('country', models.ForeignKey(db_constraint=False, help_text='The country so named.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.country')),
                ('name', models.CharField(help_text='The name as ISO 3166 or a source writes it.', max_length=120)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
            ],
            options={
                'verbose_name': 'country name (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agencies_co_pgh_obj_070f39_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agencies_co_pgh_cre_cebfa5_idx')],
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text="The record's permanent address, such as “cnes”: lower-case letters, digits and hyphens.", max_length=100, unique=True)),
                ('name', models.CharField(help_text='The name in full, as the sources write it in English.', max_length=200)),
                ('acronym', models.CharField(blank=True, help_text='Its acronym; empty when no source uses one.', max_length=20)),
                ('kind', models.CharField(choices=[('state', 'state'), ('government', 'government'), ('space_agency', 'space agency'), ('policy_office', 'science-policy office'), ('government_office', 'government office'), ('research_institute', 'research institute'), ('operations_centre', 'operations centre'), ('company', 'company'), ('intergovernmental', 'intergovernmental organisation'), ('other', 'other organisation')], help_text='The type of organisation.', max_length=20)),
                ('country', models.ForeignKey(blank=True, help_text='The country it belongs to; empty for an international body, or where no source states it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='agencies.country')),
                ('parent', models.ForeignKey(blank=True, help_text='The body of which it is a part.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='agencies.agency')),
                ('summary', models.TextField(blank=True, help_text='What the sources say of it, in our own words.')),
                ('founded', spacecoop.fields.EDTFField(blank=True, help_text='When it was founded; empty where no source states it.', max_length=24, null=True)),
                ('founded_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
                ('founded_earliest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('founded'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('founded_latest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('founded'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='agencies_agency_slug_is_plain', violation_error_message='A slug has lower-case letters and digits, with single hyphens between them.'), models.CheckConstraint(condition=models.Q(('kind__in', ['company', 'government', 'government_office', 'intergovernmental', 'operations_centre', 'other', 'policy_office', 'research_institute', 'space_agency', 'state'])), name='agencies_agency_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='agencies_agency_not_its_own_parent', violation_error_message='A record may not be part of itself.'), models.CheckConstraint(condition=models.Q(('founded__isnull', True), spacecoop.fields.EdtfIsValid('founded'), _connector='OR'), name='agencies_agency_founded_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'), models.CheckConstraint(condition=models.Q(('founded_latest__isnull', True), ('founded_earliest__isnull', True), ('founded_latest__gte', models.F('founded_earliest')), _connector='OR'), name='agencies_agency_founded_in_order', violation_error_message='The date ends before it begins.')],
            },
        ),
        migrations.CreateModel(
            name='AgencyHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agencies.agency')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(help_text="The record's permanent address, such as “cnes”: lower-case letters, digits and hyphens.", max_length=100)),
                ('name', models.CharField(help_text='The name in full, as the sources write it in English.', max_length=200)),
                ('acronym', models.CharField(blank=True, help_text='Its acronym; empty when no source uses one.', max_length=20)),
                ('kind', models.CharField(choices=[('state', 'state'), ('government', 'government'), ('space_agency', 'space agency'), ('policy_office', 'science-policy office'), ('government_office', 'government office'), ('research_institute', 'research institute'), ('operations_centre', 'operations centre'), ('company', 'company'), ('intergovernmental', 'intergovernmental organisation'), ('other', 'other organisation')], help_text='The type of organisation.', max_length=20)),
                ('country', models.ForeignKey(blank=True, db_constraint=False, help_text='The country it belongs to; empty for an international body, or where no source states it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.country')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='The body of which it is a part.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                ('summary', models.TextField(blank=True, help_text='What the sources say of it, in our own words.')),
                ('founded', spacecoop.fields.EDTFField(blank=True, help_text='When it was founded; empty where no source states it.', max_length=24, null=True)),
                ('founded_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
            ],
            options={
                'verbose_name': 'agency (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agencies_ag_pgh_obj_ad559f_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agencies_ag_pgh_cre_3cebf3_idx')],
            },
        ),
        migrations.CreateModel(
            name='AgencyName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(help_text='The body so named.', on_delete=django.db.models.deletion.CASCADE, related_name='names', to='agencies.agency')),
                ('name', models.CharField(help_text='The form as the source writes it.', max_length=200)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('agency', 'name'), name='agencies_agencyname_once'), models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}$')), name='agencies_agencyname_language_is_a_code', violation_error_message='A language is an ISO 639 code of two or three lower-case letters.')],
            },
        ),
        migrations.CreateModel(
            name='AgencyNameHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agencies.agencyname')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('agency', models.ForeignKey(db_constraint=False, help_text='The body so named.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                ('name', models.CharField(help_text='The form as the source writes it.', max_length=200)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
            ],
            options={
                'verbose_name': 'agency name (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agencies_ag_pgh_obj_6a4e78_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agencies_ag_pgh_cre_0d18d5_idx')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text="The record's permanent address, such as “jean-yves-le-gall”: lower-case letters, digits and hyphens.", max_length=100, unique=True)),
                ('name', models.CharField(help_text='The name as the source writes it.', max_length=120)),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='agencies_person_slug_is_plain', violation_error_message='A slug has lower-case letters and digits, with single hyphens between them.')],
            },
        ),
        migrations.CreateModel(
            name='PersonHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agencies.person')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(help_text="The record's permanent address, such as “jean-yves-le-gall”: lower-case letters, digits and hyphens.", max_length=100)),
                ('name', models.CharField(help_text='The name as the source writes it.', max_length=120)),
            ],
            options={
                'verbose_name': 'person (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agencies_pe_pgh_obj_2aa468_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agencies_pe_pgh_cre_c3ed11_idx')],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(help_text='Who holds it.', on_delete=django.db.models.deletion.CASCADE, related_name='offices', to='agencies.person')),
                ('agency', models.ForeignKey(help_text='In which body.', on_delete=django.db.models.deletion.PROTECT, related_name='offices', to='agencies.agency')),
                ('title', models.CharField(help_text='The office as the source names it, such as “President”.', max_length=100)),
                ('as_of', spacecoop.fields.EDTFField(blank=True, help_text='The date for which the source states it, not a beginning; empty where the source is undated.', max_length=24, null=True, verbose_name='as of')),
                ('as_of_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
                ('as_of_earliest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('as_of'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('as_of_latest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('as_of'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
            ],
            options={
                'ordering': ['as_of_earliest', 'title'],
                'constraints': [models.UniqueConstraint(fields=('person', 'agency', 'title', 'as_of'), name='agencies_office_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('as_of__isnull', True), spacecoop.fields.EdtfIsValid('as_of'), _connector='OR'), name='agencies_office_as_of_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'), models.CheckConstraint(condition=models.Q(('as_of_latest__isnull', True), ('as_of_earliest__isnull', True), ('as_of_latest__gte', models.F('as_of_earliest')), _connector='OR'), name='agencies_office_as_of_in_order', violation_error_message='The date ends before it begins.')],
            },
        ),
        migrations.CreateModel(
            name='OfficeHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agencies.office')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('person', models.ForeignKey(db_constraint=False, help_text='Who holds it.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.person')),
                ('agency', models.ForeignKey(db_constraint=False, help_text='In which body.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                ('title', models.CharField(help_text='The office as the source names it, such as “President”.', max_length=100)),
                ('as_of', spacecoop.fields.EDTFField(blank=True, help_text='The date for which the source states it, not a beginning; empty where the source is undated.', max_length=24, null=True, verbose_name='as of')),
                ('as_of_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
            ],
            options={
                'verbose_name': 'office (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agencies_of_pgh_obj_85dd1e_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agencies_of_pgh_cre_9a1ef0_idx')],
            },
        ),
        install("agencies", "names"),
        *TRIGGERS,
    ])
