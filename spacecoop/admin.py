"""The curator's desk: what the admin of every record shares."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.forms import ModelForm
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from spacecoop.changes import changes_of
from spacecoop.fields import EDTFField, EDTFInput
from spacecoop.models import FormerSlug, Revision

admin.site.site_header = "spacecoop: the curator's desk"
admin.site.site_title = "spacecoop"
admin.site.index_title = "Records"
admin.site.empty_value_display = "not stated"


INPUTS = {
    EDTFField: {"widget": EDTFInput},
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
}


class RecordForm(ModelForm):
    """A form that also shows what the database refused, beside all that was typed."""

    refused = None

    def clean(self):
        cleaned = super().clean()
        if self.refused:
            raise ValidationError(f"The database refused this change: {self.refused}.")
        return cleaned


class RecordAdmin(admin.ModelAdmin):
    """A record: searched, edited with its citations, with its history and its page on the site."""

    form = RecordForm
    formfield_overrides = INPUTS
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    history_of_parts = ()
    object_history_template = "admin/record_history.html"

    def view_on_site(self, record):
        """Return the record's page, or for a part of another record the page of that one."""
        if hasattr(record, "get_absolute_url"):
            return record.get_absolute_url()
        owner = record.natural_key_fields[0].split("__")[0]
        return getattr(record, owner).get_absolute_url()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refused = getattr(request, "refused_by_database", None)
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            # A rule that spans records is checked at commit: show the form again with all that was typed.
            request.refused_by_database = _reason(error)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            messages.error(request, f"Nothing was deleted: {_reason(error)}.")
            return HttpResponseRedirect(request.path.removesuffix("delete/") + "change/")

    def changelist_view(self, request, extra_context=None):
        try:
            return super().changelist_view(request, extra_context)
        except IntegrityError as error:
            messages.error(request, f"Nothing was changed: {_reason(error)}.")
            return HttpResponseRedirect(request.get_full_path())

    def history_view(self, request, object_id, extra_context=None):
        """Show who changed what and when, from the history that the database keeps."""
        record = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_view_or_change_permission(request, record):
            return super().history_view(request, object_id, extra_context)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "changes": changes_of(record, self.history_of_parts),
            "object": record,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)


class PartInline(admin.TabularInline):
    """Records that belong to the one on the page."""

    extra = 0
    form = RecordForm
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


def _reason(error):
    """Return the database's own sentence for a broken rule."""
    diagnostic = getattr(error.__cause__, "diag", None)
    return (diagnostic and diagnostic.message_primary) or str(error).splitlines()[0]
