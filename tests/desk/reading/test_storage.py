import pytest
from django.db import IntegrityError

from agencies.models import Agency
from agreements.models import Agreement, Citation, Event, Identifier, Source
from desk.reading.entries import AgreementEntry, Entries, EventEntry, Link, records_called, state_of
from desk.reading.storage import store
from tests.factories import (
    make_agency,
    make_agreement,
    make_area,
    make_country,
    make_mission,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db


def agreement(*parties, **more):
    links = [Link("party", party, "CNES and CSA") for party in parties]
    return AgreementEntry(
        "Agreement on balloons",
        "agreement",
        "framework agreement",
        [*links, *more.pop("links", [])],
        function="framework",
        **more,
    )


def event(of, **more):
    fields = {"kind": "signed", "modality": "done", "links": [], "phrases": {"kind": "was signed"}, **more}
    return EventEntry("Signed", agreement=of, **fields)


def citations_of(record):
    return {citation.phrase: citation.fields for citation in record.citations.all()}


def test_an_agreement_is_stored_with_its_parts_each_cited():
    cnes, csa = make_agency("cnes"), make_agency("csa")
    links = [Link("area", make_area("ballooning"), "balloons"), Link("mission", make_mission("hemera"), "HEMERA")]
    entry = agreement(cnes, csa, links=links)
    signed = event(
        entry,
        date="2021-12",
        date_basis="derived",
        place="Paris",
        phrases={"kind": "was signed", "date": "in December", "place": "in Paris"},
        links=[Link("signatory", cnes, "CNES signed"), Link("signatory", make_person(), "Lisa Campbell signed")],
    )
    source = Source(slug="a", title="A", publisher="P", kind="news", address="https://example.org/a")
    store(Entries([entry], [signed], "20 January 2021"), source)

    stored = Agreement.objects.get()
    designation = stored.designations.get()
    assert (stored.slug, str(designation)) == ("cnes-csa-2021", "framework agreement")
    assert citations_of(stored) == {"framework agreement": ["title"]}
    assert citations_of(designation) == {"framework agreement": ["form", "function"]}
    assert [citations_of(party) for party in stored.parties.all()] == [{"CNES and CSA": []}] * 2
    assert citations_of(stored.areas.get()) == {"balloons": []}
    assert citations_of(stored.missions.get()) == {"HEMERA": []}

    act = Event.objects.get()
    assert (act.slug, act.agreement, act.date, act.place) == ("cnes-csa-2021-signed", stored, "2021-12", "Paris")
    assert citations_of(act) == {
        "was signed": ["kind", "modality"],
        "in December": ["date"],
        "in Paris": ["place"],
        "20 January 2021": ["date"],
    }
    assert citations_of(act.people.get()) == {"Lisa Campbell signed": []}
    assert set(Citation.objects.values_list("source__slug", flat=True)) == {"a"}


def test_the_date_of_the_source_pins_a_derived_date_and_the_day_of_a_plan_at_once():
    entry = agreement(make_agency(), make_agency())
    planned = event(
        entry, modality="planned", date="2021-12", date_basis="derived", as_of="2021-01-20", phrases={"kind": "a"}
    )
    store(Entries([entry], [planned], "20 January 2021"), make_source())
    assert citations_of(Event.objects.get())["20 January 2021"] == ["date", "as_of"]


def test_an_address_that_is_taken_gets_a_number():
    for _ in range(2):
        entry = agreement(make_agency("cnes"), make_agency("csa"))
        store(Entries([entry], []), make_source())
    assert set(Agreement.objects.values_list("slug", flat=True)) == {"cnes-csa", "cnes-csa-2"}


def test_of_equal_slugs_typed_for_one_text_the_second_gets_a_number():
    cnes, csa = make_agency("cnes"), make_agency("csa")
    entries = [agreement(cnes, csa, slug="balloons") for _ in range(2)]
    store(Entries(entries, [event(entry, slug="signing") for entry in entries]), make_source())
    assert set(Agreement.objects.values_list("slug", flat=True)) == {"balloons", "balloons-2"}
    assert set(Event.objects.values_list("slug", flat=True)) == {"signing", "signing-2"}


def test_a_country_without_a_state_gets_one_once():
    country = make_country("BE")
    states = [agreement(state_of(country), make_agency("csa")) for _ in range(2)]
    store(Entries(states, []), make_source())
    state = Agency.objects.get(kind="state")
    assert (state.slug, state.country) == ("belgium", country)
    assert state.parties.count() == 2
    assert citations_of(state) == {"CNES and CSA": ["name", "country"]}


@pytest.mark.parametrize("code", ["GI", "BM", "GL"])
def test_a_territory_is_entered_as_one(code):
    store(Entries([agreement(state_of(make_country(code)), make_agency("csa"))], []), make_source())
    assert Agency.objects.get(country__code=code).kind == "territory"
    assert state_of(Agency.objects.get(country__code=code).country).pk


def test_all_or_nothing():
    good, bad = agreement(make_agency(), make_agency()), agreement(make_agency())
    source = Source(slug="a", title="A", publisher="P", kind="news", address="https://example.org/a")
    with pytest.raises(IntegrityError, match="exactly two"):
        store(Entries([good, bad], []), source)
    assert not Agreement.objects.exists()
    assert not Source.objects.exists()


def test_records_are_found_by_address_name_acronym_and_code():
    belgium = make_agency("belgium", name="Belgium", country="BE", kind="state")
    csa = make_agency("csa", name="Canadian Space Agency", acronym="CSA")
    czech = make_agency("csa-cz", name="Czech Space Agency", acronym="CSA")
    assert records_called("csa", [Agency]) == [csa]
    assert records_called("canadian space agency", [Agency]) == [csa]
    assert set(records_called("CSA", [Agency])) == {csa, czech}
    assert records_called("BE", [Agency]) == [belgium]
    assert records_called("nobody", [Agency]) == []


def test_what_is_said_to_be_recorded_is_added_to_it_and_not_made_again():
    cnes, csa, area = make_agency("cnes"), make_agency("csa"), make_area("ballooning")
    known = make_agreement("known", parties=["cnes", "csa"], areas=["ballooning"], acts={"signed": "2001-03-04"})
    links = [Link("area", area, "balloons"), Link("mission", make_mission("hemera"), "HEMERA")]
    entry = agreement(cnes, csa, links=links, same_as=known)
    told = {"phrases": {"kind": "was signed", "date": "on 4 March 2001"}, "date": "2001-03-04"}
    batch = store(Entries([entry], [event(entry, **told), event(entry, **told | {"kind": "ratified"})]), make_source())
    assert Agreement.objects.get() == known
    assert known.title == "Agreement known"
    assert citations_of(known) == {"framework agreement": []}
    assert sorted(known.events.values_list("kind", flat=True)) == ["ratified", "signed"]
    assert citations_of(known.events.get(kind="signed")) == {
        "was signed": ["kind", "modality"],
        "on 4 March 2001": ["date"],
    }
    assert [citations_of(party) for party in known.parties.all()] == [{"CNES and CSA": []}] * 2
    assert citations_of(known.areas.get()) == {"balloons": []}
    assert citations_of(known.missions.get()) == {"HEMERA": []}
    assert sorted(map(str, known.designations.all())) == ["agreement", "framework agreement"]
    assert all(type(record).__name__ != "Party" for record in batch.records)


def test_relations_numbers_and_a_term_are_stored_each_with_its_phrase():
    cnes, csa = make_agency("cnes"), make_agency("csa")
    older = make_agreement("older", parties=["cnes", "csa"])
    first = agreement(
        cnes,
        csa,
        relations=[("implements", older, "under the framework agreement")],
        identifiers=[(Identifier(scheme="tias", value="12927"), "TIAS 12927")],
        term={"length": ("P5Y", "for five years"), "renewal": ("tacit", "renewed automatically")},
    )
    second = agreement(cnes, csa, relations=[("amends", first, "amends the agreement")])
    store(Entries([second, first], []), make_source())
    made = Agreement.objects.get(relations__other=older)
    assert citations_of(made.relations.get()) == {"under the framework agreement": []}
    assert [str(relation.kind) for relation in made.reverse_relations.all()] == ["amends"]
    assert citations_of(made.identifiers.get()) == {"TIAS 12927": ["value"]}
    assert citations_of(made.terms.get()) == {"for five years": ["length"], "renewed automatically": ["renewal"]}


def test_a_person_signs_in_an_office():
    entry = agreement(make_agency("cnes"), make_agency("csa"))
    link = Link("signatory", make_person(), "Lisa Campbell, President of CSA", "President of CSA")
    store(Entries([entry], [event(entry, links=[link])]), make_source())
    assert Event.objects.get().people.get().position == "President of CSA"
