"""Who may do what: every address of the desk asked as each of five people; drafts and the desk's work leak nowhere."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from agreements.exports.formats import formats_of
from agreements.exports.selection import KINDS
from agreements.models import Mission
from agreements.pictures.register import PICTURES
from desk.models import Draft, Merge, Report
from desk.site import DeskSite
from tests.agreements.test_admin import change, name_of, typed
from tests.agreements.test_history import RECORDS
from tests.factories import cite, make_agreement, make_source

pytestmark = pytest.mark.django_db
SECRET = "Xyzzy Treaty"
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
    "gaps/": ["viewer", "editor", "reviewer", "administrator"],
}
PEOPLE = [None, "viewer", "editor", "reviewer", "administrator"]


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


@pytest.mark.parametrize("person", PEOPLE)
def test_each_opens_what_is_theirs(enter, client, agreement, person):
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
    names = [*KINDS, *(f"{kind}/{slug}" for kind, slug in one.items())]
    return [
        *(f"/{name}/" for name in names),
        *(f"/api/v1/{name}/" for name in names),
        *(f"/{name}.{form.suffix}" for name in names for form in formats_of(name.split("/")[0])),
        *(f"/{name}.svg" for name in PICTURES),
        *("/", "/watch/", "/changes/", "/between/", "/between/be/ru/", "/network/", "/map/"),
        *("/watch.ics", "/changes.atom", "/agreements/be-ru.svg", "/dump/"),
        *("/api/v1/between/be/ru/", "/api/v1/search/?q=agreement", "/search/?q=xyzzy", "/search/suggest/?q=xyzzy"),
    ]


def test_the_desk_is_the_admin():
    assert isinstance(admin.site, DeskSite)
