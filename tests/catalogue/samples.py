"""Agreements of all shapes by chance, the same ones for the same generator, and what they are made of."""

from random import Random

from agencies.models import Succession
from agreements.models import (
    Binding,
    Designation,
    EventAgency,
    EventPerson,
    Form,
    Function,
    Identifier,
    Party,
    Provision,
    Renewal,
    Says,
    Term,
    Text,
)
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_event,
    make_mission,
    make_party,
    make_person,
    make_source,
)

SIDES = ["BE", "FR", "RU", "cnes", "csa", "esa"]
BEFORE = {"esa": "csa", "RU": "BE"}  # the one that each of these succeeds
PEOPLE = ["ada", "grace"]
GROUPS = {"eu": ["BE", "FR"], "m49-151": ["RU"], "m49-150": ["BE", "FR", "RU"]}
AREAS = ["life-sciences", "space-medicine", "astronomy", "launchers"]
MISSIONS = ["spot", "pleiades", "odissea"]
NUMBERS = ["12927", "12928"]
SOURCES = ["one", "two"]
TOPICS = ["liability", "data"]
WORDS = ["quokka", "wombat"]
DATES = [
    "1997",
    "1997-10",
    "1997-10-03",
    "1999/2001",
    "2000-22",
    "1979/..",
    "../1998",
    "../2001",
    "199X",
    "2001-12-20",
    None,
]
DAYS = ["1996-01-01", "1997-10-03", "2000-07-01", "2002-01-01", "2010-01-01"]
ACTS = ["signed", "concluded", "entered_into_force", "terminated", "extended"]


def generate(random):
    """Make agreements with dates and roles of all shapes; always the same ones for the same generator."""
    make_agency("cnes", country="FR", name="CNES", acronym="CNES")
    make_agency("csa", country="CA", name="CSA")
    make_agency("esa", name="ESA")
    for later, earlier in BEFORE.items():
        Succession.objects.create(earlier=make_party(earlier), later=make_party(later), kind="succeeded")
    for make, slugs in ((make_source, SOURCES), (make_mission, MISSIONS), (make_person, PEOPLE)):
        for slug in slugs:
            make(slug)
    make_area("space-medicine", broader=make_area("life-sciences"))
    for number in range(16):
        agreement = make_agreement(
            f"a{number}",
            title=f"Agreement {number} {random.choice([*WORDS, ''])}",
            form=random.choice([*Form.values[:4], None]),
            function=random.choice(["", *Function.values]),
            parties=random.sample(SIDES, 2),
            areas=random.sample(AREAS, random.randint(0, 2)),
            missions=random.sample(MISSIONS, random.randint(0, 1)),
        )
        if random.random() < 0.4:
            told = {"form": random.choice(Form.values), "binding": random.choice(Binding.values)}
            told |= random.choice([{}, {"standing": "known_wrong"}, {"standing": "preferred"}])
            reason = "As its title says" if "standing" in told else ""
            designation = Designation.objects.create(agreement=agreement, **told, standing_reason=reason)
            if random.random() < 0.5:
                cite(designation, make_source(random.choice(SOURCES)))
        for _ in range(random.randint(0, 3)):
            modality = random.choice(["done", "done", "planned"])
            make_event(kind=random.choice(ACTS), modality=modality, date=random.choice(DATES), agreement=agreement)
        if random.random() < 0.2:
            make_event(kind="expiry_announced", date="2000", as_of="1999", agreement=agreement)
        if number % 4 == 0:
            Identifier.objects.create(agreement=agreement, scheme="tias", value=NUMBERS[number % 8 // 4])
        if number % 3 == 0 and (event := agreement.events.first()):
            EventPerson.objects.create(event=event, person=make_person(PEOPLE[number % 2]), role="signatory")
        if random.random() < 0.3:
            Party.objects.get_or_create(agreement=agreement, agency=make_agency("cnes"), role="implementing")
        if random.random() < 0.5:
            facts = [agreement, agreement.parties.first(), *agreement.events.all()[:1], *agreement.areas.all()[:1]]
            if event := agreement.events.last():
                facts.append(EventAgency.objects.create(event=event, agency=make_agency("esa"), role="witness"))
            cite(random.choice(facts), make_source(random.choice(SOURCES)))
        _state_clauses(agreement, Random(number))  # noqa: S311


def _state_clauses(agreement, random):
    """Let an agreement say something of its term, on topics and of where its text is."""
    for renewal in random.sample([*Renewal.values, ""], random.randint(0, 2)):
        standing = random.choice(["", "", "known_wrong"])
        reason = "It is of another agreement." if standing else ""
        Term.objects.create(
            agreement=agreement, length="P5Y", renewal=renewal, standing=standing, standing_reason=reason
        )
    for topic in random.sample(TOPICS, random.randint(0, 2)):
        Provision.objects.create(agreement=agreement, topic=topic, says=random.choice(Says.values))
    for source in random.sample([None, *SOURCES], random.randint(0, 2)):
        Text.objects.create(agreement=agreement, source=source and make_source(source))
