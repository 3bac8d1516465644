"""Messages that are nearly understood, where programs post: names to match, calls of an assistant."""

import json
from urllib.parse import urlencode

from opendata.mcp.tools import TOOLS
from tests.embedded.malformed.values import RIGHT, TEXTS, THINGS

FORM, JSON = b"application/x-www-form-urlencoded", b"application/json"
MATCHED = [{"name": "CNES", "kind": "agency", "country": "FR"}, {"name": "ISA"}]
RECONCILED = {
    "queries": {"q0": {"query": "CNES", "type": "agency", "limit": 3, "properties": [{"pid": "country", "v": "FR"}]}},
    "extend": {"ids": ["agencies/cnes"], "properties": [{"id": "country", "settings": {"limit": 1}}]},
}
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "a test", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}
ACCEPT = (b"Accept", b"application/json, text/event-stream")


def message(random, parameters, slugs):
    """Return the path, the body, its media type and further headers of one message.

    `parameters`: names of filters; `slugs`: what records are called.
    """
    where = random.choice(["match", "reconcile", "mcp", "mcp"])
    if where == "match":
        return b"/api/v1/match/", as_json(changed(MATCHED, random)), JSON, []
    if where == "reconcile":
        name = random.choice(list(RECONCILED))
        return b"/reconcile/", urlencode({name: as_json(changed(RECONCILED[name], random))}).encode(), FORM, []
    called, headers = _call(random, parameters, slugs)
    return b"/mcp", as_json(changed(called, random) if random.random() < 0.5 else called), JSON, [ACCEPT, *headers]


def _call(random, parameters, slugs):
    tool = random.choice(list(TOOLS.values()))
    properties = list(tool.schema()["properties"])
    some = random.sample(properties, random.randint(0, min(3, len(properties))))
    given = {name: _argument(random, name, parameters, slugs) for name in some}
    method = random.choice(["tools/call", "tools/call", "tools/call", "initialize", "tools/list", "ping", "x"])
    told = {"name": tool.name, "arguments": given}
    headers = []
    if random.random() < 0.5:  # the version without a handshake
        told["_meta"] = META
        headers = [(b"MCP-Protocol-Version", b"2026-07-28"), (b"MCP-Method", method.encode())]
        headers += [(b"MCP-Name", tool.name.encode())] if method == "tools/call" else []
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": told}, headers


def _argument(random, name, parameters, slugs):
    if name == "filters":
        return {each: _word(random, slugs) for each in random.sample(list(parameters), 3)}
    return _word(random, slugs)


def _word(random, slugs):
    if random.random() < 0.3:
        return random.choice(THINGS)
    words = [*TEXTS, *RIGHT, *(slug.encode() for slug in slugs[:200])]
    return random.choice(words).decode(errors="surrogateescape")


def changed(thing, random):
    """Return something of JSON with one of its parts replaced by another thing, left out or added."""
    if random.random() < 0.3 or not thing or not isinstance(thing, dict | list):
        return random.choice(THINGS)
    key = random.choice(list(thing) if isinstance(thing, dict) else range(len(thing)))
    made = thing.copy()
    how = random.random()
    if how < 0.1:
        del made[key]
    elif how < 0.2 and isinstance(made, dict):
        made[random.choice(["", "x", "id", "limit", "\0", "type"])] = random.choice(THINGS)
    elif how < 0.2:
        made.extend(made * 60)
    else:
        made[key] = changed(made[key], random)
    return made


def as_json(thing):
    """Return it as JSON, of half of them in ASCII alone."""
    return json.dumps(thing, ensure_ascii=bool(len(str(thing)) % 2)).encode(errors="surrogatepass")
