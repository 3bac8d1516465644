"""What waits to be told to who follows a page: for /metrics."""

from django.db.models import Count, Min
from django.utils import timezone

from alerts.models import Message
from spacecoop.metrics import gauge


def metrics():
    """Return the metrics of what is due. Cost: one query of an index."""
    now = timezone.now()
    due = Message.objects.waiting().filter(due_at__lte=now).aggregate(number=Count("pk"), oldest=Min("due_at"))
    late = (now - due["oldest"]).total_seconds() if due["oldest"] else 0
    return [
        gauge("alerts_due", "Messages that are due and not sent.", due["number"]),
        gauge("alerts_late_seconds", "How long the message that is longest due has been so.", late),
    ]
