"""The second factor of an account: a code of an app (TOTP, RFC 6238) or a recovery code, beside the password.

The secret of a set-up that nobody has confirmed stands in one row, `confirmed` false; the session has its number alone.
"""

import re
from base64 import b32encode

import segno
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.db import transaction
from django.forms import ValidationError
from django_otp import DEVICE_ID_SESSION_KEY, login, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk.accounts import OF_ADDRESS, account_of, logger, too_many, who
from spacecoop.allowances import Allowance
from spacecoop.visitors import visitor_of

# Apart, so that whoever guesses at the app leaves the recovery codes to the owner. Of the app three codes in a million
# are right at any moment: ten wrong ones in a day.
OF_APP = Allowance("code: account", 10, 86_400)
OF_RECOVERY = Allowance("recovery code: account", 10, 900)
RECOVERY_CODES = 10
SETTING_UP = "setting_up"  # in the session: the number of the row that it sets up
DEMANDED_OF = ("desk.publish_draft", "auth.change_user")

MISSING = "This account has a second factor. Enter the code of its app, or a recovery code."
WRONG = "The code is wrong or was used before. Enter the next one, or a recovery code."
OVER = "This set-up has expired. Start again."
KEPT_ON = "Reviewers and administrators need a second factor on this site. Set up another app instead."


class LogInForm(AdminAuthenticationForm):
    code = forms.CharField(
        required=False,
        help_text="Only with a second factor: the six digits of your app, or a recovery code.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )

    def get_invalid_login_error(self):
        if wait := getattr(self.request, "must_wait", 0):
            return ValidationError(too_many(wait), code="too_many")
        return super().get_invalid_login_error()

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if device := device_of(user):
            take_code(self.request, user, device, self.cleaned_data.get("code", ""))
            user.otp_device = device  # the library notes it in the session that begins


def device_of(user):
    """Return the app of an account, a TOTPDevice; None where it has no second factor. Cost: one query."""
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).first() if user.is_authenticated else None


def lacks_code(request):
    """Tell whether a session began before its account had the second factor that it has now."""
    device = device_of(request.user)
    return device is not None and request.session.get(DEVICE_ID_SESSION_KEY) != device.persistent_id


def is_demanded_of(user):
    return settings.SECOND_FACTOR == "reviewers" and user.is_staff and any(map(user.has_perm, DEMANDED_OF))


def take_code(request, user, device, typed):
    """Take a code of the app or a recovery code, each once. Raises: ValidationError."""
    typed = re.sub(r"[\s-]", "", typed).lower()
    if not typed:
        raise ValidationError(MISSING)
    is_of_app = re.fullmatch("[0-9]{6}", typed) is not None
    asked, allowance = (device, OF_APP) if is_of_app else (_recovery_of(user), OF_RECOVERY)
    account, address = account_of(request, user.get_username()), visitor_of(request)
    whose = f"{user.get_username()} from {address}"
    is_spent = allowance.spend(account)
    request.must_wait = is_spent or OF_ADDRESS.spend(address)
    if request.must_wait:
        logger.warning("code put off: %s", whose)
        other_way = " Or enter a recovery code." if is_spent and is_of_app else ""
        raise ValidationError(too_many(request.must_wait) + other_way)
    if asked is None or not verify_token(user, asked.persistent_id, typed):
        logger.warning("code refused: %s", whose)
        raise ValidationError(WRONG)
    allowance.give_back(account)
    OF_ADDRESS.give_back(address)
    if not is_of_app:
        logger.warning("recovery code used: %s", whose)


def prove_owner(request, password, code):
    """Ask for a code, or of an account without second factor for its password. Raises: ValidationError."""
    user = request.user
    if device := device_of(user):
        take_code(request, user, device, code)
    elif authenticate(request, username=user.get_username(), password=password) != user:
        wait = getattr(request, "must_wait", 0)
        raise ValidationError(too_many(wait) if wait else "The password is wrong.")


def begin(request):
    """Make a new secret in place of one that is not confirmed yet; return its device."""
    with transaction.atomic():
        give_up(request.user)
        device = TOTPDevice.objects.create(user=request.user, name="app", confirmed=False)
    request.session[SETTING_UP] = device.pk
    return device


def begun(request):
    """Return the device that this session sets up, or None."""
    unconfirmed = TOTPDevice.objects.devices_for_user(request.user, confirmed=False)
    return unconfirmed.filter(pk=request.session.get(SETTING_UP)).first()


def give_up(user):
    TOTPDevice.objects.devices_for_user(user, confirmed=False).delete()


def give_up_at_session(sender, user, **kwargs):
    """Forget an unconfirmed secret when a session of its account begins or ends."""
    if user is not None:
        give_up(user)


def confirm(request, typed):
    """Let the device that is set up take the place of any before; return recovery codes. Raises: ValidationError."""
    device = begun(request)
    if device is None:
        raise ValidationError(OVER)
    with transaction.atomic():
        if not verify_token(request.user, device.persistent_id, re.sub(r"\s", "", typed)):
            raise ValidationError("The code is wrong. Enter the six digits that the app shows now.")
        device = TOTPDevice.objects.get(pk=device.pk)
        device.confirmed = True
        device.save()
        TOTPDevice.objects.filter(user=request.user).exclude(pk=device.pk).delete()
        codes = make_recovery_codes(request.user)
    del request.session[SETTING_UP]
    login(request, device)
    logger.info("second factor set up: %s", who())
    return codes


def make_recovery_codes(user):
    """Replace the recovery codes of an account; return the new ones."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery codes")
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


def remove(user):
    """Take the second factor of an account away; return whether it had one."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        number, _ = TOTPDevice.objects.filter(user=user).delete()
    if number:
        logger.warning("second factor removed: %s by %s", user.get_username(), who())
    return bool(number)


def secret_of(device):
    """Return the secret as apps take it by hand, in groups of four."""
    return " ".join(re.findall(".{4}", b32encode(device.bin_key).decode()))


def picture_of(device):
    """Return the address (data:) of the QR code that apps read, dark on light whatever the scheme of the page."""
    return segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


def _recovery_of(user):
    return StaticDevice.objects.devices_for_user(user, confirmed=True).first()
