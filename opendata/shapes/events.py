"""The shapes of an event and of its row."""

from rest_framework.serializers import CharField, ChoiceField, Serializer

from agreements.models import EventKind, EventRole
from opendata.shapes.parts import (
    AgreementLink,
    CitedLink,
    Counts,
    Date,
    Identifier,
    Link,
    Organisation,
    OrganisationLink,
    Resource,
    Statement,
    citations_field,
    collection_field,
    place_field,
    related_field,
    reported_as_field,
    slug_field,
    sources_field,
)


class InEvent(Serializer):
    """A part in an event."""

    role = ChoiceField(EventRole.choices, help_text="Role in the event.")


class OrganisationInEvent(Organisation, InEvent):
    """An organisation's part in an event."""

    citations = citations_field("the role")


class PersonInEvent(Link, InEvent):
    """A person's part in an event."""

    position = CharField(allow_null=True, help_text="The position as which the person acted; null if not stated.")
    citations = citations_field("the role")


class EventFacts(Statement):
    """What a list and a whole record say alike of an event."""

    slug = slug_field("event")
    title = CharField(help_text="What the event is, in a few words.")
    kind = ChoiceField(EventKind.choices, help_text="Type of event, or the action of an agreement.")
    reported_as = reported_as_field("event")
    date = Date(allow_null=True, help_text="Date of the event; null if no source states it.")
    effective = Date(
        allow_null=True, help_text="Day of effect of an action, if it is not the day of the action; else null."
    )
    until = Date(allow_null=True, help_text="New end of the agreement that an action fixes; null if it fixes none.")
    as_of = Date(allow_null=True, help_text="Date of the information, for a plan or report; null if not stated.")
    place = place_field()


class EventOfAgreement(EventFacts):
    """An event of an agreement."""

    identifiers = Identifier(many=True, help_text="Numbers of the event in registers and collections.")

    summary = CharField(help_text="What the sources say of the event; empty if there is none.")
    agencies = OrganisationInEvent(many=True, help_text="Organisations that took part.")
    people = PersonInEvent(many=True, help_text="People who took part.")
    missions = CitedLink(many=True, help_text="Missions and programmes that the event concerns.")
    areas = CitedLink(many=True, help_text="Cooperation areas that the event concerns.")
    citations = citations_field("the event")


class OrganisationInEventLine(OrganisationLink, InEvent):
    """An organisation's part in an event."""


class EventRecord(Resource, EventFacts):
    """What an event has as a record of its own."""

    agreement = AgreementLink(allow_null=True, help_text="The agreement that the event concerns, if any.")
    counts = Counts(help_text="How much is recorded of the event.")


class EventRow(EventRecord):
    """An event in a list."""

    agencies = OrganisationInEventLine(many=True, help_text="Organisations that took part.")


class Event(EventRecord, EventOfAgreement):
    """An event, with all that is recorded of it."""

    sources = sources_field()
    related = related_field()
    collection = collection_field()
