"""Erase words for good, where the law asks for it; docs/privacy.md has the procedure."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from desk.erasing import FEWEST, erase, found
from spacecoop.embedded.account import step_down


class Command(BaseCommand):
    help = (
        "Tell where words stand, in records, history, documents and texts; with --for-good replace them everywhere "
        "by a tombstone. It cannot be taken back."
    )

    def add_arguments(self, parser):
        parser.add_argument("words", help="the words as they are written, such as a name, a quote or an address (slug)")
        parser.add_argument("--for-good", action="store_true", help="erase them")
        parser.add_argument("--reason", default="", help="why, without the words: it is kept")

    def handle(self, *, words, reason, **options):
        if self._called_from_command_line:  # the index is the site's, and so who writes it
            step_down(settings.HOME)
        if len(words) < FEWEST:
            raise CommandError(f"Give at least {FEWEST} letters: fewer stand in too much else.")
        if not options["for_good"]:
            for table, number in found(words).items():
                self.stdout.write(f"{table}: {number}")
            self.stdout.write("Nothing is erased: --for-good does it.")
            return
        if not reason or words in reason:
            raise CommandError("Say why with --reason, without the words themselves.")
        self.stdout.write(f"Erased in {erase(words, reason).rows} rows. Backups from before still have it.")
