import pytest
from django.core.cache import cache
from django.core.management import call_command
from rest_framework.throttling import AnonRateThrottle


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """Collect the static files once: pages name them by the hash of their content."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Forget kept answers between tests, which turn the revision back; and let them ask as often as they like."""
    cache.clear()
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": None})
