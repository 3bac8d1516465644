"""How many imports there are in each state: for /metrics."""

from django.db.models import Count

from desk.models import Import, ImportState
from spacecoop.metrics import gauge


def metrics():
    """Return the metric of imports. Cost: one query."""
    counts = dict(Import.objects.order_by().values_list("state").annotate(Count("pk")))
    states = {state: counts.get(state, 0) for state in ImportState.values}
    return [gauge("imports", "Imports of tables, by their state.", None, ("state", states))]
