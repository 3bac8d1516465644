"""Statements on the desk: every error by its line, edits here stand, repeats change nothing, all taken back."""

import csv
import re
import zipfile

import pytest
from django.core.management import call_command

from agencies.models import Agency, AgencyName
from agreements.models import Agreement, Citation, Designation, Event, Party, Source, Title
from desk.admin import imports
from desk.importing.applying import apply_import, take_back
from desk.importing.planning import begin, plan
from desk.merging import merge
from desk.models import Import, ImportState, RowOutcome
from desk.states import Refused
from tests.desk.test_changesets import everything
from tests.factories import make_agency, make_agreement, make_area, make_mission, make_source

pytestmark = pytest.mark.django_db
COLUMNS = [
    *("record", "fact", "value", "basis", "role", "language", "function"),
    *("scheme", "until", "renewal", "kind", "said_by", "reported_as", "quote", "gloss", "source"),
]
SOURCES = [
    ["slug", "title", "publisher", "language", "document_url", "published", "basis"],
    ["lsa-2021", "Release", "LSA", "fr", "https://example.org/lsa-2021", "2021-12-06", "stated"],
]
AGREEMENT = [
    {"record": "agencies/lsa", "fact": "name", "value": "Lunar Space Agency"},
    {"record": "agencies/lsa", "fact": "acronym", "value": "LSA", "quote": "la LSA", "source": "lsa-2021"},
    {"record": "agencies/lsa", "fact": "kind", "value": "space_agency"},
    {"record": "agreements/lsa-msa", "fact": "title", "value": "On craters"},
    {
        "record": "agreements/lsa-msa",
        "fact": "party",
        "value": "lsa",
        "role": "party",
        "quote": "entre la LSA",
        "gloss": "between the LSA",
        "source": "lsa-2021",
    },
    {"record": "agreements/lsa-msa", "fact": "party", "value": "Martian Space Agency", "role": "party"},
    {"record": "agreements/lsa-msa", "fact": "official_title", "value": "Accord sur les cratères", "language": "fr"},
    {"record": "events/lsa-msa-signed", "fact": "agreement", "value": "lsa-msa"},
    {"record": "events/lsa-msa-signed", "fact": "kind", "value": "signed"},
    {"record": "events/lsa-msa-signed", "fact": "title", "value": "Signature"},
    {"record": "events/lsa-msa-signed", "fact": "reported_as", "value": "took_place"},
    {
        "record": "events/lsa-msa-signed",
        "fact": "date",
        "value": "2021-12-06",
        "basis": "derived",
        "quote": "ont signé lundi",
        "source": "lsa-2021",
    },
]


@pytest.fixture
def msa():
    return make_agency("msa", name="Martian Space Agency")


@pytest.fixture
def planned(tmp_path):
    """Return a function that plans an import of rows, {column: text}."""

    def do(rows, sources=SOURCES):
        path = tmp_path / "statements.zip"
        with (tmp_path / "statements.csv").open("w", newline="") as file:
            written = csv.DictWriter(file, COLUMNS)
            written.writeheader()
            written.writerows(rows)
        with (tmp_path / "sources.csv").open("w", newline="") as file:
            csv.writer(file).writerows(sources)
        with zipfile.ZipFile(path, "w") as archive:
            for name in ("statements.csv", "sources.csv"):
                archive.write(tmp_path / name, f"export/{name}")
        return plan(begin("statements", path.name), path)

    return do


def remarks(table):
    return [remark for row in table.rows.all() for remark in row.remarks]


def test_what_statements_say_is_entered_with_its_citations(planned, msa):
    table = apply_import(planned(AGREEMENT))
    agreement = Agreement.objects.get(slug="lsa-msa")
    assert {party.agency.slug for party in agreement.parties.all()} == {"lsa", "msa"}
    cited = Citation.objects.get(party__agency__slug="lsa")
    assert (cited.phrase, cited.gloss, cited.source.address) == (
        "entre la LSA",
        "between the LSA",
        "https://example.org/lsa-2021",
    )
    signed = Event.objects.get(slug="lsa-msa-signed")
    assert (signed.date, signed.date_basis, signed.modality) == ("2021-12-06", "derived", "done")
    assert Title.objects.get().language == "fr"
    assert Citation.objects.get(event=signed).fields == ["date"]
    before = everything()
    again = apply_import(planned(AGREEMENT))
    assert set(again.rows.values_list("outcome", flat=True)) == {RowOutcome.UNCHANGED}
    take_back(again)
    assert everything() == before
    take_back(table)
    assert not Agreement.objects.exists()
    assert not Source.objects.exists()
    assert Agency.objects.get() == msa


