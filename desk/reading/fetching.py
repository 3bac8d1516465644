"""Fetch one document from the web, as a visitor of our server could be made to ask for anything: guarded.

Only http and https, only addresses that are public on the internet, asked anew after each redirect and held to while
the connection is made, so that a name cannot lead elsewhere in between; 15 seconds and 10 MB in all.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from desk.reading.documents import LARGEST

SECONDS = 15
MOST_REDIRECTS = 5
PIECE = 65_536
USER_AGENT = "spacecoop (a curator reads this page)"


class NotFetched(ValueError):
    """A document that could not be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `address` is where it was found in the end, `kind` its media type."""

    content: bytes
    address: str
    kind: str


def fetch(address):
    """Return what is at `address`.

    Raises: NotFetched.
    """
    return _followed(address, "GET", _fetched)


def probe(address):
    """Ask whether an address leads anywhere: for its head alone, or for all of it where a server refuses that.

    Raises: NotFetched.
    """
    try:
        _followed(address, "HEAD", lambda *_: None)
    except NotFetched:
        _followed(address, "GET", lambda *_: None)


def _followed(address, method, take):
    """Follow an address to where it leads, and return what `take` makes of the response there."""
    deadline = time.monotonic() + SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        try:
            with _asked(address, method, deadline) as response:
                if response.status in (301, 302, 303, 307, 308) and (location := response.headers.get("Location")):
                    address = urljoin(address, location)
                    continue
                if response.status != 200:
                    raise NotFetched(f"The server answered {response.status} {response.reason}: is the address right?")
                return take(response, address, deadline)
        except TimeoutError as error:
            raise NotFetched(f"The server did not answer in {SECONDS} seconds.") from error
        except ssl.SSLError as error:
            raise NotFetched("Its certificate is not valid: open it in your browser and paste the text.") from error
        except (OSError, http.client.HTTPException) as error:
            raise NotFetched("The connection failed: try again, or paste the text.") from error
    raise NotFetched("It leads from one address to the next without end.")


def is_public(ip):
    """Tell whether an IP address is one on the internet: not of this machine, its network or some other purpose."""
    ip = ipaddress.ip_address(ip)
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast and not getattr(ip, "sixtofour", None)


def _asked(address, method, deadline):
    """Open the address and return its response, of which nothing is read yet."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotFetched("An address begins with http:// or https://.")
    if parts.username or parts.password:
        raise NotFetched("An address with a name and password in it is not asked for.")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise NotFetched("This is no address on the web.") from error
    connection = _connection(parts.scheme, host, port, _public_ip(host, port), deadline)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, target, headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
        return _Closing(connection, connection.getresponse())
    except UnicodeError as error:
        connection.close()
        raise NotFetched("The address has letters that must be written as %…: copy it from your browser.") from error
    except BaseException:
        connection.close()
        raise


def _public_ip(host, port):
    try:
        found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (socket.gaierror, UnicodeError) as error:
        raise NotFetched(f"There is no server called {host}.") from error
    if not found or not all(is_public(ip) for ip in found):
        raise NotFetched("This address is not on the public internet; such are not asked for.")
    return found[0]


def _connection(scheme, host, port, ip, deadline):
    """Return a connection to `ip` that speaks to it as `host`."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    options = {"context": ssl.create_default_context()} if scheme == "https" else {}
    connection = kind(host, port, timeout=left, **options)
    connection._create_connection = lambda _, timeout, source: socket.create_connection((ip, port), timeout, source)
    return connection


class _Closing:
    """A response that closes its connection when it is done with."""

    def __init__(self, connection, response):
        self.connection = connection
        self.response = response

    def __enter__(self):
        return self.response

    def __exit__(self, *reason):
        self.connection.close()


def _fetched(response, address, deadline):
    return Fetched(_content(response, deadline), address, response.headers.get("Content-Type", ""))


def _content(response, deadline):
    """Read the body piece by piece, within the time and the size that are allowed."""
    content = bytearray()
    while piece := response.read1(PIECE):
        content += piece
        if len(content) > LARGEST:
            raise NotFetched("It has more than 10 MB: save the part that counts, or paste its text.")
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(content)
