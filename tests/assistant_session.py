"""Write what an assistant asks and is answered into tests/fixtures/assistant_session.yaml.

`python -m tests.assistant_session`; like the examples of the API it asks the site of this checkout's database, so load
the published knowledge base into an empty one first.
"""

import json
import os
import sys
from pathlib import Path

import yaml

PATH = Path(__file__).with_name("fixtures") / "assistant_session.yaml"
# What differs from one load of the data to the next.
PASSING = ("revision", "as_of")


def session():
    """Return [{"tool", "arguments", "answer"}] as they were recorded."""
    return yaml.load(PATH.read_text(encoding="utf-8"), yaml.CSafeLoader)


def answer_of(client, call):
    """Return what a tool answers to the recorded arguments, asked over HTTP with a test client."""
    asked = {"name": call["tool"], "arguments": call["arguments"]}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asked}
    headers = {"host": "localhost", "accept": "application/json, text/event-stream"}
    response = client.post("/mcp", json.dumps(message), "application/json", headers=headers)
    told = response.json()["result"]["structuredContent"]
    for name in PASSING:
        told.get("coverage", {}).pop(name, None)
    return told


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spacecoop.settings")
    import django

    django.setup()
    from django.test import Client

    calls = [{**call, "answer": answer_of(Client(), call)} for call in session()]
    PATH.write_text(yaml.safe_dump(calls, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")
    sys.stdout.write(f"{PATH}: {len(calls)} calls\n")
