"""Erasures: that something went from the knowledge base on a lawful request."""

from django.db import models


class Erasure(models.Model):
    """That something was erased for good; not what."""

    reason = models.CharField(max_length=300, help_text="Reason, without the erased words.")
    rows = models.PositiveIntegerField(default=0, help_text="Number of rows affected, past states included.")
    at = models.DateTimeField(auto_now_add=True, help_text="When.")

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}: {self.reason}"
