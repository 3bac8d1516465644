"""The addresses of the exports: a list's or a record's own, with a suffix."""

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from catalogue.reading import seen
from catalogue.sharing import ASKS_EACH_TIME, immutable
from opendata.answers import site_of
from opendata.exports.archives import given_now, made
from opendata.exports.formats import FORMATS, formats_of
from opendata.exports.kept import kept_or_made
from opendata.exports.selection import OWN_PARAMETERS, select_list, select_record, select_watch_list
from spacecoop.api import Problem, door, refuse_unknown


@door
def list_as(request, name, suffix):
    return export(select_list(request, name, OWN_PARAMETERS.get(suffix, ())), _format(name, suffix))


@door
def record_as(request, name, slug, suffix):
    return export(select_record(request, name, slug, OWN_PARAMETERS.get(suffix, ())), _format(name, suffix))


@door
def watch_as(request):
    """The watch list as a calendar: upcoming plans, and those whose outcome is not reported."""
    return export(select_watch_list(request), FORMATS["ics"])


@door
def dump(request):
    """Lead to the last archive that is kept, else to that of the present revision."""
    refuse_unknown(request.GET)
    archive = given_now()
    response = redirect("dump-of", revision=archive.revision if archive else seen().revision)
    response["Cache-Control"] = "no-cache"
    return response


@door
def dump_of(request, revision):
    """Give the kept archive, or make that of the present revision; an older one cannot be had any more."""
    refuse_unknown(request.GET)
    archive, now = given_now(), seen()
    present, name = archive.revision if archive else now.revision, f"spacecoop-r{int(revision)}.zip"
    if int(revision) != present:
        raise Http404(f"The archive is of revision {present} now: /dump/ leads to it.")
    if archive is None:
        return _stream(request, made(site_of(request), now), "application/zip", name)
    return _file(request, archive, name)


def _file(request, archive, name):
    """Answer with a kept archive, under its own tag and revision; to a HEAD without it."""
    tag = f'"{archive.mark}-{archive.day:%Y%m%d}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = FileResponse(archive.path.open("rb"), as_attachment=True, filename=name)
        if request.method == "HEAD":
            response.file_to_stream.close()
            response.streaming_content = ()
    response["ETag"], response["Spacecoop-Revision"] = tag, archive.revision
    # Of a revision there is one archive a day, and that of yesterday until then.
    response["Cache-Control"] = immutable() if archive.day == timezone.now().date() else ASKS_EACH_TIME
    return response


def _format(list_name, suffix):
    known = [form.suffix for form in formats_of(list_name)]
    if suffix not in known:
        raise Http404(f"There is no format .{suffix[:20]} of {list_name}. Formats: .{', .'.join(known)}.")
    return FORMATS[suffix]


def export(selection, form):
    """Answer with a Selection in a Format. Raises: Problem where it holds more records than the format."""
    if form.most and not selection.key and selection.found.count() > form.most:
        message = f"{form.name} holds {form.most:,} records at most: narrow the search, or take .csv or .json."
        raise Problem.of("format", message, "csv")
    kept, chunks = kept_or_made(selection, form.suffix, lambda: _chunks(selection, form))
    encodings = selection.request.META.get("HTTP_ACCEPT_ENCODING", "")
    if is_packed := bool(kept and re_accepts_gzip.search(encodings)):
        chunks = kept.chunks(packed=True)
    name = next(chunks)  # the revision is known, and so is the name of the file
    response = _stream(selection.request, chunks, form.media_type, name if form.name_file else None)
    response.kept = kept
    if is_packed:
        response["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _stream(request, chunks, media_type, name):
    """Answer with `chunks`, to be kept under `name`; to a HEAD with the headers alone, and nothing is read for it.

    That answer streams too: the length of what is not written yet is not known.
    """
    if request.method == "HEAD":
        chunks.close()
        chunks = ()
    response = StreamingHttpResponse(chunks, content_type=media_type)
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _chunks(selection, form):
    """Yield the name of the file, then its bytes, all of one edition.

    The first bytes are there before the name is given: what fails in asking for them can still be answered otherwise.
    """
    name = f"{selection.name}-r{selection.revision}.{form.suffix}"
    if selection.request.method == "HEAD":
        yield name
        return
    chunks = form.write(selection)
    first = next(chunks, b"")
    yield name
    yield first
    yield from chunks
