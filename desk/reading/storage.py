"""Store what a curator has entered from a source, all of it or nothing."""

from django.db import transaction

from agencies.models import Agency, AgencyKind, Person
from agreements.entering import Batch, free_slugs
from agreements.models import Agreement, Event
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
    for entry in entries.events:
        storage.event(entry, stored.get(id(entry.agreement), entry.agreement))
    storage.batch.write()
    check_rules()
    return storage.batch


class _Storage:
    def __init__(self, source, date_phrase):
        self.batch, self.source, self.date_phrase = Batch(), source, date_phrase
        self.states = {}  # the country's key → its state, entered with this source
        if source.pk is None:
            self.batch.add(source)

    def agreement(self, entry):
        agreement = Agreement(title=entry.title, summary=entry.summary, slug=entry.slug)
        self.add(agreement, entry.phrase, "title")
        designation = self.batch.designation(agreement, entry.form, entry.function)
        self.cite(designation, entry.phrase, "form", *(["function"] if entry.function else []))
        self.tie(agreement, entry.links)
        return agreement

    def event(self, entry, agreement):
        names = ("slug", "title", "kind", "modality", "date", "date_basis", "as_of", "place")
        event = Event(agreement=agreement, **{name: getattr(entry, name) for name in names})
        self.add(event, entry.phrases["kind"], "kind", "modality")
        for name in ("date", "place"):
            if getattr(entry, name) and entry.phrases.get(name):
                self.cite(event, entry.phrases[name], name)
        if entry.date and entry.date_basis == Basis.DERIVED:
            self.cite(event, self.date_phrase, "date")
        if entry.as_of:
            self.cite(event, self.date_phrase, "as_of")
        self.tie(event, entry.links)

    def tie(self, whole, links):
        for link in links:
            record = self.entered(link)
            role = link.role if isinstance(record, Agency | Person) else ""
            self.cite(self.batch.tie(whole, record, role), link.phrase)

    def entered(self, link):
        """Return the record of a link; the state of a country that had none is entered first, once."""
        record = link.record
        if not isinstance(record, Agency) or record.kind != AgencyKind.STATE or record.pk:
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
