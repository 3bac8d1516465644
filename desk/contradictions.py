"""Contradictions: statements of sources that differ on one matter, and of which no curator has judged any.

What one source leaves open, or tells less exactly, contradicts nothing. The catalogue says the same of documents
(`catalogue.statements`); a test holds the two together.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from agreements.models import Agreement, Designation, Event, EventAgency, EventRole, Modality, Standing, Term, Title
from agreements.status import HAPPENED_ONCE

MATTERS = {
    "forms_differ": "designation",
    "titles_differ": "title",
    "terms_differ": "term",
    "dates_differ": "date of an action",
}


def contradicted():
    """Return the agreements with a contradiction; each has, for every matter, whether it is one of it."""
    found = {name: Exists(told.filter(agreement=OuterRef("pk"))) for name, told in _contradicting().items()}
    some = Q()
    for name in found:
        some |= Q(**{name: True})
    return Agreement.objects.annotate(**found).filter(some).order_by("slug")


def in_words(agreement):
    """Say in which matters the sources of one of the agreements in `contradicted` differ."""
    return f"Differ in: {', '.join(words for name, words in MATTERS.items() if getattr(agreement, name))}."


def _contradicting():
    designations, titles = Designation.objects.all(), Title.objects.all()
    terms = Term.objects.alias(set_by=Coalesce("act", 0))
    ends = Q(until_latest__lt=OuterRef("until_earliest")) | Q(until_earliest__gt=OuterRef("until_latest"))
    compared = ("length", "counted_from", "renewal", "renewal_length", "notice", "notice_for")
    return {
        "forms_differ": _unjudged(designations, _differ("form", "function", "binding")),
        "titles_differ": _unjudged(titles, ~Q(text=OuterRef("text")), "language"),
        "terms_differ": _unjudged(terms, _differ(*compared) | ends, "set_by"),
        "dates_differ": _unjudged(_acts(), Q(latest__lt=OuterRef("earliest")), "kind", "sides"),
    }


def _acts():
    """Return the acts that can happen once for each side, each with its `sides`."""
    sides = EventAgency.objects.filter(event=OuterRef("pk"), role=EventRole.SIDE).order_by("agency").values("agency")
    acts = Event.objects.filter(kind__in=sorted(HAPPENED_ONCE), modality__in=Modality.facts())
    return acts.alias(sides=ArraySubquery(sides))


def _unjudged(statements, differ, *same):
    """Return the statements that differ from another one of the same matter, where none is preferred or wrong."""
    matter = {name: OuterRef(name) for name in ("agreement", *same)}
    others = statements.filter(**matter)
    told = statements.filter(standing="")
    return told.filter(Exists(others.filter(differ, standing="")), ~Exists(others.filter(standing=Standing.PREFERRED)))


def _differ(*names):
    """Return the condition that both statements state one of these fields, and not alike."""
    condition = Q()
    for name in names:
        is_stated = ExpressionWrapper(GreaterThan(OuterRef(name), Value("")), output_field=BooleanField())
        condition |= Q(is_stated) & Q(**{f"{name}__gt": ""}) & ~Q(**{name: OuterRef(name)})
    return condition
