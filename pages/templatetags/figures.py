"""A drawing inside its page, with the ways to take it away; the picture that programs show of a page."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.inclusion_tag("_parts/figure.html", takes_context=True)
def figure(context, drawing, address, query="", caption="", key="picture"):
    """Show a drawing whose own addresses are `address` with .svg and .png, and `query`, which starts with “?”.

    `key`: begins the ids inside it; two drawings of one page need two.
    """
    return {"drawing": drawing, "caption": caption, **_ways(context, drawing, address, query, key)}


@register.inclusion_tag("_parts/take_away.html", takes_context=True)
def take_away(context, drawing, address, query="", key="picture"):
    """Offer a drawing that its page does not show, because a table there says the same better."""
    return _ways(context, drawing, address, query, key)


def _ways(context, drawing, address, query, key):
    """Return the ways to take a drawing away: its files, and the code that shows it elsewhere."""
    absolute = context["request"].build_absolute_uri
    svg = f"{address}.svg{query}"
    embed = format_html(
        '<a href="{}"><img src="{}" alt="{}" width="{}" height="{}"></a>',
        absolute(context["request"].get_full_path()),
        absolute(svg),
        f"{drawing.title}. {drawing.description}",
        drawing.width,
        drawing.height,
    )
    return {"key": key, "svg": svg, "png": f"{address}.png{query}", "embed": str(embed)}


@register.simple_tag(takes_context=True)
def absolute(context, path):
    """Return a path of this site with scheme and host; "" where there is no request."""
    request = context.get("request")
    return request.build_absolute_uri(path) if request else ""
