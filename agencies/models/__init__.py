from agencies.models.agencies import Agency, AgencyKind, AgencyName, Succession, SuccessionKind
from agencies.models.countries import Country, CountryName
from agencies.models.people import Person, Position

__all__ = [
    "Agency",
    "AgencyKind",
    "AgencyName",
    "Country",
    "CountryName",
    "Person",
    "Position",
    "Succession",
    "SuccessionKind",
]
