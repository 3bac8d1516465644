"""Rows as pages show them: of an agreement with its status and the act that dates it, events by how they stand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from catalogue.agreement_documents import dated_by
from catalogue.document_parts import FACTS, PROSPECTS
from catalogue.dressing import status_on
from catalogue.reading import rows

# How events stand to the world, by what they are reported as.
STANDINGS = {"facts": FACTS, "prospects": PROSPECTS, "claims": frozenset({"claimed"})}


def agreement_rows(keys: Iterable[int], day: date) -> list[dict[str, Any]]:
    """Return the rows of agreements, each with `status` on a day and `dated_by`. Cost: one query."""
    found = rows("agreement", keys)
    for row in found:
        row["status"] = status_on(row, day)
        row["dated_by"] = dated_by(row["dates"])
    return found


def by_standing(events: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return events apart as (standing, events): facts, prospects and claims, as far as there are any."""
    told = list(events)
    groups = {
        standing: [event for event in told if event["reported_as"] in reported]
        for standing, reported in STANDINGS.items()
    }
    return [(standing, group) for standing, group in groups.items() if group]
