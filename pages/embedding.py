"""What other sites show in a frame: a chart, a pair or the card of an agreement, with its source and no script.

Only these addresses, and the preview of the reconciliation API, may be framed. A frame follows the reader's system, or
the `theme` that its address names.
"""

import re
from urllib.parse import urlsplit

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt

from catalogue.asked import Results
from catalogue.contents import dating_act, parties_of, title_of
from catalogue.dressing import status_on
from catalogue.index.questions import every, of_kind
from catalogue.reading import read
from pages.between import known_side
from pages.pictures.histories import draw_between
from pages.pictures.register import PICTURES, RECORD_PICTURES
from pages.queries import as_query
from pages.records import today
from pages.rows import agreement_rows
from spacecoop.api import Problem, door, problem_answer, refuse_misunderstood, refuse_unknown
from spacecoop.languages import path_in_present_language, without_language

THEMES = ("light", "dark")
MOST = 5  # agreements of a pair
WIDTH, HEIGHT, CARD_HEIGHT = 760, 560, 360  # pixels, where nobody says otherwise
FRAME = '<iframe src="{}" width="{}" height="{}" title="{}" frameborder="0" loading="lazy"></iframe>'


def frame_of(request, path, title, height, query=""):
    """Return the HTML that shows a page of ours on another site, as wide as there is room.

    `path`: that of the page; `height` in pixels.
    """
    frame = request.build_absolute_uri(_frame(path) + query)
    return str(format_html(FRAME, frame, "100%", height, title))


def framed(view):
    """Let other sites frame an address, which runs no script there."""
    return door(xframe_options_exempt(csp_replace({"frame-ancestors": ["*"], "script-src": [NONE]})(view)))


@framed
def picture(request, name):
    chosen = PICTURES[name]
    theme, asked = _asked(request)
    found = chosen.filters(asked)
    refuse_misunderstood(found)
    query = as_query((name, value) for name in asked for value in asked.getlist(name))
    return _answer(request, theme, f"/{name}/{query}", drawing=chosen.draw(found))


@framed
def record(request, kind, slug):
    chosen = RECORD_PICTURES[kind]
    theme, asked = _asked(request)
    refuse_unknown(asked)
    document = read(chosen.kind, slug)
    if kind == "agreements":
        shown = _card(document)
    else:
        kind = "agreements" if chosen.kind == "agreement" else kind
        shown = {"drawing": chosen.draw(document)}
    return _answer(request, theme, f"/{kind}/{document['slug']}/", title_of(document), **shown)


@framed
def between(request, one, other):
    theme, asked = _asked(request)
    refuse_unknown(asked)
    sides = [known_side(one), known_side(other)]
    keys = [side.key for side in sides]
    found = Results(of_kind("agreement") & every("party", keys), "by_newest")
    drawing = draw_between(*sides)
    return _answer(
        request,
        theme,
        f"/between/{sides[0].slug}/{sides[1].slug}/",
        gettext("{one} and {other}: space cooperation").format(one=sides[0], other=sides[1]),
        agreements=agreement_rows(found[:MOST], today()),
        number=found.count(),
        drawing=drawing if drawing.number else None,
    )


def _asked(request):
    """Return (the theme, all other parameters) of a request. Raises: Problem for a theme that there is not."""
    asked = request.GET.copy()
    theme = asked.pop("theme", [""])[-1]
    if theme not in ("", *THEMES):
        raise Problem.of("theme", gettext("The theme is “light” or “dark”; without one, the reader's own."), "light")
    return theme, asked


def _card(document):
    act, when = dating_act(document)
    return {
        "card": document,
        "parties": parties_of(document),
        "act": act,
        "when": when,
        "status": status_on(document, today()),
    }


def _answer(request, theme, page, title="", **context):
    page = request.build_absolute_uri(path_in_present_language(page))
    context = {"agreements": [], "card": None, "drawing": None, **context}
    context |= {"theme": theme, "page": page, "name": title or context["drawing"].title}
    return render(request, "embed.html", context)


def oembed(request):
    """Tell how a page is shown in a frame (oEmbed 1.0, JSON), so that its bare address becomes the frame."""
    if request.GET.get("format", "json") != "json":
        refusal = problem_answer(501, "oEmbed is answered in JSON alone: leave “format” out.")
        refusal._has_been_logged = True  # the specification wants this status, and it is no error of ours
        return refusal
    return _described(request)


@door
def _described(request):
    refuse_unknown(request.GET, ["url", "format", "maxwidth", "maxheight"])
    address = _page_asked(request)
    page = request.build_absolute_uri(_frame(address.path) + (f"?{address.query}" if address.query else ""))
    kind, _, slug = without_language(address.path).strip("/").partition("/")
    is_card = kind == "agreements"
    width, height = (_size(request, name) for name in ("maxwidth", "maxheight"))
    width, height = min(width, WIDTH), min(height, CARD_HEIGHT if is_card else HEIGHT)
    title = title_of(read(RECORD_PICTURES[kind].kind, slug)) if kind in RECORD_PICTURES else f"spacecoop: {kind}"
    return JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "provider_name": "spacecoop",
            "provider_url": request.build_absolute_uri("/"),
            "title": title,
            "width": width,
            "height": height,
            "html": str(format_html(FRAME, page, width, height, title)),
            "cache_age": 3600,
        }
    )


def _page_asked(request):
    """Return the address, in parts, of the page whose frame is asked for. Raises: Http404 for one that has none."""
    try:
        address = urlsplit(request.GET.get("url", ""))
    except ValueError:
        address = urlsplit("")
    if address.netloc not in ("", request.get_host()) or not is_embeddable(address.path):
        raise Http404("“url” names no page of this site that can be shown in a frame: a chart, a pair or a record.")
    return address


def is_embeddable(path):
    """Tell whether a page has a form for frames: a chart, a pair or a record that has a chart."""
    return bool(EMBEDDABLE.fullmatch(without_language(path)))


def _frame(path):
    """Return the path of the form for frames of a page, in the language of the page."""
    return path.removesuffix(without_language(path)) + f"/embed{without_language(path)}"


def _size(request, name):
    text = request.GET.get(name, "")
    if text and not (text.isascii() and text.isdecimal() and 0 < int(text) < 10_000):
        raise Problem.of(name, f"“{name}” is a number of pixels.")
    return int(text or 10_000)


SLUG = "[A-Za-z0-9-]+"
NAMES = "|".join(PICTURES)
KINDS = "|".join(RECORD_PICTURES)
EMBEDDABLE = re.compile(rf"/(?:{NAMES}|(?:{KINDS})/{SLUG}|between/{SLUG}/{SLUG})/")
urlpatterns = [
    re_path(rf"^embed/(?P<name>{NAMES})/$", picture, name="embed-picture"),
    re_path(rf"^embed/(?P<kind>{KINDS})/(?P<slug>{SLUG})/$", record, name="embed-record"),
    path("embed/between/<slug:one>/<slug:other>/", between, name="embed-between"),
]
