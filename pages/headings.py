"""The headings of tables that sort by links."""

from dataclasses import dataclass

from pages.queries import as_query


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words, the query that sorts by it, and how the table is sorted by it now (`aria-sort`)."""

    words: str
    query: str
    sort: str


def headings_of(found, **columns):
    """Return the Headings of a table by name.

    `columns`: (words, orders) each; a link asks for the first order, or for the other one while the first is in use.
    An order that begins with “-” descends.
    """
    orders = found.filters["order"]
    order = (found.form.cleaned_data.get("order") if found.is_valid() else "") or orders.extra["choices"][0][0]
    return {name: _heading(found, words, own, order) for name, (words, *own) in columns.items()}


def _heading(found, words, orders, order):
    if order not in orders:
        return Heading(words, _ordered(found, orders[0]), "none")
    other = next((opposite for opposite in orders if opposite != order), order)
    return Heading(words, _ordered(found, other), "descending" if order.startswith("-") else "ascending")


def _ordered(found, order):
    return as_query([*found.active_without("order"), ("order", order)])
