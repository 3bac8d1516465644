"""Merging: what may be one, a preview of what moves, the merge itself, of one pair or of many, and its undoing."""

import re
from contextlib import contextmanager
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from desk.admin.pages import DeskPages
from desk.changesets import Conflict
from desk.comparison import names_in
from desk.duplicates import proposals, tell_apart
from desk.merging import MERGEABLE, merge, merge_all, plan, seen_of, to_merge, undo, undo_all
from desk.models import Merge
from spacecoop.admin import ReadOnlyAdmin
from spacecoop.records import reason_of
from spacecoop.words import listed

PAGE_SIZE = 25
_PAIR = re.compile(r"(\d{1,18})-(\d{1,18})")


class PairForm(forms.Form):
    """Two records of one kind by their addresses."""

    kind = forms.ChoiceField(choices=[(kind, model._meta.verbose_name) for kind, model in MERGEABLE.items()])
    survivor = forms.SlugField(label="Keep", help_text="Address (slug) of the record that stays.")
    merged = forms.SlugField(label="Merge into it", help_text="Address (slug) of the duplicate.")

    def clean(self):
        cleaned = super().clean()
        for name in ("survivor", "merged"):
            if (slug := cleaned.get(name)) and cleaned.get("kind"):
                record = MERGEABLE[cleaned["kind"]].objects.filter(slug=slug).first()
                if record is None:
                    self.add_error(name, f"No {cleaned['kind']} has the address “{slug}”.")
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
            self.step("preview/all/", self.preview_all, "desk_merge_preview_all"),
            self.act("do/", self.do, "desk_merge_do"),
            self.act("do/all/", self.do_all, "desk_merge_do_all"),
            self.act("choose/", self.choose, "desk_merge_choose"),
            self.act("<int:key>/undo/", self.undo, "desk_merge_undo"),
            self.step("together/<uuid:batch>/", self.together, "desk_merge_together"),
            self.act("together/<uuid:batch>/undo/", self.undo_all, "desk_merge_undo_all"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        done = self.get_object(request, unquote(object_id))
        if done is None:
            raise Http404(f"There is no such {self.opts.verbose_name}.")
        may = {"may_merge": request.user.has_perm("desk.add_merge")}
        return self.page(request, "admin/desk/merge.html", str(done), done=done, **may)

    def candidates(self, request):
        """Show the pairs that look like one, a page at a time, and a form for any other two."""
        self.must(request, "add_merge")
        kind = request.GET.get("kind", "agency")
        found = proposals(kind) if kind in MERGEABLE else []
        context = {
            "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
            "chosen": "all" in request.GET,
            "kind": kind,
            "kinds": MERGEABLE,
            "form": PairForm(initial={"kind": kind}),
        }
        return self.page(request, "admin/desk/candidates.html", "Possible duplicates", **context)

    def preview_all(self, request):
        """Show what merging the chosen pairs would do."""
        self.must(request, "add_merge")
        kind, pairs = _chosen(request.GET)
        stays = {int(key) for key in request.GET.getlist("stays") if key.isdecimal() and len(key) < 19}
        merges = to_merge(MERGEABLE[kind], pairs, stays)
        if not merges:
            messages.error(
                request, "Select pairs to merge: none is selected, or the selected records were merged or deleted."
            )
            return _to_candidates(kind)
        plans = [plan(*two) for two in merges]
        possible = [(made.survivor, made.merged) for made in plans if not made.obstacles]
        seen = seen_of(*_records_in(possible)) if possible else ""
        context = {
            "plans": plans,
            "number": len(possible),
            "kind": kind,
            "pairs": request.GET.getlist("pair"),
            "seen": seen,
        }
        return self.page(request, "admin/desk/merge_preview_all.html", f"Merge {len(possible)} pairs", **context)

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
                messages.error(request, f"Nothing was merged: {error}")
            return _to_candidates(request.POST.get("kind", ""))
        two = form.cleaned_data["survivor"], form.cleaned_data["merged"]
        reason, taken = _reason(request), request.POST.getlist("taken")
        with self._telling(request, "merged"):
            done = merge(*two, taken, by=request.user, reason=reason, seen=request.POST.get("_seen"))
            messages.success(request, f"{done}: merged. The old address redirects.")
            return redirect("admin:desk_merge_change", done.pk)
        query = {"kind": form.cleaned_data["kind"], "survivor": two[0].slug, "merged": two[1].slug}
        query = urlencode({**query, "taken": taken, "reason": reason}, doseq=True)
        return redirect(f"{reverse('admin:desk_merge_preview')}?{query}")

    def do_all(self, request):
        """Merge the pairs that were looked at, each survivor first, all of them or none."""
        self.must(request, "add_merge")
        kind, pairs = _chosen(request.POST)
        records = MERGEABLE[kind].objects.in_bulk({key for pair in pairs for key in pair})
        with self._telling(request, "merged"):
            if not pairs or len(records) < len({key for pair in pairs for key in pair}):
                raise ValidationError("One of these records was merged or deleted. Select pairs again.")
            two = [(records[survivor], records[merged]) for survivor, merged in pairs]
            done = merge_all(two, by=request.user, reason=_reason(request), seen=request.POST.get("_seen", ""))
            messages.success(request, f"{len(done)} merged. The old addresses redirect.")
            return redirect("admin:desk_merge_together", done[0].batch)
        return _to_candidates(kind)

    def choose(self, request):
        """Lead to the preview of merging the chosen pairs, or remember that the two of each are two."""
        self.must(request, "add_merge")
        kind, pairs = _chosen(request.POST)
        if request.POST.get("are") == "one":
            query = urlencode({"kind": kind, "pair": request.POST.getlist("pair")}, doseq=True)
            return redirect(f"{reverse('admin:desk_merge_preview_all')}?{query}")
        records = MERGEABLE[kind].objects.in_bulk({key for pair in pairs for key in pair})
        known = [pair for pair in pairs if pair[0] != pair[1] and all(key in records for key in pair)]
        for key, other in known:
            tell_apart(kind, records[key], records[other], request.user)
        if known:
            pair = listed(f"“{records[key]}”" for key in known[0])
            told = f"{pair} are" if len(known) == 1 else f"{len(known)} pairs are"
            messages.success(request, f"{told} not duplicates, and will not be proposed again.")
        else:
            messages.error(request, "Select the pairs that are not duplicates.")
        return _to_candidates(kind)

    def together(self, request, batch):
        """Show the merges that were confirmed together."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        merges = Merge.objects.filter(batch=batch).select_related("by").order_by("pk")
        if not merges:
            raise Http404("There are no such merges.")
        standing = sum(not done.undone for done in merges)
        may = {"may_merge": request.user.has_perm("desk.add_merge")}
        title = f"{len(merges)} merges"
        return self.page(request, "admin/desk/merges.html", title, merges=merges, batch=batch, standing=standing, **may)

    def undo_all(self, request, batch):
        self.must(request, "add_merge")
        with self._telling(request, "undone"):
            number = undo_all(batch, by=request.user)
            messages.success(request, f"{number} merges undone. The records were restored.")
        return redirect("admin:desk_merge_together", batch)

    def undo(self, request, key):
        self.must(request, "add_merge")
        done = get_object_or_404(Merge, pk=key)
        with self._telling(request, "undone"):
            undo(done, by=request.user)
            messages.success(request, f"{done}: undone. Both records were restored.")
        return redirect("admin:desk_merge_change", done.pk)

    @contextmanager
    def _telling(self, request, verb):
        """Tell of what cannot be done inside; then nothing of it is done."""
        try:
            yield
        except ValidationError as error:
            messages.error(request, f"Nothing was {verb}: {' '.join(error.messages)}")
        except Conflict as conflict:
            names = ", ".join(names_in(conflict))
            messages.error(request, f"Nothing was {verb}: values changed by the merge were edited since, in {names}.")
        except IntegrityError as error:
            messages.error(request, f"Nothing was {verb}: {reason_of(error)}.")


def _chosen(asked):
    """Return the kind and the pairs of keys that a form names. Raises: Http404 for a kind that cannot be merged."""
    kind = asked.get("kind", "")
    if kind not in MERGEABLE:
        raise Http404("Records of this type cannot be merged.")
    found = map(_PAIR.fullmatch, asked.getlist("pair")[:PAGE_SIZE])
    return kind, [(int(pair[1]), int(pair[2])) for pair in found if pair]


def _records_in(pairs):
    return [record for pair in pairs for record in pair]


def _reason(request):
    return request.POST.get("reason", "").strip()[:300]


def _to_candidates(kind):
    return redirect(f"{reverse('admin:desk_merge_candidates')}?kind={kind}")
