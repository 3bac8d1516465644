"""Rows of one table that are copies of others in it: told to a person, who says which of them are none."""

import re

from desk.importing.meanings import IDENTIFIER
from desk.importing.row_parties import SIDES
from desk.importing.sides import country_of
from spacecoop.dates import bounds


class Copies:
    """The rows of a table so far, by their parties and title: what is alike in both may be one row and its copy.

    Two days of signature that exclude each other, or two numbers in one scheme, make two of them.
    """

    def __init__(self, names):
        self.names, self.rows = names, {}

    def line_of(self, row):
        """Return the line of the row that one without errors may be a copy of; None for the first of its kind."""
        numbers = {name: row.value(name) for name in row.facts if name.startswith(IDENTIFIER)}
        alike = self.rows.setdefault(self._told_by(row), [])
        line = next((line for line, *other in alike if _may_be_one(other, [row.value("signed"), numbers])), None)
        if line is None:
            alike.append((row.line, row.value("signed"), numbers))
        return line

    def _told_by(self, row):
        name = row.value("formal_title") or row.value("title") or row.value("name")
        sides = [row.value(side) for side in SIDES if row.value(side)] or [row.value("country") or ""]
        return (
            re.sub(r"\W+", " ", name.casefold()).strip(),
            frozenset(country_of(side, self.names) or side for side in sides),
        )


def _may_be_one(row, other):
    """Tell whether two rows, each as [day of its signature, its numbers], may be one."""
    (day, numbers), (other_day, other_numbers) = row, other
    if any(other_numbers[name] != number for name, number in numbers.items() if name in other_numbers):
        return False
    return not (day and other_day) or _meet(bounds(day), bounds(other_day))


def _meet(span, other):
    """Tell whether two periods, each (first day, last day) with None for an open end, have a day in common."""
    return all(
        last is None or first is None or first <= last for first, last in ((span[0], other[1]), (other[0], span[1]))
    )
