"""Agreements: identifiable instruments between two parties. Their dates are their events."""

import pgtrigger
from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.urls import reverse

from agencies.models import Agency
from agencies.sides import Side
from agreements.models.areas import Area
from agreements.models.missions import Mission
from agreements.status import DATING_ACTS, HAPPENED, LegalAct, status_code
from spacecoop.dates import SourcedDate
from spacecoop.records import (
    NaturalKeyManager,
    choice_constraint,
    keep_former_slug,
    recorded,
    slug_constraint,
    slug_field,
)
from spacecoop.search import SearchableQuerySet


class AgreementKind(models.TextChoices):
    TREATY = "treaty", "treaty"
    INTERGOVERNMENTAL = "intergovernmental", "intergovernmental agreement"
    FRAMEWORK = "framework", "framework agreement"
    IMPLEMENTING = "implementing", "implementing arrangement or specific agreement"
    MEMORANDUM = "memorandum", "memorandum of understanding"
    EXCHANGE_OF_NOTES = "exchange_of_notes", "exchange of notes"
    LETTER_OF_INTENT = "letter_of_intent", "letter of intent"
    PROTOCOL = "protocol", "protocol or amendment"
    OTHER = "other", "other agreement"


class Level(models.TextChoices):
    """Between whom an agreement stands; derived from its parties."""

    INTERGOVERNMENTAL = "intergovernmental", "intergovernmental"
    INTER_AGENCY = "inter-agency", "inter-agency"
    MIXED = "mixed", "government–agency"


class PartyRole(models.TextChoices):
    PARTY = "party", "party"
    IMPLEMENTING = "implementing", "implementing agency"
    PARTICIPANT = "participant", "participant"
    DEPOSITARY = "depositary", "depositary"


def _events():
    return apps.get_model("agreements", "Event").objects


# How a citation reaches an agreement: as itself, or as one of its parts.
CITED_THROUGH = (
    "agreement",
    "party__agreement",
    "agreement_area__agreement",
    "agreement_mission__agreement",
    "event__agreement",
)


# Looked at are: all between the same two parties, the nearest of them; some on the same missions; the next in time.
SIMILAR = """
    WITH looked_at(id) AS (
        (
            SELECT one.agreement_id FROM agreements_party one
            JOIN agreements_party other ON other.agreement_id = one.agreement_id AND other.role = 'party'
            JOIN agreements_agreement agreement ON agreement.id = one.agreement_id
            WHERE one.role = 'party' AND one.agency_id = %(one)s AND other.agency_id = %(other)s
            ORDER BY abs(agreement.first_act_earliest - %(day)s) LIMIT %(looked_at)s
        )
        UNION
        (
            SELECT link.agreement_id FROM agreements_agreementmission own
            JOIN agreements_agreementmission link ON link.mission_id = own.mission_id
            WHERE own.agreement_id = %(agreement)s LIMIT %(looked_at)s
        )
        UNION
        (
            SELECT id FROM agreements_agreement WHERE first_act_earliest >= %(day)s
            ORDER BY first_act_earliest ASC NULLS FIRST LIMIT %(looked_at)s
        )
        UNION
        (
            SELECT id FROM agreements_agreement WHERE first_act_earliest < %(day)s
            ORDER BY first_act_earliest DESC NULLS LAST LIMIT %(looked_at)s
        )
    ),
    compared AS MATERIALIZED (
        SELECT agreement.id, agreement.slug, agreement.title, agreement.first_act_earliest,
            ARRAY(
                SELECT agency_id FROM agreements_party
                WHERE agreement_id = agreement.id AND role = 'party' AND agency_id IN (%(one)s, %(other)s)
            ) AS parties,
            ARRAY(
                SELECT link.mission_id FROM agreements_agreementmission link
                JOIN agreements_agreementmission own
                    ON own.mission_id = link.mission_id AND own.agreement_id = %(agreement)s
                WHERE link.agreement_id = agreement.id
            ) AS missions,
            ARRAY(
                SELECT link.area_id FROM agreements_agreementarea link
                JOIN agreements_agreementarea own ON own.area_id = link.area_id AND own.agreement_id = %(agreement)s
                WHERE link.agreement_id = agreement.id
            ) AS areas
        FROM looked_at JOIN agreements_agreement agreement USING (id)
        WHERE agreement.id <> %(agreement)s
    ),
    similar_ones AS MATERIALIZED (
        SELECT *, row_number() OVER (
            ORDER BY cardinality(parties) + cardinality(missions) + cardinality(areas) DESC,
                abs(first_act_earliest - %(day)s) NULLS LAST, title, id
        ) AS place
        FROM compared WHERE cardinality(parties) = 2 OR cardinality(missions) > 0 OR cardinality(areas) > 0
        ORDER BY place LIMIT %(most)s
    )
    SELECT id, slug, title, first_act_earliest,
        ARRAY(SELECT name FROM agencies_agency WHERE id = ANY(parties) ORDER BY name) AS shared_parties,
        ARRAY(SELECT name FROM agreements_mission WHERE id = ANY(missions) ORDER BY name) AS shared_missions,
        ARRAY(SELECT name FROM agreements_area WHERE id = ANY(areas) ORDER BY name) AS shared_areas,
        (
            SELECT json_build_object('kind', kind, 'date', date, 'basis', date_basis) FROM agreements_event act
            WHERE act.agreement_id = similar_ones.id AND act.earliest = similar_ones.first_act_earliest
                AND kind = ANY(%(acts)s) AND modality = ANY(%(happened)s)
            ORDER BY array_position(%(acts)s, act.kind::text), act.id LIMIT 1
        ) AS first_act
    FROM similar_ones ORDER BY place
"""
LOOKED_AT = 50


