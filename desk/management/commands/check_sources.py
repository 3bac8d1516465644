"""Ask the address of each source whether it still leads somewhere, and keep the answer for the list of gaps."""

import time

from django.core.management.base import BaseCommand
from django.db.models import F
from django.utils import timezone

from agreements.models import Source
from desk.models import SourceCheck
from desk.reading.fetching import probe
from desk.sandbox import NotReadable


class Command(BaseCommand):
    help = (
        "Ask the address of each source once whether it leads anywhere, those asked longest ago first, and keep the "
        "answer with its day for the list of gaps. It asks the web: run it by hand, or once a month."
    )

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", metavar="source", help="address (slug) of a source; without any: all")
        parser.add_argument("--most", type=int, help="ask no more than this many")
        parser.add_argument("--pause", type=float, default=2.0, help="seconds between two questions, 2 unless told")
        parser.add_argument(
            "--minutes", type=float, default=30.0, help="begin no question after this time, 30 unless told"
        )

    def handle(self, *args, **options):
        ends = time.monotonic() + 60 * options["minutes"]
        sources = Source.objects.exclude(address="").order_by(F("last_check__day").asc(nulls_first=True), "slug")
        if options["slugs"]:
            sources = sources.filter(slug__in=options["slugs"])
        asked, broken = 0, 0
        for source in sources[: options["most"]]:
            if asked:
                time.sleep(options["pause"])
            if time.monotonic() > ends:
                self.stdout.write("The time is over; the rest is asked first the next time.")
                break
            check = _check(source)
            asked, broken = asked + 1, broken + bool(check.problem)
            if check.problem:
                self.stdout.write(f"{source.slug}: {check.problem}")
        self.stdout.write(f"{asked} asked, {broken} lead nowhere.")


def _check(source):
    """Ask the address of a source and return the SourceCheck that is kept of it."""
    try:
        probe(source.address)
        problem = ""
    except NotReadable as error:
        problem = str(error)[:300]
    asked = {"address": source.address, "day": timezone.now().date(), "problem": problem}
    return SourceCheck.objects.update_or_create(source=source, defaults=asked)[0]
