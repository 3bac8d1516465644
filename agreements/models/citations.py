"""Citations: they tie every fact to a quotation in a source."""

from urllib.parse import quote

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from agencies.models import Agency, AgencyName, Country, CountryName, Person, Position, Succession
from agreements.models.agreements import Agreement, AgreementArea, AgreementMission, Party
from agreements.models.areas import Area, AreaLabel
from agreements.models.designations import Designation, Title
from agreements.models.event_parts import EventAgency, EventArea, EventMission, EventPerson
from agreements.models.events import Event
from agreements.models.identifiers import IDENTIFIED, Identifier
from agreements.models.missions import Mission, MissionName, MissionRole
from agreements.models.relations import Relation
from agreements.models.sources import Source
from agreements.models.terms import Provision, Term, Text
from spacecoop.records import choice_constraint, exactly_one, recorded
from spacecoop.words import name_of_field

PHRASE_WORDS = 8


def phrase_is_short(phrase):
    """Raises: ValidationError for a quotation of more than PHRASE_WORDS words."""
    if (number := len(phrase.split())) > PHRASE_WORDS:
        raise ValidationError(f"It has {number} words: {PHRASE_WORDS} at most.")


def quote_url(url: str, words: str) -> str:
    """Return the address of a source that leads browsers to the quotation itself."""
    return f"{url}#:~:text={quote(words)}"


class ReportedAs(models.TextChoices):
    """How a source tells of a fact that has not come about, or that is somebody's own word."""

    PLANNED = "planned", pgettext_lazy("how an event is reported", "planned")
    ANNOUNCED = "announced", pgettext_lazy("how an event is reported", "announced")
    DISCUSSED = "discussed", pgettext_lazy("how an event is reported", "under discussion")
    CLAIMED = "claimed", pgettext_lazy("how an event is reported", "claimed")


# Every kind of record that a citation may support, by the name of the citation's field for it.
CITABLE = {
    "country": Country,
    "country_name": CountryName,
    "agency": Agency,
    "agency_name": AgencyName,
    "person": Person,
    "position": Position,
    "succession": Succession,
    "area": Area,
    "area_label": AreaLabel,
    "mission": Mission,
    "mission_name": MissionName,
    "mission_role": MissionRole,
    "agreement": Agreement,
    "party": Party,
    "agreement_area": AgreementArea,
    "agreement_mission": AgreementMission,
    "relation": Relation,
    "event": Event,
    "event_agency": EventAgency,
    "event_person": EventPerson,
    "event_area": EventArea,
    "event_mission": EventMission,
    "designation": Designation,
    "title": Title,
    "term": Term,
    "provision": Provision,
    "text": Text,
    "identifier": Identifier,
}
TARGET_OF = {model: name for name, model in CITABLE.items()}
# Of the records without a page of their own: the fields that lead to those whose pages show them. The first that is
# set leads to the page that is linked.
OWNERS_OF = {
    "country_name": ("country",),
    "agency_name": ("agency",),
    "position": ("person", "agency"),
    "succession": ("later", "earlier"),
    "area_label": ("area",),
    "mission_name": ("mission",),
    "mission_role": ("mission",),
    "party": ("agreement",),
    "agreement_area": ("agreement",),
    "agreement_mission": ("agreement",),
    "relation": ("agreement", "other"),
    "event_agency": ("event",),
    "event_person": ("event",),
    "event_area": ("event",),
    "event_mission": ("event",),
    "designation": ("agreement",),
    "title": ("agreement",),
    "term": ("agreement",),
    "provision": ("agreement",),
    "text": ("agreement",),
    "identifier": IDENTIFIED,
}


def owner_of(name, row):
    """Return the field by which `row`, of the kind `name` or of its history, leads to the page that shows it; or None.

    None: it has a page of its own.
    """
    return next((field for field in OWNERS_OF.get(name, ()) if getattr(row, f"{field}_id")), None)


def page_of(name, owner):
    """Return the kind of page to which the field `owner` of a kind leads; without an owner, the kind `name` itself."""
    return TARGET_OF.get(CITABLE[name]._meta.get_field(owner).related_model, owner) if owner else name


def _target(model):
    return models.ForeignKey(model, models.CASCADE, null=True, blank=True, related_name="citations")


class CitationQuerySet(models.QuerySet):
    def supporting(self, *facts):
        """Keep the citations of the given records, which may be of any citable kinds.

        Cost: one query, whatever the number of records.
        """
        wanted = {}
        for fact in facts:
            wanted.setdefault(TARGET_OF[type(fact)], []).append(fact.pk)
        if not wanted:
            return self.none()
        condition = Q()
        for target, keys in wanted.items():
            condition |= Q(**{f"{target}__in": keys})
        return self.filter(condition)

    def counts(self):
        """Return how many they are, of how many phrases, and of how many agencies: {"facts", "phrases", "agencies"}.

        Cost: one query.
        """
        return self.aggregate(
            facts=models.Count("pk"),
            phrases=models.Count("phrase", distinct=True),
            agencies=models.Count("agency", distinct=True),
        )

    def phrases(self):
        """Return the phrases in the order in which the first citation of each was entered."""
        first = self.order_by().values("phrase").annotate(first=models.Min("pk"))
        return first.order_by("first").values_list("phrase", flat=True)

    def by_phrase(self, phrases):
        """Return (phrase, its citations with their targets) for each of `phrases`. Cost: see `with_targets`."""
        found = {phrase: [] for phrase in phrases}
        for citation in self.filter(phrase__in=list(found)).with_targets().order_by("pk"):
            found[citation.phrase].append(citation)
        return list(found.items())

    def with_targets(self):
        """Load the record that each citation supports with what its page address and name need.

        Cost: a query for each kind of record that is supported. One join of all took five times as long, for a list of
        all citations half a minute.
        """
        targets = [
            models.Prefetch(name, model._base_manager.select_related(*_links_of(model) if name in OWNERS_OF else ()))
            for name, model in CITABLE.items()
        ]
        return self.select_related("source").prefetch_related(*targets)


