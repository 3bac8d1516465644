import hashlib
import logging
import os
import secrets
import signal
import sys
from contextlib import contextmanager, suppress
from functools import partial

import django
import psutil
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.utils.crypto import constant_time_compare, salted_hmac

from alerts.sending import BESIDE as SENDING
from catalogue.purging import purge_edge
from catalogue.worker import begin_following, index_present
from opendata.exports.archives import keep_archives
from spacecoop.databases import POOL
from spacecoop.embedded.account import step_down
from spacecoop.health import pulse
from spacecoop.memory import have_few_arenas, keep_in_common
from spacecoop.models import Collection, KeySeal

logger = logging.getLogger("spacecoop")
THREADS = 8  # of a worker, where the database has as many connections
SPARE_CONNECTIONS = 12  # for what runs beside the site: the renderer, commands, a backup
# What runs beside the renderer, each in a thread of its own.
BESIDE = (pulse.watch, keep_archives, purge_edge, *(() if settings.READ_ONLY else SENDING))
PREPARATION = 20_100_401  # the database lock under which one start at a time prepares


class Command(BaseCommand):
    help = "Run the site, after bringing database, data set and static files up to date."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1", help="default: HOST")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="default: PORT")

    def handle(self, *, host, port, **options):
        """Print a refusal as the one sentence that it is; end quietly when asked to end."""
        end_when_asked()
        try:
            port = whole_number("PORT", port, most=65535)
            workers = whole_number("WEB_CONCURRENCY", os.environ.get("WEB_CONCURRENCY") or "2", most=64)
            # Only now: gunicorn reads WEB_CONCURRENCY when it is imported.
            from spacecoop.webserver import WebServer, bind, listen

            listener = bind(host, port)
            step_down(settings.HOME)
            threads = self.prepare(workers)
            listen(listener)
            with renderer_beside(listener) as look:
                ready = partial(self.announce, host, port)
                WebServer(listener, workers=workers, threads=threads, when_ready=ready, look_beside=look).run()
        except CommandError as refusal:
            sys.exit(str(refusal))
        except KeyboardInterrupt:
            sys.exit(0)

    def prepare(self, workers):
        """Bring all up to date; return how many threads a worker has."""
        try:
            reach_database()
            threads = threads_of_each(workers)
            with one_start_at_a_time():
                take_as_it_is() if settings.READ_ONLY else self.bring_up_to_date()
                collect_static_files()
            if not index_present():
                raise not_ready()
            return threads
        except (OperationalError, DeserializationError, OSError) as error:
            raise as_sentence("spacecoop cannot start", error) from error
        finally:
            connections.close_all()

    def bring_up_to_date(self):
        refuse_a_standby()
        migrate()
        recognise_secret_key()
        call_command("load_knowledge_base", stdout=self.stdout)
        self.load_collection(os.environ.get("COLLECTION", ""))
        call_command("catalogue", "--update", stdout=self.stdout)
        self.appoint_administrator()

    def load_collection(self, name):
        """Load the collection that COLLECTION names, unless it is loaded already."""
        if name and not Collection.objects.filter(slug=name).exists():
            call_command("collection", "load", name, stdout=self.stdout)

    def appoint_administrator(self):
        """Make the first user, and show its password, once, if nobody chose it."""
        users = get_user_model().objects
        if users.exists():
            return
        chosen = os.environ.get("SPACECOOP_ADMIN_PASSWORD")
        password = chosen or secrets.token_urlsafe(12)
        try:
            validate_password(password, get_user_model()(username="admin"))
        except ValidationError as error:
            raise CommandError(
                f"SPACECOOP_ADMIN_PASSWORD is refused: {' '.join(error.messages)} "
                "Choose another, or unset it to have one made."
            ) from None
        users.create_superuser("admin", password=password)
        shown = "the one in SPACECOOP_ADMIN_PASSWORD" if chosen else f"{password} (shown this once)"
        self.stdout.write(f"For /admin/: user admin, password {shown}")

    def announce(self, host, port):
        address = f"[{host}]" if ":" in host else host
        self.stdout.write(f"spacecoop is at http://{address}:{port}/ (Ctrl-C stops it)")
        self.stdout.flush()


@contextmanager
def renderer_beside(listener):
    """Run the process that renders what changes beside the site; it ends with this one, however that ends.

    Yields a function that begins another one where it has ended before.
    """
    have_few_arenas()
    keep_in_common()
    site, renderer = os.getpid(), begin_following([listener], BESIDE)

    def look(listeners):
        nonlocal renderer
        if not psutil.pid_exists(renderer):  # the web server has seen to its end
            logger.error("The process that renders beside the site has ended; another one begins.")
            renderer = begin_following(listeners, BESIDE)

    try:
        yield look
    finally:
        if os.getpid() == site:  # what is forked from it ends here too
            with suppress(ProcessLookupError):
                os.kill(renderer, signal.SIGTERM)
            with suppress(ChildProcessError):
                os.waitpid(renderer, 0)


