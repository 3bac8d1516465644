"""What the tests of pages read of an answer."""

import re
from html import unescape

from django.http import QueryDict

from catalogue.filters import AgreementFilter


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def listed(query):
    """Return how many agreements the list has to which a number leads."""
    return AgreementFilter(QueryDict(query.removeprefix("?"))).results.count()


def section(html, heading):
    """Return the section of a page whose heading has the id `heading` and “-heading”."""
    start = html.index(f'id="{heading}-heading"')
    return html[start : html.index("</section>", start)]
