"""What each agreement is counted under in the facets of a list, and its status over time; kept by triggers."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# The rule of `agreements.status`, on each day on which it may answer otherwise than the day before: only the first
# and last days of acts are such days, and what comes before all of them.
STATUSES = """
CREATE FUNCTION agreements_statuses(wanted bigint) RETURNS TABLE (since date[], codes text[])
LANGUAGE sql STABLE AS $$
WITH acts AS (
    SELECT earliest, latest,
        modality IN ('done', 'ongoing') AS done,
        kind IN ('terminated', 'expired') AS ending,
        kind IN ('entered_into_force', 'extended', 'reported_in_place') AS in_force,
        kind = 'entered_into_force' AS entering,
        kind IN ('signed', 'concluded', 'ratified', 'dated') AS signing,
        kind IN ('signed', 'concluded') AS first_act,
        kind IN ('expiry_announced', 'renewal_planned', 'denounced') AS question,
        coalesce(as_of_latest, earliest, latest) AS said
    FROM agreements_event WHERE agreement_id = wanted AND date IS NOT NULL
), days AS (
    SELECT '-infinity'::date AS day
    UNION SELECT earliest FROM acts WHERE earliest IS NOT NULL
    UNION SELECT latest FROM acts WHERE latest IS NOT NULL
), seen AS (
    SELECT day, acts.*,
        done AND latest <= day AS certain,
        done AND (latest IS NULL OR latest > day) AND (earliest IS NULL OR earliest <= day) AS possible,
        question AND (earliest IS NULL OR earliest <= day) AS asked
    FROM days LEFT JOIN acts ON true
), answers AS (
    SELECT day, CASE
        WHEN bool_or(certain AND ending) THEN 'ended'
        WHEN bool_or(possible AND ending) THEN 'unknown'
        -- A question is open unless a later act answers it; so only the last of each counts.
        WHEN max(said) FILTER (WHERE asked)
            >= coalesce(max(earliest) FILTER (WHERE certain AND in_force), '-infinity') THEN 'unknown'
        WHEN bool_or(certain AND in_force) THEN 'in_force'
        WHEN bool_or(possible AND entering) THEN 'unknown'
        WHEN bool_or(certain AND signing) THEN 'signed'
        WHEN bool_or(possible AND signing) THEN 'unknown'
        WHEN bool_or(done AND first_act AND earliest > day) THEN 'not_signed'
        ELSE 'unknown'
    END AS code
    FROM seen GROUP BY day
), changes AS (
    SELECT day, code, lag(code) OVER (ORDER BY day) AS before FROM answers
)
SELECT coalesce(array_agg(day ORDER BY day) FILTER (WHERE day > '-infinity'), '{}'), array_agg(code ORDER BY day)
FROM changes WHERE code IS DISTINCT FROM before
$$
"""

STATUS_ON = """
CREATE FUNCTION agreements_status_on(codes text[], since date[], day date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT codes[width_bucket(day, since) + 1]
$$
"""

SET_FACETS = """
CREATE FUNCTION agreements_set_facets(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
-- `changed`: keys of agreements, null for all. Writes only what differs.
BEGIN
    changed := coalesce(changed, ARRAY(
        SELECT id FROM agreements_agreement UNION SELECT agreement_id FROM agreements_facetvalues
    ));
    DELETE FROM agreements_facetvalues old WHERE agreement_id = ANY(changed)
        AND NOT EXISTS (SELECT FROM agreements_agreement WHERE id = old.agreement_id);
    INSERT INTO agreements_facetvalues AS old (
        agreement_id, parties, countries, agencies, areas, missions, sources, decades, not_stated, status_since, statuses
    )
    SELECT agreement.id, ARRAY(
            SELECT agency_id FROM agreements_party WHERE agreement_id = agreement.id AND role = 'party' ORDER BY 1
        ), ARRAY(
            SELECT DISTINCT agency.country_id FROM agreements_party party
            JOIN agencies_agency agency ON agency.id = party.agency_id
            WHERE party.agreement_id = agreement.id AND role = 'party' AND country_id IS NOT NULL ORDER BY 1
        ), ARRAY(
            SELECT DISTINCT agency_id FROM agreements_party WHERE agreement_id = agreement.id ORDER BY 1
        ), ARRAY(
            WITH RECURSIVE covered(id) AS (
                SELECT area_id FROM agreements_agreementarea WHERE agreement_id = agreement.id
                UNION
                SELECT area.broader_id FROM covered JOIN agreements_area area ON area.id = covered.id
                WHERE area.broader_id IS NOT NULL
            )
            SELECT id FROM covered ORDER BY 1
        ), ARRAY(
            SELECT mission_id FROM agreements_agreementmission WHERE agreement_id = agreement.id ORDER BY 1
        ), ARRAY(
            SELECT source_id FROM agreements_citation WHERE agreement_id = agreement.id
            UNION SELECT source_id FROM agreements_citation citation
                JOIN agreements_party part ON part.id = citation.party_id
                WHERE part.agreement_id = agreement.id
            UNION SELECT source_id FROM agreements_citation citation
                JOIN agreements_agreementarea part ON part.id = citation.agreement_area_id
                WHERE part.agreement_id = agreement.id
            UNION SELECT source_id FROM agreements_citation citation
                JOIN agreements_agreementmission part ON part.id = citation.agreement_mission_id
                WHERE part.agreement_id = agreement.id
            UNION SELECT source_id FROM agreements_citation citation
                JOIN agreements_event part ON part.id = citation.event_id
                WHERE part.agreement_id = agreement.id
            ORDER BY 1
        ), ARRAY(
            -- An open end reaches no further than the other.
            SELECT DISTINCT 10 * generate_series(
                extract(year FROM coalesce(earliest, latest))::int / 10,
                extract(year FROM coalesce(latest, earliest))::int / 10
            ) FROM agreements_event
            WHERE agreement_id = agreement.id AND kind = 'signed' AND modality IN ('done', 'ongoing')
                AND date IS NOT NULL ORDER BY 1
        ), ARRAY(
            SELECT act FROM unnest(ARRAY['signed', 'entered_into_force']) act
            WHERE NOT EXISTS (
                SELECT FROM agreements_event WHERE agreement_id = agreement.id AND kind = act
                    AND modality IN ('done', 'ongoing') AND date IS NOT NULL
            ) ORDER BY 1
        ), status.since, status.codes
    FROM agreements_agreement agreement CROSS JOIN LATERAL agreements_statuses(agreement.id) status
    WHERE agreement.id = ANY(changed)
    ON CONFLICT (agreement_id) DO UPDATE SET
        parties = excluded.parties, countries = excluded.countries, agencies = excluded.agencies,
        areas = excluded.areas, missions = excluded.missions, sources = excluded.sources,
        decades = excluded.decades, not_stated = excluded.not_stated,
        status_since = excluded.status_since, statuses = excluded.statuses
    WHERE old.* IS DISTINCT FROM excluded.*;
END $$
"""

# Once for each statement, however many rows it changed.
FOLLOW = """
CREATE FUNCTION agreements_facets_follow() RETURNS trigger LANGUAGE plpgsql AS $$
-- Argument: the query that leads from the rows changed, `changed_rows`, to the keys of their agreements.
DECLARE
    queries text[];
    changed bigint[];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        PERFORM agreements_set_facets(NULL);
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN queries := queries || replace(TG_ARGV[0], 'changed_rows', 'old_rows'); END IF;
    IF TG_OP <> 'DELETE' THEN queries := queries || replace(TG_ARGV[0], 'changed_rows', 'new_rows'); END IF;
    EXECUTE format(
        'SELECT array_agg(DISTINCT key) FROM (%s) keys(key) WHERE key IS NOT NULL',
        array_to_string(queries, ' UNION ALL ')
    ) INTO changed;
    IF changed IS NOT NULL THEN PERFORM agreements_set_facets(changed); END IF;
    RETURN NULL;
END $$
"""

# What stands above an agreement's own rows.
ABOVE = """
CREATE FUNCTION agreements_facets_follow_country() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR OLD.country_id IS DISTINCT FROM NEW.country_id THEN
        PERFORM agreements_set_facets(ARRAY(SELECT agreement_id FROM agreements_party WHERE agency_id = NEW.id));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER agreements_facets_follow_country AFTER INSERT OR UPDATE OF country_id ON agencies_agency
    FOR EACH ROW EXECUTE FUNCTION agreements_facets_follow_country();

CREATE FUNCTION agreements_facets_follow_broader() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM agreements_set_facets(ARRAY(SELECT agreement_id FROM agreements_facetvalues WHERE NEW.id = ANY(areas)));
    RETURN NULL;
END $$;
CREATE TRIGGER agreements_facets_follow_broader AFTER INSERT OR UPDATE OF broader_id ON agreements_area
    FOR EACH ROW EXECUTE FUNCTION agreements_facets_follow_broader()
"""

OF_ITSELF = "SELECT id FROM changed_rows"
OF_PART = "SELECT agreement_id FROM changed_rows"
OF_CITATION = """
SELECT coalesce(
    citation.agreement_id, party.agreement_id, area.agreement_id, mission.agreement_id, event.agreement_id
) FROM changed_rows citation
LEFT JOIN agreements_party party ON party.id = citation.party_id
LEFT JOIN agreements_agreementarea area ON area.id = citation.agreement_area_id
LEFT JOIN agreements_agreementmission mission ON mission.id = citation.agreement_mission_id
LEFT JOIN agreements_event event ON event.id = citation.event_id
"""
SEEN = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
    "TRUNCATE": "",
}
FEEDS = [
    # What an agreement says of itself counts under nothing here.
    ("agreements_agreement", OF_ITSELF, ["INSERT", "DELETE", "TRUNCATE"]),
    *(
        (table, OF_PART, [*SEEN])
        for table in (
            "agreements_party",
            "agreements_agreementarea",
            "agreements_agreementmission",
            "agreements_event",
        )
    ),
    ("agreements_citation", OF_CITATION, [*SEEN]),
]


def follow(table, query, operation):
    name = f"agreements_facets_{operation.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {operation} ON {table} {SEEN[operation]} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION agreements_facets_follow($${query}$$)",
        f"DROP TRIGGER {name} ON {table}",
    )


def array(of, help_text):
    return django.contrib.postgres.fields.ArrayField(base_field=of, help_text=help_text, size=None)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_search_documents")]
    operations = [
        migrations.CreateModel(
            name="FacetValues",
            fields=[
                (
                    "agreement",
                    models.OneToOneField(
                        db_constraint=False,
                        help_text="Which agreement.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="facet_values",
                        serialize=False,
                        to="agreements.agreement",
                    ),
                ),
                *(
                    (name, array(models.BigIntegerField(), help_text))
                    for name, help_text in (
                        ("parties", "Its two parties, as agencies."),
                        ("countries", "The countries of its parties, each once."),
                        ("agencies", "The agencies that have a role of any kind in it, each once."),
                        ("areas", "The areas that it covers, and the broader ones above them."),
                        ("missions", "The missions that it concerns."),
                        ("sources", "The sources that support it or any of its parts, each once."),
                    )
                ),
                (
                    "decades",
                    array(models.IntegerField(), "The first years of the decades in which it was perhaps signed."),
                ),
                (
                    "not_stated",
                    array(models.TextField(), "Of signature and entry into force, those of which no source states the date."),
                ),
                ("status_since", array(models.DateField(), "The days on which its status changes, in order.")),
                (
                    "statuses",
                    array(models.TextField(), "The status before the first of these days, and that from each of them on."),
                ),
            ],
        ),
        migrations.RunSQL(STATUSES, "DROP FUNCTION agreements_statuses(bigint)"),
        migrations.RunSQL(STATUS_ON, "DROP FUNCTION agreements_status_on(text[], date[], date)"),
        migrations.RunSQL(SET_FACETS, "DROP FUNCTION agreements_set_facets(bigint[])"),
        migrations.RunSQL(FOLLOW, "DROP FUNCTION agreements_facets_follow()"),
        *(follow(table, query, operation) for table, query, operations in FEEDS for operation in operations),
        migrations.RunSQL(
            ABOVE,
            "DROP TRIGGER agreements_facets_follow_broader ON agreements_area; "
            "DROP FUNCTION agreements_facets_follow_broader(); "
            "DROP TRIGGER agreements_facets_follow_country ON agencies_agency; "
            "DROP FUNCTION agreements_facets_follow_country()",
        ),
        migrations.RunSQL("SELECT agreements_set_facets(NULL)", "TRUNCATE agreements_facetvalues"),
    ]
