"""Agreements: identifiable instruments between two parties. Their dates are their events."""

import pgtrigger
from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, Func, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy

from agencies.models import Agency, AgencyKind
from agreements.models.areas import Area
from agreements.models.missions import Mission
from agreements.models.standing import Standing
from spacecoop.fields import EDTFField, date_constraints, earliest_day, latest_day
from spacecoop.models import collection_field
from spacecoop.records import (
    NaturalKeyManager,
    choice_constraint,
    keep_former_slug,
    recorded,
    slug_constraint,
    slug_field,
)


class Level(models.TextChoices):
    """Who the parties of an agreement are; derived from them."""

    INTERGOVERNMENTAL = "intergovernmental", gettext_lazy("intergovernmental")
    INTER_AGENCY = "inter_agency", gettext_lazy("inter-agency")
    GOVERNMENT_AGENCY = "government_agency", gettext_lazy("government–agency")
    WITH_ORGANISATION = "with_international_organisation", gettext_lazy("with an international organisation")


class PartyRole(models.TextChoices):
    PARTY = "party", gettext_lazy("party")
    IMPLEMENTING = "implementing", gettext_lazy("implementing agency")
    PARTICIPANT = "participant", gettext_lazy("participant")
    DEPOSITARY = "depositary", gettext_lazy("depositary")


# What stands for a country, each of which is the same side as the others.
GOVERNMENTS = (AgencyKind.STATE, AgencyKind.TERRITORY, AgencyKind.GOVERNMENT)


def level_of(parties):
    """Return the Level of an agreement with these parties, their agencies loaded; None where none is a party proper."""
    kinds = {party.agency.kind for party in parties if party.role == PartyRole.PARTY}
    if not kinds:
        return None
    if AgencyKind.INTERGOVERNMENTAL in kinds:
        return Level.WITH_ORGANISATION
    governments = {kind in GOVERNMENTS for kind in kinds}
    if len(governments) == 2:
        return Level.GOVERNMENT_AGENCY
    return Level.INTERGOVERNMENTAL if governments == {True} else Level.INTER_AGENCY


def _events():
    return apps.get_model("agreements", "Event").objects


class AgreementQuerySet(models.QuerySet):
    def stating(self, act):
        """Keep agreements for which some source states a date of the act."""
        return self.filter(Exists(self._happened([act])))

    def not_stating(self, act):
        """Keep agreements for which no source states a date of the act."""
        return self.exclude(Exists(self._happened([act])))

    def with_first_act(self):
        """Annotate `first_act`: {kind, date, basis, earliest} of the act that first dates an agreement, or None."""
        acts = _events().filter(pk=Func(OuterRef("pk"), function="agreements_first_act"))
        told = JSONObject(kind="kind", date="date", basis="date_basis", earliest="earliest")
        return self.annotate(first_act=Subquery(acts.values(json=told)))

    def on_level(self, level):
        """Keep agreements on a Level: see `level_of`."""
        parties = Party.objects.filter(agreement=OuterRef("pk"), role=PartyRole.PARTY)
        organisation = Exists(parties.filter(agency__kind=AgencyKind.INTERGOVERNMENTAL))
        if level == Level.WITH_ORGANISATION:
            return self.filter(organisation)
        governments = Exists(parties.filter(agency__kind__in=GOVERNMENTS))
        others = Exists(parties.exclude(agency__kind__in=GOVERNMENTS))
        return self.filter(
            ~organisation,
            governments if level != Level.INTER_AGENCY else ~governments,
            others if level != Level.INTERGOVERNMENTAL else ~others,
        )

    def _happened(self, acts):
        dated = _events().facts().filter(agreement=OuterRef("pk"), kind__in=acts, date__isnull=False)
        return dated.exclude(standing=Standing.KNOWN_WRONG)


