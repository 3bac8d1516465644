"""Store what a curator has entered from a source, all of it or nothing."""

from django.db import transaction
from django.db.models import Model

from agencies.models import Agency, AgencyKind, Person
from agreements.entering import Batch, tied
from agreements.models import Agreement, Designation, Event, PartyRole, Relation, Standing, Term
from agreements.slugs import free_slugs
from desk.reading.known_agreements import side_of
from spacecoop.fields import Basis
from spacecoop.records import check_rules


@transaction.atomic
def store(entries, source):
    """Store `entries` with their citations from `source`, itself included if it is new; return the written Batch.

    Raises: IntegrityError where a rule of the database is broken.
    """
    storage = _Storage(source, entries.date_phrase)
    for record, phrase in entries.names:
        stated = [field for field in ("acronym", "country") if getattr(record, field, None)]
        storage.add(record, phrase, "name", *stated)
    stored = {id(entry): storage.agreement(entry) for entry in entries.agreements}
    for entry in entries.agreements:
        storage.relate(
            stored[id(entry)], [(kind, stored.get(id(other), other), phrase) for kind, other, phrase in entry.relations]
        )
    for entry in entries.events:
        storage.event(entry, stored.get(id(entry.agreement), entry.agreement))
    storage.batch.write()
    check_rules()
    return storage.batch


def known_act(event):
    """Return the stored event of a stored agreement that is this act, if it has one.

    It is of one kind, modality and date, and has the effect that is stated.
    """
    if event.agreement is None or event.agreement.pk is None:
        return None
    same = Event.objects.filter(agreement=event.agreement, kind=event.kind, modality=event.modality)
    same = same.exclude(standing=Standing.KNOWN_WRONG)
    same = same.filter(**{name: stated for name in ("effective", "until") if (stated := getattr(event, name))})
    found = list(same.filter(date=event.date) if event.date else same)
    return found[0] if len(found) == 1 else None


class _Storage:
    def __init__(self, source, date_phrase):
        self.batch, self.source, self.date_phrase = Batch(), source, date_phrase
        self.states = {}  # the country's key → its state, entered with this source
        if source.pk is None:
            self.batch.add(source)

    def agreement(self, entry):
        """Enter an agreement with its parts, or add them to the one that it is; return that."""
        if agreement := entry.same_as:
            self.cite(agreement, entry.phrase)
        else:
            agreement = self.add(
                Agreement(title=entry.title, summary=entry.summary, slug=entry.slug), entry.phrase, "title"
            )
        designation = self.part(Designation(agreement=agreement, form=entry.form, function=entry.function))
        self.cite(designation, entry.phrase, "form", *(["function"] if entry.function else []))
        self.tie(agreement, entry.links)
        for number, phrase in entry.identifiers:
            number.agreement = agreement
            self.cite(self.part(number), phrase, "value")
        if entry.term:
            term = self.part(Term(agreement=agreement, **{name: value for name, (value, _) in entry.term.items()}))
            for name, (_, phrase) in entry.term.items():
                self.cite(term, phrase, name)
        return agreement

    def relate(self, agreement, relations):
        for kind, other, phrase in relations:
            self.cite(self.part(Relation(agreement=agreement, kind=kind, other=other)), phrase)

    def event(self, entry, agreement):
        """Enter an event; where its agreement has the same act with the same date, add to that."""
        names = ("slug", "title", "kind", "modality", "date", "date_basis", "as_of", "place", "effective", "until")
        event = Event(agreement=agreement, **{name: getattr(entry, name) for name in names})
        event = known_act(event) or self.add(event, entry.phrases["kind"], "kind", "modality")
        self.cite(event, entry.phrases["kind"], "kind", "modality")
        for name in ("date", "place", "effective", "until"):
            if getattr(entry, name) and getattr(event, name) == getattr(entry, name) and entry.phrases.get(name):
                self.cite(event, entry.phrases[name], name)
        if entry.date and entry.date_basis == Basis.DERIVED:
            self.cite(event, self.date_phrase, "date")
        if entry.as_of and event.as_of == entry.as_of:
            self.cite(event, self.date_phrase, "as_of")
        self.tie(event, entry.links)

    def tie(self, whole, links):
        for link in links:
            record = self.entered(link)
            role = link.role if isinstance(record, Agency | Person) else ""
            party = self.known_party(whole, record) if role == PartyRole.PARTY and whole.pk else None
            tie = party or self.part(tied(whole, record, role))
            if link.position and not tie.pk:
                tie.position = link.position
            self.cite(tie, link.phrase)

    def known_party(self, agreement, agency):
        """Return the party of a stored agreement that is this agency's side."""
        return agreement.parties.filter(role=PartyRole.PARTY, agency__in=side_of(agency)).first() if agency.pk else None

    def part(self, part):
        """Return the stored part that says the same, where its whole is stored; else add this one."""
        said = {
            field.name: getattr(part, field.name)
            for field in part._meta.concrete_fields
            if not field.primary_key and not field.generated and getattr(part, field.name) not in (None, "")
        }
        is_stored = all(value.pk for value in said.values() if isinstance(value, Model))
        return (is_stored and type(part).objects.filter(**said).first()) or self.batch.add(part)

    def entered(self, link):
        """Return the record of a link; the state of a country that had none is entered first, once."""
        record = link.record
        if not isinstance(record, Agency) or record.kind not in (AgencyKind.STATE, AgencyKind.TERRITORY) or record.pk:
            return record
        if record.country_id not in self.states:
            self.states[record.country_id] = self.add(record, link.phrase, "name", "country")
        return self.states[record.country_id]

    def add(self, record, phrase, *fields):
        """Add a new record with its quote; a slug that is taken, or given in this text before, gets a number."""
        if record.slug:
            given = {other.slug for other in self.batch.records if type(other) is type(record)}
            [record.slug] = free_slugs(type(record), [record.slug], given)
        self.batch.add(record)
        self.cite(record, phrase, *fields)
        return record

    def cite(self, record, phrase, *fields):
        self.batch.cite(record, self.source, phrase, *fields)
