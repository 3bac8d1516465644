"""The addresses of the pictures: a page's or a record's own, with .svg, or .png for programs that preview links."""

import resvg_py
from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from catalogue.reading import read
from pages.between import known_side
from pages.pictures.drawing import CARD_WIDTH, as_card, as_svg
from pages.pictures.histories import draw_between
from pages.pictures.register import PICTURES, RECORD_PICTURES
from pages.pictures.styles import FONT, FONT_FILES
from spacecoop.api import door, refuse_misunderstood, refuse_unknown


@csp_update({"style-src": [UNSAFE_INLINE]})  # a file of its own carries its style with it
@door
def list_picture(request, name, suffix):
    picture = PICTURES.get(name)
    if picture is None:
        told = gettext("There is no chart “{name}”. Charts: {names}.")
        raise Http404(told.format(name=name[:100], names=", ".join(PICTURES)))
    found = picture.filters(request.GET)
    refuse_misunderstood(found)
    return _answer(request, picture.draw(found), suffix)


@csp_update({"style-src": [UNSAFE_INLINE]})
@door
def record_picture(request, kind, slug, suffix):
    picture = RECORD_PICTURES.get(kind)
    if picture is None:
        raise Http404(gettext("There are no charts of {kind}.").format(kind=kind[:100]))
    refuse_unknown(request.GET)
    return _answer(request, picture.draw(read(picture.kind, slug)), suffix)


@csp_update({"style-src": [UNSAFE_INLINE]})
@door
def between_picture(request, one, other, suffix):
    refuse_unknown(request.GET)
    return _answer(request, draw_between(known_side(one), known_side(other)), suffix)


def _answer(request, drawing, suffix):
    if suffix == "png":
        return HttpResponse(as_png(drawing, request.get_host()), content_type="image/png")
    base = f"{request.scheme}://{request.get_host()}"
    return HttpResponse(as_svg(drawing, base), content_type="image/svg+xml; charset=utf-8")


def as_png(drawing, site):
    """Return a drawing as the bytes of a PNG of CARD_WIDTH by CARD_HEIGHT pixels, in the colours of the day."""
    return resvg_py.svg_to_bytes(
        svg_string=as_card(drawing, site),
        width=CARD_WIDTH,
        skip_system_fonts=True,
        font_files=FONT_FILES,
        font_family=FONT,
        sans_serif_family=FONT,
        serif_family=FONT,
    )
