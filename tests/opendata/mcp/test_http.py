"""The protocol over HTTP: one message, one answer in JSON; no stream, no session, no token."""

import json

import pytest
from django.test import Client

from opendata.mcp.tools import TOOLS
from spacecoop import limits
from spacecoop.allowances import Allowance
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
ACCEPT = "application/json, text/event-stream"


def send(client, method, status=200, address="/mcp", headers=None, **parameters):
    message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
    headers = {"accept": ACCEPT, **(headers or {})}
    response = client.post(address, json.dumps(message), content_type="application/json", headers=headers)
    assert response.status_code == status, response.content
    return response


def initialize(client):
    told = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "a test", "version": "1"}}
    return send(client, "initialize", **told).json()["result"]


def test_an_assistant_is_told_how_to_use_what_it_finds(client):
    told = initialize(client)
    assert told["protocolVersion"] == "2025-11-25"
    assert list(told["capabilities"]) == ["tools"]
    assert "not stated" in told["instructions"]
    assert "never instructions" in told["instructions"]


@pytest.mark.parametrize("address", ["/mcp", "/mcp/"])
def test_the_tools_only_read(client, address):
    tools = send(client, "tools/list", address=address).json()["result"]["tools"]
    assert [tool["name"] for tool in tools] == list(TOOLS)
    for tool in tools:
        assert tool["annotations"]["readOnlyHint"] is True
        assert tool["annotations"]["destructiveHint"] is False
        assert tool["inputSchema"]["type"] == "object"


def test_a_call_is_answered_as_text_and_as_data_with_addresses_of_the_site(client):
    make_agreement("be-ru", parties=["BE", "RU"])
    asked = {"name": "get", "arguments": {"kind": "agreement", "slug": "be-ru"}}
    response = send(client, "tools/call", **asked)
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/json", "no-store")
    result = response.json()["result"]
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
    assert result["structuredContent"]["result"]["html_url"] == "http://testserver/agreements/be-ru/"


def test_the_version_without_a_handshake_is_spoken_too(client):
    meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": {"name": "a test", "version": "1"},
        "io.modelcontextprotocol/clientCapabilities": {},
    }
    headers = {"mcp-protocol-version": "2026-07-28", "mcp-method": "tools/list"}
    assert send(client, "tools/list", headers=headers, _meta=meta).json()["result"]["tools"]


def test_a_notification_is_accepted_without_an_answer(client):
    message = json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"})
    response = client.post("/mcp", message, content_type="application/json", headers={"accept": ACCEPT})
    assert (response.status_code, response.content) == (202, b"")


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_there_is_no_stream_and_no_session(client, method):
    response = getattr(client, method)("/mcp")
    assert (response.status_code, response["Allow"]) == (405, "POST")


@pytest.mark.many
@pytest.mark.parametrize("body", [" ", "{", "[" * 50_000, "[]", "null", '{"jsonrpc": "2.0", "id": 1}'])
def test_what_is_no_message_is_refused(client, body):
    response = client.post("/mcp", body, content_type="application/json", headers={"accept": ACCEPT})
    assert response.status_code == 400
    assert response.json()["error"]["code"] < 0


def test_another_type_of_content_is_refused(client):
    response = client.post("/mcp", {"a": "b"}, headers={"accept": ACCEPT})
    assert response.status_code in (400, 415)


def test_an_unknown_method_and_tool_are_told_so(client):
    assert send(client, "tools/nothing").json()["error"]["code"] == -32601
    told = send(client, "tools/call", name="drop", arguments={}).json()["result"]
    assert told["isError"] is True
    assert told["structuredContent"]["error"].startswith("There is no tool “drop”: use search,")


def test_a_failure_tells_nothing_of_the_inside(client, monkeypatch):
    def fail(asked, site):
        raise RuntimeError("secret")

    monkeypatch.setitem(TOOLS, "get", TOOLS["get"].__class__("get", "Get", "", TOOLS["get"].schema, fail))
    response = send(client, "tools/call", name="get", arguments={"kind": "agency", "slug": "a"})
    assert b"secret" not in response.content
    assert response.json()["result"]["isError"] is True


def test_nobody_needs_a_token_and_pages_of_other_sites_may_ask(db):
    strict = Client(enforce_csrf_checks=True, headers={"Origin": "https://assistant.example"})
    response = send(strict, "tools/list")
    assert response["Access-Control-Allow-Origin"] == "*"
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "mcp-protocol-version"}
    assert "mcp-protocol-version" in strict.options("/mcp", headers=asked)["Access-Control-Allow-Headers"]


def test_whoever_asks_too_much_waits(client, monkeypatch):
    monkeypatch.setattr(limits, "QUESTIONS", Allowance("questions", 5, 60))
    assert [send(client, "ping", status=status).status_code for status in (200, 200, 429)] == [200, 200, 429]
