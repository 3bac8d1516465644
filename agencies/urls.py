from django.urls import path

from agencies import views

urlpatterns = [
    path("countries/", views.country_list, name="countries"),
    path("agencies/", views.agency_list, name="agencies"),
]
