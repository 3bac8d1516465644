"""What countries and agencies are found by, and the tables that feed it."""

from django.db import migrations

COUNTRY = """
CREATE FUNCTION search_country()
RETURNS TABLE (record bigint, names text[], others text, subjects text, prose text) LANGUAGE sql STABLE AS $$
SELECT country.id, array_remove(ARRAY[
        country.name::text, country.code, nullif(country.iso_name, country.name)
    ] || ARRAY(
        SELECT name.name::text FROM agencies_countryname name WHERE name.country_id = country.id AND name.name <> country.iso_name ORDER BY name.id
    ), NULL), NULL::text, NULL::text, NULL::text
FROM agencies_country country
$$
"""

# An acronym is written with and without its dots: “B.USOC”, “BUSOC”.
AGENCY = r"""
CREATE FUNCTION search_agency()
RETURNS TABLE (record bigint, names text[], others text, subjects text, prose text) LANGUAGE sql STABLE AS $$
SELECT agency.id, array_remove(array_remove(ARRAY[
        agency.name::text, agency.acronym, nullif(regexp_replace(agency.acronym, '\W', '', 'g'), agency.acronym)
    ] || ARRAY(
        SELECT name.name::text FROM agencies_agencyname name WHERE name.agency_id = agency.id ORDER BY name.id
    ), ''), NULL), (
        SELECT array_to_string(country.names, ' · ')
        FROM search_country() country WHERE country.record = agency.country_id
    ), NULL::text, concat_ws(' · ', nullif(agency.summary, ''), (
        SELECT string_agg(concat_ws(', ', person.name, office.title), ' · ' ORDER BY office.id)
        FROM agencies_office office JOIN agencies_person person ON person.id = office.person_id
        WHERE office.agency_id = agency.id
    ))
FROM agencies_agency agency
$$
"""

OF_COUNTRIES = "SELECT array_agg(id) FROM agencies_agency WHERE country_id = ANY($1)"
OF_PEOPLE = "SELECT array_agg(DISTINCT agency_id) FROM agencies_office WHERE person_id = ANY($1)"
# Table, the column that leads to the records, the columns that count, and what they feed.
FEEDS = [
    ("agencies_country", "id", "name, iso_name, code", "country", "", "agency", OF_COUNTRIES),
    ("agencies_countryname", "country_id", "name", "country", "", "agency", OF_COUNTRIES),
    ("agencies_agency", "id", "name, acronym, country_id, summary", "agency", ""),
    ("agencies_agencyname", "agency_id", "name", "agency", ""),
    ("agencies_office", "agency_id", "person_id, title", "agency", ""),
    ("agencies_person", "id", "name", "agency", OF_PEOPLE),
]
KINDS = ["country", "agency"]


def attach(table, *arguments):
    words = ", ".join(f"'{argument}'" for argument in arguments)
    return migrations.RunSQL(
        f"SELECT search_attach('{table}', 'search_agencies', {words})",
        f"SELECT search_detach('{table}', 'search_agencies')",
    )


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_countries_agencies_people"), ("spacecoop", "0004_search")]
    operations = [
        migrations.RunSQL(COUNTRY, "DROP FUNCTION search_country()"),
        migrations.RunSQL(AGENCY, "DROP FUNCTION search_agency()"),
        *(attach(*feed) for feed in FEEDS),
        *(
            migrations.RunSQL(
                f"SELECT search_refresh('{kind}', NULL)",
                f"DELETE FROM spacecoop_searchdocument WHERE kind = '{kind}'; "
                f"DELETE FROM spacecoop_searchname WHERE kind = '{kind}'",
            )
            for kind in KINDS
        ),
    ]
