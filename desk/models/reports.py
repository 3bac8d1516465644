"""Reports of readers, and what they looked for and did not find."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from spacecoop.records import choice_constraint


class ReportKind(models.TextChoices):
    ERROR = "error", _("something is wrong")
    MISSING = "missing", _("something is missing")
    BROKEN = "broken", _("a link is broken")


class ReportState(models.TextChoices):
    OPEN = "open", "open"
    SETTLED = "settled", "resolved"
    DECLINED = "declined", "declined"


class ReportQuerySet(models.QuerySet):
    def waiting(self):
        """Keep reports that nobody has answered yet, the oldest first."""
        return self.filter(state=ReportState.OPEN).order_by("at", "pk")


class Report(models.Model):
    """What a reader reports of a page, with the revision that she saw."""

    page = models.CharField(max_length=300, help_text="Path of the page.")
    revision = models.BigIntegerField(help_text="Revision of the data on the page.")
    kind = models.CharField(
        _("what is the problem"),
        max_length=10,
        choices=ReportKind,
        default=ReportKind.ERROR,
        help_text=_("What it is about."),
    )
    text = models.TextField(
        _("describe the problem"), max_length=2000, help_text=_("Be specific and, if possible, name a source.")
    )
    contact = models.EmailField(
        _("email (optional)"), blank=True, help_text=_("Only if you would like a reply; only editors see it.")
    )
    at = models.DateTimeField(auto_now_add=True, help_text="Time of the report.")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN, help_text="State.")
    answer = models.TextField("outcome", blank=True, help_text="Note for editors; not sent to the reader.")
    reply = models.TextField(
        blank=True,
        max_length=5000,
        help_text="Mailed to the reader once, when you save; empty: nothing is sent.",
    )
    replied_at = models.DateTimeField(null=True, blank=True, help_text="When the reply was sent.")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Resolved by."
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [choice_constraint("kind", ReportKind), choice_constraint("state", ReportState)]

    def __str__(self):
        return f"{self.page}: {self.text[:60]}"

    @property
    def awaits_reply(self):
        """Whether the site may send a reply: the reader gave an address, and none was sent yet."""
        return settings.MAILS and bool(self.contact) and self.replied_at is None


class GapCount(models.Model):
    """How many gaps of one kind there were on a day."""

    kind = models.CharField(max_length=30, help_text="Type of gap.")
    day = models.DateField(help_text="The day.")
    number = models.PositiveIntegerField(help_text="Number at the last count of that day.")

    class Meta:
        ordering = ["kind", "day"]
        constraints = [models.UniqueConstraint(fields=["kind", "day"], name="desk_gapcount_once_a_day")]

    def __str__(self):
        return f"{self.kind} on {self.day}: {self.number}"
