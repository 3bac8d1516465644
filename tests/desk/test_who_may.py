"""Who may do what: every address and action asked as each of five people; drafts and the desk's work leak nowhere."""

from functools import partial
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from agencies.models import AgencyName, CountryName, Position
from agreements.models import Agreement, AreaLabel, AreaMatch, Mission, MissionName, MissionRole
from catalogue.caching import EditionMiddleware
from desk.admin import imports
from desk.changesets import catching, passing
from desk.drafts import keep
from desk.models import (
    Distinction,
    Draft,
    DraftState,
    Import,
    ImportOrigin,
    ImportRow,
    ImportState,
    Merge,
    Report,
    SourceText,
)
from desk.site import DeskSite
from opendata.api import LISTS
from opendata.exports.formats import formats_of
from pages.pictures.register import PICTURES
from tests.agreements.test_admin import change, name_of, typed
from tests.agreements.test_history import RECORDS
from tests.factories import (
    cite,
    make_agency,
    make_agreement,
    make_area,
    make_event,
    make_mission,
    make_person,
    make_relation,
    make_source,
)
from tests.worlds import made_once

pytestmark = pytest.mark.django_db
SECRET = "Xyzzy Treaty"
SOME = "00000000-0000-4000-8000-000000000000"
# The desk's own pages by who may open them; records are for all of these to see.
FOR = {
    "desk/draft/": ["editor", "reviewer", "administrator"],
    "desk/merge/": ["reviewer", "administrator"],
    "desk/merge/candidates/": ["reviewer", "administrator"],
    "desk/report/": ["reviewer", "administrator"],
    "desk/import/": ["reviewer", "administrator"],
    "desk/import/add/": ["reviewer", "administrator"],
    "desk/import/origins/": ["reviewer", "administrator"],
    "desk/import/origins/ieadb/": ["reviewer", "administrator"],
    "auth/user/": ["administrator"],
    "auth/group/": ["administrator"],
    "second-factor/": ["viewer", "editor", "reviewer", "administrator"],
    "gaps/": ["viewer", "editor", "reviewer", "administrator"],
}
PEOPLE = [None, "viewer", "editor", "reviewer", "administrator"]
# Each run is an editor's, a thorough one everybody's.
EACH = [pytest.param(person, marks=[] if person == "editor" else [pytest.mark.thorough]) for person in PEOPLE]
STAFF, EDITORS, REVIEWERS = PEOPLE[1:], PEOPLE[2:], PEOPLE[3:]
# What is posted with each action on many records.
ACTIONS = {
    "delete_selected": {"post": "yes"},
    "add_designation": {"form": "treaty", "source": None, "phrase": "a phrase"},
    "add_area": {"area": None, "source": None, "phrase": "a phrase"},
    "publish_chosen": {},
}
# The desk's own addresses: what is posted there, who may, and the state that the draft or import is to be in.
POSTED = {
    "desk_gaps": ({}, STAFF, None),
    "desk_gap": ({}, STAFF, None),
    "second_factor": ({}, STAFF, None),
    "record_versions": ({"start": "2001-01-01"}, EDITORS, None),
    "agreements_read": ({}, EDITORS, None),
    "agreements_source_of_host": ({}, EDITORS, None),
    "desk_draft_begin": ({}, EDITORS, None),
    "desk_draft_enter": ({}, EDITORS, "draft"),
    "desk_draft_leave": ({}, STAFF, "draft"),
    "desk_draft_name": ({"title": "Another"}, EDITORS, "draft"),
    "desk_draft_submit": ({}, EDITORS, "draft"),
    "desk_draft_discard": ({}, EDITORS, "draft"),
    "desk_draft_settle": ({}, EDITORS, "draft"),
    "desk_draft_preview": ({}, EDITORS, "draft"),
    "desk_draft_return": ({"text": "Which source?"}, REVIEWERS, "in_review"),
    "desk_draft_publish": ({}, REVIEWERS, "in_review"),
    "desk_draft_take-back": ({}, REVIEWERS, "published"),
    "desk_import_origins": ({}, REVIEWERS, None),
    "desk_import_origin": ({"name": "ieadb", "mapping": "x"}, REVIEWERS, None),
    "desk_import_apply": ({}, REVIEWERS, "planned"),
    "desk_import_take_back": ({}, REVIEWERS, "applied"),
    "desk_import_other": ({}, REVIEWERS, "planned"),
    "desk_import_same": ({"value": "line:1"}, REVIEWERS, "planned"),
    "desk_import_names": ({}, REVIEWERS, None),
    "desk_import_choose": ({"outcome": "new", "leave_out": "yes"}, REVIEWERS, "planned"),
    "desk_import_discard": ({}, REVIEWERS, "planned"),
    "desk_import_report": ({}, REVIEWERS, None),
    "desk_merge_candidates": ({}, REVIEWERS, None),
    "desk_merge_preview": ({}, REVIEWERS, None),
    "desk_merge_do": ({"kind": "mission", "survivor": "spot", "merged": "pleiades"}, REVIEWERS, None),
    "desk_merge_preview_all": ({"kind": "mission"}, REVIEWERS, None),
    "desk_merge_do_all": ({"kind": "mission"}, REVIEWERS, None),
    "desk_merge_choose": ({"kind": "mission", "are": "two"}, REVIEWERS, None),
    "desk_merge_undo": ({}, REVIEWERS, None),
    "desk_merge_together": ({}, REVIEWERS, None),
    "desk_merge_undo_all": ({}, REVIEWERS, None),
}
WORKED_ON = [Draft, Import, ImportRow, ImportOrigin, Merge, Distinction, Report, SourceText, User, Group]
DJANGO_S_OWN = {
    *("index", "login", "logout", "password_change", "password_change_done", "auth_user_password_change", "jsi18n"),
    *("autocomplete", "view_on_site", "app_list", None),
}


