-- Rules that span rows; the triggers that ask them are declared on the models.

CREATE OR REPLACE FUNCTION agreements_require_two_parties(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;

CREATE OR REPLACE FUNCTION agreements_refuse_relation_cycle(start_id bigint, end_id bigint) RETURNS void
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
END $$;
