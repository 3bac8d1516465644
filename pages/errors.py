"""The answers to what is wrong with a request, or with us: in HTML, or to programs as problem details.

All but the page of an unknown address need no database.
"""

import sys
import threading

from django.db import InterfaceError, OperationalError, connection
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg.errors import QueryCanceled

from catalogue.index.writing import NotWritten
from catalogue.past.days import TooMuch
from catalogue.reading import is_reading
from catalogue.suggestions import meant_by, side_meant_by
from spacecoop.databases import Unanswered, is_its_fault, is_of_a_demoted_primary
from spacecoop.languages import without_language
from spacecoop.refusals import refusal

RETRY_SECONDS = 30
SUGGESTING = threading.BoundedSemaphore(2)  # in this process
TOO_LONG = gettext_lazy("The request took too long. Use more filters, or try again later.")
AWAY = gettext_lazy("The site is temporarily unavailable. Try again in a minute.")


def not_found(request, exception):
    """Answer an unknown address with what its words may have meant."""
    path = without_language(request.path)[:100]
    context = {"suggestions": _suggestions(path), "reason": _reason(exception), "side": side_meant_by(path)}
    return render(request, "404.html", context, status=404)


def _suggestions(path):
    """Return what an address may have meant; nothing outside of the public pages, and of a day that cannot be asked.

    Nothing either while others are being told: whoever tries addresses does not keep the site from its readers.
    """
    if not is_reading() or not SUGGESTING.acquire(blocking=False):
        return []
    try:
        return meant_by(path)
    except (NotWritten, TooMuch):
        return []
    finally:
        SUGGESTING.release()


def bad_request(request, exception):
    """Answer what was refused before any view looked at it: a wrong host, too many parameters."""
    reason = _("The request was refused: check the web address and its parameters.")
    return refusal(request, 400, reason)


def failed(request):
    """Answer an error that nobody caught: 503 where it is the database's, which may answer the next time."""
    error = sys.exc_info()[1]
    if is_its_fault(error):  # another database is asked (catalogue.caching)
        return Unanswered(error)
    if is_of_a_demoted_primary(error):
        connection.close()  # of several hosts the one that takes writes now is found anew
    elif not isinstance(error, OperationalError | InterfaceError):
        return refusal(request, 500, _("The error has been logged. Try again later."))
    reason = TOO_LONG if isinstance(error.__cause__, QueryCanceled) else AWAY
    return refusal(request, 503, str(reason), retry_after=RETRY_SECONDS)


def _reason(exception):
    return exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
