"""Merging: what may be one, a preview of what moves, the merge itself, and its undoing."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from desk.admin.pages import DeskPages
from desk.changesets import Conflict
from desk.comparison import names_in
from desk.duplicates import proposals, tell_apart
from desk.merging import MERGEABLE, merge, plan, seen_of, undo
from desk.models import Merge
from spacecoop.admin import ReadOnlyAdmin
from spacecoop.records import reason_of


class PairForm(forms.Form):
    """Two records of one kind by their addresses."""

    kind = forms.ChoiceField(choices=[(kind, model._meta.verbose_name) for kind, model in MERGEABLE.items()])
    survivor = forms.SlugField(label="Keep", help_text="The address (slug) of the record that stays.")
    merged = forms.SlugField(label="Merge into it", help_text="The address (slug) of the one that goes into it.")

    def clean(self):
        cleaned = super().clean()
        for name in ("survivor", "merged"):
            if (slug := cleaned.get(name)) and cleaned.get("kind"):
                record = MERGEABLE[cleaned["kind"]].objects.filter(slug=slug).first()
                if record is None:
                    self.add_error(name, f"There is no {cleaned['kind']} “{slug}”.")
                cleaned[name] = record
        return cleaned


@admin.register(Merge)
class MergeAdmin(DeskPages, ReadOnlyAdmin):
    """What was merged, and what may be one."""

    list_display = ["kind", "merged", "survivor", "by", "at", "undone"]
    list_filter = ["kind", "undone"]
    list_select_related = ["by"]
    search_fields = ["merged", "survivor", "reason"]
    actions = None

    def get_urls(self):
        return [
            self.step("candidates/", self.candidates, "desk_merge_candidates"),
            self.step("preview/", self.preview, "desk_merge_preview"),
            self.act("do/", self.do, "desk_merge_do"),
            self.act("apart/", self.apart, "desk_merge_apart"),
            self.act("<int:key>/undo/", self.undo, "desk_merge_undo"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        done = self.get_object(request, unquote(object_id))
        if done is None:
            raise Http404(f"There is no such {self.opts.verbose_name}.")
        may = {"may_merge": request.user.has_perm("desk.add_merge")}
        return self.page(request, "admin/desk/merge.html", str(done), done=done, **may)

    def candidates(self, request):
        """Show the pairs that look like one, and a form for any other two."""
        self.must(request, "add_merge")
        kind = request.GET.get("kind", "agency")
        found = proposals(kind) if kind in MERGEABLE else []
        context = {"found": found, "kind": kind, "kinds": MERGEABLE, "form": PairForm(initial={"kind": kind})}
        return self.page(request, "admin/desk/candidates.html", "Possible duplicates", **context)

    def preview(self, request):
        self.must(request, "add_merge")
        form = PairForm(request.GET)
        if not form.is_valid():
            return self.page(request, "admin/desk/candidates.html", "Possible duplicates", form=form, kinds=MERGEABLE)
        two = form.cleaned_data["survivor"], form.cleaned_data["merged"]
        seen = seen_of(*two)
        planned = plan(*two)
        typed = {"taken": request.GET.getlist("taken"), "reason": request.GET.get("reason", "")}
        context = {"planned": planned, "kind": form.cleaned_data["kind"], "seen": seen, **typed}
        title = f"Merge “{planned.merged}” into “{planned.survivor}”"
        return self.page(request, "admin/desk/merge_preview.html", title, **context)

    def do(self, request):
        self.must(request, "add_merge")
        form = PairForm(request.POST)
        if not form.is_valid():
            for error in [error for errors in form.errors.values() for error in errors]:
                messages.error(request, f"Nothing is merged: {error}")
            return redirect("admin:desk_merge_candidates")
        two = form.cleaned_data["survivor"], form.cleaned_data["merged"]
        reason, taken = request.POST.get("reason", "").strip()[:300], request.POST.getlist("taken")
        try:
            done = merge(*two, taken, by=request.user, reason=reason, seen=request.POST.get("_seen"))
        except ValidationError as error:
            messages.error(request, f"Nothing is merged: {' '.join(error.messages)}")
        except IntegrityError as error:
            messages.error(request, f"Nothing is merged: {reason_of(error)}.")
        else:
            messages.success(request, f"{done}: merged. The old address leads on.")
            return redirect("admin:desk_merge_change", done.pk)
        query = {"kind": form.cleaned_data["kind"], "survivor": two[0].slug, "merged": two[1].slug}
        query = urlencode({**query, "taken": taken, "reason": reason}, doseq=True)
        return redirect(f"{reverse('admin:desk_merge_preview')}?{query}")

    def apart(self, request):
        """Remember that two records are two."""
        self.must(request, "add_merge")
        form = PairForm(request.POST)
        if form.is_valid():
            one, other = form.cleaned_data["survivor"], form.cleaned_data["merged"]
            if one == other:
                messages.error(request, f"“{one}” is one record: choose another beside it.")
            else:
                tell_apart(form.cleaned_data["kind"], one, other, request.user)
                messages.success(request, f"“{one}” and “{other}” are two; they are not proposed again.")
        return redirect(f"{reverse('admin:desk_merge_candidates')}?kind={request.POST.get('kind', '')}")

    def undo(self, request, key):
        self.must(request, "add_merge")
        done = get_object_or_404(Merge, pk=key)
        try:
            undo(done, by=request.user)
        except ValidationError as error:
            messages.error(request, f"Nothing is undone: {' '.join(error.messages)}")
        except Conflict as conflict:
            names = ", ".join(names_in(conflict))
            messages.error(request, f"Nothing is undone: what the merge changed has been changed since, in {names}.")
        except IntegrityError as error:
            messages.error(request, f"Nothing is undone: {reason_of(error)}.")
        else:
            messages.success(request, f"{done}: undone. Both stand again.")
        return redirect("admin:desk_merge_change", done.pk)
