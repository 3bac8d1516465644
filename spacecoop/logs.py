"""How the log is written."""

import logging

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError


class Formatter(logging.Formatter):
    """A traceback for mistakes of ours; none for what a visitor sent, one line for what the database did not do."""

    def formatException(self, exc_info):
        error = exc_info[1]
        if isinstance(error, SuspiciousOperation):
            return ""
        if isinstance(error, OperationalError | InterfaceError):
            return f"  {type(error).__name__}: {' '.join(str(error).split())}"
        return super().formatException(exc_info)
