"""Who stands on a side: a party, and beside it the territories and others that the words of the row put there."""

import pytest

from agencies.models import Agency
from agreements.models import Agreement, Citation, PartyRole
from desk.importing.applying import apply_import, take_back
from desk.importing.choices import choose_same
from tests.desk.importing.conftest import REGISTER
from tests.factories import make_agency, make_agreement, make_country

pytestmark = pytest.mark.django_db
COUNTRIES = {
    "GB": "United Kingdom", "GI": "Gibraltar", "IM": "Isle of Man", "DK": "Denmark", "FO": "Faroe Islands",
    "GL": "Greenland", "NL": "Netherlands", "AW": "Aruba", "CW": "Curaçao", "GP": "Guadeloupe", "LU": "Luxembourg",
    "CH": "Switzerland", "LI": "Liechtenstein", "TT": "Trinidad and Tobago", "BA": "Bosnia and Herzegovina",
    "RU": "Russia", "NO": "Norway", "GW": "Guinea-Bissau",
}  # fmt: skip


@pytest.fixture
def read(planned):
    """Return a function that plans a row between Japan and a party, and returns it."""
    for code, name in COUNTRIES.items():
        make_country(code, name=name)
    make_agency("ec", name="European Community", acronym="EC", kind="intergovernmental")
    make_agency("bnsc", name="Space Centre for Norway", country="NO")

    def plan_party(text, title="Treaty on balloons"):
        line = f'1,"{title}",bilateral,"Japan; {text}",03/04/2018,,,,,,'
        return planned("national_register", [REGISTER[0], line]).rows.get()

    return plan_party


def beside(row):
    return sorted(fact["shown"] for name, fact in row.facts.items() if name.startswith("participant:"))


@pytest.mark.many
@pytest.mark.parametrize(
    ("text", "party", "others"),
    [
        ("France (including Guadeloupe)", "France", ["Guadeloupe"]),
        ("FRANCE, Y COMPRIS LA GUADELOUPE", "France", ["Guadeloupe"]),
        ("United Kingdom (Gibraltar)", "United Kingdom", ["Gibraltar"]),
        ("United Kingdom, on behalf of the Isle of Man", "United Kingdom", ["Isle of Man"]),
        ("U.K. (for Gibraltar and Isle of Man)", "United Kingdom", ["Gibraltar", "Isle of Man"]),
        ("Denmark (Faroe Islands)", "Denmark", ["Faroe Islands"]),
        ("Denmark, in respect of the Faroe Islands and Greenland", "Denmark", ["Faroe Islands", "Greenland"]),
        ("Dänemark (einschließlich Grönland)", "Denmark", ["Greenland"]),
        ("Netherlands (Aruba)", "Netherlands", ["Aruba"]),
        ("Netherlands (Aruba, Curaçao)", "Netherlands", ["Aruba", "Curaçao"]),
        ("NETHERLANDS THE - ARUBA", "Netherlands", ["Aruba"]),
        ("Koninkrijk der Nederlanden, namens Aruba", "Netherlands", ["Aruba"]),
        ("Netherlands for Aruba", "Netherlands", ["Aruba"]),
        ("Belgium and Luxembourg (BLEU)", "Belgium", ["Luxembourg"]),
        ("Belgique et Luxembourg (Union économique belgo-luxembourgeoise)", "Belgium", ["Luxembourg"]),
        ("Belgium-Luxembourg (BLEU)", "Belgium", ["Luxembourg"]),
        ("Switzerland, also for Liechtenstein", "Switzerland", ["Liechtenstein"]),
        ("Suiza, incluido Liechtenstein", "Switzerland", ["Liechtenstein"]),
        ("European Community and its member states", "European Community", ["Member states of European Community"]),
        ("EC et ses États membres", "European Community", ["Member states of European Community"]),
        ("Trinidad and Tobago", "Trinidad and Tobago", []),
        ("Bosnia and Herzegovina", "Bosnia and Herzegovina", []),
        ("Guinea-Bissau", "Guinea-Bissau", []),
        ("Space Centre for Norway", "Space Centre for Norway", []),
        ("Denmark (except the Faroe Islands)", "Denmark", []),
        ("Denmark (not including Greenland)", "Denmark", []),
    ],
)
def test_who_stands_beside_a_party_is_a_participant(read, text, party, others):
    row = read(text)
    assert row.outcome == "new", row.remarks
    assert row.facts["party_two"]["shown"] == party
    assert beside(row) == others