def _links_of(model):
    return [field.name for field in model._meta.local_fields if field.many_to_one]


@recorded
class Citation(models.Model):
    """A place in a source, pinned by a quotation, that supports exactly one record."""

    curators_only = ("note",)

    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", help_text="The document.")
    phrase = models.CharField(
        max_length=120,
        help_text=f"Exact quotation from the document, up to {PHRASE_WORDS} words.",
    )
    fields = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        help_text="The fields of the record that it supports, separated by commas; empty: the record as a whole.",
    )
    country = _target(Country)
    country_name = _target(CountryName)
    agency = _target(Agency)
    agency_name = _target(AgencyName)
    person = _target(Person)
    position = _target(Position)
    succession = _target(Succession)
    area = _target(Area)
    area_label = _target(AreaLabel)
    mission = _target(Mission)
    mission_name = _target(MissionName)
    mission_role = _target(MissionRole)
    agreement = _target(Agreement)
    party = _target(Party)
    agreement_area = _target(AgreementArea)
    agreement_mission = _target(AgreementMission)
    relation = _target(Relation)
    event = _target(Event)
    event_agency = _target(EventAgency)
    event_person = _target(EventPerson)
    event_area = _target(EventArea)
    event_mission = _target(EventMission)
    designation = _target(Designation)
    title = _target(Title)
    term = _target(Term)
    provision = _target(Provision)
    text = _target(Text)
    identifier = _target(Identifier)
    reported_as = models.CharField(
        max_length=10,
        choices=ReportedAs,
        blank=True,
        help_text="How the source reports it, if not as a fact. Empty: as a fact.",
    )
    gloss = models.CharField(
        max_length=250, blank=True, help_text="An English rendering of a quotation in another language; ours."
    )
    note = models.TextField(blank=True, help_text="Note for editors; not shown to readers.")

    objects = models.Manager.from_queryset(CitationQuerySet)()

    class Meta:
        ordering = ["source", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(*CITABLE),
                name="agreements_citation_has_one_target",
                violation_error_message="A citation supports exactly one record: choose one, leave the others empty.",
            ),
            choice_constraint("reported_as", ReportedAs, blank=True),
            models.CheckConstraint(
                condition=Q(
                    models.Func(
                        models.F("phrase"),
                        template=rf"(regexp_count(%(expressions)s, '\S+') BETWEEN 1 AND {PHRASE_WORDS})",
                        output_field=models.BooleanField(),
                    )
                ),
                name="agreements_citation_phrase_is_short",
                violation_error_message=f"A quotation has one to {PHRASE_WORDS} words.",
            ),
            models.UniqueConstraint(
                fields=["source", "phrase", *CITABLE],
                nulls_distinct=False,
                name="agreements_citation_once",
                violation_error_message="This quotation from this source is cited for this record already.",
            ),
        ]

    def __str__(self):
        return f"“{self.phrase}”, {self.source}"

    def clean(self):
        if self.target is not None:
            self._refuse_unknown_fields(type(self.target))

    def _refuse_unknown_fields(self, model):
        for name in self.fields or []:
            try:
                model._meta.get_field(name)
            except FieldDoesNotExist:
                known = ", ".join(field.name for field in model._meta.fields if field.editable)
                raise ValidationError(
                    {"fields": f"{model._meta.verbose_name} has no field “{name}”. It has: {known}."}
                ) from None

    @property
    def link(self):
        """The address of the source, leading browsers to the phrase itself."""
        return quote_url(self.source.address, self.phrase)

    @property
    def target_key(self):
        """The kind and key of the record that it supports, without loading it."""
        for name in CITABLE:
            if key := getattr(self, f"{name}_id"):
                return name, key
        return None

    @property
    def target(self):
        """The record that it supports; None while none is chosen."""
        return getattr(self, self.target_key[0]) if self.target_key else None

    @property
    def fields_in_words(self):
        """The names of the fields that it supports, as forms and data dictionary have them."""
        return [name_of_field(type(self.target)._meta.get_field(name)) for name in self.fields]

    @property
    def page(self):
        """The address of the page that shows the record it supports; None while none is chosen.

        Cost: no query after `with_targets()`.
        """
        if self.target_key is None:
            return None
        return reverse(TARGET_OF[type(self.shown_on)], args=[self.shown_on.slug])

    @property
    def shown_on(self):
        """The record whose page shows what it supports: that itself, or the one that it is a part of."""
        owner = owner_of(self.target_key[0], self.target)
        return getattr(self.target, owner) if owner else self.target
