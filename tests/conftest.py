import pytest
from django.core.management import call_command


@pytest.fixture(scope="session", autouse=True)
def static_files():
    """Collect the static files once: pages name them by the hash of their content."""
    call_command("collectstatic", interactive=False, verbosity=0)
