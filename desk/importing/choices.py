"""What a reviewer says of a row that may be one that is here: it is the same, or another."""

from desk.importing.facts import MODELS, taken_into
from desk.importing.mappings import mapping_from
from desk.importing.names import Names
from desk.models import RowOutcome

DECIDED = (RowOutcome.DUPLICATE, RowOutcome.SAME, RowOutcome.NEW)


def choose_other(row, value=""):
    """Let a row make a record of its own; return the sentence that says so, None where that is not to be decided."""
    if row.outcome not in DECIDED:
        return None
    _choose(row, RowOutcome.NEW)
    return f"Line {row.line} is another one: it will be new."


def choose_same(row, value):
    """Let a row be taken into what it may be the same as, with what that would change.

    `value`: of its `may_be`. Return the sentence that says so; None where it may not be that, or that is gone.
    """
    name = {one["value"]: one["name"] for one in row.may_be}.get(value)
    if row.outcome not in DECIDED or not name:
        return None
    kind, _, key = value.partition(":")
    differences = []
    if kind == "record":
        model = MODELS[mapping_from(row.table.mapping).model]
        record = model.objects.filter(pk=key).first()
        if record is None:
            return None
        _, _, differences = taken_into(record, row, row.table, Names())
    _choose(row, RowOutcome.SAME, value, differences)
    return f"Line {row.line} is the same as “{name}”: what it states beside that will be added to it."


def _choose(row, outcome, same_as="", differences=()):
    row.outcome, row.same_as, row.differences = outcome, same_as, list(differences)
    row.save(update_fields=["outcome", "same_as", "differences"])
