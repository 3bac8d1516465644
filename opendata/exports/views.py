"""The addresses of the exports: a list's or a record's own, with a suffix."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect

from opendata.exports.door import door
from opendata.exports.dump import write_dump
from opendata.exports.formats import FORMATS, formats_of
from opendata.exports.selection import (
    one_state_of_the_database,
    refuse_all_but,
    select_list,
    select_record,
    select_watch_list,
)
from spacecoop.api import Problem
from spacecoop.models import Revision


@door
def list_as(request, kind, suffix):
    return _export(select_list(request, kind), _format(kind, suffix))


@door
def record_as(request, kind, slug, suffix):
    return _export(select_record(request, kind, slug), _format(kind, suffix))


@door
def watch_as(request):
    """The watch list as a calendar: what is ahead, and what is over with no outcome known."""
    return _export(select_watch_list(request), FORMATS["ics"])


@door
def dump(request):
    """Lead to the archive of the present revision."""
    refuse_all_but((), request)
    response = redirect("dump-of", revision=Revision.current())
    response["Cache-Control"] = "no-cache"
    return response


@door
def dump_of(request, revision):
    """Give the archive of the present revision; an older one cannot be had any more."""
    refuse_all_but((), request)
    chunks = _dumped(request)
    name, present = next(chunks)
    if int(revision) != present:
        raise Http404(f"The data are at revision {present} now: /dump/ leads to it.")
    return _stream(request, chunks, "application/zip", name)


def _dumped(request):
    """Yield the name of the archive with its revision, then its bytes, all of one state of the database."""
    with one_state_of_the_database():
        revision = Revision.current()
        yield f"spacecoop-r{revision}.zip", revision
        yield from write_dump(request, revision)


def _format(kind, suffix):
    if suffix not in {one.suffix for one in formats_of(kind)}:
        known = ", ".join(f".{one.suffix}" for one in formats_of(kind))
        raise Http404(f"There is no form .{suffix[:20]} of {kind}. There are: {known}.")
    return FORMATS[suffix]


def _export(selection, form):
    if form.most and selection.queryset.count() > form.most:
        message = f"{form.name} holds {form.most:,} records at most: narrow the search, or take .csv or .json."
        raise Problem([{"parameter": "format", "message": message, "suggestion": "csv"}])
    chunks = _chunks(selection, form)
    name = next(chunks)  # the revision is known, and so is the name of the file
    return _stream(selection.request, chunks, form.media_type, name if form.name_file else None)


def _stream(request, chunks, media_type, name):
    """Answer with `chunks`, to be kept under `name`; to a HEAD with the headers alone, and nothing is read for it."""
    if request.method == "HEAD":
        chunks.close()
        response = HttpResponse(content_type=media_type)
    else:
        response = StreamingHttpResponse(chunks, content_type=media_type)
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _chunks(selection, form):
    """Yield the name of the file, then its bytes, all of one state of the database."""
    with one_state_of_the_database():
        yield f"{selection.name}-r{selection.revision}.{form.suffix}"
        yield from form.write(selection)
