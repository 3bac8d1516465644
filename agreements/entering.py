"""The one way to write new records: with their parts, with the citations that support them, many at once.

    batch = Batch()
    agreement = batch.agreement(title="On balloons", parties=[cnes, csa], areas=[ballooning])
    designation = batch.designation(agreement, "agreement", "framework")
    batch.cite(designation, source, "framework agreement", "form", "function")
    batch.event(agreement=agreement, title="Signature", kind="signed", modality="done", date="2021-12")
    batch.write()

A record that comes without a slug gets a free one, by the one rule that stands here.

Whoever changes what is stored takes the writers' turn first (spacecoop.turns; `whole_change` takes it), reads again,
compares with what was looked at, and then writes by `write_again`, which never brings back what is deleted.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection, transaction
from psycopg import sql
from psycopg.types.json import Jsonb

from agencies.models import Agency, Person
from agreements.history import RECORDED
from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementMission,
    Area,
    Citation,
    Designation,
    Event,
    EventAgency,
    EventArea,
    EventKind,
    EventMission,
    EventPerson,
    Mission,
    MissionRole,
    Party,
    Source,
)
from agreements.models.citations import TARGET_OF
from agreements.slugs import give_slugs
from spacecoop.records import write_again
from spacecoop.turns import take_turn

# The parts that tie a record to another.
TIES = {
    (Agreement, Agency): Party,
    (Agreement, Area): AgreementArea,
    (Agreement, Mission): AgreementMission,
    (Event, Agency): EventAgency,
    (Event, Person): EventPerson,
    (Event, Area): EventArea,
    (Event, Mission): EventMission,
    (Mission, Agency): MissionRole,
}


@dataclass(slots=True)
class Quote:
    """Words of a source that support a record: one citation, however many of its fields they pin.

    `fields`: their names; [] for the record as a whole; `reported_as`, `gloss`: as the citation has them.
    """

    record: object
    source: Source
    phrase: str
    fields: list = field(default_factory=list)
    reported_as: str = ""
    gloss: str = ""

    @property
    def place(self):
        """What tells its citation from all others; its source and record are stored."""
        return self.source.pk, self.phrase, TARGET_OF[type(self.record)], self.record.pk

    @property
    def row(self):
        source, _, target, key = self.place
        told = {name: getattr(self, name) for name in ("phrase", "fields", "reported_as", "gloss")}
        return {"source_id": source, **told, "note": "", f"{target}_id": key}


class Batch:
    """New records and quotes, written together; nothing is written before `write`."""

    def __init__(self):
        self.records, self.quotes = [], {}

    def add(self, record):
        """Add a new record of any kind, and return it."""
        self.records.append(record)
        return record

    def agreement(self, *, parties=(), areas=(), missions=(), **fields):
        """Add an agreement between `parties`, agencies, on these areas and missions; return it."""
        agreement = self.add(Agreement(**fields))
        for record in (*parties, *areas, *missions):
            self.tie(agreement, record)
        return agreement

    def designation(self, agreement, form, function="", binding=""):
        """Add what sources call an agreement, and return it."""
        return self.add(Designation(agreement=agreement, form=form, function=function, binding=binding))

    def event(self, *, agencies=(), people=(), areas=(), missions=(), **fields):
        """Add an event; `agencies`, `people`: pairs of a record and its role. Return it."""
        event = self.add(Event(**fields))
        for record, role in (*agencies, *people):
            self.tie(event, record, role)
        for record in (*areas, *missions):
            self.tie(event, record)
        return event

    def tie(self, whole, record, role=""):
        """Add the part that ties an agreement, event or mission to `record`, new or stored; return it."""
        return self.add(tied(whole, record, role))

    def cite(self, record, source, phrase, *fields, **told):
        """Support a record, or some of its fields, by words of a source; record and source are new or stored.

        `told`: what else its Quote tells.
        """
        phrase = " ".join(phrase.split())
        place = id(record), source.pk or id(source), phrase
        quote = self.quotes.setdefault(place, Quote(record, source, phrase, **told))
        quote.fields += [name for name in fields if name not in quote.fields]

    def quotes_of(self, record):
        return [quote for quote in self.quotes.values() if quote.record is record]

    def write(self):
        """Write what was added, wholes before their parts, all or nothing; return the records.

        Cost: two statements for each kind of record, however many. Raises: Busy; IntegrityError.
        """
        with transaction.atomic():
            take_turn()
            for model in RECORDED:
                if records := [record for record in self.records if type(record) is model]:
                    give_slugs(records, self._parts_of_agreements() if model is Agreement else {})
                    model.objects.bulk_create(records)
            self._write_quotes()
        return self.records

    def _parts_of_agreements(self):
        """Return {id of an agreement: its parties and events that are new too}."""
        parts = defaultdict(list)
        for record in self.records:
            if isinstance(record, Party | Event):
                parts[id(record.agreement)].append(record)
        return parts

    def _write_quotes(self):
        new = {id(record) for record in self.records}
        quotes = list(self.quotes.values())
        stored = _citations_of([quote.record for quote in quotes if id(quote.record) not in new])
        insert(Citation, [quote.row for quote in quotes if quote.place not in stored])
        for quote in quotes:
            if citation := stored.get(quote.place):
                citation.fields += [name for name in quote.fields if name not in citation.fields]
                write_again(citation)


def tied(whole, record, role=""):
    """Return the part, unsaved, that ties an agreement, event or mission to `record`."""
    ends = {type(end)._meta.model_name: end for end in (whole, record)}
    return TIES[type(whole), type(record)](**ends, **({"role": role} if role else {}))


def enter(record):
    """Write one new record and return it."""
    batch = Batch()
    batch.add(record)
    batch.write()
    return record


def cite(record, source, phrase, *fields):
    """Support a stored record, or some of its fields, by words of a source."""
    batch = Batch()
    batch.cite(record, source, phrase, *fields)
    batch.write()


def cite_anew(record, name, source, phrase):
    """Let `phrase` be what `source` says of a field of a record, in place of what it said before.

    `name`: None for the record as a whole; `phrase`: None where the source says it no more.
    """
    for citation in Citation.objects.supporting(record).filter(source=source):
        if name in citation.fields and citation.fields != [name]:
            citation.fields.remove(name)
            write_again(citation)
        elif name is None or name in citation.fields:
            citation.delete()
    if phrase:
        cite(record, source, phrase, *([name] if name else []))


def title_of_event(kind, agreement):
    """Return the title of an event of an agreement, made of its kind."""
    return f"{EventKind(kind).label.capitalize()}: {agreement.title}"[:200]


def _citations_of(records):
    """Return the citations of stored records by the `place` of their Quotes."""
    return {
        (citation.source_id, citation.phrase, *citation.target_key): citation
        for citation in Citation.objects.supporting(*records)
    }


def insert(model, rows):
    """Insert rows, dicts of their columns, by one statement."""
    if not rows:
        return
    table = sql.Identifier(model._meta.db_table)
    columns = sql.SQL(", ").join(sql.Identifier(name) for name in dict.fromkeys(name for row in rows for name in row))
    statement = sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM jsonb_populate_recordset(NULL::{0}, %s)")
    with connection.cursor() as cursor:
        # As a text, to which the context of history can be added.
        cursor.execute(statement.format(table, columns).as_string(None), [Jsonb(rows)])
