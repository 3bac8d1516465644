"""Facets: for each filter the values that are left to choose, with their counts, under the other filters.

Choosing an option never leads to an empty list: where a filter takes several values, an option is counted under the
values chosen already, else under the other filters alone. A filter that has as many values as it takes offers no more.
"""

from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext_lazy

from agreements.status import LegalAct, StatusCode
from catalogue.asked import PERIOD, WITH_PREDECESSORS
from catalogue.groups import groups, involving
from catalogue.index.facets import AGREEMENT_FACETS, counts, statuses
from catalogue.index.questions import CERTAIN, Question
from catalogue.index.rendered import is_country
from catalogue.index.tokens import fold
from catalogue.reading import Named, named_by_keys, reader
from spacecoop.dates_in_words import display
from spacecoop.record_fields import MOST_VALUES

MOST = 10  # options of a facet that names records; its own page has the others
SEEN = 500  # values of a facet, as far as their number is told
MOST_RANKED = 14  # records of a kind with most agreements
MOST_LISTED = 2_000  # on the page of a facet
HEADINGS = {
    "party": gettext_lazy("Country"),
    "agency": gettext_lazy("Organisation"),
    "area": gettext_lazy("Cooperation area"),
    "group": gettext_lazy("Group of countries"),
    "form": gettext_lazy("Type"),
    "function": gettext_lazy("Function"),
    "binding": gettext_lazy("Binding"),
    "level": gettext_lazy("Level"),
    "status": gettext_lazy("Status"),
    "decade": gettext_lazy("Signed (decade)"),
    "renewal": gettext_lazy("Renewal"),
    "provision": gettext_lazy("Provision"),
    "text": gettext_lazy("Text of the agreement"),
    "mission": gettext_lazy("Mission or programme"),
    "source": gettext_lazy("Source"),
    "not_stated": gettext_lazy("Not stated"),
}
# The groups that are counted, and no parts of theirs.
WIDEST = ("eu", "esa", "m49-002", "m49-019", "m49-142", "m49-150", "m49-009")
# The kinds of the records that facets name.
NAMED = {"party": "country", "agency": "agency", "area": "area", "mission": "mission", "source": "source"}
SEVERAL = {*NAMED, "group"}  # the filters that take several values
# The facets with a page of all their values: the field of the index that has them, and the filter that takes them.
LISTED = {
    **{name: (AGREEMENT_FACETS[name].field, name) for name in NAMED},
    "partner": ("partner", "party"),
    "organisation": ("party", "party"),
}

