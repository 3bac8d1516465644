-- What countries, agencies and people are called: every form of a name, as it stands and folded.

-- Without accents, capitals and signs: “CNES/CSA” and “Cnes – CSA” are one.
CREATE OR REPLACE FUNCTION agencies_fold(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT btrim(regexp_replace(
    lower(public.unaccent('public.unaccent', name)), '[-\s"''’()\[\]<>,;!?&|*+=«»“”„‘‐‑–—−/._@:·\\]+', ' ', 'g'
))
$$;

CREATE OR REPLACE VIEW agencies_names AS
SELECT kind, record, name, agencies_fold(name) AS folded
FROM (
    SELECT 'country' AS kind, id AS record, name::text AS name FROM agencies_country
    UNION ALL
    SELECT 'country', id, code FROM agencies_country
    UNION ALL
    SELECT 'country', id, iso_name FROM agencies_country WHERE iso_name <> name
    UNION ALL
    SELECT 'country', country_id, name FROM agencies_countryname
    UNION ALL
    SELECT 'agency', id, name FROM agencies_agency
    UNION ALL
    SELECT 'agency', id, acronym FROM agencies_agency WHERE acronym <> ''
    UNION ALL
    -- An acronym without its dots: “B.USOC”, “BUSOC”.
    SELECT 'agency', id, regexp_replace(acronym, '\W', '', 'g') FROM agencies_agency WHERE acronym ~ '\W'
    UNION ALL
    SELECT 'agency', agency_id, name FROM agencies_agencyname
    UNION ALL
    SELECT 'person', id, name FROM agencies_person
) named;
