"""One exchange of the protocol over HTTP: a request is handed to the library's ASGI application and its answer taken.

There are no sessions and no streams: each request is answered by one JSON document, as the protocol allows, and no
thread waits for a client.
"""

from asgiref.sync import async_to_sync
from django.http import HttpResponse
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from opendata.mcp.server import server_for


def exchange(request, site):
    """Return the response to a request of Django. Cost: an event loop of its own, some milliseconds."""
    return async_to_sync(_exchange)(_scope(request), request.body, site)


async def _exchange(scope, body, site):
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    manager = StreamableHTTPSessionManager(server_for(site), json_response=True, stateless=True)
    async with manager.run():
        await manager.handle_request(scope, receive, send)
    start, *bodies = sent
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]}
    headers.pop("content-length", None)
    content = b"".join(part.get("body", b"") for part in bodies)
    media_type = headers.pop("content-type", "text/plain; charset=utf-8")
    return HttpResponse(content, content_type=media_type, status=start["status"], headers=headers)


def _scope(request):
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.items()]
    return {
        "type": "http",
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
    }
