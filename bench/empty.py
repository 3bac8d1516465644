"""The least that Django can do: a view that answers nothing, behind the middleware of others than us."""

from django.http import HttpResponse
from django.urls import path

from spacecoop import settings
from spacecoop.settings import *  # noqa: F403

OURS = ("spacecoop.", "agencies.", "agreements.", "catalogue.", "opendata.", "desk.")
MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(OURS)]
ROOT_URLCONF = "bench.empty"

urlpatterns = [path("healthz", lambda request: HttpResponse())]
