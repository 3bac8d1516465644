"""Rules and derived columns that span rows; the triggers that call them are declared on the models."""

from django.db import migrations

TWO_PARTIES = """
CREATE FUNCTION agreements_require_two_parties(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found int;
    address text;
BEGIN
    SELECT slug INTO address FROM agreements_agreement WHERE id = wanted;
    IF address IS NULL THEN RETURN; END IF;  -- deleted in the same transaction
    SELECT count(*) INTO found FROM agreements_party WHERE agreement_id = wanted AND role = 'party';
    IF found <> 2 THEN
        RAISE EXCEPTION 'the agreement "%" has % parties: a bilateral agreement has exactly two', address, found
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_agreement_two_parties';
    END IF;
END $$
"""

SET_LEVEL = """
CREATE FUNCTION agreements_set_level(changed bigint[]) RETURNS void LANGUAGE sql AS $$
UPDATE agreements_agreement agreement SET level = derived.level
FROM (
    SELECT wanted.id, CASE
        WHEN bool_and(agency.kind IN ('state', 'government')) THEN 'intergovernmental'
        WHEN NOT bool_or(agency.kind IN ('state', 'government')) THEN 'inter-agency'
        WHEN count(agency.id) > 0 THEN 'mixed'
    END AS level
    FROM unnest(changed) wanted(id)
    LEFT JOIN agreements_party party ON party.agreement_id = wanted.id AND party.role = 'party'
    LEFT JOIN agencies_agency agency ON agency.id = party.agency_id
    GROUP BY wanted.id
) derived
WHERE agreement.id = derived.id AND agreement.level IS DISTINCT FROM derived.level
$$
"""

SET_DAYS = """
CREATE FUNCTION agreements_set_days(changed bigint[]) RETURNS void LANGUAGE sql AS $$
UPDATE agreements_agreement agreement
SET signed_earliest = derived.signed_earliest,
    signed_latest = derived.signed_latest,
    first_act_earliest = derived.first_act_earliest
FROM (
    SELECT wanted.id,
        (array_agg(act.earliest ORDER BY act.earliest, act.latest)
            FILTER (WHERE act.kind = 'signed'))[1] AS signed_earliest,
        (array_agg(act.latest ORDER BY act.earliest, act.latest)
            FILTER (WHERE act.kind = 'signed'))[1] AS signed_latest,
        min(act.earliest) AS first_act_earliest
    FROM unnest(changed) wanted(id)
    LEFT JOIN agreements_event act ON act.agreement_id = wanted.id
        AND act.date IS NOT NULL
        AND act.modality IN ('done', 'ongoing')
        AND act.kind IN ('concluded', 'signed', 'dated', 'ratified', 'entered_into_force')
    GROUP BY wanted.id
) derived
WHERE agreement.id = derived.id
    AND (agreement.signed_earliest, agreement.signed_latest, agreement.first_act_earliest)
        IS DISTINCT FROM (derived.signed_earliest, derived.signed_latest, derived.first_act_earliest)
$$
"""

NO_CYCLE = """
CREATE FUNCTION agreements_refuse_relation_cycle(start_id bigint, end_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- One writer at a time: two that each close half of a circle would not see one another.
    PERFORM pg_advisory_xact_lock(hashtext('agreements_relation'));
    IF EXISTS (
        WITH RECURSIVE reached(id) AS (
            SELECT end_id
            UNION
            SELECT relation.other_id FROM agreements_relation relation JOIN reached ON relation.agreement_id = reached.id
        )
        SELECT FROM reached WHERE id = start_id
    ) THEN
        RAISE EXCEPTION 'relations between agreements may not go in a circle'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_relation_no_cycle';
    END IF;
END $$
"""

# On a table of the app `agencies`, which knows nothing of agreements: so it is made here.
LEVEL_FOLLOWS_KIND = """
CREATE FUNCTION agreements_level_follows_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_set_level(ARRAY(SELECT DISTINCT agreement_id FROM agreements_party WHERE agency_id = NEW.id));
    RETURN NULL;
END $$;
CREATE TRIGGER agreements_level_follows_kind AFTER UPDATE OF kind ON agencies_agency
    FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind) EXECUTE FUNCTION agreements_level_follows_kind()
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_agreements_events_sources")]
    operations = [
        migrations.RunSQL(TWO_PARTIES, "DROP FUNCTION agreements_require_two_parties(bigint)"),
        migrations.RunSQL(SET_LEVEL, "DROP FUNCTION agreements_set_level(bigint[])"),
        migrations.RunSQL(SET_DAYS, "DROP FUNCTION agreements_set_days(bigint[])"),
        migrations.RunSQL(NO_CYCLE, "DROP FUNCTION agreements_refuse_relation_cycle(bigint, bigint)"),
        migrations.RunSQL(
            LEVEL_FOLLOWS_KIND,
            "DROP TRIGGER agreements_level_follows_kind ON agencies_agency; "
            "DROP FUNCTION agreements_level_follows_kind()",
        ),
    ]
