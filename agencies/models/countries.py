"""Countries, present and former, and the forms of their names."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from spacecoop.fields import EDTFField, date_constraints, earliest_day, latest_day
from spacecoop.records import (
    NaturalKeyManager,
    language_constraint,
    language_field,
    recorded,
)


@recorded
class Country(models.Model):
    """A country of ISO 3166-1, or a former one of ISO 3166-3."""

    natural_key_fields = ["code"]

    code = models.CharField(
        max_length=4,
        unique=True,
        help_text="ISO 3166-1 alpha-2 code such as “BE”; for a former country its ISO 3166-3 code such as “SUHH”.",
    )
    name = models.CharField(max_length=100, help_text="The short name that pages show.")
    iso_name = models.CharField("ISO name", max_length=100, help_text="The short name in ISO 3166.")
    withdrawn = EDTFField(help_text="When ISO 3166-3 withdrew the code of a former country; empty for the others.")
    withdrawn_earliest = earliest_day("withdrawn")
    withdrawn_latest = latest_day("withdrawn")

    objects = NaturalKeyManager()

    class Meta:
        verbose_name_plural = "countries"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2}$", withdrawn__isnull=True)
                | Q(code__regex=r"^[A-Z]{4}$", withdrawn__isnull=False),
                name="agencies_country_code_is_iso",
                violation_error_message="A code has two capital letters (ISO 3166-1), "
                "or four and a date of withdrawal (ISO 3166-3).",
            ),
            *date_constraints("withdrawn", "withdrawn_earliest", "withdrawn_latest"),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)

    def get_absolute_url(self):
        return reverse("country", args=[self.slug])

    @property
    def slug(self):
        return self.code.lower()


@recorded
class CountryName(models.Model):
    """Another form of a country's name, from ISO 3166 or from a source."""

    natural_key_fields = ["country__code", "name"]

    country = models.ForeignKey(Country, models.CASCADE, related_name="names", help_text="The country with this name.")
    name = models.CharField(max_length=120, help_text="The name as ISO 3166 or a source writes it.")
    language = language_field()

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["country", "name"], name="agencies_countryname_once"),
            language_constraint(),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (*self.country.natural_key(), self.name)

    natural_key.dependencies = ["agencies.country"]
