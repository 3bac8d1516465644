"""The addresses of the reconciliation API. Nothing here changes data: a POST only asks, in a body that may be long.

Parameters that are unknown are passed over, other than in the API: clients of this protocol send their own.
"""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from catalogue.reading import Named, read
from opendata.answers import site_of
from opendata.reconciliation import suggest
from opendata.reconciliation.entities import TYPES, described, properties_of, record_of, type_of
from opendata.reconciliation.extension import extend
from opendata.reconciliation.messages import MOST_NAMES
from opendata.reconciliation.queries import results
from spacecoop.api import Problem, as_problems, door
from spacecoop.moved import Moved

VERSION = "0.2"
WIDTH, HEIGHT = 420, 220  # pixels of a preview


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@as_problems
def reconcile(request):
    """Answer `queries` or `extend`; tell the manifest to who asks nothing."""
    asked = request.POST if request.method == "POST" else request.GET
    if "queries" in asked:
        return JsonResponse(results(asked["queries"]))
    if "extend" in asked:
        return JsonResponse(extend(asked["extend"]))
    if request.method == "POST":
        raise Problem.of("queries", "Send “queries” or “extend” as a field of a form.")
    return JsonResponse(_manifest(site_of(request)))


def _manifest(site):
    here = f"{site}/reconcile/"
    return {
        "versions": [VERSION],
        "name": "spacecoop: bilateral space cooperation",
        "identifierSpace": f"{site}/",
        "schemaSpace": f"{site}/api/v1/schema/",
        "documentation": f"{site}/about/",
        "logo": f"{site}{static('icon.svg')}",
        "serviceVersion": settings.SPECTACULAR_SETTINGS["VERSION"],
        "defaultTypes": [type_of(kind) for kind in TYPES],
        "view": {"url": f"{here}view/?id={{{{id}}}}"},
        "preview": {"url": f"{here}preview/?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            name: {"service_url": here.rstrip("/"), "service_path": f"/suggest/{name}/"}
            for name in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": here.rstrip("/"), "service_path": "/properties/"},
            "property_settings": [],
        },
        "batchSize": MOST_NAMES,
    }


@door
def suggest_entity(request):
    found = suggest.entities(request.GET.get("prefix", ""), suggest.kinds_of(request.GET.get("type")))
    return JsonResponse({"result": found[_cursor(request) :]})


@door
def suggest_type(request):
    return JsonResponse({"result": suggest.types(request.GET.get("prefix", ""))[_cursor(request) :]})


@door
def suggest_property(request):
    found = suggest.properties(request.GET.get("prefix", ""), suggest.kinds_of(request.GET.get("type")))
    return JsonResponse({"result": found[_cursor(request) :]})


@door
def propose_properties(request):
    """Answer with the properties of a type, at most `limit`."""
    kinds = suggest.kinds_of(request.GET.get("type"))
    limit = _whole_number(request, "limit", 1) if "limit" in request.GET else None
    found = [{"id": name, "name": told.name} for name, told in properties_of(kinds).items()][:limit]
    asked = {"limit": limit} if limit else {}
    return JsonResponse({"properties": found, **({"type": kinds[0]} if len(kinds) == 1 else {}), **asked})


def _cursor(request):
    return _whole_number(request, "cursor", 0) if request.GET.get("cursor") else 0


def _whole_number(request, name, least):
    text = request.GET[name]
    if text.isascii() and text.isdigit() and len(text) < 6 and int(text) >= least:
        return int(text)
    raise Problem.of(name, f"“{text[:100]}” is not understood: give in “{name}” a whole number from {least}.")


@door
def view(request):
    """Lead to the page of a record."""
    kind, document = _document(request)
    return HttpResponseRedirect(Named.of(kind, document).path)


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@door
def preview(request):
    """Show a record in few words, in a frame of any site."""
    kind, document = _document(request)
    summary = document.get("summary") or document.get("definition")
    context = {"record": Named.of(kind, document), "described": described(document, kind), "summary": summary}
    return render(request, "preview.html", context)


def _document(request):
    """Return (kind, whole document) of the record that `id` names, also by an address that it had.

    Raises: Http404.
    """
    identifier = request.GET.get("id", "")
    if (record := record_of(identifier)) is None:
        raise Http404(f"“{identifier[:100]}” is no identifier: use one such as agencies/cnes.")
    try:
        return record[0], read(*record)
    except Moved as moved:
        return record[0], read(record[0], moved.new)
