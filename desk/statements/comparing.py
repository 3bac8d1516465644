"""Statements compared with what is here: what each would change, what stands against it, and the writing of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice

from django.db import DatabaseError, transaction

from agencies.models import Country
from agencies.names import folded
from agreements.history import RECORDED
from agreements.models import Agreement, Citation, PartyRole, Source
from agreements.models.citations import TARGET_OF
from agreements.names import NAMES
from agreements.statements import WHOLES
from desk.statements.reading import identity_of
from desk.statements.writing import LEADING, NAMED, in_rounds, write_all
from spacecoop.models import FormerSlug
from spacecoop.records import reason_of

MOST_BROKEN = 50  # records that the database refuses and a report names
# Made by the database, or given where nothing is said.
UNASKED = {"number", "date_basis"}


@dataclass(slots=True)
class Compared:
    """What is said of one record, beside the record; `record` is None where it was deleted here.

    `differences`: [{name, old, new, is_conflict}] as a report tells them; `stated`: {key of a fact: its values}.
    """

    said: object
    record: object
    is_new: bool = False
    differences: list = field(default_factory=list)
    stated: dict = field(default_factory=dict)
    settings: list = field(default_factory=list)  # (stored record or part, field, value)
    parts: list = field(default_factory=list)  # (new part, line)
    cited: list = field(default_factory=list)  # (record or part, citation as it was read)
    gone: list = field(default_factory=list)  # parts that are stated no more
    remarks: list = field(default_factory=list)


def compare(said, remembered):
    """Return a Compared for each Said of {address: Said}; what leads nowhere is added to the errors of its Said.

    `remembered`: {address: (key of the record, {key of a fact: its values})} of the last time.
    Cost: some queries for each kind of record, however many.
    """
    here = _Here([subject for subject in said.values() if subject.kind], remembered)
    found = [here.compared(subject) for subject in here.all]
    for comparison in found:
        if comparison.record and not comparison.is_new:
            here.find_gone(comparison)
    return found


class _Here:
    """The records that statements speak of or lead to, as they are here, and new ones for those that are not."""

    def __init__(self, said, remembered):
        self.all, self.remembered = said, remembered
        self.wanted, self.named, self.new, self.merged = self._wanted(), {}, {}, set()
        self.records = {kind: self._found(kind) for kind in WHOLES}
        for subject in said:
            if subject.key not in self.records[subject.kind] and subject.address not in remembered:
                self.new[subject.kind, subject.key] = subject.whole.model(**{subject.whole.key: subject.key})
        self.parts, self.citations = defaultdict(list), {}
        self.settled = set()  # (model, key) of the parts that are stated, or gone already
        self._load_parts()
        self.numbers = set(Agreement.objects.values_list("number", flat=True))

    def _wanted(self):
        """Return {kind: addresses} of the records that are spoken of or led to."""
        wanted = {kind: set() for kind in WHOLES}
        for subject in self.all:
            wanted[subject.kind].add(subject.key)
            for fact in subject.facts.values():
                for name, value in fact.values.items():
                    if value and (kind := _kind_led_to(_model_of(subject, fact), name)):
                        wanted[kind].add(value)
            wanted["source"] |= {citation["source"] for citation in subject.citations}
        return wanted

    def _found(self, kind):
        """Return {address: record} of those that are here; a former address and a web address lead to theirs."""
        whole, wanted = WHOLES[kind], self.wanted[kind]
        found = {
            getattr(record, whole.key): record for record in whole.model.objects.filter(**{f"{whole.key}__in": wanted})
        }
        former = FormerSlug.objects.filter(kind=whole.model._meta.model_name, slug__in=wanted - found.keys())
        if moved := dict(former.values_list("slug", "current")):
            present = {record.slug: record for record in whole.model.objects.filter(slug__in=moved.values())}
            found |= {old: present[new] for old, new in moved.items() if new in present}
            self.merged |= {(kind, old) for old in moved}
        if kind == "source":
            told = {
                subject.facts["document_url"].values["address"]: subject.key
                for subject in self.all
                if _has_address(subject)
            }
            for source in Source.objects.filter(address__in=told):
                found.setdefault(told[source.address], source)
        return found

    def _load_parts(self):
        """Load the parts and citations of the records that are here."""
        owned, every = defaultdict(set), defaultdict(list)
        for subject in self.all:
            if record := self.records[subject.kind].get(subject.key):
                every[type(record)].append(record)
                for part in subject.whole.parts.values():
                    owned[part.model, part.owner].add(record.pk)
        for (model, owner), keys in owned.items():
            for part in model.objects.filter(**{f"{owner}__in": keys}):
                self.parts[model, owner, getattr(part, f"{owner}_id")].append(part)
                every[model].append(part)
        for model, records in every.items():
            if model in TARGET_OF:
                for citation in Citation.objects.supporting(*records):
                    self.citations[citation.target_key, citation.source_id, citation.phrase] = citation

    def led_to(self, kind, text):
        """Return the record that a cell leads to: by its address, else by its whole name; None where it is none."""
        found = self.records[kind].get(text) or self.new.get((kind, text))
        if found is None and kind not in ("source", "event"):
            found = self.records[kind][text] = self._called(kind, text)
        return found

    def _called(self, kind, text):
        if kind not in self.named:
            self.named[kind] = defaultdict(set)
            for _, record, _, plain in NAMES.rows(kind):
                self.named[kind][plain].add(record)
        keys = self.named[kind].get(folded([text])[text], ())
        return WHOLES[kind].model.objects.get(pk=next(iter(keys))) if len(keys) == 1 else None

    def compared(self, subject):
        """Return the Compared of a Said."""
        record = self.records[subject.kind].get(subject.key) or self.new.get((subject.kind, subject.key))
        found = Compared(subject, record, (subject.kind, subject.key) in self.new)
        before = self.remembered.get(subject.address, (None, {}))[1]
        if record is None:
            return found
        for fact in subject.facts.values():
            self._resolve(subject, fact)
            if fact.name in subject.whole.parts:
                self._compare_part(found, fact, before.get(fact.key))
            else:
                self._compare_own(found, fact, before.get(fact.key, {}))
            found.stated[fact.key] = fact.values
        for citation in subject.cited:
            self._compare_citation(found, record, citation)
        if found.is_new:
            _refuse_unfinished(subject, record)
        return found

    def _resolve(self, subject, fact):
        """Put the records in place of the texts that lead to them."""
        model = _model_of(subject, fact)
        for name, value in fact.values.items():
            if value and (kind := _kind_led_to(model, name)):
                record = self.led_to(kind, value)
                if record is None:
                    noun = WHOLES[kind].model._meta.verbose_name
                    subject.errors.append(f"Line {fact.line}: there is no {noun} “{value}”, recorded or in the table.")
                    if kind in NAMED:
                        cited = [[citation["quote"], _slug_of(citation["source"])] for citation in fact.cited[:1]]
                        subject.unknown.setdefault(kind, {})[value] = cited[0] if cited else []
                fact.values[name] = record
        for citation in fact.cited:
            self._find_source(subject, fact.line, citation)

    def _find_source(self, subject, line, citation):
        if isinstance(citation["source"], str):
            source = self.led_to("source", citation["source"])
            if source is None:
                subject.errors.append(
                    f"Line {line}: there is no source “{citation['source']}”, recorded or in the table."
                )
            citation["source"] = source

    def _compare_own(self, found, fact, before):
        record = found.record
        for name, value in fact.values.items():
            if value is None:
                continue
            if name == "number" and found.is_new and int(value) in self.numbers:
                found.remarks.append(
                    f"SC-{int(value):04} is already the number of another agreement. This agreement gets a new one."
                )
            elif found.is_new:
                setattr(record, name, value)
            else:
                self._compare_value(found, record, name, value, before.get(name), fact.name)
        for citation in fact.cited:
            self._compare_citation(found, record, citation)

    def _compare_value(self, found, record, name, value, before, label):
        """Set a field to what is stated, unless it was edited here: what is empty, or as it was stated, is not."""
        now, wanted = comparable(_raw(record, name)), comparable(value)
        if now == wanted or name in UNASKED or (name.endswith("_basis") and now):
            return
        is_conflict = now is not None and now != before
        found.differences.append(
            {"name": label, "old": _shown(getattr(record, name)), "new": _shown(value), "is_conflict": is_conflict}
        )
        if not is_conflict:
            found.settings.append((record, name, value))

    def _compare_part(self, found, fact, before):
        part = found.said.whole.parts[fact.name]
        stored = None if found.is_new else self._same_part(found.record, part, fact)
        if stored is None and (before is not None or self._is_third_party(found.said, fact)):
            return  # it was entered before: somebody has changed, merged or deleted it here since
        if stored is None:
            values = {name: value for name, value in fact.values.items() if value is not None}
            stored = part.model(**{part.owner: found.record}, **values)
            found.parts.append((stored, fact.line))
            if not found.is_new:
                found.differences.append(
                    {"name": fact.name, "old": None, "new": shown_values(fact.values), "is_conflict": False}
                )
        else:
            self.settled.add((part.model, stored.pk))
            for name, value in fact.values.items():
                if value is not None:
                    self._compare_value(found, stored, name, value, (before or {}).get(name), fact.name)
        for citation in fact.cited:
            self._compare_citation(found, stored, citation)

    def _is_third_party(self, said, fact):
        """Tell whether a party is that of an agreement which was merged into one that has two of its own."""
        is_party = fact.name == "party" and fact.values.get("role") == PartyRole.PARTY
        return is_party and (said.kind, said.key) in self.merged

    def _same_part(self, record, part, fact):
        """Return the part of a stored record that states the same; None where there is none."""
        wanted = [comparable(fact.values.get(name)) for name in identity_of(part)]
        return next(
            (
                other
                for other in self.parts[part.model, part.owner, record.pk]
                if [comparable(_raw(other, name)) for name in identity_of(part)] == wanted
            ),
            None,
        )

    def _compare_citation(self, found, record, citation):
        self._find_source(found.said, found.said.line, citation)
        source = citation["source"]
        stored = None
        if record.pk and source and source.pk:
            place = Citation(source=source, phrase=citation["quote"], **{TARGET_OF[type(record)]: record})
            stored = self.citations.get((place.target_key, source.pk, citation["quote"]))
        if stored is None or (stored.fields and not set(citation["fields"]) <= set(stored.fields)):
            found.cited.append((record, citation))
            if not found.is_new and record.pk:
                new = f"“{citation['quote']}”"
                found.differences.append({"name": "citation", "old": None, "new": new, "is_conflict": False})

    def find_gone(self, found):
        """Find the parts that were stated the last time and are no more, as far as nobody has changed them.

        What another record states, of those that were merged into this one, is not gone.
        """
        for key, values in self.remembered.get(found.said.address, (None, {}))[1].items():
            name = key.partition(":")[0]
            part = found.said.whole.parts.get(name)
            if part is None or key in found.stated:
                continue
            for other in self.parts[part.model, part.owner, found.record.pk]:
                if (part.model, other.pk) in self.settled:
                    continue
                if all(comparable(_raw(other, field)) == value for field, value in values.items()):
                    found.gone.append(other)
                    self.settled.add((part.model, other.pk))
                    old = str(other)
                    found.differences.append({"name": name, "old": old, "new": None, "is_conflict": False})


def refuse_broken(compared):
    """Add to the errors of each Said what the database has against its new record and parts; return of how many.

    It is asked only where the database has refused something, on a state that passes; at most MOST_BROKEN are found.
    Cost: for each that is refused some statements, as often as its kind can be halved.
    """
    places = {
        id(comparison.record): (comparison.said, comparison.said.line) for comparison in compared if comparison.is_new
    }
    places |= {id(part): (comparison.said, line) for comparison in compared for part, line in comparison.parts}
    found = list(islice(_broken(compared), MOST_BROKEN))
    for record, sentence in found:
        said, line = places[id(record)]
        said.errors.append(f"Line {line}: {sentence}")
    return len(found)


def _broken(compared):
    """Yield (new record, sentence) of those that the database refuses, kind by kind, but for what leads to these."""
    new = [
        record
        for comparison in compared
        for record in [comparison.record] * comparison.is_new + [part for part, _ in comparison.parts]
    ]
    left_out = set()
    kinds = dict.fromkeys([Country, *LEADING, *RECORDED])  # in which they are written
    for model in kinds:
        of_model = [record for record in new if type(record) is model]
        for records in in_rounds(of_model, LEADING[model]) if model in LEADING else [of_model]:
            left_out |= {id(record) for record in records if left_out & _led_to(record)}
            for record, error in _refused([record for record in records if id(record) not in left_out]):
                left_out.add(id(record))
                yield record, _refusal(record, error)


def _led_to(record):
    """Return the identities of the records that a new one leads to."""
    return {id(other) for other in record._state.fields_cache.values()}


def _refused(records):
    """Write records of one kind; yield (record, error) of each that the database refuses, found by halves."""
    try:
        with transaction.atomic():
            write_all(records)
    except DatabaseError as error:
        if len(records) == 1:
            yield records[0], error
        else:
            middle = len(records) // 2
            yield from _refused(records[:middle])
            yield from _refused(records[middle:])


def _refusal(record, error):
    """Return the sentence of the rule that a record breaks: its own where it has one, else the database's."""
    diagnostic = getattr(error.__cause__, "diag", None)
    broken = diagnostic and diagnostic.constraint_name
    own = (rule.get_violation_error_message() for rule in record._meta.constraints if rule.name == broken)
    return next(own, f"{reason_of(error)}.")


