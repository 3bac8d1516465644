from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agreements.models import Area, Event, Mission, Source
from agreements.models.agreements import REVERSE_VERBS, AgreementKind, Level, PartyRole, RelationKind
from agreements.models.events import EventKind, EventRole, Modality
from agreements.status import LegalAct, StatusCode
from opendata.who_serializers import NameSerializer
from spacecoop.serializers import (
    CitationSerializer,
    CountryLinkSerializer,
    DateSerializer,
    FactSerializer,
    NamedLinkSerializer,
    SourcedDateField,
    StatedField,
    TitledLinkSerializer,
    Written,
)


class AgencyLinkSerializer(NamedLinkSerializer):
    acronym = StatedField()
    kind = serializers.CharField()
    country = CountryLinkSerializer(allow_null=True)


class PartySerializer(FactSerializer):
    agency = AgencyLinkSerializer()
    role = serializers.ChoiceField(choices=PartyRole.choices)


class LinkSerializer(FactSerializer):
    """An area or mission of an agreement, with the citation that puts it there."""

    slug = serializers.SlugField(source="link.slug")
    name = serializers.CharField(source="link.name")


class RelationSerializer(FactSerializer):
    shapes = {"agreement": TitledLinkSerializer}

    verb = serializers.SerializerMethodField(help_text="What this agreement does, or has done to it.")
    kind = serializers.ChoiceField(choices=RelationKind.choices, source="link.kind")
    agreement = serializers.SerializerMethodField(help_text="The other agreement.")

    def get_verb(self, relation) -> str:
        kind = RelationKind(relation.link["kind"])
        return kind.label if relation.link["forward"] else REVERSE_VERBS[kind]

    @extend_schema_field(TitledLinkSerializer)
    def get_agreement(self, relation):
        return {"slug": relation.link["slug"], "title": relation.link["title"]}


class ActDateSerializer(DateSerializer):
    """A date of an agreement, with the act that it is the date of."""

    kind = serializers.ChoiceField(choices=LegalAct.choices)
    modality = serializers.ChoiceField(choices=Modality.choices)
    place = serializers.CharField(allow_null=True)
    event = serializers.SlugField(help_text="The slug of the event.")


ActDatesSerializer = type(
    "ActDatesSerializer",
    (serializers.Serializer,),
    {
        "__doc__": "The first date of each kind of legal act; null where no source states one.",
        **{act.value: ActDateSerializer(allow_null=True) for act in LegalAct},
    },
)


class StatusSerializer(Written, serializers.Serializer):
    code = serializers.ChoiceField(choices=StatusCode.choices)
    on = serializers.DateField(help_text="The day for which it holds.")
    because = serializers.CharField(help_text="The reason, as a sentence.")


class EventLineSerializer(FactSerializer):
    slug = serializers.SlugField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=EventKind.choices)
    modality = serializers.ChoiceField(choices=Modality.choices)
    date = SourcedDateField(source="when", help_text="When; null where no source states it.")
    as_of = SourcedDateField(source="said_on", help_text="For a plan or report: the day for which it is said.")
    place = StatedField(help_text="Where; null where no source states it.")


class AgreementSerializer(FactSerializer):
    shapes = {"dates": ActDatesSerializer, "status": StatusSerializer}

    slug = serializers.SlugField()
    title = serializers.CharField()
    formal_title = StatedField(help_text="The title of the instrument itself; null where not stated.")
    kind = serializers.ChoiceField(choices=AgreementKind.choices)
    level = serializers.ChoiceField(choices=Level.choices)
    summary = serializers.CharField()
    parties = PartySerializer(many=True)
    dates = serializers.SerializerMethodField()
    status = serializers.SerializerMethodField()
    areas = LinkSerializer(source="area_facts", many=True)
    missions = LinkSerializer(source="mission_facts", many=True)
    relations = RelationSerializer(source="relation_facts", many=True)
    events = EventLineSerializer(many=True)

    @extend_schema_field(ActDatesSerializer)
    def get_dates(self, agreement):
        return {kind: act and self._date_of(act) for kind, act in agreement.dates.items()}

    @extend_schema_field(StatusSerializer)
    def get_status(self, agreement):
        status = agreement.status(self.context["on"])
        return {"code": str(status.code), "on": status.on.isoformat(), "because": status.because}

    def _date_of(self, act):
        when = SourcedDateField().to_representation(act.when)
        return {**when, "kind": act.kind, "modality": act.modality, "place": act.place or None, "event": act.slug}


