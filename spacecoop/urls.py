from django.contrib import admin
from django.urls import include, path

from spacecoop import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots),
    path("favicon.ico", views.favicon),
    path("dates/read/", views.read_date, name="read-date"),
    path("admin/", admin.site.urls),
    path("api/", include("opendata.api")),
    path("", include("desk.urls")),
    path("", include("opendata.urls")),
    path("", include("pages.urls")),
]
handler404 = "pages.views.not_found"
