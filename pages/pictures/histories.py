"""The time of one record: the events of a country, agency, mission, area or source, and those between two sides."""

from agreements.models import Event
from catalogue.sides import side_key
from pages.pictures.lanes import BY_STANDING
from pages.pictures.timeline import draw_timeline


def draw_country(country):
    events = Event.objects.with_sides(country.code)
    title = f"{country}: events by time"
    return draw_timeline(events, [("party", country.code)], title=title, beside=country.name)


def draw_agency(agency):
    events = Event.objects.with_sides(agency.slug)
    beside = agency.country.name if agency.country else ""
    title = f"{agency.short_name}: events by time"
    return draw_timeline(events, [("party", agency.slug)], title=title, beside=beside)


def draw_mission(mission):
    events = Event.objects.on_missions(mission.slug)
    return draw_timeline(events, [("mission", mission.slug)], title=f"{mission}: events by time")


def draw_area(area):
    return draw_timeline(Event.objects.about(area.slug), [("area", area.slug)], title=f"{area.name}: events by time")


def draw_source(source):
    events = Event.objects.cited_from(source.slug)
    return draw_timeline(events, [("source", source.slug)], title=f"{source.title}: events by time")


def draw_between(one, other):
    """Draw what happened between two sides, what was in prospect and what is claimed, each in a lane."""
    keys = [side_key(one), side_key(other)]
    events = Event.objects.with_sides(*keys)
    filters = [("party", key) for key in keys]
    names = " – ".join(getattr(side, "short_name", side.name) for side in (one, other))
    return draw_timeline(events, filters, title=f"{names}: events by time", grouping=BY_STANDING)
