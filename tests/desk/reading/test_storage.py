import pytest
from django.db import IntegrityError

from agencies.models import Agency
from agreements.models import Agreement, Citation, Event, Source
from desk.reading.entries import AgreementEntry, Entries, EventEntry, Link, records_called, state_of
from desk.reading.storage import store
from tests.factories import make_agency, make_area, make_country, make_mission, make_person, make_source

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
