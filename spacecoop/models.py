"""What every writer leaves behind, kept by the database itself: the revision, old addresses, the words to search."""

import pghistory.models
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

# The kinds of record whose names are sentences, and far more of them than of the others.
TITLED_KINDS = ["agreement", "event", "source"]


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
        db_index=True,  # serves `since_revision`
    )

    class Meta:
        abstract = True


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


class SearchDocument(models.Model):
    """The words by which one record is found, of whatever kind; triggers keep it in step with all that feeds it.

    It is no column of the record itself, so that lists do not load it and refreshing it leaves no history.
    """

    pk = models.CompositePrimaryKey("kind", "record")
    kind = models.CharField(max_length=30, help_text="The model, in lower case.")
    record = models.BigIntegerField(help_text="The key of the record.")
    document = SearchVectorField(help_text="Its words, weighted, and its whole names.")

    class Meta:
        # Serves every search: of all kinds, or of one without reading the documents of the others.
        indexes = [GinIndex(fields=["kind", "document"], name="spacecoop_searchdocument_words")]

    def __str__(self):
        return f"{self.kind} {self.record}"


class SearchName(models.Model):
    """One form of a record's name; kept by the same triggers."""

    pk = models.CompositePrimaryKey("kind", "record", "name")
    kind = models.CharField(max_length=30, help_text="The model, in lower case.")
    record = models.BigIntegerField(help_text="The key of the record.")
    name = models.CharField(max_length=500, help_text="One form of its name.")
    folded = models.CharField(max_length=500, help_text="The same without accents, capitals and signs.")
    words = SearchVectorField(help_text="Its words, as they stand.")

    class Meta:
        indexes = [
            # Serves finding the two sides of a pair by their whole names.
            models.Index(fields=["folded"], name="spacecoop_searchname_folded"),
            # Serve suggestions, by beginnings of words: two, so that the few names are not sought among the titles.
            GinIndex(fields=["words"], condition=Q(kind__in=TITLED_KINDS), name="spacecoop_searchname_titles"),
            GinIndex(fields=["words"], condition=~Q(kind__in=TITLED_KINDS), name="spacecoop_searchname_names"),
        ]

    def __str__(self):
        return self.name


class SearchWord(models.Model):
    """A word that stands in some name; kept by the same triggers."""

    word = models.CharField(max_length=100, primary_key=True, help_text="In small letters.")

    class Meta:
        # Serves the correction of typing errors: the words most like one.
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="spacecoop_searchword_likeness")]

    def __str__(self):
        return self.word
