"""Choices by autocomplete, of which a stored part shows only what it has."""

from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError

OF_NEW = {"data-choices": "of-new"}  # of a select that has its choices from the form of a new part


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
        keys = [key for key in value if self._is_key(key)]
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
