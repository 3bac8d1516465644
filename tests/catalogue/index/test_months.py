"""What months and countries are called in the index."""

from catalogue.index.months import months
from catalogue.index.texts import whole_names


def test_a_country_is_called_in_every_language():
    assert {"russia", "russie", "russland", "rusland", "россия", "俄 罗 斯", "русия"} <= whole_names("RU")
    assert {"usa", "american", "united states", "etats unis", "estados unidos"} <= whole_names("US")
    assert {"holland", "dutch", "pays bas", "niederlande"} <= whole_names("NL")
    assert {"ussr", "soviet union"} <= whole_names("SUHH")
    assert whole_names("XX") == set()


def test_no_name_of_a_country_is_a_word_of_ours():
    words = {"and", "are", "can", "man", "com", "end", "est", "geo", "pole", "sec", "laws", "island", "male", "equator"}
    assert not any(
        words & whole_names(code) for code in ["AD", "AE", "CA", "IM", "KM", "IN", "EE", "PL", "LA", "IS", "EC"]
    )


def test_months_are_known_in_the_languages_of_our_sources():
    assert {months()[name] for name in ("decembre", "dezember", "dicembre", "декабря", "декабрь", "diciembre")} == {
        "december"
    }
