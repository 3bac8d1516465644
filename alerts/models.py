"""What readers follow, and what waits to be told them: readers' own data, no records, and so without history."""

from datetime import timedelta
from secrets import token_urlsafe
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from desk.erasing import TOMBSTONE
from spacecoop.languages import path_in_language

LAPSES = timedelta(days=3)  # after which what was not confirmed is deleted
OFF_KEPT = timedelta(days=30)  # for which a follow that was switched off tells why
SENT_KEPT = timedelta(days=7)  # for which it is kept that a message was sent, without what it said
PAUSE = timedelta(minutes=1)  # between two looks at what a webhook follows
MORNING = 6  # the hour (UTC) of mails


class HowOften(models.TextChoices):
    DAILY = "daily", pgettext_lazy("how often", "daily")
    WEEKLY = "weekly", pgettext_lazy("how often", "weekly")
    AT_ONCE = "at_once", pgettext_lazy("how often", "at once")

    def next_after(self, now):
        """Return the first time after `now` at which a follow of this kind is looked at: a morning, a Monday's."""
        if self == HowOften.AT_ONCE:
            return now + PAUSE
        morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        if morning <= now:
            morning += timedelta(days=1)
        return morning + timedelta(days=-morning.weekday() % 7 if self == HowOften.WEEKLY else 0)


class FollowState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("not confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    OFF = "off", _("switched off")


class Reason(models.TextChoices):
    """Why a follow was switched off."""

    NOT_TAKEN = "not_taken", _("Our messages were not taken for three days.")
    GONE = "gone", _("The receiver answered that it is gone for good (410).")
    REFUSED = "refused", _("The mail server of the address refuses it for good.")
    PAGE_GONE = "page_gone", _("What was followed is not there any more, or its filters are not understood any more.")


class FollowQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state=FollowState.CONFIRMED)

    def of_address(self, address):
        """Keep what is followed from an e-mail address, in whatever case that is written, or for a webhook."""
        return self.filter(Q(email__iexact=address) | Q(url=address)) if address else self.none()

    def due(self, now):
        """Keep those to be looked at, unless what they were told last still waits: that would only grow longer."""
        waiting = Message.objects.waiting().filter(follow=OuterRef("pk"), kind=MessageKind.CHANGES)
        return self.confirmed().filter(~Exists(waiting), due_at__lte=now)

    def lapsed(self, now):
        """Keep those that are to be forgotten, those included whose address an erasure has taken away."""
        unconfirmed = Q(state=FollowState.UNCONFIRMED, made_at__lt=now - LAPSES)
        off = Q(state=FollowState.OFF, off_at__lt=now - OFF_KEPT)
        erased = Q(email__contains=TOMBSTONE) | Q(url__contains=TOMBSTONE)
        return self.filter(unconfirmed | off | erased)


class Follow(models.Model):
    """A page that somebody follows: by e-mail, or a program by webhook."""

    token = models.CharField(max_length=43, unique=True, default=token_urlsafe, editable=False)
    page = models.CharField(max_length=2000, help_text="The path of the page in the original language, with filters.")
    language = models.CharField(max_length=10, help_text="In which messages are written.")
    site = models.CharField(max_length=300, help_text="The web address of the site by which it was asked for.")
    email = models.EmailField(blank=True)
    url = models.URLField(max_length=1000, blank=True, help_text="Of the webhook.")
    secret = models.CharField(max_length=80, blank=True, help_text="By which messages to the webhook are signed.")
    how_often = models.CharField(max_length=10, choices=HowOften)
    state = models.CharField(max_length=20, choices=FollowState, default=FollowState.UNCONFIRMED)
    off_reason = models.CharField(max_length=20, choices=Reason, blank=True)
    off_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, help_text="When it is looked at next.")
    told_revision = models.BigIntegerField(default=0, help_text="The revision up to which everything was told.")
    kept = ArrayField(
        models.BigIntegerField(),
        null=True,
        help_text="The numbers of the records that the page had then; empty: it had too many.",
    )

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email="") ^ Q(url=""), name="alerts_follow_by_mail_or_webhook"),
        ]
        indexes = [models.Index(fields=["due_at"], name="alerts_follow_due")]

    def __str__(self):
        return f"follow {self.pk}"

    @property
    def address(self):
        return self.email or self.url

    @property
    def hidden_address(self):
        """The address as others may see it: “r…@example.org”, “https://example.org/…”."""
        if self.email:
            name, _, host = self.email.rpartition("@")
            return f"{name[:1]}…@{host}"
        return f"https://{urlsplit(self.url).hostname}/…"

    def path(self, *parts):
        """Return the web address of its own page, or of one below it, in its language."""
        path = "/".join(["/follow", self.token, *parts, ""])
        return f"{self.site}{path_in_language(path, self.language)}"

    def confirm(self, now):
        self.state, self.off_reason, self.off_at, self.confirmed_at = FollowState.CONFIRMED, "", None, now
        self.due_at = HowOften(self.how_often).next_after(now)

    def switch_off(self, reason, now):
        self.state, self.off_reason, self.off_at = FollowState.OFF, reason, now
        self.store("state", "off_reason", "off_at")

    def store(self, *names):
        """Write these fields of a follow that may have been removed meanwhile: it is not there again then."""
        type(self).objects.filter(pk=self.pk).update(**{name: getattr(self, name) for name in names})


class MessageKind(models.TextChoices):
    CONFIRM = "confirm", "asks to confirm"
    KNOWN = "known", "tells that it is followed already"
    TEST = "test", "tests a webhook"
    CHANGES = "changes", "tells changes"
    ENDED = "ended", "tells that it has ended"


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, given_up_at=None)

    def to_send(self, now, *, is_mail):
        """Keep what is due for one of the two ways, the longest due first."""
        way = ~Q(follow__email="") if is_mail else Q(follow__email="")
        return self.waiting().filter(way, due_at__lte=now).order_by("due_at", "pk")


class Message(models.Model):
    """One message, written whole in the transaction that says up to where its follow has been told.

    `name` names it for ever: in the Message-ID of a mail, as `webhook-id` of a webhook.
    """

    name = models.UUIDField(unique=True, default=uuid4, editable=False)
    follow = models.ForeignKey(Follow, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20, choices=MessageKind)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(help_text="The text of a mail, the JSON of a webhook.")
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True, help_text="Why the last attempt failed.")
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None, given_up_at=None), name="alerts_message_due"),
        ]

    def __str__(self):
        return f"message {self.name}"
