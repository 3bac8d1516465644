"""The mark of what a form was shown for, put into forms that Django's own templates write."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def with_seen(forms, seen):
    """Return HTML of which each form also sends a mark; as it is where there is none."""
    field = format_html('<input type="hidden" name="_seen" value="{}"></form>', seen)
    return mark_safe(forms.replace("</form>", field)) if seen else forms  # noqa: S308 - what a template wrote
