"""Tell for bench/RESULTS.md what was measured: the table of budgets at each size, then growth, then circumstances."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench.misses import REASONS

RESULTS = Path(__file__).with_name("RESULTS.md")
GROWTH = 1.5
VERDICTS = {True: "met", False: "**missed**", None: ""}

SIZE = """
SELECT pg_database_size(current_database()) - sum(pg_total_relation_size(oid)) FROM pg_class
WHERE relnamespace = 'bare'::regnamespace AND relkind = 'r'
"""
INTRODUCTION = """# Measurements

Made by `make bench`; `bench/measure.py` tells what is measured and how. **Ours** is the median of the site that keeps
nothing, over HTTP, pages compressed as browsers ask for them. **Limit** is the bare limit, asked by turns with it over
the same web server: hand-written SQL over flat tables of the same PostgreSQL, orjson, no framework; its answers are
the same, to the letter but for search, which it ranks as PostgreSQL does. **At once**: answers a second to sixteen who
ask together. Only ratios within one run mean much; load says how busy the machine was.
"""


def report_of(runs):
    parts = [INTRODUCTION, *map(_results, runs)]
    if len(runs) > 1:
        parts.append(_growth(runs[0], runs[-1]))
    parts += [_misses(runs[-1]), "## Circumstances\n", *map(_circumstances, runs)]
    return "\n".join(parts)


def circumstances(database):
    """Return on what machine, when and of which code it is measured, in words."""
    revision = _run("git", "rev-parse", "--short", "HEAD")
    changed = _run("git", "status", "--porcelain", "--untracked-files=no", "--", ":!bench/RESULTS.md")
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.split(": ")[1] for line in lines if "model name" in line), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    (size,) = database.execute(SIZE).fetchone()
    (server,) = database.execute("SHOW server_version").fetchone()
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, code {revision}{' with changes' if changed else ''}, "
        f"Python {platform.python_version()}, PostgreSQL {server.split()[0]} for all alike, {os.cpu_count()} cores "
        f"({processor}), {memory:.0f} GB; load of the machine over the last 15 minutes {os.getloadavg()[2]:.1f}. "
        f"Two workers for each server. Database {float(size) / 1e6:,.0f} MB without the tables of the limit."
    )


def _run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def _table(head, rows):
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"


def _results(run):
    judged = [one for one in run["rows"] if one["is_met"] is not None]
    met = sum(one["is_met"] for one in judged)
    head = ["", "ours", "95 %", "limit or other", "ratio", "budget", "allowed", "", "at once", "limit at once", ""]
    table = _table(head, [_line(one) for one in run["rows"]])
    left_out = "".join(f"\nLeft out: {name} ({why})." for name, why in run["left_out"].items())
    return f"## {run['number']:,} agreements\n\n{met} of {len(judged)} budgets are met.\n\n{table}{left_out}"


def _line(one):
    unit, other = one.get("unit", "ms"), one.get("other")
    return [
        one["name"],
        _told(one["ours"], unit),
        _told(one.get("p95"), unit),
        _told(other, unit) + (f" ({one['by']})" if other and one["by"] not in ("limit", "empty view") else ""),
        f"{one['ours'] / other:.2f}" if other else "",
        one["budget"],
        _told(one["allowed"], unit),
        VERDICTS[one["is_met"]],
        *(f"{one[name]:.0f}/s" if one.get(name) else "" for name in ("at_once", "other_at_once")),
        one.get("note", ""),
    ]


def _told(value, unit):
    if value is None:
        return ""
    if unit == "ms" and value >= 10_000:
        value, unit = value / 1000, "s"
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f} {unit}"


def _growth(first, last):
    """Tell how much longer each operation takes with more data, but for those that give all there is."""
    before = {one["name"]: one for one in first["rows"]}
    rows = []
    for one in last["rows"]:
        if one["name"] in before and one.get("growth"):
            small, great = before[one["name"]]["ours"], one["ours"]
            is_met = round(great / small, 2) <= GROWTH if one["growth"] == "bounded" else None
            rows.append([one["name"], _told(small, "ms"), _told(great, "ms"), f"{great / small:.2f}", VERDICTS[is_met]])
    head = ["", f"{first['number']:,}", f"{last['number']:,}", "growth", f"at most {GROWTH}"]
    return f"## Growth\n\n{_table(head, rows)}"


def _misses(run):
    missed = [one["name"] for one in run["rows"] if one["is_met"] is False]
    told = "".join(f"- {name}: {REASONS.get(name, 'not explained yet.')}\n" for name in missed)
    return f"## Missed with {run['number']:,} agreements\n\n{told or 'None.'}"


def _circumstances(run):
    return f"- {run['number']:,} agreements: {run['circumstances']}"
