"""The facts that a record's page cites, in the order in which it shows them."""

from collections.abc import Iterable, Sequence

from catalogue.reading import Body
from pages.agreement_parts import acts_among
from pages.notes import citing, citing_whole
from pages.words import by_role


def facts_of_agreement(document: Body, told: Body) -> list[Body]:
    """Return all that an agreement's page cites, in the order in which it shows it; `told`: its parts in groups."""
    return [
        *told["parties"],
        *document["designations"],
        *document["titles"],
        *([told["key_act"]] if told["key_act"] else []),
        *document["terms"],
        *told["others"],
        *document["texts"],
        document,
        *_facts_of_acts(acts_among(told["sided"])),
        *_facts_of_acts(told["acts"]),
        *document["provisions"],
        *document["areas"],
        *document["missions"],
        *document["relations"],
        *(fact for _, group in told["groups"] for event in group for fact in facts_of_event(event)),
    ]


def _facts_of_acts(acts: Iterable[Body]) -> list[Body]:
    return [fact for act in acts for fact in [*_in_roles(act["people"]), act]]


def facts_of_event(document: Body, *fields: str) -> list[Body]:
    """Return an event and its parts in the order in which pages show them, apart from it the `fields` named."""
    in_roles = _in_roles(document["agencies"] + document["people"])
    return [*apart(document, *fields), *in_roles, *document["missions"], *document["areas"]]


def _in_roles(parts: Sequence[Body]) -> list[Body]:
    return [part for _, group in by_role(parts) for part in group]


def apart(document: Body, *fields: str) -> list[Body]:
    """Return the citations of a record as facts: of the record as a whole, then of each of the `fields` named."""
    facts = [citing_whole(document, *fields), *(citing(document, field) for field in fields if document[field])]
    return [{"citations": citations} for citations in facts]
