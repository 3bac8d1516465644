"""The records that rows of a table become, each fact with its citation; many at once."""

from django.db import connection
from django.utils.text import slugify

from agencies.models import Agency, AgencyKind, AgencyName, Country
from agreements.models import Agreement, AgreementArea, Citation, Event, Modality, Party, Source
from agreements.models.sources import TARGET_OF
from agreements.status import LegalAct
from desk.changesets import insert
from desk.importing.remembered import COLUMNS, MODELS
from desk.importing.rows import ACTS, SIDES
from desk.models import ImportedRecord

LONGEST_SLUG = 75  # so that the slugs of its events, which begin with it, are not too long
_WORDS = {
    "signed": "Signature",
    "entered_into_force": "Entry into force",
    "terminated": "Termination",
    "expired": "Expiry",
    "expiry_announced": "Announced expiry",
}
# What the records of a batch are cited for is saved in this order: wholes before their parts.
_ORDER = [Agency, Agreement, AgencyName, Party, Event, AgreementArea]


class Maker:
    """Makes records of ImportRows and remembers what became of each."""

    def __init__(self, table, mapping):
        self.table, self.mapping = table, mapping
        self.model = MODELS[mapping.model]
        self.sources, self.entered, self.parents = {}, {}, []
        self.countries = {code: (pk, name) for pk, code, name in Country.objects.values_list("pk", "code", "name")}

    def make(self, rows):
        """Make the records of new rows and return them. Cost: some twenty statements, however many rows."""
        self._enter_states(rows)
        agreements = [(row, self._whole(row)) for row in rows]
        self._give_slugs([record for _, record in agreements], self._slug_base)
        self.model.objects.bulk_create([record for _, record in agreements])
        parts = [(row, record, name, self._part(row, record, name)) for row, record in agreements for name in row.facts]
        parts = [one for one in parts if one[3] is not None]
        self._give_slugs([part for _, _, _, part in parts if isinstance(part, Event)], self._slug_of_event)
        for model in _ORDER:
            model.objects.bulk_create([part for _, _, _, part in parts if type(part) is model])
        self._cite_all(agreements, parts)
        self._remember(agreements, parts)
        return [record for _, record in agreements]

    def change(self, row, remembered, differences):
        """Make the changes of a row to its record, but for those of fields that were edited here since."""
        record = self.model.objects.get(pk=remembered.key)
        self._enter_states([row])
        for one in differences:
            if not one["is_conflict"]:
                self._change_fact(row, remembered, record, one["name"])
                remembered.facts[one["name"]] = self._settled(row, one["name"])
        remembered.facts = {name: fact for name, fact in remembered.facts.items() if fact}
        remembered.last = self.table
        remembered.save()

    def finish(self):
        """Set the parents that the table itself brought, now that all of its rows are records."""
        keys = dict(ImportedRecord.objects.filter(origin=self.table.origin).values_list("row_id", "key"))
        for key, row_id, source, phrase in self.parents:
            if row_id in keys:
                Agency.objects.filter(pk=key).update(parent=keys[row_id])
                self._recite(Agency.objects.get(pk=key), "parent", phrase, source)
                remembered = ImportedRecord.objects.get(origin=self.table.origin, model="agencies.Agency", key=key)
                remembered.facts["parent"]["value"] = f"agency:{keys[row_id]}"
                remembered.save()

    def source_of(self, row):
        """Return the source that a row is cited from; entered if it is not here yet."""
        address = row.source_address or self.mapping.source["address"]
        if address not in self.sources:
            given = {**self.mapping.source, "address": address}
            source = Source.objects.filter(address=address).first()
            if source is None:
                source = Source(**given)
                self._give_slugs([source], lambda one: slugify(f"{one.publisher} {one.title}"))
                source.save()
            self.sources[address] = source
        return self.sources[address]

    def _whole(self, row):
        fields = {name: row.facts[name]["value"] for name in COLUMNS[self.mapping.model] if name in row.facts}
        record = self.model(**fields)
        record.row = row
        if self.model is Agency and "country" in row.facts:
            record.country_id = self.countries[row.facts["country"]["value"].partition(":")[2]][0]
        if self.model is Agency and (parent := row.facts.get("parent")) and parent["value"].startswith("agency:"):
            record.parent_id = self._agency(parent["value"])
        return record

    def _part(self, row, record, name):
        """Return the part of a record that holds a fact, unsaved; None for a fact that the record itself holds."""
        value = row.facts[name]["value"]
        if name in SIDES:
            return Party(agreement=record, agency_id=self._agency(value))
        if name in ACTS:
            return Event(
                agreement=record,
                kind=LegalAct(name),
                title=f"{_WORDS[name]}: {record.title}"[:200],
                modality=Modality.ANNOUNCED if name == "expiry_announced" else Modality.DONE,
                date=value,
                place=row.facts["place"]["value"] if name == "signed" and "place" in row.facts else "",
            )
        if name.startswith("area:"):
            return AgreementArea(agreement=record, area_id=int(value.partition(":")[2]))
        if name == "native_name":
            return AgencyName(agency=record, name=value, language="und")
        return None

    def _cite_all(self, wholes, parts):
        cited = {}
        for row, record in wholes:
            for name in [*COLUMNS[self.mapping.model], "country"]:
                if name in row.facts:
                    self._add(cited, row, record, name, name)
            if (parent := row.facts.get("parent")) and parent["value"].startswith("row:"):
                self.parents.append(
                    (record.pk, parent["value"].partition(":")[2], self.source_of(row), parent["phrase"])
                )
            elif parent:
                self._add(cited, row, record, "parent", "parent")
        for row, _, name, part in parts:
            self._add(cited, row, part, name, "date" if name in ACTS else None)
            if name == "signed" and "place" in row.facts:
                self._add(cited, row, part, "place", "place")
        insert(Citation, list(cited.values()))

    def _add(self, cited, row, record, name, field):
        """Add a citation of a fact; a phrase that pins several fields of a record is one citation."""
        source, phrase = self.source_of(row), row.facts[name]["phrase"]
        target = TARGET_OF[type(record)]
        key = source.pk, target, record.pk, phrase
        if key not in cited:
            cited[key] = {"source_id": source.pk, "phrase": phrase, "fields": [], f"{target}_id": record.pk}
        if field:
            cited[key]["fields"].append(field)

    def _remember(self, wholes, parts):
        kept = {row.pk: {} for row, _ in wholes}
        for row, _, name, part in parts:
            kept[row.pk][name] = part.pk
        ImportedRecord.objects.bulk_create(
            ImportedRecord(
                origin=self.table.origin,
                row_id=row.row_id,
                model=self.model._meta.label,
                key=record.pk,
                facts={name: self._settled(row, name) for name in row.facts},
                parts=kept[row.pk],
                last=self.table,
            )
            for row, record in wholes
        )

    def _settled(self, row, name):
        """Return a fact as it is remembered: with the body that was entered for it; None where it is stated no more."""
        if name not in row.facts:
            return None
        fact = {"value": row.facts[name]["value"], "shown": row.facts[name]["shown"]}
        if name in SIDES:
            fact["value"] = f"agency:{self._agency(fact['value'])}"
        return fact

    def _change_fact(self, row, remembered, record, name):
        source, fact = self.source_of(row), row.facts.get(name)
        if name in COLUMNS[self.mapping.model] or name in ("country", "parent"):
            self._set_column(row, record, name, fact)
            self._recite(record, name, fact and fact["phrase"], source)
        elif name == "place":
            event = Event.objects.filter(pk=remembered.parts.get("signed")).first()
            if event:
                event.place = fact["value"] if fact else ""
                event.save()
                self._recite(event, "place", fact and fact["phrase"], source)
        elif fact is None:
            part_model(name).objects.filter(pk=remembered.parts.pop(name)).delete()
        elif name not in remembered.parts:
            part = self._part(row, record, name)
            if isinstance(part, Event):
                self._give_slugs([part], self._slug_of_event)
            part.save()
            remembered.parts[name] = part.pk
            self._recite(part, "date" if name in ACTS else None, fact["phrase"], source)
        else:
            part = part_model(name).objects.get(pk=remembered.parts[name])
            column, value = self._column_of_part(name, fact["value"])
            setattr(part, column, value)
            part.save()
            self._recite(part, "date" if name in ACTS else None, fact["phrase"], source)

    def _set_column(self, row, record, name, fact):
        value = fact["value"] if fact else None
        if name == "country":
            record.country_id = self.countries[value.partition(":")[2]][0] if value else None
        elif name == "parent" and value and value.startswith("row:"):
            self.parents.append((record.pk, value.partition(":")[2], self.source_of(row), fact["phrase"]))
            return
        elif name == "parent":
            record.parent_id = self._agency(value) if value else None
        else:
            setattr(record, name, value if value is not None or name == "founded" else "")
        record.save()

    def _column_of_part(self, name, value):
        if name in SIDES:
            return "agency_id", self._agency(value)
        return ("date", value) if name in ACTS else ("name", value)

    def _recite(self, record, field, phrase, source):
        """Cite the words that a fact is stated in now, in place of those before; none for one stated no more."""
        target = TARGET_OF[type(record)]
        for citation in Citation.objects.filter(source=source, **{target: record}):
            if field and field in citation.fields and citation.fields != [field]:
                citation.fields = [name for name in citation.fields if name != field]
                citation.save()
            elif field is None or field in citation.fields:
                citation.delete()
        if phrase:
            citation, _ = Citation.objects.get_or_create(source=source, phrase=phrase, **{target: record})
            citation.fields = [*citation.fields, field] if field else citation.fields
            citation.save()

    def _agency(self, value):
        kind, _, key = value.partition(":")
        return int(key) if kind == "agency" else self.entered[value].pk

    def _enter_states(self, rows):
        """Enter the states and governments that rows name and that are not here yet, each with its citation."""
        for row in rows:
            for side in SIDES:
                value = row.facts.get(side, {}).get("value", "agency:")
                kind, _, code = value.partition(":")
                if kind == "agency" or value in self.entered:
                    continue
                country, name = self.countries[code]
                known = Agency.objects.filter(kind=kind, country=country).first()
                self.entered[value] = known or self._entered(row, side, kind, country, name)

    def _entered(self, row, side, kind, country, name):
        name = name if kind == AgencyKind.STATE else f"Government of {name}"
        agency = Agency(name=name, kind=kind, country_id=country)
        self._give_slugs([agency], lambda one: slugify(one.name))
        agency.save()
        self._recite(agency, "name", row.facts[side]["phrase"], self.source_of(row))
        self._recite(agency, "country", row.facts[side]["phrase"], self.source_of(row))
        return agency

    def _slug_base(self, record):
        if self.model is Agency:
            return slugify(record.acronym or record.name)
        facts = record.row.facts
        keys = [self._agency(facts[side]["value"]) for side in SIDES]
        year = next((facts[act]["value"][:4] for act in ACTS[:2] if act in facts), "")
        return "-".join([*(self._slugs_of_agencies(keys)), *([year] if year.isdigit() else [])])

    def _slugs_of_agencies(self, keys):
        if not hasattr(self, "_agency_slugs"):
            self._agency_slugs = dict(Agency.objects.values_list("pk", "slug"))
        for key in keys:
            if key not in self._agency_slugs:
                self._agency_slugs[key] = Agency.objects.get(pk=key).slug
        return [self._agency_slugs[key] for key in keys]

    def _slug_of_event(self, event):
        return f"{event.agreement.slug}-{event.kind}".replace("_", "-")

    def _give_slugs(self, records, base_of):
        """Give each record a slug of its own, numbered where it is taken. Cost: one query."""
        if not records:
            return
        model = type(records[0])
        longest = LONGEST_SLUG if model is not Event else 100
        bases = [(record, base_of(record)[:longest].strip("-") or "untitled") for record in records]
        taken = _taken(model, {base for _, base in bases})
        last = {}
        for record, base in bases:
            number = last.get(base, 1)
            slug = base if number == 1 else f"{base}-{number}"
            while slug in taken:
                number += 1
                slug = f"{base}-{number}"
            taken.add(slug)
            last[base] = number
            record.slug = slug


def _taken(model, bases):
    """Return the slugs that are one of `bases`, with or without a number."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT slug FROM {model._meta.db_table}"  # noqa: S608 - the table is ours
            r" WHERE slug = ANY(%s) OR regexp_replace(slug, '-\d+$', '') = ANY(%s)",
            [list(bases), list(bases)],
        )
        return {slug for (slug,) in cursor.fetchall()}


def part_model(name):
    """Return the model of the part that holds a fact."""
    if name in SIDES:
        return Party
    if name in ACTS:
        return Event
    return AgencyName if name == "native_name" else AgreementArea
