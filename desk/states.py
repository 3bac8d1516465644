"""What is worked on in steps: locked, and asked for its state, before the next one."""

from collections.abc import Iterable
from typing import Any


class Refused(Exception):
    """What cannot be done as things are; its message says why. Nothing was changed."""


def held(record: Any, states: Iterable[str], refused: type[Exception]) -> Any:
    """Return a record with a `state` as it is now, locked until the transaction ends.

    Raises: `refused`, an exception that takes a sentence, where it is in none of `states`, or was changed since the
    moment that somebody has `seen` it, where the record says so.
    """
    # Others may still add what leads to it.
    present = type(record).objects.select_for_update(no_key=True).get(pk=record.pk)
    if present.state not in states:
        raise refused(f"The state is now “{present.get_state_display()}”.")
    if (seen := getattr(record, "seen", None)) and seen != present.changed_at.isoformat():
        raise refused("It has changed. Check it and try again.")
    return present
