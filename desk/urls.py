from django.urls import path

from desk import reports

urlpatterns = [path("report/", reports.report, name="report")]
