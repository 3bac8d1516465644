"""A territory has a kind of its own: it is no state."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from spacecoop.sql import together


TERRITORIES = """
    'AI', 'AIDJ', 'ANHH', 'AS', 'AW', 'AX', 'BL', 'BM', 'BQ', 'BQAQ', 'BV', 'CC', 'CW', 'CX', 'FK', 'FO', 'FQHH',
    'GEHH', 'GF', 'GG', 'GI', 'GL', 'GP', 'GS', 'GU', 'HK', 'HM', 'IM', 'IO', 'JE', 'JTUM', 'KY', 'MF', 'MIUM',
    'MO', 'MP', 'MQ', 'MS', 'NC', 'NF', 'NQAQ', 'PCHH', 'PF', 'PM', 'PN', 'PR', 'PUUM', 'PZPA', 'RE', 'SH', 'SJ',
    'SX', 'TC', 'TF', 'TK', 'UM', 'VG', 'VI', 'WF', 'WKUM', 'YT'
"""
OF_TERRITORIES = f"country_id IN (SELECT id FROM agencies_country WHERE code IN ({TERRITORIES}))"
CARRY = """
    UPDATE agencies_agency SET kind = '{{}}' WHERE kind = '{{}}' AND {};
    SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED
""".format(OF_TERRITORIES)


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_parts_of_organisations'),
        ('spacecoop', '0005_records_of_collections'),
    ]

    operations = together([
        migrations.RemoveConstraint(
            model_name='agency',
            name='agencies_agency_kind_is_known',
        ),
        migrations.AlterField(
            model_name='agency',
            name='kind',
            field=models.CharField(choices=[('state', 'state'), ('territory', 'territory'), ('government', 'government'), ('space_agency', 'space agency'), ('policy_office', 'science-policy office'), ('government_office', 'government office'), ('research_institute', 'research institute'), ('operations_centre', 'operations centre'), ('company', 'company'), ('intergovernmental', 'intergovernmental organisation'), ('other', 'other organisation')], help_text='The type of organisation.', max_length=20),
        ),
        migrations.AlterField(
            model_name='agencyhistory',
            name='kind',
            field=models.CharField(choices=[('state', 'state'), ('territory', 'territory'), ('government', 'government'), ('space_agency', 'space agency'), ('policy_office', 'science-policy office'), ('government_office', 'government office'), ('research_institute', 'research institute'), ('operations_centre', 'operations centre'), ('company', 'company'), ('intergovernmental', 'intergovernmental organisation'), ('other', 'other organisation')], help_text='The type of organisation.', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['company', 'government', 'government_office', 'intergovernmental', 'operations_centre', 'other', 'policy_office', 'research_institute', 'space_agency', 'state', 'territory'])), name='agencies_agency_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'),
        ),
        migrations.RunSQL(CARRY.format("territory", "state"), CARRY.format("state", "territory")),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='territory_is_no_state', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."country_id" IS NOT NULL AND NEW."kind" = \'state\')', func='\n            IF EXISTS (SELECT FROM agencies_country WHERE id = NEW.country_id AND code IN (\'AI\', \'AIDJ\', \'ANHH\', \'AS\', \'AW\', \'AX\', \'BL\', \'BM\', \'BQ\', \'BQAQ\', \'BV\', \'CC\', \'CW\', \'CX\', \'FK\', \'FO\', \'FQHH\', \'GEHH\', \'GF\', \'GG\', \'GI\', \'GL\', \'GP\', \'GS\', \'GU\', \'HK\', \'HM\', \'IM\', \'IO\', \'JE\', \'JTUM\', \'KY\', \'MF\', \'MIUM\', \'MO\', \'MP\', \'MQ\', \'MS\', \'NC\', \'NF\', \'NQAQ\', \'PCHH\', \'PF\', \'PM\', \'PN\', \'PR\', \'PUUM\', \'PZPA\', \'RE\', \'SH\', \'SJ\', \'SX\', \'TC\', \'TF\', \'TK\', \'UM\', \'VG\', \'VI\', \'WF\', \'WKUM\', \'YT\')) THEN\n                RAISE EXCEPTION \'"%" is a territory and no state: its type is territory\', NEW.name\n                    USING ERRCODE = \'check_violation\', CONSTRAINT = \'agencies_agency_territory_is_no_state\';\n            END IF;\n            RETURN NULL;\n        ', hash='a64f708cab6a45ab8a10df193ef0e484bf65c6f7', operation='INSERT OR UPDATE OF "kind", "country_id"', pgid='pgtrigger_territory_is_no_state_bdc33', table='agencies_agency', when='AFTER')),
        ),
    ])
