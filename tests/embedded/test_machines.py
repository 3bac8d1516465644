"""The protocol's own client asks a running site over HTTP, and the command over standard input and output."""

import asyncio
import signal
import sys

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from opendata.mcp.tools import TOOLS

from .site import CHECKOUT, Site

ARGUMENTS = {"agreement": "belgium-russia-2000", "day": "2022-03-01"}


@pytest.fixture(scope="module")
def site(lasting_home):
    site = Site(lasting_home, SPACECOOP_THROWAWAY="")
    site.start()
    yield site
    site.end(signal.SIGINT)


def servers(site):
    command = StdioServerParameters(
        command=sys.executable,
        args=["manage.py", "mcp", "--site", "https://example.org"],
        cwd=CHECKOUT,
        env=site.environment,
    )
    return {"http": f"http://127.0.0.1:{site.port}/mcp", "stdio": command}


async def converse(server, mode):
    """Return what the client learns: version, tools, an answer, and a refusal."""
    async with Client(server, mode=mode) as client:
        tools = (await client.list_tools()).tools
        answer = await client.call_tool("status_on", ARGUMENTS)
        refusal = await client.call_tool("status_on", {"agreement": "belgium-rusia-2000"})
        return client.protocol_version, tools, answer, refusal


@pytest.mark.many
@pytest.mark.parametrize(
    ("mode", "version"), [("auto", "2026-07-28"), pytest.param("legacy", "2025-11-25", marks=pytest.mark.thorough)]
)
@pytest.mark.parametrize(("way", "address"), [("http", "http://127.0.0.1:{port}"), ("stdio", "https://example.org")])
def test_the_client_gets_tools_answers_and_refusals(site, way, address, mode, version):
    spoken, tools, answer, refusal = asyncio.run(converse(servers(site)[way], mode))
    assert spoken == version
    assert [tool.name for tool in tools] == list(TOOLS)
    assert not answer.is_error
    told = answer.structured_content
    assert told["result"]["status"]["code"] == "signed"
    assert told["result"]["html_url"] == f"{address.format(port=site.port)}/agreements/belgium-russia-2000/"
    assert "belspo-bilateral-cooperation" in told["sources"]
    assert refusal.is_error
    assert "Did you mean “belgium-russia-2000”?" in refusal.structured_content["error"]