def end_when_asked():
    """Let Ctrl-C, a polite kill and a closed terminal unwind the stack, so that the database is stopped."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup ignores it
        signal.signal(signal.SIGHUP, signal.default_int_handler)


def whole_number(name, text, *, most):
    if text.isdecimal() and 0 < int(text) <= most:
        return int(text)
    raise CommandError(f"{name} is {text!r}: set it to a whole number from 1 to {most}.")


def as_sentence(beginning, error):
    if isinstance(error, CommandError):
        return error
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    return CommandError(f"{beginning}: {reason}.")


def reach_database():
    try:
        connection.ensure_connection()
    except CommandError:
        raise
    except OperationalError as error:
        raise as_sentence(
            "The database that DATABASE_URL names cannot be reached; start it, correct DATABASE_URL, "
            "or unset it to use the embedded one",
            error,
        ) from error


def threads_of_each(workers):
    """Return how many threads a worker may have, each with a connection, and one more for the health check."""
    if POOL in settings.DATABASES:  # it shares the database's connections among them
        return THREADS
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
        )
        most = cursor.fetchone()[0] - SPARE_CONNECTIONS
    if most < 2 * workers:
        raise CommandError(
            f"WEB_CONCURRENCY is {workers}, for which the database has too few connections: "
            f"set it to {max(most // 2, 1)} or fewer, or raise max_connections of the database."
        )
    return min(THREADS, most // workers - 1)


@contextmanager
def one_start_at_a_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARATION])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARATION])


def refuse_a_standby():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        if cursor.fetchone()[0]:
            raise CommandError(
                "The database that DATABASE_URL names is a standby, which takes no writes: "
                "set SPACECOOP_READ_ONLY=true to serve readers from it, or name the primary."
            )


def take_as_it_is():
    """Refuse a database that this code cannot serve without writing to it."""
    executor = MigrationExecutor(connection)
    refuse_a_newer_one(executor.loader)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise not_ready()
    if not is_served_with_this_key():
        raise CommandError(
            "The database was served with another secret key: put its file secret_key into SPACECOOP_HOME, "
            "or set SECRET_KEY."
        )


def not_ready():
    return CommandError(
        "The database is not ready for readers: start a site of this version on its primary first, "
        "without SPACECOOP_READ_ONLY."
    )


def migrate():
    try:
        executor = MigrationExecutor(connection)
        refuse_a_newer_one(executor.loader)
        refuse_an_older_one(executor.loader)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, InconsistentMigrationHistory) as error:
        raise as_sentence("The database cannot be migrated (manage.py migrate tells more)", error) from error


def refuse_a_newer_one(loader):
    """Refuse a database that a newer version has migrated, of which this one knows nothing."""
    known = {*loader.disk_migrations}.union(*(migration.replaces for migration in loader.disk_migrations.values()))
    ours = {migration for migration in loader.applied_migrations if migration[0] in loader.migrated_apps}
    if unknown := sorted(ours - known):
        raise CommandError(
            f"The database is of a newer version of spacecoop, which has migrated it ({'.'.join(unknown[0])}): "
            "start that version (git pull), or restore a backup from before."
        )


def recognise_secret_key():
    """Refuse a database that was served with another secret key, unless whoever starts it says that it is meant."""
    _, is_new = KeySeal.objects.get_or_create(pk=1, defaults={"seal": seal_of_key()})
    if is_new or is_served_with_this_key():
        return
    if os.environ.get("SPACECOOP_NEW_KEY") != "1":
        raise CommandError(
            "The database was served with another secret key: put its file secret_key into SPACECOOP_HOME (or set "
            "SECRET_KEY), or start once with SPACECOOP_NEW_KEY=1, after which everybody has to log in again."
        )
    KeySeal.objects.filter(pk=1).update(seal=seal_of_key())
    Session.objects.all().delete()


def is_served_with_this_key():
    return any(constant_time_compare(known.seal, seal_of_key()) for known in KeySeal.objects.all())


def seal_of_key():
    return salted_hmac("spacecoop.database", "the key of this database", algorithm="sha256").hexdigest()


def refuse_an_older_one(loader):
    """Refuse a database that has only some of the migrations for which one of today's stands."""
    for migration in loader.replacements.values():
        if 0 < sum(name in loader.applied_migrations for name in migration.replaces) < len(migration.replaces):
            raise CommandError(
                "The database is of a version that cannot be migrated at once: start revision 199d9f3 of "
                "spacecoop on it first, then this one."
            )


def collect_static_files():
    """Collect them unless the same files were collected before; to hash and compress them takes seconds."""
    collected = settings.STATIC_ROOT / ".collected"
    wanted = static_fingerprint()
    if collected.exists() and collected.read_text() == wanted:
        return
    collected.unlink(missing_ok=True)
    # Afresh: collectstatic takes a changed file with an older date than its copy for unchanged.
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    collected.write_text(wanted)


def static_fingerprint():
    fingerprint = hashlib.sha256(f"{django.__version__} {settings.STORAGES}".encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            fingerprint.update(f"{storage.path(path)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return fingerprint.hexdigest()
