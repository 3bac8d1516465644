"""Who cooperates with whom: a country with all of its agencies, or one agency."""

import re
from dataclasses import dataclass

from django.db.models import Q

# The code of a country: of ISO 3166-1, or of ISO 3166-3 for a former one.
COUNTRY_CODE = re.compile(r"[A-Z]{2}|[A-Z]{4}")
COUNTRY, AGENCY = "country", "agency"


@dataclass(frozen=True, slots=True)
class Side:
    """A country or an agency: `kind` is COUNTRY or AGENCY, `key` the country's code or the agency's slug."""

    kind: str
    key: str

    @classmethod
    def of(cls, side):
        """Return the Side that a text names: capitals in the shape of a country's code, else a slug; a Side itself."""
        if isinstance(side, cls):
            return side
        return cls(COUNTRY if COUNTRY_CODE.fullmatch(side) else AGENCY, side)

    def __str__(self):
        return self.key

    @property
    def is_country(self):
        return self.kind == COUNTRY

    @property
    def of_agency(self):
        """The condition on records with an `agency` that keeps those of this side."""
        return Q(agency__country__code=self.key) if self.is_country else Q(agency__slug=self.key)
