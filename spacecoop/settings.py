"""One settings file; what differs between machines comes from the environment (docs/deployment.md)."""

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def _boolean(name, default):
    """Read a yes-or-no setting; say what to set when it is neither."""
    text = env.str(name, str(default)).strip().lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name} is {text!r}: set it to true or false.")


HOME = Path(env.str("SPACECOOP_HOME", str(BASE_DIR / ".spacecoop"))).expanduser().resolve()


def _secret_key():
    """Return SECRET_KEY, or the one kept in SPACECOOP_HOME, made at the first start."""
    if key := env.str("SECRET_KEY", ""):
        return key
    path = HOME / "secret_key"
    try:
        HOME.mkdir(parents=True, exist_ok=True)
        # Exclusive creation: of two first starts at once, one writes and both read the same key.
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
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
HTTPS = _boolean("SPACECOOP_HTTPS", False)
ALLOWED_HOSTS = env.list("SPACECOOP_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and not host.startswith("*")]

INSTALLED_APPS = [
    "spacecoop",
    "agencies",
    "agreements",
    "catalogue",
    "pages",
    "opendata",
    "desk",
    "desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
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
    "spacecoop.caching.RevisionCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "spacecoop.moved.MovedMiddleware",
    "opendata.exports.announce.LinkMiddleware",
    "desk.knowing.AsKnownOnMiddleware",
]

ROOT_URLCONF = "spacecoop.urls"
WSGI_APPLICATION = "spacecoop.wsgi.application"
# Widgets find their templates where pages do.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

if env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.db_url("DATABASE_URL")}
    if DATABASES["default"].get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL names no PostgreSQL server: set it to postgresql://user:password@host/database, "
            "or unset it to use the embedded one."
        )
else:
    DATABASES = {"default": {"ENGINE": "spacecoop.embedded", "NAME": "spacecoop"}}
DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
# No health checks: the first question of each request finds out (spacecoop.caching).


def _cache(address):
    """Return the settings of a cache; one on a server that is down or slow keeps nothing, and the site answers."""
    cache = environ.Env.cache_url_config(address)
    if "locmem" in cache["BACKEND"]:
        cache["OPTIONS"] = {"MAX_ENTRIES": 2000}
    elif "redis" in cache["BACKEND"]:
        cache["BACKEND"] = "django_redis.cache.RedisCache"
        cache["OPTIONS"] = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1}
    return cache


CACHES = {"default": _cache(env.str("CACHE_URL", "locmemcache://spacecoop"))}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
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
CORS_URLS_REGEX = r"^/(api/|dump/|[A-Za-z0-9/-]+\.(csv|xlsx|bib|ris|json|csl\.json|jsonld|ttl|atom|ics|svg|png)$)"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["ETag", "Link", "Retry-After", "Spacecoop-Revision", "Spacecoop-As-Known-On"]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if _boolean("SPACECOOP_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django's own logger has handlers for DEBUG only and mails nobody here: send all to stderr.
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A visitor's wrong address or parameter is no matter for the log.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "spacecoop": {"level": "INFO"},
    },
}

PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")  # reading leaves no history, and is to cost none
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"  # so that changes of one transaction keep their order
PGHISTORY_ADMIN_ALL_EVENTS = False

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": env.str("SPACECOOP_API_RATE", "600/min")},
    # Whose address counts: behind a proxy that of the visitor, else never what a header claims.
    "NUM_PROXIES": 1 if _boolean("SPACECOOP_BEHIND_PROXY", False) else 0,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "spacecoop.api.problem",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "spacecoop",
    "DESCRIPTION": "Bilateral space cooperation: who agreed what with whom, when, and who says so. "
    "Read-only; the data are under CC BY 4.0. Everything in one archive: /dump/. "
    "Every list and record in other forms: its page's address with a suffix, such as /agreements.csv?party=BE.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "spacecoop.api.keys_may_be_left_out",
        "opendata.examples.add_examples",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "PartyRole": "agreements.models.PartyRole",
        "EventRole": "agreements.models.EventRole",
        "AgreementKind": "agreements.models.AgreementKind",
        "AgencyKind": "agencies.models.AgencyKind",
        "EventKind": "agreements.models.EventKind",
        "LegalAct": "agreements.status.LegalAct",
        "MissionKind": "agreements.models.MissionKind",
        "RelationKind": "agreements.models.RelationKind",
        "SourceKind": "agreements.models.SourceKind",
    },
}
