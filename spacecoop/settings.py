"""One settings file; what differs between machines comes from the environment (docs/deployment.md)."""

import os
import re
import secrets
import tempfile
from pathlib import Path

from corsheaders.defaults import default_headers
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from spacecoop.embedded.account import wal_archive
from spacecoop.environment import address_read, boolean, choice, env, header, networks, rate, seconds, token

BASE_DIR = Path(__file__).resolve().parent.parent


HOME = Path(env.str("SPACECOOP_HOME", str(BASE_DIR / ".spacecoop"))).expanduser().resolve()


def _secret_key():
    """Return SECRET_KEY, or the one kept in SPACECOOP_HOME, made at the first start."""
    if key := env.str("SECRET_KEY", ""):
        return key
    path = HOME / "secret_key"
    try:
        HOME.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # Made beside and linked whole: of two first starts at once one comes first, and both read the same key.
            descriptor, made = tempfile.mkstemp(prefix="secret_key.", dir=HOME)
            try:
                with os.fdopen(descriptor, "w") as file:
                    file.write(secrets.token_urlsafe(64))
                os.link(made, path)
            finally:
                os.unlink(made)
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in {path} ({error.strerror}): "
            "free some space, set SPACECOOP_HOME to a folder that you may write to, or set SECRET_KEY."
        ) from error
    try:
        key = path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key in {path} cannot be read ({error.strerror}): "
            "start as the user who made it, or set SECRET_KEY."
        ) from error
    if len(key) < 50:
        raise ImproperlyConfigured(f"{path} holds no whole key: delete it and a new one is made.")
    return key


SECRET_KEY = _secret_key()
DEBUG = False
HTTPS = boolean("SPACECOOP_HTTPS", False)
HOSTS = env.list("SPACECOOP_HOSTS", default=[])
# By which the site calls itself (spacecoop.hosts), with its port where that is written; "" where none is named.
PUBLIC_HOST = HOSTS[0] if HOSTS and not HOSTS[0].startswith(("*", ".")) else ""
ALLOWED_HOSTS = [re.sub(r":\d+$", "", host) for host in HOSTS] or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS if HTTPS and not host.startswith("*")]

INSTALLED_APPS = [
    "spacecoop",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "agencies",
    "agreements",
    "catalogue",
    "pages",
    "opendata",
    "alerts",
    "desk",
    "desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.forms",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "csp",
]

MIDDLEWARE = [
    "spacecoop.accesses.AccessMiddleware",
    "spacecoop.languages.LanguageMiddleware",
    "spacecoop.headers.HeadersMiddleware",
    "spacecoop.probes.ProbesMiddleware",
    "spacecoop.read_only.ReadOnlyMiddleware",
    "spacecoop.limits.RateLimitMiddleware",
    "spacecoop.hosts.HostMiddleware",
    "opendata.negotiation.NegotiationMiddleware",
    "catalogue.caching.EditionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "spacecoop.incoming.SignsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "spacecoop.limits.LimitsMiddleware",
    "desk.accounts.AccountsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "spacecoop.moved.MovedMiddleware",
    "pages.figures.announce.LinkMiddleware",  # outside of the other: the records themselves are named first
    "opendata.exports.announce.LinkMiddleware",
    "catalogue.past.middleware.AsRecordedOnMiddleware",
]

ROOT_URLCONF = "spacecoop.urls"
WSGI_APPLICATION = "spacecoop.wsgi.application"
FORM_RENDERER = "spacecoop.widgets.FormRenderer"

# Public pages first; the admin and the widgets of forms have Django's own templates.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "pages"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "pages.environment.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "spacecoop.templates.LeanLoader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASE_EXAMPLE = "postgresql://user:password@host:5432/database"
# Whether the site serves readers alone and writes nothing, from a standby.
READ_ONLY = boolean("SPACECOOP_READ_ONLY", False)


