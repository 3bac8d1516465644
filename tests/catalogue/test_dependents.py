"""Every write reaches every document that shows it; the way back is made from the plans."""

from random import Random

import pytest
from django.db import IntegrityError, connection, models, transaction

from agreements.history import RECORDED
from agreements.models import Agreement, Event
from agreements.models.citations import TARGET_OF
from agreements.models.identifiers import IDENTIFIED
from catalogue.dependents import paths_of
from catalogue.models import Document
from catalogue.plans import PLANS
from catalogue.reading import read
from catalogue.renderer import differing, rebuild, up_to_date
from spacecoop.models import Collection
from tests.catalogue.records import FIELDS, change, fields_of, of_everything
from tests.factories import make_area, make_event

pytestmark = pytest.mark.django_db


@pytest.mark.many
@pytest.mark.parametrize("model", RECORDED, ids=lambda model: model.__name__)
def test_a_change_of_any_field_reaches_every_document_that_shows_it(model):
    of_everything()
    up_to_date()
    # Fixed by what a record is: a country is a present or a former one, a number stays, a citation and an identifier
    # are of exactly one record.
    fixed = {"withdrawn", "number", *TARGET_OF.values(), *IDENTIFIED}
    for field in fields_of(model):
        if change(model, field):
            assert up_to_date()
            assert differing() == [], field
        else:
            assert field.name in fixed, f"nothing else could be written to {field}"


@pytest.mark.many
@pytest.mark.parametrize("model", RECORDED, ids=lambda model: model.__name__)
def test_a_deletion_reaches_every_document_that_showed_it(model):
    of_everything()
    up_to_date()
    for record in model.objects.order_by("?")[:5]:
        try:
            with transaction.atomic():
                record.delete()
                connection.check_constraints()
        except (IntegrityError, models.ProtectedError):
            continue
        assert up_to_date()
        assert differing() == [], record


def test_every_recorded_model_is_part_of_some_document():
    loaded = {path[-1].related_model for kind in PLANS for path in paths_of(kind)}
    # Of a collection documents tell the slug, which never changes.
    assert {*RECORDED, Collection} == loaded | {plan().model for plan in PLANS.values()}


def test_an_area_tells_of_all_that_stand_above_it_however_far():
    of_everything()
    make_area("cardiology", broader=make_area("medicine-of-flight", broader=make_area("space-medicine")))
    up_to_date()
    make_area("science").__class__.objects.filter(slug="science").update(name="Sciences")
    up_to_date()
    assert read("area", "cardiology")["wider"][0]["name"] == "Sciences"
    assert differing() == []


WRITES = [
    "UPDATE agreements_agreement SET title = title || '!' WHERE id = (SELECT min(id) FROM agreements_agreement)",
    "UPDATE agencies_agency SET name = name || '!', country_id = NULL WHERE slug = 'cnes'",
    "UPDATE agencies_country SET name = name || '!'",
    "UPDATE agreements_event SET date = '1980' WHERE kind = 'signed'",
    "UPDATE agreements_event SET agreement_id = (SELECT max(id) FROM agreements_agreement) WHERE slug = 'meeting'",
    "UPDATE agreements_citation SET phrase = phrase || ' x' WHERE party_id IS NOT NULL",
    "UPDATE agreements_source SET address = address || '#x'",
    "DELETE FROM agreements_citation WHERE event_id IS NOT NULL",
    "DELETE FROM agreements_relation USING agreements_citation WHERE false",
    "DELETE FROM agreements_citation; DELETE FROM agreements_relation",
    "TRUNCATE agreements_citation",
    "TRUNCATE agreements_event CASCADE",
]


@pytest.mark.many
@pytest.mark.parametrize("statement", WRITES)
def test_what_raw_sql_writes_is_told_too(statement):
    of_everything()
    up_to_date()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    up_to_date()
    assert differing() == []


@pytest.mark.many
@pytest.mark.parametrize("seed", range(5))
def test_random_writes_between_the_renderings_end_where_a_rebuild_does(seed):
    random = Random(seed)  # noqa: S311
    of_everything()
    up_to_date()
    for _ in range(4):
        for model, field in random.sample(FIELDS, 6):
            change(model, field)
        if random.random() < 0.5:
            make_event(agreement=Agreement.objects.first(), date="2003")
        if random.random() < 0.3:
            Event.objects.order_by("?").first().delete()
        up_to_date()
    kept = set(Document.objects.filter(until=None).values_list("kind", "key", "slug", "row", "body"))
    rebuild()
    assert kept == set(Document.objects.filter(until=None).values_list("kind", "key", "slug", "row", "body"))
    assert differing() == []
