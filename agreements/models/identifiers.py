"""Identifiers: the numbers by which registers, collections and catalogues know a record."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Country, Person
from agreements.models.agreements import Agreement
from agreements.models.events import Event
from agreements.models.missions import Mission
from agreements.models.sources import Source
from agreements.models.standing import Standing, standing_constraints, standing_field, standing_reason_field
from agreements.schemes import NATIONAL_SCHEMES, UNIQUE_SCHEMES, IdentifierScheme, NotOfScheme, cited_as, written
from spacecoop.records import choice_constraint, exactly_one, recorded

# The fields that lead to what an identifier is of.
IDENTIFIED = ("agreement", "event", "agency", "country", "mission", "person", "source")
OF_ONE_RECORD = "What it is the identifier of: exactly one record."


class IdentifierManager(models.Manager):
    def get_by_natural_key(self, scheme, value, kind, *key):
        """Find an identifier by scheme, value, and the kind and natural key of its record."""
        names = [field.name for field in Identifier._meta.get_field(kind).related_model._meta.fields if field.unique]
        named = "code" if "code" in names else "slug"
        return self.get(scheme=scheme, value=value, **{f"{kind}__{named}": key[0]})


def _of(model):
    return models.ForeignKey(
        model, models.CASCADE, null=True, blank=True, related_name="identifiers", help_text=OF_ONE_RECORD
    )


@recorded
class Identifier(models.Model):
    """A number or name by which a register, collection or catalogue knows a record.

    Not unique, since several instruments may share a volume or a decree; `UNIQUE_SCHEMES` are, but for what is known
    to be wrong.
    """

    scheme = models.CharField(max_length=13, choices=IdentifierScheme, help_text="Whose number it is.")
    value = models.CharField(max_length=120, help_text="The identifier, without the name of its scheme.")
    issued_in = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_identifiers",
        help_text="The country whose law or gazette it is.",
    )
    url = models.URLField(
        max_length=500, blank=True, help_text="Where it leads; empty: the scheme's own address, if it has any."
    )
    agreement = _of(Agreement)
    event = _of(Event)
    agency = _of(Agency)
    country = _of(Country)
    mission = _of(Mission)
    person = _of(Person)
    source = _of(Source)
    standing = standing_field()
    standing_reason = standing_reason_field()

    objects = IdentifierManager()

    class Meta:
        ordering = ["scheme", "value", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(*IDENTIFIED),
                name="agreements_identifier_has_one_record",
                violation_error_message="An identifier is of exactly one record: choose one, leave the others empty.",
            ),
            models.UniqueConstraint(
                fields=["scheme", "value", "issued_in", *IDENTIFIED],
                nulls_distinct=False,
                name="agreements_identifier_once",
            ),
            models.UniqueConstraint(
                fields=["scheme", "value"],
                condition=Q(scheme__in=UNIQUE_SCHEMES) & ~Q(standing=Standing.KNOWN_WRONG),
                name="agreements_identifier_unique",
                violation_error_message="Another record has this identifier already; this scheme gives each only once.",
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=NATIONAL_SCHEMES, issued_in__isnull=False)
                | (~Q(scheme__in=NATIONAL_SCHEMES) & Q(issued_in__isnull=True)),
                name="agreements_identifier_country_of_law",
                violation_error_message="A national law or gazette needs its country, and no other scheme has one.",
            ),
            choice_constraint("scheme", IdentifierScheme),
            *standing_constraints(),
        ]

    def __str__(self):
        return cited_as(self.scheme, self.value)

    def clean(self):
        """Bring the value into the one spelling of its scheme; refuse what is none, and what another record has."""
        try:
            self.value = written(self.scheme, self.value)
        except NotOfScheme as error:
            raise ValidationError({"value": str(error)}) from None
        if self.scheme in UNIQUE_SCHEMES and self.standing != Standing.KNOWN_WRONG and (other := self._other()):
            told = f"“{other.record}” has {self} already, and only one record can: correct it, or merge the two."
            raise ValidationError({"value": told})

    def _other(self):
        same = Identifier.objects.filter(scheme=self.scheme, value=self.value)
        return same.exclude(pk=self.pk).exclude(standing=Standing.KNOWN_WRONG).first()

    @property
    def record(self):
        """What it is the identifier of; None while nothing is chosen."""
        return next((getattr(self, name) for name in IDENTIFIED if getattr(self, f"{name}_id")), None)

    def natural_key(self):
        kind = next(name for name in IDENTIFIED if getattr(self, f"{name}_id"))
        return (self.scheme, self.value, kind, *self.record.natural_key())

    natural_key.dependencies = [
        "agreements.agreement",
        "agreements.event",
        "agreements.mission",
        "agreements.source",
        "agencies.agency",
        "agencies.country",
        "agencies.person",
    ]
