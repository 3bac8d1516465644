"""Where the fields of forms find their templates."""

from django.forms.renderers import TemplatesSetting
from django.template.loader import get_template


class FormRenderer(TemplatesSetting):
    """Ask Django's templates alone: to look among those of pages goes to the disk for each of a hundred fields."""

    def get_template(self, template_name):
        return get_template(template_name, using="django")
