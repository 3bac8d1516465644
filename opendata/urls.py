"""The other doors to what the pages show: pictures, exports, feeds, calendars, the dump."""

from django.urls import path, re_path

from opendata import feeds
from opendata.exports import views
from opendata.exports.selection import KINDS
from pages.pictures import views as pictures

KIND = f"(?P<kind>{'|'.join(KINDS)})"
PICTURE = "(?P<suffix>svg|png)"
SLUG = "[A-Za-z0-9-]+"
SUFFIX = r"(?P<suffix>[a-z]+(?:\.[a-z]+)?)"

urlpatterns = [
    path("changes/", feeds.changes, name="changes"),
    path("changes.atom", feeds.changes_atom, name="changes-atom"),
    path("dump/", views.dump, name="dump"),
    re_path(r"^dump/spacecoop-r(?P<revision>\d{1,18})\.zip$", views.dump_of, name="dump-of"),
    path("watch.ics", views.watch_as, name="watch-ics"),
    re_path(rf"^(?P<name>[a-z-]+)\.{PICTURE}$", pictures.list_picture, name="list-picture"),
    re_path(rf"^(?P<kind>[a-z-]+)/(?P<slug>{SLUG})\.{PICTURE}$", pictures.record_picture, name="record-picture"),
    re_path(
        rf"^between/(?P<one>{SLUG})/(?P<other>{SLUG})\.{PICTURE}$", pictures.between_picture, name="between-picture"
    ),
    re_path(rf"^{KIND}\.{SUFFIX}$", views.list_as, name="list-as"),
    re_path(rf"^{KIND}/(?P<slug>{SLUG})\.{SUFFIX}$", views.record_as, name="record-as"),
]
