"""What the sources that are here tell of the next one from the same host: its publisher and its kind."""

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from agreements.models import Source

_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/[^/]+/(?P<address>https?://.+)", re.IGNORECASE)


def known_of_host(address: str) -> dict[str, str | int]:
    """Return {host, sources, publisher, kind} by the sources from the host of an address; {} where there are none.

    `sources`: how many they are; `publisher`, `kind`: what more than half of them have, else empty. An archived page is
    of the host that it was copied from. Cost: a query.
    """
    host = _host_of(address)
    if not host:
        return {}
    from_there = rf"^https?://(?:[^/]*/web/[^/]+/https?://)?(?:www\.)?{re.escape(host)}(?:[:/?#]|$)"
    rows = list(Source.objects.filter(address__iregex=from_there).values_list("publisher", "kind"))
    if not rows:
        return {}
    publisher, kind = (_usual(values) for values in zip(*rows, strict=True))
    return {"host": host, "sources": len(rows), "publisher": publisher, "kind": kind}


def _host_of(address: str) -> str:
    """Return the host of an address without its “www.”; empty for what is no address."""
    archived = _ARCHIVED.fullmatch(address)
    try:
        return (urlsplit(archived["address"] if archived else address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _usual(values: Sequence[str]) -> str:
    ((value, number),) = Counter(values).most_common(1)
    return value if 2 * number > len(values) else ""
