"""Contradictions: statements of sources that differ on one matter, and of which no curator has judged any.

What one source leaves open, or tells less exactly, contradicts nothing. The catalogue says the same of documents
(`catalogue.statements`); a test holds the two together.
"""

from django.db.models import BooleanField, Exists, ExpressionWrapper, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from agreements.models import Agreement, Designation, Event, Standing, Term, Title

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
        "dates_differ": _unjudged(Event.objects.facts(), Q(latest__lt=OuterRef("earliest")), *_one_act()),
    }


def _unjudged(statements, differ, *same):
    """Return the statements that differ from another one of the same matter, where none is preferred or wrong."""
    others = statements.filter(*same, agreement=OuterRef("agreement"))
    told = statements.filter(standing="")
    return told.filter(Exists(others.filter(differ, standing="")), ~Exists(others.filter(standing=Standing.PREFERRED)))


def _one_act():
    """Return the conditions of two events that tell of one act that happens once."""
    are_one = Func("pk", OuterRef("pk"), function="agreements_are_one_act", output_field=BooleanField())
    return Q(kind=OuterRef("kind")), are_one  # the first is cheap


def _differ(*names):
    """Return the condition that both statements state one of these fields, and not alike."""
    condition = Q()
    for name in names:
        is_stated = ExpressionWrapper(GreaterThan(OuterRef(name), Value("")), output_field=BooleanField())
        condition |= Q(is_stated) & Q(**{f"{name}__gt": ""}) & ~Q(**{name: OuterRef(name)})
    return condition
