"""What every address costs with what makes it dearest, at 10,000 agreements: `python -m bench.costs 10000`.

Each address of the URL configuration is asked for the records of which most is said, with every parameter of the API
and of the filters by itself, and with many together, by a site that keeps no answers. Then its three dearest questions
are asked in French. What is above its bound is printed, and the exit code is 1.
"""

import argparse
import itertools
import os
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from bench.addresses import Part, addresses
from bench.client import Connection, request
from bench.generate import home_of, prepare
from bench.server import Server
from spacecoop.memory import look_less_for_garbage

MOST_SECONDS, MOST_WHOLE_SECONDS = 2, 30  # of an answer, of one that gives all records
WHOLE = re.compile(r"\.(csv|xlsx|bib|ris|json|jsonl|jsonld|ttl|ics|atom)(\?|$)|/dump/")
SHOWN = 40

# The records of a kind of which most is said, the greatest first.
GREATEST = {
    "/agreements/": "SELECT slug FROM agreements_agreement whole ORDER BY"
    " (SELECT count(*) FROM agreements_event WHERE agreement_id = whole.id) DESC, slug LIMIT 20",
    "/agencies/": "SELECT slug FROM agencies_agency whole ORDER BY"
    " (SELECT count(*) FROM agreements_party WHERE agency_id = whole.id) DESC, slug LIMIT 20",
    "/countries/": "SELECT lower(code) FROM agencies_country whole ORDER BY"
    " (SELECT count(*) FROM agreements_party party JOIN agencies_agency agency ON agency.id = party.agency_id"
    " WHERE agency.country_id = whole.id) DESC, code LIMIT 20",
    "/areas/": "SELECT slug FROM agreements_area whole ORDER BY"
    " (SELECT count(*) FROM agreements_agreementarea WHERE area_id = whole.id) DESC, slug LIMIT 20",
    "/missions/": "SELECT slug FROM agreements_mission whole ORDER BY"
    " (SELECT count(*) FROM agreements_agreementmission WHERE mission_id = whole.id) DESC, slug LIMIT 20",
    "/events/": "SELECT slug FROM agreements_event whole ORDER BY"
    " (SELECT count(*) FROM agreements_eventagency WHERE event_id = whole.id) DESC, slug LIMIT 20",
    "/sources/": "SELECT slug FROM agreements_source whole ORDER BY"
    " (SELECT count(*) FROM agreements_citation WHERE source_id = whole.id) DESC, slug LIMIT 20",
    "/people/": "SELECT slug FROM agencies_person whole ORDER BY"
    " (SELECT count(*) FROM agreements_eventperson WHERE person_id = whole.id) DESC, slug LIMIT 20",
    "/groups/": "SELECT 'm49-150' UNION ALL SELECT 'eu'",
}
SIDES = ("/between/", "/embed/between/")
# Addresses that are not made of these, by their names; and of those without a name by their beginnings.
OWN = {
    "sitemap": ["/sitemap-agreement.xml", "/sitemap-event.xml"],
    "values": ["/agreements/by/source/", "/network/by/agency/", "/matrix/by/mission/", "/map/by/area/"],
    "markdown": ["/index.md", "/agreements.md", "/network.md", "/watch.md"],
    "list-picture": [
        "/network.svg",
        "/matrix.svg",
        "/map.svg",
        "/events.svg",
        "/network.png",
        "/matrix.png",
        "/map.png",
    ],
    "record-picture": ["/agreements/{agreement}.svg", "/countries/{country}.svg", "/countries/{country}.png"],
    "dump-of": ["/dump/spacecoop-r1.zip"],
    "report": ["/report/?page=/agreements/"],
    "follow": ["/follow/?page=/agreements/%3Fq%3Dagreement"],
    "follow-confirm": ["/follow/confirm/none:none:none/"],
    "follow-manage": ["/follow/none/"],
    "follow-unsubscribe": ["/follow/none/unsubscribe/"],
    "suggest": ["/search/suggest/?q=a", "/search/suggest/?q=agreement+on+space"],
    "read-date": ["/dates/read/?text=between+summer+1999+and+the+first+half+of+the+2000s"],
    "oembed": ["/oembed/?url=http://127.0.0.1/network/"],
    "unapi": ["/unapi", "/unapi?format=bib"],
    "/mcp/": ["/mcp"],
    "/api/<path>": ["/api/v1/none/"],
}
EVERY_WORD = "agreement+or+cooperation+or+space+or+satellite+or+agency+or+institute+or+data+or+programme"
# What makes a question dear, beside the values that the API names for a choice.
DEAR = {
    "q": ["agreement", "a", EVERY_WORD, f"{EVERY_WORD}+-mars", '"space+agency"', "+".join(["agreemnt"] * 16)],
    "from": ["1957", "../1990"],
    "to": ["2030"],
    "page": ["400", "10000"],
    "page_size": ["100", "1000"],
    "status_on": ["1999-05-05"],
    "group": ["m49-150", "eu", "m49-001"],
    "group_on": ["1999-05-05"],
    "since_revision": ["0"],
    "updated_since": ["1990-01-01"],
    "ends_possibly_before": ["2100"],
    "ends_possibly_after": ["1957"],
    "cursor": [""],
    "expand": ["citations,events,status_timeline", "*"],
    "identifier": ["1"],
    "collection": ["none"],
    "panel": ["all"],
    "sides": ["agencies"],
    "columns": ["areas"],
    "ids": [",".join(map(str, range(100)))],
    "prefix": ["a"],
}
TOGETHER = [
    "from=1957&to=2030&match=certain&status_on=1999-05-05",
    "action=signed&from=1957&to=2030&match=possible&order=title",
    f"q={EVERY_WORD}&status_on=1999-05-05&foreseen_end=overdue",
    "q=agreement&page=300&order=title&group=m49-150&group_on=1999-05-05",
    "sides=agencies&status_on=1999-05-05",
    "columns=areas&order=name&status_on=1999-05-05",
    "page_size=100&page=90&expand=citations,events,status_timeline",
    "differs=any&not_stated=area&order=title",
]


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What an answer took. Units: seconds; bytes on the wire."""

    seconds: float
    path: str
    status: int
    size: int

    @property
    def is_too_much(self):
        return self.seconds > (MOST_WHOLE_SECONDS if WHOLE.search(self.path) else MOST_SECONDS) or self.status >= 500

    def __str__(self):
        return f"{self.seconds * 1000:8.0f} ms  {self.status}  {self.size / 1000:8.0f} kB  {self.path[:160]}"


def paths(address, greatest):
    """Return the paths at which an address is asked. Raises: LookupError for one that is not known here yet."""
    key = address.name or "".join(piece if isinstance(piece, str) else f"<{piece.name}>" for piece in address.path)
    if key in OWN:
        named = {"agreement": greatest["/agreements/"][0], "country": greatest["/countries/"][0]}
        return [path.format(**named) for path in OWN[key]]
    choices = [_choices(address, place, greatest) for place in range(len(address.path))]
    made = ["".join(parts) for parts in itertools.product(*choices)]
    return [path for path in made if not _is_pair_of_one(path)]


def _choices(address, place, greatest):
    """Return what stands at a place of a path: a text, each of some words, or what the greatest records are called."""
    piece = address.path[place]
    if not isinstance(piece, Part):
        return [piece]
    words = piece.pattern.replace("\\", "").split("|")
    if len(words) > 1:
        return words
    if piece.name == "suffix":
        from opendata.exports.formats import FORMATS

        return [suffix for suffix in FORMATS if piece.fits(suffix)]
    beginning = address.beginning.removeprefix("/api/v1")
    if beginning in SIDES:
        return [*greatest["/countries/"][:2], greatest["/agencies/"][0]]
    if beginning == "/compare/":
        return greatest["/agreements/"][:2]
    if piece.name in ("slug", "code") and beginning in greatest:
        return greatest[beginning][:1]
    if piece.name == "slug":  # of whichever kind the part before it names
        return [slugs[0] for slugs in greatest.values()]
    raise LookupError(
        f"bench.costs knows no value for “{piece.name}” of {address.name or address.path}: name one in OWN."
    )


def _is_pair_of_one(path):
    pieces = path.partition(".")[0].rstrip("/").split("/")
    return len(pieces) > 2 and pieces[-1] == pieces[-2]


def queries(greatest, most=4):
    """Return the queries: each parameter with each of its dear values, `most` choices of what has them, and many."""
    from opendata.schema import SchemaGenerator

    described = SchemaGenerator().get_schema(request=None, public=True)
    choices = defaultdict(list, {name: list(values) for name, values in DEAR.items()})
    for operations in described["paths"].values():
        for told in operations.get("get", {}).get("parameters", []):
            if told["name"] not in DEAR:
                choices[told["name"]] = [quote(str(value)) for value in told["schema"].get("enum", [])][:most]
    today = datetime.now(UTC).date()
    records = {
        "party": [*greatest["/countries/"][:1], *greatest["/agencies/"][:1]],
        "agency": greatest["/agencies/"][:1],
        **{name: greatest[f"/{plural}/"][:1] for name, plural in _PLURALS.items()},
        "as_recorded_on": [str(today), str(today - timedelta(days=1))],
    }
    both = "&".join(f"party={side}" for side in greatest["/countries/"][:2])
    any_of = "&".join(f"party_any={code}" for code in greatest["/countries/"][:20])
    single = [f"{name}={value}" for name, values in {**choices, **records}.items() for value in values]
    return ["", *single, both, any_of, f"{any_of}&predecessors=yes&status_on=1999-05-05", *TOGETHER]


_PLURALS = {"area": "areas", "mission": "missions", "person": "people", "source": "sources", "agreement": "agreements"}


class Asking:
    """Somebody who asks a site for everything, and remembers what it took."""

    def __init__(self, port):
        self.connection, self.costs = Connection(port), []

    def ask(self, path):
        answer = self.connection.ask(request(path, "*/*"), keep=False)
        size = int(answer.body or 0) if answer.headers.get("transfer-encoding") == "chunked" else len(answer.body)
        self.costs.append(Cost(answer.seconds, path, answer.status, size))
        return self.costs[-1]

    def dearest(self, path, asked):
        """Ask for a path with every query; return its costs, the dearest first, without what was refused.

        A parameter that is refused once is not known there: its other values are not asked.
        """
        costs, refused = [], set()
        for query in asked:
            name = query.partition("=")[0]
            if name not in refused:
                cost = self.ask(f"{path}{'&' if '?' in path else '?'}{query}" if query else path)
                costs += [cost] if cost.status in (200, 302) else []
                refused |= {name} if cost.status == 400 and "&" not in query else set()
        return sorted(costs, reverse=True)


def public():
    """Yield every Address but those of the desk."""
    return (address for address in addresses() if not address.beginning.startswith("/admin/"))


def measure(port, greatest, most):
    """Ask every address, with at most so many choices of a parameter; return all Costs."""
    from spacecoop.languages import path_in_language

    asking, asked = Asking(port), queries(greatest, most)
    for address in public():
        first, *others = paths(address, greatest)
        costs = asking.dearest(first, asked)
        best = [cost.path.partition("?")[2] for cost in costs[:3]]
        for path in others:
            costs += asking.dearest(path, ["", *best])
        for cost in sorted(costs, reverse=True)[:3]:
            asking.ask(path_in_language(cost.path, "fr"))
        sys.stderr.write(f"{max(costs, default='refused')}\n")
    return asking.costs


def greatest_records(cursor):
    return {beginning: [row[0] for row in cursor.execute(query).fetchall()] for beginning, query in GREATEST.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int, nargs="?", default=10_000, help="number of agreements")
    parser.add_argument("--choices", type=int, default=4, help="how many choices of a parameter are asked")
    arguments = parser.parse_args()
    number = arguments.number
    prepare(number)
    from django.core.management import call_command
    from django.db import connection

    call_command("catalogue", "--rebuild", stdout=sys.stderr)  # else the first questions are put off

    connection.ensure_connection()
    greatest = greatest_records(connection.connection)
    with Server(home_of(number), CACHE_URL="dummycache://") as site:
        costs = measure(site.port, greatest, arguments.choices)
    too_much = [cost for cost in costs if cost.is_too_much]
    lines = [
        f"{len(costs):,} questions; {len(too_much)} above the bound",
        *map(str, sorted(costs, reverse=True)[:SHOWN]),
    ]
    sys.stdout.write("\n".join([*lines, *(f"TOO MUCH {cost}" for cost in too_much)]) + "\n")
    sys.exit(bool(too_much))


if __name__ == "__main__":
    look_less_for_garbage()  # as every command does
    os.chdir(Path(__file__).resolve().parent.parent)
    main()
