"""The time of one record: the events of a country, agency, mission, area or source, and those between two sides."""

from django.utils.translation import gettext

from catalogue.index.questions import every, of_kind
from pages.pictures.lanes import BY_STANDING
from pages.pictures.timeline import draw_timeline


def draw_country(country):
    return _draw("party", country["code"], country["name"], beside=country["name"])


def draw_agency(agency):
    beside = agency["country"]["name"] if agency["country"] else ""
    return _draw("party", agency["slug"], agency["acronym"] or agency["name"], beside=beside)


def draw_mission(mission):
    return _draw("mission", mission["slug"], mission["name"])


def draw_area(area):
    return _draw("area", area["slug"], area["name"])


def draw_source(source):
    return _draw("source", source["slug"], source["title"])


def draw_between(side, other):
    """Draw what happened between two sides, what was in prospect and what is claimed, each in a lane."""
    keys = [side.key, other.key]
    filters = [("party", key) for key in keys]
    names = f"{side.short_name} – {other.short_name}"
    question = of_kind("event") & every("party", keys)
    return draw_timeline(question, filters, title=_title(names), grouping=BY_STANDING)


def _draw(name, value, called, beside=""):
    """Draw the events that a filter finds; it is called as the field of the index that it asks."""
    question = of_kind("event") & every(name, [value])
    return draw_timeline(question, [(name, value)], title=_title(called), beside=beside)


def _title(called):
    return gettext("{called}: events by time").format(called=called)
