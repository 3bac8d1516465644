"""How a request is refused before a view has looked at it, or put off: in the form that the asker reads."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from spacecoop.api import problem_answer
from spacecoop.headers import is_open

logger = logging.getLogger("spacecoop")


def refusal(request: HttpRequest, status: int, reason: str, retry_after: int | None = None) -> HttpResponse:
    """Return an error that is kept nowhere: a page, or problem details for programs.

    `retry_after`: seconds until it is worth asking again. That is no fault of ours, and one line in the log.
    """
    response: HttpResponse
    if is_open(request.path):
        response = problem_answer(status, reason)
    else:
        response = render(request, f"{status}.html", {"reason": reason}, status=status)
    add_never_cache_headers(response)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark of what it need not log
        if status >= 500:
            logger.warning("%s %s was put off: %s", request.method, request.path[:200], reason)
    return response
