"""Agreements, areas, events, missions and sources lead to the collection that they came with."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from spacecoop.sql import together


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0009_wrong_identifiers_leave_theirs_free'),
        ('spacecoop', '0005_records_of_collections'),
    ]

    operations = together([
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
            model_name='area',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='area',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='area',
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
            model_name='mission',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mission',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mission',
            name='delete_delete',
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
        migrations.AddField(
            model_name='agreement',
            name='collection',
            field=models.ForeignKey(blank=True, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='agreementhistory',
            name='collection',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='area',
            name='collection',
            field=models.ForeignKey(blank=True, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='areahistory',
            name='collection',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='event',
            name='collection',
            field=models.ForeignKey(blank=True, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='collection',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='mission',
            name='collection',
            field=models.ForeignKey(blank=True, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='missionhistory',
            name='collection',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='source',
            name='collection',
            field=models.ForeignKey(blank=True, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spacecoop.collection'),
        ),
        migrations.AddField(
            model_name='sourcehistory',
            name='collection',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The collection that it came with; empty: entered here, or one of the published set.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='spacecoop.collection'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementhistory" ("collection_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."collection_id", NEW."id", NEW."number", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='5d603489feed7cc3e8c6590225f6f7abacd2766f', operation='INSERT', pgid='pgtrigger_insert_insert_13a93', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_agreementhistory" ("collection_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."collection_id", NEW."id", NEW."number", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='01dbb1d1e65ae5a1547b0c8895e19d3949a6c4e8', operation='UPDATE', pgid='pgtrigger_update_update_36fdd', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementhistory" ("collection_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (OLD."collection_id", OLD."id", OLD."number", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug", OLD."summary", OLD."title"); RETURN NULL;', hash='552f47d77fb3a9208c369ae65db60379e37a62bf', operation='DELETE', pgid='pgtrigger_delete_delete_a07e3', table='agreements_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_areahistory" ("broader_id", "collection_id", "definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."broader_id", NEW."collection_id", NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='440ad3226583996162fbf9cdb78b8d4b1c1863ac', operation='INSERT', pgid='pgtrigger_insert_insert_9b43b', table='agreements_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_areahistory" ("broader_id", "collection_id", "definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."broader_id", NEW."collection_id", NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='a36c06e4b45979255f805f1199c5ee8ce3c3b99a', operation='UPDATE', pgid='pgtrigger_update_update_b9a83', table='agreements_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_areahistory" ("broader_id", "collection_id", "definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."broader_id", OLD."collection_id", OLD."definition", OLD."id", OLD."name", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='a66f71233c1e91f0a249b8b14458f54332c81108', operation='DELETE', pgid='pgtrigger_delete_delete_e136c', table='agreements_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventhistory" ("agreement_id", "as_of", "collection_id", "date", "date_basis", "effective", "id", "kind", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "slug", "standing", "standing_reason", "summary", "title", "until") VALUES (NEW."agreement_id", NEW."as_of", NEW."collection_id", NEW."date", NEW."date_basis", NEW."effective", NEW."id", NEW."kind", NEW."modality", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."place", NEW."slug", NEW."standing", NEW."standing_reason", NEW."summary", NEW."title", NEW."until"); RETURN NULL;', hash='285df97e081eb6d7d3b813ba87515e0f1557f988', operation='INSERT', pgid='pgtrigger_insert_insert_0e5a8', table='agreements_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."collection_id" IS DISTINCT FROM (NEW."collection_id") OR OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."date_basis" IS DISTINCT FROM (NEW."date_basis") OR OLD."effective" IS DISTINCT FROM (NEW."effective") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."modality" IS DISTINCT FROM (NEW."modality") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."standing" IS DISTINCT FROM (NEW."standing") OR OLD."standing_reason" IS DISTINCT FROM (NEW."standing_reason") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."until" IS DISTINCT FROM (NEW."until"))', func='INSERT INTO "agreements_eventhistory" ("agreement_id", "as_of", "collection_id", "date", "date_basis", "effective", "id", "kind", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "slug", "standing", "standing_reason", "summary", "title", "until") VALUES (NEW."agreement_id", NEW."as_of", NEW."collection_id", NEW."date", NEW."date_basis", NEW."effective", NEW."id", NEW."kind", NEW."modality", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."place", NEW."slug", NEW."standing", NEW."standing_reason", NEW."summary", NEW."title", NEW."until"); RETURN NULL;', hash='9beaf66b6148aa821cd86d00ef3c621102e358d3', operation='UPDATE', pgid='pgtrigger_update_update_8c9d7', table='agreements_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventhistory" ("agreement_id", "as_of", "collection_id", "date", "date_basis", "effective", "id", "kind", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "slug", "standing", "standing_reason", "summary", "title", "until") VALUES (OLD."agreement_id", OLD."as_of", OLD."collection_id", OLD."date", OLD."date_basis", OLD."effective", OLD."id", OLD."kind", OLD."modality", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."place", OLD."slug", OLD."standing", OLD."standing_reason", OLD."summary", OLD."title", OLD."until"); RETURN NULL;', hash='9686c540fa3292823f5feb86a7efe6047c246db8', operation='DELETE', pgid='pgtrigger_delete_delete_5ed13', table='agreements_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mission',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_missionhistory" ("collection_id", "id", "kind", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."collection_id", NEW."id", NEW."kind", NEW."name", NEW."part_of_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='04c493315aa9fa6776a674df8f4e04af0c9a0177', operation='INSERT', pgid='pgtrigger_insert_insert_c4d01', table='agreements_mission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mission',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_missionhistory" ("collection_id", "id", "kind", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."collection_id", NEW."id", NEW."kind", NEW."name", NEW."part_of_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='83c60fd7ff62ac466138f1eefa88ea927641e7f8', operation='UPDATE', pgid='pgtrigger_update_update_9fd8e', table='agreements_mission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mission',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_missionhistory" ("collection_id", "id", "kind", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (OLD."collection_id", OLD."id", OLD."kind", OLD."name", OLD."part_of_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug", OLD."summary"); RETURN NULL;', hash='8ac68409aa38f17e0c21c1d38405440868102a77', operation='DELETE', pgid='pgtrigger_delete_delete_d82c5', table='agreements_mission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_sourcehistory" ("address", "archived_url", "collection_id", "copy_of_id", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_basis", "publisher", "read_on", "relays", "slug", "title") VALUES (NEW."address", NEW."archived_url", NEW."collection_id", NEW."copy_of_id", NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."published", NEW."published_basis", NEW."publisher", NEW."read_on", NEW."relays", NEW."slug", NEW."title"); RETURN NULL;', hash='4d0e5dff60190848b8575ec6f28cf9e07b1ba72c', operation='INSERT', pgid='pgtrigger_insert_insert_0fab4', table='agreements_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."archived_url" IS DISTINCT FROM (NEW."archived_url") OR OLD."collection_id" IS DISTINCT FROM (NEW."collection_id") OR OLD."copy_of_id" IS DISTINCT FROM (NEW."copy_of_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."published" IS DISTINCT FROM (NEW."published") OR OLD."published_basis" IS DISTINCT FROM (NEW."published_basis") OR OLD."publisher" IS DISTINCT FROM (NEW."publisher") OR OLD."read_on" IS DISTINCT FROM (NEW."read_on") OR OLD."relays" IS DISTINCT FROM (NEW."relays") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "agreements_sourcehistory" ("address", "archived_url", "collection_id", "copy_of_id", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_basis", "publisher", "read_on", "relays", "slug", "title") VALUES (NEW."address", NEW."archived_url", NEW."collection_id", NEW."copy_of_id", NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."published", NEW."published_basis", NEW."publisher", NEW."read_on", NEW."relays", NEW."slug", NEW."title"); RETURN NULL;', hash='4f3f314db642feda4943bb5769ce25cdd1d2fc92', operation='UPDATE', pgid='pgtrigger_update_update_14d4e', table='agreements_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_sourcehistory" ("address", "archived_url", "collection_id", "copy_of_id", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_basis", "publisher", "read_on", "relays", "slug", "title") VALUES (OLD."address", OLD."archived_url", OLD."collection_id", OLD."copy_of_id", OLD."id", OLD."kind", OLD."language", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."published", OLD."published_basis", OLD."publisher", OLD."read_on", OLD."relays", OLD."slug", OLD."title"); RETURN NULL;', hash='31f8df283f7791bad067b3260350f4cdfe140284', operation='DELETE', pgid='pgtrigger_delete_delete_a733b', table='agreements_source', when='AFTER')),
        ),
    ])
