"""The knowledge base as it was recorded on a past day: `?as_recorded_on=2024-03-01` on any page or answer of the API.

It is another question than the status on a day: that asks what was so, this what had been entered by then. All that was
changed since is taken back, the answer is made from that, and everything stands again before anybody else reads it.
"""

from datetime import UTC, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from rest_framework.throttling import AnonRateThrottle

from catalogue.reading import reading_own_state
from desk.changesets import apply, changes_since, number_of_changes_since, passing
from spacecoop.api import Problem, problem_answer
from spacecoop.filters import DayField

PARAMETER = "as_recorded_on"
MOST_CHANGES = 20_000
# What tells of no record, or of every state at once.
NOT_HERE = ("/admin/", "/api/v1/schema/", "/changes/", "/dump/", "/report/", "/search/suggest/", "/dates/", "/about/")


class PastThrottle(AnonRateThrottle):
    """Each such answer takes the database a second or so, in which nobody can write."""

    scope = PARAMETER
    THROTTLE_RATES = {PARAMETER: "60/min"}


class AsRecordedOnMiddleware:
    """Answer a question with `as_recorded_on` from what had been entered by the end of that day (UTC)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if PARAMETER not in request.GET or request.method not in ("GET", "HEAD") or not _is_here(request.path):
            return self.get_response(request)
        try:
            day = _day(request.GET[PARAMETER])
            _refuse_too_much(day)
        except Problem as problem:
            return _answer(request, problem.errors[0]["message"], problem.as_response())
        throttle = PastThrottle()
        if not throttle.allow_request(request, None):
            too_many = problem_answer(429, "Too Many Requests", "Ask again in a minute.")
            response = _answer(request, "Many such questions came from your address: ask again in a minute.", too_many)
            response.status_code, response["Retry-After"] = 429, round(throttle.wait() or 60)
            return response
        request.GET = request.GET.copy()
        del request.GET[PARAMETER]
        request.as_recorded_on = day
        request.state = None  # nothing of it is kept as if it were the present
        with passing():
            apply(change.inverse for change in changes_since(_end_of(day)))
            with reading_own_state():
                response = self.get_response(request)
        response["Spacecoop-As-Recorded-On"] = day.isoformat()
        return response


def _is_here(path):
    return path.endswith("/") and not path.startswith(NOT_HERE)


def _day(text):
    try:
        day = DayField().clean(text)
    except ValidationError as error:
        raise _problem(error.messages[0]) from None
    if day > timezone.now().date():
        raise _problem(f"{day} is still to come: give a day that is over, or today.")
    return day


def _end_of(day):
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def _refuse_too_much(day):
    if (number := number_of_changes_since(_end_of(day), MOST_CHANGES)) > MOST_CHANGES:
        raise _problem(f"More than {number - 1:,} changes were made since {day}: ask for a later day, or take /dump/.")


def _problem(message):
    return Problem.of(PARAMETER, message)


def _answer(request, message, for_programs):
    """Return a refusal in the form that the asker reads."""
    if request.path.startswith("/api/"):
        return for_programs
    return render(request, "400.html", {"reason": message}, status=400)
