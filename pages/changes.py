"""The page that lists all changes."""

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.history import Cursor, latest_changes
from catalogue.reading import seen
from pages.lists import PAGE_SIZE


class CursorField(forms.Field):
    """The place in the list of changes from which to read on."""

    def to_python(self, value):
        try:
            return Cursor.read(value) if value else None
        except ValueError:
            raise forms.ValidationError(_("“before” is not understood: follow the link to older changes.")) from None


class ChangesForm(forms.Form):
    before = CursorField(required=False)


@require_safe
def changes(request):
    """List all changes, newest first, a page at a time by the cursor `before`."""
    form = ChangesForm(request.GET)
    listed = latest_changes(form.cleaned_data["before"], PAGE_SIZE, seen().revision) if form.is_valid() else []
    context = {
        "form": form,
        "changes": listed,
        "older": listed[-1].cursor if len(listed) == PAGE_SIZE else None,
    }
    return render(request, "changes.html", context, status=200 if form.is_valid() else 400)
