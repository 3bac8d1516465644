"""What agreements, missions, areas, events and sources are found by, and the tables that feed it."""

from django.db import migrations

# What an agreement or an event says of the bodies, areas and missions that it concerns.
BODY = """
SELECT string_agg(concat_ws(' · ', array_to_string(agency.names, ' · '), agency.others), ' · ' ORDER BY link.id)
FROM {table} link JOIN search_agency() agency ON agency.record = link.agency_id
WHERE link.{owner}_id = {owner}.id
"""
SUBJECTS = """
SELECT concat_ws(' · ', (
    SELECT string_agg(array_to_string(mission.names, ' · '), ' · ' ORDER BY link.id)
    FROM agreements_{owner}mission link JOIN search_mission_names() mission ON mission.record = link.mission_id
    WHERE link.{owner}_id = {owner}.id
), (
    SELECT string_agg(array_to_string(area.names, ' · '), ' · ' ORDER BY link.id)
    FROM agreements_{owner}area link JOIN search_area() area ON area.record = link.area_id
    WHERE link.{owner}_id = {owner}.id
))
"""
TEXTS = "TABLE (record bigint, names text[], others text, subjects text, prose text) LANGUAGE sql STABLE"

AREA = f"""
CREATE FUNCTION search_area() RETURNS {TEXTS} AS $$
SELECT area.id, ARRAY[area.name::text] || ARRAY(
        SELECT label.label::text FROM agreements_arealabel label WHERE label.area_id = area.id ORDER BY label.id
    ), NULL::text, NULL::text, area.definition
FROM agreements_area area
$$
"""

MISSION_NAMES = """
CREATE FUNCTION search_mission_names() RETURNS TABLE (record bigint, names text[])
LANGUAGE sql STABLE AS $$
SELECT mission.id, ARRAY[mission.name::text] || ARRAY(
        SELECT name.name::text FROM agreements_missionname name WHERE name.mission_id = mission.id ORDER BY name.id
    )
FROM agreements_mission mission
$$
"""

MISSION = f"""
CREATE FUNCTION search_mission() RETURNS {TEXTS} AS $$
SELECT mission.id, named.names, ({BODY.format(table="agreements_missionrole", owner="mission")}), NULL::text,
    mission.summary
FROM agreements_mission mission JOIN search_mission_names() named ON named.record = mission.id
$$
"""

AGREEMENT = f"""
CREATE FUNCTION search_agreement() RETURNS {TEXTS} AS $$
SELECT agreement.id, array_remove(ARRAY[agreement.title::text, agreement.formal_title], ''),
    ({BODY.format(table="agreements_party", owner="agreement")}),
    ({SUBJECTS.format(owner="agreement")}), agreement.summary
FROM agreements_agreement agreement
$$
"""

EVENT = f"""
CREATE FUNCTION search_event() RETURNS {TEXTS} AS $$
SELECT event.id, ARRAY[event.title::text], concat_ws(' · ', (
        {BODY.format(table="agreements_eventagency", owner="event")}
    ), (
        SELECT string_agg(person.name, ' · ' ORDER BY link.id)
        FROM agreements_eventperson link JOIN agencies_person person ON person.id = link.person_id
        WHERE link.event_id = event.id
    )), ({SUBJECTS.format(owner="event")}), concat_ws(' · ', nullif(event.summary, ''), nullif(event.place, ''))
FROM agreements_event event
$$
"""

SOURCE = f"""
CREATE FUNCTION search_source() RETURNS {TEXTS} AS $$
SELECT source.id, ARRAY[source.title::text], source.publisher::text, NULL::text, source.relays::text
FROM agreements_source source
$$
"""


def linked(owner, table, column):
    return f"SELECT array_agg(DISTINCT {owner}_id) FROM agreements_{table} WHERE {column}_id = ANY($1)"


def of_countries(owner, table):
    return (
        f"SELECT array_agg(DISTINCT {owner}_id) FROM agreements_{table} link "
        "JOIN agencies_agency agency ON agency.id = link.agency_id WHERE agency.country_id = ANY($1)"
    )


COUNTRIES = [
    *("agreement", of_countries("agreement", "party")),
    *("mission", of_countries("mission", "missionrole")),
    *("event", of_countries("event", "eventagency")),
]
AGENCIES = [
    *("agreement", linked("agreement", "party", "agency")),
    *("mission", linked("mission", "missionrole", "agency")),
    *("event", linked("event", "eventagency", "agency")),
]
MISSIONS = [
    *("mission", ""),
    *("agreement", linked("agreement", "agreementmission", "mission")),
    *("event", linked("event", "eventmission", "mission")),
]
AREAS = [
    *("area", ""),
    *("agreement", linked("agreement", "agreementarea", "area")),
    *("event", linked("event", "eventarea", "area")),
]
# Table, the column that leads to the records, the columns that count, and what they feed.
FEEDS = [
    ("agencies_country", "id", "name, iso_name, code", *COUNTRIES),
    ("agencies_countryname", "country_id", "name", *COUNTRIES),
    ("agencies_agency", "id", "name, acronym, country_id", *AGENCIES),
    ("agencies_agencyname", "agency_id", "name", *AGENCIES),
    ("agencies_person", "id", "name", "event", linked("event", "eventperson", "person")),
    ("agreements_area", "id", "name, definition", *AREAS),
    ("agreements_arealabel", "area_id", "label", *AREAS),
    ("agreements_mission", "id", "name, summary", *MISSIONS),
    ("agreements_missionname", "mission_id", "name", *MISSIONS),
    ("agreements_missionrole", "mission_id", "agency_id", "mission", ""),
    ("agreements_agreement", "id", "title, formal_title, summary", "agreement", ""),
    ("agreements_party", "agreement_id", "agency_id", "agreement", ""),
    ("agreements_agreementarea", "agreement_id", "area_id", "agreement", ""),
    ("agreements_agreementmission", "agreement_id", "mission_id", "agreement", ""),
    ("agreements_event", "id", "title, summary, place", "event", ""),
    ("agreements_eventagency", "event_id", "agency_id", "event", ""),
    ("agreements_eventperson", "event_id", "person_id", "event", ""),
    ("agreements_eventarea", "event_id", "area_id", "event", ""),
    ("agreements_eventmission", "event_id", "mission_id", "event", ""),
    ("agreements_source", "id", "title, publisher, relays", "source", ""),
]
KINDS = ["area", "mission", "agreement", "event", "source"]


def attach(table, *arguments):
    words = ", ".join(f"'{argument}'" for argument in arguments)
    return migrations.RunSQL(
        f"SELECT search_attach('{table}', 'search_agreements', {words})",
        f"SELECT search_detach('{table}', 'search_agreements')",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_rules_across_rows"),
        ("agencies", "0002_search_documents"),
        ("spacecoop", "0004_search"),
    ]
    operations = [
        migrations.RunSQL(AREA, "DROP FUNCTION search_area()"),
        migrations.RunSQL(MISSION_NAMES, "DROP FUNCTION search_mission_names()"),
        migrations.RunSQL(MISSION, "DROP FUNCTION search_mission()"),
        migrations.RunSQL(AGREEMENT, "DROP FUNCTION search_agreement()"),
        migrations.RunSQL(EVENT, "DROP FUNCTION search_event()"),
        migrations.RunSQL(SOURCE, "DROP FUNCTION search_source()"),
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
