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

    title = models.CharField(max_length=200, help_text="What it is about, in a few words.")
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why it is proposed: shown in the history of each record."
    )
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.DRAFT, help_text="How far it is.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts", help_text="Who proposes it."
    )
    begun_at = models.DateTimeField(auto_now_add=True, help_text="When it was begun.")
    changed_at = models.DateTimeField(auto_now=True, help_text="When it last changed.")
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="When it was last handed in for review.")
    published_at = models.DateTimeField(null=True, blank=True, help_text="When it was published.")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_drafts",
        help_text="Who published it.",
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

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="changes", help_text="The draft that it belongs to.")
    model = models.CharField(max_length=60, help_text="What kind of record, such as “agreements.Event”.")
    key = models.BigIntegerField(help_text="The key that the row has or will have.")
    before = models.JSONField(null=True, help_text="The row when the draft was begun; empty: there was none.")
    after = models.JSONField(null=True, help_text="The row as proposed; empty: it goes.")

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

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="remarks", help_text="Which draft.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who says it.")
    at = models.DateTimeField(auto_now_add=True, help_text="When.")
    text = models.TextField(help_text="What is said.")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]


class Merge(models.Model):
    """Two records that were found to be one; by the context of its history it can be undone."""

    kind = models.CharField(max_length=30, help_text="The kind of record.")
    merged = models.CharField(max_length=100, help_text="The address that the merged record had.")
    survivor = models.CharField(max_length=100, help_text="The address of the record that it went into.")
    former = ArrayField(
        models.CharField(max_length=100), default=list, blank=True, help_text="Older addresses that led to it."
    )
    context = models.UUIDField(help_text="The context under which the history has its changes.")
    first_revision = models.BigIntegerField(null=True, help_text="The first revision that it made; empty: not kept.")
    last_revision = models.BigIntegerField(null=True, help_text="The last revision that it made; empty: not kept.")
    batch = models.UUIDField(null=True, blank=True, help_text="What merges share that were confirmed together.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why they are one.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who merged them."
    )
    at = models.DateTimeField(auto_now_add=True, help_text="When.")
    undone = models.BooleanField(default=False, help_text="Whether it was undone again.")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.kind} {self.merged} into {self.survivor}"


class Distinction(models.Model):
    """Two records that look like one and are two, as somebody found; they are not proposed again."""

    kind = models.CharField(max_length=30, help_text="The kind of record.")
    one = models.BigIntegerField(help_text="The key of the one, the smaller.")
    other = models.BigIntegerField(help_text="The key of the other.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who says so."
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
    SETTLED = "settled", "settled"
    DECLINED = "declined", "declined"


class ReportQuerySet(models.QuerySet):
    def waiting(self):
        """Keep reports that nobody has answered yet, the oldest first."""
        return self.filter(state=ReportState.OPEN).order_by("at", "pk")


class Report(models.Model):
    """What a reader reports of a page, with the revision that she saw."""

    page = models.CharField(max_length=300, help_text="The path of the page.")
    revision = models.BigIntegerField(help_text="The revision of the data that she saw.")
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
    at = models.DateTimeField(auto_now_add=True, help_text="When it came.")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.OPEN, help_text="How far it is.")
    answer = models.TextField(blank=True, help_text="What came of it.")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who settled it."
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [choice_constraint("kind", ReportKind), choice_constraint("state", ReportState)]

    def __str__(self):
        return f"{self.page}: {self.text[:60]}"