def test_every_error_is_told_with_its_line_and_nothing_is_applied(planned, msa):
    table = planned(
        [
            *AGREEMENT,
            {"record": "agreement/lsa-msa", "fact": "title", "value": "On craters"},
            {"record": "agreements/lsa-msa", "fact": "titel", "value": "On craters"},
            {"record": "agreements/lsa-msa", "fact": "title", "value": "On rocks"},
            {"record": "agreements/lsa-msa", "fact": "party", "value": "venus", "role": "party"},
            {"record": "agreements/lsa-msa", "fact": "designation", "value": "agrement"},
            {"record": "agreements/lsa-msa", "fact": "area", "value": "", "quote": "a b", "source": "nowhere"},
            {"record": "agreements/lsa-msa", "fact": "summary", "quote": "1 2 3 4 5 6 7 8 9", "source": "lsa-2021"},
            {"record": "agreements/lsa-msa", "fact": "summary", "quote": "no source"},
            {"record": "events/lsa-msa-signed", "fact": "until", "value": "2021-13-01"},
            {"record": "events/lsa-msa-signed", "fact": "effective", "basis": "guessed", "value": "2022"},
            {"record": "agreements/other", "fact": "title", "value": "Other"},
            {"record": "agreements/other", "fact": "official_title", "value": "Autre"},
            {"record": "agreements/other", "fact": "party", "value": "lsa"},
        ]
    )  # fmt: skip
    for line, words in {
        14: "“agreement/lsa-msa” is not the address of a record",
        15: "“titel” is not a fact of agreements. Did you mean “title”?",
        16: "“title” is “On rocks”, but “On craters” in line 5",
        17: "there is no agency “venus”, recorded or in the table",
        18: "value: Value 'agrement' is not a valid choice",
        19: "there is no source “nowhere”",
        20: "quote: It has 9 words: 8 at most",
        21: "the source is missing",
        22: "until:",
        23: "“basis” does not apply to “effective”",
        24: "agreements/other has 0 parties",
        25: "“official_title” needs its “language”",
        26: "“party” needs its “role”",
    }.items():
        assert any(f"Line {line}: " in remark and words in remark for remark in remarks(table)), (line, words)
    assert "Nothing can be imported" in " ".join(table.told)
    with pytest.raises(Refused, match="rejected"):
        apply_import(table)
    assert not Agreement.objects.exists()


@pytest.mark.many
@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"fact": "identifier", "value": "64", "scheme": "law"}, "A national law or gazette needs its country"),
        ({"fact": "term", "value": "P5Y", "until": "2030"}, "has a length or a fixed end"),
        ({"fact": "term", "value": "P5Y", "renewal": "renewable"}, "Value 'renewable' is not a valid choice"),
        ({"fact": "term", "value": "P5Y", "renewal": "renouvelable"}, "Value 'renouvelable' is not a valid choice"),
        ({"fact": "term", "value": "P5Y", "renewal": "prorrogable"}, "Value 'prorrogable' is not a valid choice"),
        ({"fact": "relation", "value": "lsa-msa", "kind": "amends", "said_by": "source"}, "no relation to itself"),
    ],
)
def test_what_breaks_a_rule_of_the_database_is_told_with_its_line(planned, msa, row, words):
    table = planned([*AGREEMENT, {"record": "agreements/lsa-msa", **row}])
    told = remarks(table)
    assert any(remark.startswith("Line 14: ") and words in remark for remark in told), told
    with pytest.raises(Refused):
        apply_import(table)


@pytest.mark.thorough
def test_each_of_many_that_the_database_refuses_is_told_with_its_line(planned, msa):
    schemes = ["other", "other", "law", "other", "other", "wikidata", "other", "gazette"]
    rows = [
        {"record": "agreements/lsa-msa", "fact": "identifier", "value": f"Q{number}", "scheme": scheme}
        for number, scheme in enumerate(schemes)
    ]
    same = {"record": "agencies/lsa", "fact": "identifier", "value": "Q5", "scheme": "wikidata"}
    told = remarks(planned([*AGREEMENT, *rows, same]))
    assert sorted(remark.partition(":")[0] for remark in told) == ["Line 16", "Line 19", "Line 21"], told


