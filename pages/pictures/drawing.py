"""What every drawing has: a size, a title, a description and the template that writes it down."""

from dataclasses import dataclass
from typing import ClassVar

from django.template.loader import render_to_string

from pages.pictures.styles import flat_style, standalone_style

# What programs that preview a link show, in pixels.
CARD_WIDTH, CARD_HEIGHT = 1200, 630
CARD_MARGIN, CARD_HEAD = 48, 96


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One picture, ready to be written down.

    `width`, `height`: of its view box. `title`: what it shows, `description`: what is to be seen in it, in sentences
    that tell a reader who does not see it the most important; both plain text. `legend`: the template of its legend
    in a page, where one beside the picture reads better than one inside it.
    """

    template: ClassVar[str]
    legend: ClassVar[str] = ""
    width: int
    height: int
    title: str
    description: str

    @property
    def page_height(self):
        """How much of its height a page shows: all of it, save for a legend that the page writes itself."""
        return self.height

    @property
    def card_view(self):
        """The part of the view box that a card shows, as "x y width height": all of it, or the top of a long one."""
        most = self.width * (CARD_HEIGHT - CARD_HEAD - CARD_MARGIN) / (CARD_WIDTH - 2 * CARD_MARGIN)
        return f"0 0 {self.width} {min(self.height, round(most))}"


def as_svg(drawing, base=""):
    """Return a drawing as an SVG document of its own; `base`: what stands before the path of its links."""
    context = {"drawing": drawing, "base": base, "style": standalone_style(), "key": "picture"}
    return render_to_string(drawing.template, context)


def as_card(drawing, site):
    """Return a drawing as an SVG document of CARD_WIDTH by CARD_HEIGHT, with its title and the name of the `site`."""
    context = {
        "drawing": drawing,
        "base": "",
        "card": True,
        "style": flat_style(),
        "key": "card",
        "site": site,
        "card_width": CARD_WIDTH,
        "card_height": CARD_HEIGHT,
        "margin": CARD_MARGIN,
        "head": CARD_HEAD,
        "inner_width": CARD_WIDTH - 2 * CARD_MARGIN,
        "inner_height": CARD_HEIGHT - CARD_HEAD - CARD_MARGIN,
    }
    return render_to_string("pictures/card.svg", context)
