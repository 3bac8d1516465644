from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from opendata.mcp.views import mcp
from spacecoop import views

urlpatterns = [
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security),
    path("favicon.ico", views.favicon),
    path("", include("pages.sitemaps")),
    path("", include("pages.machines")),
    path("admin/", admin.site.urls),
    path("api/", include("pages.reference")),
    path("api/", include("opendata.api")),
    path("dump/", include("opendata.dump_urls")),
    re_path(r"^reconcile(?:/|$)", include("opendata.reconciliation.urls")),
    re_path(r"^mcp/?$", mcp),
    *i18n_patterns(
        path("dates/read/", views.read_date, name="read-date"),
        path("", include("desk.urls")),
        path("follow/", include("alerts.urls")),
        path("", include("pages.urls")),  # first: a list's chart is told from its exports by the suffix
        path("", include("opendata.urls")),
        prefix_default_language=False,
    ),
]
handler400 = "pages.errors.bad_request"
handler404 = "pages.errors.not_found"
handler500 = "pages.errors.failed"
