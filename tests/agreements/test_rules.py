"""The rules that the database keeps, whoever writes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from agencies.models import Country, Position
from agreements.models import Agreement, Area, Citation, Mission, Party, Relation
from agreements.models.agreements import Level, level_of
from spacecoop.models import FormerSlug
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_event,
    make_mission,
    make_party,
    make_person,
    make_source,
)

pytestmark = pytest.mark.django_db


def check_now():
    """Let the database check at once what it otherwise checks at commit."""
    connection.check_constraints()


def refuses(name):
    return pytest.raises(IntegrityError, match=name)


def test_an_agreement_has_exactly_two_parties_at_commit_in_any_order_of_writing():
    agreement = make_agreement(parties=["BE", "FR"])
    third = Party.objects.create(agreement=agreement, agency=make_party("RU"))
    with refuses("exactly two"), transaction.atomic():
        check_now()
    third.delete()
    check_now()


def test_one_party_is_too_few():
    make_agreement(parties=["BE"])
    with refuses("has 1 parties"), transaction.atomic():
        check_now()
    Agreement.objects.all().delete()


def test_who_implements_is_not_counted_as_a_party():
    agreement = make_agreement(parties=["BE", "FR"])
    Party.objects.create(agreement=agreement, agency=make_agency("cnes"), role="implementing")
    check_now()


def test_a_citation_supports_exactly_one_record():
    agreement = make_agreement()
    with refuses("has_one_target"), transaction.atomic():
        Citation.objects.create(source=make_source(), phrase="a phrase")
    with refuses("has_one_target"), transaction.atomic():
        Citation.objects.create(
            source=make_source(), phrase="a phrase", agreement=agreement, party=agreement.parties.first()
        )


def test_a_key_phrase_has_at_most_eight_words():
    agreement = make_agreement()
    cite(agreement, None, "one two three four five six seven eight")
    with refuses("phrase_is_short"), transaction.atomic():
        cite(agreement, None, "one two three four five six seven eight nine")
    with refuses("phrase_is_short"), transaction.atomic():
        cite(agreement, None, "   ")


def test_a_citation_names_fields_that_the_record_has():
    citation = cite(make_event(date="1997"), None, "in 1997", "date")
    citation.full_clean()
    citation.fields = ["datum"]
    with pytest.raises(ValidationError, match="has no field “datum”"):
        citation.full_clean()


@pytest.mark.parametrize("text", ["1997/1990", "2021-02-30", "yesterday", "XXXX"])
def test_raw_sql_cannot_store_what_is_no_date(text):
    event = make_event()
    with refuses("date_is_edtf"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_event SET date = %s WHERE id = %s", [text, event.pk])


def test_days_follow_a_date_written_by_raw_sql():
    event = make_event(date="1997")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_event SET date = '2022-22' WHERE id = %s", [event.pk])
    event.refresh_from_db()
    assert (event.earliest, event.latest) == (date(2022, 6, 1), date(2022, 8, 31))


@pytest.mark.parametrize(
    ("make", "parent"),
    [
        (make_agency, "parent"),
        (make_mission, "part_of"),
        (make_area, "broader"),
    ],
)
def test_nothing_stands_above_itself(make, parent):
    top, middle, bottom = make("top"), make("middle"), make("bottom")
    model = type(top)
    model.objects.filter(pk=middle.pk).update(**{parent: top})
    model.objects.filter(pk=bottom.pk).update(**{parent: middle})
    with refuses("circle"), transaction.atomic():
        model.objects.filter(pk=top.pk).update(**{parent: bottom})
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=top.pk).update(**{parent: top})


def test_relations_go_in_no_circle():
    first, second, third = make_agreement(), make_agreement(), make_agreement()
    Relation.objects.create(agreement=second, kind="amends", other=first)
    Relation.objects.create(agreement=third, kind="renews", other=second)
    with refuses("circle"), transaction.atomic():
        Relation.objects.create(agreement=first, kind="implements", other=third)
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(agreement=first, kind="amends", other=first)


def test_a_legal_act_is_an_act_of_an_agreement():
    with refuses("legal_act_has_agreement"), transaction.atomic():
        make_event(kind="signed", date="1997")


def test_an_announcement_cannot_be_stored_as_done():
    agreement = make_agreement()
    with refuses("modality_fits_kind"), transaction.atomic():
        make_event(kind="expiry_announced", modality="done", agreement=agreement)


@pytest.mark.parametrize(
    ("code", "withdrawn"), [("be", None), ("BEL", None), ("B", None), ("SUHH", None), ("BE", "1992")]
)
def test_country_codes_are_those_of_iso(code, withdrawn):
    with refuses("code_is_iso"), transaction.atomic():
        Country.objects.create(code=code, name="x", iso_name="x", withdrawn=withdrawn)


@pytest.mark.parametrize("slug", ["Belgium", "a--b", "-a", "a_b", "a b", ""])
def test_slugs_are_plain(slug):
    with refuses("slug_is_plain"), transaction.atomic():
        Mission.objects.create(slug=slug, name="x", kind="satellite")


def test_unknown_kinds_are_refused():
    with refuses("form_is_known"), transaction.atomic():
        make_agreement(form="gentlemens-agreement")
    with refuses("modality_is_known"), transaction.atomic():
        make_event(modality="maybe")


@pytest.mark.parametrize(
    ("kinds", "level"),
    [
        (("state", "government"), "intergovernmental"),
        (("space_agency", "policy_office"), "inter_agency"),
        (("territory", "state"), "intergovernmental"),
        (("state", "space_agency"), "government_agency"),
    ],
)
def test_the_level_follows_the_parties(kinds, level):
    agreement = make_agreement(parties=[make_agency(kind=kind) for kind in kinds])
    Party.objects.create(agreement=agreement, agency=make_agency(kind="company"), role="implementing")
    assert level_of(agreement.parties.all()) == level
    assert [one for one in Level if Agreement.objects.on_level(one).exists()] == [level]


def test_an_agreement_without_parties_has_no_level():
    assert level_of([]) is None


def test_a_changed_slug_leaves_a_redirect_even_twice_and_back():
    area = make_area("one")
    Area.objects.filter(pk=area.pk).update(slug="two")
    Area.objects.filter(pk=area.pk).update(slug="three")
    redirects = dict(FormerSlug.objects.filter(kind="area").values_list("slug", "current"))
    assert redirects == {"one": "three", "two": "three"}
    Area.objects.filter(pk=area.pk).update(slug="one")
    redirects = dict(FormerSlug.objects.filter(kind="area").values_list("slug", "current"))
    assert redirects == {"two": "one", "three": "one"}


def test_a_position_of_one_title_is_kept_once():
    position = {"person": make_person(), "agency": make_agency("csa"), "title": "President"}
    Position.objects.create(**position)
    with refuses("position_once"), transaction.atomic():
        Position.objects.create(**position)
