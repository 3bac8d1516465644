"""What is said where the embedded database does not run."""

from django.core.management.base import CommandError
from django.db.utils import OperationalError


class EmbeddedDatabaseError(OperationalError, CommandError):
    """Say in one sentence why the embedded database does not run and what to do.

    An OperationalError for whoever handles those; a CommandError so that every management command prints
    the sentence and no traceback.
    """
