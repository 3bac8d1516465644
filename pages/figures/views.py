"""The addresses of the figures: a page's or a chart's own, with the suffix of a format."""

import json

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext

from catalogue.reading import read, read_by, seen
from pages.between import known_side
from pages.figures import records
from pages.figures.graphml import write_graphml
from pages.figures.metadata import MEDIA_TYPE, describe, head_of
from pages.figures.register import CSV, FIGURES, GRAPHML, JSON, PROFILED
from pages.figures.tables import write_csv, write_json
from pages.figures.watched import watched
from spacecoop.api import door, refuse_misunderstood, refuse_unknown

METADATA = "csv-metadata.json"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8; header=present",
    JSON: "application/json",
    GRAPHML: "application/graphml+xml",
}


@door
def of_list(request, path, suffix, table=""):
    counted = FIGURES[path]
    if suffix == GRAPHML and GRAPHML not in counted.formats:
        raise Http404(gettext("There is no GraphML of it. Formats: .csv, .json."))
    found = counted.filters(request.GET)
    refuse_misunderstood(found)
    return _answer(request, counted.make(found), suffix, table)


@door
def of_watch_list(request, suffix):
    refuse_unknown(request.GET)
    return _answer(request, watched(), suffix)


@door
def of_pair(request, one, other, suffix):
    refuse_unknown(request.GET)
    return _answer(request, records.between(known_side(one), known_side(other)), suffix)


@door
def of_record(request, kind, slug, suffix):
    refuse_unknown(request.GET)
    return _answer(request, records.profile(PROFILED[kind], read(PROFILED[kind], slug)), suffix)


def _answer(request, figures, suffix, table=""):
    """Answer with Figures in the format of a suffix: a file that names its revision, or the metadata of its CSV.

    To a HEAD the headers alone.
    """
    site = request.build_absolute_uri("/").removesuffix("/")
    selected = seen()
    head = head_of(figures, f"{site}{figures.page}{_query(request)}", selected.revision)
    stem, query = request.build_absolute_uri(request.path.removesuffix(suffix)), _query(request)
    if suffix == METADATA:
        told = describe(head, figures.table(table), f"{stem}{CSV}{query}")
        return HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type=MEDIA_TYPE)
    chunks = () if request.method == "HEAD" else read_by(selected, _written(figures, suffix, table, site, head))
    response = StreamingHttpResponse(chunks, content_type=MEDIA_TYPES[suffix])
    name = "-".join(request.path.strip("/").removesuffix(f".{suffix}").split("/"))
    response["Content-Disposition"] = f'attachment; filename="{name}-r{selected.revision}.{suffix}"'
    described = f'<{stem}{METADATA}{query}>; rel="describedby"; type="{MEDIA_TYPE}"'
    response["Link"] = f'{described}, <{head["licence"]}>; rel="license"'
    return response


def _written(figures, suffix, table, site, head):
    if suffix == CSV:
        return write_csv(figures.table(table), site)
    return write_graphml(figures, site) if suffix == GRAPHML else write_json(figures, site, head)


def _query(request):
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""
