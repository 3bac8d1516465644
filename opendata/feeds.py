"""Atom feeds of any list, any record and all changes."""

from html import escape

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext, gettext_lazy

from agreements.history import PAGE_SIZE, latest_changes, parts_of, with_sources
from catalogue.asked import Results
from catalogue.contents import title_of
from catalogue.plans import model_of
from catalogue.reading import bodies, last_changed, seen
from opendata.exports.selection import LICENCE
from spacecoop.api import door, refuse_unknown
from spacecoop.changes import changes_of
from spacecoop.hosts import lasting_name
from spacecoop.languages import html_language, path_in_present_language, present
from spacecoop.models import Revision
from spacecoop.signs import cleaned

# The year of our first feed, as the scheme of tag addresses (RFC 4151) wants one.
TAGGED = 2026
# By what a change did to a record or a part of one: its title, and what it tells.
_TITLES = {
    "insert": gettext_lazy("{title}: {kind} added"),
    "update": gettext_lazy("{title}: {kind} changed"),
    "delete": gettext_lazy("{title}: {kind} deleted"),
}
_TOLD = {
    "insert": gettext_lazy("{kind} “{record}” added"),
    "update": gettext_lazy("{kind} “{record}” changed"),
    "delete": gettext_lazy("{kind} “{record}” deleted"),
}


class Feed(Atom1Feed):
    """An Atom feed that no sign breaks, and of which an empty one is dated too: by the last change of anything."""

    def add_item(self, title, link, description, **about):
        super().add_item(cleaned(title), link, description and cleaned(description), **about)

    def latest_post_date(self):
        last = None if self.items else Revision.objects.values_list("changed_at", flat=True).first()
        return last or super().latest_post_date()


def new_feed(request, title, page, subtitle):
    """Return an empty feed; `page`: the address of the page that shows the same."""
    return Feed(
        title=f"spacecoop: {title}",
        link=request.build_absolute_uri(path_in_present_language(page)),
        description="",
        subtitle=subtitle,
        feed_url=request.build_absolute_uri(),
        feed_guid=tag(request.get_full_path().lstrip("/")),
        author_name="spacecoop",
        feed_copyright=LICENCE,
        language=html_language(present()),
    )


def tag(name):
    """Return the tag address (RFC 4151) that names a feed or an entry for ever."""
    return f"tag:{lasting_name()},{TAGGED}:{name}"


def write_atom(selection):
    """Yield the feed of a list or of one record."""
    feed = _feed_of_record(selection) if selection.key else _feed_of_list(selection)
    yield feed.writeString("utf-8").encode()


def _feed_of_list(selection):
    subtitle = gettext("The records of this list, the last changed first.")
    feed = new_feed(selection.request, selection.heading, selection.page, subtitle)
    times = last_changed(selection.kind, Results(selection.found.question, "by_changed")[:PAGE_SIZE])
    for document in bodies(selection.kind, sorted(times, key=times.get, reverse=True)):
        feed.add_item(
            title=title_of(document),
            link=selection.page_of(document),
            description=escape(document.get("summary") or document.get("definition") or "") or None,
            updateddate=times[document["key"]],
            unique_id=tag(f"{selection.kind}/{document['key']}"),
            categories=[selection.list_name],
        )
    return feed


def _feed_of_record(selection):
    subtitle = gettext("The changes of this record, the last one first.")
    feed = new_feed(selection.request, selection.title, selection.path, subtitle)
    model = model_of(selection.kind)
    parts = [(part, f"{field}_id") for part, field in parts_of(model)]
    changes = changes_of(model(pk=selection.key), parts, selection.revision, for_readers=True)
    for change in with_sources(changes[:PAGE_SIZE]):
        _add_change(feed, selection.request, change, selection.title, selection.path)
    return feed


def _add_change(feed, request, change, title, page):
    feed.add_item(
        title=_TITLES[change.what].format(title=title, kind=change.kind),
        link=request.build_absolute_uri(path_in_present_language(page or "/changes/")),
        description=escape(in_words(change)),
        updateddate=change.at,
        unique_id=tag(f"change/{change.id}"),
        categories=[change.kind],
    )


def in_words(change):
    """Return what a change changed, as a sentence; who made it is not told."""
    fields = "; ".join(f"{name}: {_value(old)} → {_value(new)}" for name, old, new in change.fields)
    told = _TOLD[change.what].format(kind=change.kind, record=change.record)
    if change.sources:
        told = gettext("{change} (from {sources})").format(change=told, sources="; ".join(change.sources))
    return f"{told}. {fields}" if fields and change.what == "update" else f"{told}."


def _value(value):
    return gettext("not stated") if value in (None, "", []) else value


@door
def changes_atom(request):
    refuse_unknown(request.GET)
    subtitle = gettext("The changes of any record, the last one first.")
    feed = new_feed(request, gettext("all changes"), "/changes/", subtitle)
    for listed in latest_changes(until=seen().revision):
        _add_change(feed, request, listed.change, listed.title or listed.change.record, listed.page)
    return HttpResponse(feed.writeString("utf-8"), content_type=Feed.content_type)
