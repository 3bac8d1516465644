"""The admin as an editors' desk: within drafts for who may not publish, and with nothing lost when a session ends."""

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.template.response import TemplateResponse

from desk.drafts import answer_within, draft_of, open_draft

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
