from django.conf import settings
from django.core.management import BaseCommand, CommandError

from catalogue import indexer, renderer, worker
from catalogue.models import Document
from spacecoop.embedded.account import step_down


class Command(BaseCommand):
    help = "Tell where the catalogue stands: which documents readers see, and of which revision of the records."

    def add_arguments(self, parser):
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--update", action="store_true", help="render what has changed")
        choice.add_argument("--rebuild", action="store_true", help="render everything anew")
        choice.add_argument(
            "--check",
            action="store_true",
            help="compare the documents with their records, and the index with them",
        )
        choice.add_argument(
            "--follow", type=int, metavar="PROCESS", help="render what changes, until the process that began this ends"
        )

    def handle(self, **options):
        if self._called_from_command_line:  # the index is the site's, and so who writes it
            step_down(settings.HOME)
        if options["follow"]:
            worker.follow(options["follow"])
        elif options["update"]:
            renderer.wait_until_up_to_date()
        elif options["check"]:
            self.compare()
        else:
            if options["rebuild"]:
                renderer.rebuild()
                indexer.rebuild(indexer.own_index(), renderer.standing_now())
            self.tell()

    def compare(self):
        """Raises: CommandError that names the documents which are not what their records say."""
        wrong = [f"{kind} {slug}" for kind, slug in renderer.differing()]
        if wrong:
            more = f" and {len(wrong) - 20} more" if len(wrong) > 20 else ""
            raise CommandError(f"{len(wrong)} documents differ from their records: {', '.join(wrong[:20])}{more}.")
        if fields := indexer.differing(indexer.own_index(), renderer.standing_now()):
            raise CommandError(f"The index differs from the documents in {', '.join(fields)}: --rebuild makes it anew.")
        self.stdout.write("Every document is what its records say, and the index what the documents say.")

    def tell(self):
        standing, documents = renderer.standing_now(), Document.objects.filter(until=None).count()
        if standing.edition is None:
            self.stdout.write("No documents have been made yet: manage.py catalogue --update makes them.")
            return
        state = "up to date" if standing.is_current else "behind the records"
        self.stdout.write(f"{documents:,} documents of revision {standing.revision}, {state}.")
