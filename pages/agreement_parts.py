"""What the page of an agreement shows in groups, and what it asks of other agreements."""

from collections.abc import Iterable, Sequence

from agreements.history import days_of_change
from agreements.models import Agreement
from agreements.status import LEGAL_ACTS
from catalogue.contents import parties_of
from catalogue.document_parts import FACTS
from catalogue.reading import Body, seen
from catalogue.relations import chain_of, end_of
from catalogue.similar import similar_to
from catalogue.statements import COMPARED, acts_contradicting, acts_followed, contradicting, sides_of_act
from pages.pictures.dateline import draw_agreement
from pages.pictures.drawing import Drawing
from pages.pictures.relations import relations_drawing
from pages.rows import by_standing

Sided = tuple[str, list[list[Body]]]  # a kind of act, and the acts of it of each party
SIMILAR = 3
FEWEST_DATES = 3  # dated acts of an agreement that are worth a timeline


def _key_act(acts: Sequence[Body]) -> Body | None:
    """Return the act that tells best from when an agreement is: its signature, else the first that is dated."""
    dated = [act for act in acts if act["date"] and act["reported_as"] in FACTS]
    return next((act for act in dated if act["kind"] == "signed"), dated[0] if dated else None)


def parts_of_agreement(document: Body) -> Body:
    """Return its parties and events in the groups in which its page shows them."""
    acts = [event for event in document["events"] if event["kind"] in LEGAL_ACTS]
    events = [event for event in document["events"] if event["kind"] not in LEGAL_ACTS]
    sided = _acts_of_sides(acts, parties_of(document))
    of_sides = acts_among(sided)
    return {
        "parties": parties_of(document),
        "sided": sided,
        "others": sorted(
            (party for party in document["parties"] if party["role"] != "party"), key=lambda party: party["role"]
        ),
        "acts": [act for act in acts if act not in of_sides],
        "key_act": _key_act(acts_followed(acts)),
        "differing": {
            **{name: contradicting(name, document[name]) for name in COMPARED},
            "acts": acts_contradicting(acts),
        },
        "groups": by_standing(events),
    }


def _acts_of_sides(acts: Sequence[Body], parties: Sequence[Body]) -> list[Sided]:
    """Return (kind, [the acts of one party, of the other]) for each kind of act that names the side of a party."""
    sides = [party["slug"] for party in parties]
    sided = [act for act in acts if set(sides_of_act(act)) & set(sides)]
    return [
        (kind, [[act for act in sided if act["kind"] == kind and side in sides_of_act(act)] for side in sides])
        for kind in dict.fromkeys(act["kind"] for act in sided)
    ]


def acts_among(sided: Iterable[Sided]) -> list[Body]:
    return [act for _, of_sides in sided for acts in of_sides for act in acts]


def around_agreement(document: Body) -> Body:
    """Return what is asked of its history and of other agreements, and the timeline where it has enough dates."""
    record = Agreement(pk=document["key"], slug=document["slug"], title=document["title"])
    further, chain = _chain(document)
    dated = [event for event in document["events"] if event["kind"] in LEGAL_ACTS and event["date"]]
    return {
        "further": further,
        "chain": chain,
        "similar": similar_to(document, SIMILAR),
        "pairs": _pairs(document),
        "dates": draw_agreement(document) if len(dated) >= FEWEST_DATES else None,
        "days_of_change": days_of_change(record, seen().revision),
    }


def _chain(document: Body) -> tuple[list[Body], Drawing | None]:
    """Return (relations further along the chain, its drawing); ([], None) for an agreement without any."""
    if not document["relations"]:
        return [], None
    own, chain = end_of(document), chain_of(document)
    further = [
        relation for relation in chain if own["slug"] not in (relation["agreement"]["slug"], relation["other"]["slug"])
    ]
    return further, relations_drawing(own, chain)


def _pairs(document: Body) -> list[list[tuple[str, str]]]:
    """Return the pairs that have a page: the parties, and their countries where they are two; (slug, name) each.

    Of parties that have the names of their countries only these: their page holds all of the other.
    """
    parties = parties_of(document)
    countries = {party["country"]["code"]: party["country"]["name"] for party in parties if party["country"]}
    of_parties = [(party["slug"], party["acronym"] or party["name"]) for party in parties]
    of_countries = [(code.lower(), name) for code, name in countries.items()]
    by_names = {tuple(name for _, name in pair): pair for pair in (of_parties, of_countries)}
    return [pair for pair in by_names.values() if len(pair) == 2]
