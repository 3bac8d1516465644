"""Sources: the documents that say something."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy

from spacecoop.fields import EDTFField, basis_field, date_constraints, earliest_day, latest_day
from spacecoop.models import collection_field
from spacecoop.records import (
    NaturalKeyManager,
    choice_constraint,
    keep_former_slug,
    language_constraint,
    language_field,
    not_above_itself,
    recorded,
    refuse_cycle,
    slug_constraint,
    slug_field,
)


class SourceKind(models.TextChoices):
    TREATY_TEXT = "treaty_text", gettext_lazy("text of an agreement")
    REGISTER = "register", gettext_lazy("treaty register")
    PRESS_RELEASE = "press_release", gettext_lazy("press release")
    NEWS = "news", gettext_lazy("news report")
    WEB_PAGE = "web_page", gettext_lazy("web page")
    REPORT = "report", gettext_lazy("report or paper")
    DATASET = "dataset", gettext_lazy("table of data")


@recorded
class Source(models.Model):
    """A document that says something."""

    natural_key_fields = ["slug"]

    slug = slug_field("cnes-csa-2021")
    title = models.CharField(max_length=250, help_text="The title, as the document gives it.")
    publisher = models.CharField(max_length=150, help_text="Who published it.")
    kind = models.CharField(
        max_length=15, choices=SourceKind, blank=True, help_text="The type of document; empty: not known."
    )
    language = language_field()
    address = models.URLField(max_length=500, unique=True, help_text="Where it can be read.")
    published = EDTFField(help_text="The document's own date; empty where it has none (a footer's year is none).")
    published_basis = basis_field()
    published_earliest = earliest_day("published")
    published_latest = latest_day("published")
    relays = models.CharField(
        "reported from",
        max_length=250,
        blank=True,
        help_text="What the document repeats from elsewhere; empty for a primary source.",
    )
    read_on = models.DateField(
        "read on", null=True, blank=True, help_text="The day on which we read it; an undated source speaks as of then."
    )
    archived_url = models.URLField(
        "archived copy", max_length=500, blank=True, help_text="Where an archive keeps it as it was."
    )
    copy_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        help_text="The source that it copies; both count as one.",
    )
    collection = collection_field()

    objects = NaturalKeyManager()

    class Meta:
        ordering = [models.F("published_earliest").desc(nulls_last=True), "title"]
        constraints = [
            slug_constraint(),
            choice_constraint("kind", SourceKind, blank=True),
            language_constraint(),
            *date_constraints("published", "published_earliest", "published_latest"),
            not_above_itself("copy_of"),
        ]
        triggers = [keep_former_slug(), refuse_cycle("copy_of")]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("source", args=[self.slug])

    @property
    def spoke_by(self):
        """The last day by which it said what it says: the end of its own date, else the day it was read; or None."""
        return self.published_latest or self.read_on
