"""Templates of the admin without the white space of their lines."""

import pytest

from spacecoop.templates import lean


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<p>\n    a\n\n    b\n</p>", "<p>\na\nb\n</p>"),
        ("<a>a</a>\n  <a>b</a>", "<a>a</a>\n<a>b</a>"),
        (
            "{% if a %}\n  {% if b %}\n    <a>a</a>\n  {% endif %}\n{% endif %}\n<a>b</a>",
            "{% if a %}{% if b %}<a>a</a>\n{% endif %}{% endif %}<a>b</a>",
        ),
        ("{{ a }} {{ b }}", "{{ a }} {{ b }}"),
        ("{% if a %}\n  words", "{% if a %}\nwords"),
    ],
)
def test_a_template_loses_indentation_and_no_space_between_words_or_elements(text, left):
    assert lean(text) == left
