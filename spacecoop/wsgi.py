"""What a WSGI server loads: `spacecoop.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spacecoop.settings")
application = get_wsgi_application()
