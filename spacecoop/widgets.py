"""Where the fields of forms find their templates."""

from typing import Any

from django.forms.renderers import Jinja2, TemplatesSetting
from django.template.loader import get_template
from django.utils.functional import cached_property


class FormRenderer(TemplatesSetting):
    """Take Django's own templates of fields in Jinja2's form, a hundred of which are written in half the time.

    Those of the admin's fields there are in Django's form alone; to look for them among the pages' goes to the disk.
    """

    @cached_property
    def fields(self) -> Jinja2:
        return Jinja2()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/forms/"):
            return self.fields.get_template(template_name)
        return get_template(template_name, using="django")
