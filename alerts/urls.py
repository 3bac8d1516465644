from django.urls import path

from alerts import views

urlpatterns = [
    path("", views.follow, name="follow"),
    path("confirm/<str:signed>/", views.confirm, name="follow-confirm"),
    path("<slug:token>/", views.manage, name="follow-manage"),
    path("<slug:token>/unsubscribe/", views.unsubscribe, name="follow-unsubscribe"),
]
