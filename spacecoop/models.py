"""What every writer leaves behind, kept by the database itself: the revision and old addresses."""

import pghistory.models
from django.db import models


class Revision(models.Model):
    """One row, increased by every statement that changes what a reader can see.

    Its row lock orders the writers, so the order of revisions is the order of commits.
    """

    number = models.BigIntegerField(default=0, help_text="How many changing statements there have been.")
    changed_at = models.DateTimeField(help_text="When the last of them ran.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="spacecoop_revision_is_one_row"),
        ]

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls):
        """Return the number of the present revision; 0 in an emptied database."""
        return cls.objects.values_list("number", flat=True).first() or 0


class CurrentRevision(models.Func):
    """The number of the present revision, in SQL."""

    function = "spacecoop_current_revision"
    template = "%(function)s()"
    output_field = models.BigIntegerField()


class PastState(pghistory.models.Event):
    """What every history table has: also the revision in which a record came to be as it says."""

    pgh_revision = models.BigIntegerField(
        "revision",
        db_default=CurrentRevision(),
        editable=False,
        db_index=True,  # serves finding what has changed since an edition
    )

    class Meta:
        abstract = True


class KeySeal(models.Model):
    """One row: by it a start knows whether its secret key is the one that the database was served with."""

    seal = models.CharField(max_length=64, help_text="A text signed with the secret key, which it does not tell.")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="spacecoop_keyseal_is_one_row")]

    def __str__(self):
        return "seal of the secret key"


class Collection(models.Model):
    """A data set that was loaded beside the published one, by its folder; its records lead to it."""

    slug = models.SlugField(max_length=100, unique=True, help_text="The name of its folder.")
    title = models.CharField(max_length=200, help_text="What it is called.")
    version = models.CharField(max_length=40, help_text="Its version, as its folder says.")
    licence = models.CharField(max_length=100, help_text="Under what terms it may be used.")
    licence_url = models.URLField(help_text="Where these terms can be read.")
    summary = models.TextField(help_text="What it holds, and what it does not.")
    loaded_at = models.DateTimeField(auto_now=True, help_text="When it was loaded last.")

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.title


def collection_field():
    """Return the field for the collection that a record came with; empty: it is of no collection."""
    return models.ForeignKey(
        Collection,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The collection that it came with; empty: entered here, or one of the published set.",
    )


class FormerSlug(models.Model):
    """An address that a record had once and that leads to its present one for ever."""

    kind = models.CharField(max_length=30, help_text="The model, in lower case.")
    slug = models.CharField(max_length=100, help_text="The address as it was.")
    current = models.CharField(max_length=100, help_text="The address as it is now.")

    class Meta:
        verbose_name = "former address"
        verbose_name_plural = "former addresses"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="spacecoop_formerslug_once"),
        ]
        # Serves the trigger that follows a record renamed twice.
        indexes = [models.Index(fields=["kind", "current"], name="spacecoop_formerslug_current")]

    def __str__(self):
        return f"{self.kind} {self.slug} → {self.current}"
