"""Drafts: changes that nobody but their editors sees, and what a reviewer remarks on them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from desk.changesets import RowChange, completed, model_called
from spacecoop.records import choice_constraint


class DraftState(models.TextChoices):
    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    RETURNED = "returned", "returned"
    PUBLISHED = "published", "published"
    DISCARDED = "discarded", "discarded"

    @classmethod
    def open(cls):
        """Return the states in which a draft is worked in."""
        return [cls.DRAFT, cls.RETURNED]

    @classmethod
    def to_publish(cls):
        """Return the states in which a draft can still come to be published."""
        return [*cls.open(), cls.IN_REVIEW]


class DraftQuerySet(models.QuerySet):
    def open(self):
        """Keep drafts that can still be worked in."""
        return self.filter(state__in=DraftState.open())

    def waiting(self):
        """Keep drafts that a reviewer is to look at, the longest waiting first."""
        return self.filter(state=DraftState.IN_REVIEW).order_by("submitted_at", "pk")

    def seen_by(self, user):
        """Keep drafts that `user` may see: their own, and for who may publish all."""
        return self.all() if user.has_perm("desk.publish_draft") else self.filter(author=user)


class Draft(models.Model):
    """A set of changes that somebody proposes; readers see none of it until it is published."""

    title = models.CharField(max_length=200, help_text="Short title.")
    reason = models.CharField(max_length=300, blank=True, help_text="Shown in the history of each record.")
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.DRAFT, help_text="State.")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts", help_text="Author.")
    begun_at = models.DateTimeField(auto_now_add=True, help_text="Start of the draft.")
    changed_at = models.DateTimeField(auto_now=True, help_text="Last change.")
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="Last submission for review.")
    published_at = models.DateTimeField(null=True, blank=True, help_text="Publication.")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_drafts",
        help_text="Publisher of the draft.",
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        permissions = [("publish_draft", "Can publish drafts, or return them")]
        constraints = [
            choice_constraint("state", DraftState),
            models.CheckConstraint(
                condition=Q(state=DraftState.PUBLISHED, published_at__isnull=False, published_by__isnull=False)
                | (~Q(state=DraftState.PUBLISHED) & Q(published_at__isnull=True, published_by__isnull=True)),
                name="desk_draft_says_who_published_it",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("admin:desk_draft_change", args=[self.pk])

    @property
    def is_open(self):
        return self.state in DraftState.open()

    @property
    def is_open_to_change(self):
        """Whether it can still come to be published."""
        return self.state in DraftState.to_publish()

    def row_changes(self):
        """Return its set of changes, in their order."""
        return [change.as_row_change() for change in self.changes.all()]


class DraftChange(models.Model):
    """One row before and after. What is proposed is no fact yet: it is kept as the row would be."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="changes", help_text="The draft.")
    model = models.CharField(max_length=60, help_text="Type of record, such as “agreements.Event”.")
    key = models.BigIntegerField(help_text="Key of the row.")
    before = models.JSONField(null=True, help_text="The row at the start of the draft; empty: it did not exist.")
    after = models.JSONField(null=True, help_text="The row as proposed; empty: it is deleted.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "model", "key"], name="desk_draftchange_once"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="desk_draftchange_changes_something"
            ),
        ]

    def __str__(self):
        return f"{self.model} {self.key}"

    @classmethod
    def of(cls, draft, change):
        return cls(
            draft=draft, model=change.model._meta.label, key=change.key, before=change.before, after=change.after
        )

    def as_row_change(self):
        model = model_called(self.model)
        rows = [row and completed(model, row) for row in (self.before, self.after)]
        return RowChange(model, self.key, *rows)


class DraftRemark(models.Model):
    """What a reviewer or the author says of a draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="remarks", help_text="The draft.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Author.")
    at = models.DateTimeField(auto_now_add=True, help_text="When.")
    text = models.TextField(help_text="Text.")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]
