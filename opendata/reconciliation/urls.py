from django.urls import path

from opendata.reconciliation import views

urlpatterns = [
    path("", views.reconcile, name="reconcile"),
    path("suggest/entity/", views.suggest_entity),
    path("suggest/type/", views.suggest_type),
    path("suggest/property/", views.suggest_property),
    path("properties/", views.propose_properties),
    path("preview/", views.preview),
    path("view/", views.view),
]
