"""Asking to follow: bounded by address, and answered alike whether the address is known or not."""

from base64 import b64encode

from alerts.models import Follow, FollowState, MessageKind
from alerts.telling import ask
from spacecoop.allowances import Allowance

MOST_UNCONFIRMED = 5  # of one address
MOST_FOLLOWS = 100  # of one address
MAILS = Allowance("mails to confirm", 10, 86_400)  # to one address, whoever asks for them


def has_room(asked):
    """Tell whether the address of a Follow may have another one."""
    others = Follow.objects.of_address(asked.address)
    unconfirmed = others.filter(state=FollowState.UNCONFIRMED).count()
    return unconfirmed < MOST_UNCONFIRMED and others.count() < MOST_FOLLOWS


def ask_by_mail(asked, what):
    """Mail a link that confirms, or of what is followed already its own link; nothing where there were too many."""
    if MAILS.spend(asked.email.lower()):
        return
    same = Follow.objects.of_address(asked.email).filter(page=asked.page).exclude(state=FollowState.OFF)
    if known := same.first():
        kind = MessageKind.KNOWN if known.state == FollowState.CONFIRMED else MessageKind.CONFIRM
        ask(known, kind, what=what)
    elif has_room(asked):
        asked.save()
        ask(asked, MessageKind.CONFIRM, what=what)


def ask_by_webhook(asked, secret):
    """Keep what a webhook asks for; `secret`: bytes by which what it is sent is signed."""
    asked.secret = f"whsec_{b64encode(secret).decode()}"
    asked.save()
