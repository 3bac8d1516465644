"""Drafts and their review."""

from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import resolve
from django.utils import timezone

from catalogue.reading import reading_own_state, seen
from desk import drafts
from desk.admin.pages import DeskPages
from desk.bulk import confirmed
from desk.changesets import Conflict, RowChange, passing
from desk.comparison import by_page, compared, names_in
from desk.models import Draft, DraftState
from desk.states import held
from spacecoop.records import reason_of
from spacecoop.turns import take_turn


class DraftForm(forms.ModelForm):
    class Meta:
        model = Draft
        fields = ["title", "reason"]


class RemarkForm(forms.Form):
    text = forms.CharField(
        label="Remark", widget=forms.Textarea(attrs={"rows": 3}), help_text="What the author should change."
    )


@admin.register(Draft)
class DraftAdmin(DeskPages):
    """A draft: what it changes, old beside new; submitted, returned, published, reverted."""

    list_display = ["title", "state", "author", "changed_at"]
    list_filter = ["state", "author"]
    list_select_related = ["author"]
    search_fields = ["title", "reason"]
    actions = ["publish_chosen"]

    @admin.action(description="Publish selected drafts", permissions=["publish"])
    def publish_chosen(self, request, chosen):
        """Publish drafts that wait for review; one that cannot be published keeps all of them from it."""
        return confirmed(
            self, request, chosen.waiting(), "publish_chosen", forms.Form, self._publish_all(request, chosen)
        )

    def _publish_all(self, request, chosen):
        def change(form):
            waiting = list(chosen.waiting())
            for draft in waiting:
                drafts.publish(draft, request.user)
            return len(waiting)

        return change

    def has_publish_permission(self, request):
        return request.user.has_perm("desk.publish_draft")

    def changelist_view(self, request, extra_context=None):
        try:
            return super().changelist_view(request, extra_context)
        except (drafts.NotNow, Conflict, IntegrityError):
            messages.error(
                request, "Nothing was published: one of the drafts cannot be published. Publish them one by one."
            )
            return redirect("admin:desk_draft_changelist")

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    def has_add_permission(self, request):
        return False  # the first thing that an editor saves begins one

    def has_delete_permission(self, request, obj=None):
        return False  # a draft that is not wanted is discarded, and kept

    def get_urls(self):
        steps = {
            "enter": self.enter,
            "leave": self.leave,
            "name": self.name,
            "submit": self.submit,
            "return": self.give_back,
            "publish": self.publish,
            "take-back": self.take_back,
            "discard": self.discard,
            "settle": self.settle,
        }
        return [
            self.act("begin/", self.begin, "desk_draft_begin"),
            *(
                self.act(f"<int:key>/{name}/", self._in_its_state(view), f"desk_draft_{name}")
                for name, view in steps.items()
            ),
            self.step("<int:key>/preview/<path:address>", self.preview, "desk_draft_preview"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._page(request, self._draft(request, object_id))

    def _page(self, request, draft):
        """Return the page of a draft; what was typed in it, and could not be kept, is in its forms again."""
        typed = request.POST.dict()
        context = {
            "draft": draft,
            "groups": by_page(compared(draft.row_changes())),
            "conflicts": self._conflicts(request, draft) if draft.is_open_to_change else [],
            "seen": draft.changed_at.isoformat(),
            "form": DraftForm(instance=draft, initial=typed),
            "remark": RemarkForm(initial=typed),
            "may_publish": self.has_publish_permission(request),
        }
        return self.page(request, "admin/desk/draft.html", draft.title, **context)

    def _conflicts(self, request, draft):
        """Return the conflicts of a draft for its page: each value as it was, as it is and as the draft has it."""
        try:
            return [_conflict(change, row) for change, row in drafts.conflicts_of(draft)]
        except drafts.Unfit as unfit:
            messages.warning(request, str(unfit))
            return []

    def begin(self, request):
        """Begin an empty draft: for who may publish, and would rather have somebody look first."""
        self.must(request, "change_draft")
        draft = Draft.objects.create(author=request.user, title=f"Draft of {timezone.now():%-d %B %Y, %H:%M}")
        drafts.enter(request, draft)
        return redirect(draft)

    def enter(self, request, key):
        draft = self._draft(request, key)
        if not draft.is_open:
            raise drafts.NotNow(f"The state is now “{draft.get_state_display()}”.")
        drafts.enter(request, draft)
        messages.info(request, f"You are editing in the draft “{draft}”. Only you see its changes in the records.")
        return redirect("admin:index")

    def leave(self, request, key):
        drafts.leave(request)
        return redirect("admin:index")

    def name(self, request, key):
        form = DraftForm(request.POST, instance=self._draft(request, key))
        with transaction.atomic():
            held(form.instance, DraftState.to_publish(), drafts.NotNow)
            if form.is_valid():
                form.instance.save(update_fields=[*form.fields, "changed_at"])
            else:
                messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(form.instance)

    def submit(self, request, key):
        draft = self._draft(request, key)
        drafts.submit(draft)
        drafts.leave(request)
        messages.success(request, f"“{draft}” was submitted for review.")
        return redirect(draft)

    def give_back(self, request, key):
        draft = self._reviewed(request, key)
        form = RemarkForm(request.POST)
        if form.is_valid():
            drafts.give_back(draft, request.user, form.cleaned_data["text"])
            messages.success(request, f"“{draft}” was returned to {draft.author}.")
        else:
            messages.error(request, "Enter a remark: what should the author change?")
        return redirect(draft)

    def publish(self, request, key):
        draft = self._reviewed(request, key)
        try:
            drafts.publish(draft, request.user)
        except Conflict:
            messages.error(request, "Nothing was published: records have changed. Resolve the conflicts below.")
        except IntegrityError as error:
            messages.error(request, f"Nothing was published: {reason_of(error)}.")
        else:
            messages.success(request, f"“{draft}” was published.")
        return redirect(draft)

    def take_back(self, request, key):
        draft = self._reviewed(request, key)
        try:
            drafts.take_back(draft, request.user)
        except Conflict as conflict:
            names = ", ".join(names_in(conflict))
            messages.error(request, f"Nothing was reverted: these records have changed since: {names}.")
        except IntegrityError as error:
            messages.error(request, f"Nothing was reverted: {reason_of(error)}.")
        else:
            messages.success(request, f"“{draft}” was reverted. You can edit it again.")
        return redirect(draft)

    def discard(self, request, key):
        draft = self._draft(request, key)
        drafts.discard(draft)
        drafts.leave(request)
        messages.success(request, f"“{draft}” was discarded. Its changes can still be read.")
        return redirect("admin:desk_draft_changelist")

    def settle(self, request, key):
        """Settle conflicts: of each value, the draft's where its box is ticked, else the present one."""
        draft = self._draft(request, key)
        chosen = set(request.POST.getlist("mine"))
        drafts.settle(draft, lambda change, column: f"{change.model._meta.label}/{change.key}/{column or ''}" in chosen)
        return redirect(draft)

    def preview(self, request, key, address):
        """Show a page of the site as it would be if the draft were published."""
        draft = self._draft(request, key)
        match = resolve(f"/{address}")
        if not match.func.__module__.startswith("pages."):
            raise PermissionDenied
        published = seen()
        try:
            with passing():
                take_turn()  # the pages are rendered by the revision, which the changes of the draft raise
                drafts.make(draft.row_changes())
                with reading_own_state(published):
                    response = match.func(request, *match.args, **match.kwargs)
        except Conflict:
            messages.error(request, "No preview: records of this draft have changed. Resolve the conflicts below.")
            return redirect(draft)
        except drafts.Unfit:  # its own page says so
            return redirect(draft)
        return response

    def _draft(self, request, key):
        draft = self.get_object(request, str(key))
        if draft is None:
            raise PermissionDenied
        draft.seen = request.POST.get("_seen")
        return draft

    def _in_its_state(self, view):
        """Tell on the draft's page where its state, or a rule that it breaks, does not allow what `view` does."""

        @wraps(view)
        def answer(request, key, **kwargs):
            try:
                return view(request, key, **kwargs)
            except drafts.NotNow as not_now:
                draft = self.get_object(request, str(key))
                now = f" Current title: “{draft}”; reason: “{draft.reason}”." if "title" in request.POST else ""
                messages.error(request, f"Not saved. {not_now}{now}")
            except drafts.Unfit:  # the page itself says so
                messages.error(request, "Not saved.")
            response = self._page(request, self.get_object(request, str(key)))
            response.status_code = 409
            return response

        return answer

    def _reviewed(self, request, key):
        self.must(request, "publish_draft")
        return self._draft(request, key)


def _conflict(change, row):
    (mine,), (theirs,) = compared([change]), compared([RowChange(change.model, change.key, change.before, row)])
    present = {value.column: value.after for value in theirs.values}
    return {
        "entry": mine,
        "place": f"{change.model._meta.label}/{change.key}",
        "gone": row is None,
        "values": [] if row is None or change.after is None else _beside(mine.values, present),
    }


def _beside(values, present):
    return [(value, present.get(value.column, value.before)) for value in values]
