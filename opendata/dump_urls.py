"""The archive of all data: the same in all languages."""

from django.urls import path, re_path

from opendata.exports import views

urlpatterns = [
    path("", views.dump, name="dump"),
    re_path(r"^spacecoop-r(?P<revision>\d{1,18})\.zip$", views.dump_of, name="dump-of"),
]
