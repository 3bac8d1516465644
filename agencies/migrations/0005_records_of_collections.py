"""Organisations and people lead to the collection that they came with."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from spacecoop.sql import together


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_successions'),
        ('spacecoop', '0005_records_of_collections'),
    ]

    operations = together([
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
            model_name='person',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='agency',
            name='collection',
            field=models.ForeignKey(blank=True, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='agencyhistory',
            name='collection',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='person',
            name='collection',
            field=models.ForeignKey(blank=True, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='personhistory',
            name='collection',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='spacecoop.collection'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencyhistory" ("acronym", "collection_id", "country_id", "dissolved", "dissolved_basis", "founded", "founded_basis", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."acronym", NEW."collection_id", NEW."country_id", NEW."dissolved", NEW."dissolved_basis", NEW."founded", NEW."founded_basis", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='efadf93fa7e813548e3afdf8204b7a1705a86754', operation='INSERT', pgid='pgtrigger_insert_insert_064bb', table='agencies_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."acronym" IS DISTINCT FROM (NEW."acronym") OR OLD."collection_id" IS DISTINCT FROM (NEW."collection_id") OR OLD."country_id" IS DISTINCT FROM (NEW."country_id") OR OLD."dissolved" IS DISTINCT FROM (NEW."dissolved") OR OLD."dissolved_basis" IS DISTINCT FROM (NEW."dissolved_basis") OR OLD."founded" IS DISTINCT FROM (NEW."founded") OR OLD."founded_basis" IS DISTINCT FROM (NEW."founded_basis") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."summary" IS DISTINCT FROM (NEW."summary"))', func='INSERT INTO "agencies_agencyhistory" ("acronym", "collection_id", "country_id", "dissolved", "dissolved_basis", "founded", "founded_basis", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."acronym", NEW."collection_id", NEW."country_id", NEW."dissolved", NEW."dissolved_basis", NEW."founded", NEW."founded_basis", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='7f7cc08d88ba98691c1efea6cea23f17fd722748', operation='UPDATE', pgid='pgtrigger_update_update_187e7', table='agencies_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_agencyhistory" ("acronym", "collection_id", "country_id", "dissolved", "dissolved_basis", "founded", "founded_basis", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (OLD."acronym", OLD."collection_id", OLD."country_id", OLD."dissolved", OLD."dissolved_basis", OLD."founded", OLD."founded_basis", OLD."id", OLD."kind", OLD."name", OLD."parent_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug", OLD."summary"); RETURN NULL;', hash='d508170f4af6b54c45f25936e58d9eddc5d762b0', operation='DELETE', pgid='pgtrigger_delete_delete_9c312', table='agencies_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_personhistory" ("collection_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."collection_id", NEW."id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='b72aa5efbc6b31c6665d93cc262b700d4c9703f1', operation='INSERT', pgid='pgtrigger_insert_insert_1d621', table='agencies_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agencies_personhistory" ("collection_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."collection_id", NEW."id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='b2089da2642b062a189dc9423a72ce8597767e89', operation='UPDATE', pgid='pgtrigger_update_update_91305', table='agencies_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agencies_personhistory" ("collection_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."collection_id", OLD."id", OLD."name", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='9e7ef829b332892750cf645eaecb9564d3a1d288', operation='DELETE', pgid='pgtrigger_delete_delete_b28f3', table='agencies_person', when='AFTER')),
        ),
    ])
