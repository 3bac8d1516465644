"""What belongs to no part of the data: the health check, reading a date, the last-resort error pages."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from spacecoop.dates import DateNotUnderstood, display, read_words

logger = logging.getLogger("spacecoop")


@never_cache
@require_GET
def healthz(request):
    """Answer whether the database answers: 200 {"status": "ok"}, or 503 {"status": "database unavailable"}."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("the database does not answer")
        return JsonResponse({"status": "database unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


@require_GET
def read_date(request):
    """Tell how a text is read as a date: {"edtf", "display"}, or {"error"} for one that is not understood."""
    text = request.GET.get("text", "")[:60]
    try:
        edtf = read_words(text)
    except DateNotUnderstood as error:
        return JsonResponse({"error": str(error)})
    return JsonResponse({"edtf": edtf, "display": display(edtf)})


def favicon(request):
    """Lead browsers that ask by the old name to the site's icon."""
    return redirect(static("icon.svg"), permanent=True)


def robots(request):
    return HttpResponse("User-agent: *\nDisallow: /admin/\nDisallow: /dump/\n", content_type="text/plain")
