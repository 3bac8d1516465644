"""The records that rows of a table become, each fact with its citation; many at once."""

from agencies.models import Agency, AgencyKind, AgencyName, Country
from agreements.entering import Batch, cite_anew, title_of_event
from agreements.models import (
    AgreementArea,
    Designation,
    Event,
    Identifier,
    Modality,
    Party,
    PartyRole,
    Relation,
    Source,
    Title,
)
from agreements.status import LegalAct
from desk.designations import designation_called
from desk.importing.facts import COLUMNS, MODELS, taken_into
from desk.importing.meanings import IDENTIFIER, RELATION
from desk.importing.row_parties import PARTICIPANT, SIDES
from desk.importing.rows import ACTS
from desk.models import ImportedRecord
from spacecoop.records import write_again

LONGEST_NAME = Agency._meta.get_field("name").max_length


class Maker:
    """Makes records of ImportRows and remembers what became of each.

    `agencies`: value of a fact → Agency, of states that were entered too; `parents`: (agency, id of its parent's row,
    the Source and the phrase that say so); `relations`: (agreement, name of the fact, Source, phrase).
    """

    def __init__(self, table, mapping):
        self.table, self.mapping = table, mapping
        self.model = MODELS[mapping.model]
        self.countries = {country.code: country for country in Country.objects.all()}
        self.agencies = {f"agency:{key}": agency for key, agency in Agency.objects.in_bulk().items()}
        self.sources, self.parents, self.relations = {}, [], []

    def make(self, rows):
        """Make the records of new rows. Cost: some twenty statements, however many rows."""
        self._load_sources(rows)
        batch = Batch()
        made = [(row, *self._add(batch, row)) for row in rows]
        batch.write()
        self._remember(made)

    def change(self, row, remembered, differences):
        """Make the changes of a row to its record, but for those of fields that were edited here since."""
        record = self.model.objects.get(pk=remembered.key)
        self._load_sources([row])
        for difference in differences:
            if not difference["is_conflict"]:
                self._change_fact(row, remembered, record, difference["name"])
                remembered.facts[difference["name"]] = self._settled(row, difference["name"])
        remembered.facts = {name: fact for name, fact in remembered.facts.items() if fact}
        remembered.last = self.table
        remembered.save()

    def take_in(self, row, key, names):
        """Add what a row states to the record of a key, cite what both say, and remember that they are one."""
        record = self.model.objects.get(pk=key)
        remembered, same, different = taken_into(record, row, self.table, names)
        self.change(row, remembered, different)
        batch = Batch()
        for name in same:
            holder = record
            if part := remembered.parts.get("signed" if name == "place" else name):
                holder = _part_model("signed" if name == "place" else name).objects.get(pk=part)
            fields = ["date"] if name in ACTS else [] if name in remembered.parts else [name]
            self._cite(batch, row, holder, name, *fields)
        batch.write()

    def finish(self):
        """Set the parents and relations that the table itself brought, now that all of its rows are records."""
        self._relate()
        imported = ImportedRecord.objects.filter(origin=self.table.origin, model="agencies.Agency")
        keys = dict(imported.values_list("row_id", "key"))
        for agency, row_id, source, phrase in self.parents:
            if row_id in keys:
                Agency.objects.filter(pk=agency.pk).update(parent=keys[row_id])
                cite_anew(agency, "parent", source, phrase)
                for remembered in imported.filter(key=agency.pk, facts__parent__value=f"row:{row_id}"):
                    remembered.facts["parent"]["value"] = f"agency:{keys[row_id]}"
                    remembered.save()

    def _relate(self):
        """Enter the relations to other rows of the origin; one to a row that is not here is not remembered either."""
        imported = ImportedRecord.objects.filter(origin=self.table.origin, model="agreements.Agreement")
        keys, batch, made = dict(imported.values_list("row_id", "key")), Batch(), {}
        for agreement, name, source, phrase in self.relations:
            _, kind, row_id = name.split(":", 2)
            relation = None
            if row_id in keys:
                ends = {"agreement": agreement, "kind": kind, "other_id": keys[row_id]}
                relation = Relation.objects.filter(**ends).first() or batch.add(Relation(**ends))
                batch.cite(relation, source, phrase)
            made.setdefault(agreement.pk, {})[name] = relation
        batch.write()
        for remembered in imported.filter(key__in=made):
            for name, relation in made[remembered.key].items():
                if relation and name in remembered.facts:
                    remembered.parts[name] = relation.pk
                else:
                    remembered.facts.pop(name, None)
            remembered.save()

    def _load_sources(self, rows):
        """Load the sources that rows are cited from, as far as they are here."""
        missing = {self._address(row) for row in rows} - self.sources.keys()
        self.sources |= {source.address: source for source in Source.objects.filter(address__in=missing)}

    def _address(self, row):
        return row.source_address or self.mapping.source["address"]

    def _source(self, batch, row):
        """Return the source that a row is cited from; entered if it is not here yet."""
        address = self._address(row)
        if address not in self.sources:
            self.sources[address] = batch.add(Source(**{**self.mapping.source, **row.document, "address": address}))
        return self.sources[address]

    def _add(self, batch, row):
        """Add the record of a row with its parts and quotes; return (record, {name of a fact: its part})."""
        record, parts = batch.add(self._whole(row)), {}
        for name, fact in row.facts.items():
            if part := self._part(batch, row, record, name):
                parts[name] = batch.add(part)
                self._cite(batch, row, part, name, *(["date"] if name in ACTS else []))
            elif name == "parent" and fact["value"].startswith("row:"):
                self._add_parent(batch, row, record)
            elif name.startswith(RELATION):
                self.relations.append((record, name, self._source(batch, row), fact["phrase"]))
            elif name != "place":
                self._cite(batch, row, record, name, name)
        if "place" in row.facts:
            self._cite(batch, row, parts["signed"], "place", "place")
        return record, parts

    def _cite(self, batch, row, record, name, *fields):
        """Cite the words of a row that state a fact; a fact without any has no citation."""
        if row.facts[name]["phrase"]:
            batch.cite(record, self._source(batch, row), row.facts[name]["phrase"], *fields)

    def _add_parent(self, batch, row, agency):
        fact = row.facts["parent"]
        self.parents.append((agency, fact["value"].partition(":")[2], self._source(batch, row), fact["phrase"]))

    def _whole(self, row):
        record = self.model(
            **{name: row.facts[name]["value"] for name in COLUMNS[self.mapping.model] if name in row.facts}
        )
        for name in ("country", "parent"):
            if fact := row.facts.get(name):
                self._tie(record, name, fact["value"])
        return record

    def _tie(self, agency, name, value):
        """Set the country or the parent of an agency; a parent that the table brings is set when it is there."""
        kind, _, key = (value or "").partition(":")
        if name == "country":
            agency.country = self.countries.get(key)
        elif kind != "row":
            agency.parent = self.agencies.get(value)

    def _part(self, batch, row, record, name):
        """Return the part of a record that holds a fact, unsaved; None for a fact that the record itself holds."""
        value = row.facts[name]["value"]
        if name in SIDES:
            return Party(agreement=record, agency=self._party(batch, row, name))
        if name.startswith(PARTICIPANT):
            return Party(agreement=record, agency=self._party(batch, row, name), role=PartyRole.PARTICIPANT)
        if name in ACTS:
            return Event(
                agreement=record,
                kind=LegalAct(name),
                title=title_of_event(name, record),
                modality=Modality.ANNOUNCED if name == "expiry_announced" else Modality.DONE,
                date=value,
                place=row.facts["place"]["value"] if name == "signed" and "place" in row.facts else "",
            )
        if name.startswith("area:"):
            return AgreementArea(agreement=record, area_id=int(value.partition(":")[2]))
        if name.startswith(IDENTIFIER):
            return Identifier(**{self.mapping.model: record}, scheme=name.removeprefix(IDENTIFIER), value=value)
        if name == "designation":
            return designation_called(value, record)
        if name == "formal_title":
            language = row.facts[name].get("language") or self.mapping.source["language"]
            return Title(agreement=record, text=value, language=language)
        if name == "native_name":
            return AgencyName(agency=record, name=value, language="und")
        return None

    def _party(self, batch, row, side):
        """Return the agency of a side; what stands for a country and is not here yet is entered, with its citation."""
        value = row.facts[side]["value"]
        if value not in self.agencies and value.startswith("members:"):
            members = batch.add(Agency(name=row.facts[side]["shown"][:LONGEST_NAME], kind=AgencyKind.OTHER))
            self._cite(batch, row, members, side, "name")
            self.agencies[value] = members
        elif value not in self.agencies:
            kind, _, code = value.partition(":")
            country = self.countries[code]
            stored = Agency.objects.filter(kind=kind, country=country).first()
            self.agencies[value] = stored or self._new_party(batch, row, side, kind, country)
        return self.agencies[value]

    def _new_party(self, batch, row, side, kind, country):
        name = f"Government of {country.name}" if kind == AgencyKind.GOVERNMENT else country.name
        agency = batch.add(Agency(name=name, kind=kind, country=country))
        self._cite(batch, row, agency, side, "name", "country")
        return agency

    def _remember(self, made):
        ImportedRecord.objects.bulk_create(
            ImportedRecord(
                origin=self.table.origin,
                row_id=row.row_id,
                model=self.model._meta.label,
                key=record.pk,
                facts={name: self._settled(row, name) for name in row.facts},
                parts={name: part.pk for name, part in parts.items()},
                last=self.table,
            )
            for row, record, parts in made
        )

    def _settled(self, row, name):
        """Return a fact as it is remembered: with the agency entered for it; None where it is stated no more."""
        if name not in row.facts:
            return None
        fact = {"value": row.facts[name]["value"], "shown": row.facts[name]["shown"]}
        if name in SIDES or name.startswith(PARTICIPANT):
            fact["value"] = f"agency:{self.agencies[fact['value']].pk}"
        return fact

    def _change_fact(self, row, remembered, record, name):
        fact = row.facts.get(name)
        if name in COLUMNS[self.mapping.model] or name in ("country", "parent"):
            self._set_column(row, record, name, fact)
        elif name == "place":
            event = Event.objects.filter(pk=remembered.parts.get("signed")).first()
            if event:
                self._set_column(row, event, name, fact)
        elif fact is None:
            _part_model(name).objects.filter(pk=remembered.parts.pop(name)).delete()
        elif name.startswith(RELATION):
            batch = Batch()
            self.relations.append((record, name, self._source(batch, row), fact["phrase"]))
            batch.write()
        else:
            self._set_part(row, remembered, record, name)

    def _set_column(self, row, record, name, fact):
        """Set a column to what a row states now, or to nothing, and cite that."""
        batch = Batch()
        if name == "parent" and fact and fact["value"].startswith("row:"):
            self._add_parent(batch, row, record)
        elif name in ("country", "parent"):
            self._tie(record, name, fact and fact["value"])
        else:
            setattr(record, name, fact["value"] if fact else None if name == "founded" else "")
        write_again(record)
        source = self._source(batch, row)
        batch.write()
        cite_anew(record, name, source, fact and fact["phrase"])

    def _set_part(self, row, remembered, record, name):
        """Enter the part that holds a fact, or set the one that was entered for it, and cite that."""
        batch = Batch()
        part, source = self._part(batch, row, record, name), self._source(batch, row)
        if name in remembered.parts:
            batch.write()
            part.pk = remembered.parts[name]
            write_again(part, *_stating(name))
        else:
            batch.add(part)
            batch.write()
            remembered.parts[name] = part.pk
        cite_anew(part, "date" if name in ACTS else None, source, row.facts[name]["phrase"])


_MODELS = {"designation": Designation, "formal_title": Title, "native_name": AgencyName}
_STATING = {"designation": ("form", "function"), "formal_title": ("text",)}


def _part_model(name):
    """Return the model of the part that holds a fact."""
    if name in SIDES or name.startswith(PARTICIPANT):
        return Party
    if name in ACTS:
        return Event
    if name.startswith(RELATION):
        return Relation
    return Identifier if name.startswith(IDENTIFIER) else _MODELS.get(name, AgreementArea)


def _stating(name):
    """Return the fields of a part that state a fact."""
    if name in SIDES or name.startswith(PARTICIPANT):
        return ("agency",)
    if name in ACTS:
        return ("date",)
    return ("value",) if name.startswith(IDENTIFIER) else _STATING.get(name, ("name",))
