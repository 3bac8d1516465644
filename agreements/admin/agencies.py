"""Records of `agencies` are cited too, which that app cannot know: their forms are completed here."""

from django.contrib import admin

from agencies.admin import (
    AgencyAdmin,
    AgencyNameInline,
    PersonAdmin,
    PositionInline,
    PredecessorInline,
    SuccessorInline,
)
from agencies.admin import CountryNameInline as CountryNames
from agencies.models import Agency, AgencyName, Country, CountryName, Person, Position, Succession
from agreements.admin.cited import CitationInline, CitedAdmin, CitedInline, IdentifierInline
from agreements.models import Citation, Identifier
from agreements.models.citations import TARGET_OF


class CitedNames(CitedInline, AgencyNameInline):
    pass


class CitedCountryNames(CitedInline, CountryNames):
    pass


class CountryIdentifierInline(IdentifierInline):
    fk_name = "country"


class CitedPositions(CitedInline, PositionInline):
    pass


class CitedPredecessors(CitedInline, PredecessorInline):
    pass


class CitedSuccessors(CitedInline, SuccessorInline):
    pass


def _complete(model, plain, inlines):
    """Register the admin of a record of `agencies` again, with citations of itself and of its parts."""
    admin.site.unregister(model)
    options = {
        "inlines": [*inlines, CitationInline],
        "history_of_parts": [
            *plain.history_of_parts,
            *((Identifier, f"{TARGET_OF[model]}_id") for inline in inlines if issubclass(inline, IdentifierInline)),
            (Citation, f"{TARGET_OF[model]}_id"),
        ],
        "__module__": __name__,
    }
    admin.site.register(model, type(f"Cited{plain.__name__}", (CitedAdmin, plain), options))


_complete(Country, type(admin.site.get_model_admin(Country)), [CitedCountryNames, CountryIdentifierInline])
_complete(
    Agency,
    AgencyAdmin,
    [CitedNames, CitedPredecessors, CitedSuccessors, CitedPositions, IdentifierInline],
)
_complete(Person, PersonAdmin, [CitedPositions, IdentifierInline])
for part in (CountryName, AgencyName, Position, Succession):
    _complete(part, type(admin.site.get_model_admin(part)), [])
