from django.urls import path

from pages import directories, search_views, views
from pages.pictures import pages

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("about/design/", views.design, name="design"),
    path("countries/", directories.country_list, name="countries"),
    path("agencies/", directories.agency_list, name="agencies"),
    path("agreements/", views.agreement_list, name="agreements"),
    path("agreements/<slug:slug>/", views.agreement_detail, name="agreement"),
    path("countries/<slug:code>/", views.country_detail, name="country"),
    path("agencies/<slug:slug>/", views.agency_detail, name="agency"),
    path("people/<slug:slug>/", views.person_detail, name="person"),
    path("between/", views.pair_list, name="pairs"),
    path("between/<slug:one>/<slug:other>/", views.between, name="between"),
    path("missions/", views.mission_list, name="missions"),
    path("missions/<slug:slug>/", views.mission_detail, name="mission"),
    path("areas/", views.area_list, name="areas"),
    path("areas/<slug:slug>/", views.area_detail, name="area"),
    path("events/", views.event_list, name="events"),
    path("events/<slug:slug>/", views.event_detail, name="event"),
    path("map/", pages.world_map, name="map"),
    path("watch/", views.watch, name="watch"),
    path("matrix/", pages.matrix, name="matrix"),
    path("network/", pages.network, name="network"),
    path("search/", search_views.search, name="search"),
    path("search/suggest/", search_views.suggest, name="suggest"),
    path("sources/", views.source_list, name="sources"),
    path("sources/<slug:slug>/", views.source_detail, name="source"),
]
