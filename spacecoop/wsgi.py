"""What a WSGI server loads: `spacecoop.wsgi:application`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spacecoop.settings")
django.setup(set_prefix=False)

from spacecoop.incoming import Handler  # noqa: E402 - it needs the settings

application = Handler()
