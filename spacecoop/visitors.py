"""Whose request it is: the address that limits count by."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

from spacecoop.memory import keep

FORWARDED = re.compile(rb"^x-forwarded-for:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)


def visitor_of(request: HttpRequest) -> str:
    """Return the network of whoever asks: behind a proxy what that added last, else who is connected to us.

    What stands further left in `X-Forwarded-For` is whatever the visitor said.
    """
    claimed = _claimed(request) if settings.BEHIND_PROXY else ""
    return network_of(_last(claimed)) or network_of(request.META.get("REMOTE_ADDR", ""))


def address_of(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Return the address itself of whoever asks; None where that cannot be known.

    It cannot where somebody else passes on the question and we are not told to believe that one.
    """
    claimed = _claimed(request)
    if claimed and not settings.BEHIND_PROXY:
        return None
    try:
        return ip_address(_last(claimed) if claimed else request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None


def _claimed(request: HttpRequest) -> str:
    claimed: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return claimed


def forwarded_for(head: bytes) -> str:
    """Return the same of the head of a request as it came, "" where a proxy added nothing."""
    claims = FORWARDED.findall(head)
    return network_of(_last(claims[-1].decode("ascii", "replace"))) if claims else ""


@keep(1024)
def network_of(text: str) -> str:
    """Return an address as limits know it, "" for what is none.

    A household or a machine has at least a /64 of IPv6 and may choose among its addresses.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return text


def _last(claimed: str) -> str:
    return claimed.rpartition(",")[2].strip()