class AgreementQuerySet(SearchableQuerySet):
    def between(self, *sides):
        """Keep agreements to which every one of `sides` is a party.

        `sides`: Sides, country codes or agency slugs.
        """
        agreements = self
        for side in sides:  # Exists, not joins: a join doubles rows
            agreements = agreements.filter(Exists(Party.objects.of(side).filter(agreement=OuterRef("pk"))))
        return agreements

    def involving(self, *agencies):
        """Keep agreements in which every one of `agencies` (slugs) has a role of any kind."""
        agreements = self
        for slug in agencies:
            parties = Party.objects.filter(agreement=OuterRef("pk"), agency__slug=slug)
            agreements = agreements.filter(Exists(parties))
        return agreements

    def about(self, *areas):
        """Keep agreements on every one of `areas` (slugs), or on an area narrower than it."""
        agreements = self
        for slug in areas:
            narrower = Area.objects.with_narrower(slug)
            links = AgreementArea.objects.filter(agreement=OuterRef("pk"), area__in=narrower.values("pk"))
            agreements = agreements.filter(Exists(links))
        return agreements

    def on_missions(self, *missions):
        """Keep agreements that concern every one of `missions` (slugs)."""
        agreements = self
        for slug in missions:
            links = AgreementMission.objects.filter(agreement=OuterRef("pk"), mission__slug=slug)
            agreements = agreements.filter(Exists(links))
        return agreements

    def cited_from(self, *sources):
        """Keep agreements of which every one of `sources` (slugs) supports some fact."""
        agreements = self
        for slug in sources:
            citations = apps.get_model("agreements", "Citation").objects.filter(source__slug=slug)
            agreements = agreements.filter(_any(citations.filter(**{path: OuterRef("pk")}) for path in CITED_THROUGH))
        return agreements

    def with_status(self, on):
        """Annotate `status_on_day` with the code of the status on the day `on`."""
        return self.annotate(status_on_day=status_code(on))

    def in_status(self, code, on):
        """Keep agreements whose status on the day `on` is `code`."""
        return self.with_status(on).filter(status_on_day=code)

    def acted_within(self, acts, first, last):
        """Keep agreements of which one of the acts certainly lies between two days, both included; None is open."""
        return self.filter(Exists(self._happened(acts).within(first, last)))

    def acted_possibly_within(self, acts, first, last):
        """Keep agreements of which one of the acts may lie between two days, both included; None is open."""
        return self.filter(Exists(self._happened(acts).possibly_within(first, last)))

    def not_stating(self, act):
        """Keep agreements for which no source states a date of the act."""
        return self.exclude(Exists(self._happened([act])))

    def without_area(self):
        """Keep agreements of which no source states an area."""
        return self.exclude(Exists(AgreementArea.objects.filter(agreement=OuterRef("pk"))))

    def counted_under(self, *columns):
        """Return the SQL and parameters of these columns of FacetValues, a row an agreement, in no order.

        Where no agreement is left out, these are not read at all.
        """
        if self.query.where:
            rows = self.order_by().values_list(*(f"facet_values__{column}" for column in columns))
        else:
            rows = apps.get_model("agreements", "FacetValues").objects.values_list(*columns)
        return rows.query.sql_with_params()

    def in_order(self):
        """Sort newest first, those without any date last."""
        return self.order_by(F("first_act_earliest").desc(nulls_last=True), "title", "pk")

    def similar_to(self, agreement, most):
        """Return what resembles an agreement, the most like it first.

        Looked at are those between the same two parties, those on one of its missions, and those next in time, before
        and after: LOOKED_AT of each. One is similar that has both parties, a mission or an area in common; each party,
        mission and area in common counts one, and of equals the nearest in time comes first.
        `shared_parties`, `shared_missions`, `shared_areas`: the names of what is common.
        `agreement`: with its parties loaded. Cost: one query, which reads a few hundred rows.
        """
        one, other = (party.agency_id for party in agreement.principals)
        parameters = {
            "agreement": agreement.pk,
            "one": one,
            "other": other,
            "day": agreement.first_act_earliest,
            "looked_at": LOOKED_AT,
            "most": most,
            "acts": DATING_ACTS,
            "happened": HAPPENED,
        }
        return list(self.raw(SIMILAR, parameters))

    def with_first_act(self):
        """Annotate `first_act`: {kind, date, basis} of the act that first dates an agreement; None where none does."""
        return self.annotate(first_act=_first_act("pk", "first_act_earliest"))

    def _happened(self, acts):
        return _events().filter(agreement=OuterRef("pk"), kind__in=acts, modality__in=HAPPENED, date__isnull=False)


