#!/usr/bin/env python
"""Run spacecoop's management commands."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from spacecoop.memory import look_less_for_garbage

if __name__ == "__main__":
    look_less_for_garbage()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spacecoop.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # a wrong setting is told in one sentence, which says what to set
        sys.exit(str(error))
