"""What is put into a document when it is read: dates and statuses in words, the status of a day, links to quotes."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from agreements.models.citations import quote_url
from agreements.status import StatusCode
from catalogue.agreement_documents import SPAN_OF_ROW
from catalogue.clauses import term_in_words
from catalogue.ends import ends_on
from catalogue.reasons import is_not_binding, reason_in_words
from catalogue.statements import Told
from spacecoop.dates import SourcedDate
from spacecoop.dates_in_words import display as in_words

NOT_BINDING_LABELS = {
    StatusCode.ENDED: gettext_lazy("no longer in effect"),
    StatusCode.IN_FORCE: gettext_lazy("in effect"),
}


def display(date: Told | None) -> str:
    """Return a date of a document in words; empty for None."""
    return in_words(date["edtf"]) if date else ""


def sourced_date_of(date: Told | None) -> SourcedDate | None:
    """Return a date of a document as a SourcedDate; None for None."""
    return SourcedDate(date["edtf"], _day(date["earliest"]), _day(date["latest"]), date["basis"]) if date else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def dress(document: Told) -> Told:
    """Add `display` to every date and term and `quote_url` to every citation of a document, in place; return it."""
    urls = {source["slug"]: source["document_url"] for source in document.get("sources", [])}
    _dress(document, urls)
    return document


def _dress(value: Any, urls: Mapping[str, str]) -> None:
    """Dress a dict or a list and all that is in it."""
    if isinstance(value, dict):
        if "edtf" in value:
            value["display"] = in_words(value["edtf"])
            if last := value.get("last"):  # of several dates of an act
                last["display"] = in_words(last["edtf"])
            return
        if "quote" in value:
            value["quote_url"] = quote_url(urls[value["source"]], value["quote"])
            return
        if "notice_for" in value:
            value["display"] = term_in_words(value)
        value = value.values()
    for entry in value:
        if entry and isinstance(entry, list | dict):
            _dress(entry, urls)


def status_on(document: Told, day: date) -> Told:
    """Return the status of an agreement on a day as {"code", "how", "label", "date", "since", "last_said"}.

    "since": the first day of this status, None from ever on; "last_said": the last day on which a source spoke of it.
    Of a whole document also "reason", a sentence.
    """
    told, place = _spans_on(document, day)
    _, code, how, last_said, _ = told[place]
    status = {
        "code": code,
        "how": how,
        "label": status_label(code, document),
        "date": day.isoformat(),
        "since": _since(told, place),
        "last_said": last_said,
    }
    span = document["status_timeline"][place]
    return {**status, "reason": reason_in_words(document, span, day)} if isinstance(span, dict) else status


def foreseen_on(document: Told, day: date) -> list[Told]:
    """Return the ends of an agreement that are foreseen on a day; see `ends_on`."""
    told, place = _spans_on(document, day)
    return ends_on(told[place][-1], day)


def _spans_on(document: Told, day: date) -> tuple[list[list[Any]], int]:
    """Return the spans of the status as a row tells them, and the place of that in which a day lies."""
    spans = document["status_timeline"]
    told = [[span[name] for name in SPAN_OF_ROW] for span in spans] if isinstance(spans[0], dict) else spans
    return told, bisect_right(told, day.isoformat(), lo=1, key=lambda span: span[0]) - 1


def status_label(code: str, document: Told) -> str:
    """Return the name of a status: what is not binding is in effect, not in force."""
    status = StatusCode(code)
    return str(NOT_BINDING_LABELS.get(status, status.label) if is_not_binding(document) else status.label)


def _since(spans: Sequence[list[Any]], place: int) -> str | None:
    """Return the first day of the spans up to a place that tell the same status, whatever their reasons."""
    while place and spans[place - 1][1:3] == spans[place][1:3]:
        place -= 1
    since: str | None = spans[place][0]
    return since
