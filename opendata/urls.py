"""The other doors to what the pages show: exports, feeds, calendars, the dump."""

from django.urls import path, re_path

from opendata import feeds
from opendata.api import LISTS
from opendata.exports import unapi, views

LIST = f"(?P<name>{'|'.join(LISTS)})"
SLUG = "[A-Za-z0-9-]+"
SUFFIX = r"(?P<suffix>[a-z]+(?:\.[a-z]+)?)"

urlpatterns = [
    path("changes.atom", feeds.changes_atom, name="changes-atom"),
    path("watch.ics", views.watch_as, name="watch-ics"),
    path("unapi", unapi.unapi, name="unapi"),
    re_path(rf"^{LIST}\.{SUFFIX}$", views.list_as, name="list-as"),
    re_path(rf"^{LIST}/(?P<slug>{SLUG})\.{SUFFIX}$", views.record_as, name="record-as"),
]
