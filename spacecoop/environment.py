"""Settings read from the environment: each is what it should be, or a sentence says what to set."""

import re
from ipaddress import ip_network
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def boolean(name, default):
    """Read a yes-or-no setting; say what to set when it is neither."""
    text = env.str(name, str(default)).strip().lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} is {text!r}: set it to true or false.")


def seconds(name, default, zero="no limit"):
    """Read a setting that is a whole number of seconds; `zero`: what 0 is for."""
    text = env.str(name, str(default)).strip()
    if text.isascii() and text.isdigit() and len(text) < 6:
        return int(text)
    raise ImproperlyConfigured(f"{name} is {text!r}: set it to a whole number of seconds, or to 0 for {zero}.")


def rate(name, default):
    """Read “600/min” as (600, 60)."""
    text = env.str(name, default).strip()
    found = re.fullmatch(r"([1-9]\d{0,8})/(s|sec|second|m|min|minute|h|hour|d|day)", text)
    if not found:
        raise ImproperlyConfigured(f"{name} is {text!r}: set it to a number and a time, such as 600/min.")
    return int(found[1]), {"s": 1, "m": 60, "h": 3600, "d": 86_400}[found[2][0]]


def choice(name, *choices):
    """Read a setting that is empty or one of a few words."""
    text = env.str(name, "").strip()
    if text in ("", *choices):
        return text
    raise ImproperlyConfigured(f"{name} is {text!r}: set it to {' or '.join(choices)}, or leave it empty.")


def address_read(name, read, address, example):
    """Return what `read` makes of a setting that is an address."""
    try:
        for host in urlsplit(address).netloc.rpartition("@")[2].split(","):
            urlsplit(f"//{host}").port  # noqa: B018 - it raises where that is no number
        return read(address)
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} cannot be read ({error}): set it to one such as {example}.") from None


def networks(name, default):
    """Read a setting that is addresses or networks, separated by commas."""
    texts = [text.strip() for text in env.str(name, default).split(",") if text.strip()]
    try:
        return [ip_network(text, strict=False) for text in texts]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read ({error}): set it to addresses or networks, such as 127.0.0.1,10.0.0.0/8."
        ) from None


def token(name):
    """Read a setting that is a secret; a short one could be guessed."""
    text = env.str(name, "").strip()
    if text and not re.fullmatch(r"[!-~]{20,}", text):
        raise ImproperlyConfigured(f"{name} is no secret: set it to 20 letters, digits or signs, or more, or unset it.")
    return text


def header(name):
    """Read a setting that is one header of a request as (name, value), () where it is empty."""
    text = env.str(name, "").strip()
    found = re.fullmatch(r"([A-Za-z0-9-]+):\s*([ -~]+)", text)
    if text and not found:
        raise ImproperlyConfigured(f"{name} is no header: set it to one such as Authorization: Bearer …, or unset it.")
    return found.groups() if found else ()
