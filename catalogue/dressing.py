"""What is put into a document when it is read: dates and statuses in words, the status of a day, links to quotes."""

from bisect import bisect_right
from datetime import date

from agreements.models.citations import quote_url
from agreements.status import LegalAct, Reason, StatusCode
from catalogue.clauses import term_in_words
from spacecoop.dates import SourcedDate, day_in_words, in_or_on
from spacecoop.dates import display as in_words
from spacecoop.words import listed

_ACT = {
    LegalAct.CONCLUDED: "it was concluded {when}",
    LegalAct.SIGNED: "it was signed {when}",
    LegalAct.DATED: "the sources give only the date {date}, without the action",
    LegalAct.RATIFIED: "it was ratified {when}",
    LegalAct.ENTERED_INTO_FORCE: "it entered into force {when}",
    LegalAct.AMENDED: "it was amended {when}",
    LegalAct.EXTENDED: "it was extended or renewed {when}",
    LegalAct.DENOUNCED: "notice of denunciation was given {when}",
    LegalAct.TERMINATED: "it was terminated {when}",
    LegalAct.EXPIRED: "it expired {when}",
    LegalAct.EXPIRY_ANNOUNCED: "its expiry was announced for {date}",
    LegalAct.RENEWAL_PLANNED: "a renewal was planned for {date}",
    LegalAct.RENEWAL_DISCUSSED: "a renewal was under discussion",
    LegalAct.REPORTED_IN_EFFECT: "a source reports it in effect {when}",
}
_STATED = {
    StatusCode.ENDED: "No longer in force on {day}: {acts}.",
    StatusCode.IN_FORCE: "In force on {day}: {acts}.",
    StatusCode.NOT_YET_SIGNED: "Not yet signed on {day}: {acts}.",
}
_REASON = {
    Reason.NO_ENTRY_INTO_FORCE: "Signed; not known to be in force on {day}: {acts}, and no source gives an entry into "
    "force by then.",
    Reason.IMPRECISE_DATE: "The status on {day} cannot be determined: {acts}, which may be before or after that day.",
    Reason.NO_LATER_SOURCE: "Status unknown on {day}: {acts}; no later source tells the outcome.",
    Reason.UNDATED: "Status unknown on {day}: {acts}; no source gives a start date.",
    Reason.ONLY_LATER: "Status unknown on {day}: {acts}; the sources do not say what applied before then.",
    Reason.NOTHING_STATED: "Status unknown on {day}: the sources give no date of signature or entry into force.",
}


def display(date):
    """Return a date of a document in words; empty for None."""
    return in_words(date["edtf"]) if date else ""


def sourced_date_of(date):
    """Return a date of a document as a SourcedDate; None for None."""
    return date and SourcedDate(date["edtf"], _day(date["earliest"]), _day(date["latest"]), date["basis"])


def _day(text):
    return text and date.fromisoformat(text)


def dress(document):
    """Add `display` to every date and term and `quote_url` to every citation of a document, in place; return it."""
    urls = {source["slug"]: source["document_url"] for source in document.get("sources", [])}
    _dress(document, urls)
    return document


def _dress(value, urls):
    """Dress a dict or a list and all that is in it."""
    if isinstance(value, dict):
        if "edtf" in value:
            value["display"] = in_words(value["edtf"])
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


def status_on(document, day):
    """Return the status of an agreement on a day as {"code", "label", "date", "since"}; "since" is None from ever on.

    Of a whole document also "reason", a sentence.
    """
    spans = document["status_timeline"]
    is_whole = isinstance(spans[0], dict)
    firsts = [span["from"] if is_whole else span[0] for span in spans[1:]]
    span = spans[bisect_right(firsts, day.isoformat())]
    first, code = (span["from"], span["code"]) if is_whole else span
    status = {"code": code, "label": StatusCode(code).label, "date": day.isoformat(), "since": first}
    return {**status, "reason": _reason(document, span, day)} if is_whole else status


def _reason(document, span, day):
    events = {event["slug"]: event for event in document["events"]}
    acts = list(dict.fromkeys(_clause(events[slug]) for slug in span["rests_on"]))
    sentence = _STATED[span["code"]] if span["reason"] == Reason.STATED else _REASON[span["reason"]]
    return sentence.format(day=day_in_words(day), acts=listed(acts))


def _clause(act):
    when, date = (
        ("", "a day not stated") if act["date"] is None else (in_or_on(act["date"]["edtf"]), display(act["date"]))
    )
    return _ACT[act["kind"]].format(when=when, date=date).strip()
