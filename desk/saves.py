"""What was saved last: the changes that were made together, as one."""

from dataclasses import dataclass
from itertools import groupby

from agreements.history import PAGE_SIZE, PublicChange, latest_changes


@dataclass(frozen=True, slots=True)
class Save:
    """Changes that were made together. `newest`: the last of them; `number`: how many are known, `is_cut`: of more."""

    newest: PublicChange
    number: int
    is_cut: bool


def latest_saves(most):
    """Return the last Saves, the newest first, as far as the last changes tell of them."""
    changes = latest_changes()
    saves = [list(together) for _, together in groupby(changes, key=_save_of)]
    oldest = saves[-1] if len(changes) == PAGE_SIZE else None
    return [Save(together[0], len(together), together is oldest) for together in saves[:most]]


def _save_of(listed):
    return listed.change.context or listed.change.id
