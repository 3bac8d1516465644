"""What is kept of the read half: the documents that readers see, and for which state of the records they hold."""

from django.db import models
from django.db.models import Q


class Edition(models.Model):
    """A state of the documents; two states are the same only if both the revision and its time are equal.

    Numbers of revisions repeat after a restored backup; the time beside them does not.
    """

    revision = models.BigIntegerField(help_text="The revision of the records that the documents show.")
    changed_at = models.DateTimeField(null=True, help_text="When that revision was made; empty in an emptied database.")
    rendered_at = models.DateTimeField(auto_now_add=True, help_text="When the documents were made.")

    def __str__(self):
        return f"edition {self.pk} of revision {self.revision}"


class State(models.Model):
    """One row: the present edition, and from which code and tables its documents were made.

    Its lock is held by whoever renders; nobody who writes records needs it.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, null=True, help_text="The present edition.")
    code = models.CharField(max_length=40, default="", help_text="A mark of the code that made the documents.")
    tables = models.CharField(max_length=40, default="", help_text="A mark of the files in which the records lie.")
    first_edition = models.BigIntegerField(default=0, help_text="The edition from which every change is told.")
    first_revision = models.BigIntegerField(default=0, help_text="The revision of that edition.")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="catalogue_state_is_one_row")]

    def __str__(self):
        return f"state: {self.edition}"


class DocumentQuerySet(models.QuerySet):
    def of_edition(self, edition):
        """Keep the documents that hold in an edition, given by its key."""
        return self.filter(Q(until=None) | Q(until__gt=edition), since__lte=edition)


class Document(models.Model):
    """All that is said of one record, as JSON texts: `row` lean, for lists, and `body` whole.

    A document holds no sentence of ours, no language, no today and no count of others.
    """

    kind = models.CharField(max_length=20, help_text="The model of the record, in lower case.")
    key = models.BigIntegerField(help_text="The key of the record.")
    slug = models.CharField(max_length=100, help_text="The record's address; of a country its code in small letters.")
    since = models.BigIntegerField(help_text="The edition from which it holds.")
    until = models.BigIntegerField(null=True, help_text="The edition from which it holds no more; empty: it holds.")
    revision = models.BigIntegerField(help_text="The revision in which the record or a part of it last changed.")
    changed_at = models.DateTimeField(help_text="When the record or a part of it last changed.")
    row = models.TextField(help_text="What a list shows of the record.")
    body = models.TextField(help_text="What its page shows.")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], condition=Q(until=None), name="catalogue_document_once"),
        ]
        indexes = [
            # Serve one record, and a list of records, of any edition.
            models.Index(fields=["kind", "slug"], name="catalogue_document_slug"),
            models.Index(fields=["kind", "key", "since"], name="catalogue_document_key"),
            # Serve what came and went since an edition, the latter also taking away what is superseded.
            models.Index(fields=["since"], name="catalogue_document_since"),
            models.Index(fields=["until"], condition=~Q(until=None), name="catalogue_document_until"),
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}"


class Change(models.Model):
    """What last became of the document under an address: there is another, or none any more.

    One row an address, for ever: superseded documents are taken away, and whoever keeps a copy asks later.
    """

    kind = models.CharField(max_length=20, help_text="The model of the record, in lower case.")
    slug = models.CharField(max_length=100, help_text="The address; of a country its code in small letters.")
    key = models.BigIntegerField(help_text="The key of the record that stands there, or stood there last.")
    revision = models.BigIntegerField(help_text="The revision of the edition that made the change.")
    changed_at = models.DateTimeField(help_text="When that revision was made.")
    is_there = models.BooleanField(help_text="Whether a document stands there.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="catalogue_change_once")]
        indexes = [
            # Serve what changed after a revision, a page at a time, of all kinds and of one.
            models.Index(fields=["revision", "kind", "slug"], name="catalogue_change_order"),
            models.Index(fields=["kind", "revision", "slug"], name="catalogue_change_of_kind"),
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}, revision {self.revision}"
