"""The chain of an agreement: what it does to others and they to it, and so on from each of them."""

from collections.abc import Iterable
from typing import Any

from catalogue.agreement_documents import dated_by
from catalogue.reading import by_slug

# How many relations away a chain reaches, and how many it may have.
CHAIN_STEPS, CHAIN_MOST = 4, 24
Document = dict[str, Any]
Relation = dict[str, Any]


def chain_of(agreement: Document) -> list[Relation]:
    """Return the relations of an agreement in either direction, and those of the agreements that they lead to.

    `agreement`: its whole document. Shape: {"agreement", "kind", "other", "said_by"}, both ends as `end_of` gives
    them, ordered by the first act of the agreement that does it. Boundary: the CHAIN_MOST nearest, up to CHAIN_STEPS
    away. Cost: at most one query a step after the first, of fewer than CHAIN_MOST documents.
    """
    chain, met = _relations_of(agreement), {agreement["slug"]}
    for _ in range(CHAIN_STEPS - 1):
        following = [slug for slug in _slugs(chain.values()) if slug not in met]
        if len(chain) >= CHAIN_MOST or not following:
            break
        met.update(following)
        for document in _whole(following):
            chain |= _relations_of(document)
    return sorted([*chain.values()][:CHAIN_MOST], key=_first_day)


def end_of(agreement: Document) -> dict[str, Any]:
    """Return what a chain tells of an agreement: {"slug", "title", "action", "date"} of what it is first dated by."""
    return {"slug": agreement["slug"], "title": agreement["title"], **dated_by(agreement["dates"])}


def _relations_of(document: Document) -> dict[tuple[str, str, str], Relation]:
    """Return the relations of an agreement, each under what tells it from others."""
    own, relations = end_of(document), dict[tuple[str, str, str], Relation]()
    for relation in document["relations"]:
        ends = (own, relation["agreement"]) if relation["forward"] else (relation["agreement"], own)
        told = {"agreement": ends[0], "kind": relation["kind"], "other": ends[1], "said_by": relation["said_by"]}
        relations[ends[0]["slug"], relation["kind"], ends[1]["slug"]] = told
    return relations


def _slugs(relations: Iterable[Relation]) -> Iterable[str]:
    return dict.fromkeys(relation[end]["slug"] for relation in relations for end in ("agreement", "other"))


def _whole(slugs: list[str]) -> list[Document]:
    """Return the whole documents of agreements in the order of their slugs. Cost: one query."""
    found = by_slug("agreement", slugs, "body")
    return [found[slug] for slug in slugs if slug in found]


def _first_day(relation: Relation) -> str:
    day = relation["agreement"]["date"] and relation["agreement"]["date"]["earliest"]
    return day or "9999"
