"""Who logs in: passwords cannot be guessed, and the log tells who came, who was refused, and whose rights changed."""

import logging
import time
from contextvars import ContextVar

from django.contrib.auth import get_user_model, signals
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed, post_delete, pre_save

from spacecoop.allowances import Allowance
from spacecoop.places import Places
from spacecoop.visitors import visitor_of

logger = logging.getLogger("spacecoop.security")
User = get_user_model()

# Attempts are counted before the password is looked at, so that those that come at once count one by one.
OF_ADDRESS = Allowance("log in: address", 20, 900)
OF_ACCOUNT = Allowance("log in: account", 10, 900)
HASHING = Places(2, "password")  # in this process: to check a password takes a processor for a while
PATIENCE = 0.5  # seconds; who waits for longer keeps a thread from readers
RETRY_SECONDS = 3
# A browser in which somebody has logged in: strangers who guess at the account do not shut it out.
KNOWN, KNOWN_SECONDS = "known_browser", 90 * 86_400
RIGHTS = ("is_active", "is_staff", "is_superuser", "password", "username")
asker = ContextVar("asker", default=None)  # the request that is answered


class PasswordBackend(ModelBackend):
    """Django's, with few attempts for each address and each account."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if request is None or username is None:
            return super().authenticate(request, username, password, **kwargs)
        address, account = visitor_of(request), account_of(request, username)
        request.must_wait = OF_ADDRESS.spend(address) or OF_ACCOUNT.spend(account)
        if request.must_wait:
            raise PermissionDenied
        if not HASHING.take(PATIENCE):
            request.must_wait = RETRY_SECONDS
            raise PermissionDenied
        try:
            user = super().authenticate(request, username, password, **kwargs)
        finally:
            HASHING.give_back()
        if user is not None:
            OF_ADDRESS.give_back(address)
            OF_ACCOUNT.give_back(account)
        return user


def account_of(request, username):
    """Return what attempts at an account are counted by: of a browser that knows it, apart from all others."""
    name = username.casefold()[:150]
    is_known = request.get_signed_cookie(KNOWN, "", salt=KNOWN, max_age=KNOWN_SECONDS) == name
    return f"{name}\0{request.COOKIES[KNOWN]}" if is_known else name


def too_many(wait):
    if wait < 90:
        when = f"{wait} seconds"
    else:
        when = f"{round(wait / 60)} minutes" if wait < 7200 else f"{round(wait / 3600)} hours"
    return f"Too many attempts: try again in {when}."


class AccountsMiddleware:
    """Tell who has to wait so, let a browser know its account, and the log know who asks and is denied."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith("/admin/"):
            return self.get_response(request)
        token = asker.set(request)
        try:
            response = self.get_response(request)
        finally:
            asker.reset(token)
        if wait := getattr(request, "must_wait", 0):
            response.status_code = 429
            response["Retry-After"] = wait
        if name := getattr(request, "logged_in", ""):
            response.set_signed_cookie(
                KNOWN, name.casefold(), salt=KNOWN, max_age=KNOWN_SECONDS, path="/admin/", httponly=True,
                secure=request.is_secure(), samesite="Lax",
            )  # fmt: skip
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, PermissionDenied):
            logger.warning("denied: %s %s to %s", request.method, request.path[:200], who())


def who():
    """Return who asks, for the log: account and address, or the command line."""
    request = asker.get()
    if request is None:
        return "the command line"
    user = getattr(request, "user", None)
    name = user.get_username() if user is not None and user.is_authenticated else "nobody"
    return f"{name} from {visitor_of(request)}"


def note_log_in(sender, request, user, **kwargs):
    request.session["began"] = request.session["seen"] = int(time.time())
    if request.META.get("REMOTE_ADDR"):
        request.logged_in = user.get_username()
        logger.info("log-in: %s from %s", user.get_username(), visitor_of(request))


def note_log_out(sender, request, user, **kwargs):
    if user is not None:
        logger.info("log-out: %s from %s", user.get_username(), visitor_of(request))


def note_failure(sender, credentials, request=None, **kwargs):
    """Name the account if there is one: what else was typed may be somebody's password."""
    name = str(credentials.get("username", ""))[:150]
    account = name if "\x00" not in name and User.objects.filter(username=name).exists() else "an unknown account"
    put_off = "put off" if getattr(request, "must_wait", 0) else "refused"
    logger.warning("log-in %s: %s from %s", put_off, account, visitor_of(request) if request else "the command line")


def note_rights(sender, instance, raw=False, update_fields=None, **kwargs):
    if raw or (update_fields is not None and not set(RIGHTS) & set(update_fields)):
        return
    before = sender.objects.filter(pk=instance.pk).values(*RIGHTS).first() if instance.pk else None
    if before is None:
        logger.info("rights: %s makes the account %s", who(), instance.get_username())
        return
    told = [
        name if name == "password" else f"{name} {before[name]} → {getattr(instance, name)}"
        for name in RIGHTS
        if before[name] != getattr(instance, name)
    ]
    if told:
        logger.info("rights: %s changes %s: %s", who(), before["username"], ", ".join(told))


def note_memberships(sender, instance, action, pk_set, model, **kwargs):
    if action in ("post_add", "post_remove", "post_clear") and asker.get() is not None:
        named = ", ".join(sorted(map(str, model.objects.filter(pk__in=pk_set or ())))) or "all"
        change = {"post_add": "gains", "post_remove": "loses", "post_clear": "loses"}[action]
        logger.info("rights: by %s, %s %s %s", who(), instance, change, named)


def note_deletion(sender, instance, **kwargs):
    logger.info("rights: %s deletes the account %s", who(), instance.get_username())


def keep_security_log():
    """Connect what is logged to the moments at which Django tells of it."""
    signals.user_logged_in.connect(note_log_in)
    signals.user_logged_out.connect(note_log_out)
    signals.user_login_failed.connect(note_failure)
    pre_save.connect(note_rights, sender=User)
    post_delete.connect(note_deletion, sender=User)
    for through in (User.groups.through, User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(note_memberships, sender=through)
