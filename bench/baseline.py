"""Settings of a server to compare with: Django and the middleware of others, an empty view, and files."""

from spacecoop import settings
from spacecoop.settings import *  # noqa: F403

OURS = ("spacecoop.", "agencies.", "agreements.")
MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(OURS)]
ROOT_URLCONF = "bench.empty"
WHITENOISE_ROOT = settings.HOME / "answers"
