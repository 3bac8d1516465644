"""How the log is written: as lines for people, or one JSON object a line, each with the id of its request."""

import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import UnreadablePostError

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)  # of the request that this thread answers


class Formatter(logging.Formatter):
    """A traceback for mistakes of ours; none for what a visitor sent, one line for what the database did not do."""

    def formatException(self, exc_info: tuple[Any, ...]) -> str:
        error = exc_info[1]
        if isinstance(error, SuspiciousOperation | UnreadablePostError):
            return ""
        if isinstance(error, OperationalError | InterfaceError):
            return f"  {type(error).__name__}: {' '.join(str(error).split())}"
        return super().formatException(exc_info)


class JsonFormatter(Formatter):
    """One JSON object a line: time (UTC), level, logger, message, request_id, error, and what an access line tells.

    Nothing else of a record is written: what libraries add to it may be a whole request.
    """

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
            "error": self.formatException(record.exc_info).strip() if record.exc_info else None,
            **getattr(record, "access", {}),
        }
        return orjson.dumps({name: value for name, value in told.items() if value not in (None, "")}).decode()
