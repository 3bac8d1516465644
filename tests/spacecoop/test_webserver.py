from django.template import engines

from spacecoop.webserver import compile_templates


def test_the_first_readers_find_the_templates_ready(monkeypatch):
    compile_templates()
    environment = engines["jinja2"].env
    names = environment.list_templates()
    monkeypatch.setattr(environment.loader, "load", None)
    for name in names:
        assert environment.get_template(name).name == name
