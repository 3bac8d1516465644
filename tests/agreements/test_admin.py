"""The curator's desk: every record can be found, edited, cited; what breaks a rule comes back as typed."""

from unittest.mock import patch

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.template.response import SimpleTemplateResponse
from django.urls import reverse

from agencies.models import Agency, AgencyName
from agreements.admin.agreements import AgreementAdmin
from agreements.admin.cited import SourcedAdmin
from agreements.models import Agreement, Citation, Event, Party
from agreements.models.citations import CITABLE
from tests.agreements.test_history import RECORDS
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


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("curator", password="correct horse"))
    return client


@pytest.fixture
def agreement():
    make_source()
    return make_agreement("be-ru", parties=["BE", "RU"], areas=["astronomy"], acts={"signed": "2000-12-02"})


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def history(record):
    return change(record).replace("change", "history")


def typed(desk, address):
    """Return what the form at `address` would send back unchanged, as a browser would; its page is left unwritten."""
    with patch.object(SimpleTemplateResponse, "rendered_content", ""):
        context = desk.get(address).context_data
    forms = [context["adminform"].form]
    posted = {}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            posted[bound.html_name] = "" if value is None else value
    return posted


def name_of(posted, value):
    """Return the name of the input that holds `value`."""
    return next(name for name, typed_value in posted.items() if typed_value == value)


@pytest.mark.many
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_model_has_a_desk_with_search_filters_and_no_long_drop_down(desk, model):
    options = admin.site.get_model_admin(model)
    assert options.search_fields
    assert options.list_filter
    relations = {field.name for field in model._meta.fields if field.is_relation and field.editable}
    assert relations <= set(options.autocomplete_fields)
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert desk.get(reverse(f"{base}_changelist"), {"q": "x"}).status_code == 200
    assert desk.get(reverse(f"{base}_add")).status_code == 200
    for inline in options.inlines:
        fields = {field.name for field in inline.model._meta.fields if field.is_relation and field.editable}
        shown = set(inline.fields or fields) & fields
        keys = (
            {inline.fk_name}
            if inline.fk_name
            else {f.name for f in inline.model._meta.fields if f.related_model is model}
        )
        assert shown - keys <= set(inline.autocomplete_fields), inline


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_help_texts_come_from_the_model(model):
    for field in model._meta.fields:
        if field.editable and not field.primary_key and not (model is Citation and field.null):
            assert field.help_text, field


def test_forms_open_on_every_kind_of_record(desk, agreement):
    event = agreement.events.get()
    event.agencies.create(agency=make_agency("cnes"), role="participant")
    event.people.create(person=make_person(), role="participant")
    event.missions.create(mission=make_mission())
    event.areas.create(area=make_area())
    citation = cite(agreement)
    records = [agreement, event, citation, citation.source, *agreement.parties.all(), *agreement.areas.all()]
    records += [*event.agencies.all(), *event.people.all(), *event.missions.all(), *event.areas.all()]
    records += [make_mission(), make_area(), make_agency("cnes"), make_person(), make_agency("state-of-be").country]
    for record in records:
        assert desk.get(change(record)).status_code == 200, record
        assert desk.get(change(record).replace("change", "history")).status_code == 200, record


def test_a_corrected_date_is_read_in_words_and_told_in_the_history(desk, agreement):
    posted = typed(desk, change(agreement))
    posted[name_of(posted, "2000-12-02")] = "20 December 2000"
    assert desk.post(change(agreement), posted).status_code == 302
    assert agreement.events.get().date == "2000-12-20"
    page = desk.get(change(agreement).replace("change", "history")).content.decode()
    assert "<del>2000-12-02</del>" in page
    assert "<ins>2000-12-20</ins>" in page
    assert "curator" in page


@pytest.mark.many
@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Spa\u00adce co\u200boperation\x02", "Space cooperation"),
        ("E\u0301tudes a\u0300 Lie\u0300ge", "Études à Liège"),
        ("\u202eOn\u202c orbits\ufeff\ufffe", "On orbits"),
    ],
)
def test_signs_that_nobody_sees_are_not_stored(desk, agreement, title, kept):
    posted = typed(desk, change(agreement)) | {"title": title}
    assert desk.post(change(agreement), posted).status_code == 302
    agreement.refresh_from_db()
    assert agreement.title == kept


def test_a_date_that_is_not_understood_is_told_beside_the_field(desk, agreement):
    posted = typed(desk, change(agreement))
    posted[name_of(posted, "2000-12-02")] = "03/04/2018"
    response = desk.post(change(agreement), posted)
    assert response.status_code == 200
    errors = [form.errors for inline in response.context_data["inline_admin_formsets"] for form in inline.formset.forms]
    assert ["two ways" in str(error.get("date", "")) for error in errors if error] == [True]
    assert "03/04/2018" in response.content.decode()  # nothing typed is lost


