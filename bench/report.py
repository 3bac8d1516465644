"""Tell for bench/RESULTS.md what was measured: the ratios first, then the budgets missed and why, then all numbers."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench.misses import REASONS

RESULTS = Path(__file__).with_name("RESULTS.md")
FIXED_MS = 5
OF_SQL = 2
OF_EMPTY = 1.5
HEAVIEST = 100_000
LONGEST_PLAN, LONGEST_LINE = 16, 130

INTRODUCTION = """# Measurements

Made by `make bench`; `bench/measure.py` tells what is measured and how. Only ratios within one run mean anything:
**cold** (nothing kept) against twice the **SQL** that fetches the same rows plus 5 ms; **repeated** (from the cache)
and **conditional** (304) against an **empty** Django view behind the same middleware. A ratio up to 1.0, or 1.5 for a
repeated request, is within the budget; a greater one is **bold** and explained below.
"""


def report_of(runs):
    parts = [INTRODUCTION, *map(_ratios, runs), *map(_memory, runs), _misses(runs[-1])]
    return "\n".join([*parts, *map(_numbers, runs)])


def circumstances():
    """Return on what machine, when and of which code it is measured, in words."""
    revision = _run("git", "rev-parse", "--short", "HEAD")
    changed = _run("git", "status", "--porcelain", "--untracked-files=no", "--", ":!bench/RESULTS.md")
    processor = next(
        (line.split(": ")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), "?"
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, code {revision}{' with changes' if changed else ''}, "
        f"Python {platform.python_version()}, {os.cpu_count()} cores ({processor}), {memory:.0f} GB. "
        f"One worker process; load of the machine at the end {os.getloadavg()[1]:.1f}.\n"
    )


def _run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def _of_sql(result):
    return result["alone"]["cold"]["median"] / (OF_SQL * result["alone"]["sql"]["median"] + FIXED_MS)


def _of_empty(result, what, when="alone"):
    return result[when][what]["median"] / result[when]["empty"]["median"]


def _requests(run):
    return [result for result in run["results"] if not result.get("is_export")]


def _exports(run):
    return [result for result in run["results"] if result.get("is_export")]


def _table(head, rows):
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def _ratio(value, most):
    return f"**{value:.2f}**" if round(value, 2) > most else f"{value:.2f}"


def _ratios(run):
    rows = [
        [
            result["name"],
            _ratio(_of_sql(result), 1),
            _ratio(_of_empty(result, "repeated"), OF_EMPTY),
            f"{_of_empty(result, 'conditional'):.2f}",
            _ratio(_of_empty(result, "repeated", "at_once"), OF_EMPTY),
            f"{result['alone']['repeated']['median'] / result['alone']['file']['median']:.2f}",
            _queries(result),
            _weight(result),
        ]
        for result in _requests(run)
    ]
    head = ["", "cold / (2 SQL + 5 ms)", "repeated / empty", "304 / empty", "repeated / empty, 16 at once"]
    head += ["repeated / file", "queries", "kB on the wire"]
    return f"## Ratios with {run['number']:,} agreements\n\n{run['circumstances']}\n{_table(head, rows)}"


def _queries(result):
    allowed = result["most_queries"]
    return f"**{result['queries']}**" if allowed and result["queries"] > allowed else result["queries"]


def _weight(result):
    size = f"{result['bytes'] / 1000:.1f}"
    return f"**{size}**" if result["bytes"] > HEAVIEST else size


def _memory(run):
    rows = [
        [
            result["name"],
            f"{_of_sql(result):.2f}",
            f"{result['alone']['cold']['median'] / 1000:.2f}",
            f"{result['alone']['sql']['median'] / 1000:.2f}",
            f"{result['bytes'] / 1e6:.2f}",
            f"{result['memory']['before'] / 1000:.0f}",
            f"{result['memory']['peak'] / 1000:.0f}",
        ]
        for result in _exports(run)
    ]
    head = ["", "cold / (2 SQL + 5 ms)", "cold, s", "SQL, s", "MB", "memory before, MB", "peak, MB"]
    return f"## Exports of {run['number']:,} agreements, and the memory of the worker\n\n{_table(head, rows)}"


def _misses(run):
    missed = [result for result in _requests(run) if round(_of_sql(result), 2) > 1]
    met = len(_requests(run)) - len(missed)
    head = f"## Budgets missed with {run['number']:,} agreements\n\n"
    head += f"{met} of {len(_requests(run))} kinds of request are within twice their SQL and 5 ms.\n"
    return "\n".join([head, *map(_miss, missed)])


def _miss(result):
    cold, sql = result["alone"]["cold"]["median"], result["alone"]["sql"]["median"]
    lines = [line[:LONGEST_LINE] for line in result["plan"] if "Buffers" not in line or line.startswith("  Buffers")]
    left_out = f"\n… {len(lines) - LONGEST_PLAN} more lines" if len(lines) > LONGEST_PLAN else ""
    reason = REASONS.get(result["name"], "")
    plan = "\n".join(lines[:LONGEST_PLAN])
    told = (
        f"### {result['name'].capitalize()}\n\n{cold:.0f} ms against {OF_SQL * sql + FIXED_MS:.0f} ms allowed; "
        f"of one request {result['in_queries']:.0f} ms in its {result['queries']} queries. {reason}\n"
    )
    folded = (
        f"\n<details><summary>The plan of its slowest query</summary>\n\n```\n{plan}{left_out}\n```\n\n</details>\n"
    )
    return told + folded


def _numbers(run):
    parts = [f"## Milliseconds with {run['number']:,} agreements: median (95 %), number of samples\n"]
    for when, words in (("alone", "One request at a time"), ("at_once", "Sixteen at once")):
        kinds = ["cold", "sql", "repeated", "conditional", "empty", "file"]
        kinds = kinds if when == "alone" else ["cold", "repeated", "conditional", "empty"]
        rows = [[result["name"], *(_told(result[when].get(kind), when) for kind in kinds)] for result in _requests(run)]
        parts.append(f"### {words}\n\n{_table(['', *kinds], rows)}")
    return "\n".join(parts)


def _told(one, when):
    if one is None:
        return ""
    rate = f", {one['rate']:.0f}/s" if when == "at_once" else ""
    return f"{one['median']:.2f} ({one['p95']:.2f}){rate}, {one['samples']}"
