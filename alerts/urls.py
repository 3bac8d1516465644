from django.urls import path

from alerts import views

urlpatterns = [
    path("", views.follow, name="follow"),
    path("confirm/<str:signed>/", views.confirm, name="follow-confirm"),
    path("<str:token>/", views.manage, name="follow-manage"),
    path("<str:token>/unsubscribe/", views.unsubscribe, name="follow-unsubscribe"),
]
