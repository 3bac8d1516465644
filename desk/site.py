"""The admin as an editors' desk: within drafts for who may not publish, and with nothing lost when a session ends."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import login, logout
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from agreements.history import RECORDED
from desk import second_factor_page
from desk.accounts import OF_ACCOUNT, too_many
from desk.comparison import compared
from desk.drafts import answer_within, draft_of, open_draft
from desk.gaps import GAPS, SHOWN, count_gaps, counts_over_time
from desk.models import Draft, ImportRow, Report
from desk.saves import latest_saves
from desk.second_factor import LogInForm, device_of, is_demanded_of, lacks_code
from desk.versions import ChangedMeanwhile, changes_of_record, deleted, mark_of, restore
from spacecoop.records import reason_of
from spacecoop.refusals import refusal
from spacecoop.turns import Busy, with_turns

LINES = 10


class VersionsForm(forms.Form):
    """The times of two versions of a record; without the second, the present one."""

    start = forms.DateTimeField(label="From", help_text="Date and time (UTC), as in the history.")
    end = forms.DateTimeField(label="Until", required=False, help_text="Empty: until now.")
    reason = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)


CREDENTIALS = {"again_username": "username", "again_password": "password", "again_code": "code"}


class DeskSite(admin.AdminSite):
    login_form = LogInForm

    def admin_view(self, view, cacheable=False):
        def desk_view(request, *args, **kwargs):
            draft = draft_of(request)
            if draft is None:
                return view(request, *args, **kwargs)
            return answer_within(request, draft, lambda: view(request, *args, **kwargs))

        desk_view.csrf_exempt = getattr(view, "csrf_exempt", False)
        guarded = super().admin_view(desk_view, cacheable)

        def answer(request, *args, **kwargs):
            if _has_nul(request):
                raise BadRequest("An address or a field has a NUL byte. Remove it and try again.")
            if lacks_code(request):
                logout(request)
            if request.method == "POST" and not request.user.is_authenticated and (asked := self._log_in(request)):
                return asked
            if view not in (self.second_factor, self.logout) and _is_to_set_up(request.user):
                return self._set_up_first(request)
            try:
                return with_turns(lambda: guarded(request, *args, **kwargs), is_look=request.method == "GET")
            except Busy as busy:
                context = {
                    **self.each_context(request),
                    "title": "Try again in a moment",
                    "busy": busy,
                    "kept": _kept(request.POST),
                }
                return TemplateResponse(request, "admin/busy.html", context, status=409)

        return answer

    def get_urls(self):
        gaps = self.admin_view(self.gap_list)
        return [
            path("gaps/", gaps, name="desk_gaps"),
            path("gaps/<slug:kind>/", gaps, name="desk_gap"),
            path("versions/<str:label>/<int:key>/", self.admin_view(self.versions), name="record_versions"),
            path("second-factor/", self.admin_view(self.second_factor), name="second_factor"),
            *super().get_urls(),
        ]

    def second_factor(self, request):
        return second_factor_page.answer(self, request)

    def _set_up_first(self, request):
        """Lead to the page of the second factor; where something was posted, show it here and keep that."""
        if request.method != "POST":
            return redirect("admin:second_factor")
        gave_password = bool(getattr(request, "logged_in", ""))
        return second_factor_page.answer(self, request, _kept(request.POST), gave_password)

    def password_change(self, request, extra_context=None):
        """Let nobody guess the password of a session that was left open."""
        account = request.user.get_username()
        if request.method == "POST" and (wait := OF_ACCOUNT.spend(account)):
            return refusal(request, 429, too_many(wait), retry_after=wait)
        response = super().password_change(request, extra_context)
        if response.status_code == 302:
            OF_ACCOUNT.give_back(account)
        return response

    def gap_list(self, request, kind=None):
        """Show all kinds of gaps with their numbers, or the records of one kind and its numbers over time."""
        if kind is None:
            context = {"title": "Gaps", "gaps": count_gaps()}
        elif gap := GAPS.get(kind):
            count_gaps(gap)
            records = [(record, _form_of(record), gap.told(record)) for record in gap.records(timezone.now().date())]
            context = {
                "title": gap.title,
                "gap": gap,
                "records": records,
                "most": SHOWN,
                "days": counts_over_time(kind),
            }
        else:
            raise Http404(f"There is no list of gaps “{kind}”. Lists: {', '.join(GAPS)}.")
        return TemplateResponse(request, "admin/desk/gaps.html", {**self.each_context(request), **context})

    def versions(self, request, label, key):
        """Show what changed in a record between two versions; restore the earlier one."""
        model = next((model for model in RECORDED if model._meta.label_lower == label), None)
        record = model and (model.objects.filter(pk=key).first() or deleted(model, key))
        if record is None:
            raise Http404("There is no such record.")
        desk = self.get_model_admin(model)
        form = VersionsForm(request.POST if request.method == "POST" else request.GET)
        understood = form.is_valid()
        if request.method == "POST":
            if not desk.has_change_permission(request, record):
                raise PermissionDenied
            if understood:
                return self._restore(request, record, form.cleaned_data)
        elif not desk.has_view_permission(request, record):
            raise PermissionDenied
        context = {**self.each_context(request), "title": f"Versions of {record}", "record": record, "form": form}
        if understood:
            changes = changes_of_record(record, form.cleaned_data["start"], form.cleaned_data["end"])
            context |= {
                "entries": compared(changes),
                "seen": mark_of(changes),
                "may_change": desk.has_change_permission(request, record),
            }
        return TemplateResponse(request, "admin/desk/versions.html", {**context, "opts": model._meta})

    def _restore(self, request, record, asked):
        try:
            restore(record, asked["start"], by=request.user, reason=asked["reason"], seen=request.POST.get("_seen"))
        except ChangedMeanwhile:
            messages.error(request, "The version was not restored: the record has changed. Check it and try again.")
            return redirect(f"{request.path}?{urlencode({'start': request.POST['start'], 'reason': asked['reason']})}")
        except IntegrityError as error:
            messages.error(request, f"The version was not restored: {reason_of(error)}.")
        else:
            messages.success(
                request, f"“{record}” was restored. The restored version is a new change; the history is kept."
            )
        return redirect(_form_of(record))

    def index(self, request, extra_context=None):
        """Show what there is to do, above the records."""
        context = {}
        if request.user.has_perm("desk.view_draft"):
            seen = Draft.objects.seen_by(request.user).select_related("author")
            context["my_drafts"] = _first_of(seen.filter(author=request.user).open())
            context["waiting"] = _first_of(seen.waiting())
            context["gaps"] = [(gap, number) for gap, number in count_gaps() if number]
        if request.user.has_perm("desk.view_report"):
            context["reports"] = _first_of(Report.objects.waiting())
        context["saves"] = latest_saves(LINES)
        return super().index(request, {**context, **(extra_context or {})})

    def each_context(self, request):
        context = {**super().each_context(request), "seen": ""}  # of what is not compared there is no mark
        if request.user.is_authenticated:
            context["open_draft"] = open_draft(request)
        return context

    def _log_in(self, request):
        """Log in with the name and password given; None when done, else the form for them, with all that was posted."""
        given = {name: request.POST.get(field, "") for field, name in CREDENTIALS.items()}
        form = LogInForm(request, data=given if any(given.values()) else None)
        posted = request.POST.copy()
        for field in CREDENTIALS:
            posted.pop(field, None)
        if form.is_valid():
            login(request, form.get_user())
            request.POST = posted
            return None
        context = {**self.each_context(request), "title": "Log in to save", "kept": _kept(posted), "form": form}
        return TemplateResponse(request, "admin/log_in_again.html", context)


def _kept(posted):
    """Return (name, value) of all that was posted, for a page that posts it again.

    A password or a code is typed again: it stands in no page.
    """
    own = ("csrfmiddlewaretoken", second_factor_page.FIELDS)
    kept = [(name, value) for name, values in posted.lists() for value in values]
    return [(name, value) for name, value in kept if not name.startswith(own) and "password" not in name]


def _first_of(records):
    """Return the first LINES of records, and how many there are."""
    return {"shown": records[:LINES], "number": records.count()}


def _is_to_set_up(user):
    return is_demanded_of(user) and device_of(user) is None


def _has_nul(request):
    given = (value for query in (request.GET, request.POST) for _, values in query.lists() for value in values)
    return "\x00" in request.path or any("\x00" in value for value in given)


def _form_of(record):
    """Return the address at the desk where a record is mended; of a row of a table, its report."""
    if isinstance(record, ImportRow):
        return f"{record.table.get_absolute_url()}?outcome={record.outcome}"
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