# What their values are, one and many.
WORDS = {
    "party": (gettext_lazy("country"), gettext_lazy("countries")),
    "agency": (gettext_lazy("organisation"), gettext_lazy("organisations")),
    "area": (gettext_lazy("cooperation area"), gettext_lazy("cooperation areas")),
    "mission": (gettext_lazy("mission or programme"), gettext_lazy("missions and programmes")),
    "source": (gettext_lazy("source"), gettext_lazy("sources")),
    "partner": (gettext_lazy("partner"), gettext_lazy("partners")),
    "organisation": (gettext_lazy("partner organisation"), gettext_lazy("partner organisations")),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose: `parameters` are what it adds to the request or, when `chosen`, what it takes away.

    `query`: the address of the list with it, or without it when it is chosen.
    """

    label: str
    count: int
    parameters: tuple
    chosen: bool
    query: str


@dataclass(slots=True)
class Facet:
    """`total`: how many values there are, as far as SEEN."""

    name: str
    options: list = field(default_factory=list)
    total: int = 0

    @property
    def heading(self):
        return HEADINGS[self.name]

    @property
    def many(self):
        return WORDS[self.name][1]

    @property
    def has_page(self):
        """Whether a page lists what the options leave out."""
        return self.name in LISTED and self.total > len(self.options)

    @property
    def is_uncounted(self):
        """Whether there are more values than SEEN."""
        return self.total >= SEEN


def facets_of(found):
    """Return the number that an AgreementFilter finds, and its facets that have any option.

    While predecessors are taken along, who has a part is not offered: a count would leave out those of each option.
    Cost: a count of the index for all facets together, one for each that leaves out a filter in use, and one for each
    status and group; a query for all names.
    """
    if not found.is_valid():
        return 0, []
    counted = _counts(found)
    shown = {name: _first(numbers) if name in NAMED else numbers for name, numbers in counted.items()}
    labels = _labels(found, shown)
    names = [name for name in HEADINGS if found.predecessors is None or name not in WITH_PREDECESSORS]
    facets = [Facet(name, _options(found, name, shown[name], labels[name]), len(counted[name])) for name in names]
    return found.results.count(), [facet for facet in facets if facet.options]


def _first(numbers):
    return dict(islice(numbers.items(), MOST))


def all_options(found, name):
    """Return the Options of all values of one of LISTED: most agreements first, equal ones by name.

    At most MOST_LISTED. Of partners and of organisations those that are asked for already are left out.
    Cost: a count of the index, a query for the names.
    """
    field_, parameter = LISTED[name]
    if not found.is_valid() or (found.predecessors is not None and parameter in WITH_PREDECESSORS):
        return []
    numbers = reader().ranked(found.results.question, [field_], MOST, MOST_LISTED)[field_]
    if name == "organisation":
        numbers = {key: number for key, number in numbers.items() if not is_country(key)}
    labels = {key: record.name for key, record in _named(parameter, numbers).items()}
    options = _options(found, parameter, numbers, labels)
    return options if name in NAMED else [option for option in options if not option.chosen]


def _named(parameter, keys):
    """Return {key: Named} of the values of a filter; a party is a country or an organisation."""
    codes = {
        "country": [key for key in keys if is_country(key)],
        "agency": [key for key in keys if not is_country(key)],
    }
    asked = codes if parameter == "party" else {NAMED[parameter]: keys}
    return {
        key: record for (_, key), record in named_by_keys({kind: some for kind, some in asked.items() if some}).items()
    }


def most_in(question: Question, *kinds: str) -> dict[str, list[tuple[Named, int]]]:
    """Return {kind: [(Named, number of agreements)]} of the records that most agreements have which a question keeps.

    At most MOST_RANKED of each kind, equal ones by name. Cost: a count of the index, a query.
    """
    counted = reader().most(question, kinds, MOST_RANKED)
    named = named_by_keys(counted)
    most = {kind: [(named[kind, key], count) for key, count in counted[kind].items()] for kind in kinds}
    return {kind: sorted(entries, key=lambda entry: (-entry[1], entry[0].by_name)) for kind, entries in most.items()}


def _counts(found):
    """Return {facet: {value: number}}, those that most agreements have first; no more than SEEN of them."""
    asked = reader()
    counted = counts(asked, found.questions, AGREEMENT_FACETS, MOST, SEEN)
    counted["status"] = statuses(asked, found.questions, tuple(StatusCode.values), found.on_this_day, ("status",))
    counted["group"] = _groups(asked, found)
    return counted


def _groups(asked, found):
    day = found.form.cleaned_data["group_on"] or timezone.now().date()
    numbers = {slug: asked.count(found.results.question & involving(groups()[slug], day)) for slug in WIDEST}
    return {slug: number for slug, number in numbers.items() if number}


def _labels(found, counted):
    """Return {facet: {value: its words}}; a decade has none."""
    fields, named = found.form.fields, named_by_keys({kind: counted[name] for name, kind in NAMED.items()})
    labels = {name: dict(getattr(fields.get(name), "choices", ())) for name in counted}
    labels["group"] = {slug: groups()[slug].name for slug in WIDEST}
    return labels | {name: {key: named[kind, key].name for key in counted[name]} for name, kind in NAMED.items()}


def _options(found, name, numbers, labels):
    options = [_option(found, name, value, labels.get(value), number) for value, number in numbers.items()]
    options = [option for option in options if option.chosen or not _is_full(found, name)]
    if name == "decade":
        return sorted(options, key=lambda option: option.label)
    return sorted(options, key=lambda option: (not option.chosen, -option.count, fold(option.label)))


def _is_full(found, name):
    """Tell whether a filter has as many values as it takes: one more would be refused."""
    return name in SEVERAL and len(found.form.cleaned_data[name]) >= MOST_VALUES


def _option(found, name, value, label, count):
    if name == "decade":
        return _decade_option(found, f"{value[:3]}X", count)
    parameters = ((name, value),)
    chosen = _are_chosen(found, parameters)
    kept = [
        (other, text)
        for other, text in found.active
        if other != name or (name in SEVERAL and not (chosen and _same(found, name, text, parameters)))
    ]
    return Option(label and str(label), count, parameters, chosen, urlencode(kept if chosen else [*kept, *parameters]))


def _decade_option(found, decade, count):
    parameters = (("action", LegalAct.SIGNED.value), ("from", decade), ("to", decade))
    chosen = _are_chosen(found, parameters) and found.form.cleaned_data["match"] != CERTAIN
    kept = found.active_without(*PERIOD)
    return Option(display(decade), count, parameters, chosen, urlencode(kept if chosen else [*kept, *parameters]))


def _are_chosen(found, parameters):
    return all(value in _chosen(found, name) for name, value in parameters)


def _same(found, name, text, parameters):
    """Return whether `text`, as it was typed, names the value of `parameters`."""
    return found.form.fields[name].found.get(text.strip()) == dict(parameters)[name]


def _chosen(found, name):
    value = found.form.cleaned_data.get(name)
    return value if isinstance(value, list) else [value]