@pytest.fixture
def agreement():
    source = make_source()
    agreement = make_agreement("be-ru", parties=["BE", "RU"], areas=["astronomy"], missions=["spot"])
    cite(agreement, source)
    return agreement


def lists():
    return [f"{model._meta.app_label}/{model._meta.model_name}/" for model in RECORDS]


def every_admin_address(patterns=None, prefix=""):
    """Yield every address below /admin/ that takes no argument."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_admin_address(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and route.startswith("admin/") and not set("<(^") & set(route):
            yield f"/{route}"


@pytest.mark.parametrize("person", EACH)
def test_each_opens_what_is_theirs(enter, client, agreement, unseen, person):
    desk = enter(person) if person else client
    for name in lists():
        expected = 200 if person else 302
        assert desk.get(f"/admin/{name}").status_code == expected, name
        added = desk.get(f"/admin/{name}add/").status_code
        assert added == (302 if not person else 403 if person == "viewer" else 200), name
    for name, people in FOR.items():
        status = desk.get(f"/admin/{name}").status_code
        assert status == (302 if not person else 200 if person in people else 403), name


def test_nobody_who_is_not_logged_in_opens_any_address_of_the_desk(client):
    addresses = [address for address in every_admin_address() if address not in {"/admin/login/", "/admin/jsi18n/"}]
    assert len(addresses) > 60
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (302, 405), address
        if answer.status_code == 302:
            assert answer["Location"].startswith("/admin/"), address


@pytest.mark.many
@pytest.mark.parametrize("person", ["viewer", "editor"])
def test_who_may_not_publish_changes_nothing_that_readers_see(enter, agreement, person):
    desk = enter(person)
    for address in (change(agreement), f"/admin/agreements/agreement/{agreement.pk}/delete/"):
        posted = {**typed(enter("editor"), change(agreement)), "post": "yes"}
        desk = enter(person)
        desk.post(address, posted)
    assert type(agreement).objects.filter(slug="be-ru", title=agreement.title).exists()


def test_a_draft_leaks_nowhere(enter, client, agreement):
    """A new agreement, a renamed mission and a new source, all in a draft: asked for at every door."""
    desk = enter("editor")
    Mission.objects.update(name="Satellite for observing the Earth")
    mission = Mission.objects.get()
    for record, old in ((agreement, agreement.title), (mission, mission.name)):
        posted = typed(desk, change(record))
        posted[name_of(posted, old)] = SECRET
        desk.post(change(record), posted)
    add = "/admin/agreements/source/add/"
    filled = {
        "slug": "xyzzy",
        "title": SECRET,
        "publisher": "Xyzzy",
        "kind": "report",
        "address": "https://a.example/x",
    }
    desk.post(add, {**typed(desk, add), **filled})
    draft = Draft.objects.get()
    assert draft.changes.count() == 3
    Report.objects.create(page="/", revision=1, text=SECRET)
    client.logout()
    for address in public_addresses():
        answer = client.get(address)
        assert answer.status_code in (200, 302), address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert SECRET.encode() not in body, address
    assert client.get("/sources/xyzzy/").status_code == 404
    for address in (f"/admin/desk/draft/{draft.pk}/change/", f"/admin/desk/draft/{draft.pk}/preview/agreements/be-ru/"):
        assert client.get(address).status_code == 302
        assert enter("viewer").get(address).status_code == 403
        client.logout()
    assert not Merge.objects.exists()


def public_addresses():
    """Return the addresses of lists, records, exports, feeds, pictures, suggestions, history and counts."""
    one = {"agreements": "be-ru", "missions": "spot", "areas": "astronomy", "countries": "be", "sources": "a-source"}
    names = [*LISTS, *(f"{kind}/{slug}" for kind, slug in one.items())]
    return [
        *(f"/{name}/" for name in names),
        *(f"/api/v1/{name}/" for name in names),
        *(f"/{name}.{form.suffix}" for name in names for form in formats_of(name.split("/")[0])),
        *(f"/{name}.svg" for name in PICTURES),
        *("/", "/watch/", "/changes/", "/between/", "/between/be/ru/", "/network/", "/map/"),
        *("/watch.ics", "/changes.atom", "/agreements/be-ru.svg", "/dump/"),
        *("/api/v1/between/be/ru/", "/api/v1/search/?q=agreement", "/search/?q=xyzzy", "/search/suggest/?q=xyzzy"),
    ]


@pytest.fixture
@made_once
def one_of_each():
    """Make a record of every kind, and one of everything that is worked on at the desk."""
    source, area, mission, agency = make_source(), make_area("ballooning"), make_mission("spot"), make_agency("cnes")
    agreement = make_agreement("be-ru", parties=["BE", "RU"], areas=["astronomy"], missions=["pleiades"])
    event = make_event("a-meeting")
    event.agencies.create(agency=agency, role="participant")
    event.people.create(person=make_person(), role="participant")
    event.missions.create(mission=mission)
    event.areas.create(area=area)
    make_relation("be-ru", "amends", "older")
    agreement.titles.create(text="On balloons")
    agreement.terms.create(length="P5Y")
    agreement.provisions.create(topic="liability", says="yes")
    agreement.texts.create(language="en")
    agreement.identifiers.create(scheme="unts", value="12345")
    agency.predecessors.create(earlier=make_agency("before"), kind="succeeded")
    CountryName.objects.create(country=agreement.parties.first().agency.country, name="Belgique", language="fr")
    AgencyName.objects.create(agency=agency, name="Centre", language="fr")
    Position.objects.create(person=make_person(), agency=agency, title="President")
    AreaLabel.objects.create(area=area, label="ballons", language="fr")
    AreaMatch.objects.create(area=area, scheme="unesco", address="http://vocabularies.unesco.org/x", closeness="exact")
    MissionName.objects.create(mission=mission, name="SPOT 1", language="fr")
    MissionRole.objects.create(mission=mission, agency=agency, role="operated")
    cite(agreement, source)
    # The first account is nobody's author, so that it can be deleted.
    User.objects.create(username="bystander")
    author = User.objects.create(username="editor", is_staff=True)
    with passing(), catching() as changes:
        event.title = SECRET
        event.save()
        made = changes()
    keep(Draft(author=author), made, DraftState.open())
    Draft.objects.update(state=DraftState.IN_REVIEW)
    table = Import.objects.create(origin="ieadb", mapping="", file_name="x.csv", state=ImportState.PLANNED)
    ImportRow.objects.create(table=table, line=2, outcome="duplicate", may_be=[{"value": "line:1", "name": "line 1"}])
    Merge.objects.create(kind="mission", merged="x", survivor="y", context=SOME, batch=SOME)
    SourceText.objects.create(text="A text", checksum="x", origin="pasted", added_by=author)
    Report.objects.create(page="/", revision=1, text="x")


def actions():
    """Return (model, name of an action, address of its list) of every action on many records that there is."""
    everything = SimpleNamespace(user=User(is_superuser=True), GET={})
    return [
        (model, name, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        for model, options in admin.site._registry.items()
        for name in options.get_actions(everything)
    ]


def state_of_all():
    """Return (the public revision, how many drafts there are, a mark of all that is worked on). Cost: one query."""
    tables = [f"SELECT md5(string_agg(t::text, ' ' ORDER BY t.id)) FROM {one._meta.db_table} t" for one in WORKED_ON]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT number FROM spacecoop_revision), (SELECT count(*) FROM desk_draft), "
            f"ARRAY[{', '.join(f'({query})' for query in tables)}]"
        )
        return cursor.fetchone()


def outcome_of(post, before):
    """Return what came of a request, which is rolled back: “published”, “draft”, “done” or “nothing”."""
    with passing():
        post()
        changed = [one != was for one, was in zip(state_of_all(), before, strict=True)]
    return next((name for name, is_so in zip(("published", "draft", "done"), changed, strict=True) if is_so), "nothing")


@pytest.fixture
def unseen(monkeypatch):
    """Leave pages unwritten and what was saved unseen: these tests ask who gets and does what, others what it says."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    monkeypatch.setattr(EditionMiddleware, "_show_saved", lambda *_: None)


