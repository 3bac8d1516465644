"""The desk: what the admin of every record shares."""

from copy import copy

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models
from django.forms import ModelForm
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch

from spacecoop.autocomplete import WithAutocomplete
from spacecoop.changes import by_whom, changes_of, digest_of, last_state, own_name
from spacecoop.fields import EDTFField, EDTFInput
from spacecoop.meanwhile import changed_meanwhile, mark_of, typed_in
from spacecoop.models import FormerSlug, Revision
from spacecoop.records import reason_of, whole_change, write_again

admin.site.site_header = "spacecoop: editing"
admin.site.site_title = "spacecoop"
admin.site.index_title = "Start"
admin.site.empty_value_display = "not stated"


INPUTS = {
    EDTFField: {"widget": EDTFInput},
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
}


class RecordForm(ModelForm):
    """A form that also shows what the database refused, and what others changed, beside all that was typed."""

    refused = None
    meanwhile = None

    def clean(self):
        cleaned = super().clean()
        if self.refused:
            raise ValidationError(f"The change was not saved: {self.refused}.")
        if self.meanwhile:
            raise ValidationError(
                "Someone else changed this record while you were editing. Your changes are not saved. Review their "
                "changes below, then save again to overwrite them."
            )
        return cleaned


class ComparedAdmin(admin.ModelAdmin):
    """What is read again, compared with what its form was opened on, and only then written."""

    form = RecordForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refused = getattr(request, "refused_by_database", None)
        form.meanwhile = getattr(request, "meanwhile", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        reason = request.POST.get("_reason", "").strip()[:300]
        context = {"seen": request.POST.get("_seen", ""), "reason": reason, **(extra_context or {})}
        if request.method != "POST":
            return self._opened(request, object_id, form_url, context)
        try:
            with whole_change(**({"reason": reason} if reason else {})) as ours:
                record = self.get_object(request, unquote(object_id)) if object_id else None
                meanwhile = record and self._meanwhile(request, record, ours)
                if not meanwhile:
                    return super().changeform_view(request, object_id, form_url, context)
            return self._told(request, object_id, meanwhile, form_url, context)
        except IntegrityError as error:
            # A rule that spans records is broken: show the form again with all that was typed.
            request.refused_by_database = reason_of(error)
            return super().changeform_view(request, object_id, form_url, context)

    def _opened(self, request, object_id, form_url, context):
        """Return the page of a form with the mark of what it shows."""
        revision = Revision.current()  # before the record is read: what others change from then on is told
        response = super().changeform_view(request, object_id, form_url, context)
        shown = getattr(response, "context_data", None) or {}
        if object_id and "adminform" in shown:
            formsets = [inline.formset for inline in shown["inline_admin_formsets"]]
            shown["seen"] = mark_of(shown["adminform"].form, formsets, revision)
        return response

    def _meanwhile(self, request, record, ours):
        """Return the Meanwhile of a posted form, None where nothing changed; `ours`: the context of this request."""
        form, formsets = self._forms_of(request, record)
        mark, revision = request.POST.get("_seen", ""), Revision.current()
        meanwhile = changed_meanwhile(mark, request.POST, form, formsets, revision)
        if meanwhile:
            meanwhile.changes = [
                change
                for change in self.changes_shown(record)
                if change.revision > meanwhile.revision and change.context != ours.id
            ]
        return meanwhile

    def _told(self, request, object_id, meanwhile, form_url, context):
        """Return the page of a form that was opened on something else than is there now, with all that was typed."""
        request.meanwhile, request.POST = meanwhile, meanwhile.posted
        context = {**context, "seen": meanwhile.mark, "meanwhile": meanwhile}
        response = super().changeform_view(request, object_id, form_url, context)
        response.status_code = 409
        return response

    def _forms_of(self, request, record):
        """Return the form and the formsets of a record as it is now, unbound."""
        opening = copy(request)
        opening.method = "GET"
        form = self.get_form(opening, record, change=True)(instance=record)
        formsets, _ = self._create_formsets(opening, record, change=True)
        return form, formsets

    def save_model(self, request, record, form, change):
        if change:
            write_again(record)
        else:
            record.save()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        connection.check_constraints()  # before anybody is told that it was saved

    def changes_shown(self, record):
        """Return the changes that the history of a record shows, newest first; none where it has no history."""
        return []


class RecordAdmin(WithAutocomplete, ComparedAdmin):
    """A record: searched, edited with its citations, with its history and its page on the site."""

    formfield_overrides = INPUTS
    actions = ["delete_selected"]
    list_per_page = 50
    show_full_result_count = False
    history_of_parts = ()
    object_history_template = "admin/record_history.html"

    def view_on_site(self, record):
        """Return the record's page, or for a part of another record the page of that one.

        None where it can have none: the slug that somebody typed, and the form refused, is part of the record by then.
        """
        try:
            if hasattr(record, "get_absolute_url"):
                return record.get_absolute_url()
            return self.shown_on(record).get_absolute_url()
        except NoReverseMatch:
            return None

    def shown_on(self, record):
        """Return the record whose page shows a part: that which its natural key begins with."""
        return getattr(record, record.natural_key_fields[0].split("__")[0])

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return self._before_deletion(request, object_id, extra_context)
        try:
            with whole_change():
                record = self.get_object(request, unquote(object_id))
                if record and request.POST.get("_seen", seen := self._digest_of([record])) != seen:
                    messages.error(request, "Nothing was deleted: this record has changed. Check it and try again.")
                    return HttpResponseRedirect(request.path)
                return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            messages.error(request, f"Nothing was deleted: {reason_of(error)}.")
            return HttpResponseRedirect(request.path.removesuffix("delete/") + "change/")

    def _before_deletion(self, request, object_id, extra_context):
        record = self.get_object(request, unquote(object_id))
        seen = {"seen": self._digest_of([record])} if record else {}
        return super().delete_view(request, object_id, {**seen, **(extra_context or {})})

    def _digest_of(self, records):
        return digest_of(self.model, [record.pk for record in records], self.history_of_parts)

    @admin.action(description="Delete selected %(verbose_name_plural)s", permissions=["delete"])
    def delete_selected(self, request, records):
        """Delete records, none of them if one has changed since the page that asked was shown."""
        seen = self._digest_of(records)
        if request.POST.get("_seen", seen) != seen:
            messages.error(request, "Nothing was deleted: one of these records has changed. Check them and try again.")
            return None
        response = delete_selected(self, request, records)
        if response:
            response.context_data["seen"] = seen
        return response

    def changelist_view(self, request, extra_context=None):
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        try:
            with whole_change():
                return super().changelist_view(request, extra_context)
        except IntegrityError as error:
            messages.error(request, f"Nothing was changed: {reason_of(error)}.")
            return HttpResponseRedirect(request.get_full_path())

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        try:
            return self._gone(request, unquote(object_id))
        except Http404:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def _gone(self, request, key):
        """Say what became of a record that is here no more, and what leads on; keep in sight what was typed.

        Raises: Http404 where there never was one.
        """
        last, opts = last_state(self.model, key), self.opts
        if last is None:
            raise Http404(f"There is no such {opts.verbose_name}.")
        current = FormerSlug.objects.filter(kind=opts.model_name, slug=getattr(last, "slug", "")).first()
        context = {
            **self.admin_site.each_context(request),
            "title": f"“{own_name(last) or opts.verbose_name}” was deleted or merged",
            "opts": opts,
            "last": last,
            "by": by_whom(last),
            "survivor": current and self.model.objects.filter(slug=current.current).first(),
            "typed": self._typed(request) if request.method == "POST" else [],
        }
        return TemplateResponse(request, "admin/gone.html", context, status=410)

    def _typed(self, request):
        """Return (noun, label, text) of what was typed in the form of a record that is here no more."""
        form, formsets = self._forms_of(request, self.model())
        return typed_in(request.POST.get("_seen", ""), request.POST, form, formsets)

    def changes_shown(self, record):
        """Return the changes that the history of a record shows, newest first."""
        return changes_of(record, self.history_of_parts)

    def history_view(self, request, object_id, extra_context=None):
        """Show who changed what and when, from the history that the database keeps."""
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if record is None:
            return self._gone(request, unquote(object_id))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "changes": self.changes_shown(record),
            "object": record,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)


class Unlisted:
    """Of an admin: no entry among the kinds of records; its pages are reached from the record that it belongs to."""

    def has_module_permission(self, request):
        return False


class ReadOnlyAdmin(admin.ModelAdmin):
    """What the database keeps by itself: to look at."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Revision)
class RevisionAdmin(Unlisted, ReadOnlyAdmin):
    list_display = ["number", "changed_at"]


@admin.register(FormerSlug)
class FormerSlugAdmin(Unlisted, ReadOnlyAdmin):
    list_display = ["kind", "slug", "current"]
    list_filter = ["kind"]
    search_fields = ["slug", "current"]
