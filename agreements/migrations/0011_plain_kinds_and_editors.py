"""Kinds of events and who states a relation are called by the words of the glossary.

The history is told in the words of today too. Its triggers are off meanwhile: nothing has changed for readers but words.
"""

from django.db import migrations, models

from spacecoop.sql import together

KINDS = {"joining": "accession", "aggregate_claim": "general_claim", "policy_position": "policy_statement"}
SAID_BY = {"curator": "editor"}
RENAMED = (("event", "kind", KINDS), ("relation", "said_by", SAID_BY))


def rename(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for model, column, values in RENAMED:
            _rename(cursor, model, column, values)


def rename_back(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for model, column, values in RENAMED:
            _rename(cursor, model, column, {new: old for old, new in values.items()})


def _rename(cursor, model, column, values):
    for table in (f"agreements_{model}", f"agreements_{model}history"):
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for old, new in values.items():
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {column} = %s", [new, old])  # noqa: S608
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0010_records_of_collections'),
        ('spacecoop', '0005_records_of_collections'),
    ]

    operations = together([
        migrations.RemoveConstraint(
            model_name='event',
            name='agreements_event_kind_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='relation',
            name='agreements_relation_said_by_is_known',
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('concluded', 'conclusion'), ('signed', 'signature'), ('note_sent', 'note sent'), ('dated', 'date of unspecified action'), ('approved', 'approval'), ('ratified', 'ratification'), ('notified', 'notification'), ('registered', 'registration'), ('provisionally_applied', 'provisional application'), ('entered_into_force', 'entry into force'), ('amended', 'amendment'), ('extended', 'extension or renewal'), ('suspended', 'suspension'), ('resumed', 'resumption'), ('denounced', 'denunciation'), ('replaced', 'replacement'), ('terminated', 'termination'), ('expired', 'expiry'), ('rejected', 'rejection'), ('withdrawn', 'withdrawal'), ('expiry_announced', 'announced expiry'), ('renewal_planned', 'planned renewal'), ('renewal_discussed', 'renewal under discussion'), ('reported_in_effect', 'report of being in effect'), ('meeting', 'meeting'), ('visit', 'visit'), ('launch', 'launch'), ('flight', 'flight'), ('campaign', 'campaign'), ('announcement', 'announcement'), ('accession', 'accession to a programme'), ('cooperation', 'period of cooperation'), ('operation', 'operation or support'), ('contribution', 'contribution'), ('construction', 'construction or development'), ('commitment', 'commitment'), ('publication', 'publication'), ('general_claim', 'general claim'), ('policy_statement', 'policy statement'), ('other', 'other')], help_text='A treaty action of an agreement, or another type of event.', max_length=25),
        ),
        migrations.AlterField(
            model_name='eventhistory',
            name='kind',
            field=models.CharField(choices=[('concluded', 'conclusion'), ('signed', 'signature'), ('note_sent', 'note sent'), ('dated', 'date of unspecified action'), ('approved', 'approval'), ('ratified', 'ratification'), ('notified', 'notification'), ('registered', 'registration'), ('provisionally_applied', 'provisional application'), ('entered_into_force', 'entry into force'), ('amended', 'amendment'), ('extended', 'extension or renewal'), ('suspended', 'suspension'), ('resumed', 'resumption'), ('denounced', 'denunciation'), ('replaced', 'replacement'), ('terminated', 'termination'), ('expired', 'expiry'), ('rejected', 'rejection'), ('withdrawn', 'withdrawal'), ('expiry_announced', 'announced expiry'), ('renewal_planned', 'planned renewal'), ('renewal_discussed', 'renewal under discussion'), ('reported_in_effect', 'report of being in effect'), ('meeting', 'meeting'), ('visit', 'visit'), ('launch', 'launch'), ('flight', 'flight'), ('campaign', 'campaign'), ('announcement', 'announcement'), ('accession', 'accession to a programme'), ('cooperation', 'period of cooperation'), ('operation', 'operation or support'), ('contribution', 'contribution'), ('construction', 'construction or development'), ('commitment', 'commitment'), ('publication', 'publication'), ('general_claim', 'general claim'), ('policy_statement', 'policy statement'), ('other', 'other')], help_text='A treaty action of an agreement, or another type of event.', max_length=25),
        ),
        migrations.AlterField(
            model_name='relation',
            name='said_by',
            field=models.CharField(choices=[('source', 'stated by a source'), ('editor', 'added by an editor')], default='source', help_text='Whether a source states it or an editor has added it.', max_length=8),
        ),
        migrations.AlterField(
            model_name='relationhistory',
            name='said_by',
            field=models.CharField(choices=[('source', 'stated by a source'), ('editor', 'added by an editor')], default='source', help_text='Whether a source states it or an editor has added it.', max_length=8),
        ),
        migrations.RunPython(rename, rename_back),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['accession', 'amended', 'announcement', 'approved', 'campaign', 'commitment', 'concluded', 'construction', 'contribution', 'cooperation', 'dated', 'denounced', 'entered_into_force', 'expired', 'expiry_announced', 'extended', 'flight', 'general_claim', 'launch', 'meeting', 'note_sent', 'notified', 'operation', 'other', 'policy_statement', 'provisionally_applied', 'publication', 'ratified', 'registered', 'rejected', 'renewal_discussed', 'renewal_planned', 'replaced', 'reported_in_effect', 'resumed', 'signed', 'suspended', 'terminated', 'visit', 'withdrawn'])), name='agreements_event_kind_is_known', violation_error_message='Choose one of the known values for “kind”.'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('said_by__in', ['editor', 'source'])), name='agreements_relation_said_by_is_known', violation_error_message='Choose one of the known values for “said_by”.'),
        ),
    ])
