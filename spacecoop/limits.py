"""How long the database works for a visitor."""

from django.conf import settings
from django.db import connection


class StatementTimeoutMiddleware:
    """Let no question of a stranger keep the database for longer than the settings say.

    Who is logged in may ask for more: imports take as long as they take. It stands behind the authentication.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        limit(0 if _is_logged_in(request) else settings.STATEMENT_TIMEOUT)
        return self.get_response(request)


def _is_logged_in(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def limit(seconds):
    """End each statement after so many seconds, 0 for never, on the connection of this thread from now on.

    Cost: nothing where the connection, which is kept from request to request, has that limit already.
    """
    server = connection.connection  # None where the database is away: whoever needs it will say so
    if server is None or getattr(server, "seconds_allowed", 0) == seconds:
        return
    with connection.wrap_database_errors:
        server.execute(f"SET statement_timeout = {int(seconds * 1000)}")
    server.seconds_allowed = seconds