@recorded
class Agreement(models.Model):
    """An identifiable instrument of cooperation between two parties."""

    natural_key_fields = ["slug"]

    number = models.PositiveIntegerField(
        unique=True,
        editable=False,
        help_text="Permanent number, shown as “SC-0123”.",
    )
    slug = slug_field("belgium-russia-2000")
    title = models.CharField(max_length=200, help_text="A descriptive title, in our own words.")
    summary = models.TextField(blank=True, help_text="What it provides for, in our own words.")
    collection = collection_field()

    objects = NaturalKeyManager.from_queryset(AgreementQuerySet)()

    class Meta:
        ordering = ["title"]
        constraints = [
            slug_constraint(),
        ]
        indexes = [
            # Serves an address that is nearly right.
            GinIndex(OpClass("slug", name="gin_trgm_ops"), name="agreements_agreement_near_slug"),
        ]
        triggers = [
            keep_former_slug(),
            pgtrigger.Trigger(
                name="two_parties",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert,
                func="PERFORM agreements_require_two_parties(NEW.id); RETURN NULL;",
            ),
            pgtrigger.Trigger(
                name="keep_number",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("number"),
                func="""
                IF TG_OP = 'UPDATE' THEN
                    NEW.number := OLD.number;
                ELSIF NEW.number IS NULL THEN
                    NEW.number := nextval('agreements_number');
                ELSIF NEW.number > (SELECT last_value FROM agreements_number) THEN
                    PERFORM setval('agreements_number', NEW.number);
                END IF;
                RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("agreement", args=[self.slug])


class PartyQuerySet(models.QuerySet):
    def in_order(self):
        """Sort the parties proper first, each by name."""
        return self.order_by(models.Case(models.When(role=PartyRole.PARTY, then=0), default=1), "agency__name", "pk")


@recorded
class Party(models.Model):
    """An agency's part in an agreement: party to it, implementing agency, participant or depositary."""

    natural_key_fields = ["agreement__slug", "agency__slug", "role"]

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties", help_text="Which agreement.")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="parties", help_text="Who.")
    role = models.CharField(
        max_length=12,
        choices=PartyRole,
        default=PartyRole.PARTY,
        help_text="A bilateral agreement has exactly two parties; who implements it is not one of them.",
    )
    from_date = EDTFField("from", help_text="Since when it has this role; empty: from the beginning, or not stated.")
    from_earliest = earliest_day("from_date")
    from_latest = latest_day("from_date")
    until_date = EDTFField("until", help_text="Until when it had this role; empty: to the end, or not stated.")
    until_earliest = earliest_day("until_date")
    until_latest = latest_day("until_date")

    objects = NaturalKeyManager.from_queryset(PartyQuerySet)()

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["agreement", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "agency", "role"], name="agreements_party_once"),
            choice_constraint("role", PartyRole),
            *date_constraints("from_date", "from_earliest", "from_latest"),
            *date_constraints("until_date", "until_earliest", "until_latest"),
        ]
        indexes = [
            # Serves twins in imports and duplicates: the agreements of an agency.
            models.Index(fields=["agency", "role", "agreement"], name="agreements_party_of_agency"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="two_parties",
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                PERFORM agreements_require_two_parties(changed)
                    FROM unnest(ARRAY[NEW.agreement_id, OLD.agreement_id]) changed WHERE changed IS NOT NULL;
                RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.agency.short_name} ({self.get_role_display()})"

    def natural_key(self):
        return (*self.agreement.natural_key(), *self.agency.natural_key(), self.role)

    natural_key.dependencies = ["agreements.agreement", "agencies.agency"]


@recorded
class AgreementArea(models.Model):
    """An area that an agreement covers."""

    natural_key_fields = ["agreement__slug", "area__slug"]

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="areas", help_text="Which agreement.")
    area = models.ForeignKey(Area, models.PROTECT, related_name="agreements", help_text="Which area.")

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "area of an agreement"
        verbose_name_plural = "areas of agreements"
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "area"], name="agreements_agreementarea_once"),
        ]

    def __str__(self):
        return str(self.area)

    def natural_key(self):
        return (*self.agreement.natural_key(), *self.area.natural_key())

    natural_key.dependencies = ["agreements.agreement", "agreements.area"]


@recorded
class AgreementMission(models.Model):
    """A mission that an agreement concerns."""

    natural_key_fields = ["agreement__slug", "mission__slug"]

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="missions", help_text="Which agreement.")
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="agreements", help_text="Which mission.")

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = "mission of an agreement"
        verbose_name_plural = "missions of agreements"
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "mission"], name="agreements_agreementmission_once"),
        ]

    def __str__(self):
        return str(self.mission)

    def natural_key(self):
        return (*self.agreement.natural_key(), *self.mission.natural_key())

    natural_key.dependencies = ["agreements.agreement", "agreements.mission"]
