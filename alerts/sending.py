"""Sending what is due: each message is claimed, sent and marked, by whichever process comes first.

A claim is a time: who is killed meanwhile leaves the message to whoever comes after it. Between sending and marking
lies an instant in which a kill makes it go out again; it then has the same name, by which a receiver can tell.
"""

import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone
from django.utils.dateformat import format as formatted
from standardwebhooks import Webhook

from alerts.followed import NotFollowed
from alerts.models import FollowState, Message, MessageKind, Reason
from alerts.telling import begin, forget, tell_next
from catalogue.reading import reading, seen
from desk.reading.fetching import post
from desk.sandbox import NotReadable
from spacecoop import metrics

logger = logging.getLogger("spacecoop.alerts")
CLAIM = timedelta(minutes=2)  # longer than any attempt takes
# After each failed attempt, as Standard Webhooks proposes; then it is given up.
WAITS = [timedelta(seconds=some) for some in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)]
WAIT_FOR_SERVER = timedelta(minutes=5)  # for the mail server, whose failure is no fault of an address
PAUSE = 2.0  # seconds between two looks
FORGETTING = 600  # seconds between two times at which what lapsed is deleted
USER_AGENT = "spacecoop (webhook)"


@dataclass
class NotSent(Exception):
    """Why a message could not be sent; `off`: the Reason for which its follow ends, where there is no use in more."""

    why: str
    off: str = ""


class ServerAway(Exception):
    """The mail server takes nothing from us at the moment."""


def send_next(*, is_mail):
    """Send the message that is longest due, by mail or to a webhook; return whether others may be tried at once."""
    message = _claim(is_mail)
    if message is None:
        return False
    try:
        _mail(message) if is_mail else _post(message)
    except ServerAway as error:
        logger.warning("The mail server takes no mail: %s", error)
        _count(message, "server_away")
        _put_off(message)
        return False
    except NotSent as failed:
        _failed(message, failed, timezone.now())
    else:
        _sent(message, timezone.now())
        _count(message, "sent")
    return True


def _count(message, outcome):
    metrics.messages.labels("mail" if message.follow.email else "webhook", outcome).inc()


def _claim(is_mail):
    """Return the message that is due and nobody else sends, and put off when it is due again; None where none is."""
    now = timezone.now()
    with transaction.atomic():
        due = Message.objects.to_send(now, is_mail=is_mail).select_related("follow")
        message = due.select_for_update(skip_locked=True, of=("self",)).first()
        if message:
            message.attempts, message.due_at = message.attempts + 1, now + CLAIM
            message.save(update_fields=["attempts", "due_at"])
    return message


def _mail(message):
    """Raises: NotSent, ServerAway."""
    try:
        mail_of(message).send()
    except SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()), (0, b""))
        raise NotSent(f"{code} {said.decode(errors='replace')}"[:200], Reason.REFUSED if code >= 550 else "") from None
    except (SMTPDataError, ValueError) as error:  # of this mail
        raise NotSent(str(error)) from error
    except (OSError, SMTPException) as error:
        raise ServerAway(str(error)[:200]) from error


def mail_of(message):
    """Return a message as a mail. Its name is stable, and one click stops what it tells (RFC 8058)."""
    follow = message.follow
    host = urlsplit(follow.site).hostname
    headers = {"Message-ID": f"<{message.name}@{host}>", "Date": format_datetime(message.made_at)}
    headers |= {"Auto-Submitted": "auto-generated", "Content-Language": follow.language.partition("-")[0]}
    if message.kind == MessageKind.CHANGES:
        headers |= {
            "List-Unsubscribe": f"<{follow.path('unsubscribe')}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return EmailMessage(message.subject, message.body, to=[follow.email], headers=headers)


def _post(message):
    """Raises: NotSent."""
    now, follow, name = timezone.now(), message.follow, str(message.name)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": name,
        "webhook-timestamp": formatted(now, "U"),
        "webhook-signature": Webhook(follow.secret).sign(name, now, message.body),
    }
    try:
        status = post(follow.url, message.body.encode(), headers, may_be_private=settings.PRIVATE_WEBHOOKS)
    except NotReadable as error:
        raise NotSent(str(error).partition(". ")[0].removesuffix(".")) from error
    if not 200 <= status < 300:
        raise NotSent(f"The server answered {status}", Reason.GONE if status == 410 else "")


@transaction.atomic
def _sent(message, now):
    """Mark a message, of which nothing is kept but that it was sent; what was a test confirms the webhook."""
    Message.objects.filter(pk=message.pk).update(sent_at=now, subject="", body="", failure="")
    if message.kind == MessageKind.TEST and message.follow.state != FollowState.CONFIRMED:
        with reading(seen()):
            try:
                begin(message.follow, now)
            except NotFollowed:
                message.follow.switch_off(Reason.PAGE_GONE, now)


def _failed(message, failed, now):
    message.failure = failed.why[:200]
    if failed.off or message.attempts > len(WAITS) or message.kind == MessageKind.TEST:
        message.given_up_at = now
        if message.kind == MessageKind.CHANGES:
            message.follow.switch_off(failed.off or Reason.NOT_TAKEN, now)
    else:
        message.due_at = now + WAITS[message.attempts - 1]
    _count(message, "given_up" if message.given_up_at else "failed")
    told = {name: getattr(message, name) for name in ("failure", "given_up_at", "due_at")}
    Message.objects.filter(pk=message.pk).update(**told)


def _put_off(message):
    due = timezone.now() + WAIT_FOR_SERVER
    Message.objects.filter(pk=message.pk).update(attempts=message.attempts - 1, due_at=due)


def tell_and_mail():
    """Make messages of what has changed and send the mails, for as long as this process lives."""
    forgotten = 0.0
    while True:
        metrics.beats.labels("alerts").set_to_current_time()
        with _going_on():
            if time.monotonic() - forgotten > FORGETTING:
                forget()
                forgotten = time.monotonic()
            while tell_next():
                pass
            while settings.MAILS and send_next(is_mail=True):
                pass
        time.sleep(PAUSE)


def post_webhooks():
    """Send what is due to webhooks, for as long as this process lives; several may do so at once."""
    while True:
        metrics.beats.labels("webhooks").set_to_current_time()
        with _going_on():
            while send_next(is_mail=False):
                pass
        time.sleep(PAUSE)


@contextmanager
def _going_on():
    """Let nothing that fails inside end the work for good; say it in the log, and give up the connection."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        logger.error("Nothing is told, the database answers: %s", (str(error).splitlines() or ["nothing"])[0])
        connection.close()
    except Exception:
        logger.exception("Nothing is told.")
        connection.close()


# What runs beside the renderer, each in a thread of its own.
BESIDE = (tell_and_mail, post_webhooks, post_webhooks)
