"""Load, check or remove a collection: a data set in a folder of `collections/`."""

from django.core.management.base import BaseCommand, CommandError

from desk.collections import check, folder_called, load, remove
from desk.models import RowOutcome
from desk.states import Refused
from spacecoop.models import Collection


class Command(BaseCommand):
    help = "Load a collection from its folder beside the published set, check it, or remove it; “list” names all."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["load", "check", "remove", "list"], help="what to do")
        parser.add_argument("name", nargs="?", default="", help="the name of its folder in collections/")

    def handle(self, *args, action, name, **options):
        try:
            getattr(self, f"_{action}")(name)
        except Refused as error:
            raise CommandError(str(error)) from None

    def _load(self, name):
        counts = load(folder_called(name))
        told = ", ".join(f"{number:,} {RowOutcome(outcome).label}" for outcome, number in counts.items() if number)
        self.stdout.write(f"Collection {name} is loaded. Records: {told}.")

    def _check(self, name):
        if wrong := check(folder_called(name)):
            raise CommandError("\n".join([*wrong, f"{len(wrong):,} found."]))
        self.stdout.write(f"Collection {name}: nothing found.")

    def _remove(self, name):
        removal = remove(name)
        for record, reason in removal.kept.items():
            self.stdout.write(f"Kept: {record} ({reason}).")
        self.stdout.write(f"Collection {name} is removed: {removal.removed:,} records; {len(removal.kept):,} are kept.")

    def _list(self, name):
        for collection in Collection.objects.all():
            self.stdout.write(f"{collection.slug}: {collection.title}, version {collection.version}")
