"""unAPI: by what reference managers take the reference of the page that they see, whole and as it is.

Without it they guess it from the page: the first date that stands there, and persons where organisations do.
Source: unAPI version 1, 2006.
"""

import re
from xml.etree import ElementTree

from django.http import Http404, HttpResponse, QueryDict
from django.utils.translation import gettext

from opendata.exports.formats import FORMATS, REFERENCES
from opendata.exports.selection import select_record
from opendata.exports.views import export
from spacecoop.api import door, problem_answer, refuse_unknown
from spacecoop.languages import without_language
from spacecoop.moved import Moved

# What each format is called there.
GIVEN = {"ris": "ris", "bibtex": "bib", "csl": "csl.json"}


@door
def unapi(request):
    """Tell the formats; those of one `id`, the address of a page (300); or give it in a `format`."""
    refuse_unknown(request.GET, ("id", "format"))
    name, wanted = request.GET.get("id"), request.GET.get("format")
    if not name:
        return _formats()
    request.GET = QueryDict()  # its parameters are not those of an export
    path = without_language(re.sub(r"^https?://[^/]*", "", name)).strip("/")
    selection = _selected(request, *path.partition("/")[::2])
    if not wanted:
        return _formats(id=name, status=300)
    if wanted not in GIVEN:
        told = gettext("There is no format “{name}”. Formats: {names}.")
        return problem_answer(406, told.format(name=wanted[:20], names=", ".join(GIVEN)))
    return export(selection, FORMATS[GIVEN[wanted]])


def _selected(request, list_name, slug):
    if list_name not in REFERENCES:
        raise Http404(gettext("There is no such record."))
    try:
        return select_record(request, list_name, slug)
    except Moved as moved:
        return select_record(request, list_name, moved.new)


def _formats(status=200, **of):
    root = ElementTree.Element("formats", of)
    for name, suffix in GIVEN.items():
        ElementTree.SubElement(root, "format", name=name, type=FORMATS[suffix].media_type.partition(";")[0])
    content = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return HttpResponse(content, status=status, content_type="application/xml")
