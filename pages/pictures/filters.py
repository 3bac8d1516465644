"""What a chart says of the filters that it was drawn under, since it may stand far from its page."""

from django.utils.translation import gettext

from pages.queries import active_filters
from spacecoop.filters import FilterSet


def filters_in_words(found: FilterSet, *told_elsewhere: str) -> str:
    """Return the filters in use as “Area: astronomy · Kind: treaty”, without those that the chart tells by itself."""
    chosen = [used for used in active_filters(found) if used["name"] not in told_elsewhere]
    return " · ".join(gettext("{label}: {words}").format(**used) for used in chosen)
