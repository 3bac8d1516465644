"""The days, years and decades in which a date may lie, as the index keeps them."""

from collections.abc import Iterator, Sequence

from catalogue.index.days import Date, first_day, last_day, number
from catalogue.index.rendered import Body, Entry


def first_known(when: Date) -> int | None:
    return number(when["earliest"]) if when and when["earliest"] else None


def decades_of(when: Body) -> Iterator[str]:
    """Return the decades in which a date may lie; an open end reaches no further than the other."""
    first, last = when["earliest"] or when["latest"], when["latest"] or when["earliest"]
    if first:
        yield from (f"{decade}0" for decade in range(int(first[:3]), int(last[:3]) + 1))


def year_of_first(signings: Sequence[Body]) -> list[str]:
    """Return the year of the first signature, by its first possible day or else its last."""
    if not signings:
        return []
    first = min(signings, key=lambda when: (when["earliest"] or "9999", when["latest"] or "9999"))
    day = first["earliest"] or first["latest"]
    return [day[:4]] if day else []


def fields_of_span(when: Date) -> Entry:
    if not when:
        return {}
    known = [number(day) for day in (when["earliest"], when["latest"]) if day]
    return {"first": first_day(when), "last": last_day(when), "latest_known": max(known)}


def fields_of_units(when: Date) -> Entry:
    """Return the years and the months between which a date lies."""
    if not when:
        return {}
    first, last = when["earliest"] or "", when["latest"] or ""
    return {"span_year": f"{first[:4]}|{last[:4]}", "span_month": f"{first[:7]}|{last[:7]}"}