def _server(name, address, **more):
    """Return the settings of a PostgreSQL server; `more`: what libpq is told unless the address says otherwise."""
    server = address_read(name, env.db_url_config, address, DATABASE_EXAMPLE)
    if server.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            f"{name} names no PostgreSQL server: set it to postgresql://user:password@host/database, or unset it."
        )
    # Whoever asks meanwhile is told soon that it is away or frozen, not after the minutes that a network takes.
    waits = {"connect_timeout": 3, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    waits |= {"tcp_user_timeout": 15_000, **more}
    if "," in server["HOST"] and not READ_ONLY:  # of several the one that takes writes
        waits.setdefault("target_session_attrs", "read-write")
    return {**server, "OPTIONS": waits | server.get("OPTIONS", {})}


def _databases():
    """Return the primary as `default`, a pool in front of it as `pool`, and the standbys as `standby1` and so on."""
    address, direct = env.str("DATABASE_URL", "").strip(), env.str("DATABASE_DIRECT_URL", "").strip()
    addresses = re.split(r"[\s,]+(?=[A-Za-z]+://)", env.str("DATABASE_REPLICAS", "").strip())
    if (direct or READ_ONLY) and not address:
        name = "DATABASE_DIRECT_URL" if direct else "SPACECOOP_READ_ONLY"
        raise ImproperlyConfigured(f"{name} is set without DATABASE_URL: set that too, or unset {name}.")
    pooled = {"DISABLE_SERVER_SIDE_CURSORS": bool(direct)}
    databases = {"default": {"ENGINE": "spacecoop.embedded", "NAME": "spacecoop", "OPTIONS": {"connect_timeout": 10}}}
    if direct:  # a session is for a while: the desk, commands, what runs beside the site
        databases = {"default": _server("DATABASE_DIRECT_URL", direct) | {"CONN_MAX_AGE": 0}}
        databases["pool"] = _server("DATABASE_URL", address) | pooled
    elif address:
        databases = {"default": _server("DATABASE_URL", address)}
    for number, standby in enumerate(filter(None, addresses), 1):
        told = _server("DATABASE_REPLICAS", standby, connect_timeout=2, target_session_attrs="any")
        databases[f"standby{number:02}"] = told | pooled
    for alias, database in databases.items():
        database.setdefault("CONN_MAX_AGE", 600)
        if alias != "default":
            database["TEST"] = {"MIRROR": "default"}
    return databases


DATABASES = _databases()
# Where the embedded database keeps all that it writes, for a restore to any time (spacecoop.embedded.archive).
WAL_ARCHIVE = wal_archive()
if WAL_ARCHIVE and env.str("DATABASE_URL", ""):
    raise ImproperlyConfigured(
        "SPACECOOP_WAL_ARCHIVE is for the embedded PostgreSQL, and DATABASE_URL names another one, which archives by "
        "settings of its own: unset one of the two."
    )
# No health checks: the first question of each request finds out (catalogue.caching).
# What a statement for a visitor who is not logged in may take.
STATEMENT_TIMEOUT = seconds("SPACECOOP_STATEMENT_TIMEOUT", 15)
# What a stranger may send, in bytes; the web server collects as much before a thread looks at it.
LARGEST_BODY = 256 * 1024
# How often an address may ask (spacecoop.limits).
API_RATE = rate("SPACECOOP_API_RATE", "600/min")


def _cache(address):
    """Return the settings of a cache; one on a server that is down or slow keeps nothing, and the site answers."""
    cache = address_read("CACHE_URL", env.cache_url_config, address, "redis://host:6379/0")
    if "locmem" in cache["BACKEND"]:
        cache["BACKEND"] = "spacecoop.caching.Cache"
        cache["OPTIONS"] = {"MAX_ENTRIES": 2000}
    elif "redis" in cache["BACKEND"]:
        cache["BACKEND"] = "django_redis.cache.RedisCache"
        cache["OPTIONS"] = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1}
    return cache


def _cache_of_exports(default):
    """Return the settings of the cache of large exports: `default` where processes share it, else files of theirs."""
    if default["BACKEND"] != "spacecoop.caching.Cache":
        return default
    return {"BACKEND": "spacecoop.caching.Files", "LOCATION": HOME / "exports", "OPTIONS": {"MAX_ENTRIES": 32}}


