"""What readers ask of documents again and again, by whichever door they come."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

from agreements.designations import designation_in_words
from agreements.models import (
    Binding,
    CountedFrom,
    Form,
    Function,
    Modality,
    NoticeFor,
    Renewal,
    Says,
    Topic,
)
from agreements.statements import REPORTED_AS
from agreements.status import LegalAct
from catalogue.document_parts import FACTS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The acts of which the date is that of the instrument: its signature, else its conclusion, else a date of no kind.
DATED_BY = [LegalAct.SIGNED, LegalAct.CONCLUDED, LegalAct.DATED]


def words_of(choices: type[TextChoices], told: Mapping[Any, str] | None = None) -> "dict[str, StrOrPromise]":
    """Return {what documents say: its words}; `told`: what they say in place of each stored value."""
    return {told[choice] if told else choice.value: choice.label for choice in choices}


HOW_REPORTED = words_of(Modality, REPORTED_AS)
# The concepts of ours in linked data: {their scheme: {value: its words}}.
CONCEPTS = {
    "form": words_of(Form),
    "function": words_of(Function),
    "binding": words_of(Binding),
    "countedFrom": words_of(CountedFrom),
    "renewal": words_of(Renewal),
    "noticeFor": words_of(NoticeFor),
    "topic": words_of(Topic),
    "says": words_of(Says),
}


def title_of(document: dict[str, Any]) -> str:
    """Return what a record is called, with its acronym if it has one."""
    title: str = document["title"] if "title" in document else document["name"]
    return f"{title} ({document['acronym']})" if document.get("acronym") else title


def type_in_words(called: dict[str, Any]) -> str:
    """Return what an agreement, or one of its designations, is called; empty where nothing is stated."""
    return designation_in_words(*(called[name] or "" for name in ("form", "function", "binding")))


def parties_of(agreement: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parties proper of an agreement."""
    return [party for party in agreement["parties"] if party["role"] == "party"]


def dating_act(agreement: dict[str, Any]) -> tuple[LegalAct | None, dict[str, Any] | None]:
    """Return (act, its date) of the act that dates the instrument; (None, None) where no source gives one."""
    dates = agreement["dates"]
    happened = (act for act in DATED_BY if dates.get(act) and dates[act]["reported_as"] in FACTS)
    act = next(happened, None)
    return act, dates[act] if act else None
