"""The page on which people at the desk set up, renew and remove their second factor."""

from django.contrib import messages
from django.forms import ValidationError
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from desk import second_factor
from desk.accounts import logger, who

FIELDS = "factor_"  # begins the name of each field of this page


def answer(site, request, kept=(), gave_password=False):
    """Do the step that was posted, if any, and show what comes next.

    `kept`: (name, value) of what else was posted, saved once the set-up is done. `gave_password`: in this request.
    """
    step = STEPS.get(request.POST.get("factor_step"))
    shown = {}
    if gave_password:
        shown = _shown(second_factor.begin(request))
    elif step:
        try:
            shown = step(request)
        except ValidationError as refused:
            shown = _shown(second_factor.begun(request)) if step is _confirm else {}
            shown["refused"] = refused.message
    elif request.method == "GET":
        second_factor.give_up(request.user)
    return _page(site, request, kept=kept, **shown)


def _page(site, request, **shown):
    context = {
        **site.each_context(request),
        "title": "Second factor",
        "device": second_factor.device_of(request.user),
        "left": second_factor.recovery_codes_left(request.user),
        "is_demanded": second_factor.is_demanded_of(request.user),
        **shown,
    }
    response = TemplateResponse(request, "admin/second_factor.html", context)
    add_never_cache_headers(response)
    return response


def _shown(device):
    if device is None:
        return {}
    return {"secret": second_factor.secret_of(device), "picture": second_factor.picture_of(device)}


def _prove(request):
    given = request.POST
    second_factor.prove_owner(request, given.get("factor_password", ""), given.get("factor_code", ""))


def _begin(request):
    _prove(request)
    return _shown(second_factor.begin(request))


def _confirm(request):
    return {"codes": second_factor.confirm(request, request.POST.get("factor_code", ""))}


def _renew(request):
    if second_factor.device_of(request.user) is None:
        raise ValidationError("Set up the second factor first; you get recovery codes with it.")
    _prove(request)
    logger.info("recovery codes renewed: %s", who())
    return {"codes": second_factor.make_recovery_codes(request.user)}


def _remove(request):
    if second_factor.is_demanded_of(request.user):
        raise ValidationError(second_factor.KEPT_ON)
    _prove(request)
    if second_factor.remove(request.user):
        messages.success(request, "The second factor was removed. Your password is enough to log in.")
    return {}


STEPS = {"begin": _begin, "confirm": _confirm, "renew": _renew, "remove": _remove}
