"""Who had a part in an event, and which missions and areas it concerns."""

import pgtrigger
from django.db import models
from django.utils.translation import pgettext_lazy

from agencies.models import Agency, Person
from agreements.models.areas import Area
from agreements.models.events import Event
from agreements.models.missions import Mission
from spacecoop.records import (
    NaturalKeyManager,
    choice_constraint,
    recorded,
)


class EventRole(models.TextChoices):
    SIGNATORY = "signatory", pgettext_lazy("role in an event", "signatory")
    PARTICIPANT = "participant", pgettext_lazy("role in an event", "participant")
    HOST = "host", pgettext_lazy("role in an event", "host")
    WITNESS = "witness", pgettext_lazy("role in an event", "witness")
    AUTHOR = "author", pgettext_lazy("role in an event", "stated by")
    ACTOR = "actor", pgettext_lazy("role in an event", "carried out by")
    SUPPORTER = "supporter", pgettext_lazy("role in an event", "supported by")
    COUNTERPART = "counterpart", pgettext_lazy("role in an event", "counterpart")
    SIDE = "side", pgettext_lazy("role in an event", "on the side of")


@recorded
class EventAgency(models.Model):
    """An agency that had a part in an event."""

    natural_key_fields = ["event__slug", "agency__slug", "role"]

    event = models.ForeignKey(Event, models.CASCADE, related_name="agencies", help_text="In which event.")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="event_roles", help_text="Who.")
    role = models.CharField(max_length=12, choices=EventRole, help_text="As what.")

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "agency in an event"
        verbose_name_plural = "agencies in events"
        ordering = ["event", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["event", "agency", "role"], name="agreements_eventagency_once"),
            choice_constraint("role", EventRole),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="side_is_a_party",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__role=EventRole.SIDE),
                func="PERFORM agreements_require_side(NEW.event_id); RETURN NULL;",
            )
        ]

    def __str__(self):
        return f"{self.agency.short_name} ({self.get_role_display()})"

    def natural_key(self):
        return (*self.event.natural_key(), *self.agency.natural_key(), self.role)

    natural_key.dependencies = ["agreements.event", "agencies.agency"]


@recorded
class EventPerson(models.Model):
    """A person who had a part in an event."""

    natural_key_fields = ["event__slug", "person__slug", "role"]

    event = models.ForeignKey(Event, models.CASCADE, related_name="people", help_text="In which event.")
    person = models.ForeignKey(Person, models.PROTECT, related_name="event_roles", help_text="Who.")
    role = models.CharField(max_length=12, choices=EventRole, help_text="As what.")
    position = models.CharField(
        max_length=150, blank=True, help_text="The position as which the person acted, as the source names it."
    )

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "person in an event"
        verbose_name_plural = "people in events"
        ordering = ["event", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person", "role"], name="agreements_eventperson_once"),
            choice_constraint("role", EventRole),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_role_display()})"

    def natural_key(self):
        return (*self.event.natural_key(), *self.person.natural_key(), self.role)

    natural_key.dependencies = ["agreements.event", "agencies.person"]


@recorded
class EventMission(models.Model):
    """A mission that an event concerns."""

    natural_key_fields = ["event__slug", "mission__slug"]

    event = models.ForeignKey(Event, models.CASCADE, related_name="missions", help_text="Which event.")
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="events", help_text="Which mission.")

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "mission of an event"
        verbose_name_plural = "missions of events"
        ordering = ["event", "mission__name"]
        constraints = [
            models.UniqueConstraint(fields=["event", "mission"], name="agreements_eventmission_once"),
        ]

    def __str__(self):
        return str(self.mission)

    def natural_key(self):
        return (*self.event.natural_key(), *self.mission.natural_key())

    natural_key.dependencies = ["agreements.event", "agreements.mission"]


@recorded
class EventArea(models.Model):
    """An area that an event concerns."""

    natural_key_fields = ["event__slug", "area__slug"]

    event = models.ForeignKey(Event, models.CASCADE, related_name="areas", help_text="Which event.")
    area = models.ForeignKey(Area, models.PROTECT, related_name="events", help_text="Which area.")

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "area of an event"
        verbose_name_plural = "areas of events"
        ordering = ["event", "area__name"]
        constraints = [models.UniqueConstraint(fields=["event", "area"], name="agreements_eventarea_once")]

    def __str__(self):
        return str(self.area)

    def natural_key(self):
        return (*self.event.natural_key(), *self.area.natural_key())

    natural_key.dependencies = ["agreements.event", "agreements.area"]
