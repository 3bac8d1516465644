"""Records of every kind, and other values for each of their fields."""

from django.db import IntegrityError, connection, models, transaction

from agencies.models import AgencyName, CountryName, Position, Succession
from agreements.history import RECORDED
from agreements.models import (
    AreaLabel,
    AreaMatch,
    Designation,
    Event,
    EventAgency,
    EventArea,
    EventMission,
    EventPerson,
    Identifier,
    MissionName,
    MissionRole,
    Party,
    Provision,
    Term,
    Text,
    Title,
)
from agreements.models.citations import TARGET_OF
from spacecoop.models import Collection
from spacecoop.records import history_of
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_country,
    make_event,
    make_mission,
    make_person,
    make_relation,
    make_source,
)
from tests.worlds import made_once


@made_once
def of_everything():
    """Make at least one record of every kind, each cited, and others that they can lead to instead."""
    Collection.objects.create(slug="wider", title="A wider set")
    source = make_source("one", published="2001")
    make_source("two")
    cnes = make_agency("cnes", country="FR", acronym="CNES", founded="1961", parent=make_agency("ministry"))
    CountryName.objects.create(country=make_country("FR"), name="République française", language="fr")
    make_country("RU")
    AgencyName.objects.create(agency=cnes, name="Centre national", language="fr")
    Position.objects.create(person=make_person(), agency=cnes, title="President", as_of="2001")
    make_person("le-gall")
    medicine = make_area("space-medicine", broader=make_area("life-sciences", broader=make_area("science")))
    AreaLabel.objects.create(area=medicine, label="médecine spatiale", language="fr")
    AreaMatch.objects.create(area=medicine, scheme="unesco", closeness="close", address="http://example.org/1")
    spot = make_mission("spot", part_of=make_mission("programme"))
    MissionName.objects.create(mission=spot, name="SPOT 1", language="fr")
    MissionRole.objects.create(mission=spot, agency=cnes, role="operated")
    agreement = make_agreement("a", areas=["space-medicine"], missions=["spot"], acts={"signed": "2000-12-20"})
    make_agreement("b", parties=["cnes", "csa"], acts={"concluded": "1999", "terminated": "2005"})
    make_agreement("c")
    make_relation("a", "amends", "b")
    Party.objects.create(agreement=agreement, agency=cnes, role="implementing")
    meeting = make_event("meeting", date="2002-05", as_of="2002", place="Paris", agreement=agreement)
    EventAgency.objects.create(event=meeting, agency=cnes, role="host")
    EventPerson.objects.create(event=meeting, person=make_person(), role="witness")
    EventMission.objects.create(event=meeting, mission=spot)
    EventArea.objects.create(event=meeting, area=medicine)
    judged = {"standing": "preferred", "standing_reason": "The text says so"}
    Succession.objects.create(earlier=cnes, later=make_agency("csa"), kind="renamed", date="2010")
    Designation.objects.create(agreement=agreement, form="treaty", function="framework", binding="binding", **judged)
    Title.objects.create(agreement=agreement, text="Accord", language="fr", **judged)
    counted = {"length": "P5Y", "counted_from": "other", "from_date": "2000", "renewal": "tacit", "notice": "P6M"}
    Term.objects.create(agreement=agreement, act=meeting, **counted, **judged)
    Term.objects.create(agreement=agreement, until="2010")
    Term.objects.create(agreement=agreement, length="P3Y", counted_from="signature")
    Event.objects.filter(pk=meeting.pk).update(**judged)
    Provision.objects.create(agreement=agreement, topic="liability", says="yes", article="5", **judged)
    Text.objects.create(agreement=agreement, language="fr", authentic="yes", source=source)
    Identifier.objects.create(agreement=agreement, scheme="tias", value="12927", **judged)
    Identifier.objects.create(agency=cnes, scheme="law", value="61-1382", issued_in=make_country("FR"))
    for model in TARGET_OF:
        for number, record in enumerate(model.objects.all()):
            cite(record, source, f"phrase {number}")


def fields_of(model):
    """Return the fields that the history keeps; what the database derives of others follows these."""
    kept = {field.name for field in history_of(model)._meta.local_fields}
    return [field for field in model._meta.local_fields if field.name in kept and not field.primary_key]


FIELDS = [(model, field) for model in RECORDED for field in fields_of(model)]


def others(field, record):
    """Return values that the field of a record might have instead; rules may refuse some of them."""
    now = getattr(record, field.attname)
    if field.is_relation:
        keys = list(field.related_model.objects.values_list("pk", flat=True))
        values = [*keys, None] if field.null else keys
    elif field.choices:
        values = [value for value, _ in field.flatchoices]
    elif isinstance(field, models.DateField):
        values = ["1990-01-01"]
    elif field.name == "fields":
        values = [["id"]]
    elif field.name == "code":
        values = ["XX"]
    elif field.name == "number":
        values = []
    elif field.name in ("length", "renewal_length", "notice"):
        values = ["P2Y"]
    elif field.name == "language":
        values = ["de"]
    elif type(field).__name__ == "EDTFField":
        values = ["1990-05", None]
    else:
        values = [f"{now}-2" if field.name == "slug" else f"{now} changed", ""]
    return [value for value in values if value != now]


def change(model, field):
    """Change the field of some record by SQL, as far as the rules allow; return whether one could be changed."""
    for record in model.objects.order_by("pk"):
        for value in others(field, record):
            try:
                with transaction.atomic():
                    model.objects.filter(pk=record.pk).update(**{field.attname: value})
                    connection.check_constraints()
                return True
            except IntegrityError:
                continue  # a rule forbids this value
    return False