def _slug_of(source):
    return source.slug if isinstance(source, Source) else source


def _has_address(subject):
    return (
        subject.kind == "source" and "document_url" in subject.facts and subject.facts["document_url"].values["address"]
    )


def _model_of(subject, fact):
    part = subject.whole.parts.get(fact.name)
    return part.model if part else subject.whole.model


_KINDS = {whole.model: kind for kind, whole in WHOLES.items()}


def _kind_led_to(model, name):
    """Return the kind of record that a field leads to; None for one that leads nowhere."""
    if name.endswith("_basis"):
        return None
    return _KINDS.get(model._meta.get_field(name).related_model)


def _raw(record, name):
    """Return what a field holds, of one that leads to a record its key."""
    return getattr(record, record._meta.get_field(name).attname)


def comparable(value):
    """Return a value by which two are compared: of a record its key, of nothing None; a new record is like no other."""
    if hasattr(value, "_meta"):
        return value.pk or id(value)
    return None if value in (None, "") else str(value) if not isinstance(value, int) else value


def _shown(value):
    return None if value in (None, "") else str(value)


def shown_values(values):
    """Return the values of a part in words."""
    return ", ".join(str(value) for value in values.values() if value not in (None, ""))


def _refuse_unfinished(subject, record):
    """Say what a new record lacks."""
    for column in record._meta.local_fields:
        asked = not (column.blank or column.null or column.generated or column.has_default() or column.primary_key)
        if asked and column.name not in UNASKED and getattr(record, column.attname) in (None, ""):
            fact = next((cell.name for cell in subject.whole.facts if cell.field == column.name), column.name)
            subject.errors.append(f"Line {subject.line}: {subject.address} is new and has no “{fact}”.")
    if isinstance(record, Agreement):
        parties = [fact for fact in subject.facts.values() if fact.name == "party"]
        sides = [fact for fact in parties if fact.values.get("role") == PartyRole.PARTY]
        if len(sides) != 2:
            subject.errors.append(
                f"Line {subject.line}: {subject.address} has {len(sides)} parties. A bilateral agreement has two."
            )
