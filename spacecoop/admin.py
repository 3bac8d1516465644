"""The desk: what the admin of every record shares."""

import re
from copy import copy

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminURLFieldWidget, AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models
from django.forms import BaseInlineFormSet, ModelForm, Select
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch

from spacecoop.changes import by_whom, changes_of, digest_of, last_state, own_name
from spacecoop.dates import display
from spacecoop.fields import EDTFField, EDTFInput
from spacecoop.meanwhile import changed_meanwhile, mark_of, typed_in
from spacecoop.models import FormerSlug, Revision
from spacecoop.records import reason_of, whole_change, write_again

admin.site.site_header = "spacecoop: editing"
admin.site.site_title = "spacecoop"
admin.site.index_title = "Start"
admin.site.empty_value_display = "not stated"


MOST_CHOICES = 4  # that a select of a stored part has of its own
OF_NEW = {"data-choices": "of-new"}  # of a select that has its choices from the form of a new part
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


class PartForm(RecordForm):
    """The form of a part of a record. It is closed to a row of `words` until somebody opens it.

    `row`: the fields of the part that the row shows.
    """

    row = ()

    @property
    def words(self):
        return list(filter(None, (in_words(self.instance, name) for name in self.row)))

    @property
    def is_open(self):
        """Whether something in it is to be seen: an error, or what was typed and is not saved yet."""
        return self.is_bound and bool(self.errors or self.has_changed())


def in_words(part, name):
    """Return what a field of a part says, as people read it."""
    field, value = part._meta.get_field(name), getattr(part, name)
    if value in (None, "", []):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return display(value) if isinstance(field, EDTFField) else str(value)


class KeySelect(AutocompleteSelect):
    """Django's, for which a value that is no key is no choice; Django's own fails on it.

    `is_stored`: it belongs to a stored part, and choices.js lets it search; `known`: its record, where that is loaded.
    """

    is_stored, known = False, None

    def build_attrs(self, base_attrs, extra_attrs=None):
        if self.is_stored:
            return {**base_attrs, **(extra_attrs or {}), **OF_NEW}
        return super().build_attrs(base_attrs, extra_attrs)

    def optgroups(self, name, value, attrs=None):
        keys = [one for one in value if self._is_key(one)]
        if self.known and keys == [str(self.known.pk)]:
            return [(None, [self.create_option(name, keys[0], str(self.known), True, 0)], 0)]
        return super().optgroups(name, keys, attrs)

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


class Parts(BaseInlineFormSet):
    """Parts of a record; `row`: the fields that the row of each shows, `has_new`: the page has the form of a new part.

    What the forms of stored parts would repeat stands once, in that of a new part: help and long lists of choices.
    """

    row, has_new = (), True

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.row = self.row
        for name, field in form.fields.items():
            if form.instance.pk and self.has_new:
                _lighten(form, name, field)

    def total_form_count(self):
        """Count no more forms than have come: a number alone would have thousands made, checked and written."""
        count = super().total_form_count()
        if not self.is_bound:
            return count
        beginning = re.compile(rf"{re.escape(self.prefix)}-(\d+)-")
        sent = {found[1] for name in self.data if (found := beginning.match(name))}
        return min(count, len(sent))

    def save_existing(self, form, obj, commit=True):
        part = form.save(commit=False)
        if commit:
            write_again(part)
        return part


def _input_of(field):
    """Return the widget of a field without Django's links to the record that is chosen."""
    return field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget


def _lighten(form, name, field):
    """Leave a field of a stored part what it shows; choices.js brings the choices of others when they are wanted."""
    field.help_text, widget = "", _input_of(field)
    if widget is not field.widget:
        field.widget.can_add_related = field.widget.can_change_related = field.widget.can_delete_related = False
    if isinstance(widget, KeySelect):
        widget.is_stored, widget.known = True, form.instance._state.fields_cache.get(name)
    elif type(widget) is Select and len(choices := list(widget.choices)) > MOST_CHOICES:
        value = str(form[name].value())
        widget.choices = [choice for choice in choices if str(choice[0]) == value]
        widget.attrs |= OF_NEW


class PartInline(WithAutocomplete, admin.StackedInline):
    """Records that belong to the one on the page, a row each; `row`: the fields that it shows, None: all it is told."""

    extra = 0
    row = None
    form = PartForm
    formset = Parts
    formfield_overrides = INPUTS
    show_change_link = True

    class Media:
        js = ["choices.js", "parts.js"]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.has_new = self.has_add_permission(request, obj)
        formset.row = [name for name in self.row or _told_of(self.model) if name != formset.fk.name]
        return formset

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.autocomplete_fields)


def _told_of(model):
    """Return the fields of a part that tell of it, without its address, its bases and reasons."""
    fields = (field.name for field in model._meta.fields if field.editable and not field.primary_key)
    return [name for name in fields if name != "slug" and not name.endswith(("_basis", "_reason"))]


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
