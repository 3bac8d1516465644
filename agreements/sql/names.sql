-- What every kind of record is called that can be found by its name: those of agencies_names and of this app.

CREATE OR REPLACE VIEW agreements_names AS
SELECT kind, record, name, folded FROM agencies_names
UNION ALL
SELECT kind, record, name, agencies_fold(name) AS folded
FROM (
    SELECT 'mission' AS kind, id AS record, name::text AS name FROM agreements_mission
    UNION ALL
    SELECT 'mission', mission_id, name FROM agreements_missionname
    UNION ALL
    SELECT 'area', id, name FROM agreements_area
    UNION ALL
    SELECT 'area', area_id, label FROM agreements_arealabel
    UNION ALL
    SELECT 'agreement', id, title FROM agreements_agreement
    UNION ALL
    SELECT 'agreement', agreement_id, text FROM agreements_title
) named;
