-- From which day on an agreement is perhaps first dated: the first possible day of its first dating act that took
-- place. The kinds are the DATING_ACTS of agreements/status.py.

CREATE OR REPLACE VIEW agreements_first_acts AS
SELECT agreement_id, min(earliest) AS day
FROM agreements_event
WHERE kind IN ('concluded', 'signed', 'dated', 'ratified', 'entered_into_force') AND modality IN ('done', 'ongoing')
GROUP BY agreement_id;