def test_what_was_edited_here_stays_and_what_is_empty_is_filled(planned, msa):
    make_agreement("lsa-msa", parties=[make_agency("lsa", name="Our own name", acronym=""), msa], title="Our title")
    table = planned(AGREEMENT)
    rows = {row.row_id: row for row in table.rows.all()}
    assert rows["agencies/lsa"].outcome == rows["agreements/lsa-msa"].outcome == RowOutcome.CONFLICT
    assert rows["events/lsa-msa-signed"].outcome == RowOutcome.NEW
    apply_import(table)
    agency, agreement = Agency.objects.get(slug="lsa"), Agreement.objects.get()
    assert (agency.name, agency.acronym, agreement.title) == ("Our own name", "LSA", "Our title")
    assert Party.objects.count() == 2
    assert Citation.objects.filter(party__agency=agency).count() == 1


@pytest.mark.many
@pytest.mark.parametrize("part", ["titles", "parties", "events"])
def test_a_part_that_was_taken_away_or_merged_here_is_not_entered_again(planned, msa, part):
    apply_import(planned(AGREEMENT))
    agreement = Agreement.objects.get()
    if part == "titles":
        agreement.titles.get().delete()
    elif part == "parties":
        agreement.parties.filter(agency=msa).update(agency=make_agency("mars", name="Government of Mars"))
    else:
        merge(make_agreement("ours", parties=["lsa", "msa"]), agreement)
    before = everything()
    table = apply_import(planned(AGREEMENT))
    assert everything() == before
    assert not table.rows.filter(outcome__in=[RowOutcome.NEW, RowOutcome.REJECTED]).exists()


@pytest.mark.thorough
def test_what_two_records_state_that_were_merged_stays_while_one_of_them_states_it(planned, msa):
    again = [{**row, "record": "agreements/lsa-msa-2"} for row in AGREEMENT[3:7]]
    apply_import(planned([*AGREEMENT, *again]))
    one, two = (Agreement.objects.get(slug=slug) for slug in ("lsa-msa", "lsa-msa-2"))
    merge(one, two)
    apply_import(planned([*AGREEMENT, *again[:-1]]))
    assert one.titles.get().text == "Accord sur les cratères"
    apply_import(planned([row for row in [*AGREEMENT, *again] if row["fact"] != "official_title"]))
    assert not one.titles.exists()


def test_a_newer_table_changes_what_it_stated_before_and_takes_parts_away_that_it_states_no_more(planned, msa):
    apply_import(planned(AGREEMENT))
    newer = [dict(row) for row in AGREEMENT if row["fact"] != "official_title"]
    newer[3]["value"] = "On the craters of the Moon"
    newer.append({"record": "agreements/lsa-msa", "fact": "designation", "value": "agreement", "function": "framework"})
    table = apply_import(planned(newer))
    assert Agreement.objects.get().title == "On the craters of the Moon"
    assert not Title.objects.exists()
    assert Designation.objects.get().function == "framework"
    take_back(table)
    assert Agreement.objects.get().title == "On craters"
    assert Title.objects.exists()
    assert not Designation.objects.exists()


@pytest.mark.many
@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Agence spatiale martienne", ("Agence spatiale martienne", "fr")),
        ("AGENCE SPATIALE MARTIENNE", ("Agence spatiale martienne", "fr")),
        ("Марсианское агентство", ("Марсианское агентство", "ru")),
    ],
)
def test_a_body_is_found_by_any_of_its_whole_names(planned, msa, value, name):
    AgencyName.objects.create(agency=msa, name=name[0], language=name[1])
    rows = [row | {"value": value} if row["value"] == "Martian Space Agency" else row for row in AGREEMENT]
    apply_import(planned(rows))
    assert Party.objects.filter(agency=msa).exists()


@pytest.mark.thorough
def test_a_source_that_is_here_by_its_address_is_no_second_one(planned, msa):
    mine = make_source("mine", address="https://example.org/lsa-2021")
    apply_import(planned(AGREEMENT))
    assert Source.objects.get() == mine
    assert Citation.objects.filter(source=mine).count() == 3


