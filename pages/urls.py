from django.urls import path, re_path

from pages import (
    between,
    changes,
    compare,
    data,
    embedding,
    groups,
    home,
    lists,
    machines,
    records,
    search_views,
    use,
    values,
    watch,
)
from pages.figures.urls import urlpatterns as figures
from pages.pictures import pages
from pages.pictures import views as pictures

PICTURE = "(?P<suffix>svg|png)"
SLUG = "[A-Za-z0-9-]+"

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", home.about, name="about"),
    path("about/data/", data.data, name="data"),
    path("data/", use.use, name="use"),
    re_path(r"^about/data\.(?P<suffix>ttl|jsonld)$", data.described_as, name="data-as"),
    path("about/design/", home.design, name="design"),
    path("countries/", lists.countries, name="countries"),
    path("agencies/", lists.agencies, name="agencies"),
    path("agreements/", lists.agreements, name="agreements"),
    path("<slug:view>/by/<slug:name>/", values.values, name="values"),
    path("agreements/<slug:slug>/", records.agreement, name="agreement"),
    path("countries/<slug:code>/", records.country, name="country"),
    path("agencies/<slug:slug>/", records.agency, name="agency"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<slug:slug>/", groups.group, name="group"),
    path("people/", lists.people, name="people"),
    path("people/<slug:slug>/", records.person, name="person"),
    path("between/", lists.pairs, name="pairs"),
    path("between/<slug:one>/<slug:other>/", between.between, name="between"),
    path("compare/<slug:one>/", compare.choose, name="compare-with"),
    path("compare/<slug:one>/<slug:other>/", compare.compare, name="compare"),
    re_path(rf"^compare/(?P<one>{SLUG})/(?P<other>{SLUG})\.csv$", compare.compare_as_csv, name="compare-as-csv"),
    path("missions/", lists.missions, name="missions"),
    path("missions/<slug:slug>/", records.mission, name="mission"),
    path("areas/", lists.areas, name="areas"),
    path("areas/<slug:slug>/", records.area, name="area"),
    path("events/", lists.events, name="events"),
    path("events/<slug:slug>/", records.event, name="event"),
    path("changes/", changes.changes, name="changes"),
    path("map/", pages.world_map, name="map"),
    path("watch/", watch.watch, name="watch"),
    path("matrix/", pages.matrix, name="matrix"),
    path("network/", pages.network, name="network"),
    path("search/", search_views.search, name="search"),
    path("search/suggest/", search_views.suggest, name="suggest"),
    path("sources/", lists.sources, name="sources"),
    path("sources/<slug:slug>/", records.source, name="source"),
    re_path(r"^(?P<page>[A-Za-z0-9/-]+)\.md$", machines.markdown, name="markdown"),
    re_path(rf"^(?P<name>[a-z-]+)\.{PICTURE}$", pictures.list_picture, name="list-picture"),
    re_path(rf"^(?P<kind>[a-z-]+)/(?P<slug>{SLUG})\.{PICTURE}$", pictures.record_picture, name="record-picture"),
    *figures,
    *embedding.urlpatterns,
    re_path(
        rf"^between/(?P<one>{SLUG})/(?P<other>{SLUG})\.{PICTURE}$", pictures.between_picture, name="between-picture"
    ),
]
