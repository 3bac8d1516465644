"""The admin as an editors' desk: within drafts for who may not publish, and with nothing lost when a session ends."""

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from agreements.latest import latest_changes
from desk.drafts import answer_within, draft_of, open_draft
from desk.gaps import GAPS, SHOWN, count_gaps, counts_over_time
from desk.models import Draft, Report

LINES = 10

CREDENTIALS = {"again_username": "username", "again_password": "password"}


class DeskSite(admin.AdminSite):
    def admin_view(self, view, cacheable=False):
        def desk_view(request, *args, **kwargs):
            draft = draft_of(request)
            if draft is None:
                return view(request, *args, **kwargs)
            return answer_within(request, draft, lambda: view(request, *args, **kwargs))

        desk_view.csrf_exempt = getattr(view, "csrf_exempt", False)
        guarded = super().admin_view(desk_view, cacheable)

        def answer(request, *args, **kwargs):
            if request.method == "POST" and not request.user.is_authenticated and (asked := self._log_in(request)):
                return asked
            return guarded(request, *args, **kwargs)

        return answer

    def get_urls(self):
        gaps = self.admin_view(self.gap_list)
        return [
            path("gaps/", gaps, name="desk_gaps"),
            path("gaps/<slug:kind>/", gaps, name="desk_gap"),
            *super().get_urls(),
        ]

    def gap_list(self, request, kind=None):
        """Show all kinds of gaps with their numbers, or the records of one kind and its numbers over time."""
        context = {**self.each_context(request), "title": "Gaps", "gaps": count_gaps()}
        if kind is not None:
            if kind not in GAPS:
                raise Http404(f"There is no kind of gap “{kind}”. There are: {', '.join(GAPS)}.")
            gap = GAPS[kind]
            records = [(record, _form_of(record)) for record in gap.records(timezone.now().date())]
            context |= {"title": gap.title, "gap": gap, "records": records, "most": SHOWN}
            context["days"] = counts_over_time(kind)
        return TemplateResponse(request, "admin/desk/gaps.html", context)

    def index(self, request, extra_context=None):
        """Show what there is to do, above the records."""
        context = {}
        if request.user.has_perm("desk.view_draft"):
            seen = Draft.objects.seen_by(request.user).select_related("author")
            context["my_drafts"] = seen.filter(author=request.user).open()[:LINES]
            context["waiting"] = seen.waiting()[:LINES]
            context["gaps"] = count_gaps()
        if request.user.has_perm("desk.view_report"):
            context["reports"] = Report.objects.waiting()[:LINES]
        context["last"] = latest_changes(most=LINES)
        return super().index(request, {**context, **(extra_context or {})})

    def each_context(self, request):
        context = super().each_context(request)
        if request.user.is_authenticated:
            context["open_draft"] = open_draft(request)
        return context

    def _log_in(self, request):
        """Log in with what the form of `_ask_again` gave; None when done, else the form, with all that was posted."""
        given = {name: request.POST.get(field, "") for field, name in CREDENTIALS.items()}
        form = AdminAuthenticationForm(request, data=given if any(given.values()) else None)
        posted = request.POST.copy()
        for field in [*CREDENTIALS, "csrfmiddlewaretoken"]:
            posted.pop(field, None)
        if form.is_valid():
            login(request, form.get_user())
            request.POST = posted
            return None
        kept = [(name, value) for name, values in posted.lists() for value in values]
        context = {**self.each_context(request), "title": "Log in to save", "kept": kept, "form": form}
        return TemplateResponse(request, "admin/log_in_again.html", context)


def _form_of(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
