"""Imports of tables: what was uploaded, its rows, and the records that they made."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from spacecoop.records import choice_constraint


class ImportOrigin(models.Model):
    """An import profile as an editor left it: what the columns of a table mean. Others come with the site."""

    name = models.SlugField(unique=True, help_text="Name of the import profile.")
    mapping = models.TextField(help_text="The meaning of each column, as YAML.")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Changed by."
    )
    changed_at = models.DateTimeField(auto_now=True, help_text="When.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class ImportState(models.TextChoices):
    PLANNING = "planning", "being read"
    PLANNED = "planned", "ready to import"
    FAILED = "failed", "not readable"
    APPLIED = "applied", "imported"
    TAKEN_BACK = "taken_back", "undone"


class Import(models.Model):
    """A table that was uploaded: what its rows would change, whether they did, and by what they are undone."""

    origin = models.SlugField("import profile", help_text="The import profile.")
    mapping = models.TextField(help_text="The import profile at the time, as YAML.")
    file_name = models.CharField(max_length=200, help_text="Name of the file.")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.PLANNING, help_text="State.")
    problem = models.TextField(blank=True, help_text="Reason for the failure.")
    told = models.JSONField(default=list, blank=True, help_text="Remarks on the whole table.")
    reason = models.CharField(max_length=300, blank=True, help_text="Shown in the history of each record.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Uploaded by."
    )
    at = models.DateTimeField(auto_now_add=True, help_text="When.")
    context = models.UUIDField(null=True, help_text="The context under which the history has its changes.")
    seconds = models.FloatField(null=True, help_text="Duration of the import in seconds; empty: not imported.")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [choice_constraint("state", ImportState)]

    def __str__(self):
        return f"{self.file_name} ({self.origin})"

    def get_absolute_url(self):
        return reverse("admin:desk_import_change", args=[self.pk])

    def seconds_to_apply(self, rows):
        """Return how long it will take to apply so many rows, by the last import; None before the first."""
        last = Import.objects.exclude(seconds=None).first()
        done = last and last.rows.to_apply().count()
        return last.seconds * rows / done if done else None

    def counts(self):
        """Return {outcome: number of rows} of every outcome, in their order."""
        found = dict(self.rows.order_by().values_list("outcome").annotate(models.Count("pk")))
        return {outcome: found.get(outcome, 0) for outcome in RowOutcome}


class RowOutcome(models.TextChoices):
    NEW = "new", "new"
    CHANGED = "changed", "changed"
    CONFLICT = "conflict", "edited since the import"
    UNCHANGED = "unchanged", "unchanged"
    DUPLICATE = "duplicate", "possible duplicate"
    SAME = "same", "same as an existing record"
    REJECTED = "rejected", "rejected"

    @classmethod
    def applied(cls):
        """Return the outcomes of rows that something is done with when an import is applied."""
        return [cls.NEW, cls.SAME, cls.CHANGED, cls.CONFLICT]

    @classmethod
    def of(cls, differences):
        """Return the outcome of a row that is known, by what is other than the last time."""
        if any(difference["is_conflict"] for difference in differences):
            return cls.CONFLICT
        return cls.CHANGED if differences else cls.UNCHANGED


class ImportRowQuerySet(models.QuerySet):
    def to_apply(self):
        """Keep the rows that something is done with when their import is applied."""
        return self.filter(outcome__in=RowOutcome.applied(), is_left_out=False)


class ImportRow(models.Model):
    """What a row of a table would do.

    `facts`: {name: {value, shown, phrase}} that it states. `differences`: [{name, old, new, is_conflict}].
    `before`: the facts that the origin stated the last time, for taking back.
    `unknown`: {name in it that nobody has: the names most like it}; `as_read`: {"cells": {column: text}, "flaws":
    {column: what is wrong}} of a rejected row, which is read again when its names are known.
    `may_be`: [{value, name}] of what it may be the same as, “record:12” or “line:5” of the same table; `same_as`: the
    value of the one that it is.
    """

    table = models.ForeignKey(Import, models.CASCADE, related_name="rows", help_text="The import.")
    line = models.PositiveIntegerField(help_text="Line in the file.")
    row_id = models.CharField(max_length=200, blank=True, help_text="Identifier of the row in the table.")
    outcome = models.CharField(max_length=10, choices=RowOutcome, help_text="Outcome.")
    facts = models.JSONField(default=dict, help_text="Facts of the row.")
    source_address = models.URLField(
        max_length=500, blank=True, help_text="Document of the row, if it differs from that of the import profile."
    )
    document = models.JSONField(default=dict, help_text="Facts about that document.")
    differences = models.JSONField(default=list, help_text="Differences from the record.")
    remarks = models.JSONField(default=list, help_text="Errors and warnings.")
    unknown = models.JSONField(default=dict, help_text="Unmatched names.")
    as_read = models.JSONField(null=True, help_text="Cells of a rejected row, to be checked again.")
    may_be = models.JSONField(default=list, help_text="Possible duplicates.")
    same_as = models.CharField(max_length=30, blank=True, help_text="The duplicate that a reviewer chose.")
    before = models.JSONField(null=True, help_text="What was remembered of the row before the import.")
    is_left_out = models.BooleanField(default=False, help_text="Whether a reviewer excludes the row.")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(fields=["table", "line"], name="desk_importrow_once"),
            choice_constraint("outcome", RowOutcome),
        ]
        indexes = [
            # Serves the report, filtered, and whether an id occurs twice.
            models.Index(fields=["table", "outcome", "line"], name="desk_importrow_outcome"),
            models.Index(fields=["table", "row_id"], name="desk_importrow_row_id"),
        ]

    def __str__(self):
        return f"line {self.line}: {self.get_outcome_display()}"

    def value(self, name):
        return self.facts[name]["value"] if name in self.facts else None

    @property
    def shown_facts(self):
        """What it states as (name in words, fact)."""
        return [(_in_words(name), fact) for name, fact in self.facts.items() if not fact.get("is_missing")]

    @property
    def shown_differences(self):
        """What is other than before as (name in words, difference)."""
        return [(_in_words(difference["name"]), difference) for difference in self.differences]


def _in_words(name):
    """Return what a fact is called: “relation:amends:R1” is “amends”."""
    return name.removeprefix("relation:").partition(":")[0].replace("_", " ")


class ImportedRecord(models.Model):
    """Which record a row of an origin became, and what it stated then.

    `facts`: {name: {value, shown}}; `parts`: {name: key of the part that holds it}.
    """

    origin = models.SlugField("import profile", help_text="The import profile.")
    row_id = models.CharField(max_length=200, help_text="Identifier of the row in the table.")
    model = models.CharField(max_length=60, help_text="Type of record, such as “agreements.Agreement”.")
    key = models.BigIntegerField(help_text="Key of the record.")
    facts = models.JSONField(help_text="Facts of the row at the last import.")
    parts = models.JSONField(default=dict, help_text="Keys of the parts with these facts.")
    last = models.ForeignKey(Import, models.PROTECT, related_name="records", help_text="The last import.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "row_id"], name="desk_importedrecord_once")]

    def __str__(self):
        return f"{self.origin} {self.row_id}"
