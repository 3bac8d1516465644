"""The other doors to what the pages show: exports, feeds, calendars, the dump."""

from django.urls import re_path

from agreements.exports import views
from agreements.exports.selection import KINDS

KIND = f"(?P<kind>{'|'.join(KINDS)})"
SUFFIX = r"(?P<suffix>[a-z]+(?:\.[a-z]+)?)"

urlpatterns = [
    re_path(rf"^{KIND}\.{SUFFIX}$", views.list_as, name="list-as"),
    re_path(rf"^{KIND}/(?P<slug>[A-Za-z0-9-]+)\.{SUFFIX}$", views.record_as, name="record-as"),
]
