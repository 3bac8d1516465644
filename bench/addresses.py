"""All addresses of the site, as the URL configuration has them: a new one is among them by itself."""

import re
from dataclasses import dataclass

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

_CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")
_NAMED = re.compile(r"\(\?P<(\w+)>")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a path that stands for something: its name, and the pattern of what it may be."""

    name: str
    pattern: str

    def fits(self, text):
        return re.fullmatch(self.pattern, text) is not None


@dataclass(frozen=True, slots=True)
class Address:
    """An address: its name with those of its namespaces, "" for none, and its path of texts and Parts."""

    name: str
    path: tuple

    @property
    def beginning(self):
        """Its path up to the first part that stands for something."""
        return self.path[0] if self.path and isinstance(self.path[0], str) else ""


def addresses(patterns=None, before=(), namespaces=()):
    """Yield every Address, in the order in which the site looks for them."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + tuple(_path_of(pattern.pattern))
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from addresses(pattern.url_patterns, path, inner)
        else:
            yield Address(":".join((*namespaces, pattern.name)) if pattern.name else "", _joined(path))


def _path_of(pattern):
    """Return the texts and Parts of a pattern; a language has none, since the original has no prefix."""
    if isinstance(pattern, LocalePrefixPattern):
        return []
    if isinstance(pattern, RoutePattern):
        pieces = _CONVERTED.split(str(pattern))
        parts = [Part(name, pattern.converters[name].regex) for name in pieces[1::2]]
    else:
        pieces, parts = _split(str(pattern))
    texts = pieces[::2]
    return [texts[0], *(piece for pair in zip(parts, texts[1:], strict=True) for piece in pair)]


def _split(expression):
    """Return the texts of an expression with the names of its groups between them, and the Parts."""
    pieces, parts = [], []
    while named := _NAMED.search(expression):
        end = _end_of_group(expression, named.end())
        parts.append(Part(named[1], expression[named.end() : end]))
        pieces += [_text_of(expression[: named.start()]), named[1]]
        expression = expression[end + 1 :]
    return [*pieces, _text_of(expression)], parts


def _end_of_group(expression, place):
    depth = 1
    while True:
        if expression[place] == "\\":
            place += 1
        elif expression[place] in "()":
            depth += 1 if expression[place] == "(" else -1
            if not depth:
                return place
        place += 1


def _text_of(expression):
    """Return a text that fits an expression without groups that have a name."""
    plain = re.sub(r"\(\?:([^|()]*)\|?[^()]*\)", r"\1", expression)
    return re.sub(r"\\(.)", r"\1", re.sub(r"\^|\$|\\Z|\?", "", plain))


def _joined(path):
    """Return a path with its texts joined, none of them empty."""
    joined = []
    for piece in path:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece != "":
            joined.append(piece)
    if not joined or not isinstance(joined[0], str):
        joined.insert(0, "")
    return ("/" + joined[0], *joined[1:])
