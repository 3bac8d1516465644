"""Events: the atom. What happened, is planned or is claimed, and when."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from agreements.models.agreements import Agreement
from agreements.models.standing import standing_constraints, standing_field, standing_reason_field
from agreements.status import LEGAL_ACTS, LegalAct, Modality
from spacecoop.fields import (
    EDTFField,
    basis_field,
    date_constraints,
    earliest_day,
    latest_day,
    sourced_date,
)
from spacecoop.models import collection_field
from spacecoop.records import (
    NaturalKeyManager,
    choice_constraint,
    keep_former_slug,
    recorded,
    slug_constraint,
    slug_field,
)

OTHER_KINDS = [
    ("meeting", gettext_lazy("meeting")),
    ("visit", gettext_lazy("visit")),
    ("launch", gettext_lazy("launch")),
    ("flight", gettext_lazy("flight")),
    ("campaign", gettext_lazy("campaign")),
    ("announcement", gettext_lazy("announcement")),
    ("accession", gettext_lazy("accession to a programme")),
    ("cooperation", gettext_lazy("period of cooperation")),
    ("operation", gettext_lazy("operation or support")),
    ("contribution", gettext_lazy("contribution")),
    ("construction", gettext_lazy("construction or development")),
    ("commitment", gettext_lazy("commitment")),
    ("publication", gettext_lazy("publication")),
    ("general_claim", gettext_lazy("general claim")),
    ("policy_statement", gettext_lazy("policy statement")),
    ("other", gettext_lazy("other")),
]
EventKind = models.TextChoices(
    "EventKind",
    [
        *((act.name, (act.value, act.label)) for act in LegalAct),
        *((value.upper(), (value, label)) for value, label in OTHER_KINDS),
    ],
)

# Asked of each event again and again, so made once.
FACTS = frozenset(Modality.facts())


class EventQuerySet(models.QuerySet):
    def facts(self):
        """Keep what has happened or goes on."""
        return self.filter(modality__in=Modality.facts())

    def in_order(self):
        """Sort by time: by the first possible day, the undated last."""
        return self.order_by(models.F("earliest").asc(nulls_last=True), "latest", "slug")


@recorded
class Event(models.Model):
    """What happened, is planned or is claimed: kind, modality, date, place, and whom and what it concerns."""

    natural_key_fields = ["slug"]

    slug = slug_field("belgium-russia-2000-signed")
    title = models.CharField(max_length=200, help_text="What it is, in a few words of our own.")
    summary = models.TextField(blank=True, help_text="What the sources say of it, in our own words.")
    kind = models.CharField(
        max_length=25, choices=EventKind, help_text="A treaty action of an agreement, or another type of event."
    )
    modality = models.CharField(
        "reported as",
        max_length=10,
        choices=Modality,
        help_text="How the source reports the event: took place, ongoing, planned, announced, under discussion or "
        "claimed.",
    )
    date = EDTFField(help_text="When it took or takes place, as precisely as the source says; empty: not stated.")
    date_basis = basis_field()
    earliest = earliest_day("date")
    latest = latest_day("date")
    effective = EDTFField(
        help_text="The day from which the action has effect, where it differs from the date; empty: not stated."
    )
    effective_earliest = earliest_day("effective")
    effective_latest = latest_day("effective")
    until = EDTFField(help_text="The new end of the agreement that the action sets; empty: it sets none.")
    until_earliest = earliest_day("until")
    until_latest = latest_day("until")
    as_of = EDTFField(
        "as of",
        help_text="For a plan, an announcement or a report: the day for which the source says so, "
        "usually the source's own date; empty where the source is undated.",
    )
    as_of_earliest = earliest_day("as_of")
    as_of_latest = latest_day("as_of")
    place = models.CharField(max_length=100, blank=True, help_text="Where, as the source says; empty: not stated.")
    agreement = models.ForeignKey(
        Agreement,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="events",
        help_text="The agreement that it concerns; a treaty action needs one.",
    )
    standing = standing_field()
    standing_reason = standing_reason_field()
    collection = collection_field()

    objects = NaturalKeyManager.from_queryset(EventQuerySet)()

    class Meta:
        ordering = [models.F("earliest").asc(nulls_last=True), "slug"]
        constraints = [
            slug_constraint(),
            choice_constraint("kind", EventKind),
            choice_constraint("modality", Modality),
            *date_constraints("date", "earliest", "latest"),
            *date_constraints("as_of", "as_of_earliest", "as_of_latest"),
            *date_constraints("effective", "effective_earliest", "effective_latest"),
            *date_constraints("until", "until_earliest", "until_latest"),
            *standing_constraints(),
            models.CheckConstraint(
                condition=Q(effective__isnull=True, until__isnull=True) | Q(kind__in=sorted(LegalAct.values)),
                name="agreements_event_effect_is_of_a_legal_act",
                violation_error_message="Only a treaty action has a date of effect or sets an end.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(LegalAct.values)) | Q(agreement__isnull=False),
                name="agreements_event_legal_act_has_agreement",
                violation_error_message="A treaty action needs an agreement: name the agreement.",
            ),
            models.CheckConstraint(
                condition=(~Q(kind=LegalAct.EXPIRY_ANNOUNCED) | Q(modality=Modality.ANNOUNCED))
                & (~Q(kind=LegalAct.RENEWAL_PLANNED) | Q(modality=Modality.PLANNED))
                & (~Q(kind=LegalAct.RENEWAL_DISCUSSED) | Q(modality=Modality.DISCUSSED))
                & (~Q(kind=LegalAct.REPORTED_IN_EFFECT) | Q(modality=Modality.ONGOING)),
                name="agreements_event_modality_fits_kind",
                violation_error_message="An announced expiry is announced, a planned renewal planned, "
                "a discussed one discussed, and a report of being in effect ongoing.",
            ),
        ]
        indexes = [
            # Serves the acts of an agreement: by which it is first dated, and which are not stated.
            models.Index(fields=["agreement", "kind", "earliest"], name="agreements_event_acts"),
            # Serves the desk's list of events, in order of time.
            models.Index(fields=["earliest", "latest"], name="agreements_event_time"),
        ]
        triggers = [keep_former_slug()]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)

    natural_key.dependencies = ["agreements.agreement"]

    def get_absolute_url(self):
        return reverse("event", args=[self.slug])

    @property
    def when(self):
        """The date as the source gives it; None where it is not stated."""
        return sourced_date(self, "date", days="")

    @property
    def is_legal_act(self):
        return self.kind in LEGAL_ACTS

    @property
    def is_fact(self):
        return self.modality in FACTS
