"""Rows as pages show them: of an agreement with its status and the act that dates it, events by how they stand."""

from agreements.status import DATING_ACTS
from catalogue.dressing import status_on
from catalogue.reading import rows

# How events stand to the world, by what they are reported as.
STANDINGS = {
    "facts": ("took_place", "ongoing"),
    "prospects": ("planned", "announced", "discussed"),
    "claims": ("claimed",),
}


def agreement_rows(keys, day):
    """Return the rows of agreements, each with `status` on a day and `dated_by`. Cost: one query."""
    found = rows("agreement", keys)
    for row in found:
        row["status"] = status_on(row, day)
        row["dated_by"] = dated_by(row["dates"])
    return found


def dated_by(dates):
    """Return {"act", "date"} of the first act that dates an agreement, each None where no source gives one."""
    happened = [
        act.value for act in DATING_ACTS if dates.get(act.value) and dates[act]["reported_as"] in STANDINGS["facts"]
    ]
    act = min(happened, key=lambda act: dates[act]["earliest"] or "", default=None)
    return {"act": act, "date": dates.get(act)}


def by_standing(events):
    """Return events apart as (standing, events): facts, prospects and claims, as far as there are any."""
    groups = {
        standing: [event for event in events if event["reported_as"] in reported]
        for standing, reported in STANDINGS.items()
    }
    return [(standing, group) for standing, group in groups.items() if group]
