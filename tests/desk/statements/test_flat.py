"""Statements as a collector writes them down: bodies and people are made of them, none is guessed."""

import zipfile

import pytest

from agencies.models import Agency, Person
from agreements.models import Agreement, Designation, Event, Source, Term
from desk.importing.applying import apply_import
from desk.importing.planning import begin, plan
from desk.models import RowOutcome
from tests.factories import make_agency, make_area, make_country

pytestmark = pytest.mark.django_db
STATEMENTS = """\
agreement,fact,value,modality,basis,phrase,source,note
lsa-msa-2019,title,LSA–MSA memorandum on craters,done,stated,,release,
lsa-msa-2019,formal_title,Protocole d'entente,done,stated,un protocole d'entente,release,
lsa-msa-2019,kind,other,done,stated,ont signé un mémorandum d'entente,release,
lsa-msa-2019,party,Lunar Space Agency (LSA) | agency | France,done,stated,the Lunar Space Agency (LSA),release,
lsa-msa-2019,party,Agence martienne | agency,done,stated,avec l'Agence martienne,release,
lsa-msa-2019,implementing,Gouvernement de la République française | government,done,stated,le Gouvernement,release,
lsa-msa-2019,signed,2021-12-06,done,derived,ont signé lundi,release,page of that week
lsa-msa-2019,signed,2021-12-06,done,stated,signed on 6 December 2021,other,
lsa-msa-2019,entered_into_force,not stated,planned,stated,entrera en vigueur,release,
lsa-msa-2019,place,Paris,done,stated,ont signé à Paris,release,
lsa-msa-2019,place,Lyon,done,stated,in Lyon,other,
lsa-msa-2019,signatory,Marie Curie | présidente | LSA,done,stated,Marie Curie,release,
lsa-msa-2019,duration,five years,done,stated,for five years,other,
lsa-msa-2019,duration,as long as needed,done,stated,as long as needed,other,
lsa-msa-2019,area,robotique,done,stated,en robotique,release,
lsa-msa-2019,identifier,12 | Registre,done,stated,no. 12,release,
"""
SOURCES = """\
source,title,publisher,date,language,address,relays
release,Communiqué,LSA,2021-12-07,fr,https://example.org/release,
other,Report,News,2021-12,en,https://example.org/other,AFP
"""


@pytest.fixture
def planned(tmp_path):
    def do(statements=STATEMENTS):
        path = tmp_path / "flat.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("statements.csv", statements)
            archive.writestr("sources.csv", SOURCES)
        return plan(begin("flat_statements", path.name), path)

    return do


def test_it_is_brought_into_our_form(planned):
    make_country("FR")
    make_area("robotics").labels.create(label="Robotique", language="fr")
    msa = make_agency("msa", name="Martian Space Agency")
    msa.names.create(name="Agence martienne", language="fr")
    table = planned()
    assert not table.rows.filter(outcome=RowOutcome.REJECTED).exists(), list(table.rows.values_list("remarks"))
    assert [told for told in table.told if "as long as needed" in told]
    apply_import(table)
    agreement = Agreement.objects.get()
    roles = {(party.agency.slug, party.role) for party in agreement.parties.all()}
    assert roles == {("lsa", "party"), ("msa", "party"), ("government-of-france", "implementing")}
    lsa = Agency.objects.get(slug="lsa")
    assert (lsa.name, lsa.acronym, lsa.kind, lsa.country.code) == ("Lunar Space Agency", "LSA", "space_agency", "FR")
    assert Designation.objects.get().form == "memorandum_of_understanding"
    signed = Event.objects.filter(kind="signed", date__isnull=False).get()
    assert (signed.date, signed.date_basis, signed.place) == ("2021-12-06", "stated", "Paris")
    assert set(Event.objects.filter(kind="signed").values_list("place", flat=True)) == {"Paris", "Lyon"}
    assert Event.objects.get(kind="entered_into_force").modality == "planned"
    assert signed.people.get().position == "présidente, LSA"
    assert Person.objects.get().name == "Marie Curie"
    assert Term.objects.get().length == "P5Y"
    assert agreement.areas.get().area.slug == "robotics"
    assert agreement.identifiers.get().value == "12, Registre"
    assert Source.objects.get(slug="other").relays == "AFP"
    assert set(planned().rows.values_list("outcome", flat=True)) == {RowOutcome.UNCHANGED}


@pytest.mark.many
@pytest.mark.parametrize(("name", "code"), [("Gibraltar", "GI"), ("Groenland", "GL"), ("Porto Rico", "PR")])
def test_a_territory_that_a_collector_calls_a_state_is_entered_as_a_territory(planned, name, code):
    for of in ("FR", code):
        make_country(of)
    make_area("robotics").labels.create(label="Robotique", language="fr")
    apply_import(planned(STATEMENTS.replace("Agence martienne | agency,", f"{name} | state | {name},")))
    assert Agency.objects.get(country__code=code).kind == "territory"


@pytest.mark.many
@pytest.mark.parametrize("said", ["five years renewable", "renewable", "cinco años prorrogable", "five or six years"])
def test_a_length_with_more_than_a_length_is_left_out_and_told(planned, said):
    statements = STATEMENTS.replace("duration,five years", "area,robotique")
    table = planned(statements.replace("as long as needed,done", f"{said},done"))
    assert any(f"“{said}” is not a duration" in told for told in table.told)
    assert not any("term" in name for row in table.rows.all() for name in row.facts)


@pytest.mark.thorough
def test_a_length_is_read_in_the_language_of_its_source(planned):
    make_country("FR")
    make_area("robotics").labels.create(label="Robotique", language="fr")
    french = "duration,douze mois,done,stated,pour douze mois,release"
    apply_import(planned(STATEMENTS.replace("duration,five years,done,stated,for five years,other", french)))
    assert Term.objects.get().length == "P12M"


@pytest.mark.thorough
def test_a_name_that_several_have_is_left_to_be_decided_and_none_is_made_of_it(planned):
    for slug in ("one", "other"):
        make_agency(slug, name=f"Agency {slug}").names.create(name="Agence martienne", language="fr")
    table = planned()
    assert table.rows.get(row_id="agreements/lsa-msa-2019").unknown["agency"].keys() == {"Agence martienne"}
    assert not table.rows.filter(row_id__startswith="agencies/agence").exists()


@pytest.mark.many
@pytest.mark.parametrize("fact", ["body", "new_body", "code", "rows", "term"])
def test_a_fact_that_is_none_is_refused_with_its_line(planned, fact):
    make_country("FR")
    table = planned(STATEMENTS.replace(",title,", f",{fact},", 1))
    told = [remark for row in table.rows.all() for remark in row.remarks]
    if fact == "term":
        assert any(remark.startswith("Line 2: value: ") for remark in told)
    else:
        assert any(remark.startswith(f"Line 2: “{fact}” is not a fact of agreements.") for remark in told)


def test_an_archive_without_statements_is_refused(tmp_path):
    path = tmp_path / "flat.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sources.csv", SOURCES)
    table = plan(begin("flat_statements", path.name), path)
    assert (table.state, table.problem) == ("failed", "The archive has no statements.csv.")