def test_the_date_input_shows_how_it_reads_its_text(desk, agreement):
    page = desk.get(change(agreement.events.get())).content.decode()
    assert "2 December 2000" in page
    assert desk.get("/dates/read/", {"text": "summer 2022"}).json() == {"edtf": "2022-22", "display": "summer 2022"}
    assert "two ways" in desk.get("/dates/read/", {"text": "03/04/2018"}).json()["error"]


@pytest.mark.thorough
def test_each_part_is_a_row_that_opens_where_something_is_to_be_seen(desk, agreement):
    event = agreement.events.get()
    cite(event)
    page = desk.get(change(agreement)).text
    assert "Signature · 2 December 2000 · 1 citation" in page
    assert "<details open" not in page
    prefix = name_of(posted := typed(desk, change(agreement)), "2000-12-02").rsplit("-", 1)[0]
    page = desk.post(change(agreement), {**posted, f"{prefix}-place": "Moscow", f"{prefix}-date": "two"}).text
    assert page.count("<details open") == 1
    assert 'value="Moscow"' in page


def test_the_start_lists_records_and_none_of_their_parts(desk):
    listed = {model["object_name"] for app in desk.get("/admin/").context_data["app_list"] for model in app["models"]}
    assert {"Agreement", "Event", "Source", "Agency", "Country", "Person", "Mission", "Area", "Citation"} <= listed
    assert listed & {"Party", "Relation", "EventAgency", "AgencyName", "AreaMatch", "Revision", "FormerSlug"} == set()


@pytest.mark.thorough
def test_what_the_forms_of_parts_would_repeat_stands_once(desk):
    agreement = make_agreement("many", parties=["BE", "RU"], acts={"signed": "2000", "ratified": "2001"})
    page = desk.get(change(agreement)).text
    assert page.count('value="entered_into_force"') == 1
    assert page.count('data-model-name="party"') == 1
    posted = typed(desk, change(agreement)) | {"events-0-kind": "no kind"}
    assert "no kind is not one of the available choices" in desk.post(change(agreement), posted).text


def test_a_fact_is_cited_in_the_row_where_it_is_entered(desk, agreement):
    posted = typed(desk, change(agreement))
    prefix = name_of(posted, "2000-12-02").rsplit("-", 1)[0]
    posted |= {f"{prefix}-cite_source": make_source().pk, f"{prefix}-cite_phrase": "was signed in Moscow"}
    assert desk.post(change(agreement), posted).status_code == 302
    citation = Citation.objects.get()
    assert (citation.phrase, citation.target) == ("was signed in Moscow", agreement.events.get())


def test_the_history_of_a_fact_tells_from_which_source_it_was_corrected(desk, agreement):
    source = make_source("register", title="Treaty register")
    event = agreement.events.get()
    posted = typed(desk, change(agreement))
    signed = name_of(posted, "2000-12-02")
    prefix = signed.rsplit("-", 1)[0]
    posted |= {signed: "2000-12-20", f"{prefix}-cite_source": source.pk, f"{prefix}-cite_phrase": "on 20 December"}
    desk.post(change(agreement), posted)
    corrected, added = (one for one in desk.get(history(event)).context_data["changes"] if one.model is Event)
    assert (corrected.fields[0][1:], corrected.sources) == (("2000-12-02", "2000-12-20"), ("Treaty register",))
    assert added.sources == ()
    (of_agreement,) = (one for one in desk.get(history(agreement)).context_data["changes"] if one.verb == "changed")
    assert of_agreement.sources == ("Treaty register",)
    page = desk.get(history(event)).text
    assert '<td rowspan="1">Treaty register</td>' in page
    assert "none given" in page


def test_every_kind_of_fact_has_a_history_with_sources():
    for model in [*CITABLE.values(), Citation]:
        assert isinstance(admin.site.get_model_admin(model), SourcedAdmin), model


def test_a_phrase_without_source_or_too_long_is_refused_beside_the_field(desk, agreement):
    posted = typed(desk, change(agreement))
    prefix = name_of(posted, "2000-12-02").rsplit("-", 1)[0]
    for phrase, says in (("too short a citation", "Choose the source"), ("a b c d e f g h i", "It has 9 words")):
        page = desk.post(change(agreement), {**posted, f"{prefix}-cite_phrase": phrase}).content.decode()
        assert says in page
    assert not Citation.objects.exists()


