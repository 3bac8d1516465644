"""Texts hold letters as one writes them; what nobody sees is taken away where it comes in."""

import unicodedata

import pytest
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from spacecoop.incoming import SignsMiddleware
from spacecoop.signs import all_cleaned, cleaned, is_broken


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Space \x01agree\x08ment\x7f", "Space agreement"),
        ("inter\u00adnational", "international"),
        ("\ufeffid", "id"),
        ("A\u200b B\u2060", "A B"),
        ("\u202egnitser\u202c", "gnitser"),
        ("half \ud83d a letter", "half  a letter"),
        ("no sign \ufffe\uffff", "no sign "),
        ("Lie\u0300ge, Ko\u0308ln, S\u0327ahin, \u1100\u1161\u11a8", "Liège, Köln, Şahin, 각"),
        ("one\u2028two\x85three\x0bfour", "one\ntwo\nthree\nfour"),
        ("kept\tas\r\nit is", "kept\tas\r\nit is"),
        # What joins or parts letters belongs to the spelling of some scripts.
        ("می‌شود", "می‌شود"),
        ("क्‍ष", "क्‍ष"),
        ("co\u200cop\u200d", "coop"),
    ],
)
def test_a_text_is_cleaned_of_what_nobody_sees(text, clean):
    assert cleaned(text) == clean


@given(st.text(st.characters()))
def test_a_cleaned_text_is_clean_and_stands_in_any_file(text):
    once = cleaned(text)
    assert cleaned(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert all(
        sign in "\t\n\r" or " " <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign >= "\U00010000"
        for sign in once  # what XML 1.0 takes
    )
    once.encode()


def test_only_damage_leaves_zeros_and_halves_of_letters():
    assert [is_broken(text) for text in ("a\0", "\ud800", "a\x01", "é")] == [True, True, False, False]


def test_the_texts_of_a_document_are_cleaned_wherever_they_stand():
    document = {"title": "A\x01", "parts": [{"name": "e\u0301"}, None, 3, True]}
    assert all_cleaned(document) == {"title": "A", "parts": [{"name": "é"}, None, 3, True]}


def come_in(request):
    """Return a request as a view gets it."""
    middleware = SignsMiddleware(lambda request: HttpResponse())
    middleware(request)
    middleware.process_view(request, None, (), {})
    return request


def test_what_is_asked_and_typed_is_cleaned():
    asked = come_in(RequestFactory().get("/", {"q": "re\u0301\u00adsume\u0301", "party": ["BE", "F\u200bR"]}))
    assert (asked.GET["q"], asked.GET.getlist("party")) == ("résumé", ["BE", "FR"])
    typed = come_in(RequestFactory().post("/report/", {"text": "wrong\x07\r\nline", "website": "\u200b"}))
    assert typed.POST.dict() == {"text": "wrong\r\nline", "website": ""}


def test_what_is_nothing_but_such_signs_is_refused_by_its_field():
    asked = come_in(RequestFactory().get("/", QUERY_STRING="cursor=%01&q=a%00&area="))
    assert QueryDict("cursor=%00&q=a%00&area=") == asked.GET
    assert come_in(RequestFactory().post("/", {"password": "a\u00adb"})).POST["password"] == "a\u00adb"
