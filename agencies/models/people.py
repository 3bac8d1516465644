"""People whom sources name, and the positions they hold."""

from django.db import models
from django.urls import reverse

from agencies.models.agencies import Agency
from spacecoop.fields import EDTFField, basis_field, date_constraints, earliest_day, latest_day
from spacecoop.models import collection_field
from spacecoop.records import (
    NaturalKeyManager,
    keep_former_slug,
    recorded,
    slug_constraint,
    slug_field,
)


@recorded
class Person(models.Model):
    """A person whom a source names."""

    natural_key_fields = ["slug"]

    slug = slug_field("jean-yves-le-gall")
    name = models.CharField(max_length=120, help_text="The name as the source writes it.")
    collection = collection_field()

    objects = NaturalKeyManager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name"]
        constraints = [slug_constraint()]
        triggers = [keep_former_slug()]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("person", args=[self.slug])


@recorded
class Position(models.Model):
    """A position that a person holds in an agency, as of the day for which a source says so."""

    natural_key_fields = ["person__slug", "agency__slug", "title", "as_of"]

    person = models.ForeignKey(Person, models.CASCADE, related_name="positions", help_text="Who holds it.")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="positions", help_text="In which organisation.")
    title = models.CharField(max_length=100, help_text="The position as the source names it, such as “President”.")
    as_of = EDTFField(
        "as of",
        help_text="The date for which the source states it, not a beginning; empty where the source is undated.",
    )
    as_of_basis = basis_field()
    as_of_earliest = earliest_day("as_of")
    as_of_latest = latest_day("as_of")

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["as_of_earliest", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "agency", "title", "as_of"], nulls_distinct=False, name="agencies_position_once"
            ),
            *date_constraints("as_of", "as_of_earliest", "as_of_latest"),
        ]

    def __str__(self):
        return f"{self.person}, {self.title} of {self.agency.short_name}"

    def natural_key(self):
        return (*self.person.natural_key(), *self.agency.natural_key(), self.title, self.as_of)

    natural_key.dependencies = ["agencies.person", "agencies.agency"]
