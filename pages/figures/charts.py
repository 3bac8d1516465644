"""The figures of charts of lists: each is asked by the filters of its chart, and is whole where the chart is cut."""

from django.utils.translation import gettext

from catalogue.index.reader import MOST_VALUES
from catalogue.matrix import matrix_of
from catalogue.pairs import COUNTRY, Pairs, with_sides
from catalogue.ties import ties_of
from pages.figures.columns import AGREEMENTS, PAGE, SIDES, STANDS, both, of_levels
from pages.figures.tables import Column, Figures, Table
from pages.pictures.map_numbers import Numbers, place_of
from pages.pictures.strip import bins_of
from pages.pictures.timeline import asked_of, counted_events
from spacecoop.addresses import address_of
from spacecoop.records import in_batches

PAIRS_AT_ONCE = 500
TIES = [
    *SIDES,
    AGREEMENTS,
    Column("standing", f"How many are signed or in force on the day: {STANDS}.", "integer"),
    Column("unsettled", "How many are no longer in force, suspended, abandoned, or of unknown status.", "integer"),
    Column("foreseen", "How many are not yet signed.", "integer"),
    *of_levels("", "are"),
    PAGE,
]
NODES = [
    Column("key", "ISO 3166 code of a country, or slug of an organisation."),
    Column("name", "Its name."),
    Column("acronym", "Its acronym, if any."),
    Column("country", "ISO 3166 code of the country of an organisation, if any."),
    Column("partners", "With how many others it has agreements.", "integer"),
    Column("agreements", "The number of agreements in these ties.", "integer"),
    PAGE,
]
CELLS = [
    Column("row", "ISO 3166 code of a country."),
    Column("row_name", "Its name."),
    Column("column", "ISO 3166 code of a country, or slug of a cooperation area."),
    Column("column_name", "Its name."),
    AGREEMENTS,
]
COUNTRIES = [
    Column("country", "ISO 3166 code of the country."),
    Column("name", "Its name."),
    Column("agreements", "The number of agreements to which it or an organisation of it is a party.", "integer"),
]
PERIODS = [
    Column("period", "The month, year, decade or century in EDTF, as fine as the chart counts."),
    Column("first_day", "Its first day, as far as the chart looks.", "date"),
    Column("last_day", "Its last day, as far as the chart looks.", "date"),
    Column("certain", "How many events certainly lie in it.", "integer"),
    Column("possible", "How many more may lie in it.", "integer"),
]
LANE = [
    Column("lane", "What the events have in common: their countries, or their cooperation area."),
    Column("html_url", "The page of the lane, where it has one.", "anyURI"),
]


def network(found):
    """Return all ties of a NetworkFilter and their ends, the strongest ties first."""
    ties = ties_of(found.results, found.side, found.on_this_day, most=MOST_VALUES, most_sides=None)
    facts = {"sides": _called(found.side), "status_on": found.on_this_day.isoformat(), "agreements": ties.agreements}
    tables = {
        "ties": Table(TIES, (_tie(tie) for tie in ties.strongest)),
        "nodes": Table(NODES, _nodes(ties.strongest)),
    }
    return Figures(gettext("Who cooperates with whom"), address_of("network"), tables, facts)


def _called(side):
    return "countries" if side == COUNTRY else "agencies"


def _tie(tie):
    page = address_of("between", tie.one.slug, tie.other.slug)
    return [*both(*tie.sides), tie.count, tie.standing, tie.unsettled, tie.foreseen, *tie.levels, page]


def _nodes(ties):
    """Yield the rows of the ends of ties, those first that are in the strongest."""
    counts = {}
    for tie in ties:
        for side in tie.sides:
            counts.setdefault(side, []).append(tie.count)
    for side, each in counts.items():
        yield [side.key, side.name, side.acronym, side.country, len(each), sum(each), side.path]


def matrix(found):
    """Return the cells of the whole matrix of a MatrixFilter that have any agreement."""
    counted = matrix_of(found, is_whole=True)
    tables = {
        "cells": Table(CELLS, _cells(counted)),
        "rows": Table(COUNTRIES, ([row.country.key, row.country.name, row.count] for row in counted.rows)),
    }
    title = gettext("Countries by cooperation area") if found.shows_areas else gettext("Country by country")
    return Figures(title, address_of("matrix"), tables)


def _cells(counted):
    for row in counted.rows:
        for column, cell in zip(counted.columns, row.cells, strict=True):
            if cell.count:
                yield [row.country.key, row.country.name, column.key, column.name, cell.count]


def world_map(found):
    """Return the countries of a MapFilter with their numbers, in the order of the table."""
    numbers = Numbers(found)
    columns = [*COUNTRIES, Column("on_map", "Whether it has a place on the map.", "boolean"), PAGE]
    rows = ([*_country(row), bool(place_of(row.country.key)), numbers.path(row.country)] for row in numbers.rows)
    side = numbers.side.key if numbers.side else None
    facts = {"side": side, "agreements_without_country": numbers.without_country}
    return Figures(numbers.title, address_of("map"), {"countries": Table(columns, rows)}, facts)


def _country(row):
    return [row.country.key, row.country.name, row.count]


def events_by_time(found):
    """Return what the strip and the lanes of the timeline of a TimelineFilter count."""
    asked = asked_of(found)
    counted, unit, span = counted_events(found.results.question, **asked)
    bins = bins_of(counted.counts, unit, *span) if span else []
    lanes = [*counted.lanes, *([counted.others] if counted.others else [])]
    in_lanes = (
        [lane.lane.words, lane.lane.path, *_period(period)]
        for lane in lanes
        for period in bins_of(lane.counts, unit, *span)
        if period.number
    )
    tables = {
        "periods": Table(PERIODS, map(_period, bins)),
        "lanes": Table([*LANE, *PERIODS], in_lanes),
    }
    facts = {"events": counted.counts.total(), "undated": counted.counts[None, None]}
    return Figures(gettext("Events by time"), address_of("events"), tables, facts)


def _period(period):
    return [period.edtf, period.first.isoformat(), period.last.isoformat(), period.certain, period.possible]


def pairs(found):
    """Return all pairs of a NetworkFilter, most agreements first."""
    counted = Pairs(found.side, found.results.question)
    tables = {"pairs": Table([*SIDES, AGREEMENTS, PAGE], _pairs(counted, found.side))}
    return Figures(gettext("Pairs"), address_of("pairs"), tables, {"sides": _called(found.side)})


def _pairs(counted, side):
    """Yield the rows of Pairs. Cost: one query for each PAIRS_AT_ONCE."""
    for some in in_batches(counted, PAIRS_AT_ONCE):
        for pair in with_sides(some, side):
            page = address_of("between", pair.one.slug, pair.other.slug)
            yield [*both(pair.one, pair.other), pair.count, page]
