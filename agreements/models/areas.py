"""Cooperation areas: a small hierarchy in the manner of SKOS."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

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

WITH_NARROWER = """
    WITH RECURSIVE narrower(id) AS (
        SELECT id FROM agreements_area WHERE id = ANY(%s)
        UNION
        SELECT area.id FROM agreements_area area JOIN narrower ON area.broader_id = narrower.id
    )
    SELECT id FROM narrower
"""


class AreaQuerySet(models.QuerySet):
    def below(self, keys):
        """Keep the areas with these keys and all that are narrower, at any depth."""
        return self.filter(pk__in=models.expressions.RawSQL(WITH_NARROWER, [list(keys)]))  # noqa: S611


@recorded
class Area(models.Model):
    """A field of cooperation, such as space medicine."""

    natural_key_fields = ["slug"]

    slug = slug_field("space-medicine")
    name = models.CharField(max_length=120, unique=True, help_text="The preferred name, in English.")
    definition = models.TextField(blank=True, help_text="What the area covers, in our own words.")
    broader = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        help_text="The next wider area.",
    )
    collection = collection_field()

    objects = NaturalKeyManager.from_queryset(AreaQuerySet)()

    class Meta:
        ordering = ["name"]
        constraints = [slug_constraint(), not_above_itself("broader")]
        triggers = [keep_former_slug(), refuse_cycle("broader")]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("area", args=[self.slug])

    @property
    def wider(self):
        """The areas above it, the widest first."""
        return [*self.broader.wider, self.broader] if self.broader else []


@recorded
class AreaLabel(models.Model):
    """Another label of an area, as a source words it."""

    natural_key_fields = ["area__slug", "label"]

    area = models.ForeignKey(Area, models.CASCADE, related_name="labels", help_text="The area with this label.")
    label = models.CharField(max_length=150, help_text="The wording of the source.")
    language = language_field()

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(fields=["area", "label"], name="agreements_arealabel_once"),
            language_constraint(),
        ]

    def __str__(self):
        return self.label

    def natural_key(self):
        return (*self.area.natural_key(), self.label)

    natural_key.dependencies = ["agreements.area"]


class Scheme(models.TextChoices):
    UNESCO = "unesco", gettext_lazy("UNESCO thesaurus")
    EUROVOC = "eurovoc", gettext_lazy("EuroVoc")


class Closeness(models.TextChoices):
    EXACT = "exact", gettext_lazy("exact match")
    CLOSE = "close", gettext_lazy("close match")


@recorded
class AreaMatch(models.Model):
    """The same or nearly the same concept in another vocabulary (SKOS exactMatch, closeMatch)."""

    natural_key_fields = ["area__slug", "address"]

    area = models.ForeignKey(Area, models.CASCADE, related_name="matches", help_text="Our area.")
    scheme = models.CharField(max_length=10, choices=Scheme, help_text="The other vocabulary.")
    address = models.URLField(help_text="Web address of the concept.")
    closeness = models.CharField(max_length=5, choices=Closeness, help_text="How near the two are.")

    objects = NaturalKeyManager()

    class Meta:
        verbose_name_plural = "area matches"
        ordering = ["scheme", "address"]
        constraints = [
            models.UniqueConstraint(fields=["area", "address"], name="agreements_areamatch_once"),
            choice_constraint("scheme", Scheme),
            choice_constraint("closeness", Closeness),
            models.CheckConstraint(
                condition=Q(address__startswith="http"),
                name="agreements_areamatch_address_is_web",
                violation_error_message="The address of a concept begins with http.",
            ),
        ]

    def __str__(self):
        return f"{self.get_closeness_display()} {self.address}"

    def natural_key(self):
        return (*self.area.natural_key(), self.address)

    natural_key.dependencies = ["agreements.area"]
