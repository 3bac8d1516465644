"""Agreements, events, missions, areas, sources and citations, with their history."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import spacecoop.fields
import spacecoop.models
from django.db import migrations, models
from spacecoop.sql import install, together

TRIGGERS = [
    pgtrigger.migrations.AddTrigger(
        model_name='area',
        trigger=pgtrigger.compiler.Trigger(name='keep_former_slug', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="PERFORM spacecoop_keep_former_slug('area', OLD.slug, NEW.slug); RETURN NULL;", hash='37c5ed6cc7c764d56d25696be15c0c854804d375', operation='UPDATE OF "slug"', pgid='pgtrigger_keep_former_slug_a7934', table='agreements_area', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='area',
        trigger=pgtrigger.compiler.Trigger(name='no_cycle_of_broader', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."broader_id" IS NOT NULL)', func="PERFORM spacecoop_refuse_cycle(TG_RELID, 'broader', NEW.id, 'area', NEW.slug); RETURN NULL;", hash='6a64d28b22a432f2251b73d4f745d69d5f49eb69', operation='INSERT OR UPDATE OF "broader_id"', pgid='pgtrigger_no_cycle_of_broader_7876e', table='agreements_area', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='area',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='86b24464a13344a22bc52748ba5df855320ceec5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_72d4a', table='agreements_area', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='area',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_areahistory" ("broader_id", "definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."broader_id", NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='99e9d004bc8fc8b42f6d68c5fa15b3b7caf2608e', operation='INSERT', pgid='pgtrigger_insert_insert_9b43b', table='agreements_area', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='area',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_areahistory" ("broader_id", "definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."broader_id", NEW."definition", NEW."id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='31de1ee4e3f96cc27b8f42f38c5d84335036de56', operation='UPDATE', pgid='pgtrigger_update_update_b9a83', table='agreements_area', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='area',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_areahistory" ("broader_id", "definition", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."broader_id", OLD."definition", OLD."id", OLD."name", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='219efd91544c4bd5a1e0b9d0995ea7f86cff5b05', operation='DELETE', pgid='pgtrigger_delete_delete_e136c', table='agreements_area', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='areahistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a629386915a6c42f79694c2f751b32793d1da950', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7c32c', table='agreements_areahistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='arealabel',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='6e5dee7ab61f59a7164a8da5fcbbd9e6f5bf7724', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_70a52', table='agreements_arealabel', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='arealabel',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_arealabelhistory" ("area_id", "id", "label", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_id", NEW."id", NEW."label", NEW."language", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;', hash='0e86c2d6de15d4b003ed91187d131f50332b0965', operation='INSERT', pgid='pgtrigger_insert_insert_75687', table='agreements_arealabel', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='arealabel',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_arealabelhistory" ("area_id", "id", "label", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_id", NEW."id", NEW."label", NEW."language", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;', hash='eee601d56ec7dc6cec290de8d3120f2a4a9b580f', operation='UPDATE', pgid='pgtrigger_update_update_6caa5', table='agreements_arealabel', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='arealabel',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_arealabelhistory" ("area_id", "id", "label", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."id", OLD."label", OLD."language", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;', hash='05437eb19984558d50743710d61fba699351cdd8', operation='DELETE', pgid='pgtrigger_delete_delete_0e4e4', table='agreements_arealabel', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='arealabelhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1b90cb35ff4b6028a293445f66687827f8d8f38d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90a2b', table='agreements_arealabelhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='areamatch',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='be0128cd87cab442ac57f91859a7056f8f019c5f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_73640', table='agreements_areamatch', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='areamatch',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_areamatchhistory" ("address", "area_id", "closeness", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme") VALUES (NEW."address", NEW."area_id", NEW."closeness", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."scheme"); RETURN NULL;', hash='4bbab904f2183deb61a24fad40b121210275a5dd', operation='INSERT', pgid='pgtrigger_insert_insert_84a8f', table='agreements_areamatch', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='areamatch',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_areamatchhistory" ("address", "area_id", "closeness", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme") VALUES (NEW."address", NEW."area_id", NEW."closeness", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."scheme"); RETURN NULL;', hash='d4be205e8bc2f3ce68f32dfc643cf496de84dcca', operation='UPDATE', pgid='pgtrigger_update_update_9bca9', table='agreements_areamatch', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='areamatch',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_areamatchhistory" ("address", "area_id", "closeness", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme") VALUES (OLD."address", OLD."area_id", OLD."closeness", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."scheme"); RETURN NULL;', hash='948ad3b316a1f21a20db1008bd166e7e7c875f58', operation='DELETE', pgid='pgtrigger_delete_delete_c41fc', table='agreements_areamatch', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='areamatchhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='09390fbdd5386fd4be93be857f7a9c83d1cb1666', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3c64a', table='agreements_areamatchhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='mission',
        trigger=pgtrigger.compiler.Trigger(name='keep_former_slug', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="PERFORM spacecoop_keep_former_slug('mission', OLD.slug, NEW.slug); RETURN NULL;", hash='eceba3ee5311c342825ba9cbd3620a013be7a49a', operation='UPDATE OF "slug"', pgid='pgtrigger_keep_former_slug_72dd7', table='agreements_mission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='mission',
        trigger=pgtrigger.compiler.Trigger(name='no_cycle_of_part_of', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."part_of_id" IS NOT NULL)', func="PERFORM spacecoop_refuse_cycle(TG_RELID, 'part_of', NEW.id, 'mission', NEW.slug); RETURN NULL;", hash='65a6d2eb30c0fcda2b70df9baa8bd74bd99b3cd4', operation='INSERT OR UPDATE OF "part_of_id"', pgid='pgtrigger_no_cycle_of_part_of_82683', table='agreements_mission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='mission',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='ef405c8394f449b0842a8aacb62dd421934745cc', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_8e9a1', table='agreements_mission', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='mission',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_missionhistory" ("id", "kind", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."id", NEW."kind", NEW."name", NEW."part_of_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='26f47ae16f9f656dc605e6681e2894c609acf5cd', operation='INSERT', pgid='pgtrigger_insert_insert_c4d01', table='agreements_mission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='mission',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_missionhistory" ("id", "kind", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (NEW."id", NEW."kind", NEW."name", NEW."part_of_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug", NEW."summary"); RETURN NULL;', hash='69d7e0f7ec7c1225d162d0039dcb8c0bbc4ffbe9', operation='UPDATE', pgid='pgtrigger_update_update_9fd8e', table='agreements_mission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='mission',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_missionhistory" ("id", "kind", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary") VALUES (OLD."id", OLD."kind", OLD."name", OLD."part_of_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug", OLD."summary"); RETURN NULL;', hash='a8f2bd83a64612a7ed74b0f4ce377dec37818d28', operation='DELETE', pgid='pgtrigger_delete_delete_d82c5', table='agreements_mission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ff06bae3c0cdfd13577ffe9202137aa479446834', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0bf08', table='agreements_missionhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionname',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='83dfe0db148464acdfc7d929ef63ee6e6d677ab6', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_e2c35', table='agreements_missionname', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionname',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_missionnamehistory" ("id", "language", "mission_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."language", NEW."mission_id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;', hash='1cf2f023933d228c206113e1935f8fecac54fd6e', operation='INSERT', pgid='pgtrigger_insert_insert_75b10', table='agreements_missionname', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionname',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_missionnamehistory" ("id", "language", "mission_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."language", NEW."mission_id", NEW."name", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;', hash='5c8b3da47378f9b5b9b9b0d08c9db2876fd35b3c', operation='UPDATE', pgid='pgtrigger_update_update_a4b98', table='agreements_missionname', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionname',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_missionnamehistory" ("id", "language", "mission_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."language", OLD."mission_id", OLD."name", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;', hash='93ba876fa6479102039efbadb05f45623f4a617a', operation='DELETE', pgid='pgtrigger_delete_delete_e78da', table='agreements_missionname', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionnamehistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c6faa3f972984d6ad9f7b0e885da331ec0f23a54', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c867e', table='agreements_missionnamehistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionrole',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='ca331a3b4e0b08d105d115cbb488c334057fe36e', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_1329b', table='agreements_missionrole', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionrole',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_missionrolehistory" ("agency_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."agency_id", NEW."id", NEW."mission_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."role"); RETURN NULL;', hash='437efe25cace102a859b9c33bd590be479e533ac', operation='INSERT', pgid='pgtrigger_insert_insert_98471', table='agreements_missionrole', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionrole',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_missionrolehistory" ("agency_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."agency_id", NEW."id", NEW."mission_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."role"); RETURN NULL;', hash='f4aeacb36ae64372502b9faca8310b4924637acb', operation='UPDATE', pgid='pgtrigger_update_update_d506a', table='agreements_missionrole', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionrole',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_missionrolehistory" ("agency_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."agency_id", OLD."id", OLD."mission_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."role"); RETURN NULL;', hash='8c33a244fde06a19740f6bb3f5bd9fd1bf8ef68a', operation='DELETE', pgid='pgtrigger_delete_delete_3dbc9', table='agreements_missionrole', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='missionrolehistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c024ae54afee93bb6bd7bd4260448f40e64b9a20', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_20299', table='agreements_missionrolehistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreement',
        trigger=pgtrigger.compiler.Trigger(name='keep_former_slug', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="PERFORM spacecoop_keep_former_slug('agreement', OLD.slug, NEW.slug); RETURN NULL;", hash='416f25fb1874ffe4cd28aeb4872fe9c7532002a4', operation='UPDATE OF "slug"', pgid='pgtrigger_keep_former_slug_ab57d', table='agreements_agreement', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreement',
        trigger=pgtrigger.compiler.Trigger(name='two_parties', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='PERFORM agreements_require_two_parties(NEW.id); RETURN NULL;', hash='27d9ec3567f17e211d7d48b6610828ea00b2153e', operation='INSERT', pgid='pgtrigger_two_parties_e6516', table='agreements_agreement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreement',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='bc931b44b1dfb82185bf297609652191aa1b114d', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_a2657', table='agreements_agreement', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreement',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementhistory" ("formal_title", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."formal_title", NEW."id", NEW."kind", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='df45774ac298ef672fcd42a99010a9076d5b1b5d', operation='INSERT', pgid='pgtrigger_insert_insert_13a93', table='agreements_agreement', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreement',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_agreementhistory" ("formal_title", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."formal_title", NEW."id", NEW."kind", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='5486bcbeb6a1a7ff4f4587cba7a92d1efc1317f0', operation='UPDATE', pgid='pgtrigger_update_update_36fdd', table='agreements_agreement', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreement',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementhistory" ("formal_title", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (OLD."formal_title", OLD."id", OLD."kind", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."slug", OLD."summary", OLD."title"); RETURN NULL;', hash='0280d6cf3b1e751d3fa19f3ca5fc84f253e6ab1b', operation='DELETE', pgid='pgtrigger_delete_delete_a07e3', table='agreements_agreement', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='54826529a558bdd99c589273a00c522b51bdb228', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9d946', table='agreements_agreementhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='party',
        trigger=pgtrigger.compiler.Trigger(name='two_parties', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n                PERFORM agreements_require_two_parties(changed)\n                    FROM unnest(ARRAY[NEW.agreement_id, OLD.agreement_id]) changed WHERE changed IS NOT NULL;\n                RETURN NULL;\n                ', hash='dfebff00cdc1337153cbd57603d17ed697c62d1d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_two_parties_bf5c6', table='agreements_party', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='party',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='a90a6e6a497511c7d6e6d5fb79a3836cb38e1dfe', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_307a0', table='agreements_party', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='party',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_partyhistory" ("agency_id", "agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."agency_id", NEW."agreement_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."role"); RETURN NULL;', hash='c9a35c8cd48d87e26899c8dd2fee2d9aa485b568', operation='INSERT', pgid='pgtrigger_insert_insert_783c4', table='agreements_party', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='party',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_partyhistory" ("agency_id", "agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."agency_id", NEW."agreement_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."role"); RETURN NULL;', hash='3410f87a1424ee5753d75f4c9385045f04c82bf7', operation='UPDATE', pgid='pgtrigger_update_update_83158', table='agreements_party', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='party',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_partyhistory" ("agency_id", "agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."agency_id", OLD."agreement_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."role"); RETURN NULL;', hash='0448a30f9b180b6508a470d23c366adbdd3f8d65', operation='DELETE', pgid='pgtrigger_delete_delete_048bd', table='agreements_party', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='partyhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='086282d5f62b993515e9c7a4956484af6a0eccae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4375d', table='agreements_partyhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementarea',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='90e1c5946b428c8db8283fc57a6788c6403ab66e', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_d8db0', table='agreements_agreementarea', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementarea',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementareahistory" ("agreement_id", "area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agreement_id", NEW."area_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;', hash='8c5e5c770be00044fda26e5c912f91bd061420a9', operation='INSERT', pgid='pgtrigger_insert_insert_1041b', table='agreements_agreementarea', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementarea',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_agreementareahistory" ("agreement_id", "area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agreement_id", NEW."area_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;', hash='2a5feb6a1bb37bd617c5aeeb9e9c7473c9557963', operation='UPDATE', pgid='pgtrigger_update_update_0a1f4', table='agreements_agreementarea', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementarea',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementareahistory" ("agreement_id", "area_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agreement_id", OLD."area_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;', hash='32327b4e5ba2b74c043d942309bcb03676d0321c', operation='DELETE', pgid='pgtrigger_delete_delete_f4f85', table='agreements_agreementarea', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementareahistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a2fb9a194b5eb9f20ef1fe0fa19c6c7fe27e0b22', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5ea32', table='agreements_agreementareahistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementmission',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='e43ef1798173431a32c9950823abcedab3f3e617', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_dafb1', table='agreements_agreementmission', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementmission',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementmissionhistory" ("agreement_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agreement_id", NEW."id", NEW."mission_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;', hash='6244d0ebe60864aba0fafb9e5cf684ad6a6dc87b', operation='INSERT', pgid='pgtrigger_insert_insert_55808', table='agreements_agreementmission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementmission',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_agreementmissionhistory" ("agreement_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agreement_id", NEW."id", NEW."mission_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;', hash='c10ba33e301024cdb9abaa0727dbd7d432f6d2cc', operation='UPDATE', pgid='pgtrigger_update_update_f18ae', table='agreements_agreementmission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementmission',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_agreementmissionhistory" ("agreement_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agreement_id", OLD."id", OLD."mission_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;', hash='edb140cbe2548aba97627f941779b63a9eaa7072', operation='DELETE', pgid='pgtrigger_delete_delete_3b1af', table='agreements_agreementmission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='agreementmissionhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf5f84c77e4ded3eb95a0676e20d598c16f7dffe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_984ed', table='agreements_agreementmissionhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='relation',
        trigger=pgtrigger.compiler.Trigger(name='no_cycle', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM agreements_refuse_relation_cycle(NEW.agreement_id, NEW.other_id); RETURN NULL;', hash='87888a76aa8a3ed48305dd981e761edef29a860c', operation='INSERT OR UPDATE', pgid='pgtrigger_no_cycle_30bbc', table='agreements_relation', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='relation',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='f9911d7c7a2ecd240e1ac65ffc34d192d1a8ba8a', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_eb11d', table='agreements_relation', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='relation',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_relationhistory" ("agreement_id", "id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by") VALUES (NEW."agreement_id", NEW."id", NEW."kind", NEW."other_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."said_by"); RETURN NULL;', hash='8390c8c235d1ad4898d7505e858376b27b124d4a', operation='INSERT', pgid='pgtrigger_insert_insert_6b00f', table='agreements_relation', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='relation',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_relationhistory" ("agreement_id", "id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by") VALUES (NEW."agreement_id", NEW."id", NEW."kind", NEW."other_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."said_by"); RETURN NULL;', hash='2adaec54fa9fc0bc5f72cc4aa88b2ae01bf511b5', operation='UPDATE', pgid='pgtrigger_update_update_ce12d', table='agreements_relation', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='relation',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_relationhistory" ("agreement_id", "id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by") VALUES (OLD."agreement_id", OLD."id", OLD."kind", OLD."other_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."said_by"); RETURN NULL;', hash='37224396fc71d7c4e5497d395c746b4ab9972ff6', operation='DELETE', pgid='pgtrigger_delete_delete_84a35', table='agreements_relation', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='relationhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c07e6f25eac6d35b042e67fc228ca6b3d80c80f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b983a', table='agreements_relationhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='event',
        trigger=pgtrigger.compiler.Trigger(name='keep_former_slug', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="PERFORM spacecoop_keep_former_slug('event', OLD.slug, NEW.slug); RETURN NULL;", hash='c524790b603c87d4090d0e3607bfc21baf4d18df', operation='UPDATE OF "slug"', pgid='pgtrigger_keep_former_slug_e780b', table='agreements_event', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='event',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='f271057916132065ceb2200f772c9b0c8a5face9', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_c9819', table='agreements_event', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='event',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventhistory" ("agreement_id", "as_of", "date", "date_basis", "id", "kind", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "slug", "summary", "title") VALUES (NEW."agreement_id", NEW."as_of", NEW."date", NEW."date_basis", NEW."id", NEW."kind", NEW."modality", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."place", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='82320e9f50ca25ba5f19a17b146cae725b02dca4', operation='INSERT', pgid='pgtrigger_insert_insert_0e5a8', table='agreements_event', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='event',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."date_basis" IS DISTINCT FROM (NEW."date_basis") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."modality" IS DISTINCT FROM (NEW."modality") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "agreements_eventhistory" ("agreement_id", "as_of", "date", "date_basis", "id", "kind", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "slug", "summary", "title") VALUES (NEW."agreement_id", NEW."as_of", NEW."date", NEW."date_basis", NEW."id", NEW."kind", NEW."modality", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."place", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;', hash='9a17c2df92b3e2d19b01163046d905eca0783d35', operation='UPDATE', pgid='pgtrigger_update_update_8c9d7', table='agreements_event', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='event',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventhistory" ("agreement_id", "as_of", "date", "date_basis", "id", "kind", "modality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "slug", "summary", "title") VALUES (OLD."agreement_id", OLD."as_of", OLD."date", OLD."date_basis", OLD."id", OLD."kind", OLD."modality", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."place", OLD."slug", OLD."summary", OLD."title"); RETURN NULL;', hash='2c1534a81a01988ad3b0ed19a893da02dd25a55a', operation='DELETE', pgid='pgtrigger_delete_delete_5ed13', table='agreements_event', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e6423218b5f7690b6ab286b74d8e41658ae50d53', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_06822', table='agreements_eventhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventagency',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='10ecabc90576c4d05ba9807f8509f0fa432a97a6', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_f0129', table='agreements_eventagency', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventagency',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventagencyhistory" ("agency_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."agency_id", NEW."event_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."role"); RETURN NULL;', hash='cc7c89d1a7e93189b86208a7e2698e1bed9adb51', operation='INSERT', pgid='pgtrigger_insert_insert_15345', table='agreements_eventagency', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventagency',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_eventagencyhistory" ("agency_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."agency_id", NEW."event_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."role"); RETURN NULL;', hash='26bf09c871dd19a7d85a1fcd0862a971c7e8de56', operation='UPDATE', pgid='pgtrigger_update_update_f1431', table='agreements_eventagency', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventagency',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventagencyhistory" ("agency_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."agency_id", OLD."event_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."role"); RETURN NULL;', hash='dfac728e35ab14f2bc819672c67e2ca1dffe1c8c', operation='DELETE', pgid='pgtrigger_delete_delete_ed1af', table='agreements_eventagency', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventagencyhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec7e7cbfcf2597e600e613c66e693ce9358b715f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a11cf', table='agreements_eventagencyhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventperson',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='566198cddfc610c06f8705b7d673b3089d3d01d7', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_6c475', table='agreements_eventperson', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventperson',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventpersonhistory" ("event_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."event_id", NEW."id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."role"); RETURN NULL;', hash='173b94a5413aecb4568d0835acfb733a2d2361da', operation='INSERT', pgid='pgtrigger_insert_insert_e258a', table='agreements_eventperson', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventperson',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_eventpersonhistory" ("event_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."event_id", NEW."id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."role"); RETURN NULL;', hash='205646014d887b2645001029b47f372b329f709e', operation='UPDATE', pgid='pgtrigger_update_update_fadd1', table='agreements_eventperson', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventperson',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventpersonhistory" ("event_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."event_id", OLD."id", OLD."person_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."role"); RETURN NULL;', hash='439821550e15a357f8d7dadc5cfdc18efd0cc45c', operation='DELETE', pgid='pgtrigger_delete_delete_05324', table='agreements_eventperson', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventpersonhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c1e11882b9d73e4bb8dc02b75068c35c9044c894', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_75d1e', table='agreements_eventpersonhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventmission',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='b6a693a8227192e0443d59f692c01918af187125', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_76ff6', table='agreements_eventmission', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventmission',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventmissionhistory" ("event_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."event_id", NEW."id", NEW."mission_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;', hash='de080cf3d82f53f9653461e9c6b7622f1bb40d6f', operation='INSERT', pgid='pgtrigger_insert_insert_21371', table='agreements_eventmission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventmission',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_eventmissionhistory" ("event_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."event_id", NEW."id", NEW."mission_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;', hash='d05afde4b858a940fcf13a66007f867b57bf0202', operation='UPDATE', pgid='pgtrigger_update_update_3efc7', table='agreements_eventmission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventmission',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventmissionhistory" ("event_id", "id", "mission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."event_id", OLD."id", OLD."mission_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;', hash='0a24e9c8346de1778f1d9b23a1d62f261f213927', operation='DELETE', pgid='pgtrigger_delete_delete_54026', table='agreements_eventmission', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventmissionhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1bab54f558078e9ebab7cf52e223f42be8bbc160', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_03bbf', table='agreements_eventmissionhistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventarea',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='5ab766cf24fac59164b5a2053c5df47f51fa77da', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_a3a20', table='agreements_eventarea', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventarea',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventareahistory" ("area_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_id", NEW."event_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id"); RETURN NULL;', hash='da6007eb261eb50c97a3baab6e403a05122106b3', operation='INSERT', pgid='pgtrigger_insert_insert_ac51d', table='agreements_eventarea', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventarea',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_eventareahistory" ("area_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_id", NEW."event_id", NEW."id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id"); RETURN NULL;', hash='84db75e949624a1699684fb074a508607b718889', operation='UPDATE', pgid='pgtrigger_update_update_3dbf3', table='agreements_eventarea', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventarea',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_eventareahistory" ("area_id", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."event_id", OLD."id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id"); RETURN NULL;', hash='01a82c52f879a404c6f9f3ca7adbe5af3bb6f3c6', operation='DELETE', pgid='pgtrigger_delete_delete_b34a3', table='agreements_eventarea', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='eventareahistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fdfe3c996d69989fe3097f540ce53bff8630b93d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d150c', table='agreements_eventareahistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='source',
        trigger=pgtrigger.compiler.Trigger(name='keep_former_slug', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="PERFORM spacecoop_keep_former_slug('source', OLD.slug, NEW.slug); RETURN NULL;", hash='e8ae471f408e40c24583a8f8771e9e7b399a6061', operation='UPDATE OF "slug"', pgid='pgtrigger_keep_former_slug_2fa8b', table='agreements_source', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='source',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='a022bb5da3fab9bcf3e84283387f02bd07656168', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_1b262', table='agreements_source', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='source',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_sourcehistory" ("address", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_basis", "publisher", "relays", "slug", "title") VALUES (NEW."address", NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."published", NEW."published_basis", NEW."publisher", NEW."relays", NEW."slug", NEW."title"); RETURN NULL;', hash='7b62e7a4bc520530e9529908345ef060287085bf', operation='INSERT', pgid='pgtrigger_insert_insert_0fab4', table='agreements_source', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='source',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."published" IS DISTINCT FROM (NEW."published") OR OLD."published_basis" IS DISTINCT FROM (NEW."published_basis") OR OLD."publisher" IS DISTINCT FROM (NEW."publisher") OR OLD."relays" IS DISTINCT FROM (NEW."relays") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "agreements_sourcehistory" ("address", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_basis", "publisher", "relays", "slug", "title") VALUES (NEW."address", NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."published", NEW."published_basis", NEW."publisher", NEW."relays", NEW."slug", NEW."title"); RETURN NULL;', hash='ed6b2054ca7a1881924584a0adc428cba35a816f', operation='UPDATE', pgid='pgtrigger_update_update_14d4e', table='agreements_source', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='source',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_sourcehistory" ("address", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_basis", "publisher", "relays", "slug", "title") VALUES (OLD."address", OLD."id", OLD."kind", OLD."language", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."published", OLD."published_basis", OLD."publisher", OLD."relays", OLD."slug", OLD."title"); RETURN NULL;', hash='1860aa67dc9a7ebb3fd4b56d05c4db7b9763b10d', operation='DELETE', pgid='pgtrigger_delete_delete_a733b', table='agreements_source', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='sourcehistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='803af90f15d743a3a6e571a41495d74bfc07c64b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_44328', table='agreements_sourcehistory', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='citation',
        trigger=pgtrigger.compiler.Trigger(name='next_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM spacecoop_raise_revision(); RETURN NULL;', hash='865ec651fe3da25d65007fb811cd36db1ff320fa', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_next_revision_71ea2', table='agreements_citation', when='BEFORE')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='citation',
        trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_citationhistory" ("agency_id", "agency_name_id", "agreement_area_id", "agreement_id", "agreement_mission_id", "area_id", "area_label_id", "country_id", "country_name_id", "event_agency_id", "event_area_id", "event_id", "event_mission_id", "event_person_id", "fields", "id", "mission_id", "mission_name_id", "mission_role_id", "office_id", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "relation_id", "source_id") VALUES (NEW."agency_id", NEW."agency_name_id", NEW."agreement_area_id", NEW."agreement_id", NEW."agreement_mission_id", NEW."area_id", NEW."area_label_id", NEW."country_id", NEW."country_name_id", NEW."event_agency_id", NEW."event_area_id", NEW."event_id", NEW."event_mission_id", NEW."event_person_id", NEW."fields", NEW."id", NEW."mission_id", NEW."mission_name_id", NEW."mission_role_id", NEW."office_id", NEW."party_id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'insert\', NEW."id", NEW."phrase", NEW."relation_id", NEW."source_id"); RETURN NULL;', hash='40c48efd61cad0a6882ec786bac60d802f1937bd', operation='INSERT', pgid='pgtrigger_insert_insert_822df', table='agreements_citation', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='citation',
        trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_citationhistory" ("agency_id", "agency_name_id", "agreement_area_id", "agreement_id", "agreement_mission_id", "area_id", "area_label_id", "country_id", "country_name_id", "event_agency_id", "event_area_id", "event_id", "event_mission_id", "event_person_id", "fields", "id", "mission_id", "mission_name_id", "mission_role_id", "office_id", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "relation_id", "source_id") VALUES (NEW."agency_id", NEW."agency_name_id", NEW."agreement_area_id", NEW."agreement_id", NEW."agreement_mission_id", NEW."area_id", NEW."area_label_id", NEW."country_id", NEW."country_name_id", NEW."event_agency_id", NEW."event_area_id", NEW."event_id", NEW."event_mission_id", NEW."event_person_id", NEW."fields", NEW."id", NEW."mission_id", NEW."mission_name_id", NEW."mission_role_id", NEW."office_id", NEW."party_id", NEW."person_id", _pgh_attach_context(), clock_timestamp(), \'update\', NEW."id", NEW."phrase", NEW."relation_id", NEW."source_id"); RETURN NULL;', hash='88698e097b6d01af9e087cf43cbe3f8b29dbeb83', operation='UPDATE', pgid='pgtrigger_update_update_a87f5', table='agreements_citation', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='citation',
        trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_citationhistory" ("agency_id", "agency_name_id", "agreement_area_id", "agreement_id", "agreement_mission_id", "area_id", "area_label_id", "country_id", "country_name_id", "event_agency_id", "event_area_id", "event_id", "event_mission_id", "event_person_id", "fields", "id", "mission_id", "mission_name_id", "mission_role_id", "office_id", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phrase", "relation_id", "source_id") VALUES (OLD."agency_id", OLD."agency_name_id", OLD."agreement_area_id", OLD."agreement_id", OLD."agreement_mission_id", OLD."area_id", OLD."area_label_id", OLD."country_id", OLD."country_name_id", OLD."event_agency_id", OLD."event_area_id", OLD."event_id", OLD."event_mission_id", OLD."event_person_id", OLD."fields", OLD."id", OLD."mission_id", OLD."mission_name_id", OLD."mission_role_id", OLD."office_id", OLD."party_id", OLD."person_id", _pgh_attach_context(), clock_timestamp(), \'delete\', OLD."id", OLD."phrase", OLD."relation_id", OLD."source_id"); RETURN NULL;', hash='f2ff0a097c0526c2b878bf6f4669b8c0961eebcf', operation='DELETE', pgid='pgtrigger_delete_delete_1a05a', table='agreements_citation', when='AFTER')),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name='citationhistory',
        trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6638e512f04402660a4afd3cd3895d2c72c596f0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a09d3', table='agreements_citationhistory', when='BEFORE')),
    ),
]

# As it was before statements had a standing.
FIRST_ACTS = (
    """
    CREATE OR REPLACE VIEW agreements_first_acts AS
    SELECT agreement_id, min(earliest) AS day
    FROM agreements_event
    WHERE kind IN ('concluded', 'signed', 'dated', 'ratified', 'entered_into_force') AND modality IN ('done', 'ongoing')
    GROUP BY agreement_id
    """,
    "DROP VIEW agreements_first_acts",
)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("agreements", "0001_agreements_events_sources"),
        ("agreements", "0002_rules_across_rows"),
        ("agreements", "0003_search_documents"),
        ("agreements", "0004_facet_values"),
        ("agreements", "0005_facet_values_by_index"),
        ("agreements", "0006_index_of_prospects"),
        ("agreements", "0007_kept_plans"),
        ("agreements", "0008_near_slugs"),
        ("agreements", "0009_facet_totals"),
        ("agreements", "0010_index_of_undated"),
    ]

    dependencies = [
        ("agencies", "0001_countries_agencies_and_people"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = together([
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text="The record's permanent address, such as “space-medicine”: lower-case letters, digits and hyphens.", max_length=100, unique=True)),
                ('name', models.CharField(help_text='The preferred name, in English.', max_length=120, unique=True)),
                ('definition', models.TextField(blank=True, help_text='What the area takes in, in our own words.')),
                ('broader', models.ForeignKey(blank=True, help_text='The wider area that takes this one in.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='agreements.area')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='agreements_area_slug_is_plain', violation_error_message='A slug has lower-case letters and digits, with single hyphens between them.'), models.CheckConstraint(condition=models.Q(('broader__isnull', True), models.Q(('broader', models.F('id')), _negated=True), _connector='OR'), name='agreements_area_not_its_own_broader', violation_error_message='A record may not be part of itself.')],
            },
        ),
        migrations.CreateModel(
            name='AreaHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.area')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(help_text="The record's permanent address, such as “space-medicine”: lower-case letters, digits and hyphens.", max_length=100)),
                ('name', models.CharField(help_text='The preferred name, in English.', max_length=120)),
                ('definition', models.TextField(blank=True, help_text='What the area takes in, in our own words.')),
                ('broader', models.ForeignKey(blank=True, db_constraint=False, help_text='The wider area that takes this one in.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.area')),
            ],
            options={
                'verbose_name': 'area (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_58127f_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_6c4548_idx')],
            },
        ),
        migrations.CreateModel(
            name='AreaLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(help_text='The area so labelled.', on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='agreements.area')),
                ('label', models.CharField(help_text='The wording of the source.', max_length=150)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
            ],
            options={
                'ordering': ['label'],
                'constraints': [models.UniqueConstraint(fields=('area', 'label'), name='agreements_arealabel_once'), models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}$')), name='agreements_arealabel_language_is_a_code', violation_error_message='A language is an ISO 639 code of two or three lower-case letters.')],
            },
        ),
        migrations.CreateModel(
            name='AreaLabelHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.arealabel')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('area', models.ForeignKey(db_constraint=False, help_text='The area so labelled.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.area')),
                ('label', models.CharField(help_text='The wording of the source.', max_length=150)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
            ],
            options={
                'verbose_name': 'area label (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_14b35d_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_5bafab_idx')],
            },
        ),
        migrations.CreateModel(
            name='AreaMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(help_text='Our area.', on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='agreements.area')),
                ('scheme', models.CharField(choices=[('unesco', 'UNESCO thesaurus'), ('eurovoc', 'EuroVoc')], help_text='The other vocabulary.', max_length=10)),
                ('address', models.URLField(help_text='The address of the concept there.')),
                ('closeness', models.CharField(choices=[('exact', 'exact match'), ('close', 'close match')], help_text='How near the two are.', max_length=5)),
            ],
            options={
                'verbose_name_plural': 'area matches',
                'ordering': ['scheme', 'address'],
                'constraints': [models.UniqueConstraint(fields=('area', 'address'), name='agreements_areamatch_once'), models.CheckConstraint(condition=models.Q(('scheme__in', ['eurovoc', 'unesco'])), name='agreements_areamatch_scheme_is_known', violation_error_message='Choose one of the known values for “scheme”.'), models.CheckConstraint(condition=models.Q(('closeness__in', ['close', 'exact'])), name='agreements_areamatch_closeness_is_known', violation_error_message='Choose one of the known values for “closeness”.'), models.CheckConstraint(condition=models.Q(('address__startswith', 'http')), name='agreements_areamatch_address_is_web', violation_error_message='The address of a concept begins with http.')],
            },
        ),
        migrations.CreateModel(
            name='AreaMatchHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.areamatch')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('area', models.ForeignKey(db_constraint=False, help_text='Our area.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.area')),
                ('scheme', models.CharField(choices=[('unesco', 'UNESCO thesaurus'), ('eurovoc', 'EuroVoc')], help_text='The other vocabulary.', max_length=10)),
                ('address', models.URLField(help_text='The address of the concept there.')),
                ('closeness', models.CharField(choices=[('exact', 'exact match'), ('close', 'close match')], help_text='How near the two are.', max_length=5)),
            ],
            options={
                'verbose_name': 'area match (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_cdc42f_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_4c0704_idx')],
            },
        ),
        migrations.CreateModel(
            name='Mission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text="The record's permanent address, such as “pleiades”: lower-case letters, digits and hyphens.", max_length=100, unique=True)),
                ('name', models.CharField(help_text='The name, as the sources write it.', max_length=150)),
                ('kind', models.CharField(choices=[('satellite', 'satellite'), ('crewed_flight', 'crewed flight'), ('instrument', 'instrument'), ('balloon_campaign', 'balloon campaign'), ('station', 'space station'), ('facility', 'ground facility'), ('programme', 'programme'), ('mechanism', 'international mechanism'), ('other', 'other')], help_text='What sort of undertaking it is.', max_length=20)),
                ('summary', models.TextField(blank=True, help_text='What the sources say of it, in our own words.')),
                ('part_of', models.ForeignKey(blank=True, help_text='The programme, station or mission of which it is a part, where a source says so.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='agreements.mission')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='agreements_mission_slug_is_plain', violation_error_message='A slug has lower-case letters and digits, with single hyphens between them.'), models.CheckConstraint(condition=models.Q(('kind__in', ['balloon_campaign', 'crewed_flight', 'facility', 'instrument', 'mechanism', 'other', 'programme', 'satellite', 'station'])), name='agreements_mission_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'), models.CheckConstraint(condition=models.Q(('part_of__isnull', True), models.Q(('part_of', models.F('id')), _negated=True), _connector='OR'), name='agreements_mission_not_its_own_part_of', violation_error_message='A record may not be part of itself.')],
            },
        ),
        migrations.CreateModel(
            name='MissionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.mission')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(help_text="The record's permanent address, such as “pleiades”: lower-case letters, digits and hyphens.", max_length=100)),
                ('name', models.CharField(help_text='The name, as the sources write it.', max_length=150)),
                ('kind', models.CharField(choices=[('satellite', 'satellite'), ('crewed_flight', 'crewed flight'), ('instrument', 'instrument'), ('balloon_campaign', 'balloon campaign'), ('station', 'space station'), ('facility', 'ground facility'), ('programme', 'programme'), ('mechanism', 'international mechanism'), ('other', 'other')], help_text='What sort of undertaking it is.', max_length=20)),
                ('summary', models.TextField(blank=True, help_text='What the sources say of it, in our own words.')),
                ('part_of', models.ForeignKey(blank=True, db_constraint=False, help_text='The programme, station or mission of which it is a part, where a source says so.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.mission')),
            ],
            options={
                'verbose_name': 'mission (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_c98519_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_63692a_idx')],
            },
        ),
        migrations.CreateModel(
            name='MissionName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mission', models.ForeignKey(help_text='The mission so named.', on_delete=django.db.models.deletion.CASCADE, related_name='names', to='agreements.mission')),
                ('name', models.CharField(help_text='The form as the source writes it.', max_length=150)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('mission', 'name'), name='agreements_missionname_once'), models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}$')), name='agreements_missionname_language_is_a_code', violation_error_message='A language is an ISO 639 code of two or three lower-case letters.')],
            },
        ),
        migrations.CreateModel(
            name='MissionNameHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.missionname')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('mission', models.ForeignKey(db_constraint=False, help_text='The mission so named.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.mission')),
                ('name', models.CharField(help_text='The form as the source writes it.', max_length=150)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
            ],
            options={
                'verbose_name': 'mission name (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_17ed71_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_79a6ca_idx')],
            },
        ),
        migrations.CreateModel(
            name='MissionRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mission', models.ForeignKey(help_text='In which mission.', on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='agreements.mission')),
                ('agency', models.ForeignKey(help_text='Who.', on_delete=django.db.models.deletion.PROTECT, related_name='mission_roles', to='agencies.agency')),
                ('role', models.CharField(choices=[('performed', 'performer'), ('operated', 'operator'), ('supported', 'supporter'), ('provided_vehicle', 'launch provider'), ('provided', 'provider'), ('hosts', 'host'), ('uses', 'user'), ('distributes', 'data distributor'), ('participates', 'participant'), ('contributes', 'contributor'), ('leads', 'lead'), ('in_charge', 'responsible'), ('develops', 'developer')], help_text='What it did or does there.', max_length=20)),
            ],
            options={
                'ordering': ['role', 'agency__name'],
                'constraints': [models.UniqueConstraint(fields=('mission', 'agency', 'role'), name='agreements_missionrole_once'), models.CheckConstraint(condition=models.Q(('role__in', ['contributes', 'develops', 'distributes', 'hosts', 'in_charge', 'leads', 'operated', 'participates', 'performed', 'provided', 'provided_vehicle', 'supported', 'uses'])), name='agreements_missionrole_role_is_known', violation_error_message='Choose one of the known values for “role”.')],
            },
        ),
        migrations.CreateModel(
            name='MissionRoleHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.missionrole')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('mission', models.ForeignKey(db_constraint=False, help_text='In which mission.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.mission')),
                ('agency', models.ForeignKey(db_constraint=False, help_text='Who.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                ('role', models.CharField(choices=[('performed', 'performer'), ('operated', 'operator'), ('supported', 'supporter'), ('provided_vehicle', 'launch provider'), ('provided', 'provider'), ('hosts', 'host'), ('uses', 'user'), ('distributes', 'data distributor'), ('participates', 'participant'), ('contributes', 'contributor'), ('leads', 'lead'), ('in_charge', 'responsible'), ('develops', 'developer')], help_text='What it did or does there.', max_length=20)),
            ],
            options={
                'verbose_name': 'mission role (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_ec25aa_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_60b68d_idx')],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text="The record's permanent address, such as “belgium-russia-2000”: lower-case letters, digits and hyphens.", max_length=100, unique=True)),
                ('title', models.CharField(help_text='A descriptive title, in our own words.', max_length=200)),
                ('formal_title', models.CharField(blank=True, help_text='The official title of the instrument; empty when no source gives it.', max_length=500)),
                ('kind', models.CharField(choices=[('treaty', 'treaty'), ('intergovernmental', 'intergovernmental agreement'), ('framework', 'framework agreement'), ('implementing', 'implementing arrangement or specific agreement'), ('memorandum', 'memorandum of understanding'), ('exchange_of_notes', 'exchange of notes'), ('letter_of_intent', 'letter of intent'), ('protocol', 'protocol or amendment'), ('other', 'other agreement')], help_text='The type of instrument.', max_length=20)),
                ('summary', models.TextField(blank=True, help_text='What it provides for, in our own words.')),
            ],
            options={
                'ordering': ['title'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('slug', name='gin_trgm_ops'), name='agreements_agreement_near_slug')],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='agreements_agreement_slug_is_plain', violation_error_message='A slug has lower-case letters and digits, with single hyphens between them.'), models.CheckConstraint(condition=models.Q(('kind__in', ['exchange_of_notes', 'framework', 'implementing', 'intergovernmental', 'letter_of_intent', 'memorandum', 'other', 'protocol', 'treaty'])), name='agreements_agreement_kind_is_known', violation_error_message='Choose one of the known values for “kind”.')],
            },
        ),
        migrations.CreateModel(
            name='AgreementHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.agreement')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(help_text="The record's permanent address, such as “belgium-russia-2000”: lower-case letters, digits and hyphens.", max_length=100)),
                ('title', models.CharField(help_text='A descriptive title, in our own words.', max_length=200)),
                ('formal_title', models.CharField(blank=True, help_text='The official title of the instrument; empty when no source gives it.', max_length=500)),
                ('kind', models.CharField(choices=[('treaty', 'treaty'), ('intergovernmental', 'intergovernmental agreement'), ('framework', 'framework agreement'), ('implementing', 'implementing arrangement or specific agreement'), ('memorandum', 'memorandum of understanding'), ('exchange_of_notes', 'exchange of notes'), ('letter_of_intent', 'letter of intent'), ('protocol', 'protocol or amendment'), ('other', 'other agreement')], help_text='The type of instrument.', max_length=20)),
                ('summary', models.TextField(blank=True, help_text='What it provides for, in our own words.')),
            ],
            options={
                'verbose_name': 'agreement (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_2cd58f_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_e650ec_idx')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(help_text='Which agreement.', on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='agreements.agreement')),
                ('agency', models.ForeignKey(help_text='Who.', on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='agencies.agency')),
                ('role', models.CharField(choices=[('party', 'party'), ('implementing', 'implementing agency'), ('participant', 'participant'), ('depositary', 'depositary')], default='party', help_text='A bilateral agreement has exactly two parties; who implements it is not one of them.', max_length=12)),
            ],
            options={
                'verbose_name_plural': 'parties',
                'ordering': ['agreement', 'agency__name'],
                'indexes': [models.Index(fields=['agency', 'role', 'agreement'], name='agreements_party_of_agency')],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'agency', 'role'), name='agreements_party_once'), models.CheckConstraint(condition=models.Q(('role__in', ['depositary', 'implementing', 'participant', 'party'])), name='agreements_party_role_is_known', violation_error_message='Choose one of the known values for “role”.')],
            },
        ),
        migrations.CreateModel(
            name='PartyHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.party')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('agreement', models.ForeignKey(db_constraint=False, help_text='Which agreement.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                ('agency', models.ForeignKey(db_constraint=False, help_text='Who.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                ('role', models.CharField(choices=[('party', 'party'), ('implementing', 'implementing agency'), ('participant', 'participant'), ('depositary', 'depositary')], default='party', help_text='A bilateral agreement has exactly two parties; who implements it is not one of them.', max_length=12)),
            ],
            options={
                'verbose_name': 'party (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_d58e7f_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_55c4d3_idx')],
            },
        ),
        migrations.CreateModel(
            name='AgreementArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(help_text='Which agreement.', on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='agreements.agreement')),
                ('area', models.ForeignKey(help_text='Which area.', on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='agreements.area')),
            ],
            options={
                'verbose_name': 'area of an agreement',
                'verbose_name_plural': 'areas of agreements',
                'ordering': ['agreement', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'area'), name='agreements_agreementarea_once')],
            },
        ),
        migrations.CreateModel(
            name='AgreementAreaHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.agreementarea')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('agreement', models.ForeignKey(db_constraint=False, help_text='Which agreement.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                ('area', models.ForeignKey(db_constraint=False, help_text='Which area.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.area')),
            ],
            options={
                'verbose_name': 'area of an agreement (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_86e353_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_fca9b1_idx')],
            },
        ),
        migrations.CreateModel(
            name='AgreementMission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(help_text='Which agreement.', on_delete=django.db.models.deletion.CASCADE, related_name='missions', to='agreements.agreement')),
                ('mission', models.ForeignKey(help_text='Which mission.', on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='agreements.mission')),
            ],
            options={
                'verbose_name': 'mission of an agreement',
                'verbose_name_plural': 'missions of agreements',
                'ordering': ['agreement', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'mission'), name='agreements_agreementmission_once')],
            },
        ),
        migrations.CreateModel(
            name='AgreementMissionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.agreementmission')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('agreement', models.ForeignKey(db_constraint=False, help_text='Which agreement.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                ('mission', models.ForeignKey(db_constraint=False, help_text='Which mission.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.mission')),
            ],
            options={
                'verbose_name': 'mission of an agreement (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_0acbc5_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_184139_idx')],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(help_text='The agreement that does it.', on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='agreements.agreement')),
                ('kind', models.CharField(choices=[('amends', 'amends'), ('renews', 'renews'), ('replaces', 'replaces'), ('implements', 'implements'), ('supplements', 'supplements')], help_text='What it does.', max_length=12)),
                ('other', models.ForeignKey(help_text='To which agreement.', on_delete=django.db.models.deletion.CASCADE, related_name='reverse_relations', to='agreements.agreement')),
                ('said_by', models.CharField(choices=[('source', 'stated by a source'), ('curator', 'set by a curator')], default='source', help_text='Whether a source states it or a curator has set it; it is never assumed.', max_length=8)),
            ],
            options={
                'ordering': ['agreement', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'other', 'kind'), name='agreements_relation_once'), models.CheckConstraint(condition=models.Q(('agreement', models.F('other')), _negated=True), name='agreements_relation_not_to_itself', violation_error_message='An agreement has no relation to itself.'), models.CheckConstraint(condition=models.Q(('kind__in', ['amends', 'implements', 'renews', 'replaces', 'supplements'])), name='agreements_relation_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'), models.CheckConstraint(condition=models.Q(('said_by__in', ['curator', 'source'])), name='agreements_relation_said_by_is_known', violation_error_message='Choose one of the known values for “said_by”.')],
            },
        ),
        migrations.CreateModel(
            name='RelationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.relation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('agreement', models.ForeignKey(db_constraint=False, help_text='The agreement that does it.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                ('kind', models.CharField(choices=[('amends', 'amends'), ('renews', 'renews'), ('replaces', 'replaces'), ('implements', 'implements'), ('supplements', 'supplements')], help_text='What it does.', max_length=12)),
                ('other', models.ForeignKey(db_constraint=False, help_text='To which agreement.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                ('said_by', models.CharField(choices=[('source', 'stated by a source'), ('curator', 'set by a curator')], default='source', help_text='Whether a source states it or a curator has set it; it is never assumed.', max_length=8)),
            ],
            options={
                'verbose_name': 'relation (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_9c64ba_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_565ea9_idx')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text="The record's permanent address, such as “belgium-russia-2000-signed”: lower-case letters, digits and hyphens.", max_length=100, unique=True)),
                ('title', models.CharField(help_text='What it is, in a few words of our own.', max_length=200)),
                ('summary', models.TextField(blank=True, help_text='What the sources say of it, in our own words.')),
                ('kind', models.CharField(choices=[('concluded', 'conclusion'), ('signed', 'signature'), ('dated', 'date of unspecified action'), ('ratified', 'ratification'), ('entered_into_force', 'entry into force'), ('amended', 'amendment'), ('extended', 'extension or renewal'), ('denounced', 'denunciation'), ('terminated', 'termination'), ('expired', 'expiry'), ('expiry_announced', 'announced expiry'), ('renewal_planned', 'planned renewal'), ('renewal_discussed', 'renewal under discussion'), ('reported_in_place', 'report of being in effect'), ('meeting', 'meeting'), ('visit', 'visit'), ('launch', 'launch'), ('flight', 'flight'), ('campaign', 'campaign'), ('announcement', 'announcement'), ('joining', 'accession to a programme'), ('cooperation', 'period of cooperation'), ('operation', 'operation or support'), ('contribution', 'contribution'), ('construction', 'construction or development'), ('commitment', 'commitment'), ('publication', 'publication'), ('aggregate_claim', 'general claim'), ('policy_position', 'policy statement'), ('other', 'other')], help_text='A treaty action of an agreement, or another type of event.', max_length=20)),
                ('modality', models.CharField(choices=[('done', 'took place'), ('ongoing', 'ongoing'), ('planned', 'planned'), ('announced', 'announced'), ('discussed', 'under discussion'), ('claimed', 'claimed')], help_text='Whether the source reports it as done or ongoing, or as planned, announced, discussed or claimed.', max_length=10, verbose_name='reported as')),
                ('date', spacecoop.fields.EDTFField(blank=True, help_text='When it took or takes place, as precisely as the source says; empty: not stated.', max_length=24, null=True)),
                ('date_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
                ('earliest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('date'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('latest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('date'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('as_of', spacecoop.fields.EDTFField(blank=True, help_text="For a plan, an announcement or a report: the day for which the source says so, usually the source's own date; empty where the source is undated.", max_length=24, null=True, verbose_name='as of')),
                ('as_of_earliest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('as_of'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('as_of_latest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('as_of'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('place', models.CharField(blank=True, help_text='Where, as the source says; empty: not stated.', max_length=100)),
                ('agreement', models.ForeignKey(blank=True, help_text='The agreement that it concerns; a treaty action needs one.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='agreements.agreement')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('earliest'), nulls_last=True), 'slug'],
                'indexes': [models.Index(fields=['agreement', 'kind', 'earliest'], name='agreements_event_acts'), models.Index(fields=['earliest', 'latest'], name='agreements_event_time'), models.Index(condition=models.Q(('modality__in', ['planned', 'announced', 'discussed'])), fields=['latest'], name='agreements_event_prospects')],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='agreements_event_slug_is_plain', violation_error_message='A slug has lower-case letters and digits, with single hyphens between them.'), models.CheckConstraint(condition=models.Q(('kind__in', ['aggregate_claim', 'amended', 'announcement', 'campaign', 'commitment', 'concluded', 'construction', 'contribution', 'cooperation', 'dated', 'denounced', 'entered_into_force', 'expired', 'expiry_announced', 'extended', 'flight', 'joining', 'launch', 'meeting', 'operation', 'other', 'policy_position', 'publication', 'ratified', 'renewal_discussed', 'renewal_planned', 'reported_in_place', 'signed', 'terminated', 'visit'])), name='agreements_event_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'), models.CheckConstraint(condition=models.Q(('modality__in', ['announced', 'claimed', 'discussed', 'done', 'ongoing', 'planned'])), name='agreements_event_modality_is_known', violation_error_message='Choose one of the known values for “modality”.'), models.CheckConstraint(condition=models.Q(('date__isnull', True), spacecoop.fields.EdtfIsValid('date'), _connector='OR'), name='agreements_event_date_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'), models.CheckConstraint(condition=models.Q(('latest__isnull', True), ('earliest__isnull', True), ('latest__gte', models.F('earliest')), _connector='OR'), name='agreements_event_date_in_order', violation_error_message='The date ends before it begins.'), models.CheckConstraint(condition=models.Q(('as_of__isnull', True), spacecoop.fields.EdtfIsValid('as_of'), _connector='OR'), name='agreements_event_as_of_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'), models.CheckConstraint(condition=models.Q(('as_of_latest__isnull', True), ('as_of_earliest__isnull', True), ('as_of_latest__gte', models.F('as_of_earliest')), _connector='OR'), name='agreements_event_as_of_in_order', violation_error_message='The date ends before it begins.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['amended', 'concluded', 'dated', 'denounced', 'entered_into_force', 'expired', 'expiry_announced', 'extended', 'ratified', 'renewal_discussed', 'renewal_planned', 'reported_in_place', 'signed', 'terminated']), _negated=True), ('agreement__isnull', False), _connector='OR'), name='agreements_event_legal_act_has_agreement', violation_error_message='A treaty action needs an agreement: name the agreement.'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('kind', 'expiry_announced'), _negated=True), ('modality', 'announced'), _connector='OR'), models.Q(models.Q(('kind', 'renewal_planned'), _negated=True), ('modality', 'planned'), _connector='OR'), models.Q(models.Q(('kind', 'renewal_discussed'), _negated=True), ('modality', 'discussed'), _connector='OR'), models.Q(models.Q(('kind', 'reported_in_place'), _negated=True), ('modality', 'ongoing'), _connector='OR')), name='agreements_event_modality_fits_kind', violation_error_message='An announced expiry is announced, a planned renewal planned, a discussed one discussed, and a report of what is in place ongoing.')],
            },
        ),
        migrations.CreateModel(
            name='EventHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.event')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(help_text="The record's permanent address, such as “belgium-russia-2000-signed”: lower-case letters, digits and hyphens.", max_length=100)),
                ('title', models.CharField(help_text='What it is, in a few words of our own.', max_length=200)),
                ('summary', models.TextField(blank=True, help_text='What the sources say of it, in our own words.')),
                ('kind', models.CharField(choices=[('concluded', 'conclusion'), ('signed', 'signature'), ('dated', 'date of unspecified action'), ('ratified', 'ratification'), ('entered_into_force', 'entry into force'), ('amended', 'amendment'), ('extended', 'extension or renewal'), ('denounced', 'denunciation'), ('terminated', 'termination'), ('expired', 'expiry'), ('expiry_announced', 'announced expiry'), ('renewal_planned', 'planned renewal'), ('renewal_discussed', 'renewal under discussion'), ('reported_in_place', 'report of being in effect'), ('meeting', 'meeting'), ('visit', 'visit'), ('launch', 'launch'), ('flight', 'flight'), ('campaign', 'campaign'), ('announcement', 'announcement'), ('joining', 'accession to a programme'), ('cooperation', 'period of cooperation'), ('operation', 'operation or support'), ('contribution', 'contribution'), ('construction', 'construction or development'), ('commitment', 'commitment'), ('publication', 'publication'), ('aggregate_claim', 'general claim'), ('policy_position', 'policy statement'), ('other', 'other')], help_text='A treaty action of an agreement, or another type of event.', max_length=20)),
                ('modality', models.CharField(choices=[('done', 'took place'), ('ongoing', 'ongoing'), ('planned', 'planned'), ('announced', 'announced'), ('discussed', 'under discussion'), ('claimed', 'claimed')], help_text='Whether the source reports it as done or ongoing, or as planned, announced, discussed or claimed.', max_length=10, verbose_name='reported as')),
                ('date', spacecoop.fields.EDTFField(blank=True, help_text='When it took or takes place, as precisely as the source says; empty: not stated.', max_length=24, null=True)),
                ('date_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
                ('as_of', spacecoop.fields.EDTFField(blank=True, help_text="For a plan, an announcement or a report: the day for which the source says so, usually the source's own date; empty where the source is undated.", max_length=24, null=True, verbose_name='as of')),
                ('place', models.CharField(blank=True, help_text='Where, as the source says; empty: not stated.', max_length=100)),
                ('agreement', models.ForeignKey(blank=True, db_constraint=False, help_text='The agreement that it concerns; a treaty action needs one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
            ],
            options={
                'verbose_name': 'event (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_3c78de_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_822c83_idx')],
            },
        ),
        migrations.CreateModel(
            name='EventAgency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(help_text='In which event.', on_delete=django.db.models.deletion.CASCADE, related_name='agencies', to='agreements.event')),
                ('agency', models.ForeignKey(help_text='Who.', on_delete=django.db.models.deletion.PROTECT, related_name='event_roles', to='agencies.agency')),
                ('role', models.CharField(choices=[('signatory', 'signatory'), ('participant', 'participant'), ('host', 'host'), ('witness', 'witness'), ('author', 'stated by'), ('actor', 'carried out by'), ('supporter', 'supported by'), ('counterpart', 'counterpart')], help_text='As what.', max_length=12)),
            ],
            options={
                'verbose_name': 'agency in an event',
                'verbose_name_plural': 'agencies in events',
                'ordering': ['event', 'agency__name'],
                'constraints': [models.UniqueConstraint(fields=('event', 'agency', 'role'), name='agreements_eventagency_once'), models.CheckConstraint(condition=models.Q(('role__in', ['actor', 'author', 'counterpart', 'host', 'participant', 'signatory', 'supporter', 'witness'])), name='agreements_eventagency_role_is_known', violation_error_message='Choose one of the known values for “role”.')],
            },
        ),
        migrations.CreateModel(
            name='EventAgencyHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.eventagency')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('event', models.ForeignKey(db_constraint=False, help_text='In which event.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.event')),
                ('agency', models.ForeignKey(db_constraint=False, help_text='Who.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                ('role', models.CharField(choices=[('signatory', 'signatory'), ('participant', 'participant'), ('host', 'host'), ('witness', 'witness'), ('author', 'stated by'), ('actor', 'carried out by'), ('supporter', 'supported by'), ('counterpart', 'counterpart')], help_text='As what.', max_length=12)),
            ],
            options={
                'verbose_name': 'agency in an event (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_56cb45_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_7629a0_idx')],
            },
        ),
        migrations.CreateModel(
            name='EventPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(help_text='In which event.', on_delete=django.db.models.deletion.CASCADE, related_name='people', to='agreements.event')),
                ('person', models.ForeignKey(help_text='Who.', on_delete=django.db.models.deletion.PROTECT, related_name='event_roles', to='agencies.person')),
                ('role', models.CharField(choices=[('signatory', 'signatory'), ('participant', 'participant'), ('host', 'host'), ('witness', 'witness'), ('author', 'stated by'), ('actor', 'carried out by'), ('supporter', 'supported by'), ('counterpart', 'counterpart')], help_text='As what.', max_length=12)),
            ],
            options={
                'verbose_name': 'person in an event',
                'verbose_name_plural': 'people in events',
                'ordering': ['event', 'person__name'],
                'constraints': [models.UniqueConstraint(fields=('event', 'person', 'role'), name='agreements_eventperson_once'), models.CheckConstraint(condition=models.Q(('role__in', ['actor', 'author', 'counterpart', 'host', 'participant', 'signatory', 'supporter', 'witness'])), name='agreements_eventperson_role_is_known', violation_error_message='Choose one of the known values for “role”.')],
            },
        ),
        migrations.CreateModel(
            name='EventPersonHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.eventperson')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('event', models.ForeignKey(db_constraint=False, help_text='In which event.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.event')),
                ('person', models.ForeignKey(db_constraint=False, help_text='Who.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.person')),
                ('role', models.CharField(choices=[('signatory', 'signatory'), ('participant', 'participant'), ('host', 'host'), ('witness', 'witness'), ('author', 'stated by'), ('actor', 'carried out by'), ('supporter', 'supported by'), ('counterpart', 'counterpart')], help_text='As what.', max_length=12)),
            ],
            options={
                'verbose_name': 'person in an event (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_8f5e8e_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_8bc38b_idx')],
            },
        ),
        migrations.CreateModel(
            name='EventMission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(help_text='Which event.', on_delete=django.db.models.deletion.CASCADE, related_name='missions', to='agreements.event')),
                ('mission', models.ForeignKey(help_text='Which mission.', on_delete=django.db.models.deletion.PROTECT, related_name='events', to='agreements.mission')),
            ],
            options={
                'verbose_name': 'mission of an event',
                'verbose_name_plural': 'missions of events',
                'ordering': ['event', 'mission__name'],
                'constraints': [models.UniqueConstraint(fields=('event', 'mission'), name='agreements_eventmission_once')],
            },
        ),
        migrations.CreateModel(
            name='EventMissionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.eventmission')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('event', models.ForeignKey(db_constraint=False, help_text='Which event.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.event')),
                ('mission', models.ForeignKey(db_constraint=False, help_text='Which mission.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.mission')),
            ],
            options={
                'verbose_name': 'mission of an event (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_a3ff6d_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_0fdb34_idx')],
            },
        ),
        migrations.CreateModel(
            name='EventArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(help_text='Which event.', on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='agreements.event')),
                ('area', models.ForeignKey(help_text='Which area.', on_delete=django.db.models.deletion.PROTECT, related_name='events', to='agreements.area')),
            ],
            options={
                'verbose_name': 'area of an event',
                'verbose_name_plural': 'areas of events',
                'ordering': ['event', 'area__name'],
                'constraints': [models.UniqueConstraint(fields=('event', 'area'), name='agreements_eventarea_once')],
            },
        ),
        migrations.CreateModel(
            name='EventAreaHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.eventarea')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('event', models.ForeignKey(db_constraint=False, help_text='Which event.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.event')),
                ('area', models.ForeignKey(db_constraint=False, help_text='Which area.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.area')),
            ],
            options={
                'verbose_name': 'area of an event (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_ff9791_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_c97457_idx')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(help_text="The record's permanent address, such as “cnes-csa-2021”: lower-case letters, digits and hyphens.", max_length=100, unique=True)),
                ('title', models.CharField(help_text='The title, as the document gives it.', max_length=250)),
                ('publisher', models.CharField(help_text='Who published it.', max_length=150)),
                ('kind', models.CharField(choices=[('treaty_text', 'text of an agreement'), ('register', 'treaty register'), ('press_release', 'press release'), ('news', 'news report'), ('web_page', 'web page'), ('report', 'report or paper'), ('dataset', 'table of data')], help_text='The type of document.', max_length=15)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
                ('address', models.URLField(help_text='Where it can be read.', max_length=500, unique=True)),
                ('published', spacecoop.fields.EDTFField(blank=True, help_text="The document's own date; empty where it has none (a footer's year is none).", max_length=24, null=True)),
                ('published_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
                ('published_earliest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfEarliest('published'), help_text='The first day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('published_latest', models.GeneratedField(db_persist=True, expression=spacecoop.fields.EdtfLatest('published'), help_text='The last day that the date allows; derived, never typed.', output_field=models.DateField(null=True), serialize=False)),
                ('relays', models.CharField(blank=True, help_text='What the document repeats from elsewhere; empty for a primary source.', max_length=250, verbose_name='reported from')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('published_earliest'), descending=True, nulls_last=True), 'title'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='agreements_source_slug_is_plain', violation_error_message='A slug has lower-case letters and digits, with single hyphens between them.'), models.CheckConstraint(condition=models.Q(('kind__in', ['dataset', 'news', 'press_release', 'register', 'report', 'treaty_text', 'web_page'])), name='agreements_source_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'), models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}$')), name='agreements_source_language_is_a_code', violation_error_message='A language is an ISO 639 code of two or three lower-case letters.'), models.CheckConstraint(condition=models.Q(('published__isnull', True), spacecoop.fields.EdtfIsValid('published'), _connector='OR'), name='agreements_source_published_is_edtf', violation_error_message='This is not a date that we keep: see the EDTF examples.'), models.CheckConstraint(condition=models.Q(('published_latest__isnull', True), ('published_earliest__isnull', True), ('published_latest__gte', models.F('published_earliest')), _connector='OR'), name='agreements_source_published_in_order', violation_error_message='The date ends before it begins.')],
            },
        ),
        migrations.CreateModel(
            name='SourceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.source')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('slug', models.CharField(help_text="The record's permanent address, such as “cnes-csa-2021”: lower-case letters, digits and hyphens.", max_length=100)),
                ('title', models.CharField(help_text='The title, as the document gives it.', max_length=250)),
                ('publisher', models.CharField(help_text='Who published it.', max_length=150)),
                ('kind', models.CharField(choices=[('treaty_text', 'text of an agreement'), ('register', 'treaty register'), ('press_release', 'press release'), ('news', 'news report'), ('web_page', 'web page'), ('report', 'report or paper'), ('dataset', 'table of data')], help_text='The type of document.', max_length=15)),
                ('language', models.CharField(default='en', help_text='ISO 639 code of the language, such as “en” or “fr”.', max_length=3)),
                ('address', models.URLField(help_text='Where it can be read.', max_length=500)),
                ('published', spacecoop.fields.EDTFField(blank=True, help_text="The document's own date; empty where it has none (a footer's year is none).", max_length=24, null=True)),
                ('published_basis', models.CharField(choices=[('stated', 'stated by the source'), ('derived', "year or precision derived from the document's date")], default='stated', help_text="Stated: the source gives the whole date. Derived: its year or precision comes from the document's own date.", max_length=8)),
                ('relays', models.CharField(blank=True, help_text='What the document repeats from elsewhere; empty for a primary source.', max_length=250, verbose_name='reported from')),
            ],
            options={
                'verbose_name': 'source (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_1e6e65_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_758f45_idx')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(help_text='The document.', on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='agreements.source')),
                ('phrase', models.CharField(help_text='Exact quotation from the document, up to 8 words.', max_length=120)),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, help_text='The fields of the record that it supports, separated by commas; empty: the record as a whole.', size=None)),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agencies.country')),
                ('country_name', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agencies.countryname')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agencies.agency')),
                ('agency_name', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agencies.agencyname')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agencies.person')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agencies.office')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.area')),
                ('area_label', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.arealabel')),
                ('mission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.mission')),
                ('mission_name', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.missionname')),
                ('mission_role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.missionrole')),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.agreement')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.party')),
                ('agreement_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.agreementarea')),
                ('agreement_mission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.agreementmission')),
                ('relation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.relation')),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.event')),
                ('event_agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.eventagency')),
                ('event_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.eventperson')),
                ('event_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.eventarea')),
                ('event_mission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='agreements.eventmission')),
            ],
            options={
                'ordering': ['source', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Func(models.Func('country', 'country_name', 'agency', 'agency_name', 'person', 'office', 'area', 'area_label', 'mission', 'mission_name', 'mission_role', 'agreement', 'party', 'agreement_area', 'agreement_mission', 'relation', 'event', 'event_agency', 'event_person', 'event_area', 'event_mission', function='num_nonnulls'), models.Value(1), arg_joiner=' = ', output_field=models.BooleanField(), template='(%(expressions)s)')), name='agreements_citation_has_one_target', violation_error_message='A citation supports exactly one record: choose one, leave the others empty.'), models.CheckConstraint(condition=models.Q(models.Func(models.F('phrase'), output_field=models.BooleanField(), template="(regexp_count(%(expressions)s, '\\S+') BETWEEN 1 AND 8)")), name='agreements_citation_phrase_is_short', violation_error_message='A quotation has one to 8 words.'), models.UniqueConstraint(fields=('source', 'phrase', 'country', 'country_name', 'agency', 'agency_name', 'person', 'office', 'area', 'area_label', 'mission', 'mission_name', 'mission_role', 'agreement', 'party', 'agreement_area', 'agreement_mission', 'relation', 'event', 'event_agency', 'event_person', 'event_area', 'event_mission'), name='agreements_citation_once', nulls_distinct=False, violation_error_message='This quotation from this source is cited for this record already.')],
            },
        ),
        migrations.CreateModel(
            name='CitationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_revision', models.BigIntegerField(db_default=spacecoop.models.CurrentRevision(), db_index=True, editable=False, verbose_name='revision')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='agreements.citation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('source', models.ForeignKey(db_constraint=False, help_text='The document.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.source')),
                ('phrase', models.CharField(help_text='Exact quotation from the document, up to 8 words.', max_length=120)),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, help_text='The fields of the record that it supports, separated by commas; empty: the record as a whole.', size=None)),
                ('country', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.country')),
                ('country_name', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.countryname')),
                ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agency')),
                ('agency_name', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.agencyname')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.person')),
                ('office', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.office')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.area')),
                ('area_label', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.arealabel')),
                ('mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.mission')),
                ('mission_name', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.missionname')),
                ('mission_role', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.missionrole')),
                ('agreement', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement')),
                ('party', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.party')),
                ('agreement_area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreementarea')),
                ('agreement_mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreementmission')),
                ('relation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.relation')),
                ('event', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.event')),
                ('event_agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.eventagency')),
                ('event_person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.eventperson')),
                ('event_area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.eventarea')),
                ('event_mission', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.eventmission')),
            ],
            options={
                'verbose_name': 'citation (past state)',
                'abstract': False,
                'indexes': [models.Index(fields=['pgh_obj', 'pgh_id'], name='agreements__pgh_obj_b3e47b_idx'), models.Index(fields=['pgh_created_at', 'pgh_revision'], name='agreements__pgh_cre_f06e43_idx')],
            },
        ),
        install("agreements", "rules"),
        # The view of names came with this; it rests on what comes later.
        migrations.RunSQL(migrations.RunSQL.noop, "DROP VIEW IF EXISTS agreements_names"),
        migrations.RunSQL(*FIRST_ACTS),
        *TRIGGERS,
    ])