@pytest.mark.many
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("statements.zip", b"no archive", "damaged archive"),
        ("statements.csv", b"record,fakt\nagreements/x,title\n", "unknown column “fakt”. Did you mean “fact”?"),
        ("statements.csv", b"fact,value\ntitle,x\n", "“record” is missing"),
        ("statements.csv", b"record,value\nagreements/x,x\n", "“fact” is missing"),
    ],
)
def test_what_is_no_table_of_statements_is_refused_in_a_sentence(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    table = plan(begin("statements", name), path)
    assert table.state == ImportState.FAILED
    assert words in table.problem


@pytest.mark.thorough
def test_actions_can_be_stated_in_the_short_form(planned, msa):
    cited = {"quote": "ont signé lundi à Paris", "source": "lsa-2021"}
    agreement = "agreements/lsa-msa"
    apply_import(
        planned(
            [
                *AGREEMENT[:7],
                {"record": agreement, "fact": "signed", "value": "2021-12-06", "basis": "derived", **cited},
                {"record": agreement, "fact": "signed", "value": "", "quote": "un accord signé", "source": "lsa-2021"},
                {"record": agreement, "fact": "signed", "value": "2021-12-07", "quote": "mardi", "source": "lsa-2021"},
                {"record": agreement, "fact": "place", "value": "Paris", **cited},
                {"record": "people/le-gall", "fact": "name", "value": "Jean-Yves Le Gall"},
                {
                    "record": agreement,
                    "fact": "signatory",
                    "value": "le-gall",
                    "quote": "Le Gall",
                    "source": "lsa-2021",
                },
                {"record": agreement, "fact": "expiry_announced", "value": "2026", **cited},
                {"record": agreement, "fact": "extended", "value": "2024", "until": "2030", **cited},
            ]
        )
    )
    first, second = Event.objects.filter(kind="signed").order_by("slug")
    assert (first.slug, first.title, first.date, first.date_basis, first.place, first.modality) == (
        *("lsa-msa-signed", "Signature: On craters", "2021-12-06", "derived", "Paris", "done"),
    )
    assert {one.phrase: set(one.fields) for one in Citation.objects.filter(event=first)} == {
        "ont signé lundi à Paris": {"kind", "date", "place"},
        "un accord signé": {"kind"},
    }
    assert first.people.get().person.name == "Jean-Yves Le Gall"
    assert (second.slug, second.date) == ("lsa-msa-signed-2", "2021-12-07")
    assert Event.objects.get(kind="expiry_announced").modality == "announced"
    assert Event.objects.get(kind="extended").until == "2030"
    table = planned([{"record": agreement, "fact": "signed", "value": "2021", "role": "party", **cited}])
    assert "Line 2: “role” does not apply to “signed”. Leave it empty." in remarks(table)


def test_statements_are_brought_to_the_desk_as_an_archive_read_and_applied(enter, planned, msa, tmp_path, monkeypatch):
    planned(AGREEMENT)
    monkeypatch.setattr(imports, "start", lambda *arguments: call_command("import_agreements", *map(str, arguments)))
    desk = enter("reviewer")
    for name in ("statements.zip", "statements.csv"):
        with (tmp_path / name).open("rb") as file:
            brought = desk.post("/admin/desk/import/add/", {"origin": "statements", "file": file}, follow=True)
        assert "4 rows" in brought.content.decode() or "rejected: " in brought.content.decode()
    table = Import.objects.order_by("pk").first()
    page = desk.get(table.get_absolute_url()).content.decode()
    assert "agreements/lsa-msa" in page
    assert "Martian Space Agency, party" in page
    with (tmp_path / "statements.zip").open("rb") as file:
        refused = desk.post("/admin/desk/import/add/", {"origin": "ieadb", "file": file})
    assert "“statements.zip” has another format. Use csv, tsv" in refused.content.decode()
    assert desk.get("/admin/desk/import/origins/").status_code == 200
    assert desk.get("/admin/desk/import/origins/statements/").status_code == 200


@pytest.mark.thorough
def test_what_is_here_is_led_to_what_is_new(planned, msa):
    robotics = make_area("robotics")
    rows = [
        {"record": "areas/technology", "fact": "name", "value": "Technology"},
        {"record": "areas/robotics", "fact": "broader", "value": "technology"},
        {"record": "agencies/council", "fact": "name", "value": "Council"},
        {"record": "agencies/council", "fact": "kind", "value": "other"},
        {"record": "agencies/msa", "fact": "parent", "value": "council"},
    ]
    table = planned(rows, SOURCES[:1])
    assert table.counts()[RowOutcome.CHANGED] == 2
    apply_import(table)
    robotics.refresh_from_db()
    msa.refresh_from_db()
    assert (robotics.broader.slug, msa.parent.slug) == ("technology", "council")
    assert set(planned(rows, SOURCES[:1]).rows.values_list("outcome", flat=True)) == {RowOutcome.UNCHANGED}


@pytest.mark.thorough
def test_a_number_that_another_agreement_has_is_not_taken_from_it(planned, msa):
    make_agreement("other")
    other = Agreement.objects.get()
    rows = [*AGREEMENT, {"record": "agreements/lsa-msa", "fact": "number", "value": f"SC-{other.number:04}"}]
    table = apply_import(planned(rows))
    assert remarks(table) == [
        f"SC-{other.number:04} is already the number of another agreement. This agreement gets a new one."
    ]
    assert Agreement.objects.get(slug="lsa-msa").number != other.number
    free = [*rows[:-1], rows[-1] | {"value": "SC-9000"}]
    take_back(table)
    apply_import(planned(free))
    assert Agreement.objects.get(slug="lsa-msa").number == 9000


@pytest.mark.thorough
def test_names_that_lead_nowhere_are_decided_once_and_kept_with_their_words(enter, planned, msa):
    robotics, craters = make_area("robotics"), make_mission("crater-survey")
    cited = {"quote": "die Marsagentur", "source": "lsa-2021"}
    rows = [row for row in AGREEMENT if row["value"] != "Martian Space Agency"]
    for fact, value in (("party", "Marsagentur"), ("area", "Raumrobotik"), ("mission", "Kraterschau")):
        role = {"role": "party"} if fact == "party" else {}
        rows.append({"record": "agreements/lsa-msa", "fact": fact, "value": value, **role, **cited})
    make_source("lsa-2021", address="https://example.org/lsa-2021")
    table = planned(rows)
    desk = enter("reviewer")
    assert "Unmatched names: 3" in desk.get(table.get_absolute_url()).content.decode()
    address = f"/admin/desk/import/{table.pk}/names/"
    page = desk.get(address).content.decode()
    asked = re.findall(r'name="form-(\d)-name" value="(.*?)"', page)
    meant = {"Marsagentur": "msa", "Raumrobotik": "robotics", "Kraterschau": "nothing like it"}
    kinds = {"Marsagentur": "agency", "Raumrobotik": "area", "Kraterschau": "mission"}
    form = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 3}
    for number, name in asked:
        form |= {f"form-{number}-name": name, f"form-{number}-kind": kinds[name], f"form-{number}-meant": meant[name]}
    refused = desk.post(address, form).content.decode()
    assert "No mission is called “nothing like it”. Enter the record first." in refused
    number = next(number for number, name in asked if name == "Kraterschau")
    done = desk.post(address, form | {f"form-{number}-meant": ""}, follow=True).content.decode()
    assert "2 names saved. All rows were checked again." in done
    form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-name": "Kraterschau", "form-0-kind": "mission"}
    done = desk.post(address, form | {"form-0-meant": "crater-survey"}, follow=True).content.decode()
    assert "1 name saved. All rows were checked again." in done
    assert AgencyName.objects.get(name="Marsagentur").agency == msa
    assert robotics.labels.get().label == "Raumrobotik"
    assert craters.names.get().citations.get().phrase == "die Marsagentur"
    table.refresh_from_db()
    assert not table.rows.filter(outcome=RowOutcome.REJECTED).exists()
    assert not table.told
    apply_import(table)
    agreement = Agreement.objects.get()
    assert {party.agency.slug for party in agreement.parties.all()} == {"lsa", "msa"}
    assert agreement.missions.get().mission == craters


@pytest.mark.thorough
def test_statements_of_what_is_not_decided_are_left_out_and_told(enter, planned, msa):
    rows = [*AGREEMENT, {"record": "agreements/lsa-msa", "fact": "area", "value": "Raumrobotik", "quote": "Raumrobotik",
                         "source": "lsa-2021"}]  # fmt: skip
    table = planned(rows)
    form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-name": "Raumrobotik", "form-0-kind": "area"}
    address = f"/admin/desk/import/{table.pk}/names/"
    enter("reviewer").post(address, form | {"form-0-meant": "", "leave_out": "yes"})
    table.refresh_from_db()
    assert remarks(table) == ["Excluded: area “Raumrobotik”, Raumrobotik"]
    apply_import(table)
    assert Agreement.objects.get().areas.count() == 0
