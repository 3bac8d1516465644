"""The number of agreements by country, as the map and its table tell them, and where each country lies."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext, gettext_lazy

from catalogue.filters import AgreementFilter
from catalogue.index.questions import HasAny
from catalogue.index.reader import NONE
from catalogue.index.rendered import is_country
from catalogue.reading import Named, all_named, named_by_key
from pages.words import plural
from spacecoop.addresses import address_of
from spacecoop.filters import ChoiceFilter


class MapFilter(AgreementFilter):
    """The filters of the agreements; only the order is that of the countries in the table."""

    order = ChoiceFilter(
        label=gettext_lazy("Order"),
        choices=[("-agreements", gettext_lazy("most agreements first")), ("name", gettext_lazy("name"))],
        empty_label=gettext_lazy("most agreements first"),
        help_text=gettext_lazy("In which order the table names the countries."),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A country with its number of agreements, and where on the map it is: None for one without a place there."""

    country: Named
    count: int
    place: tuple | None


class Numbers:
    """The number of agreements by country, for the map and its table alike.

    `found`: a MapFilter, of which a party may be chosen: the first is the side from which the map looks.
    `side`: that country or agency as Named, else None; `home`: its country. `countries`: all, by name; `rows`: those
    with any agreement, but for the home one; `without_country`: how many agreements have a party of no country.
    Cost: three questions to the index, one query; one more query where the side is an agency.
    """

    def __init__(self, found):
        self.found = found
        self.asked = found.form.cleaned_data if found.is_valid() else {"party": [], "order": ""}
        counts = _counts(found.results)
        self.without_country = _without_country(found.results, counts)
        self.countries = sorted(all_named("country"), key=lambda country: country.by_name)
        self.side = self._side(*self.asked["party"][:1])
        self.home = self._country(self.side.country or self.side.key) if self.side else None
        self.rows = [
            Row(country, counts[country.key], place_of(country.key))
            for country in self.countries
            if country.key in counts and country != self.home
        ]
        self.rows.sort(key=self._order)

    def _side(self, key=""):
        return key and (self._country(key) or named_by_key("agency", [key])[key])

    def _country(self, code):
        return next((country for country in self.countries if country.key == code), None)

    def most(self, number):
        """Return the rows of the countries with most agreements, in the order of the table."""
        return sorted(sorted(self.rows, key=by_number)[:number], key=self._order)

    def _order(self, row):
        return (row.country.by_name,) if self.asked["order"] == "name" else by_number(row)

    @property
    def off_the_map(self):
        return [row.country for row in self.rows if row.place is None]

    @property
    def side_name(self):
        return self.side.short_name if self.side else ""

    @property
    def title(self):
        if self.side:
            told = gettext("Countries with which {side} has agreements on space recorded")
            return told.format(side=self.side_name)
        return gettext("Agreements on space recorded, by country")

    def path(self, country):
        """Return the address behind a country: the page of it and the side, or its own."""
        return address_of("between", self.side.slug, country.slug) if self.side else country.path

    def words(self, country, count):
        agreements = plural(count, "agreement")
        if self.side and country != self.home:
            told = gettext("{side} and {country}: {agreements}")
            return told.format(side=self.side_name, country=country, agreements=agreements)
        return gettext("{country}: {agreements}").format(country=country, agreements=agreements)


def by_number(row):
    return -row.count, row.country.by_name


def _counts(agreements):
    """Return {code of a country, or slug of an organisation of none: number of agreements to which it is a party}."""
    counts = agreements.reader.values(agreements.question, "partner")["partner"]
    counts.pop(NONE, None)
    return counts


def _without_country(agreements, counts):
    """Return the number of agreements with a party of no country; `counts`: those by country and organisation."""
    organisations = [key for key in counts if not is_country(key)]
    return agreements.reader.count(agreements.question & HasAny("partner", organisations))


@cache
def boundaries():
    return json.loads(Path(__file__).with_name("boundaries.json").read_text(encoding="utf-8"))


def place_of(code):
    known = boundaries()["countries"].get(code)
    return tuple(known["place"]) if known else None
