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

-- The side of an act is one of the agreement's parties.
CREATE OR REPLACE FUNCTION agreements_require_side(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    address text;
BEGIN
    SELECT event.slug INTO address
    FROM agreements_eventagency side JOIN agreements_event event ON event.id = side.event_id
    WHERE side.event_id = wanted AND side.role = 'side' AND NOT EXISTS (
        SELECT FROM agreements_party party
        WHERE party.agreement_id = event.agreement_id AND party.agency_id = side.agency_id
    );
    IF address IS NOT NULL THEN
        RAISE EXCEPTION 'the act "%" names a side that is no party to its agreement', address
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreements_eventagency_side_is_a_party';
    END IF;
END $$;
