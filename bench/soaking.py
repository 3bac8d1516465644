"""What a soak asks and writes, and what it may be told."""

import gzip
import io
import json
import re
import time
import zipfile
from bisect import bisect_right

FORMS = ("treaty", "arrangement", "protocol")  # of the agreements, by turns of the tick
DECADES = ("198", "199", "200")  # in which they are signed, by the same turns
TICK = re.compile(rb"tick(\d+)")
JSON = "application/json"
QUESTIONS = [
    ("/agreements/?q=soaker", "text/html"),
    ("/agreements/soaker-1/", "text/html"),
    ("/agreements.csv?q=soaker", "text/csv"),
    ("/agencies/soakers/", "text/html"),
    ("/countries/qz/", "text/html"),
    ("/countries/", "text/html"),
    ("/events/?q=soaking", "text/html"),
    ("/between/qz/qy/", "text/html"),
    ("/search/?q=soaker", "text/html"),
    ("/search/suggest/?q=soak", "text/html"),
    ("/agreements.atom?q=soaker", "application/atom+xml"),
    ("/network.svg", "image/svg+xml"),
    ("/api/v1/agreements/?q=soaker", JSON),
    ("/api/v1/agreements/soaker-1/", JSON),
    ("/api/v1/events/?party=QZ", JSON),
    ("/api/v1/agreements/?party=importers", JSON),
    ("/agreements/?party=importers", "text/html"),
    ("/agreements.csv?party=importers", "text/csv"),
    *((f"/api/v1/agreements/?q=soaker&form={form}", JSON) for form in FORMS),
    ("/dump/", "*/*"),
]


class Truth:
    """What the database had of one thing in each revision; it is asked once all is written."""

    def __init__(self):
        self.told = []  # (revision, value, when it was committed)

    def tell(self, revision, value):
        self.told.append((revision, value, time.monotonic()))

    def at(self, revision):
        """Return the value in a revision, None before the first."""
        place = bisect_right(self.told, revision, key=lambda told: told[0])
        return self.told[place - 1][1] if place else None

    def seconds_behind(self, revision, moment):
        """Return for how long something newer than a revision had been committed at a moment."""
        place = bisect_right(self.told, revision, key=lambda told: told[0])
        return max(moment - self.told[place][2], 0) if place < len(self.told) else 0


def sayings(path, body):
    """Return what an answer says of numbers: (what, number) pairs."""
    found = []
    if "q=soaker&form=" in path:
        found.append((path.rpartition("=")[2], json.loads(body)["count"]))
    elif path.startswith("/agreements/?q=soaker"):
        found += [(decade, facet(body, f"to={decade}X")) for decade in DECADES]
    elif path.startswith("/api/v1/agreements/?party=importers"):
        found.append(("imported", json.loads(body)["count"]))
    elif path.startswith("/agreements.csv?party=importers"):
        found.append(("imported", body.count(b"Imported")))
    elif path.startswith("/agreements/?party=importers"):
        found.append(("imported", facet(body, "agency=exporters")))
    return found


def facet(body, parameter):
    """Return how many agreements a page promises for one more filter, 0 where it does not offer it."""
    found = re.search(rf'[;?]{parameter}">[^<]*</a> <span class="number">([^<]*)<'.encode(), body)
    return int(re.sub(rb"\D", b"", found[1])) if found else 0


def content(answer):
    """Return the bytes of an answer, unpacked; of an archive those of all its files."""
    body = gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body
    if answer.headers["content-type"] != "application/zip":
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(map(archive.read, archive.namelist()))
