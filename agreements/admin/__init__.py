"""The desk for agreements, missions, areas, events and sources; and citations wherever a fact is edited."""

from agreements.admin import agencies, agreements, events, missions, sources  # each registers its forms

__all__ = ["agencies", "agreements", "events", "missions", "sources"]
