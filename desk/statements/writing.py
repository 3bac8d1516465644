"""What statements change is written: new records first, each after those that it names."""

from agencies.models import Country
from agreements.entering import Batch
from agreements.models import Source
from agreements.statements import WHOLES
from spacecoop.records import write_again

# Of the records that may lead to others of their own kind: by which field.
LEADING = {Source: "copy_of"} | {
    WHOLES[kind].model: name for kind, name in (("area", "broader"), ("agency", "parent"), ("mission", "part_of"))
}
# The kinds of records that can have further names.
NAMED = ("country", "agency", "area", "mission")


def write(compared, collection=None):
    """Write what was compared, records before what leads to them; new ones came with `collection`.

    Raises: IntegrityError.

    Cost: some statements for each kind of record, however many are new; one for each stored record that changes.
    """
    _write_new([comparison.record for comparison in compared if comparison.is_new], collection)
    batch = Batch()
    for comparison in compared:
        if comparison.is_new and not isinstance(comparison.record, (Country, *LEADING)):
            batch.add(comparison.record)
    for comparison in compared:
        _add(batch, comparison)
    batch.write()
    changed = {(type(record), record.pk): record for comparison in compared for record, _, _ in comparison.settings}
    for record in changed.values():
        write_again(record)


def _write_new(new, collection):
    """Write the new records that others lead to; all but countries come with a collection."""
    for record in new:
        if not isinstance(record, Country):
            record.collection = collection
    write_all([record for record in new if isinstance(record, Country)])
    for model, name in LEADING.items():
        for records in in_rounds([record for record in new if type(record) is model], name):
            write_all(records)


def _add(batch, comparison):
    """Add to a batch what was compared of a record; set what changes in stored records, and delete what goes."""
    for part, _ in comparison.parts:
        batch.add(part)
    for record, name, value in comparison.settings:
        setattr(record, name, value)
    for record, citation in comparison.cited:
        told = {name: citation[name] for name in ("reported_as", "gloss")}
        batch.cite(record, citation["source"], citation["quote"], *citation["fields"], **told)
    for part in comparison.gone:
        part.delete()


def in_rounds(records, name):
    """Yield the new records of a model in rounds, those before that others lead to by the field `name`."""
    waiting = records
    while waiting:
        ready = [record for record in waiting if getattr(record, name) is None or getattr(record, name).pk]
        ready = ready or waiting  # a circle: the database says so
        yield ready
        waiting = [record for record in waiting if record not in ready]


def write_all(records):
    batch = Batch()
    for record in records:
        batch.add(record)
    batch.write()
