"""Requests that no browser would send: wrong in the path, the query, a header, the frame or the body.

Each comes of a seed and its number alone, as long as the site has the same records, so that one can be sent again.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from django.forms import BaseForm
from django_filters import FilterSet

from bench.addresses import Part, addresses
from opendata.schema import SchemaGenerator
from spacecoop.settings import INSTALLED_APPS
from tests.embedded.malformed.frames import FRAMES, HEADERS, METHODS
from tests.embedded.malformed.messages import FORM, message
from tests.embedded.malformed.values import BODIES, FILES, RAW, RIGHT, TEXTS, TYPES, escaped

LONGEST_LINE = 4000  # bytes of the first line: what is longer is refused by its length alone
# Beside the fields of forms and the parameters of the API.
OTHERS = [
    *("page", "page_size", "cursor", "fields", "omit", "expand", "format", "as_recorded_on", "status_on", "panel"),
    *("q", "o", "p", "all", "e", "_popup", "_to_field", "_changelist_filters", "term", "app_label", "model_name"),
    *("field_name", "next", "url", "id", "maxwidth", "maxheight", "text", "order", "kind", "prefix", "type", "limit"),
    *("queries", "extend", "callback", "lang", "width", "sides", "columns", "action", "rows", "reason", "start", "end"),
]


@dataclass
class Form:
    """A form of the site: where it is sent, its fields as (name, value), and the names of those that take a file."""

    path: str
    fields: list
    files: list


@dataclass
class Known:
    """What is to be known of a site to ask it nearly right.

    `slugs`: {beginning of a path: what its records are called}; `token`: of who may post.
    """

    slugs: dict
    token: str
    cookies: str
    forms: list = field(default_factory=list)
    is_at_desk: bool = False


def parameters():
    """Return {name of a parameter: values that are right} of every filter, every form and every list of the API."""
    ours = tuple(f"{app}." for app in INSTALLED_APPS)
    names = {name: [] for name in OTHERS}
    for made_of, fields in ((FilterSet, "base_filters"), (BaseForm, "base_fields")):
        for one in _below(made_of):
            if one.__module__.startswith(ours):
                names |= {name: [] for name in getattr(one, fields, ())}
    described = SchemaGenerator().get_schema(request=None, public=True)
    for operations in described["paths"].values():
        for told in operations.get("get", {}).get("parameters", []):
            names[told["name"]] = [str(value).encode() for value in told["schema"].get("enum", [])]
    return names


def _below(parent):
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


class Requests:
    """The requests of a seed to a site of which something is Known."""

    def __init__(self, seed, known: Known):
        self.seed, self.known = seed, known
        everything = list(addresses())
        is_desk = {True: [], False: []}
        for address in everything:
            is_desk[address.beginning.startswith("/admin/")].append(address)
        self.desk, self.public = is_desk[True], is_desk[False]
        self.parameters = parameters()
        self.all_slugs = [slug for slugs in known.slugs.values() for slug in slugs]

    def numbered(self, number) -> bytes:
        """Return one request as it is sent."""
        self.random = Random(f"{self.seed}:{number}")  # noqa: S311
        kinds: dict[Callable, int] = {
            self._wrong_path: 3,
            self._wrong_query: 6,
            self._wrong_headers: 3,
            self._wrong_frame: 1,
            self._wrong_method: 2,
            self._wrong_body: 3,
            self._wrong_message: 2,
            self._wrong_form: 6 if self.known.forms else 0,
        }
        return self.random.choices(list(kinds), list(kinds.values()))[0]()

    # Of what they are made.

    def _address(self):
        return self.random.choice(self.desk if self.known.is_at_desk and self.random.random() < 0.5 else self.public)

    def _path(self, wrong=0.05):
        """Return a path, each of its parts wrong with that chance."""
        address, made = self._address(), b""
        for piece in address.path:
            made += self._part(address, piece, wrong) if isinstance(piece, Part) else piece.encode()
        is_translated = address in self.public and not made.startswith((b"/api/", b"/mcp", b"/reconcile", b"/dump/"))
        return b"/fr" + made if is_translated and self.random.random() < 0.2 else made

    def _part(self, address, part, wrong):
        if self.random.random() < wrong:
            return escaped(self.random.choice(TEXTS), self.random)
        if part.name.endswith(("_id", "key")):
            return str(self.random.randint(1, 30)).encode()
        slugs = self.known.slugs.get(address.beginning.removeprefix("/api/v1")) or self.all_slugs
        words = [word for word in [*part.pattern.replace("\\", "").split("|"), "pdf", "xlsx", "ttl"] if part.fits(word)]
        fitting = words if "|" in part.pattern else slugs if part.fits("a-1") else words
        return self.random.choice(fitting or ["12"]).encode()

    def _query(self, most=4):
        """Return a query with right and wrong names and values, some of them again and again."""
        pairs = []
        for _ in range(self.random.randint(1, most)):
            name = self.random.choice(list(self.parameters))
            value = self.random.choice(self.parameters[name] or RIGHT) if self.random.random() < 0.3 else self._text()
            times = self.random.choice([1, 1, 1, 1, 2, 30])
            pairs += [name.encode() + b"=" + escaped(value, self.random)] * times
        if self.random.random() < 0.1:
            pairs.append(self.random.choice(RAW))
        if self.random.random() < 0.05:
            pairs.append(escaped(self._text(), self.random) + b"=1")
        return b"&".join(pairs)

    def _text(self):
        text = self.random.choice(TEXTS)
        how = self.random.random()
        if how < 0.1:
            return text + self.random.choice(TEXTS)
        if how < 0.2:
            return self.random.choice(RIGHT) + text
        return text

    def _sent(self, path, method=b"GET", body=b"", kind=b"", headers=()):
        """Return a request that is well framed but for `headers`, which take the place of those that stand there."""
        lines = [(b"Host", b"127.0.0.1"), (b"Accept", b"*/*"), (b"Cookie", self.known.cookies.encode())]
        if self.random.random() < 0.9:
            lines.append((b"X-CSRFToken", self.known.token.encode()))
        if kind:
            lines.append((b"Content-Type", kind))
        if body or method in (b"POST", b"PUT", b"PATCH"):
            lines.append((b"Content-Length", str(len(body)).encode()))
        changed_names = {name for name, _ in headers}
        kept = [line for line in lines if line[0] not in changed_names or self.random.random() < 0.2]
        head = b"".join(name + b": " + value + b"\r\n" for name, value in [*kept, *headers])
        return method + b" " + path + b" HTTP/1.1\r\n" + head + b"\r\n" + body

    def _asked(self):
        """Return a path with a query, of which the first may be wrong a little and the second much."""
        return self._path() + (b"?" + self._query() if self.random.random() < 0.7 else b"")

    # The kinds.

    def _wrong_path(self):
        if self.random.random() < 0.2:
            raw = [self.random.choice([b"/", *TEXTS, *RAW]) for _ in range(self.random.randint(1, 4))]
            return self._sent(b"/" + b"".join(raw)[:LONGEST_LINE].translate(None, b" \r\n\t"))
        return self._sent(self._path(wrong=0.7)[:LONGEST_LINE])

    def _wrong_query(self):
        return self._sent((self._path(wrong=0.02) + b"?" + self._query())[:LONGEST_LINE])

    def _wrong_headers(self):
        names = self.random.sample(list(HEADERS), self.random.randint(1, 3))
        headers = [(name, self.random.choice([*HEADERS[name], self._header_text()])) for name in names]
        if self.random.random() < 0.1:
            headers *= 2
        method = self.random.choice([b"GET", b"GET", b"GET", b"HEAD", b"OPTIONS", b"POST"])
        return self._sent(self._asked()[:LONGEST_LINE], method, headers=headers)

    def _header_text(self):
        return self._text()[:7000].translate(None, b"\r\n\0")

    def _wrong_frame(self):
        sent = self.random.choice([*FRAMES, self._sent(self._path())])
        if self.random.random() < 0.3:
            place = self.random.randrange(len(sent) + 1)
            sent = sent[:place] + self.random.choice([b"\0", b"\xff", b"\n", b" ", b"", b"\r\n"]) + sent[place + 1 :]
        return sent[: self.random.choice([None, None, None, 20, 60])]

    def _wrong_method(self):
        method = self.random.choice(METHODS)
        body = self.random.choice(BODIES) if self.random.random() < 0.5 else b""
        return self._sent(self._asked()[:LONGEST_LINE], method, body, self.random.choice(TYPES))

    def _wrong_body(self):
        method = self.random.choice([b"POST", b"POST", b"POST", b"PUT", b"PATCH", b"DELETE"])
        taking = [
            b"/report/",
            b"/follow/",
            b"/admin/login/",
            b"/api/v1/match/",
            b"/reconcile/",
            b"/mcp",
            b"/fr/report/",
        ]
        path = self.random.choice(taking) if self.random.random() < 0.6 else self._path()
        body = self.random.choice(BODIES)
        length = [(b"Content-Length", self._length(body))] if self.random.random() < 0.15 else []
        return self._sent(path[:LONGEST_LINE], method, body, self.random.choice(TYPES), length)

    def _length(self, body):
        return str(max(len(body) + self.random.choice([-3, 1, 5, 10**6, 10**9, 10**15]), 0)).encode()

    def _wrong_message(self):
        """Return one that is nearly understood where programs post: to match names, or as an assistant."""
        path, body, kind, headers = message(self.random, self.parameters, self.all_slugs)
        if kind == FORM and self.random.random() < 0.3:
            return self._sent(path + b"?" + body[: LONGEST_LINE - 100])
        return self._sent(path, b"POST", body, kind, headers)

    def _wrong_form(self):
        """Return a form of the site with some of its fields changed, left out, repeated or made up."""
        form = self.random.choice(self.known.forms)
        fields = [(name, value.encode()) for name, value in form.fields if name != "csrfmiddlewaretoken"]
        for _ in range(self.random.randint(1, 4)):
            if fields:
                place = self.random.randrange(len(fields))
                fields[place] = (fields[place][0], self._text())
        how = self.random.random()
        if fields and how < 0.1:
            del fields[self.random.randrange(len(fields)) :]
        elif fields and how < 0.2:
            fields += self.random.choices(fields, k=20)
        elif how < 0.3:
            fields.append((self.random.choice(list(self.parameters)), self._text()))
        fields.append(
            (self.random.choice(["_save", "_continue", "_addanother", "_popup", "post", "confirmed"]), b"yes")
        )
        path = form.path.encode() + (b"?" + self._query(2) if self.random.random() < 0.1 else b"")
        if form.files:
            body = self._multipart(fields, form.files)
            return self._sent(path, b"POST", body, b"multipart/form-data; boundary=x")
        return self._sent(path, b"POST", urlencode(fields).encode(), FORM)

    def _multipart(self, fields, files):
        name, content = self.random.choice(list(FILES.items()))
        head = b'--x\r\nContent-Disposition: form-data; name="%s"'
        body = b"".join(head % each.encode() + b"\r\n\r\n" + value + b"\r\n" for each, value in fields)
        for each in files:
            body += head % each.encode() + b'; filename="%s"\r\n\r\n' % name.encode() + content + b"\r\n"
        return body + b"--x--\r\n"


def told(sent):
    """Return a request as a line of a report."""
    return json.dumps(sent[:700].decode("latin-1")) + (f" … {len(sent)} bytes" if len(sent) > 700 else "")
