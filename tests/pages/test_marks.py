"""Every text of a template is a message for translators."""

import pytest
from django.template import engines

from tests.pages.marks import unmarked_in_template


def templates():
    return sorted(engines["jinja2"].env.list_templates(extensions=["html", "svg"]))


@pytest.mark.parametrize("name", templates())
def test_a_template_has_no_text_outside_of_messages(name):
    assert unmarked_in_template(name) == set()
