-- What the triggers of many models do alike: former addresses, and trees without a circle.

CREATE OR REPLACE FUNCTION spacecoop_keep_former_slug(model text, before text, after text) RETURNS void LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM spacecoop_formerslug WHERE kind = model AND slug = after;
    UPDATE spacecoop_formerslug SET current = after WHERE kind = model AND current = before;
    INSERT INTO spacecoop_formerslug (kind, slug, current) VALUES (model, before, after);
END $$;

-- Refuse a record that would stand above itself through the column `parent`. `noun`: what a record is called.
CREATE OR REPLACE FUNCTION spacecoop_refuse_cycle(records regclass, parent text, record bigint, noun text, address text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    goes_round boolean;
BEGIN
    -- One writer at a time: two that each close half of a circle would not see one another.
    PERFORM pg_advisory_xact_lock(hashtext(records::text));
    EXECUTE format('
        WITH RECURSIVE above(id) AS (
            SELECT %1$I FROM %2$s WHERE id = $1
            UNION
            SELECT record.%1$I FROM %2$s record JOIN above ON record.id = above.id
        )
        SELECT EXISTS (SELECT FROM above WHERE id = $1)', parent || '_id', records) INTO goes_round USING record;
    IF goes_round THEN
        RAISE EXCEPTION 'a % may not stand above itself: % of "%" goes in a circle', noun, parent, address
            USING ERRCODE = 'check_violation',
                CONSTRAINT = (SELECT relname FROM pg_class WHERE oid = records) || '_no_cycle';
    END IF;
END $$;

-- Refuses a record that leads from `first` to `last`, two of its columns, where others lead back to the first.
CREATE OR REPLACE FUNCTION spacecoop_refuse_circle(
    records regclass, first text, last text, start_id bigint, end_id bigint, nouns text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    goes_round boolean;
BEGIN
    -- One writer at a time: two that each close half of a circle would not see one another.
    PERFORM pg_advisory_xact_lock(hashtext(records::text));
    EXECUTE format('
        WITH RECURSIVE reached(id) AS (
            SELECT $1
            UNION
            SELECT record.%2$I FROM %3$s record JOIN reached ON record.%1$I = reached.id
        )
        SELECT EXISTS (SELECT FROM reached WHERE id = $2)', first, last, records)
        INTO goes_round USING end_id, start_id;
    IF goes_round THEN
        RAISE EXCEPTION '% may not go in a circle', nouns
            USING ERRCODE = 'check_violation',
                CONSTRAINT = (SELECT relname FROM pg_class WHERE oid = records) || '_no_circle';
    END IF;
END $$;