@pytest.mark.thorough
def test_an_action_on_many_is_done_by_who_may_and_only_proposed_by_an_editor(enter, client, one_of_each, unseen):
    ids = {"area": make_area("ballooning").pk, "source": make_source().pk}
    found = {}
    for person in PEOPLE:
        client.logout()
        desk = enter(person) if person else client
        before = state_of_all()
        for model, name, address in actions():
            posted = {**ACTIONS[name], **({key: ids[key] for key in ACTIONS[name] if key in ids}), "action": name}
            posted |= {"confirmed": "yes", "_selected_action": model.objects.order_by("pk").first().pk}
            outcome = outcome_of(partial(desk.post, address, posted), before)
            found.setdefault((model, name), []).append(outcome)
    of_records = {key: outcomes for key, outcomes in found.items() if key[0] in RECORDS}
    mine = ["nothing", "nothing", "draft", "published", "published"]
    assert all(outcomes in (mine, ["nothing"] * 5) for outcomes in of_records.values()), of_records
    assert sum(outcomes == mine for outcomes in of_records.values()) > 15
    assert of_records[Agreement, "add_designation"] == of_records[Agreement, "add_area"] == mine
    others = {(model.__name__, name): outcomes for (model, name), outcomes in found.items() if model not in RECORDS}
    assert others == {
        ("Draft", "publish_chosen"): ["nothing", "nothing", "nothing", "published", "published"],
        ("SourceText", "delete_selected"): ["nothing", "nothing", "done", "done", "done"],
        ("User", "delete_selected"): ["nothing", "nothing", "nothing", "nothing", "done"],
        ("Group", "delete_selected"): ["nothing", "nothing", "nothing", "nothing", "done"],
    }


