"""What messages say: mails as plain text in the reader's language, webhooks as JSON."""

import orjson
from django.core import signing
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from alerts.followed import NotFollowed, followed
from alerts.models import MessageKind
from opendata.answers import addresses
from spacecoop.languages import path_in_language
from spacecoop.signs import cleaned
from spacecoop.words import number

CONFIRMING = "alerts.confirm"  # what a signature is for
LONGEST_SUBJECT = 150
TYPES = {
    MessageKind.TEST: "webhook.test",
    MessageKind.CHANGES: "records.changed",
    MessageKind.ENDED: "follow.ended",
}


def write(kind, follow, **told):
    """Return (subject, body) of a message to who follows; `told`: what it is about.

    Of CHANGES: the Followed `what`, its `news` `since` a revision; of ENDED a `reason`; of CONFIRM and KNOWN `what`.
    """
    if follow.url:
        return "", _as_json(kind, follow, **told)
    context = {
        "follow": follow,
        "at": lambda path: follow.site + path_in_language(path, follow.language),
        "confirm": lambda: follow.site + _path_to_confirm(follow),
        "one_line": one_line,
        **told,
    }
    return one_line(_subject(kind, **told))[:LONGEST_SUBJECT], cleaned(render_to_string(f"mails/{kind}.txt", context))


def one_line(text):
    """Return a text on one line, without what nobody sees: no name of a record makes a header or a paragraph."""
    return " ".join(cleaned(str(text)).split())


def _path_to_confirm(follow):
    signed = signing.dumps(follow.token, salt=CONFIRMING)
    return path_in_language(f"/follow/confirm/{signed}/", follow.language)


def _subject(kind, what=None, news=None, **told):
    if kind == MessageKind.CONFIRM:
        return gettext("spacecoop: please confirm that you want to follow a page")
    if kind == MessageKind.KNOWN:
        return gettext("spacecoop: you follow this page already")
    if kind == MessageKind.ENDED:
        return gettext("spacecoop: you no longer follow a page")
    counted = ngettext("{number} change", "{number} changes", news.count).format(number=number(news.count))
    words = ", ".join(str(value) for _, value in what.chips)
    called = f"{what.title} ({words})" if words else what.title
    return gettext("spacecoop: {changes} – {page}").format(changes=counted, page=called)


def _as_json(kind, follow, what=None, news=None, since=0, reason=""):
    told = {"page": follow.site + path_in_language(follow.page, follow.language)}
    if news:
        told |= _as_data(follow.site, what, news, since)
    if reason:
        told["reason"] = str(reason)
    message = {"type": TYPES[kind], "timestamp": timezone.now().isoformat(), "data": told}
    return orjson.dumps(message).decode()


def _as_data(site, what, news, since):
    """Return News as data; `records_url` leads to all of a list that has changed, where a message names the first."""
    data = {
        "since_revision": since,
        "counts": {"new": news.new_count, "changed": news.changed_count, "no_longer_listed": news.left_count},
        "new": [_entry_as_data(site, entry) for entry in news.new],
        "changed": [_entry_as_data(site, entry) for entry in news.changed],
        "no_longer_listed": [_left_as_data(site, left) for left in news.left],
    }
    return {**data, "records_url": site + what.in_api(since)} if what.is_list else data


def _entry_as_data(site, entry):
    return {"kind": entry.kind, "slug": entry.slug, "title": entry.title, **addresses(entry.kind, entry.slug, site)}


def _left_as_data(site, left):
    if left.entry:
        return {**_entry_as_data(site, left.entry), "is_deleted": False}
    return {"kind": left.kind, "title": left.title, "is_deleted": True}


def described(follow):
    """Return what is followed as Followed, None where that is not there any more."""
    try:
        return followed(follow.page)
    except NotFollowed:
        return None
