"""Contradictions: statements of sources that differ on one matter, and of which no curator has judged any.

What one source leaves open, or tells less exactly, contradicts nothing. The catalogue says the same of documents
(`catalogue.statements`); a test holds the two together.
"""

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThan

from agreements.happened import BY_SIDE, CONTRARY, ONCE
from agreements.models import Agreement, Designation, Event, EventAgency, EventRole, Standing, Term, Title

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
        "titles_differ": _unjudged(titles, ~Q(text=OuterRef("text")), Q(language=OuterRef("language"))),
        "terms_differ": _unjudged(terms, _differ(*compared) | ends, Q(set_by=OuterRef("set_by"))),
        "dates_differ": _unjudged(_acts(), Q(latest__lt=OuterRef("earliest")), _one_act()),
    }


def _unjudged(statements, differ, *same):
    """Return the statements that differ from another one of the same matter, where none is preferred or wrong."""
    others = statements.filter(*same, agreement=OuterRef("agreement"))
    told = statements.filter(standing="")
    return told.filter(Exists(others.filter(differ, standing="")), ~Exists(others.filter(standing=Standing.PREFERRED)))


def _acts():
    """Return the acts that happen once, each with the `side` that did it for itself; 0 for an act of all."""
    sides = EventAgency.objects.filter(event=OuterRef("pk"), role=EventRole.SIDE).order_by().values("event")
    alone = sides.annotate(alone=Min("agency"), parts=Count("agency")).filter(parts=1).values("alone")
    acts = Event.objects.facts().alias(side=Case(When(kind__in=BY_SIDE, then=Coalesce(Subquery(alone), 0)), default=0))
    return acts.filter(Q(kind__in=ONCE) | Q(side__gt=0))


def _one_act():
    """Return the condition that two acts are of one kind and side, and none of the contrary lies between them."""
    contrary = Event.objects.facts().exclude(standing=Standing.KNOWN_WRONG).filter(agreement=OuterRef("agreement"))
    is_contrary = Q()
    for kind, kinds in CONTRARY.items():
        is_contrary |= Q(_is(Exact(OuterRef("kind"), Value(kind))), kind__in=kinds)
    lies_between = Q(earliest__gt=OuterRef("latest"), latest__lt=OuterRef(OuterRef("earliest"))) | Q(
        earliest__gt=OuterRef(OuterRef("latest")), latest__lt=OuterRef("earliest")
    )
    same = Q(kind=OuterRef("kind"), side=OuterRef("side"))
    return same & ~Exists(contrary.filter(is_contrary, lies_between))


def _differ(*names):
    """Return the condition that both statements state one of these fields, and not alike."""
    condition = Q()
    for name in names:
        other_states = _is(GreaterThan(OuterRef(name), Value("")))
        condition |= Q(other_states, **{f"{name}__gt": ""}) & ~Q(**{name: OuterRef(name)})
    return condition


def _is(comparison):
    """Return a comparison of what stands outside of the question as a condition of it."""
    return ExpressionWrapper(comparison, output_field=BooleanField())
