"""The host and port by which the site calls itself in its answers, whatever a visitor's `Host` header says."""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase

from spacecoop.headers import is_open


class HostMiddleware:
    """Call the site by its own host and port in what answers a question; it stands before kept answers.

    What is posted to a page keeps its header, which is compared with where the browser says that the form came from;
    what is posted to programs only asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD") or is_open(request.path):
            with suppress(DisallowedHost):  # which CommonMiddleware refuses
                request.META["HTTP_HOST"] = own_host(request)
        return self.get_response(request)


def lasting_name() -> str:
    """Return the name of the site in what names things for ever: its public host, whichever one was asked."""
    return split_domain_port(settings.PUBLIC_HOST)[0] or "spacecoop"


def own_host(request: HttpRequest) -> str:
    """Return the public host, else the allowed one that was asked; with the listening port where any was asked.

    Raises: DisallowedHost.
    """
    name, port = split_domain_port(request.get_host())
    host = settings.PUBLIC_HOST or name
    if not port or settings.BEHIND_PROXY or split_domain_port(host)[1]:
        return host
    return f"{host}:{request.get_port()}"
