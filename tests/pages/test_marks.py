"""Every text of a template is a message for translators."""

import pytest
from django.template import engines

from tests.pages.marks import unmarked_in_template

# Templates with texts that are not marked yet: strike out what is done.
NOT_YET = {
    "pictures/_map_legend.html",
    "pictures/_network_legend.html",
    "pictures/_time.svg",
    "pictures/dateline.svg",
    "pictures/map.svg",
    "pictures/matrix.svg",
    "pictures/network.svg",
    "pictures/relations.svg",
    "pictures/timeline.svg",
}


def templates():
    return sorted(engines["jinja2"].env.list_templates(extensions=["html", "svg"]))


@pytest.mark.parametrize("name", templates())
def test_a_template_has_no_text_outside_of_messages(name):
    unmarked = unmarked_in_template(name)
    if name in NOT_YET:
        assert unmarked, f"{name} is done: strike it out of NOT_YET"
    else:
        assert unmarked == set()
