from django import forms
from django.template import engines

from spacecoop.fields import EDTFInput


def test_fields_of_forms_are_not_looked_for_among_the_templates_of_pages(monkeypatch):
    monkeypatch.setattr(engines["jinja2"], "get_template", None)
    for widget in (forms.TextInput(), EDTFInput()):
        assert "<input" in widget.render("name", "", {"id": "id_name"})
