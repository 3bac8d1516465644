"""Who acts: agencies of every kind, states among them, their names, and what became of them."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from agencies.countries import territories
from agencies.models.countries import Country
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
    refuse_circle,
    refuse_cycle,
    slug_constraint,
    slug_field,
)


class AgencyKind(models.TextChoices):
    STATE = "state", gettext_lazy("state")
    TERRITORY = "territory", gettext_lazy("territory")
    GOVERNMENT = "government", gettext_lazy("government")
    SPACE_AGENCY = "space_agency", gettext_lazy("space agency")
    POLICY_OFFICE = "policy_office", gettext_lazy("science-policy office")
    GOVERNMENT_OFFICE = "government_office", gettext_lazy("government office")
    RESEARCH_INSTITUTE = "research_institute", gettext_lazy("research institute")
    OPERATIONS_CENTRE = "operations_centre", gettext_lazy("operations centre")
    COMPANY = "company", gettext_lazy("company")
    INTERGOVERNMENTAL = "intergovernmental", gettext_lazy("intergovernmental organisation")
    OTHER = "other", gettext_lazy("other organisation")

    @classmethod
    def of_country(cls, code):
        """Return what stands for the country with a code: its state, or the territory itself, which is no state."""
        return cls.TERRITORY if code in territories() else cls.STATE


def _no_state_of_a_territory():
    codes = ", ".join(f"'{code}'" for code in sorted(territories()))
    return pgtrigger.Trigger(
        name="territory_is_no_state",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("kind", "country_id"),
        condition=pgtrigger.Q(new__kind=AgencyKind.STATE, new__country_id__isnull=False),
        func=f"""
            IF EXISTS (SELECT FROM agencies_country WHERE id = NEW.country_id AND code IN ({codes})) THEN
                RAISE EXCEPTION '"%" is a territory and no state: its type is territory', NEW.name
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'agencies_agency_territory_is_no_state';
            END IF;
            RETURN NULL;
        """,
    )


@recorded
class Agency(models.Model):
    """Any body that can act: a state or its government, a space agency, an institute, a company."""

    natural_key_fields = ["slug"]

    slug = slug_field("cnes")
    name = models.CharField(max_length=200, help_text="The name in full, as the sources write it in English.")
    acronym = models.CharField(max_length=20, blank=True, help_text="Its acronym; empty when no source uses one.")
    kind = models.CharField(max_length=20, choices=AgencyKind, help_text="The type of organisation.")
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        help_text="The country it belongs to; empty for an international organisation, or where no source states it.",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        help_text="The organisation that it is part of.",
    )
    summary = models.TextField(blank=True, help_text="What the sources say of it, in our own words.")
    founded = EDTFField(help_text="When it was founded; empty where no source states it.")
    founded_basis = basis_field()
    founded_earliest = earliest_day("founded")
    founded_latest = latest_day("founded")
    dissolved = EDTFField(help_text="When it ceased to exist; empty where no source states it.")
    dissolved_basis = basis_field()
    dissolved_earliest = earliest_day("dissolved")
    dissolved_latest = latest_day("dissolved")
    collection = collection_field()

    objects = NaturalKeyManager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]
        constraints = [
            slug_constraint(),
            choice_constraint("kind", AgencyKind),
            not_above_itself("parent"),
            *date_constraints("founded", "founded_earliest", "founded_latest"),
            *date_constraints("dissolved", "dissolved_earliest", "dissolved_latest"),
        ]
        triggers = [keep_former_slug(), refuse_cycle("parent"), _no_state_of_a_territory()]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def clean(self):
        if self.kind == AgencyKind.STATE and self.country and self.country.code in territories():
            raise ValidationError({"kind": f"{self.country} is a territory and no state: choose “territory”."})

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("agency", args=[self.slug])

    @property
    def short_name(self):
        return self.acronym or self.name


@recorded
class AgencyName(models.Model):
    """Another form of an agency's name that a source uses: searched, never guessed."""

    natural_key_fields = ["agency__slug", "name"]

    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="names", help_text="The organisation with this name."
    )
    name = models.CharField(max_length=200, help_text="The form as the source writes it.")
    language = language_field()
    used_from = EDTFField("used from", help_text="From when it bore this name, where a source states it.")
    used_from_earliest = earliest_day("used_from")
    used_from_latest = latest_day("used_from")
    used_until = EDTFField("used until", help_text="Until when it bore this name: a former name has an end.")
    used_until_earliest = earliest_day("used_until")
    used_until_latest = latest_day("used_until")

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="agencies_agencyname_once"),
            language_constraint(),
            *date_constraints("used_from", "used_from_earliest", "used_from_latest"),
            *date_constraints("used_until", "used_until_earliest", "used_until_latest"),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (*self.agency.natural_key(), self.name)

    natural_key.dependencies = ["agencies.agency"]


class SuccessionKind(models.TextChoices):
    RENAMED = "renamed", gettext_lazy("renaming")
    MERGED_INTO = "merged_into", gettext_lazy("merger")
    SPLIT_FROM = "split_from", gettext_lazy("split")
    SUCCEEDED = "succeeded", gettext_lazy("succession")
    CONTINUES = "continues", gettext_lazy("continuation")


@recorded
class Succession(models.Model):
    """That a later organisation, or state, took the place of an earlier one.

    Source: a continuing state (Russia of the USSR) is the same person in law, a successor is another: Vienna Convention
    on Succession of States in respect of Treaties, article 2.
    """

    natural_key_fields = ["earlier__slug", "later__slug", "kind"]

    earlier = models.ForeignKey(
        Agency, models.PROTECT, related_name="successors", help_text="The organisation that was there before."
    )
    later = models.ForeignKey(
        Agency, models.PROTECT, related_name="predecessors", help_text="The organisation that came after it."
    )
    kind = models.CharField(
        max_length=12,
        choices=SuccessionKind,
        help_text="How: the earlier one was renamed or merged into the later one, the later one split from it, "
        "succeeded it, or continues it (as Russia does the USSR).",
    )
    date = EDTFField(help_text="When; empty where no source states it.")
    date_basis = basis_field()
    earliest = earliest_day("date")
    latest = latest_day("date")

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["earliest", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later", "kind"], name="agencies_succession_once"),
            models.CheckConstraint(
                condition=~Q(earlier=models.F("later")),
                name="agencies_succession_not_of_itself",
                violation_error_message="An organisation does not succeed itself.",
            ),
            choice_constraint("kind", SuccessionKind),
            *date_constraints("date", "earliest", "latest"),
        ]
        triggers = [refuse_circle("earlier", "later")]

    def __str__(self):
        return f"{self.earlier.short_name} → {self.later.short_name} ({self.get_kind_display()})"

    def natural_key(self):
        return (*self.earlier.natural_key(), *self.later.natural_key(), self.kind)

    natural_key.dependencies = ["agencies.agency"]