def own_addresses():
    """Return the names of the desk's own addresses: those that Django's admin does not make for every model."""
    made = ("_changelist", "_add", "_change", "_delete", "_history")
    resolver = next(one for one in get_resolver().url_patterns if str(one.pattern) == "admin/")
    return {name for name in names_below(resolver) if not (name or "").endswith(made)} - DJANGO_S_OWN


def names_below(resolver):
    for pattern in resolver.url_patterns:
        yield from names_below(pattern) if isinstance(pattern, URLResolver) else [pattern.name]


def address_of(name):
    """Return one of the desk's own addresses, of the record that there is of its kind."""
    owner = {"import": Import, "merge": Merge}.get(name.split("_")[1], Draft)
    if name == "agreements_read":
        owner = SourceText
    arguments = {
        "desk_gap": ["uncited"],
        "record_versions": ["agreements.agreement", Agreement.objects.earliest("pk").pk],
        "desk_import_origin": ["ieadb"],
        **dict.fromkeys(
            ["desk_import_other", "desk_import_same"],
            [*Import.objects.values_list("pk", "rows__pk")[:1][0]] if owner is Import else [],
        ),
        "desk_merge_together": [SOME],
        "desk_merge_undo_all": [SOME],
        "desk_draft_preview": [Draft.objects.earliest("pk").pk, "agreements/be-ru/"],
    }
    for some in (arguments.get(name), [owner.objects.earliest("pk").pk], []):
        try:
            return reverse(f"admin:{name}", args=some)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


