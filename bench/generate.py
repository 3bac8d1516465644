"""Fill an empty database with generated agreements, to measure on: `python -m bench.generate 10000`.

The number of agreements to each country, body, area, mission and source follows Zipf's law, as it does in the world:
a few have thousands, most have some. Dates come in every shape that sources use. All names are made up.
The same number and seed give the same rows.

Rows go in as an import would write them: by COPY, in one transaction, under every rule and trigger of the database,
so that they are lawful and have a history.
"""

import argparse
import hashlib
import json
import os
import sys
import time
from pathlib import Path
from random import Random

from bench.words import Words, zipf

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "bench"
SEED = 1957
COUNTRIES, AGENCIES, AREAS, MISSIONS, PEOPLE = 200, 600, 60, 3000, 500
FIRST_YEAR, LAST_YEAR = 1957, 2026

# In the order in which one needs the other.
TABLES = {
    "agencies_country": "id code name iso_name",
    "agencies_countryname": "id country_id name language",
    "agencies_agency": "id slug name acronym kind country_id parent_id summary founded founded_basis dissolved_basis",
    "agencies_agencyname": "id agency_id name language",
    "agencies_person": "id slug name",
    "agencies_position": "id person_id agency_id title as_of as_of_basis",
    "agreements_area": "id slug name definition broader_id",
    "agreements_arealabel": "id area_id label language",
    "agreements_mission": "id slug name kind summary part_of_id",
    "agreements_missionname": "id mission_id name language",
    "agreements_missionrole": "id mission_id agency_id role",
    "agreements_agreement": "id slug title summary",
    "agreements_designation": "id agreement_id form function binding standing standing_reason",
    "agreements_title": "id agreement_id text language standing standing_reason",
    "agreements_party": "id agreement_id agency_id role",
    "agreements_agreementarea": "id agreement_id area_id",
    "agreements_agreementmission": "id agreement_id mission_id",
    "agreements_relation": "id agreement_id kind other_id said_by",
    "agreements_event": "id slug title summary kind modality date date_basis as_of place agreement_id standing "
    "standing_reason",
    "agreements_eventagency": "id event_id agency_id role",
    "agreements_eventperson": "id event_id person_id role position",
    "agreements_eventmission": "id event_id mission_id",
    "agreements_eventarea": "id event_id area_id",
    "agreements_source": "id slug title publisher kind language address published published_basis relays archived_url",
    "agreements_citation": "id source_id phrase fields reported_as gloss note agreement_id designation_id title_id "
    "party_id agreement_area_id agreement_mission_id relation_id event_id event_agency_id agency_id mission_id",
}
CITED = TABLES["agreements_citation"].split()[7:]

AGENCY_KINDS = ["space_agency", "research_institute", "policy_office", "government_office", "company"]
# Form and function.
DESIGNATIONS = [
    ("memorandum_of_understanding", ""),
    ("agreement", "framework"),
    ("agreement", ""),
    ("arrangement", "implementing"),
    ("protocol", "amending"),
    ("exchange_of_notes", ""),
    ("other", ""),
]
MISSION_KINDS = ["satellite", "instrument", "programme", "crewed_flight", "facility", "balloon_campaign", "station"]
MISSION_ROLES = ["operated", "participates", "provided", "contributes", "leads"]
PLACES = ["", "", "Adrelva", "Corvorin", "Belmirta", "Quinsel", "Tordaya"]
# The kind of act that comes first, and what may follow it: kind, modality, how often, years after the first.
FIRST_ACTS = ["signed"] * 17 + ["concluded"] * 2 + ["dated"]
LATER_EVENTS = [
    ("entered_into_force", "done", 40, 1),
    ("extended", "done", 8, 5),
    ("terminated", "done", 5, 10),
    ("expiry_announced", "announced", 5, 8),
    ("renewal_planned", "planned", 4, 8),
    ("renewal_discussed", "discussed", 3, 8),
    ("reported_in_effect", "ongoing", 4, 6),
    ("meeting", "done", 10, 2),
    ("visit", "done", 5, 3),
    ("launch", "planned", 6, 4),
    ("launch", "done", 4, 4),
    ("commitment", "announced", 3, 2),
    ("general_claim", "claimed", 3, 3),
]
HOW_MANY_EVENTS = [1, 1, 2, 2, 2, 3, 3, 4]
DATE_SHAPES = (
    ["day"] * 45 + ["month"] * 17 + ["year"] * 18 + ["season"] * 5 + ["interval"] * 4 + ["open"] * 3 + ["decade"]
)
DATE_SHAPES += ["doubtful"] * 3 + ["none"] * 4


