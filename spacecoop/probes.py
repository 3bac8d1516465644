"""What the machines around the site ask it: whether it lives, whether it is ready for visitors, and its numbers.

They ask by whatever name or address they reach it, without HTTPS, and while everything else is busy.
"""

from contextlib import suppress
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from spacecoop import health, metrics
from spacecoop.visitors import address_of

NOT_FOR_ALL = (
    "These numbers are for this machine, for the addresses in SPACECOOP_METRICS_FROM and for who sends the token in "
    "SPACECOOP_METRICS_TOKEN.\n"
)


class ProbesMiddleware:
    """Answer the probes before anything looks at the host, the scheme or the database."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.probes = {"/healthz": health.healthz, "/readyz": readyz, "/metrics": numbers}

    def __call__(self, request):
        return self.probes.get(request.path, self.get_response)(request)


@never_cache
@require_safe
def readyz(request):
    """Answer whether visitors should be sent here: 200, or 503 with {what is not ready: a sentence}."""
    wrong = not_ready()
    if not wrong:
        return JsonResponse({"status": "ready"})
    response = JsonResponse({"status": "not ready", "not_ready": wrong}, status=503)
    response._has_been_logged = True  # who asks again and again knows
    return response


def not_ready():
    """Return {what: why not, in a sentence}; {} where all is ready. Cost: three queries; three seconds a database."""
    if health.stopping.has_begun():
        return {"stopping": "The site is being stopped."}
    for pulse in health.pulses:  # readers are answered from a standby while the primary is away
        with suppress(DatabaseError, InterfaceError, TimeoutError):
            return pulse.answer(_looked_into)
    return {"database": "The database does not answer."}


def _looked_into():
    missing = _migrations_missing()
    if missing:
        return {"migrations": f"The database lacks the migration {missing[0]} ({len(missing)} in all)."}
    return dict(wrong for config in apps.get_app_configs() for wrong in getattr(config, "not_ready", list)())


def _migrations_missing():
    """Return the last migrations of our apps that the database lacks, such as “agreements.0002_terms”."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [".".join(leaf) for leaf in last_migrations() if leaf not in applied]


@cache
def last_migrations():
    """Return the (app, name) of the last migration of each app. Cost: all migrations are imported, once."""
    return MigrationLoader(None).graph.leaf_nodes()


@never_cache
@require_safe
def numbers(request):
    """Answer with the site's numbers in the text format of Prometheus; 403 for who may not see them."""
    if not _may_see_numbers(request):
        return HttpResponse(NOT_FOR_ALL, status=403, content_type="text/plain; charset=utf-8")
    counted = generate_latest(metrics.registry)
    return HttpResponse(counted + generate_latest(_LookedUp()), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _may_see_numbers(request):
    token, given = settings.METRICS_TOKEN, request.META.get("HTTP_AUTHORIZATION", "")
    if token and constant_time_compare(given, f"Bearer {token}"):
        return True
    address = address_of(request)
    address = getattr(address, "ipv4_mapped", None) or address
    return bool(address) and any(address in network for network in settings.METRICS_FROM)


class _LookedUp:
    """What is looked up now; without a database that answers only that there is none."""

    def collect(self):
        try:
            families = health.pulse.answer(metrics.looked_up)
        except (DatabaseError, InterfaceError, TimeoutError):
            families = []
        up = metrics.gauge("database_up", "Whether the database answers.", float(bool(families)))
        stopping = metrics.gauge("stopping", "Whether the site is being stopped.", float(health.stopping.has_begun()))
        return [up, stopping, *families]
