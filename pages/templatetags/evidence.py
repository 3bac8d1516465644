"""Choosing among the citations of a record."""

from django import template

register = template.Library()


@register.filter
def citing(fact, field):
    """Return the citations of `fact` that support its field `field`: those that name it, or name none."""
    return [citation for citation in getattr(fact, "evidence", []) if not citation.fields or field in citation.fields]
