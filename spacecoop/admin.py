"""The curator's desk: what the admin of every record shares."""

import re

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminURLFieldWidget, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.forms import BaseInlineFormSet, ModelForm
from django.forms.utils import pretty_name
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch
from django.utils import timezone

from spacecoop.changes import changes_of, digest_of
from spacecoop.fields import EDTFField, EDTFInput
from spacecoop.models import FormerSlug, Revision
from spacecoop.records import reason_of, whole_change

admin.site.site_header = "spacecoop: the curator's desk"
admin.site.site_title = "spacecoop"
admin.site.index_title = "Records"
admin.site.empty_value_display = "not stated"


INPUTS = {
    EDTFField: {"widget": EDTFInput},
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
}


class RecordForm(ModelForm):
    """A form that also shows what the database refused, and what others changed, beside all that was typed."""

    refused = None
    changed_meanwhile = None

    def clean(self):
        cleaned = super().clean()
        if self.refused:
            raise ValidationError(f"The database refused this change: {self.refused}.")
        if self.changed_meanwhile is not None:
            raise ValidationError(
                "Somebody changed this record while you had it open; nothing of yours is saved yet. What they changed "
                "stands below, what you typed is still in the form. Save again to put yours in place of theirs."
            )
        return cleaned


class KeySelect(AutocompleteSelect):
    """Django's, for which a value that is no key is no choice; Django's own fails on it."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [one for one in value if self._is_key(one)], attrs)

    def _is_key(self, value):
        try:
            self.field.target_field.to_python(value)
        except ValidationError:
            return False
        return True


class WithAutocomplete:
    """Of an admin or an inline: its choices by autocomplete."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeySelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RecordAdmin(WithAutocomplete, admin.ModelAdmin):
    """A record: searched, edited with its citations, with its history and its page on the site."""

    form = RecordForm
    formfield_overrides = INPUTS
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    history_of_parts = ()
    object_history_template = "admin/record_history.html"

    def view_on_site(self, record):
        """Return the record's page, or for a part of another record the page of that one.

        None where it can have none: the slug that somebody typed, and the form refused, is part of the record by then.
        """
        try:
            if hasattr(record, "get_absolute_url"):
                return record.get_absolute_url()
            owner = record.natural_key_fields[0].split("__")[0]
            return getattr(record, owner).get_absolute_url()
        except NoReverseMatch:
            return None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refused = getattr(request, "refused_by_database", None)
        form.changed_meanwhile = getattr(request, "changed_meanwhile", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        record = self.get_object(request, unquote(object_id)) if object_id else None
        if record and request.method == "POST":
            request.changed_meanwhile = self._changes_since(record, request.POST.get("_seen", ""))
        reason = request.POST.get("_reason", "").strip()[:300]
        context = {"seen": self._mark_of(record) if record else "", "reason": reason, **(extra_context or {})}
        try:
            with whole_change(**({"reason": reason} if reason else {})):
                return super().changeform_view(request, object_id, form_url, context)
        except IntegrityError as error:
            # A rule that spans records is broken: show the form again with all that was typed.
            request.refused_by_database = reason_of(error)
            return super().changeform_view(request, object_id, form_url, context)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            with whole_change():
                return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            messages.error(request, f"Nothing was deleted: {reason_of(error)}.")
            return HttpResponseRedirect(request.path.removesuffix("delete/") + "change/")

    def changelist_view(self, request, extra_context=None):
        try:
            with whole_change():
                return super().changelist_view(request, extra_context)
        except IntegrityError as error:
            messages.error(request, f"Nothing was changed: {reason_of(error)}.")
            return HttpResponseRedirect(request.get_full_path())

    def _mark_of(self, record):
        """Return a mark of a record and its parts as they are now, and of the moment."""
        return f"{digest_of(record, self.history_of_parts)}~{timezone.now().isoformat()}"

    def _changes_since(self, record, mark):
        """Return what others changed since a form with this mark was opened, newest first; None where nothing."""
        digest, _, opened = mark.partition("~")
        if not opened or digest == digest_of(record, self.history_of_parts):
            return None
        changes = self.changes_shown(record)
        return [change for change in changes if change.at.isoformat() > opened]

    def changes_shown(self, record):
        """Return the changes that the history of a record shows, newest first."""
        return changes_of(record, self.history_of_parts)

    def history_view(self, request, object_id, extra_context=None):
        """Show who changed what and when, from the history that the database keeps."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(f"There is no such {self.opts.verbose_name}.")
        if not self.has_view_or_change_permission(request, record):
            return super().history_view(request, object_id, extra_context)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "changes": self.changes_shown(record),
            "object": record,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)


class Parts(BaseInlineFormSet):
    """Parts of a record, each field with its name: the heading of its column is no label to a screen reader."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, field in form.fields.items():
            field.widget.attrs.setdefault("aria-label", str(field.label or pretty_name(name)))

    def total_form_count(self):
        """Count no more forms than have come: a number alone would have thousands made, checked and written."""
        count = super().total_form_count()
        if not self.is_bound:
            return count
        beginning = re.compile(rf"{re.escape(self.prefix)}-(\d+)-")
        sent = {found[1] for name in self.data if (found := beginning.match(name))}
        return min(count, len(sent))


class PartInline(WithAutocomplete, admin.TabularInline):
    """Records that belong to the one on the page."""

    extra = 0
    form = RecordForm
    formset = Parts
    formfield_overrides = INPUTS
    show_change_link = True


class ReadOnlyAdmin(admin.ModelAdmin):
    """What the database keeps by itself: to look at."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["number", "changed_at"]


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    list_display = ["kind", "slug", "current"]
    list_filter = ["kind"]
    search_fields = ["slug", "current"]
