"""Merges: two records that are one; and pairs that are known to be two."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Merge(models.Model):
    """Two records that were found to be one; by the context of its history it can be undone."""

    kind = models.CharField(max_length=30, help_text="Type of record.")
    merged = models.CharField(max_length=100, help_text="Address of the merged record.")
    survivor = models.CharField(max_length=100, help_text="Address of the remaining record.")
    former = ArrayField(
        models.CharField(max_length=100), default=list, blank=True, help_text="Older addresses of the merged record."
    )
    context = models.UUIDField(help_text="The context under which the history has its changes.")
    first_revision = models.BigIntegerField(null=True, help_text="The first revision that it made; empty: not kept.")
    last_revision = models.BigIntegerField(null=True, help_text="The last revision that it made; empty: not kept.")
    batch = models.UUIDField(null=True, blank=True, help_text="Shared by merges that were confirmed together.")
    reason = models.CharField(max_length=300, blank=True, help_text="Reason for merging.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Merged by."
    )
    at = models.DateTimeField(auto_now_add=True, help_text="When.")
    undone = models.BooleanField(default=False, help_text="Whether the merge was undone.")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.kind} {self.merged} into {self.survivor}"


class Distinction(models.Model):
    """Two records that look like one and are two, as somebody found; they are not proposed again."""

    kind = models.CharField(max_length=30, help_text="Type of record.")
    one = models.BigIntegerField(help_text="Key of the first record, the smaller one.")
    other = models.BigIntegerField(help_text="Key of the second record.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Decided by."
    )
    at = models.DateTimeField(auto_now_add=True, help_text="When.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "one", "other"], name="desk_distinction_once"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="desk_distinction_in_order"),
        ]

    def __str__(self):
        return f"{self.kind} {self.one} is not {self.other}"
