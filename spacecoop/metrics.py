"""What the site counts of itself, for Prometheus: in memory that all of its processes share.

The library's own way for several processes is a file for each of them, mapped into memory: files of processes that
have ended stay, and a full disk kills whoever counts. Here each process has a row of numbers in one piece of memory,
made before the first of them is forked, and what is told is the sum of the rows. So every series is there from the
beginning: a label has a few values that are known, and none that a stranger thinks of.
"""

import mmap
from itertools import count, product
from threading import Lock

from django.apps import apps
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, values
from prometheus_client.core import GaugeMetricFamily

MOST_SERIES = 2048
ROWS = 70  # 64 processes that answer, some that end while their successors begin, the one beside, the first
BESIDE = 1  # the row of the process that renders beside the site
FIRST_ROW = 2  # of the processes that answer


class Value:
    """A number of one series, as the library wants it: a sum of the rows, of which this process writes its own."""

    _multiprocess = False
    numbers = memoryview(mmap.mmap(-1, MOST_SERIES * ROWS * 8)).cast("d")
    lock = Lock()  # of the threads of this process
    places, gauges = count(), []
    row = 0

    def __init__(self, typ, *names, **options):
        self.place = next(self.places)
        if self.place >= MOST_SERIES:
            raise ValueError(
                f"There are more than {MOST_SERIES} series: raise MOST_SERIES, or give labels fewer values."
            )
        if typ == "gauge":
            self.gauges.append(self.place)

    def inc(self, amount):
        with self.lock:
            self.numbers[self.row * MOST_SERIES + self.place] += amount

    def set(self, value, timestamp=None):
        with self.lock:
            self.numbers[self.row * MOST_SERIES + self.place] = value

    def get(self):
        return sum(self.numbers[self.place :: MOST_SERIES])

    def get_exemplar(self):
        return None


def take_row(row):
    """Count in this row from now on: on from what a process before has counted there, whose gauges are no more."""
    Value.row = min(row, ROWS - 1)
    for place in Value.gauges:
        Value.numbers[Value.row * MOST_SERIES + place] = 0


values.ValueClass = Value
disable_created_metrics()
registry = CollectorRegistry()


def _metric(made, name, meaning, labels=None, **options):
    """Make a metric with all its series; `labels`: {name: values}."""
    metric = made(f"spacecoop_{name}", meaning, tuple(labels or ()), registry=registry, **options)
    if labels:
        for some in product(*labels.values()):
            metric.labels(*some)
    return metric


KINDS = ("page", "api", "export", "desk", "probe", "other")
STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
CACHE = ("hit", "not_modified", "miss", "none")
PLACES = ("dump", "export", "png", "search", "names", "mcp", "past", "password", "other")
WORKS = ("documents", "alerts", "webhooks", "archives", "edge")

requests = _metric(
    *(Counter, "requests", "Requests answered, by kind of address, status and what the cache did."),
    {"kind": KINDS, "status": STATUSES, "cache": CACHE},
)
seconds = _metric(
    *(Histogram, "request_seconds", "Seconds until an answer begins to be sent.", {"kind": KINDS}),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
refused = _metric(
    *(Counter, "refused_requests", "Requests that the web server refused before anything else saw them."),
    {"status": ("408", "411", "431", "503")},
)
POOLS = ("readers", "probes")
threads = _metric(Gauge, "threads", "Threads that answer.", {"pool": POOLS})
threads_busy = _metric(Gauge, "threads_busy", "Threads that answer at the moment.", {"pool": POOLS})
waiting = _metric(Gauge, "requests_waiting", "Whole requests that wait for a thread.")
place_waits = _metric(
    *(Counter, "place_waits", "Waits for a place among those that do the same, and how they ended."),
    {"place": PLACES, "outcome": ("had", "refused")},
)
turn_waits = _metric(
    *(Counter, "turn_waits", "Waits for the writers' turn (a lock), and how they ended."),
    {"outcome": ("had", "refused_import_runs", "refused_too_many", "refused_too_long")},
)
beats = _metric(
    *(Gauge, "beside_beat_timestamp_seconds", "When a work of the process beside the site last went round."),
    {"work": WORKS},
)
messages = _metric(
    *(Counter, "alerts_messages", "Attempts to send a message to who follows a page."),
    {"way": ("mail", "webhook"), "outcome": ("sent", "failed", "given_up", "server_away")},
)
purges = _metric(Counter, "purges", "Purges that the edge was asked for.", {"outcome": ("done", "failed")})


def gauge(name, meaning, number, labels=None):
    """Return one metric of what is looked up; `labels`: (name, {value: number}) in place of `number`."""
    if labels is None:
        return GaugeMetricFamily(f"spacecoop_{name}", meaning, value=number)
    family = GaugeMetricFamily(f"spacecoop_{name}", meaning, labels=[labels[0]])
    for label, value in labels[1].items():
        family.add_metric([label], value)
    return family


def looked_up():
    """Return the metrics that each app looks up in the database. Cost: a few queries."""
    return [family for config in apps.get_app_configs() for family in getattr(config, "metrics", list)()]
