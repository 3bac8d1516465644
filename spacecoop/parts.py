"""Parts of a record on its page in the desk: a row each, which opens to a form."""

import re

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import BaseInlineFormSet, Select

from spacecoop.admin import INPUTS, RecordForm
from spacecoop.autocomplete import OF_NEW, KeySelect, WithAutocomplete
from spacecoop.dates import display
from spacecoop.fields import EDTFField
from spacecoop.records import write_again

MOST_CHOICES = 4  # that a select of a stored part has of its own


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