def test_a_new_agreement_needs_exactly_two_parties_and_keeps_what_was_typed(desk):
    add = reverse("admin:agreements_agreement_add")
    posted = typed(desk, add) | {"title": "A new one", "slug": "a-new-one"}
    posted |= {"parties-0-agency": make_party("BE").pk, "parties-0-role": "party"}
    response = desk.post(add, posted)
    assert response.status_code == 200
    assert "Parties: 1 have the role" in response.content.decode()
    assert "A new one" in response.content.decode()
    posted |= {"parties-1-agency": make_party("FR").pk, "parties-1-role": "party"}
    assert desk.post(add, posted).status_code == 302
    assert {party.agency.name for party in Agreement.objects.get(slug="a-new-one").parties.all()} == {
        "Belgium",
        "France",
    }


@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses_comes_back_with_its_reason(desk):
    agreement = make_agreement_at_once()
    party = agreement.parties.first()
    posted = typed(desk, change(party)) | {"role": "implementing"}
    response = desk.post(change(party), posted)
    assert response.status_code == 200
    assert "a bilateral agreement has exactly two" in response.content.decode()
    assert Party.objects.get(pk=party.pk).role == "party"


@pytest.mark.django_db(transaction=True)
def test_deleting_a_party_alone_is_refused_with_a_sentence(desk):
    party = make_agreement_at_once().parties.first()
    response = desk.post(change(party).replace("change", "delete"), {"post": "yes"}, follow=True)
    assert "Nothing was deleted: the agreement" in response.content.decode()
    changelist = reverse("admin:agreements_party_changelist")
    action = {"action": "delete_selected", "_selected_action": [party.pk], "post": "yes"}
    response = desk.post(changelist, action, follow=True)
    assert "Nothing was changed" in response.content.decode()
    assert Party.objects.filter(pk=party.pk).exists()


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_a_circle_is_refused_with_a_sentence(desk):
    top, body = make_agency("top"), make_agency("body")
    Agency.objects.filter(pk=body.pk).update(parent=top)
    response = desk.post(change(top), typed(desk, change(top)) | {"parent": body.pk})
    assert response.status_code == 200
    assert "goes in a circle" in response.content.decode()


def test_a_citation_of_two_records_or_of_none_is_refused(desk, agreement):
    add = reverse("admin:agreements_citation_add")
    posted = typed(desk, add) | {"source": make_source().pk, "phrase": "a phrase"}
    assert "supports exactly one record" in desk.post(add, posted).content.decode()
    posted |= {"agreement": agreement.pk, "party": agreement.parties.first().pk}
    assert "supports exactly one record" in desk.post(add, posted).content.decode()
    posted["party"] = ""
    assert desk.post(add, posted | {"fields": "titel"}).status_code == 200
    assert desk.post(add, posted | {"fields": "title,summary"}).status_code == 302
    assert Citation.objects.get().fields == ["title", "summary"]


@pytest.mark.thorough
def test_records_lead_to_their_page(desk, agreement):
    event = agreement.events.get()
    for record in (agreement, event, agreement.parties.first()):
        page = desk.get(change(record)).content.decode()
        assert f'href="{admin.site.get_model_admin(type(record)).get_view_on_site_url(record)}"' in page


@pytest.mark.thorough
def test_an_event_is_added_with_its_agreement_from_one_page(desk, agreement):
    posted = typed(desk, change(agreement))
    total = int(posted["events-TOTAL_FORMS"])
    prefix = f"events-{total}"
    posted |= {
        "events-TOTAL_FORMS": total + 1,
        f"{prefix}-id": "",
        f"{prefix}-agreement": agreement.pk,
        f"{prefix}-kind": "entered_into_force",
        f"{prefix}-modality": "done",
        f"{prefix}-date": "March 2001",
        f"{prefix}-date_basis": "stated",
        f"{prefix}-title": "Entry into force",
        f"{prefix}-slug": "be-ru-force",
    }
    assert desk.post(change(agreement), posted).status_code == 302
    assert Event.objects.get(slug="be-ru-force").date == "2001-03"


@pytest.mark.thorough
def test_a_slug_that_is_none_comes_back_as_typed(desk, agreement):
    posted = {**typed(desk, change(agreement)), "slug": "Not a slug"}
    answer = desk.post(change(agreement), posted)
    assert "A slug has lower-case letters" in answer.text
    assert 'value="Not a slug"' in answer.text


def test_who_is_not_logged_in_sees_no_desk(client, agreement):
    assert client.get(change(agreement)).status_code == 302
    assert "Log in to save" in client.post(change(agreement), {"title": "x"}).text
    agreement.refresh_from_db()
    assert agreement.title == "Agreement be-ru"


def make_agreement_at_once():
    """Make an agreement outside of the test's own transaction, so that its parties arrive together."""
    from django.db import transaction

    with transaction.atomic():
        return make_agreement("at-once")


def test_a_deleted_agreement_takes_its_parts_along_and_is_refused_without_confirmation(desk, agreement):
    delete = change(agreement).replace("change", "delete")
    assert desk.get(delete).status_code == 200
    assert desk.post(delete, {"post": "yes"}).status_code == 302
    assert not Event.objects.exists()
    assert make_event().pk


