"""Atom feeds of any list, any record and all changes, and the page that lists the changes."""

from html import escape

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from agreements.history import PAGE_SIZE, Cursor, last_changes, latest_changes, parts_of, with_sources
from opendata.exports.door import door
from opendata.exports.selection import LICENCE, refuse_all_but
from spacecoop.changes import changes_of
from spacecoop.models import Revision

# The year of our first feed, as the scheme of tag addresses (RFC 4151) wants one.
TAGGED = 2026


class Feed(Atom1Feed):
    """An Atom feed of which an empty one is dated too: by the last change of anything."""

    def latest_post_date(self):
        last = None if self.items else Revision.objects.values_list("changed_at", flat=True).first()
        return last or super().latest_post_date()


def new_feed(request, title, page, subtitle):
    """Return an empty feed; `page`: the address of the page that shows the same."""
    return Feed(
        title=f"spacecoop: {title}",
        link=request.build_absolute_uri(page),
        description="",
        subtitle=subtitle,
        feed_url=request.build_absolute_uri(),
        feed_guid=tag(request, request.get_full_path().lstrip("/")),
        author_name="spacecoop",
        feed_copyright=LICENCE,
        language="en",
    )


def tag(request, name):
    """Return the tag address (RFC 4151) that names a feed or an entry for ever."""
    host = request.get_host().partition(":")[0]
    return f"tag:{host},{TAGGED}:{name}"


def write_atom(selection):
    """Yield the feed of a list or of one record."""
    feed = _feed_of_record(selection) if selection.record else _feed_of_list(selection)
    yield feed.writeString("utf-8").encode()


def _feed_of_list(selection):
    title = f"{selection.kind}, {selection.query}" if selection.query else selection.kind
    feed = new_feed(selection.request, title, selection.page, "The records of this list, the last changed first.")
    times = dict(last_changes(selection.queryset, PAGE_SIZE))
    records = {record.pk: record for record in selection.only(times)}
    for key, at in times.items():
        record = records[key]
        address = selection.absolute(record.get_absolute_url())
        feed.add_item(
            title=str(record),
            link=address,
            description=escape(getattr(record, "summary", "") or getattr(record, "definition", "")) or None,
            updateddate=at,
            unique_id=tag(selection.request, f"{record._meta.model_name}/{record.pk}"),
            categories=[selection.kind],
        )
    return feed


def _feed_of_record(selection):
    record = selection.record
    feed = new_feed(selection.request, str(record), selection.path, "The changes of this record, the last one first.")
    parts = [(part, f"{field}_id") for part, field in parts_of(type(record))]
    for change in with_sources(changes_of(record, parts)[:PAGE_SIZE]):
        _add_change(feed, selection.request, change, str(record), selection.path)
    return feed


def _add_change(feed, request, change, title, page):
    feed.add_item(
        title=f"{title}: {change.kind} {change.verb}",
        link=request.build_absolute_uri(page or "/changes/"),
        description=escape(in_words(change)),
        updateddate=change.at,
        unique_id=tag(request, f"change/{change.id}"),
        categories=[change.kind],
    )


def in_words(change):
    """Return what a change changed, as a sentence; who made it is not told."""
    fields = "; ".join(f"{name}: {_value(old)} → {_value(new)}" for name, old, new in change.fields)
    told = f"{change.kind} “{change.record}” {change.verb}"
    if change.sources:
        told += f" (from {'; '.join(change.sources)})"
    return f"{told}. {fields}" if fields and change.what == "update" else f"{told}."


def _value(value):
    return "not stated" if value in (None, "", []) else value


class CursorField(forms.Field):
    """The place in the list of changes from which to read on."""

    def to_python(self, value):
        try:
            return Cursor.read(value) if value else None
        except ValueError:
            raise forms.ValidationError("“before” is not understood: follow the link to older changes.") from None


class ChangesForm(forms.Form):
    before = CursorField(required=False)


@require_safe
def changes(request):
    """List all changes, newest first, a page at a time by the cursor `before`."""
    form = ChangesForm(request.GET)
    listed = latest_changes(form.cleaned_data["before"]) if form.is_valid() else []
    context = {
        "form": form,
        "changes": listed,
        "older": listed[-1].cursor if len(listed) == PAGE_SIZE else None,
    }
    return render(request, "agreements/changes.html", context, status=200 if form.is_valid() else 400)


@door
def changes_atom(request):
    refuse_all_but((), request)
    feed = new_feed(request, "all changes", "/changes/", "The changes of any record, the last one first.")
    for listed in latest_changes():
        _add_change(feed, request, listed.change, listed.title or listed.change.record, listed.page)
    return HttpResponse(feed.writeString("utf-8"), content_type=Feed.content_type)
