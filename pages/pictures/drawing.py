"""What every drawing has: a size, a title, a description and the template that writes it down."""

from dataclasses import dataclass
from typing import ClassVar

from django.template.loader import render_to_string
from markupsafe import Markup

from pages.pictures.styles import flat_style, standalone_style

# What programs that preview a link show, in pixels.
CARD_WIDTH, CARD_HEIGHT = 1200, 630
CARD_MARGIN, CARD_HEAD = 48, 96


class Card:
    """Where a drawing lies on a card."""

    width, height, margin, head = CARD_WIDTH, CARD_HEIGHT, CARD_MARGIN, CARD_HEAD
    inner_width = CARD_WIDTH - 2 * CARD_MARGIN
    inner_height = CARD_HEIGHT - CARD_HEAD - CARD_MARGIN


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One chart, ready to be written down.

    `width`, `height`: of its view box. `title`: what it shows, `description`: what is to be seen in it, in sentences
    that tell a reader who does not see it the most important; both plain text. `legend`: the template of its legend
    in a page, where one beside the chart reads better than one inside it.
    """

    template: ClassVar[str]
    legend: ClassVar[str] = ""
    width: int
    height: int
    title: str
    description: str

    @property
    def page_height(self) -> int:
        """How much of its height a page shows: all of it, save for a legend that the page writes itself."""
        return self.height

    @property
    def card_view(self) -> str:
        """The part of the view box that a card shows, as "x y width height": all of it, or the top of a long one."""
        most = self.width * Card.inner_height / Card.inner_width
        return f"0 0 {self.width} {min(self.height, round(most))}"

    def in_page(self, key: str) -> Markup:
        """Return it as a part of a page; `key` begins the ids inside it, and two drawings of one page need two."""
        return _written(self, self.template, key)

    def legend_in_page(self, key: str) -> Markup | str:
        """Return the legend that stands beside it in a page; "" where it has none."""
        return _written(self, self.legend, key) if self.legend else ""


def as_svg(drawing: Drawing, base: str = "") -> Markup:
    """Return a drawing as an SVG document of its own; `base`: what stands before the path of its links."""
    return _written(drawing, drawing.template, "picture", base=base, style=standalone_style())


def as_card(drawing: Drawing, site: str) -> Markup:
    """Return a drawing as an SVG document of CARD_WIDTH by CARD_HEIGHT, with its title and the name of the `site`."""
    return _written(drawing, "pictures/card.svg", "card", style=flat_style(), card=Card, site=site)


def _written(
    drawing: Drawing,
    template: str,
    key: str,
    *,
    base: str = "",
    style: str = "",
    card: type[Card] | None = None,
    site: str = "",
) -> Markup:
    context = {"drawing": drawing, "key": key, "base": base, "style": style, "card": card, "site": site}
    return Markup(render_to_string(template, context))  # noqa: S704 - written by our own templates
