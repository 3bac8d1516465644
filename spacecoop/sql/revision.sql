-- The revision: how many statements have changed what a reader can see. The triggers that raise it are declared on the
-- models.

CREATE OR REPLACE FUNCTION spacecoop_current_revision() RETURNS bigint LANGUAGE sql STABLE
RETURN (SELECT number FROM spacecoop_revision);

-- An upsert: the row comes back by itself in an emptied database. Its lock orders the writers.
CREATE OR REPLACE FUNCTION spacecoop_raise_revision() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO spacecoop_revision AS revision (id, number, changed_at) VALUES (1, 1, clock_timestamp())
        ON CONFLICT (id) DO UPDATE SET number = revision.number + 1, changed_at = excluded.changed_at;
END $$;