CACHES = {"default": _cache(env.str("CACHE_URL", "locmemcache://spacecoop"))}
CACHES["exports"] = _cache_of_exports(CACHES["default"])
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = ["desk.accounts.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Of whom a second factor is demanded at the desk: of nobody, or of who may publish or manage accounts.
SECOND_FACTOR = choice("SPACECOOP_SECOND_FACTOR", "reviewers")
OTP_TOTP_ISSUER = "spacecoop"  # how an app names the secret
# The desk's own allowances count attempts (desk.second_factor): the library's would let a stranger shut the owner out.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

# The first is the original, without a prefix in addresses; the others stand under /fr/ (docs/translating.md).
LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
LANGUAGE_CODE = LANGUAGES[0][0]
# What has one address in all languages.
OUTSIDE_LANGUAGES = (
    *("/admin/", "/api/", "/static/", "/dump/", "/healthz", "/readyz", "/metrics", "/robots.txt", "/.well-known/"),
    *("/sitemap", "/opensearch.xml", "/llms.txt", "/oembed/", "/reconcile", "/mcp"),
)
LOCALE_PATHS = [HOME / "locale"]  # compiled from locale/ of this checkout (spacecoop.messages)
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
# The index of this site, made from the documents; a folder on a disk of this machine.
INDEX_FOLDER = HOME / "index"
ARCHIVE_FOLDER = HOME / "archives"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# What a browser may load: this host alone, and no script or style inside a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
# Any site's pages may read the API and the exports, without credentials; nothing else is shared.
CORS_ALLOW_ALL_ORIGINS = True
OPEN_SUFFIXES = r"\.(csv|xlsx|bib|ris|json|csl\.json|jsonl|jsonld|ttl|atom|ics|svg|png)$"
CORS_URLS_REGEX = rf"^/(api/|dump/|reconcile(/|$)|mcp/?$|oembed/|(fr/)?embed/|[A-Za-z0-9/-]+{OPEN_SUFFIXES})"
# What is posted only asks: every other address refuses it.
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
# Beside those that every page may send, what the Model Context Protocol tells of itself.
CORS_ALLOW_HEADERS = [
    *(*default_headers, "if-none-match"),
    *("mcp-protocol-version", "mcp-method", "mcp-name", "last-event-id"),
]
CORS_EXPOSE_HEADERS = [
    *("Content-Disposition", "ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"),
    *("Spacecoop-Revision", "Spacecoop-As-Recorded-On", "X-Request-ID"),
]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = True
# A session ends when nobody has used it for so long (spacecoop.limits renews it).
SESSION_COOKIE_AGE = seconds("SPACECOOP_SESSION_IDLE", 7200) or 14 * 86_400
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# For this host alone: what else its domain serves, and how, is not for this site to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Whether a proxy that we trust tells the scheme and the visitor's address; else no header does.
BEHIND_PROXY = boolean("SPACECOOP_BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def _contact():
    """Return the address for reports of weaknesses as a URI, "" where none is set."""
    address = env.str("SPACECOOP_CONTACT", "").strip()
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", address):
        return f"mailto:{address}"
    if not address or re.fullmatch(r"https://\S+", address):
        return address
    raise ImproperlyConfigured(f"SPACECOOP_CONTACT is {address!r}: set it to an e-mail address or an https:// address.")


CONTACT = _contact()
EDITORS = {"email": CONTACT.removeprefix("mailto:")} if CONTACT.startswith("mailto:") else {"url": CONTACT}


def _mail():
    """Return the settings of the server that takes our mails, and who sends them; {} where none is named."""
    address, sender = env.str("EMAIL_URL", "").strip(), env.str("SPACECOOP_MAIL_FROM", "").strip()
    if not address:
        return {}
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", sender):
        raise ImproperlyConfigured(
            f"SPACECOOP_MAIL_FROM is {sender!r}: set it to the e-mail address that mails come from, or unset EMAIL_URL."
        )
    example = "smtp+tls://user:password@host:587"
    return {**address_read("EMAIL_URL", env.email_url_config, address, example), "DEFAULT_FROM_EMAIL": sender}


MAIL = _mail()
MAILS = bool(MAIL)  # whether readers may be mailed
EMAIL_TIMEOUT = 15
globals().update(MAIL)
# Whether the site posts to addresses that are not public, and without TLS: for tests and closed networks.
PRIVATE_WEBHOOKS = boolean("SPACECOOP_PRIVATE_WEBHOOKS", False)

# How long a site that is being stopped goes on answering, while /readyz sends balancers elsewhere.
DRAIN_SECONDS = seconds("SPACECOOP_DRAIN_SECONDS", 0, "none")


def _purge_url():
    """Return the address at which a purge is asked for, "" where nothing stands in front of the site."""
    address = env.str("SPACECOOP_PURGE_URL", "").strip()
    if address and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", address):
        raise ImproperlyConfigured(
            f"SPACECOOP_PURGE_URL is {address!r}: set it to an http:// or https:// address, or unset it."
        )
    return address


# Who may see /metrics, beside who sends the token.
METRICS_FROM = networks("SPACECOOP_METRICS_FROM", "127.0.0.0/8,::1")
METRICS_TOKEN = token("SPACECOOP_METRICS_TOKEN")
# What is asked to forget all that it keeps, when readers see something new (catalogue.purging).
PURGE_URL = _purge_url()
PURGE_METHOD = choice("SPACECOOP_PURGE_METHOD", "PURGE", "BAN", "POST") or "PURGE"
PURGE_HEADER = header("SPACECOOP_PURGE_HEADER")

LOG_FORMAT = choice("SPACECOOP_LOG_FORMAT", "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "spacecoop.logs.Formatter", "format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "spacecoop.logs.JsonFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT or "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django's own logger has handlers for DEBUG only and mails nobody here: send all to stderr.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A visitor's wrong address or parameter is no matter for the log.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "spacecoop": {"level": "INFO"},
        # A line a request, for programs; people who look at a terminal look for what went wrong.
        "spacecoop.access": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
    },
}

PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # reading leaves no history, and is to cost none
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"  # so that changes of one transaction keep their order
PGHISTORY_ADMIN_ALL_EVENTS = False

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["opendata.answers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "spacecoop.api.problem",
}
LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}  # of the published data

SPECTACULAR_SETTINGS = {
    "TITLE": "spacecoop",
    "DESCRIPTION": "Bilateral space cooperation: who agreed what with whom, when, and which source says so. "
    "Read-only; the data are under CC BY 4.0. All data in one archive: /dump/. "
    "Other formats: add a suffix to the page URL, for example /agreements.csv?party=BE.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "DEFAULT_GENERATOR_CLASS": "opendata.schema.SchemaGenerator",
    "LICENSE": LICENCE,
    "CONTACT": {"name": "The editors of spacecoop", **(EDITORS if CONTACT else {})},
    "SERVERS": [{"url": "/", "description": "This site"}],
    "SERVE_INCLUDE_SCHEMA": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": ["opendata.schema.complete", "opendata.examples.add_examples"],
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "tryItOutEnabled": True},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
