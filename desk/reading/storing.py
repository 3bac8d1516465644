"""Store what a curator has entered from a source, all of it or nothing."""

from django.db import transaction
from django.utils.text import slugify

from agencies.models import Agency, Person
from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementMission,
    Citation,
    Event,
    EventAgency,
    EventArea,
    EventMission,
    EventPerson,
    Party,
)
from agreements.models.sources import TARGET_OF
from spacecoop.fields import Basis
from spacecoop.records import check_rules


@transaction.atomic
def store(entries, source):
    """Store `entries` with their citations from `source`, itself included if it is new; return what was stored.

    Raises: IntegrityError where a rule of the database is broken.
    """
    store = _Store(source, entries.date_phrase)
    if source.pk is None:
        source.save()
        store.records.append(source)
    for record, phrase in entries.names:
        record.slug = free(type(record), record.slug)
        store.save(record, phrase, "name")
    stored = {}
    for entry in entries.agreements:
        stored[id(entry)] = store.agreement(entry, entries.events)
    for entry in entries.events:
        store.event(entry, stored.get(id(entry.agreement), entry.agreement))
    check_rules()
    return store.records


class _Store:
    def __init__(self, source, date_phrase):
        self.source = source
        self.date_phrase = date_phrase
        self.records = []
        self.states = {}  # the country's key → its state, entered with this source

    def agreement(self, entry, events):
        slug = entry.slug or _slug_of_agreement(entry, events)
        agreement = Agreement(title=entry.title, kind=entry.kind, summary=entry.summary, slug=free(Agreement, slug))
        self.save(agreement, entry.phrase, "title", "kind")
        for link in entry.links:
            self.save(self.link_to_agreement(agreement, link), link.phrase)
        return agreement

    def link_to_agreement(self, agreement, link):
        if link.role == "area":
            return AgreementArea(agreement=agreement, area=link.record)
        if link.role == "mission":
            return AgreementMission(agreement=agreement, mission=link.record)
        return Party(agreement=agreement, agency=self.entered(link), role=link.role)

    def event(self, entry, agreement):
        slug = entry.slug or (f"{agreement.slug}-{entry.kind}".replace("_", "-") if agreement else slugify(entry.title))
        event = Event(
            slug=free(Event, slug),
            agreement=agreement,
            **{name: getattr(entry, name) for name in ("title", "kind", "modality", "date", "as_of", "place")},
            date_basis=entry.date_basis,
        )
        self.save(event, entry.phrases["kind"], "kind", "modality")
        for name in ("date", "place"):
            if getattr(entry, name) and entry.phrases.get(name):
                self.cite(event, entry.phrases[name], name)
        if entry.date and entry.date_basis == Basis.DERIVED:
            self.cite(event, self.date_phrase, "date")
        if entry.as_of:
            self.cite(event, self.date_phrase, "as_of")
        for link in entry.links:
            self.save(self.link_to_event(event, link), link.phrase)

    def link_to_event(self, event, link):
        if link.role == "area":
            return EventArea(event=event, area=link.record)
        if link.role == "mission":
            return EventMission(event=event, mission=link.record)
        if isinstance(link.record, Person):
            return EventPerson(event=event, person=link.record, role=link.role)
        return EventAgency(event=event, agency=self.entered(link), role=link.role)

    def entered(self, link):
        """Return the agency of a link; the state of a country that had none is entered first."""
        agency = link.record
        if agency.pk is None:
            if agency.country_id not in self.states:
                agency.slug = free(Agency, slugify(agency.name))
                self.save(agency, link.phrase, "name", "country")
                self.states[agency.country_id] = agency
            agency = self.states[agency.country_id]
        return agency

    def save(self, record, phrase, *fields):
        record.save()
        self.records.append(record)
        self.cite(record, phrase, *fields)

    def cite(self, record, phrase, *fields):
        """Cite a record; a phrase that pins several of its fields is one citation."""
        key = {"source": self.source, "phrase": " ".join(phrase.split()), TARGET_OF[type(record)]: record}
        citation = Citation.objects.filter(**key).first() or Citation(**key)
        citation.fields = [*citation.fields, *(name for name in fields if name not in citation.fields)]
        citation.save()
        if citation not in self.records:
            self.records.append(citation)


def _slug_of_agreement(entry, events):
    """Return its parties and the year of its first dated act: “cnes-csa-2021”."""
    sides = [party.slug or slugify(party.name) for party in entry.parties]
    years = sorted(
        event.date[:4] for event in events if event.agreement is entry and event.date and event.date[:4].isdigit()
    )
    return "-".join([*sides, *years[:1]]) or slugify(entry.title)


def free(model, slug):
    """Return `slug`, with a number if a record of `model` has it already."""
    slug = slug[:90].strip("-") or "untitled"
    taken = set(model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