def test_a_record_saved_without_a_slug_is_given_a_free_one(desk):
    make_agency("cnes")
    address = reverse("admin:agencies_agency_add")
    desk.post(address, typed(desk, address) | {"name": "Centre of studies", "acronym": "CNES", "kind": "company"})
    assert Agency.objects.get(name="Centre of studies").slug == "cnes-2"


@pytest.mark.parametrize("words", ["comision espaciales", "CONAE", "conae-ar"])
def test_a_record_is_found_by_words_of_any_of_its_names_and_by_its_slug(desk, words):
    agency = make_agency("conae-ar", name="National Commission", acronym="CO.NA.E")
    make_agency("cnes", name="Centre national d’études spatiales")
    AgencyName.objects.create(agency=agency, name="Comisión de Actividades Espaciales", language="es")
    found = desk.get(reverse("admin:agencies_agency_changelist"), {"q": words}).context_data["cl"].result_list
    assert list(found) == [agency]


@pytest.mark.many
@pytest.mark.parametrize(("words", "number"), [("%", 0), ("c%s", 0), ("", 2), (" ", 2)])
def test_a_search_takes_signs_as_they_are_and_without_words_finds_all(desk, words, number):
    make_agency("cnes")
    make_agency("csa")
    found = desk.get(reverse("admin:agencies_agency_changelist"), {"q": words}).context_data["cl"].result_list
    assert len(found) == number


@pytest.mark.thorough
def test_the_desk_shows_a_year_as_a_year_and_never_its_first_day(desk):
    agreement = make_agreement("fr-cn", acts={"dated": "1997"})
    for address in (reverse("admin:agreements_agreement_changelist"), change(agreement)):
        page = desk.get(address).content.decode()
        assert "1997 (date of unspecified action)" in page
        assert "Jan" not in page.split('id="content-main"', 1)[1].split("<script", 1)[0]


@pytest.mark.thorough
def test_the_list_of_agreements_is_filtered_by_level_and_signature_and_sorted_by_first_action(desk):
    make_agreement("states", acts={"concluded": "2001"})
    make_agreement("agencies", parties=["cnes", "csa"], acts={"signed": "1999"})
    make_agreement("mixed", parties=["BE", "csa"])
    first_action = next(
        place for place, name in enumerate(AgreementAdmin.list_display, start=1) if name == "first_action"
    )
    for asked, slugs in {
        "level=intergovernmental": ["states"],
        "level=inter_agency": ["agencies"],
        "level=government_agency": ["mixed"],
        "signed=stated": ["agencies"],
        "signed=not-stated": ["mixed", "states"],
        f"o={first_action}": ["agencies", "states", "mixed"],
    }.items():
        found = desk.get(f"{reverse('admin:agreements_agreement_changelist')}?{asked}").context_data["cl"].result_list
        assert [one.slug for one in found] == slugs, asked


def test_an_address_of_the_desk_that_makes_no_sense_is_refused(desk, agreement):
    listed = reverse("admin:agencies_agencyname_changelist")
    assert desk.get(history(agreement).replace(str(agreement.pk), "x")).status_code == 404
    for name in ("desk_merge_change", "desk_import_change"):
        assert desk.get(reverse(f"admin:{name}", args=["x"])).status_code == 404
    assert desk.get(listed, {"name": "a\x00"}).status_code == 400
    assert desk.post(reverse("admin:agreements_agreement_add"), {"_reason": "a\x00"}).status_code == 400


def test_a_choice_that_is_no_key_is_no_choice(desk, agreement):
    address = reverse("admin:agreements_party_add")
    assert desk.get(address, {"agency": "x"}).status_code == 200
    page = desk.post(address, {"agreement": agreement.pk, "agency": "x", "role": "party"})
    assert "not one of the available choices" in page.text


@pytest.mark.thorough
def test_a_number_of_rows_that_somebody_made_up_makes_none(desk, agreement):
    posted = typed(desk, change(agreement))
    rows = {name: number for name, number in posted.items() if name.endswith("-TOTAL_FORMS")}
    answer = desk.post(change(agreement), {**posted, **dict.fromkeys(rows, 1_000_000), "title": ""})
    made = {
        f"{inline.formset.prefix}-TOTAL_FORMS": len(inline.formset.forms)
        for inline in answer.context_data["inline_admin_formsets"]
    }
    assert made == {name: int(number) for name, number in rows.items()}


@pytest.mark.thorough
def test_a_part_that_the_form_names_by_another_key_is_told(desk, agreement):
    posted = typed(desk, change(agreement))
    key = next(name for name in posted if name.startswith("parties-0") and name.endswith("-id"))
    answer = desk.post(change(agreement), {**posted, key: 0})
    assert answer.status_code == 200
    assert "no citation yet" in answer.text
