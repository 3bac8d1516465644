"""What every page is made of: HTML without a parse error, names and references that hold, links that lead somewhere."""

import gzip
from collections import defaultdict
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils.translation import override

from spacecoop.languages import language_of, without_language
from tests.browser.pages import API, FRENCH, LAYOUTS, PUBLIC

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

HEAVIEST = 100_000  # bytes on the wire, all files of a page together, before images
HEADINGS = [f"h{level}" for level in range(1, 7)]
FIELDS = ("input", "select", "textarea")
UNLABELLED = ("hidden", "submit", "button", "reset")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "headers")
LINKS_OF_A_KIND = 1  # that are followed: hundreds differ by their slug only
RARE = [page for page in FRENCH if page.name.removesuffix("-fr") not in LAYOUTS]  # for a thorough run
ELSEWHERE = ("http:", "https:", "mailto:", "#")


class Document:
    """A page as a strict parser reads it."""

    def __init__(self, page):
        answer = Client().get(page.path, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == page.status, page.path
        self.path, self.weight = page.path, len(answer.content)
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root = parser.parse(gzip.decompress(answer.content), transport_encoding="utf-8")
        self.parse_errors = [f"{place}: {reason} {details}" for place, reason, details in parser.errors]
        self.elements = [element for element in self.root.iter() if isinstance(element.tag, str)]
        self.ids = [element.get("id") for element in self.elements if element.get("id") is not None]

    def all(self, *names):
        return [element for element in self.elements if element.tag.rpartition("}")[2] in names]

    def links(self):
        """Return where else on this site the page leads, as paths with query and fragment."""
        written = [element.get("href") for element in self.all("a", "link") if element.get("href")]
        return [urljoin(self.path, href) for href in written if not href.startswith(ELSEWHERE)]


def documents():
    """Return the pages as parameters: of those in French the ones of each layout, the others in a thorough run."""
    return [
        *PUBLIC,
        *API,
        *(pytest.param(page, marks=[pytest.mark.thorough] if page in RARE else []) for page in FRENCH),
    ]


@pytest.fixture(scope="module", params=documents(), ids=str)
def document(request, published):
    return _document(request.param)


def _document(page, kept={}):  # noqa: B006 - each page is read once for all tests of this module
    if page not in kept:
        kept[page] = Document(page)
    return kept[page]


@pytest.mark.many
def test_the_html_has_no_parse_error(document):
    assert document.parse_errors == []


@pytest.mark.many
def test_no_id_stands_twice_and_every_reference_to_one_holds(document):
    assert sorted(document.ids) == sorted(set(document.ids))
    referred = {
        name for element in document.elements for kind in REFERENCES for name in (element.get(kind) or "").split()
    }
    referred |= {href[1:] for a in document.all("a") if (href := a.get("href") or "").startswith("#")}
    assert referred <= set(document.ids)


@pytest.mark.many
def test_every_field_has_a_label(document):
    labelled = {label.get("for") for label in document.all("label")}
    labelled |= {field.get("id") for label in document.all("label") for field in label.iter() if field.tag in FIELDS}
    fields = [field for field in document.all(*FIELDS) if field.get("type") not in UNLABELLED]
    unnamed = [field for field in fields if not field.get("aria-label") and not field.get("aria-labelledby")]
    assert [field.attrib for field in unnamed if field.get("id") not in labelled] == []


@pytest.mark.many
def test_headings_go_down_one_level_at_a_time(document):
    levels = [HEADINGS.index(heading.tag) + 1 for heading in document.all(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.many
def test_a_page_is_light(document):
    sheets = [link.get("href") for link in document.all("link") if link.get("rel") == "stylesheet"]
    files = [*sheets, *(script.get("src") for script in document.all("script") if script.get("src"))]
    weights = {file: _compressed_size(file) for file in files}
    assert document.weight + sum(weights.values()) <= HEAVIEST, (document.weight, weights)


def _compressed_size(address):
    path = settings.STATIC_ROOT / address.removeprefix("/static/")
    compressed = path.with_name(f"{path.name}.gz")
    return (compressed if compressed.exists() else path).stat().st_size


@pytest.mark.thorough
def test_links_lead_somewhere(published, client):
    followed = defaultdict(dict)
    for page in [*PUBLIC, *API, *FRENCH]:
        for link in _document(page).links():
            alike = followed[_kind_of_link(link)]
            if len(alike) < LINKS_OF_A_KIND and without_language(link) != without_language(page.path):
                alike.setdefault(link, page)
    links = [(link, page) for alike in followed.values() for link, page in alike.items()]
    assert [f"{link}, from {page.path}" for link, page in links if not _leads_somewhere(client, link)] == []
    assert len(links) > 160


def _kind_of_link(link):
    """Return what decides whether a link holds: its view, the form that it asks for, its first parameter's name."""
    parts = urlsplit(link)
    if parts.path.startswith("/static/"):
        return parts.path
    with override(language_of(parts.path)):
        found = resolve(parts.path)
    form = found.kwargs.get("suffix")
    return language_of(parts.path), found.view_name, form, None if form else parts.query.partition("=")[0]


def _leads_somewhere(client, link):
    address, _ = urldefrag(link)
    if address.startswith("/static/"):
        return (settings.STATIC_ROOT / address.removeprefix("/static/")).exists()
    answer = client.get(address, follow=True)
    answer.getvalue()  # an export is written as it is read
    return answer.status_code == 200
