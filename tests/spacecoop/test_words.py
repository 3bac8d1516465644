"""Numbers and lists in the language that is written now."""

import pytest
from django.utils.translation import override

from spacecoop.words import listed, number


@pytest.mark.parametrize(
    ("texts", "style", "english", "french"),
    [
        ([], "standard", "", ""),
        (["A"], "standard", "A", "A"),
        (["A", "B {0}"], "standard", "A and B {0}", "A et B {0}"),
        (["A", "B", "C"], "standard", "A, B and C", "A, B et C"),
        (["A", "B", "C"], "or", "A, B or C", "A, B ou C"),
    ],
)
def test_a_list_has_its_conjunction(texts, style, english, french):
    assert listed(texts, style) == english
    with override("fr"):
        assert listed(texts, style) == french


def test_figures_are_grouped():
    assert (number(999), number(1200)) == ("999", "1,200")
    with override("fr"):
        assert number(1200) == "1\N{NARROW NO-BREAK SPACE}200"
    assert number(1200) == "1,200"
