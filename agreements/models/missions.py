"""Missions: what is flown, built, operated or run together."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy

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
    SATELLITE = "satellite", gettext_lazy("satellite")
    CREWED_FLIGHT = "crewed_flight", gettext_lazy("crewed flight")
    INSTRUMENT = "instrument", gettext_lazy("instrument")
    BALLOON_CAMPAIGN = "balloon_campaign", gettext_lazy("balloon campaign")
    STATION = "station", gettext_lazy("space station")
    FACILITY = "facility", gettext_lazy("ground facility")
    PROGRAMME = "programme", gettext_lazy("programme")
    MECHANISM = "mechanism", gettext_lazy("international mechanism")
    OTHER = "other", gettext_lazy("other")


@recorded
class Mission(models.Model):
    """A satellite, crewed flight, instrument, campaign, station, facility, programme or mechanism."""

    natural_key_fields = ["slug"]

    slug = slug_field("pleiades")
    name = models.CharField(max_length=150, help_text="The name, as the sources write it.")
    kind = models.CharField(max_length=20, choices=MissionKind, help_text="Type of mission or programme.")
    summary = models.TextField(blank=True, help_text="What the sources say of it, in our own words.")
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The mission or programme that it is part of.",
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

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="names", help_text="The mission with this name.")
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
    PERFORMED = "performed", gettext_lazy("performer")
    OPERATED = "operated", gettext_lazy("operator")
    SUPPORTED = "supported", gettext_lazy("supporter")
    PROVIDED_VEHICLE = "provided_vehicle", gettext_lazy("launch provider")
    PROVIDED = "provided", gettext_lazy("provider")
    HOSTS = "hosts", gettext_lazy("host")
    USES = "uses", gettext_lazy("user")
    DISTRIBUTES = "distributes", gettext_lazy("data distributor")
    PARTICIPATES = "participates", gettext_lazy("participant")
    CONTRIBUTES = "contributes", gettext_lazy("contributor")
    LEADS = "leads", gettext_lazy("lead")
    IN_CHARGE = "in_charge", gettext_lazy("responsible")
    DEVELOPS = "develops", gettext_lazy("developer")


@recorded
class MissionRole(models.Model):
    """What an agency did or does in a mission."""

    natural_key_fields = ["mission__slug", "agency__slug", "role"]

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="roles", help_text="In which mission.")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="mission_roles", help_text="Who.")
    role = models.CharField(max_length=20, choices=RoleInMission, help_text="Role of the organisation.")

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
