"""The shapes of an agreement's status, and of its ends that are foreseen."""

from rest_framework.serializers import (
    CharField,
    ChoiceField,
    DateField,
    ListField,
    Serializer,
    SlugField,
)

from agreements.models import (
    Renewal,
)
from agreements.status import How, Reason, StatusCode
from catalogue.ends import STATES
from opendata.shapes.parts import (
    shape_of,
)

BASES = [
    ("until", "an action that sets an end"),
    ("term", "the term of the agreement"),
    ("announced", "an announcement"),
    ("planned", "a planned renewal"),
    ("denounced", "a denunciation"),
]


class Status(Serializer):
    """The status of an agreement on a day."""

    code = ChoiceField(StatusCode.choices, help_text="Status on the day `date`.")
    how = ChoiceField(How.choices, allow_null=True, help_text="How it has ended; null where it has not.")
    label = CharField(help_text="The status in English words.")
    date = DateField(help_text="Day that the status refers to: `status_on`, by default today.")
    since = DateField(allow_null=True, help_text="First day of this status; null if it holds from the beginning.")
    last_said = DateField(
        allow_null=True,
        help_text="Last day on which a source spoke of what the status rests on; null if none is dated.",
    )


class ReasonedStatus(Status):
    """The status of an agreement on a day, with the reason for it."""

    reason = CharField(help_text="Why the agreement has this status, in English.")


class ReasonArguments(Serializer):
    """What a reason names beside acts; each only where the reason needs it."""

    by = SlugField(required=False, allow_null=True, help_text="Agreement that replaces, renews or extends it.")
    party = SlugField(required=False, help_text="Party that has ceased to exist.")
    every = CharField(required=False, help_text="Duration in ISO 8601 by which it renews itself; empty: for good.")
    first = DateField(required=False, allow_null=True, help_text="First day of the end that was foreseen.")
    last = DateField(required=False, allow_null=True, help_text="Last day of the end that was foreseen.")
    basis = ChoiceField(BASES, required=False, help_text="By what the end was foreseen.")


class ForeseenEnd(Serializer):
    """An end of an agreement that is foreseen."""

    earliest = DateField(allow_null=True, help_text="First day on which it may end; null if open.")
    latest = DateField(allow_null=True, help_text="Last day on which it may end; null if open.")
    basis = ChoiceField(BASES, help_text="By what the end is foreseen.")
    may_be_past_from = DateField(allow_null=True, help_text="First day on which the end may be past; null if always.")
    renewal = ChoiceField(Renewal.choices, allow_null=True, help_text="What follows the term; null if not stated.")
    renewal_length = CharField(allow_null=True, help_text="Duration of a renewal in ISO 8601; null if not stated.")
    notice = CharField(allow_null=True, help_text="Duration of the notice before the end of a term in ISO 8601.")
    rests_on = ListField(child=SlugField(), help_text="Slugs of the events that foresee it.")
    agreement = SlugField(allow_null=True, help_text="Agreement that sets this end by renewing it; null: itself.")


StatusSpan = shape_of(
    "StatusSpan",
    "One span of the status of an agreement; it ends where the next one begins.",
    {
        "from": DateField(allow_null=True, help_text="First day of the span; null for the first span."),
        "code": ChoiceField(StatusCode.choices, help_text="Status during the span."),
        "how": ChoiceField(How.choices, allow_null=True, help_text="How it has ended; null where it has not."),
        "reason": ChoiceField(Reason.choices, help_text="What decides the status: a code."),
        "arguments": ReasonArguments(help_text="What else the reason names."),
        "rests_on": ListField(child=SlugField(), help_text="Slugs of the events that the status rests on."),
        "last_said": DateField(
            allow_null=True, help_text="Last day on which a source spoke of these; null if unknown."
        ),
        "foreseen": ForeseenEnd(many=True, help_text="Ends that are foreseen during the span, past and to come."),
    },
)


class Days(Serializer):
    """The days between which something falls."""

    earliest = DateField(allow_null=True, help_text="First day on which it may fall; null if open.")
    latest = DateField(allow_null=True, help_text="Last day on which it may fall; null if open.")


class EndOnDay(Days):
    """An end of an agreement that is foreseen on the day of its status; of a term that renews itself the next end."""

    basis = ChoiceField(BASES, help_text="By what the end is foreseen.")
    state = ChoiceField(list(STATES.items()), help_text="How the end stands on the day.")
    renewal = ChoiceField(Renewal.choices, allow_null=True, help_text="What follows the term; null if not stated.")
    renewal_length = CharField(allow_null=True, help_text="Duration of a renewal in ISO 8601; null if not stated.")
    notice_by = Days(
        allow_null=True, help_text="Last day for a notice that prevents the renewal; null if none is known."
    )
