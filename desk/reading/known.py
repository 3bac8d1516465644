"""The names that the knowledge base knows, as the index with which texts are read."""

import re

from agencies.models import Country, Person
from desk.reading.countries import country_names
from desk.reading.names import Name, NameIndex
from spacecoop.models import SearchName

KINDS = ["country", "agency", "mission", "area"]
COUNTRY_CODE = re.compile(r"([A-Z]{2}){1,2}")


def known_names(language):
    """Return the NameIndex for texts in `language`; the keys in it are primary keys. Cost: three queries."""
    stored = SearchName.objects.filter(kind__in=KINDS).values_list("kind", "record", "name")
    codes = dict(Country.objects.values_list("code", "pk"))
    people = Person.objects.values_list("pk", "name")
    return NameIndex(
        [
            *(Name(*row) for row in stored if not (row[0] == "country" and COUNTRY_CODE.fullmatch(row[2]))),
            *(Name("country", codes[code], form) for code, form in country_names(language) if code in codes),
            *(Name("person", key, name) for key, name in people),
        ]
    )