def test_every_address_of_the_desk_s_own_is_asked_below():
    assert own_addresses() == set(POSTED)


@pytest.mark.thorough
@pytest.mark.parametrize("person", EACH)
def test_each_does_at_the_desk_what_is_theirs(enter, client, one_of_each, monkeypatch, unseen, person):
    started = []
    monkeypatch.setattr(imports, "start", lambda *arguments: started.append(arguments))
    desk, answers = enter(person) if person else client, []
    for name, (posted, people, state) in POSTED.items():
        address = address_of(name)
        if state in DraftState.values:
            published = {"published_by": User.objects.earliest("pk"), "published_at": timezone.now()}
            Draft.objects.update(state=state, **(published if state == "published" else dict.fromkeys(published)))
        elif state:
            Import.objects.update(state=state)
        outcome = outcome_of(lambda at=address, posted=posted: answers.append(desk.post(at, posted)), state_of_all())
        if person is None:
            assert answers.pop().template_name == "admin/log_in_again.html", name
        else:
            assert (answers.pop().status_code == 403) is (person not in people), name
        if person not in people:
            assert (outcome, started) == ("nothing", []), name
        started.clear()


@pytest.mark.thorough
@pytest.mark.parametrize("person", EACH[:-1])
def test_each_opens_the_forms_of_a_record_that_are_theirs(enter, client, one_of_each, unseen, person):
    desk = enter(person) if person else client
    for model in RECORDS:
        form = change(model.objects.earliest("pk"))
        for address, people in ((form, STAFF), (form.replace("/change/", "/delete/"), EDITORS)):
            expected = 302 if person is None else 200 if person in people else 403
            assert desk.get(address).status_code == expected, address


@pytest.mark.parametrize("person", EACH[:-1])
def test_nobody_writes_at_a_public_address(enter, one_of_each, person):
    """API and exports know only the methods that read; pages take nothing that comes without a token of theirs."""
    without_token, with_check = Client(), Client(enforce_csrf_checks=True)
    if person:
        for one in (without_token, with_check):
            one.force_login(enter(person) and User.objects.get(username=person))
    before = state_of_all()
    for address in public_addresses():
        is_page = address.partition("?")[0].endswith("/") and not address.startswith(("/api/", "/dump/"))
        desk, refusals = (with_check, (403, 405)) if is_page else (without_token, (405,))
        for method in ("post", "put", "patch", "delete"):
            assert getattr(desk, method)(address).status_code in refusals, f"{method} {address}"
    assert state_of_all() == before


def test_the_desk_is_the_admin():
    assert isinstance(admin.site, DeskSite)