class GapCount(models.Model):
    """How many gaps of one kind there were on a day."""

    kind = models.CharField(max_length=30, help_text="The kind of gap.")
    day = models.DateField(help_text="The day.")
    number = models.PositiveIntegerField(help_text="How many there were when it was last counted on that day.")

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
    """The text of a document that is read here; for curators alone, since it is somebody's own."""

    source = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="texts",
        help_text="The source whose text it is; empty until it is entered.",
    )
    text = models.TextField(help_text="What it says.")
    checksum = models.CharField(max_length=64, unique=True, help_text="SHA-256 of what was given, in hexadecimal.")
    origin = models.CharField(max_length=8, choices=Origin, help_text="How it came here.")
    language = language_field()
    title = models.CharField(max_length=250, blank=True, help_text="Its title, as far as the document itself tells.")
    publisher = models.CharField(max_length=150, blank=True, help_text="Its publisher, as far as it tells.")
    address = models.URLField(max_length=500, blank=True, help_text="Where it was found.")
    published = EDTFField(help_text="Its own date, by which “next December” is understood; empty where it has none.")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who brought it here."
    )
    added_at = models.DateTimeField(auto_now_add=True, help_text="When.")
    marks = models.JSONField(default=list, blank=True, editable=False, help_text="What was marked in it.")
    not_marked = models.CharField(
        max_length=300, blank=True, editable=False, help_text="Why nothing is marked in it, where it cannot be read."
    )
    marked_in = models.CharField(
        max_length=32, blank=True, editable=False, help_text="A mark of all that it was read by: text, names, grammar."
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
    """How the tables of an origin are read, as a curator left it; without one the mapping that comes with the site."""

    name = models.SlugField(unique=True, help_text="What the origin is called here.")
    mapping = models.TextField(help_text="What its columns mean, as YAML.")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who changed it."
    )
    changed_at = models.DateTimeField(auto_now=True, help_text="When.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class ImportState(models.TextChoices):
    PLANNING = "planning", "being read"
    PLANNED = "planned", "read, not applied"
    FAILED = "failed", "not readable"
    APPLIED = "applied", "applied"
    TAKEN_BACK = "taken_back", "taken back"


class Import(models.Model):
    """A table that was brought here: what its rows would do, whether that was done, and by what it is taken back."""

    origin = models.SlugField(help_text="The origin, by whose mapping it was read.")
    mapping = models.TextField(help_text="The mapping as it was then, as YAML.")
    file_name = models.CharField(max_length=200, help_text="What the file was called.")
    state = models.CharField(
        max_length=10, choices=ImportState, default=ImportState.PLANNING, help_text="How far it is."
    )
    problem = models.TextField(blank=True, help_text="Why it went no further.")
    told = models.JSONField(default=list, blank=True, help_text="What is to be known of the table as a whole.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why: shown in the history of each record.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who brought it."
    )
    at = models.DateTimeField(auto_now_add=True, help_text="When.")
    context = models.UUIDField(null=True, help_text="The context under which the history has its changes.")
    seconds = models.FloatField(
        null=True, help_text="How long it took to apply, in which nobody else could save; empty: it never was."
    )

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
    CONFLICT = "conflict", "edited here since"
    UNCHANGED = "unchanged", "unchanged"
    DUPLICATE = "duplicate", "possible duplicate"
    SAME = "same", "the same as one here"
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
    line = models.PositiveIntegerField(help_text="Where it stands in the file.")
    row_id = models.CharField(max_length=200, blank=True, help_text="What the origin calls it.")
    outcome = models.CharField(max_length=10, choices=RowOutcome, help_text="What would become of it.")
    facts = models.JSONField(default=dict, help_text="What it states.")
    source_address = models.URLField(
        max_length=500, blank=True, help_text="The document that it is from, where that is not the one of the mapping."
    )
    document = models.JSONField(default=dict, help_text="What it says of that document.")
    differences = models.JSONField(default=list, help_text="What is other than before.")
    remarks = models.JSONField(default=list, help_text="Why it is rejected, and what to look at.")
    unknown = models.JSONField(default=dict, help_text="The names in it that nobody has.")
    as_read = models.JSONField(null=True, help_text="Its cells, to be read again; of a rejected row only.")
    may_be = models.JSONField(default=list, help_text="What it may be the same as.")
    same_as = models.CharField(max_length=30, blank=True, help_text="What it is the same as, by a reviewer's word.")
    before = models.JSONField(null=True, help_text="What the import remembered of it before it was applied.")
    is_left_out = models.BooleanField(default=False, help_text="Whether a reviewer leaves it out.")

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

    origin = models.SlugField(help_text="The origin.")
    row_id = models.CharField(max_length=200, help_text="What it calls the row.")
    model = models.CharField(max_length=60, help_text="What kind of record, such as “agreements.Agreement”.")
    key = models.BigIntegerField(help_text="Its key.")
    facts = models.JSONField(help_text="What the row stated when it was last imported.")
    parts = models.JSONField(default=dict, help_text="The keys of the parts that hold it.")
    last = models.ForeignKey(Import, models.PROTECT, related_name="records", help_text="By which import, the last.")

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
    address = models.URLField(max_length=500, help_text="The address that was asked.")
    day = models.DateField(help_text="When.")
    problem = models.CharField(max_length=300, blank=True, help_text="Why it leads nowhere; empty: it answered.")

    class Meta:
        ordering = ["source"]

    def __str__(self):
        return f"{self.address} on {self.day}: {self.problem or 'it answered'}"


class Erasure(models.Model):
    """That something was erased for good; not what."""

    reason = models.CharField(max_length=300, help_text="Why, without the words.")
    rows = models.PositiveIntegerField(default=0, help_text="In how many rows it stood, those of the past included.")
    at = models.DateTimeField(auto_now_add=True, help_text="When.")

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}: {self.reason}"
