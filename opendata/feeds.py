"""Atom feeds of any list, any record and all changes, in pages (RFC 5005) back to the beginning.

An entry of a feed of changes tells what was changed of one record together: in one save or one import; outside of both,
in one minute.
"""

from dataclasses import dataclass
from html import escape
from math import ceil

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext, gettext_lazy, ngettext

from agreements.history import PAGE_SIZE, Cursor, latest_changes, parts_of, with_sources
from catalogue.asked import Results
from catalogue.contents import title_of
from catalogue.plans import model_of
from catalogue.reading import bodies, last_changed, seen
from opendata.exports.selection import LICENCE
from spacecoop.api import Problem, door, page_asked, past_the_last_page, refuse_unknown
from spacecoop.changes import Change, changes_of
from spacecoop.hosts import lasting_name
from spacecoop.languages import html_language, path_in_present_language, present
from spacecoop.models import Revision
from spacecoop.signs import cleaned

# The year of our first feed, as the scheme of tag addresses (RFC 4151) wants one.
TAGGED = 2026
CHANGES = 200  # that a page of all changes reads
TOLD = 20  # changes that one entry tells
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


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What was changed of one record together, the last change first.

    `record`: its kind and key; `made_with`: what its changes share; `title`, `page`: of the record.
    """

    record: str
    made_with: str
    title: str
    page: str | None
    changes: list[Change]


class Feed(Atom1Feed):
    """An Atom feed that no sign breaks, and of which an empty one is dated too: by the last change of anything.

    `pages`: {relation: address} of its other pages.
    """

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def add_item(self, title, link, description, **about):
        super().add_item(cleaned(title), link, description and cleaned(description), **about)

    def latest_post_date(self):
        last = None if self.items else Revision.objects.values_list("changed_at", flat=True).first()
        return last or super().latest_post_date()


def new_feed(request, title, page, subtitle, **pages):
    """Return an empty feed; `page`: the address of the page that shows the same.

    `pages`: {relation: the value of a parameter, as in {"next": {"page": 2}}}.
    """
    own = _address(request)
    return Feed(
        title=f"spacecoop: {title}",
        link=request.build_absolute_uri(path_in_present_language(page)),
        description="",
        subtitle=subtitle,
        feed_url=request.build_absolute_uri(),
        feed_guid=tag(own.lstrip("/")),
        author_name="spacecoop",
        feed_copyright=LICENCE,
        language=html_language(present()),
        pages={
            relation: request.build_absolute_uri(_address(request, **asked))
            for relation, asked in {"first": {}, **pages}.items()
        },
    )


def _address(request, **asked):
    """Return the address of a page of a feed, which has its filters; of the first one where none is `asked`."""
    query = request.GET.copy()
    for name in ("page", "before"):
        query.pop(name, None)
    query.update(asked)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _beside(number, last):
    """Return the pages beside the one with a number. Raises: Problem where there is no such page."""
    if number > max(last, 1):
        raise past_the_last_page(number, max(last, 1))
    before = {"previous": {"page": number - 1}} if number > 1 else {}
    return before | ({"next": {"page": number + 1}} if number < last else {})


def tag(name):
    """Return the tag address (RFC 4151) that names a feed or an entry for ever."""
    return f"tag:{lasting_name()},{TAGGED}:{name}"


def write_atom(selection):
    """Yield the feed of a list or of one record."""
    feed = _feed_of_record(selection) if selection.key else _feed_of_list(selection)
    yield feed.writeString("utf-8").encode()


def _feed_of_list(selection):
    subtitle = gettext("The records of this list, the last changed first.")
    number, found = page_asked(selection.request.GET), Results(selection.found.question, "by_changed")
    pages = _beside(number, ceil(found.count() / PAGE_SIZE))
    feed = new_feed(selection.request, selection.heading, selection.page, subtitle, **pages)
    times = last_changed(selection.kind, found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
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
    model = model_of(selection.kind)
    parts = [(part, f"{field}_id") for part, field in parts_of(model)]
    changes = with_sources(changes_of(model(pk=selection.key), parts, selection.revision, for_readers=True))
    record = f"{selection.kind}/{selection.key}"
    sets = _change_sets((change, record, selection.title, selection.path) for change in changes)
    number = page_asked(selection.request.GET)
    pages = _beside(number, ceil(len(sets) / PAGE_SIZE))
    feed = new_feed(selection.request, selection.title, selection.path, subtitle, **pages)
    for made in sets[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]:
        _add_changes(feed, selection.request, made)
    return feed


def _change_sets(told):
    """Return the ChangeSets of changes, in their order; `told`: (Change, record, its title, its page) of each."""
    sets = {}
    for change, record, title, page in told:
        made_with = _made_with(change)
        made = sets.setdefault((record, made_with), ChangeSet(record, made_with, title, page, []))
        made.changes.append(change)
    return list(sets.values())


def _made_with(change):
    """Return what the changes share that were made together: their context, else their minute."""
    return str(change.context or f"{change.at:%Y%m%dT%H%M}")


def _add_changes(feed, request, made):
    newest = made.changes[0]
    told = [in_words(change) for change in made.changes[:TOLD]]
    if (left := len(made.changes) - TOLD) > 0:
        told.append(ngettext("And one more change.", "And {number} more changes.", left).format(number=left))
    feed.add_item(
        title=_title_of(made),
        link=request.build_absolute_uri(path_in_present_language(made.page or "/changes/")),
        description=escape(" ".join(told)),
        updateddate=newest.at,
        unique_id=tag(f"changes/{made.record}/{made.made_with}"),
        categories=list(dict.fromkeys(change.kind for change in made.changes)),
    )


def _title_of(made):
    if len(made.changes) == 1:
        [change] = made.changes
        return _TITLES[change.what].format(title=made.title, kind=change.kind)
    return gettext("{title}: {number} changes").format(title=made.title, number=len(made.changes))


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
    refuse_unknown(request.GET, ["before"])
    subtitle = gettext("The changes of any record, the last one first.")
    listed = latest_changes(_before(request.GET), CHANGES, seen().revision)
    whole = _whole_sets(listed)
    pages = {"next": {"before": str(whole[-1].cursor)}} if len(listed) == CHANGES else {}
    feed = new_feed(request, gettext("all changes"), "/changes/", subtitle, **pages)
    for made in _change_sets(
        (entry.change, entry.record, entry.title or entry.change.record, entry.page) for entry in whole
    ):
        _add_changes(feed, request, made)
    return HttpResponse(feed.writeString("utf-8"), content_type=Feed.content_type)


def _before(parameters):
    """Return the Cursor from which to read on. Raises: Problem."""
    try:
        return Cursor.read(parameters["before"]) if parameters.get("before") else None
    except ValueError:
        message = gettext("“before” is not understood: follow the link to older changes.")
        raise Problem.of("before", message) from None


def _whole_sets(listed):
    """Leave out, of a full page, the changes made with the last one: the rest of them may be on the next page.

    They stay where they are all that there is.
    """
    if len(listed) < CHANGES:
        return listed
    last = _made_with(listed[-1].change)
    first = next(place for place, entry in enumerate(listed) if _made_with(entry.change) == last)
    return listed[:first] or listed
