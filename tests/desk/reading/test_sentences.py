import pytest

from desk.reading.sentences import sentences


def split(text):
    return [text[start:end] for start, end in sentences(text)]


def test_abbreviations_initials_and_ordinals_end_no_sentence():
    text = "Dr. J. Smith met Mme. Dupont, i.e. on the 3. Mai. Then he left. “Why?” She did not say."
    assert split(text) == [
        "Dr. J. Smith met Mme. Dupont, i.e. on the 3. Mai.",
        "Then he left.",
        "“Why?”",
        "She did not say.",
    ]


@pytest.mark.parametrize("month", ["Mar.", "juil.", "dic.", "Okt.", "mrt.", "ott.", "сент."])
def test_an_abbreviated_month_ends_no_sentence(month):
    assert len(split(f"On 12 {month} 2019 they met.")) == 1


def test_a_year_may_end_a_sentence():
    assert split("It was signed in 1997. In 1998 it was ratified.") == [
        "It was signed in 1997.",
        "In 1998 it was ratified.",
    ]


def test_a_blank_line_ends_a_heading():
    assert split("A heading\n\nThe text\ngoes on.") == ["A heading", "The text\ngoes on."]


def test_nothing_is_lost():
    text = " One.  Two! «Trois?» Vier "
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@pytest.mark.many
@pytest.mark.parametrize("unit", ["Dr. ", "....", "!", "Mr Dr. (", "\n\n", "»» "])
def test_a_text_of_nothing_but_ends_is_read_in_one_go(unit):
    text = unit * (400_000 // len(unit))
    assert all(0 <= start < end <= len(text) for start, end in sentences(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("O acordo n.º 5, art. 3, foi assinado pela Sra. Costa em fev. de 2019. Depois saiu.", 2),
        ("O Exmo. Sr. Dr. Lima veio no séc. XX.", 1),
        ("Соглашение от 5 мая 2010 г. Стороны подписали его в г. Москве.", 2),
        ("В 2011–2013 гг. работа им. Лавочкина стоила 5 тыс. руб. и т.д.", 1),
        ("Подписано в 2019 г. в Москве.", 1),
    ],
)
def test_portuguese_and_russian_abbreviations_end_no_sentence(text, number):
    assert len(split(text)) == number
