"""The standing of a statement: where sources differ, all statements stay, and a curator says which one to follow."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from spacecoop.records import choice_constraint


class Standing(models.TextChoices):
    PREFERRED = "preferred", pgettext_lazy("standing of a statement", "preferred")
    KNOWN_WRONG = "known_wrong", pgettext_lazy("standing of a statement", "known to be wrong")


def rank_of(standing, citations):
    """Return by what statements of one fact are sorted, the one to follow first: preferred, then most often cited."""
    return standing != Standing.PREFERRED, -len(citations)


def standing_field():
    return models.CharField(
        max_length=11,
        choices=Standing,
        blank=True,
        help_text="Where sources differ: the statement to follow, or one that is known to be wrong. Empty: not judged.",
    )


def standing_reason_field():
    return models.CharField(
        "reason of the standing",
        max_length=300,
        blank=True,
        help_text="Why it is preferred or known to be wrong, for readers: on which source or rule that rests.",
    )


def standing_constraints():
    return [
        choice_constraint("standing", Standing, blank=True),
        models.CheckConstraint(
            condition=Q(standing="", standing_reason="") | (~Q(standing="") & ~Q(standing_reason="")),
            name="%(app_label)s_%(class)s_standing_has_a_reason",
            violation_error_message="A statement that is preferred or known to be wrong needs the reason, "
            "and a reason needs a standing.",
        ),
    ]
