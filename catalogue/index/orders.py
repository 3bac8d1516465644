"""Orders that the index counts anew, since they rest on other records or on a day."""

from datetime import date

from catalogue.ends import OVERDUE, RENEWS
from catalogue.index.days import FIRST, LAST, number
from catalogue.index.open_days import next_in_rhythm, time_of_end
from catalogue.index.questions import Has, LeftOpen, Question, of_kind
from catalogue.index.reader import Hit, Reader
from catalogue.index.rendered import SEPARATOR
from catalogue.index.schema import FORESEEN


def countries_by_agreements(reader: Reader, question: Question) -> list[Hit]:
    """Return the countries that `question` keeps, those with most agreements first, then agencies."""
    agreements, agencies = (reader.values(of_kind(kind), "country")["country"] for kind in ("agreement", "agency"))
    countries = reader.hits(question, "by_title")
    return sorted(countries, key=lambda hit: tuple(-of.get(hit.slug.upper(), 0) for of in (agreements, agencies)))


def agreements_by_end(reader: Reader, state: str, day: date, most: int) -> list[int]:
    """Return the keys of the first `most` agreements with an end of a state on a day, the nearest end first.

    Of OVERDUE the end that passed last is the nearest. One without a first or a last day comes last; of equal ones the
    slug decides. Cost: one question, rarely two; of RENEWS the texts of all, since next ends follow from the day.
    """
    ends = Has("entry", FORESEEN) & LeftOpen(state, day)
    if state == RENEWS:
        nearest = sorted(_next_end(text, day) for text in reader.texts(ends, "by_oldest"))
        return list(dict.fromkeys(key for *_, key in nearest))[:most]
    order, limit = "by_newest" if state == OVERDUE else "by_oldest", most
    while True:
        found = reader.search(ends, order, limit=limit)
        keys = list(dict.fromkeys(found.keys))  # an agreement may have several ends
        if len(keys) >= most or limit >= found.count:
            return keys[:most]
        limit *= 4


def _next_end(text: str, day: date) -> tuple[tuple[int, int], str, int]:
    """Return (its time, slug, key of the agreement) of the next end in a rhythm."""
    *rhythm, slug, _, key = text.split(SEPARATOR)
    end = next_in_rhythm(SEPARATOR.join(rhythm), day)
    first, last = number(end.first) if end.first else FIRST, number(end.last) if end.last else LAST
    return time_of_end(first, last), slug, int(key)
