from hypothesis import given
from hypothesis import strategies as st

from desk.reading.phrases import phrase_around, stands_in

TEXT = "One two three four five six seven eight nine ten."


def around(words):
    start = TEXT.index(words)
    return phrase_around(TEXT, start, start + len(words), (0, len(TEXT)))


def test_a_phrase_has_the_mark_in_its_middle():
    assert around("five") == "two three four five six seven eight nine"


def test_at_the_ends_of_a_sentence_it_reaches_further_to_the_other_side():
    assert around("One") == "One two three four five six seven eight"
    assert around("ten") == "three four five six seven eight nine ten."


def test_of_a_longer_mark_it_has_the_beginning():
    assert around(TEXT) == "One two three four five six seven eight"


@given(st.text(alphabet="ab \n.", max_size=200), st.integers(0, 200), st.integers(1, 40))
def test_whatever_is_cut_out_stands_in_the_text(text, start, length):
    phrase = phrase_around(text, start, start + length, (0, len(text)))
    assert len(phrase.split()) <= 8
    assert stands_in(phrase, text)
