"""From what is followed to messages: each follow that is due gets one, if anything has changed on its page.

A message is made in the transaction that moves its follow on, so that no change is lost and none is told twice.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from alerts.followed import NotFollowed, followed
from alerts.models import SENT_KEPT, Follow, HowOften, Message, MessageKind, Reason
from alerts.news import news_of, numbers_shown
from alerts.writing import write
from catalogue.reading import reading, seen

logger = logging.getLogger("spacecoop.alerts")
PAUSE_AFTER_FAILURE = timedelta(hours=1)


def tell_next():
    """Look at the follow that is longest due, and make its message; return whether there was one.

    Cost: a few questions and queries; a Follow is held meanwhile, and no other row.
    """
    now = timezone.now()
    if not Follow.objects.due(now).exists():
        return False
    with reading(seen()), transaction.atomic():
        due = Follow.objects.due(now).order_by("due_at").select_for_update(skip_locked=True, of=("self",))
        if (follow := due.first()) is None:
            return False
        try:
            with transaction.atomic(), override(follow.language):
                _tell(follow, now)
        except Exception:  # of this one: the others are told
            logger.exception("What is followed cannot be told: %s.", follow)
            Follow.objects.filter(pk=follow.pk).update(due_at=now + PAUSE_AFTER_FAILURE)
    return True


def _tell(follow, now):
    try:
        what = followed(follow.page)
    except NotFollowed:
        end(follow, Reason.PAGE_GONE, now)
        return
    news, kept = news_of(what, follow.kept, follow.told_revision)
    if news.count:
        subject, body = write(MessageKind.CHANGES, follow, what=what, news=news, since=follow.told_revision)
        Message.objects.create(follow=follow, kind=MessageKind.CHANGES, subject=subject, body=body)
    is_other = bool(news.count) or (kept is None) != (follow.kept is None)
    follow.kept, follow.told_revision = kept, seen().revision
    follow.due_at = HowOften(follow.how_often).next_after(now)
    # Not the numbers again where they are the same: a webhook is looked at each minute.
    follow.store("told_revision", "due_at", *(["kept"] if is_other else []))


def end(follow, reason, now):
    """Switch a follow off and say so in a last message."""
    follow.switch_off(reason, now)
    subject, body = write(MessageKind.ENDED, follow, reason=Reason(reason).label)
    Message.objects.create(follow=follow, kind=MessageKind.ENDED, subject=subject, body=body)


def begin(follow, now):
    """Confirm a follow, which tells from now on what changes. Raises: NotFollowed."""
    what = followed(follow.page)
    follow.kept, follow.told_revision = numbers_shown(what), seen().revision
    follow.confirm(now)
    follow.store("kept", "told_revision", "state", "off_reason", "off_at", "confirmed_at", "due_at")


def ask(follow, kind, **more):
    """Make a message to who asks to follow."""
    with override(follow.language):
        subject, body = write(kind, follow, **more)
    return Message.objects.create(follow=follow, kind=kind, subject=subject, body=body)


def forget():
    """Delete what is not to be kept any longer: follows that nobody confirmed, or off for long; old messages."""
    now = timezone.now()
    Follow.objects.lapsed(now).delete()
    Message.objects.exclude(sent_at=None, given_up_at=None).filter(due_at__lt=now - SENT_KEPT).delete()