class AreaSerializer(Written, serializers.ModelSerializer):
    shapes = {"labels": NameSerializer}

    definition = StatedField(help_text="What the area takes in; null while nobody has written it.")
    broader = NamedLinkSerializer(allow_null=True, help_text="The wider area.")
    narrower = NamedLinkSerializer(many=True, help_text="The areas that it takes in.")
    labels = serializers.SerializerMethodField(help_text="Other labels, as sources word them.")
    matches = serializers.SerializerMethodField(help_text="The same concept in other vocabularies.")
    agreement_count = serializers.IntegerField(help_text="Agreements on this very area.")
    citations = CitationSerializer(source="evidence", many=True)

    class Meta:
        model = Area
        fields = [
            "slug",
            "name",
            "definition",
            "broader",
            "narrower",
            "labels",
            "matches",
            "agreement_count",
            "citations",
        ]

    @extend_schema_field(NameSerializer(many=True))
    def get_labels(self, area):
        return [
            {
                "name": label.label,
                "language": label.language,
                "citations": CitationSerializer(label.evidence, many=True).data,
            }
            for label in area.labels.all()
        ]

    @extend_schema_field(
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "scheme": {"type": "string"},
                    "address": {"type": "string", "format": "uri"},
                    "closeness": {"type": "string"},
                },
                "required": ["scheme", "address", "closeness"],
            },
        }
    )
    def get_matches(self, area):
        return [
            {"scheme": match.scheme, "address": match.address, "closeness": match.closeness}
            for match in area.matches.all()
        ]


class MissionRoleSerializer(FactSerializer):
    agency = NamedLinkSerializer()
    role = serializers.CharField()


class MissionSerializer(Written, serializers.ModelSerializer):
    summary = serializers.CharField()
    part_of = NamedLinkSerializer(allow_null=True)
    parts = NamedLinkSerializer(many=True)
    names = NameSerializer(many=True, help_text="Other forms of the name that sources use.")
    roles = MissionRoleSerializer(many=True, help_text="Which agency did or does what in it.")
    agreement_count = serializers.IntegerField(help_text="Agreements that concern it.")
    citations = CitationSerializer(source="evidence", many=True)

    class Meta:
        model = Mission
        fields = [
            "slug",
            "name",
            "kind",
            "summary",
            "part_of",
            "parts",
            "names",
            "roles",
            "agreement_count",
            "citations",
        ]


class EventAgencySerializer(FactSerializer):
    agency = NamedLinkSerializer()
    role = serializers.ChoiceField(choices=EventRole.choices)


class EventPersonSerializer(FactSerializer):
    person = NamedLinkSerializer()
    role = serializers.ChoiceField(choices=EventRole.choices)


class EventMissionSerializer(FactSerializer):
    slug = serializers.SlugField(source="mission.slug")
    name = serializers.CharField(source="mission.name")


class EventAreaSerializer(FactSerializer):
    slug = serializers.SlugField(source="area.slug")
    name = serializers.CharField(source="area.name")


class EventSerializer(Written, serializers.ModelSerializer):
    date = SourcedDateField(source="when", help_text="When; null where no source states it.")
    as_of = SourcedDateField(source="said_on", help_text="For a plan or report: the day for which it is said.")
    place = StatedField(help_text="Where; null where no source states it.")
    agreement = TitledLinkSerializer(allow_null=True)
    agencies = EventAgencySerializer(many=True)
    people = EventPersonSerializer(many=True)
    missions = EventMissionSerializer(many=True)
    areas = EventAreaSerializer(many=True)
    citations = CitationSerializer(source="evidence", many=True)

    class Meta:
        model = Event
        fields = [
            "slug",
            "title",
            "summary",
            "kind",
            "modality",
            "date",
            "as_of",
            "place",
            "agreement",
            "agencies",
            "people",
            "missions",
            "areas",
            "citations",
        ]


class SourceSerializer(Written, serializers.ModelSerializer):
    published = SourcedDateField(source="published_on", help_text="The document's own date; null where it has none.")
    relays = StatedField(help_text="What it passes on, if it is not the first to say it.")
    fact_count = serializers.IntegerField(help_text="How many citations rest on it.")

    class Meta:
        model = Source
        fields = ["slug", "title", "publisher", "kind", "language", "address", "published", "relays", "fact_count"]


class SideSerializer(serializers.Serializer):
    """One side of a pair: a country, or an agency."""

    kind = serializers.ChoiceField(choices=["country", "agency"])
    key = serializers.CharField(help_text="The country's code or the agency's slug.")
    name = serializers.CharField()


def _found_serializer(name, record):
    """Return the serializer of a part of an answer: how many there are, and the first of them."""
    fields = {
        "count": serializers.IntegerField(help_text="How many there are."),
        "all": serializers.URLField(help_text="The list of all of them."),
        "results": record(many=True, help_text="The first of them, at most a hundred."),
    }
    return type(name, (serializers.Serializer,), fields)


FoundAgreementsSerializer = _found_serializer("FoundAgreementsSerializer", AgreementSerializer)
FoundEventsSerializer = _found_serializer("FoundEventsSerializer", EventSerializer)


class BetweenSerializer(serializers.Serializer):
    """Everything between two sides."""

    sides = SideSerializer(many=True)
    agreements = FoundAgreementsSerializer()
    events = FoundEventsSerializer()
