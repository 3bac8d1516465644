"""What a reviewer decides of a row that may be a duplicate: it is one, or is not."""

from agreements.models import Identifier, Standing
from agreements.schemes import UNIQUE_SCHEMES, cited_as
from desk.importing.facts import MODELS, taken_into
from desk.importing.mappings import mapping_from
from desk.importing.meanings import IDENTIFIER
from desk.importing.names import Names
from desk.models import RowOutcome
from desk.states import Refused

DECIDED = (RowOutcome.DUPLICATE, RowOutcome.SAME, RowOutcome.NEW)


def choose_other(row, value=""):
    """Let a row make a record of its own; return the sentence that says so. Raises: Refused."""
    _refuse_decided(row)
    for name in row.facts:
        scheme, number = name.removeprefix(IDENTIFIER), row.value(name)
        held = Identifier.objects.filter(scheme=scheme, value=number).exclude(standing=Standing.KNOWN_WRONG)
        if scheme in UNIQUE_SCHEMES and held.exists():
            raise Refused(f"Line {row.line} has {cited_as(scheme, number)}, which only one record can have.")
    _choose(row, RowOutcome.NEW)
    return f"Line {row.line} is not a duplicate. It will be a new record."


def choose_same(row, value):
    """Let a row be taken into what it may be the same as, with what that would change; return the sentence on it.

    `value`: one of its `may_be`. Raises: Refused.
    """
    _refuse_decided(row)
    name, differences = {candidate["value"]: candidate["name"] for candidate in row.may_be}.get(value), []
    kind, _, key = value.partition(":")
    if not name:
        raise Refused(f"Line {row.line} has no such duplicate. Choose one of those listed.")
    if kind == "record":
        model = MODELS[mapping_from(row.table.mapping).model]
        record = model.objects.filter(pk=key).first()
        if record is None:
            raise Refused(f"“{name}” no longer exists. Upload the table again.")
        _, _, differences = taken_into(record, row, row.table, Names())
    _choose(row, RowOutcome.SAME, value, differences)
    return f"Line {row.line} is the same as “{name}”. What it adds will be added to that record."


def _refuse_decided(row):
    if row.outcome not in DECIDED:
        raise Refused(f"Line {row.line} cannot be decided: its outcome is “{row.get_outcome_display()}”.")


def _choose(row, outcome, same_as="", differences=()):
    row.outcome, row.same_as, row.differences = outcome, same_as, list(differences)
    row.save(update_fields=["outcome", "same_as", "differences"])
