"""Following a page: asked for, confirmed, changed and ended, without an account.

Whoever holds the link of a follow may change and end it; nobody is told whether an address follows anything.
"""

from secrets import token_bytes

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alerts.asking import ask_by_mail, ask_by_webhook, has_room
from alerts.followed import LONGEST, NotFollowed, followed
from alerts.forms import HowOftenForm, MailForm, WebhookForm
from alerts.models import LAPSES, Follow, FollowState, HowOften, MessageKind
from alerts.telling import ask, begin
from alerts.writing import CONFIRMING, described
from spacecoop.allowances import Allowance
from spacecoop.hosts import own_host
from spacecoop.languages import present
from spacecoop.visitors import visitor_of

# Enough for a reader, too few for a machine.
FOLLOWS = Allowance("follow", 20, 3600)
TESTS = Allowance("webhook test", 20, 3600)
METHODS = ["GET", "HEAD", "POST"]


def _page(methods=METHODS):
    """Return the decorator of what is for one reader alone: kept nowhere, and only asked in these ways."""
    return lambda view: never_cache(require_http_methods(methods)(view))


@_page()
def follow(request):
    """Ask how a page is to be followed."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        what = followed(given.get("page", "")[:LONGEST])
    except NotFollowed as error:
        return render(request, "400.html", {"reason": str(error)}, status=400)
    if request.method != "POST":
        return _form(request, what)
    by_mail = "email" in request.POST
    form = MailForm(request.POST) if by_mail else WebhookForm(request.POST)
    if by_mail and not settings.MAILS:
        return render(request, "400.html", {"reason": _("This site sends no mail.")}, status=400)
    if not form.is_valid():
        return _form(request, what, **{"mail" if by_mail else "webhook": form}, status=400)
    if wait := FOLLOWS.spend(visitor_of(request)):
        response = _form(request, what, full=True, status=429)
        response["Retry-After"] = wait
        return response
    return (_by_mail if by_mail else _by_webhook)(request, what, form)


def _form(request, what, mail=None, webhook=None, full=False, status=200):
    context = {
        "what": what,
        "mail": (mail or MailForm()) if settings.MAILS else None,
        "webhook": webhook or WebhookForm(),
        "full": full,
    }
    return render(request, "follow.html", context, status=status)


def _asked(request, what, **how):
    site = f"{request.scheme}://{own_host(request)}"
    return Follow(page=what.page, language=present(), site=site, **how)


def _by_mail(request, what, form):
    asked = form.cleaned_data
    if not form.is_from_a_program:
        ask_by_mail(_asked(request, what, email=asked["email"], how_often=asked["how_often"]), what)
    return render(request, "follow_asked.html", {"what": what, "email": asked["email"], "days": LAPSES.days})


def _by_webhook(request, what, form):
    """Show the secret, this once."""
    asked = _asked(request, what, url=form.cleaned_data["url"], how_often=HowOften.AT_ONCE)
    if not has_room(asked):
        form.add_error("url", _("This URL has too many webhooks already. Confirm or end those first."))
        return _form(request, what, webhook=form, status=400)
    ask_by_webhook(asked, token_bytes(24))
    return render(request, "follow_webhook.html", {"what": what, "follow": asked, "days": LAPSES.days})


@_page()
def confirm(request, signed):
    """Ask once more, since programs that look through mails open every link; what is posted confirms."""
    try:
        token = signing.loads(signed, salt=CONFIRMING, max_age=LAPSES)
    except signing.BadSignature:
        raise Http404(_lost()) from None
    asked = _follow(token)
    if request.method == "POST" and asked.state != FollowState.CONFIRMED:
        try:
            begin(asked, timezone.now())
        except NotFollowed as error:
            return render(request, "400.html", {"reason": str(error)}, status=400)
    if asked.state == FollowState.CONFIRMED:
        return redirect("follow-manage", token)
    return render(request, "follow_confirm.html", {"follow": asked, "what": described(asked)})


@_page()
def manage(request, token):
    """Show what is followed, and change or end it."""
    kept = _follow(token)
    if request.method == "POST":
        return _changed(request, kept)
    failed = kept.messages.exclude(failure="").order_by("-pk").first()
    waits = kept.messages.waiting().exists()
    context = {"follow": kept, "what": described(kept), "failed": failed, "waits": waits, "states": FollowState}
    initial = {"how_often": kept.how_often}
    return render(request, "follow_manage.html", {**context, "form": HowOftenForm(initial=initial)})


def _changed(request, kept):
    if "remove" in request.POST:
        kept.delete()
        return render(request, "follow_ended.html", {})
    form = HowOftenForm(request.POST)
    if "test" in request.POST and kept.url:
        _test(request, kept)
    elif kept.email and kept.state == FollowState.CONFIRMED and form.is_valid():
        kept.how_often = form.cleaned_data["how_often"]
        kept.due_at = HowOften(kept.how_often).next_after(timezone.now())
        kept.store("how_often", "due_at")
    return redirect("follow-manage", kept.token)


def _test(request, kept):
    """Have a message sent that proves that the webhook wants ours; never more than one waits."""
    if not kept.messages.waiting().exists() and not TESTS.spend(visitor_of(request)):
        ask(kept, MessageKind.TEST)


@csrf_exempt
@_page()
def unsubscribe(request, token):
    """End a follow by one click, here or in a mail program (RFC 8058), which has neither cookies nor our form."""
    if request.method == "POST":
        Follow.objects.filter(token=token).delete()
        return render(request, "follow_ended.html", {})
    kept = _follow(token)
    return render(request, "follow_unsubscribe.html", {"follow": kept, "what": described(kept)})


def _follow(token):
    if found := Follow.objects.filter(token=token).first():
        return found
    raise Http404(_lost())


def _lost():
    return _("Nothing is followed by this link: it was ended, or not confirmed in time.")
