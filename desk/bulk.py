"""One change to many records at once: asked for in the list, confirmed on a page of its own, one history entry each."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse

from agreements.entering import Batch
from agreements.models import Area, Binding, Designation, Form, Function, Source
from agreements.models.citations import PHRASE_WORDS, phrase_is_short
from spacecoop.changes import digest_of
from spacecoop.records import whole_change

SHOWN = 50


class Sourced(forms.Form):
    """The place in a source that says what is set of all of them: no fact without its source."""

    source = forms.ModelChoiceField(Source.objects.order_by("title"), label="Source")
    phrase = forms.CharField(
        label="Quotation",
        max_length=120,
        validators=[phrase_is_short],
        help_text=f"Exact quotation from the source, up to {PHRASE_WORDS} words.",
    )
    reason = forms.CharField(label="Reason for change", max_length=300, required=False)


class DesignationForm(Sourced):
    form = forms.ChoiceField(label="Form", choices=Form)
    function = forms.ChoiceField(label="Function", choices=[("", "not stated"), *Function.choices], required=False)
    binding = forms.ChoiceField(label="Binding", choices=[("", "not stated"), *Binding.choices], required=False)
    field_order = ["form", "function", "binding"]


class AreaForm(Sourced):
    area = forms.ModelChoiceField(Area.objects.order_by("name"), label="Area")
    field_order = ["area"]


@admin.action(description="Add a type to selected agreements", permissions=["change"])
def add_designation(modeladmin, request, agreements):
    """Add what a source calls agreements to those that have it not, each with a citation of the same place."""

    def change(form):
        chosen, batch = form.cleaned_data, Batch()
        told = {name: chosen[name] for name in ("form", "function", "binding")}
        for agreement in agreements.exclude(pk__in=Designation.objects.filter(**told).values("agreement")):
            batch.cite(batch.designation(agreement, **told), chosen["source"], chosen["phrase"])
        return len(batch.write())

    return confirmed(modeladmin, request, agreements, "add_designation", DesignationForm, change)


@admin.action(description="Add a cooperation area to selected agreements", permissions=["change"])
def add_area(modeladmin, request, agreements):
    """Add an area to agreements that have it not, each with a citation of the same place."""

    def change(form):
        chosen, batch = form.cleaned_data, Batch()
        for agreement in agreements.exclude(areas__area=chosen["area"]):
            batch.cite(batch.tie(agreement, chosen["area"]), chosen["source"], chosen["phrase"])
        return len(batch.write())

    return confirmed(modeladmin, request, agreements, "add_area", AreaForm, change)


def confirmed(modeladmin, request, records, action, form_class, change):
    """Ask for what is to be set and show what it is set on; when that is confirmed, `change` and tell the number.

    Where one of them has changed since it was shown, ask again.
    """
    is_confirmed = "confirmed" in request.POST
    form = form_class(request.POST if is_confirmed else None)
    reason = request.POST.get("reason", "").strip()[:300]
    with whole_change(**({"reason": reason} if reason else {})):
        keys = list(records.values_list("pk", flat=True))
        seen = digest_of(records.model, keys)
        is_seen = request.POST.get("_seen", seen) == seen
        if is_confirmed and is_seen and form.is_valid():
            changed = change(form)
            messages.success(request, f"{changed} of {len(keys)} records changed; the others had this value already.")
            return None
    if is_confirmed and not is_seen:
        messages.error(request, "Nothing was changed: one of these records has changed. Check them and try again.")
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": dict(modeladmin.get_action_choices(request))[action],
        "opts": modeladmin.opts,
        "form": form,
        "action": action,
        "seen": seen,
        "records": records[:SHOWN],
        "number": len(keys),
        "keys": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "more": max(len(keys) - SHOWN, 0),
        "checkbox": ACTION_CHECKBOX_NAME,
        "across": request.POST.get("select_across", "0"),
    }
    return TemplateResponse(request, "admin/desk/bulk.html", context)
