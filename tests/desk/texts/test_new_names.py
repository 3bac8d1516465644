"""Names that are new: stored before what leads to them, each with its phrase."""

import pytest

from agencies.models import Agency
from agreements.models import Agreement, Event
from desk.models import SourceText
from tests.desk.texts.posts import bring, filled, read
from tests.factories import make_agency, make_country

pytestmark = pytest.mark.django_db


def with_names(**changes):
    """Return what the page posts where neither party is known, and an area and an office's holder are new, too."""
    new = [("agency:space_agency", "CNES"), ("agency:space_agency", "CSA"), ("area:", "expire"), ("person:", "Paris")]
    posted = filled(**changes) | {"names-TOTAL_FORMS": len(new)}
    for number, (what, name) in enumerate(new):
        posted |= {f"names-{number}-what": what, f"names-{number}-name": name, f"names-{number}-phrase": name}
    rows = [("agreements", 2, "area", "expire"), ("events", 0, "participant", "Paris")]
    for kind, number, role, name in rows:
        prefix = f"{kind}-0-links"
        posted |= {
            f"{prefix}-{number}-role": role,
            f"{prefix}-{number}-record": name,
            f"{prefix}-{number}-phrase": name,
        }
        posted[f"{prefix}-TOTAL_FORMS"] = number + 1
    return posted


def test_names_that_are_new_are_stored_first_each_cited_and_what_leads_to_them(client, admin_user):
    client.force_login(admin_user)
    bring(client)
    address = read(SourceText.objects.get())
    shown = client.post(address, with_names()).context_data["counted"]
    assert all(words in shown for words in ("2 agencies", "1 area,", "1 person"))
    assert not Agency.objects.exists()
    client.post(address, with_names(store="yes"))
    agreement = Agreement.objects.get(slug="cnes-csa-2021")
    assert set(agreement.parties.values_list("agency__slug", "agency__kind")) == {
        ("cnes", "space_agency"),
        ("csa", "space_agency"),
    }
    assert agreement.areas.get().area.name == "expire"
    assert Event.objects.get().people.get().person.name == "Paris"
    for record in (*Agency.objects.all(), agreement.areas.get().area):
        citation = record.citations.get()
        assert (citation.phrase, citation.fields) == (record.name, ["name"])


@pytest.mark.thorough
def test_a_new_body_has_its_acronym_and_its_country(client, admin_user):
    client.force_login(admin_user)
    make_country("FR")
    bring(client)
    told = {"names-0-acronym": "CNES", "names-0-country": "République française"}
    client.post(read(SourceText.objects.get()), with_names(store="yes") | told)
    body = Agency.objects.get(acronym="CNES")
    assert body.country.code == "FR"
    assert body.citations.get().fields == ["name", "acronym", "country"]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("names-0-country", "Atlantis", "No country is called “Atlantis”."),
        ("names-0-country", "Korea", "“Korea” may be KP or KR."),
        ("names-2-country", "France", "Only organisations have this. Leave it empty."),
        ("names-0-phrase", "", "Enter the quotation from the text."),
        ("names-0-phrase", "the Centre of France", "The text does not contain exactly these words"),
        ("names-0-what", "", "This field is required"),
        ("names-0-what", "mission:satellite", "No agency is called “cnes”"),
        ("names-1-name", "SPOT", "“SPOT” is recorded already"),
    ],
)
def test_a_new_name_needs_its_phrase_and_its_kind_and_is_not_known_yet(client, admin_user, field, value, error):
    client.force_login(admin_user)
    make_agency("spot", name="SPOT")
    for code, country in {"FR": "France", "KP": "North Korea", "KR": "South Korea"}.items():
        make_country(code, name=country)
    bring(client)
    page = client.post(read(SourceText.objects.get()), with_names(store="yes") | {field: value})
    assert error in page.text
    assert not Agreement.objects.exists()
