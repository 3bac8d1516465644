"""What programs ask a site for by well-known names: how to search it, what it is, its pages as Markdown."""

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, path, resolve
from django.views.decorators.http import require_safe
from markdownify import MarkdownConverter

from pages.embedding import oembed
from spacecoop.api import door

# Parts of a page for hands and eyes: what is clicked, drawn or filled in.
LEFT_OUT = "form, button, svg, script, details[name=action], .record-actions, .tabs, .downloads, textarea, #filters"


@require_safe
def opensearch(request):
    """Describe the search of the site to browsers (OpenSearch 1.1)."""
    return render(request, "opensearch.xml", content_type="application/opensearchdescription+xml; charset=utf-8")


@require_safe
def llms(request):
    """Tell assistants in Markdown what the site is and by which addresses to read it (llms.txt)."""
    return render(request, "llms.txt", content_type="text/plain; charset=utf-8")


@door
def markdown(request, page):
    """Return a page as Markdown, its links whole; the first page is “index”. Raises: Http404 where there is none."""
    address = request.path_info.removesuffix(f"{page}.md") + ("" if page == "index" else f"{page}/")
    match = _page_at(address)
    request.path = request.path_info = address
    request.resolver_match = match
    answer = match.func(request, *match.args, **match.kwargs)
    if answer.status_code != 200:
        return answer
    text = as_markdown(answer.content, request.build_absolute_uri(address))
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


def _page_at(address):
    try:
        match = resolve(address)
    except Resolver404:
        match = None
    if match is None or not match.func.__module__.startswith("pages."):
        raise Http404(f"There is no page {address[:100]}.")
    return match


def as_markdown(page, base):
    """Return the content of a page as Markdown. `page`: HTML; `base`: its web address."""
    main = BeautifulSoup(page, "lxml").find("main")
    for part in main.select(LEFT_OUT):
        part.decompose()
    for link in main.find_all("a", href=True):
        link["href"] = urljoin(base, link["href"])
    text = MarkdownConverter(heading_style="ATX", bullets="-").convert_soup(main)
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", text).strip() + "\n"


urlpatterns = [
    path("opensearch.xml", opensearch, name="opensearch"),
    path("llms.txt", llms, name="llms"),
    path("oembed/", oembed, name="oembed"),
]
