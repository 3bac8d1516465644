"""Missions: what is flown, built, operated or run together."""

from django.db import models
from django.urls import reverse

from agencies.models import Agency
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


class MissionKind(models.TextChoices):
    SATELLITE = "satellite", "satellite"
    CREWED_FLIGHT = "crewed_flight", "crewed flight"
    INSTRUMENT = "instrument", "instrument"
    BALLOON_CAMPAIGN = "balloon_campaign", "balloon campaign"
    STATION = "station", "space station"
    FACILITY = "facility", "ground facility"
    PROGRAMME = "programme", "programme"
    MECHANISM = "mechanism", "international mechanism"
    OTHER = "other", "other"


@recorded
class Mission(models.Model):
    """A satellite, crewed flight, instrument, campaign, station, facility, programme or mechanism."""

    natural_key_fields = ["slug"]

    slug = slug_field("pleiades")
    name = models.CharField(max_length=150, help_text="The name, as the sources write it.")
    kind = models.CharField(max_length=20, choices=MissionKind, help_text="What sort of undertaking it is.")
    summary = models.TextField(blank=True, help_text="What the sources say of it, in our own words.")
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The programme, station or mission of which it is a part, where a source says so.",
    )
    collection = collection_field()

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["name"]
        constraints = [slug_constraint(), choice_constraint("kind", MissionKind), not_above_itself("part_of")]
        triggers = [keep_former_slug(), refuse_cycle("part_of")]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("mission", args=[self.slug])


@recorded
class MissionName(models.Model):
    """Another form of a mission's name that a source uses."""

    natural_key_fields = ["mission__slug", "name"]

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="names", help_text="The mission so named.")
    name = models.CharField(max_length=150, help_text="The form as the source writes it.")
    language = language_field()

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "name"], name="agreements_missionname_once"),
            language_constraint(),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (*self.mission.natural_key(), self.name)

    natural_key.dependencies = ["agreements.mission"]


class RoleInMission(models.TextChoices):
    PERFORMED = "performed", "performer"
    OPERATED = "operated", "operator"
    SUPPORTED = "supported", "supporter"
    PROVIDED_VEHICLE = "provided_vehicle", "launch provider"
    PROVIDED = "provided", "provider"
    HOSTS = "hosts", "host"
    USES = "uses", "user"
    DISTRIBUTES = "distributes", "data distributor"
    PARTICIPATES = "participates", "participant"
    CONTRIBUTES = "contributes", "contributor"
    LEADS = "leads", "lead"
    IN_CHARGE = "in_charge", "responsible"
    DEVELOPS = "develops", "developer"


@recorded
class MissionRole(models.Model):
    """What an agency did or does in a mission."""

    natural_key_fields = ["mission__slug", "agency__slug", "role"]

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="roles", help_text="In which mission.")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="mission_roles", help_text="Who.")
    role = models.CharField(max_length=20, choices=RoleInMission, help_text="What it did or does there.")

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["role", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "agency", "role"], name="agreements_missionrole_once"),
            choice_constraint("role", RoleInMission),
        ]

    def __str__(self):
        return f"{self.agency.short_name} {self.get_role_display()} {self.mission}"

    def natural_key(self):
        return (*self.mission.natural_key(), *self.agency.natural_key(), self.role)

    natural_key.dependencies = ["agreements.mission", "agencies.agency"]
