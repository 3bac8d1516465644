"""Fetch one document from the web, or post to it, as a visitor could make our server ask for anything: guarded.

Only http and https, only addresses that are public on the internet, asked anew after each redirect and held to while
the connection is made, so that a name cannot lead elsewhere in between; 15 seconds and 10 MB in all. What answers is
foreign: it is spoken with in the sandbox.
"""

import http.client
import ipaddress
import json
import signal
import socket
import ssl
import subprocess
from base64 import b64decode, b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from tempfile import TemporaryFile
from urllib.parse import urljoin, urlsplit

from desk.sandbox import Limits, NotReadable, answers

LARGEST = 10 * 1024 * 1024
SECONDS = 15
# The system may look for a name for longer than it can be told to, and a head that is refused is asked for again.
LIMITS = Limits(silence=2 * SECONDS + 10)
MOST_REDIRECTS = 5
PIECE = 65_536
USER_AGENT = "spacecoop (an editor reads this page)"


# Unicast on the internet is all in here (IANA), and what is not so of it stands below or is not “global” by itself.
UNICAST = IPv6Network("2000::/3")
# Tunnels to an IPv4 address of any kind, what protocols need among themselves, and examples.
NOT_PUBLIC = [
    *map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")),
    *map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")),
]
TRANSLATED = IPv6Network("64:ff9b::/96")  # an IPv4 address, as networks without IPv4 write it


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `address` is where it was found in the end, `kind` its media type."""

    content: bytes
    address: str
    kind: str


def fetch(address):
    """Return what is at `address`. Cost: a process of its own. Raises: NotReadable."""
    [[content, found, kind]] = _spoken("fetched", address)
    return Fetched(b64decode(content), found, kind)


def probe(address):
    """Ask whether an address leads anywhere: for its head alone, or for all of it where a server refuses that.

    Cost: a process of its own. Raises: NotReadable.
    """
    list(_spoken("probed", address))


def post(address, body, headers, *, may_be_private=False):
    """Post `body`, bytes, once and follow no redirect; return the status of the answer, of which no more is read.

    `may_be_private`: whether the address need not be a public one. Cost: a process of its own. Raises: NotReadable.
    """
    told = {"address": address, "body": body.decode(), "headers": headers, "may_be_private": may_be_private}
    with TemporaryFile() as file:  # no argument of a command, which everybody on the machine can read
        file.write(json.dumps(told).encode())
        file.seek(0)
        [[status]] = answers(f"{__name__}:posted", file, instead="try another address", limits=LIMITS)
    return status


def _spoken(task, address):
    task = f"{__name__}:{task}"
    return answers(
        task, subprocess.DEVNULL, address, instead="open it in your browser and paste its text", limits=LIMITS
    )


def fetched(_, address):
    """Yield (content in base64, where it was found, its media type) of an address; a task of the sandbox."""
    content, found, kind = _followed(address, "GET", _content)
    yield b64encode(content).decode(), found, kind


def probed(_, address):
    """Yield nothing, or raise NotReadable; a task of the sandbox."""
    try:
        _followed(address, "HEAD", lambda _: None)
    except NotReadable:
        _followed(address, "GET", lambda _: None)
    yield from ()


def posted(file):
    """Yield the status of the answer to what `file` tells to post; a task of the sandbox."""
    told = json.load(file)
    asked = told["address"], "POST", told["body"].encode(), told["headers"], told["may_be_private"]
    with _in_time(), _asked(*asked) as response:
        status = response.status
    yield (status,)


def _followed(address, method, take):
    """Follow an address to where it leads; return (what `take` makes of the response, the address, its media type)."""
    with _in_time():
        for _ in range(MOST_REDIRECTS + 1):
            with _asked(address, method) as response:
                if response.status in (301, 302, 303, 307, 308) and (location := response.headers.get("Location")):
                    address = urljoin(address, location)
                    continue
                if response.status != 200:
                    told = f"{response.status} {response.reason}"[:100]
                    raise NotReadable(f"The server answered {told}. Check the URL.")
                return take(response), address, response.headers.get("Content-Type", "")[:200]
    raise NotReadable("The page redirects without end. Open it in your browser and paste its text.")


@contextmanager
def _in_time():
    """Let nothing take longer than SECONDS inside, and say in one sentence what fails. Raises: NotReadable."""
    try:
        with _deadline():
            yield
    except TimeoutError as error:
        raise NotReadable(
            f"The server did not answer within {SECONDS} seconds. Try again, or paste the text."
        ) from error
    except ssl.SSLError as error:
        raise NotReadable(
            "The certificate of the server is not valid. Open the page in your browser and paste its text."
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise NotReadable("The connection failed. Try again, or paste the text.") from error


@contextmanager
def _deadline():
    """Raise a TimeoutError inside after SECONDS, whatever comes meanwhile: a head, a trailer, a “100 Continue”."""

    def end(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def is_public(ip):
    """Tell whether an IP address is one on the internet: not of this machine, its network or some other purpose."""
    ip = ipaddress.ip_address(ip)
    if ip in TRANSLATED:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.version == 6 and ip not in UNICAST:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or any(ip in network for network in NOT_PUBLIC))


def _asked(address, method, body=None, headers=None, may_be_private=False):
    """Open the address and return its response, of which nothing is read yet."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotReadable("A URL begins with http:// or https://.")
    if parts.username or parts.password:
        raise NotReadable("The URL contains a user name and password. Remove them.")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise NotReadable("This is not a web address.") from error
    connection = _connection(parts.scheme, host, port, _ip(host, port, may_be_private))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        told = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **(headers or {})}
        connection.request(method, target, body, told)
        return _Closing(connection, connection.getresponse())
    except UnicodeError as error:
        connection.close()
        raise NotReadable("The URL contains letters that must be written as %…. Copy it from your browser.") from error
    except BaseException:
        connection.close()
        raise


def _ip(host, port, may_be_private):
    try:
        found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (socket.gaierror, UnicodeError) as error:
        raise NotReadable(f"There is no server called {host}.") from error
    if not found or not (may_be_private or all(is_public(ip) for ip in found)):
        raise NotReadable("This URL is not on the public internet. Paste the text instead.")
    return found[0]


def _connection(scheme, host, port, ip):
    """Return a connection to `ip` that speaks to it as `host`."""
    kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    options = {"context": ssl.create_default_context()} if scheme == "https" else {}
    connection = kind(host, port, timeout=SECONDS, **options)
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


def _content(response):
    """Read the body piece by piece, within the size that is allowed."""
    content = bytearray()
    while piece := response.read1(PIECE):
        content += piece
        if len(content) > LARGEST:
            raise NotReadable("The page has more than 10 MB. Save the relevant part, or paste its text.")
    return bytes(content)
