"""The other doors to what the pages show: exports, feeds, calendars, the dump."""

from django.urls import path, re_path

from agreements import feeds
from agreements.exports import views
from agreements.exports.selection import KINDS

KIND = f"(?P<kind>{'|'.join(KINDS)})"
SUFFIX = r"(?P<suffix>[a-z]+(?:\.[a-z]+)?)"

urlpatterns = [
    path("changes/", feeds.changes, name="changes"),
    path("changes.atom", feeds.changes_atom, name="changes-atom"),
    path("dump/", views.dump, name="dump"),
    re_path(r"^dump/spacecoop-r(?P<revision>\d{1,18})\.zip$", views.dump_of, name="dump-of"),
    path("watch.ics", views.watch_as, name="watch-ics"),
    re_path(rf"^{KIND}\.{SUFFIX}$", views.list_as, name="list-as"),
    re_path(rf"^{KIND}/(?P<slug>[A-Za-z0-9-]+)\.{SUFFIX}$", views.record_as, name="record-as"),
]
