-- Whether two events tell of one act that happens once: they are of one kind and side, and no act of the contrary
-- certainly lies between them. The kinds are those of agreements/happened.py; catalogue/statements.py says the same of
-- documents.

CREATE OR REPLACE FUNCTION agreements_are_one_act(one_id bigint, other_id bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    WITH told AS (
        SELECT event.*, modality IN ('done', 'ongoing') AS is_fact, (
            SELECT min(agency_id) FROM agreements_eventagency part
            WHERE part.event_id = event.id AND part.role = 'side'
                AND event.kind IN ('signed', 'note_sent', 'approved', 'ratified', 'notified', 'denounced')
            HAVING count(*) = 1
        ) AS side
        FROM agreements_event event WHERE event.id IN (one_id, other_id)
    )
    SELECT EXISTS (
        SELECT FROM told one JOIN told other
            ON (other.agreement_id, other.kind, other.is_fact) = (one.agreement_id, one.kind, one.is_fact)
            AND other.side IS NOT DISTINCT FROM one.side
        WHERE one.id = one_id AND other.id = other_id
            AND (one.side IS NOT NULL OR one.kind IN ('terminated', 'expired', 'replaced', 'withdrawn', 'rejected',
                'denounced', 'entered_into_force', 'suspended', 'resumed', 'signed', 'concluded', 'approved',
                'ratified', 'provisionally_applied'))
            AND NOT EXISTS (
                SELECT FROM agreements_event act
                WHERE act.agreement_id = one.agreement_id AND act.modality IN ('done', 'ongoing')
                    AND act.standing <> 'known_wrong'
                    AND CASE
                        WHEN one.kind = 'entered_into_force' THEN act.kind IN ('terminated', 'expired', 'replaced',
                            'withdrawn', 'rejected', 'denounced')
                        WHEN one.kind = 'suspended' THEN act.kind IN ('resumed', 'entered_into_force')
                        WHEN one.kind = 'resumed' THEN act.kind = 'suspended'
                        WHEN one.kind IN ('terminated', 'expired', 'replaced', 'withdrawn', 'rejected', 'denounced')
                            THEN act.kind IN ('extended', 'resumed', 'entered_into_force')
                    END
                    AND (one.latest < act.earliest AND act.latest < other.earliest
                        OR other.latest < act.earliest AND act.latest < one.earliest)
            )
    )
$$;

-- By which act an agreement is first dated, and from which day on perhaps: the first to follow of its dating acts that
-- took place. The kinds and their order are the DATING_ACTS of agreements/status.py; documents say the same.

CREATE OR REPLACE VIEW agreements_first_acts AS
SELECT DISTINCT ON (agreement_id) agreement_id, earliest AS day, id AS event_id
FROM agreements_event event
WHERE kind IN ('concluded', 'signed', 'dated', 'ratified', 'entered_into_force') AND modality IN ('done', 'ongoing')
    AND date IS NOT NULL
    AND (standing = 'preferred' OR standing = '' AND NOT EXISTS (
        SELECT FROM agreements_event preferred
        WHERE (preferred.agreement_id, preferred.kind) = (event.agreement_id, event.kind)
            AND preferred.standing = 'preferred' AND agreements_are_one_act(preferred.id, event.id)
    ))
ORDER BY agreement_id, earliest NULLS LAST,
    array_position(ARRAY['concluded', 'signed', 'dated', 'ratified', 'entered_into_force'], kind::text), latest, slug;

CREATE OR REPLACE FUNCTION agreements_first_act(wanted bigint) RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT event_id FROM agreements_first_acts WHERE agreement_id = wanted $$;
