"""The gaps of the knowledge base: what nobody has stated, read or settled yet; each kind a list, counted over time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from agreements.models import Agreement, Area, Citation, Event, Source
from agreements.models.citations import CITABLE, TARGET_OF
from catalogue.asked import Results
from catalogue.index.questions import OutcomeNotReported, of_kind
from desk.contradictions import contradicted, in_words
from desk.models import GapCount, Import, ImportRow, ImportState, Report, ReportKind, RowOutcome, SourceCheck

# Countries and their names rest on ISO 3166.
WITHOUT_DOCUMENT = ("country", "country_name")
CITED = [model for name, model in CITABLE.items() if name not in WITHOUT_DOCUMENT]
SHOWN = 100
DAYS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind of gap. `find` takes the day and returns querysets of the records that have it.

    `told`: takes one of its records and returns what is known of its gap, in words.
    """

    kind: str
    title: str
    meaning: str
    find: Callable[[date], list[QuerySet]]
    told: Callable[[Model], str] = lambda record: ""

    def count(self, today):
        return sum(records.count() for records in self.find(today))

    def records(self, today):
        """Return the first SHOWN of its records."""
        found = []
        for records in self.find(today):
            found += records[: SHOWN - len(found)]
        return found


def _uncited(today):
    """Return, for each kind of fact, those that no citation supports: an error, since a fact enters with its source."""
    return [
        model.objects.exclude(Exists(Citation.objects.filter(**{TARGET_OF[model]: OuterRef("pk")}))).order_by("pk")
        for model in CITED
    ]


def _broken(today):
    reported = Report.objects.waiting().filter(kind=ReportKind.BROKEN).values("page")
    slugs = [page["page"].strip("/").rpartition("/")[2] for page in reported]
    failed = SourceCheck.objects.exclude(problem="").filter(source=OuterRef("pk"), address=OuterRef("address"))
    return [Source.objects.filter(Q(slug__in=slugs) | Exists(failed)).select_related("last_check").order_by("slug")]


def _last_answer(source):
    check = getattr(source, "last_check", None)
    if check and check.problem and check.address == source.address:
        return f"{check.problem} (checked on {check.day:%-d %B %Y})"
    return "Reported by a reader."


def _unresolved(today):
    """Return the rows of the last import of each origin that name a party which nobody here is called."""
    last = Import.objects.exclude(state=ImportState.FAILED).order_by("origin", "-at").distinct("origin").values("pk")
    rows = ImportRow.objects.filter(table__in=last, outcome=RowOutcome.REJECTED).exclude(unknown={})
    return [rows.select_related("table")]


def _overdue(today):
    """Return the plans that the watch list has as overdue."""
    overdue = Results(of_kind("event") & OutcomeNotReported(today))
    return Event.objects.filter(pk__in=list(overdue)).order_by("-latest", "slug")


GAPS = {
    gap.kind: gap
    for gap in [
        Gap("uncited", "Facts without a citation", "Each is an error: add a citation.", _uncited),
        Gap(
            "unsigned",
            "Agreements without a date of signature",
            "No source read so far states when they were signed.",
            lambda today: [Agreement.objects.not_stating("signed").order_by("slug")],
        ),
        Gap(
            "contradictions",
            "Contradictions between sources",
            "Sources state different things about these agreements, and no statement is marked as preferred or as "
            "known to be wrong.",
            lambda today: [contradicted()],
            in_words,
        ),
        Gap(
            "untyped",
            "Agreements without a type",
            "No source read so far states their type.",
            lambda today: [Agreement.objects.filter(designations=None).order_by("slug")],
        ),
        Gap(
            "overdue",
            "Overdue plans: outcome not reported",
            "Planned or announced for a date that has passed.",
            lambda today: [_overdue(today)],
        ),
        Gap(
            "broken",
            "Broken source links",
            "Reported by readers, or found by check_sources. A source leaves this list when the report is settled, "
            "when its link is changed or when it answers again.",
            _broken,
            _last_answer,
        ),
        Gap(
            "undefined",
            "Areas without a definition",
            "The scope of the area is undefined.",
            lambda today: [Area.objects.filter(definition="").order_by("name")],
        ),
        Gap(
            "unresolved",
            "Unmatched parties in imports",
            "No record has this name. Match the names on the page of the import.",
            _unresolved,
        ),
    ]
}


def count_gaps(*gaps):
    """Count the given kinds of gap, without any all of them; keep the numbers of today, and return [(Gap, number)].

    Cost: a query for each kind of fact, and three for each kind of gap.
    """
    today = timezone.now().date()
    counted = [(gap, gap.count(today)) for gap in gaps or GAPS.values()]
    for gap, number in counted:
        GapCount.objects.update_or_create(kind=gap.kind, day=today, defaults={"number": number})
    return counted


def counts_over_time(kind):
    """Return the numbers of the last DAYS_SHOWN days on which a kind of gap was counted, the oldest first."""
    return list(GapCount.objects.filter(kind=kind).order_by("-day")[:DAYS_SHOWN])[::-1]
