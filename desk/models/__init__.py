"""What is worked on and not yet published: drafts, merges, reports, texts and imports."""

from desk.models.drafts import Draft, DraftChange, DraftRemark, DraftState
from desk.models.erasures import Erasure
from desk.models.imports import Import, ImportedRecord, ImportOrigin, ImportRow, ImportState, RowOutcome
from desk.models.merges import Distinction, Merge
from desk.models.reports import GapCount, Report, ReportKind, ReportState
from desk.models.sources import Origin, SourceCheck, SourceText

__all__ = [
    "Distinction",
    "Draft",
    "DraftChange",
    "DraftRemark",
    "DraftState",
    "Erasure",
    "GapCount",
    "Import",
    "ImportOrigin",
    "ImportRow",
    "ImportState",
    "ImportedRecord",
    "Merge",
    "Origin",
    "Report",
    "ReportKind",
    "ReportState",
    "RowOutcome",
    "SourceCheck",
    "SourceText",
]