@pytest.mark.many
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("France and Belgium", "“France and Belgium” names 2 parties and does not say that they act as one side"),
        ("Belgium, Luxembourg and Denmark", "names 3 parties"),
        ("Belgium; Luxembourg", "The row names 3 parties"),
        ("Aruba (Netherlands)", "may be Aruba or Netherlands"),
        ("France (including Guadeloupa)", "is called “Guadeloupa”"),
        ("Switzerland, also for Japan", "Japan is named on both sides"),
        ("Customs Board and its member states", "is called “Customs Board”"),
    ],
)
def test_what_does_not_say_who_stands_together_is_refused_with_the_sentence(read, text, says):
    row = read(text)
    assert row.outcome == "rejected"
    assert says in " ".join(row.remarks)


def test_a_title_names_who_stands_on_a_side_too(planned, read):
    heading = "IEA# (click for add'l info),Inclusion,Signature Year,Signature Date,Treaty Name"
    titles = {
        "Agreement between Denmark, on behalf of the Faroe Islands, and Norway on fisheries": ["Faroe Islands"],
        "Agreement between Belgium and Luxembourg (BLEU) and Russia concerning trade": ["Luxembourg"],
        "Agreement between the European Community and its Member States, of the one part, and Norway, of the other "
        "part": ["Member states of European Community"],
    }
    lines = [f'{number},BuA,1980,1980-05-06,"{title}"' for number, title in enumerate(titles)]
    rows = planned("ieadb", [heading, *lines]).rows.all()
    assert [(row.outcome, beside(row)) for row in rows] == [("new", others) for others in titles.values()]


def test_what_is_asked_of_a_title_is_the_name_that_is_left(planned, read):
    heading = "IEA# (click for add'l info),Inclusion,Signature Year,Signature Date,Treaty Name"
    title = "Agreement between the Institute of Moons and Stars and Norway on telescopes"
    row = planned("ieadb", [heading, f'1,BuA,1980,1980-05-06,"{title}"']).rows.get()
    assert list(row.unknown) == ["the Institute of Moons and Stars"]


@pytest.mark.many
@pytest.mark.parametrize(
    ("text", "name", "phrase"),
    [
        ("Denmark (Faroe Islands)", "Faroe Islands", "Denmark (Faroe Islands)"),
        (
            "EC and its member states", "Member states of European Community", "EC and its member states"
        ),
        (
            "the Kingdom of Denmark, acting also for and on behalf of the Faroe Islands", "Faroe Islands",
            "the Faroe Islands",
        ),
    ],
)  # fmt: skip
def test_a_participant_is_entered_with_its_words_and_taken_back(read, text, name, phrase):
    table = read(text).table
    apply_import(table)
    agreement = Agreement.objects.get()
    participant = agreement.parties.get(role=PartyRole.PARTICIPANT)
    assert participant.agency.name == name
    assert Citation.objects.supporting(participant).get().phrase == phrase
    assert agreement.parties.filter(role=PartyRole.PARTY).count() == 2
    assert read(text).outcome == "unchanged"
    take_back(table)
    assert not Agreement.objects.exists()
    assert not Agency.objects.filter(name=name).exists()


@pytest.mark.many
@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Gibraltar", {"Gibraltar": "territory"}),
        ("Greenland", {"Greenland": "territory"}),
        ("Denmark (Greenland)", {"Denmark": "state", "Greenland": "territory"}),
        ("Netherlands for Aruba", {"Netherlands": "state", "Aruba": "territory"}),
        ("Government of Gibraltar", {"Government of Gibraltar": "government"}),
    ],
)
def test_a_territory_is_entered_as_one_and_never_as_a_state(read, text, kinds):
    apply_import(read(text).table)
    entered = (
        Agreement.objects.get().parties.exclude(agency__country__code="JP").values_list("agency__name", "agency__kind")
    )
    assert dict(entered) == kinds
    assert read(text).outcome == "unchanged"


@pytest.mark.thorough
def test_a_participant_comes_and_goes_with_the_register(read):
    for text, outcome, number in [
        ("Denmark", "new", 0),
        ("Denmark (Greenland)", "changed", 1),
        ("Denmark (Greenland, Faroe Islands)", "changed", 2),
        ("Denmark", "changed", 0),
    ]:
        row = read(text)
        assert row.outcome == outcome, row.remarks
        apply_import(row.table)
        assert Agreement.objects.get().parties.filter(role=PartyRole.PARTICIPANT).count() == number


@pytest.mark.thorough
def test_a_participant_is_added_to_an_agreement_that_is_the_same(read):
    for code in ("JP", "DK"):
        make_agency(f"state-{code.lower()}", name=COUNTRIES.get(code, "Japan"), kind="state", country=code)
    agreement = make_agreement("here", parties=["state-jp", "state-dk"], acts={"signed": "2018-04"})
    row = read("Denmark (Greenland)")
    choose_same(row, f"record:{agreement.pk}")
    apply_import(row.table)
    assert agreement.parties.get(role=PartyRole.PARTICIPANT).agency.name == "Greenland"
    assert agreement.parties.count() == 3
    assert read("Denmark (Greenland)").outcome == "unchanged"
