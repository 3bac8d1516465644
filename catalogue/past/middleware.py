"""The knowledge base as it was recorded on a past day: `?as_recorded_on=2024-03-01` on any page or answer of the API.

It is another question than the status on a day: that asks what was so, this what had been entered by then.
"""

from datetime import UTC, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import http_date

from catalogue.index.writing import NotWritten
from catalogue.past.days import PastDay, TooMuch, revision_of, rows_as_of
from catalogue.reading import reading, seen
from spacecoop.api import Problem
from spacecoop.filters import DayField
from spacecoop.languages import without_language
from spacecoop.refusals import refusal

PARAMETER = "as_recorded_on"
# What tells of no record, or of every state at once.
NOT_HERE = (
    *("/admin/", "/api/v1/schema/", "/api/v1/changes/", "/changes/", "/dump/", "/report/", "/follow/"),
    *("/search/suggest/", "/dates/", "/about/", "/reconcile/"),
)


class AsRecordedOnMiddleware:
    """Answer a question with `as_recorded_on` from what had been entered by the end of that day (UTC)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if PARAMETER not in request.GET or request.method not in ("GET", "HEAD") or not is_here(request.path):
            return self.get_response(request)
        try:
            day = _day(request.GET[PARAMETER])
        except Problem as problem:
            return _refusal(request, problem)
        request.GET = request.GET.copy()
        del request.GET[PARAMETER]
        request.as_recorded_on = day
        return _dated(self._answer(request, day), request, day)

    def _answer(self, request, day):
        present, revision = seen(), revision_of(day)
        if revision is None or revision >= present.revision:  # nothing that is shown has changed since
            return self.get_response(request)
        with rows_as_of(revision), reading(PastDay(revision, present)):
            return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, TooMuch):
            return _refusal(request, Problem.of(PARAMETER, str(exception)))
        if isinstance(exception, NotWritten) and hasattr(request, "as_recorded_on"):
            message = "This date is not available at the moment. Try again in a minute."
            return refusal(request, 503, message, retry_after=60)
        return None


def is_here(path):
    """Tell whether an address can be asked as of a past day."""
    return path.endswith("/") and not without_language(path).startswith(NOT_HERE)


def _day(text):
    try:
        day = DayField().clean(text)
    except ValidationError as error:
        raise Problem.of(PARAMETER, error.messages[0]) from None
    if day > timezone.now().date():
        raise Problem.of(PARAMETER, f"{day} is still to come: give a day that is over, or today.")
    return day


def _dated(response, request, day):
    """Say in the headers of which day an answer is, and where that of today is (RFC 7089)."""
    response["Spacecoop-As-Recorded-On"] = day.isoformat()
    if response.status_code == 200:
        end = datetime.combine(day + timedelta(days=1), time(), UTC) - timedelta(seconds=1)
        response["Memento-Datetime"] = http_date(min(end, timezone.now()).timestamp())
        response["Link"] = f'<{_without_day(request)}>; rel="original"'
    return response


def _without_day(request):
    query = request.GET.urlencode()
    return request.path + (f"?{query}" if query else "")


def _refusal(request, problem):
    """Return a refusal in the form that the asker reads."""
    if request.path.startswith("/api/"):
        return problem.as_response()
    return render(request, "400.html", {"reason": problem.errors[0]["message"]}, status=400)
