"""What every page's template asks: where it stands, which filters are in use, what a record is called."""

from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse

from spacecoop.filters import DrawingFilter

register = template.Library()


@register.inclusion_tag("_parts/nav_link.html", takes_context=True)
def nav_link(context, address, words):
    """Link to a page by its name or path; mark it where the present page is that one or stands below it.

    Shape: "page" for the very page, "true" for one below it, None elsewhere.
    """
    address = _address(address)
    path = getattr(context.get("request"), "path", "")
    below = "true" if address != "/" and path.startswith(address) else None
    return {"address": address, "words": words, "current": "page" if path == address else below}


def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return name


@register.simple_tag
def active_filters(found):
    """Return the filters in use, each as {"label", "words", "without"}: the last is the query that drops it."""
    active = found.active
    return [
        {
            "name": name,
            "value": value,
            "label": found.filters[name].label,
            "words": _in_words(found, name, value),
            "without": urlencode([other for other in active if other != (name, value)]),
        }
        for name, value in active
    ]


def _in_words(found, name, value):
    field = found.form.fields[name]
    return {**dict(getattr(field, "choices", [])), **getattr(field, "names", {})}.get(value.strip(), value)


@register.simple_tag
def ways_out(found):
    """Return the filters to drop from an empty list, each as {"label", "words", "without", "count"}."""
    chips = {(chip["name"], chip["value"]): chip for chip in active_filters(found)}
    return [{**chips[name, value], "count": count} for name, value, count in found.ways_out()]


@register.simple_tag
def query_of(found):
    """Return the filters in use as a query with its question mark, without anything else that the request said."""
    chosen = [(name, value) for name, value in found.active if not isinstance(found.filters[name], DrawingFilter)]
    return f"?{urlencode(chosen)}" if chosen else ""


@register.simple_tag
def query_of_picture(found):
    """Return the filters in use as a query with its question mark, those included that only a picture knows."""
    return f"?{urlencode(found.active)}" if found.active else ""


@register.simple_tag
def plain_fields(form, groups):
    """Return the fields of a form that stand in none of `groups`, which are (heading, fields)."""
    grouped = {field.name for _, fields in groups or [] for field in fields}
    return [field for field in form.visible_fields() if field.name not in grouped]


@register.simple_tag
def any_filled(fields):
    """Tell whether any of the fields of a form has a value or an error."""
    return any(field.value() or field.errors for field in fields)


@register.filter
def record_kind(record):
    """Return what a record is: "agreement", "agency", "name of an agency"."""
    return record._meta.verbose_name
