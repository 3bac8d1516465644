"""The addresses of the figures."""

from django.urls import re_path

from pages.figures import views
from pages.figures.register import FIGURES, PROFILED

SLUG = "[A-Za-z0-9-]+"
SUFFIX = r"(?P<suffix>csv|json|csv-metadata\.json)"

urlpatterns = [
    *(
        re_path(
            rf"^{counted.path}\.(?P<suffix>csv|json|graphml|csv-metadata\.json)$", views.of_list, {"path": counted.path}
        )
        for counted in FIGURES.values()
    ),
    *(
        re_path(
            rf"^{counted.path}-{table}\.(?P<suffix>csv|csv-metadata\.json)$",
            views.of_list,
            {"path": counted.path, "table": table},
        )
        for counted in FIGURES.values()
        for table in counted.others
    ),
    re_path(rf"^watch\.{SUFFIX}$", views.of_watch_list),
    re_path(rf"^between/(?P<one>{SLUG})/(?P<other>{SLUG})\.{SUFFIX}$", views.of_pair),
    re_path(rf"^(?P<kind>{'|'.join(PROFILED)})/(?P<slug>{SLUG})/profile\.{SUFFIX}$", views.of_record),
]
