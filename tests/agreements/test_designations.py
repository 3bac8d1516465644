"""What an agreement is called by its form and function, in the languages of the site."""

import pytest
from django.utils.translation import override

from agreements.designations import _CALLED, designation_in_words
from agreements.models import Binding, Designation, Form, Function

PARTS = ("form", "function", "binding")
CALLED = [
    (("agreement", "framework", ""), "framework agreement", "accord-cadre"),
    (("agreement", "implementing", ""), "implementing agreement", "accord d'application"),
    (("arrangement", "implementing", ""), "implementing arrangement", "arrangement de mise en œuvre"),
    (("protocol", "amending", ""), "amending protocol", "protocole d'amendement"),
    (("joint_statement", "amending", ""), "amending joint statement", "déclaration conjointe modificative"),
    (("letter_of_intent", "", ""), "letter of intent", "lettre d'intention"),
    (
        ("memorandum_of_understanding", "", "non_binding"),
        "memorandum of understanding, not binding",
        "protocole d'accord, sans caractère contraignant",
    ),
    (
        ("treaty", "extending", "binding"),
        "extending treaty, binding",
        "traité de prorogation, à caractère contraignant",
    ),
    (("", "", ""), "", ""),
]


@pytest.mark.parametrize(("stated", "english", "french"), CALLED)
def test_a_designation_is_put_in_words(stated, english, french):
    assert designation_in_words(*stated) == str(Designation(**dict(zip(PARTS, stated, strict=True)))) == english
    with override("fr"):
        assert designation_in_words(*stated) == french


def test_each_form_has_words_with_each_function_and_binding():
    assert set(_CALLED) == {(form, function) for form in Form.values for function in ("", *Function.values)}
    for form, function in _CALLED:
        words = " ".join(filter(None, [function and str(Function(function).label), str(Form(form).label)]))
        assert designation_in_words(form, function, "") == words
        assert all(designation_in_words(form, function, binding) for binding in Binding.values)
