"""What is worked on and not yet published: drafts with their changes and remarks."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.models import Source
from desk.changesets import RowChange, completed, model_called
from spacecoop.fields import EDTFField
from spacecoop.records import choice_constraint, language_constraint, language_field


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


class Origin(models.TextChoices):
    PASTED = "pasted", "pasted"
    FILE = "file", "a file"
    ADDRESS = "address", "fetched from its address"


class SourceText(models.Model):
    """The text of a document that is read here; for editors alone, since it is somebody's own."""

    source = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="texts",
        help_text="The source record; empty until it is entered.",
    )
    text = models.TextField(help_text="Text of the document.")
    checksum = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the document, in hexadecimal.")
    origin = models.CharField(max_length=8, choices=Origin, help_text="How the text was obtained.")
    language = language_field()
    title = models.CharField(max_length=250, blank=True, help_text="Title given in the document.")
    publisher = models.CharField(max_length=150, blank=True, help_text="Publisher given in the document.")
    address = models.URLField(max_length=500, blank=True, help_text="URL of the document.")
    published = EDTFField(help_text="Date of the document, used to work out dates such as “next December”.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Added by.")
    added_at = models.DateTimeField(auto_now_add=True, help_text="When.")
    marks = models.JSONField(default=list, blank=True, editable=False, help_text="Highlighted words.")
    not_marked = models.CharField(max_length=300, blank=True, editable=False, help_text="Why nothing is highlighted.")
    marked_in = models.CharField(
        max_length=32, blank=True, editable=False, help_text="A mark of text, names and grammar at the time of reading."
    )

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [choice_constraint("origin", Origin), language_constraint()]

    def __str__(self):
        return self.title or self.text[:80]

    @property
    def known_source(self):
        """The source that it belongs to, or that has its address; None while there is none. Cost: a query at most."""
        return self.source or (Source.objects.filter(address=self.address).first() if self.address else None)


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
        return [(_in_words(one["name"]), one) for one in self.differences]


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


class SourceCheck(models.Model):
    """What came when the address of a source was last asked; the address may be another by now."""

    # Without a constraint: a source that is taken back takes no question of ours into account.
    source = models.OneToOneField(
        Source, models.CASCADE, related_name="last_check", db_constraint=False, help_text="The source."
    )
    address = models.URLField(max_length=500, help_text="The URL that was checked.")
    day = models.DateField(help_text="When.")
    problem = models.CharField(max_length=300, blank=True, help_text="Why the link is broken; empty: it works.")

    class Meta:
        ordering = ["source"]

    def __str__(self):
        return f"{self.address} on {self.day}: {self.problem or 'it answered'}"


class Erasure(models.Model):
    """That something was erased for good; not what."""

    reason = models.CharField(max_length=300, help_text="Reason, without the erased words.")
    rows = models.PositiveIntegerField(default=0, help_text="Number of rows affected, past states included.")
    at = models.DateTimeField(auto_now_add=True, help_text="When.")

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}: {self.reason}"
