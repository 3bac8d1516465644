"""The panel of filters: the common ones open, the others behind one link, with the numbers that the facets count."""

from dataclasses import dataclass

from catalogue.index.tokens import fold
from spacecoop.filters import DrawingFilter, OrderFilter

LONG = 12  # choices, beyond which the alphabet finds one sooner than the order of their kind
UNSAID = {"match": "possible"}  # what is meant where nothing is chosen, and so stays out of the address


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the panel with its Facet, None where nothing is counted."""

    field: object
    facet: object

    @property
    def options(self):
        """The choices of a select as (value, words, count); where they are counted, those that find something."""
        choices, unsaid = self._choices(), UNSAID.get(self.field.name)
        if self.facet and choices:
            return self._counted(choices)
        return [("" if value == unsaid else value, words, None) for value, words in choices]

    def _choices(self):
        choices = list(getattr(self.field.field, "choices", []))
        if len(choices) <= LONG:
            return choices
        return sorted(choices, key=lambda choice: (bool(choice[0]), choice[0] == "other", fold(str(choice[1]))))

    def _counted(self, choices):
        counts = {option.parameters[0][1]: option.count for option in self.facet.options}
        kept = {"", self.field.value(), *counts}
        return [(value, words, counts.get(value)) for value, words in choices if value in kept]

    @property
    def links(self):
        """The Options that stand as links beneath a field of text."""
        return self.facet.options if self.facet and not hasattr(self.field.field, "choices") else []


class Panel:
    """The filters of a list: `common` stand open, `more` behind a link, `hidden` stay in the address.

    `groups`: (legend, names of fields) each, "" for a group of one. `common` has (legend, Entries) each. A facet that
    belongs to no field is that of a period; its name stands among those of the group.
    """

    def __init__(self, found, groups=(), facets=()):
        self.found = found
        self.facets = {facet.name: facet for facet in facets}
        self.fields = {field.name: field for field in found.form.visible_fields()}
        self.hidden = found.form.hidden_fields()
        self.common = [(legend, self._entries(names)) for legend, names in groups]
        self.more = self._entries(name for name in self.fields if name not in self._named(groups))

    def _entries(self, names):
        return [Entry(self.fields[name], self.facets.get(name)) for name in names if name in self.fields]

    def _named(self, groups):
        return {name for _, names in groups for name in names}

    @property
    def decades(self):
        """The facet of the decades, which fills in a period; None where they are not counted."""
        return self.facets.get("decade")

    @property
    def has_errors(self):
        return bool(self.found.form.errors)

    @property
    def is_more_open(self):
        return any(entry.field.value() or entry.field.errors for entry in self.more)

    @property
    def number(self):
        """How many filters are in use, without those that choose nothing."""
        filters = self.found.filters
        return sum(not isinstance(filters[name], OrderFilter | DrawingFilter) for name, _ in self.found.active)