class World:
    """All rows, by table; `rows[table]` is a list of tuples in the order of its columns in TABLES."""

    def __init__(self, number, seed=SEED, countries=COUNTRIES, agencies=AGENCIES, missions=MISSIONS, people=PEOPLE):
        self.random = Random(seed)  # noqa: S311 - nothing here is secret
        self.words = Words(self.random)
        self.rows = {table: [] for table in TABLES}
        self.number = number
        self.countries, self.agencies = zipf(countries), zipf(agencies)
        self.areas, self.missions, self.people = zipf(AREAS), zipf(missions), people
        self.source_count = max(20, number // 4)
        self.sources = zipf(self.source_count)
        self._countries()
        self._agencies()
        self._people()
        self._areas()
        self._missions()
        self._sources()
        for key in range(1, number + 1):
            self._agreement(key)

    def add(self, table, *values):
        rows = self.rows[table]
        key = len(rows) + 1
        rows.append((key, *values))
        return key

    def draw(self, weights):
        """Return a key, the first ones most often."""
        return self.random.choices(range(1, len(weights) + 1), cum_weights=weights)[0]

    def draw_some(self, weights, number):
        return list(dict.fromkeys(self.draw(weights) for _ in range(number)))

    def chance(self, share):
        return self.random.random() < share

    def one_of(self, things):
        return self.random.choice(things)

    def date(self, year):
        """Return a date in `year` or about it, in any of the shapes that sources use."""
        month = self.random.randint(1, 12)
        match self.one_of(DATE_SHAPES):
            case "day":
                return f"{year}-{month:02}-{self.random.randint(1, 28):02}"
            case "month":
                return f"{year}-{month:02}"
            case "season":
                return f"{year}-{self.random.randint(21, 24)}"
            case "interval":
                return f"{year}-{month:02}/{year + 1}-{month:02}"
            case "open":
                return f"{year}/.."
            case "decade":
                return f"{year // 10}X"
            case "doubtful":
                return f"{year}-{month:02}?"
            case "none":
                return None
        return str(year)

    def year(self):
        """Return a year, the later ones more often."""
        return FIRST_YEAR + int((LAST_YEAR - FIRST_YEAR + 1) * self.random.random() ** 0.6)

    def _countries(self):
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        codes = self.random.sample([one + other for one in letters for other in letters], len(self.countries))
        for code in codes:
            name = self.words.name(2)
            key = self.add("agencies_country", code, name, f"{name}, Republic of")
            self.add("agencies_countryname", key, f"{name}land", "en")

    def _agencies(self):
        """Make one body for each country, by turns a government and a space agency, then the others by Zipf's law."""
        for place in range(len(self.agencies)):
            main = place < len(self.countries)
            country = place + 1 if main else self.draw(self.countries)
            country = None if not main and self.chance(0.02) else country
            name, kind = self._agency_name(place, country)
            acronym = "".join(word[0] for word in name.split())[:4].upper() + str(place)
            slug = acronym.lower() if kind != "government" else f"government-{place}"
            founded = self.date(self.year()) if self.chance(0.5) else None
            about = self.words.sentence() if self.chance(0.5) else ""
            acronym = "" if kind == "government" else acronym
            key = self.add(
                "agencies_agency", slug, name, acronym, kind, country, None, about, founded, "stated", "stated"
            )
            self.add("agencies_agencyname", key, f"Agence {name}", "fr")
            if self.chance(0.3):
                self.cite(agency_id=key)

    def _agency_name(self, place, country):
        if country is None:
            return f"{self.words.name()} Organisation", "intergovernmental"
        home = self.rows["agencies_country"][country - 1][2]
        if place < len(self.countries):
            return (f"{home} Government", "government") if place % 2 else (f"{home} Space Agency", "space_agency")
        return f"{self.words.name()} Institute of {home}", self.one_of(AGENCY_KINDS)

    def _people(self):
        for _ in range(self.people):
            name = f"{self.words.name(2)} {self.words.name()}"
            person = self.add("agencies_person", name.lower().replace(" ", "-"), name)
            as_of = self.date(self.year())
            self.add("agencies_position", person, self.draw(self.agencies), "President", as_of, "stated")

    def _areas(self):
        for place in range(AREAS):
            name = f"{self.words.name(2)} {self.one_of(['science', 'technology', 'research', 'services'])}"
            broader = self.random.randint(1, 10) if place >= 10 else None
            slug = name.lower().replace(" ", "-")
            key = self.add("agreements_area", slug, name, self.words.sentence(), broader)
            self.add("agreements_arealabel", key, f"{self.words.name()} studies", "en")

    def _missions(self):
        for _ in range(len(self.missions)):
            name = f"{self.words.name()}-{self.random.randint(1, 9)}"
            part_of = self.draw(self.missions) if self.chance(0.1) else None
            part_of = part_of if part_of and part_of <= len(self.rows["agreements_mission"]) else None
            kind = self.one_of(MISSION_KINDS)
            key = self.add("agreements_mission", name.lower(), name, kind, self.words.sentence(), part_of)
            if self.chance(0.4):
                self.add("agreements_missionname", key, f"{self.words.name()} {key}", "en")
            for agency in self.draw_some(self.agencies, 2):
                self.add("agreements_missionrole", key, agency, self.one_of(MISSION_ROLES))
            self.cite(mission_id=key)

    def _sources(self):
        for place in range(self.source_count):
            title = " ".join(self.words.some(6)).capitalize()
            publisher = self.rows["agencies_agency"][self.draw(self.agencies) - 1][2]
            kind = self.one_of(["press_release", "treaty_text", "register", "news", "web_page", "report"])
            address = f"https://source.example/{place}"
            published = self.date(self.year())
            relays = "a news agency" if self.chance(0.1) else ""
            self.add(
                "agreements_source",
                f"source-{place}",
                title,
                publisher,
                kind,
                "en",
                address,
                published,
                "stated",
                relays,
                "",
            )

    def _agreement(self, key):
        one, other = self._two_parties()
        names = [self.rows["agencies_agency"][party - 1][2] for party in (one, other)]
        areas = self.draw_some(self.areas, self.random.randint(1, 3))
        missions = self.draw_some(self.missions, self.one_of([0, 0, 1, 2]))
        subject = self.rows["agreements_area"][areas[0] - 1][2]
        title = f"{names[0]} – {names[1]}: {' '.join(self.words.some(2))} in {subject}"
        summary = f"{self.words.sentence()} {self.words.sentence()}" if self.chance(0.8) else ""
        slug = f"{self._slug_of(one)}-{self._slug_of(other)}-{key}"
        self.add("agreements_agreement", slug, title[:200], summary)
        self.cite(agreement_id=key)
        binding = self.one_of(["", "", "", "binding", "non_binding"])
        called = self.add("agreements_designation", key, *self.one_of(DESIGNATIONS), binding, "", "")
        self.cite(designation_id=called)
        if self.chance(0.4):
            official = f"Agreement on {' '.join(self.words.some(8))}"
            self.cite(title_id=self.add("agreements_title", key, official, "en", "", ""))
        for party in (one, other):
            link = self.add("agreements_party", key, party, "party")
            if self.chance(0.3):
                self.cite(party_id=link)
        if self.chance(0.25):
            self.add("agreements_party", key, self.draw(self.agencies), "implementing")
        for area in areas:
            link = self.add("agreements_agreementarea", key, area)
            if self.chance(0.3):
                self.cite(agreement_area_id=link)
        for mission in missions:
            link = self.add("agreements_agreementmission", key, mission)
            if self.chance(0.3):
                self.cite(agreement_mission_id=link)
        if key > 1 and self.chance(0.05):
            earlier = self.random.randint(1, key - 1)
            relation = self.add("agreements_relation", key, self.one_of(["amends", "renews"]), earlier, "source")
            self.cite(relation_id=relation)
        self._events(key, slug, (one, other), areas, missions)

    def _two_parties(self):
        """Draw two bodies, nearly always of two countries."""
        while True:
            one, other = self.draw(self.agencies), self.draw(self.agencies)
            at_home = self._country_of(one) == self._country_of(other)
            if one != other and (not at_home or self.chance(0.05)):
                return one, other

    def _country_of(self, agency):
        return self.rows["agencies_agency"][agency - 1][5]

    def _slug_of(self, agency):
        return self.rows["agencies_agency"][agency - 1][1]

    def _events(self, agreement, slug, *about):
        """`about`: the agreement's parties, areas and missions."""
        year = self.year()
        self._event(agreement, f"{slug}-1", self.one_of(FIRST_ACTS), "done", year, about)
        weights = [share for _, _, share, _ in LATER_EVENTS]
        for place in range(2, self.one_of(HOW_MANY_EVENTS) + 1):
            kind, modality, _, after = self.random.choices(LATER_EVENTS, weights)[0]
            when = year + self.random.randint(0, after)
            self._event(agreement, f"{slug}-{place}", kind, modality, when, about)

    def _event(self, agreement, slug, kind, modality, year, about):
        parties, areas, missions = about
        foreseen = modality in {"planned", "announced", "discussed"}
        as_of = self.date(year - 1) if foreseen or modality == "ongoing" else None
        title = f"{kind.replace('_', ' ').capitalize()}: {' '.join(self.words.some(4))}"
        summary = self.words.sentence() if self.chance(0.3) else ""
        date = self.date(year)
        basis = "derived" if date and self.chance(0.1) else "stated"
        place = self.one_of(PLACES)
        event = self.add(
            "agreements_event", slug, title, summary, kind, modality, date, basis, as_of, place, agreement, "", ""
        )
        self.cite(event_id=event)
        if self.chance(0.1):
            self.cite(event_id=event)
        if self.chance(0.4):
            for party in parties:
                link = self.add(
                    "agreements_eventagency", event, party, "signatory" if kind == "signed" else "participant"
                )
                if self.chance(0.2):
                    self.cite(event_agency_id=link)
        if self.chance(0.1):
            self.add("agreements_eventperson", event, self.random.randint(1, self.people), "signatory", "")
        if missions and self.chance(0.5):
            self.add("agreements_eventmission", event, missions[0])
        if self.chance(0.2):
            self.add("agreements_eventarea", event, areas[0])

    def cite(self, **target):
        """Add a citation of one record from a source, the first sources most often."""
        phrase = f"{' '.join(self.words.some(4))} {len(self.rows['agreements_citation'])}"
        targets = (target.get(name) for name in CITED)
        self.add("agreements_citation", self.draw(self.sources), phrase, [], "", "", "", *targets)


# A trigger that finds one of these unset catches an error, which costs it a look through all that is deferred.
AS_AN_IMPORT = """
SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true),
    set_config('pghistory.context_metadata', '{"reason": "Generated"}', true),
    set_config('pgtrigger.ignore', '{}', true)
"""


def load(world):
    """Write all rows into their empty tables, all or nothing, and let the next keys follow on."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(AS_AN_IMPORT)
        for table, columns in TABLES.items():
            with cursor.copy(f"COPY {table} ({', '.join(columns.split())}) FROM STDIN") as copy:
                for row in world.rows[table]:
                    copy.write_row(row)
            follow_on = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), 1)) FROM {table}"  # noqa: S608
            cursor.execute(follow_on)


def home_of(number):
    return FOLDER / str(number)


def _stamp(number, seed):
    """Return a mark of all that shapes the database: when it differs, the database is made again."""
    digest = hashlib.sha256(f"{number} {seed}".encode())
    here = Path(__file__).resolve().parent
    made_by = ("agencies", "agreements", "spacecoop")
    laws = (
        path
        for app in made_by
        for pattern in ("migrations/*.py", "sql/*.sql")
        for path in (here.parent / app).glob(pattern)
    )
    for path in [here / "generate.py", here / "words.py", *sorted(laws)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def prepare(number, seed=SEED):
    """Have a database with `number` agreements in a home of its own, for this process once.

    Return how long it took to load, this time or before: {"rows", "seconds"}.
    """
    home = home_of(number)
    home.mkdir(parents=True, exist_ok=True)
    os.environ["SPACECOOP_HOME"] = str(home)
    for name in ("SPACECOOP_THROWAWAY", "DATABASE_URL"):
        os.environ.pop(name, None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spacecoop.settings")
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    loaded, stamp = home / "loaded.json", _stamp(number, seed)
    if not loaded.exists() or json.loads(loaded.read_text())["stamp"] != stamp:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        call_command("migrate", verbosity=0, interactive=False)
        world = World(number, seed)
        began = time.monotonic()
        load(world)
        told = {"stamp": stamp, "rows": sum(map(len, world.rows.values())), "seconds": time.monotonic() - began}
        sys.stderr.write(f"{told['rows']:,} rows loaded in {told['seconds']:.1f} s\n")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
        loaded.write_text(json.dumps(told))
    call_command("migrate", verbosity=0, interactive=False)
    return json.loads(loaded.read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int, help="of agreements")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    prepare(arguments.number, arguments.seed)


if __name__ == "__main__":
    main()
