"""Fill an empty database with the published fixtures."""

from pathlib import Path

import pghistory
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from spacecoop.records import leave_no_trigger_alone
from spacecoop.words import noun_of

# In the order in which one needs the other; the folder holds nothing else.
FIXTURES = [
    "countries",
    "country_names",
    "agencies",
    "agency_names",
    "people",
    "positions",
    "areas",
    "area_labels",
    "missions",
    "mission_names",
    "mission_roles",
    "agreements",
    "designations",
    "parties",
    "agreement_areas",
    "agreement_missions",
    "events",
    "event_agencies",
    "event_people",
    "event_missions",
    "event_areas",
    "sources",
    "citations",
]
MADE_BY_CURATORS = ["agencies.Agency", "agreements.Agreement", "agreements.Source"]
LOCK = 3166_2018  # of our own choosing: two first starts at once fill the database once


class Command(BaseCommand):
    help = (
        "Fill an empty database with the published knowledge base (fixtures/). "
        "A database that holds any agency, agreement or source is left as it is."
    )

    def handle(self, *args, **options):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            if held := self._records_held():
                self.stdout.write(f"Nothing loaded: the database already holds {held}.")
                return
            leave_no_trigger_alone()
            with pghistory.context(reason="Published fixtures loaded into an empty database"):
                call_command("loaddata", *self._paths(), verbosity=0)
        self.stdout.write(f"Loaded the published knowledge base: {self._records_held()}.")

    def _paths(self):
        # Whole paths: a bare name would also find a fixture of the same name in any app.
        return [Path(settings.BASE_DIR, "fixtures", f"{name}.yaml") for name in FIXTURES]

    def _records_held(self):
        """Return in words how many records a curator may have made; empty when there are none."""
        counts = [(model, model.objects.count()) for model in map(apps.get_model, MADE_BY_CURATORS)]
        if not any(count for _, count in counts):
            return ""
        return ", ".join(f"{count} {noun_of(model, count)}" for model, count in counts)
