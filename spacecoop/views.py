"""What belongs to no part of the data: reading a date, what browsers and programs ask every site for."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_GET

from spacecoop.date_words import read_words
from spacecoop.dates import DateNotUnderstood
from spacecoop.dates_in_words import display

SECURITY_HOLDS = timedelta(days=180)


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
    """Let search engines see every record, list and file once: filters, comparisons and past days lead to no others."""
    lines = [
        "User-agent: *",
        "Allow: /*?page=",
        *(
            f"Disallow: {path}"
            for path in ("/admin/", "/dump/", "/follow/", "/*/follow/", "/*?", "/*/compare/", "/compare/", "/api/v1/*?")
        ),
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_GET
def security(request):
    """Tell whom to write to about a weakness (RFC 9116); it asks for a day after which this is not to be believed."""
    if not settings.CONTACT:
        raise Http404("This site names no address for reports of weaknesses.")
    expires = timezone.now().date() + SECURITY_HOLDS
    lines = [
        f"Contact: {settings.CONTACT}",
        f"Expires: {expires}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
