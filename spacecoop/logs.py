"""How the log is written."""

import logging

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import UnreadablePostError


class Formatter(logging.Formatter):
    """A traceback for mistakes of ours; none for what a visitor sent, one line for what the database did not do."""

    def formatException(self, exc_info):
        error = exc_info[1]
        if isinstance(error, SuspiciousOperation | UnreadablePostError):
            return ""
        if isinstance(error, OperationalError | InterfaceError):
            return f"  {type(error).__name__}: {' '.join(str(error).split())}"
        return super().formatException(exc_info)
