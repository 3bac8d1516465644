-- The grammar of spacecoop/dates.py, so that derived days are right whoever writes the text: the first and last day that
-- a date in EDTF allows. What stands in bodies as text is named with its schema, for pg_dump restores with none in its
-- search path.

-- Null for a text that is not accepted, so that the named check constraint refuses it.
CREATE OR REPLACE FUNCTION edtf_point(point text) RETURNS daterange
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    plain text := rtrim(point, '?~%');
    y int;
    part int;
    first_day date;
BEGIN
    IF length(point) - length(plain) > 1 OR plain !~ '^\d{2}(\d{2}|\dX|XX)(-\d{2}(-\d{2})?)?$' THEN
        RETURN NULL;
    END IF;
    IF plain ~ 'X' THEN
        IF length(plain) > 4 OR plain < '1000' OR plain > '219X' AND plain <> '21XX' THEN RETURN NULL; END IF;
        y := replace(plain, 'X', '0')::int;
        RETURN daterange(make_date(y, 1, 1),
                         make_date(y + CASE WHEN plain LIKE '%XX' THEN 100 ELSE 10 END, 1, 1));
    END IF;
    y := substr(plain, 1, 4)::int;
    IF y NOT BETWEEN 1000 AND 2199 THEN RETURN NULL; END IF;
    IF length(plain) = 4 THEN
        RETURN daterange(make_date(y, 1, 1), make_date(y + 1, 1, 1));
    END IF;
    part := substr(plain, 6, 2)::int;
    IF length(plain) = 7 AND part BETWEEN 21 AND 24 THEN
        first_day := make_date(y, 3 * (part - 20), 1);
        RETURN daterange(first_day, (first_day + interval '3 months')::date);
    ELSIF length(plain) = 7 AND part BETWEEN 33 AND 36 THEN
        first_day := make_date(y, 3 * (part - 33) + 1, 1);
        RETURN daterange(first_day, (first_day + interval '3 months')::date);
    ELSIF length(plain) = 7 AND part BETWEEN 40 AND 41 THEN
        first_day := make_date(y, 6 * (part - 40) + 1, 1);
        RETURN daterange(first_day, (first_day + interval '6 months')::date);
    ELSIF part NOT BETWEEN 1 AND 12 THEN
        RETURN NULL;
    END IF;
    first_day := make_date(y, part, 1);
    IF length(plain) = 7 THEN
        RETURN daterange(first_day, (first_day + interval '1 month')::date);
    END IF;
    IF substr(plain, 9, 2)::int NOT BETWEEN 1 AND extract(day FROM first_day + interval '1 month - 1 day') THEN
        RETURN NULL;
    END IF;
    first_day := first_day + substr(plain, 9, 2)::int - 1;
    RETURN daterange(first_day, first_day + 1);
END $$;

-- A season, quarter or half takes a qualifier only inside an interval, and only a season: as in the library.
CREATE OR REPLACE FUNCTION edtf_bounds(edtf text) RETURNS daterange
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    start_text text;
    end_text text;
    start_range daterange;
    end_range daterange;
BEGIN
    IF edtf !~ '/' THEN
        IF edtf ~ '-[234]\d[?~%]$' AND edtf !~ '^\d{4}-\d{2}-' THEN RETURN NULL; END IF;
        RETURN public.edtf_point(edtf);
    END IF;
    IF edtf ~ '/.*/' OR edtf ~ 'X' THEN RETURN NULL; END IF;
    start_text := split_part(edtf, '/', 1);
    end_text := split_part(edtf, '/', 2);
    IF start_text IN ('', '..') AND end_text IN ('', '..') THEN RETURN NULL; END IF;
    IF start_text ~ '^\d{4}-[34]\d[?~%]?$' OR end_text ~ '^\d{4}-[34]\d[?~%]?$' THEN RETURN NULL; END IF;
    IF start_text NOT IN ('', '..') THEN
        start_range := public.edtf_point(start_text);
        IF start_range IS NULL THEN RETURN NULL; END IF;
    END IF;
    IF end_text NOT IN ('', '..') THEN
        end_range := public.edtf_point(end_text);
        IF end_range IS NULL THEN RETURN NULL; END IF;
    END IF;
    IF lower(start_range) >= upper(end_range) THEN RETURN NULL; END IF;
    RETURN daterange(lower(start_range), upper(end_range));
END $$;

CREATE OR REPLACE FUNCTION edtf_earliest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN lower(edtf_bounds(edtf));
CREATE OR REPLACE FUNCTION edtf_latest(edtf text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN upper(edtf_bounds(edtf)) - 1;
CREATE OR REPLACE FUNCTION edtf_is_valid(edtf text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN edtf_bounds(edtf) IS NOT NULL;