def _first_act(agreement, day):
    """Return the subquery that gives {kind, date, basis} of the act that an agreement is first dated by."""
    acts = _events().filter(
        agreement=OuterRef(agreement), earliest=OuterRef(day), kind__in=DATING_ACTS, modality__in=HAPPENED
    )
    rank = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(DATING_ACTS)))
    return Subquery(acts.order_by(rank, "pk").values(json=JSONObject(kind="kind", date="date", basis="date_basis"))[:1])


def _any(subqueries):
    condition = Q()
    for subquery in subqueries:
        condition |= Q(Exists(subquery))
    return condition


@recorded("level", "signed_earliest", "signed_latest", "first_act_earliest")
class Agreement(models.Model):
    """An identifiable instrument of cooperation between two parties."""

    natural_key_fields = ["slug"]

    slug = slug_field("belgium-russia-2000")
    title = models.CharField(max_length=200, help_text="A descriptive title, in our own words.")
    formal_title = models.CharField(
        max_length=500,
        blank=True,
        help_text="The official title of the instrument; empty when no source gives it.",
    )
    kind = models.CharField(max_length=20, choices=AgreementKind, help_text="The type of instrument.")
    summary = models.TextField(blank=True, help_text="What it provides for, in our own words.")
    level = models.CharField(
        max_length=20,
        choices=Level,
        null=True,
        editable=False,
        help_text="Between states or governments, between agencies, or mixed; derived from its parties.",
    )
    signed_earliest = models.DateField(
        null=True,
        editable=False,
        help_text="The first possible day of its signature; derived from its events.",
    )
    signed_latest = models.DateField(
        null=True,
        editable=False,
        help_text="The last possible day of its signature; derived from its events.",
    )
    first_act_earliest = models.DateField(
        null=True,
        editable=False,
        help_text="The first possible day of its first dated act; derived from its events.",
    )

    objects = NaturalKeyManager.from_queryset(AgreementQuerySet)()

    class Meta:
        ordering = ["title"]
        constraints = [
            slug_constraint(),
            choice_constraint("kind", AgreementKind),
        ]
        indexes = [
            # Serves the list, newest first.
            models.Index(F("first_act_earliest").desc(nulls_last=True), "title", name="agreements_agreement_newest"),
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
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("agreement", args=[self.slug])

    @property
    def dated_by(self):
        """The act of `with_first_act()` as (words, SourcedDate); None where none is stated."""
        act = self.first_act
        return act and (
            LegalAct(act["kind"]).label,
            SourcedDate(act["date"], self.first_act_earliest, None, act["basis"]),
        )

    @property
    def principals(self):
        """Its two parties proper, without implementing agencies and others."""
        return [party for party in self.parties.all() if party.role == PartyRole.PARTY]


class PartyQuerySet(models.QuerySet):
    def of(self, side):
        """Keep the parties proper on one side: a Side, a country code ("BE") or an agency's slug ("cnes")."""
        return self.filter(Side.of(side).of_agency, role=PartyRole.PARTY)

    def in_order(self):
        """Sort the parties proper first, each by name."""
        return self.order_by(models.Case(models.When(role=PartyRole.PARTY, then=0), default=1), "agency__name", "pk")


@recorded()
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

    objects = NaturalKeyManager.from_queryset(PartyQuerySet)()

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["agreement", "agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "agency", "role"], name="agreements_party_once"),
            choice_constraint("role", PartyRole),
        ]
        indexes = [
            # Serves `between` and `involving`: the agreements of an agency.
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
            pgtrigger.Trigger(
                name="level_follows_parties",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="PERFORM agreements_set_level(ARRAY[NEW.agreement_id, OLD.agreement_id]); RETURN NULL;",
            ),
        ]

    def __str__(self):
        return f"{self.agency.short_name} ({self.get_role_display()})"

    def natural_key(self):
        return (*self.agreement.natural_key(), *self.agency.natural_key(), self.role)

    natural_key.dependencies = ["agreements.agreement", "agencies.agency"]


@recorded()
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


@recorded()
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


class RelationKind(models.TextChoices):
    AMENDS = "amends", "amends"
    RENEWS = "renews", "renews"
    REPLACES = "replaces", "replaces"
    IMPLEMENTS = "implements", "implements"
    SUPPLEMENTS = "supplements", "supplements"


REVERSE_VERBS = {
    RelationKind.AMENDS: "amended by",
    RelationKind.RENEWS: "renewed by",
    RelationKind.REPLACES: "replaced by",
    RelationKind.IMPLEMENTS: "implemented by",
    RelationKind.SUPPLEMENTS: "supplemented by",
}


class SaidBy(models.TextChoices):
    SOURCE = "source", "stated by a source"
    CURATOR = "curator", "set by a curator"


# The relations that lead from an agreement on to others, the nearest first.
CHAIN = """
    WITH RECURSIVE chain(id, one, other, step) AS (
        SELECT id, agreement_id, other_id, 1 FROM agreements_relation WHERE %s IN (agreement_id, other_id)
        UNION
        SELECT next.id, next.agreement_id, next.other_id, chain.step + 1
        FROM chain JOIN agreements_relation next
            ON next.agreement_id IN (chain.one, chain.other) OR next.other_id IN (chain.one, chain.other)
        WHERE chain.step < %s
    )
    SELECT id FROM (SELECT id, min(step) AS step FROM chain GROUP BY id) met ORDER BY step, id LIMIT %s
"""
# How many relations away a chain reaches, and how many it may have.
CHAIN_STEPS, CHAIN_MOST = 4, 24


class RelationQuerySet(models.QuerySet):
    def in_chain_of(self, agreement):
        """Keep the relations of an agreement in either direction, and those of the agreements that they lead to.

        Both ends are loaded, with the acts that they are first dated by. Boundary: the CHAIN_MOST nearest, up to
        CHAIN_STEPS away.
        """
        nearest = RawSQL(CHAIN, [agreement.pk, CHAIN_STEPS, CHAIN_MOST])  # noqa: S611
        return (
            self.filter(pk__in=nearest)
            .select_related("agreement", "other")
            .annotate(
                first_act=_first_act("agreement", "agreement__first_act_earliest"),
                others_first_act=_first_act("other", "other__first_act_earliest"),
            )
            .order_by("agreement__first_act_earliest", "pk")
        )


@recorded()
class Relation(models.Model):
    """That one agreement amends, renews, replaces, implements or supplements another."""

    natural_key_fields = ["agreement__slug", "other__slug", "kind"]

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="relations", help_text="The agreement that does it."
    )
    kind = models.CharField(max_length=12, choices=RelationKind, help_text="What it does.")
    other = models.ForeignKey(
        Agreement, models.CASCADE, related_name="reverse_relations", help_text="To which agreement."
    )
    said_by = models.CharField(
        max_length=8,
        choices=SaidBy,
        default=SaidBy.SOURCE,
        help_text="Whether a source states it or a curator has set it; it is never assumed.",
    )

    objects = NaturalKeyManager.from_queryset(RelationQuerySet)()

    class Meta:
        ordering = ["agreement", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "other", "kind"], name="agreements_relation_once"),
            models.CheckConstraint(
                condition=~Q(agreement=F("other")),
                name="agreements_relation_not_to_itself",
                violation_error_message="An agreement has no relation to itself.",
            ),
            choice_constraint("kind", RelationKind),
            choice_constraint("said_by", SaidBy),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_cycle",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="PERFORM agreements_refuse_relation_cycle(NEW.agreement_id, NEW.other_id); RETURN NULL;",
            )
        ]

    def __str__(self):
        return f"{self.agreement} {self.get_kind_display()} {self.other}"

    def natural_key(self):
        return (*self.agreement.natural_key(), *self.other.natural_key(), self.kind)

    natural_key.dependencies = ["agreements.agreement"]

    @property
    def ends(self):
        """The agreement that does it and the other, each with its `first_act`; loaded by `in_chain_of`."""
        self.agreement.first_act, self.other.first_act = self.first_act, self.others_first_act
        return self.agreement, self.other


def signed_days_follow_events():
    """Return the trigger on events that keeps an agreement's derived days in step."""
    return pgtrigger.Trigger(
        name="days_follow_events",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="PERFORM agreements_set_days(ARRAY[NEW.agreement_id, OLD.agreement_id]); RETURN NULL;",
    )
