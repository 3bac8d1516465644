"""Which entries words find, and how well each fits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import e, log
from typing import TYPE_CHECKING

from tantivy import Occur, Query

from catalogue.index.field import type_called
from catalogue.index.grammar import Asked, Piece, read
from catalogue.index.months import months
from catalogue.index.questions import AllOf, HasAny, Question, country_called, of_kind
from catalogue.index.schema import PROSE_STEMS, STEMS, schema
from catalogue.index.tokens import fold, stem, stems_of
from catalogue.index.tokens import stems as stems_in_languages

if TYPE_CHECKING:
    from catalogue.index.reader import Reader

# How much a word counts by where it stands: in names, in bodies, in areas and missions, in what is said.
WEIGHTS = {"names": 1.0, "others": 0.6, "subjects": 0.2, "prose": 0.05}
# As whole words count more than stems, and these more than beginnings.
STEMMED = 0.5
STEMMED_PROSE = 0.04
BEGUN = 0.3  # of a weight, whatever the word
LINKED = 0.8  # a record of that name belongs to it
WHOLE_NAME = 1000.0
BETWEEN = 100.0  # an agreement between the countries that are named, where nothing else is but a year
SIDE_BY_SIDE = 0.5  # the words follow one another in a name
OTHER_FIELDS = 0.1  # how much a word counts where it stands less well, too
MOST_WORDS_OF_A_COUNTRY = 5
COMMON = 500  # records that a word is in: to look through more takes long, and says little
SHORTEST_NEAR = 4  # letters of a word that may have one wrong


@dataclass(frozen=True, slots=True)
class Words(Question):
    """Records that words find: all of them, or the alternatives that `or` parts; or their name as a whole."""

    text: str

    @property
    def asked(self) -> Asked:
        return read(self.text)

    def query(self, reader: "Reader") -> Query:
        return reader.kept(self, self._query)

    def _query(self, reader: "Reader") -> Query:
        found = [_all(pieces, reader) for pieces in self.asked.alternatives]
        if name := fold(self.text):
            found.append(Query.const_score_query(_term("whole", name), WHOLE_NAME))
            found.append(Query.const_score_query(country_called(self.text).query(reader), WHOLE_NAME))
        return _any(found)


@dataclass(frozen=True, slots=True)
class Beginnings(Question):
    """Names in which every word of `text` is, or begins, a word."""

    words: tuple[str, ...]

    def query(self, reader: "Reader") -> Query:
        return Query.boolean_query([(Occur.Must, _begun("typed", word)) for word in self.words])


@dataclass(frozen=True, slots=True)
class Begun(Question):
    """Entries with a value in a field of values, or a word in a text, that begins with `text`, which is folded."""

    field: str
    text: str

    def query(self, reader: "Reader") -> Query:
        return _begun(self.field, self.text)


@dataclass(frozen=True, slots=True)
class NearWords(Question):
    """Records with a word of `words` in a field of words, give or take a letter; the more of them, the better it fits.

    `field`: "address" or "names". The rarer a word is there, the more it counts; one that is in very many counts only
    where all are.
    """

    field: str
    kinds: tuple[str, ...]
    words: tuple[str, ...]

    def query(self, reader: "Reader") -> Query:
        numbers = {word: reader.searcher.doc_freq(self.field, word) for word in self.words}
        telling = [word for word in self.words if numbers[word] <= COMMON] or self.words
        near = [Query.boost_query(_near(self.field, word), 1 / log(numbers[word] + e)) for word in telling]
        of_kinds = Query.const_score_query(of_kind(*self.kinds).query(reader), 0.0)
        return Query.boolean_query([(Occur.Must, of_kinds), (Occur.Must, _any(near))])


def _all(pieces: Sequence[Piece], reader: "Reader") -> Query:
    """Return the query of what has every one of the pieces, and none of those that are left out."""
    clauses = []
    runs = list(_with_countries(pieces, reader))
    for piece, countries in runs:
        query = _alike(piece, countries, reader)
        if all(part.is_left_out for part in piece):
            clauses.append((Occur.MustNot, query))
        else:
            clauses.append((Occur.Should if piece[0].is_optional else Occur.Must, query))
    if all(occur != Occur.Must for occur, _ in clauses):
        clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    words = [word for piece in pieces if not piece.is_left_out for word in piece.words]
    if len(words) > 1:
        phrase = Query.phrase_query(schema(), "names", [*words])
        clauses.append((Occur.Should, Query.boost_query(phrase, SIDE_BY_SIDE)))
    sides = [countries for run, countries in runs if not (run[0].is_optional or _is_year(run))]
    if len(sides) > 1 and all(sides) and not any(piece.is_left_out for piece in pieces):
        clauses.append((Occur.Should, Query.const_score_query(_between(sides).query(reader), BETWEEN)))
    return Query.boolean_query(clauses)


Run = tuple[Piece, ...]


def _with_countries(pieces: Sequence[Piece], reader: "Reader") -> Iterator[tuple[Run, list[str]]]:
    """Return the pieces one by one, those together that name a country or a type as a whole, with these links.

    The links are those of the countries.
    """
    place = 0
    while place < len(pieces):
        for length in range(min(MOST_WORDS_OF_A_COUNTRY, len(pieces) - place), 0, -1):
            run = tuple(pieces[place : place + length])
            countries = _countries_named(run, reader)
            if countries or length == 1 or type_called(_plain_words(run)):
                yield run, countries
                place += length
                break


def _countries_named(run: Run, reader: "Reader") -> list[str]:
    words = _plain_words(run)
    return reader.countries_named(" ".join(words)) if words else []


def _plain_words(run: Run) -> list[str]:
    """Return the words of pieces that may be a name together; none where a sign says how they are meant."""
    if len(run) > 1 and (run[0].is_optional or any(piece.is_phrase or piece.is_left_out for piece in run)):
        return []
    return [word for piece in run for word in piece.words]


def _alike(run: Run, countries: list[str], reader: "Reader") -> Query:
    """Return the query of what has the words of a run, or belongs to a record or is of a type that is called so."""
    if len(run) > 1 and (code := type_called(_plain_words(run))):  # in quotes they are words
        return _of_type(code, run, reader)
    ways = [_words(piece, reader) for piece in run]
    found = ways if len(ways) == 1 else [Query.boolean_query([(Occur.Must, way) for way in ways])]
    if countries:
        found.append(_linked(countries))
    return Query.disjunction_max_query(found, OTHER_FIELDS)


def _of_type(code: str, run: Run, reader: "Reader") -> Query:
    """Return the query of the agreements of a type, and of what has the words of its name side by side."""
    types = [Query.term_query(schema(), field, code, "basic") for field in ("form", "function")]
    side_by_side = _words(Piece(tuple(_plain_words(run)), is_phrase=True), reader)
    return Query.disjunction_max_query([Query.const_score_query(_any(types), LINKED), side_by_side], OTHER_FIELDS)


def _words(piece: Piece, reader: "Reader") -> Query:
    if len(piece.words) > 1:
        fields = [
            Query.boost_query(Query.phrase_query(schema(), name, list(piece.words)), weight)
            for name, weight in WEIGHTS.items()
        ]
        others = Query.phrase_query(schema(), "also", list(piece.words))
    else:
        fields = list(_word(piece))
        others = _any([_term("also", piece.words[0]), *([_begun("also", piece.words[0])] if piece.may_go_on else [])])
    if links := reader.links(others):
        fields.append(_linked(links))
    return Query.disjunction_max_query(fields, OTHER_FIELDS)


def _word(piece: Piece) -> Iterator[Query]:
    """Return the queries of one word: as it stands, its stem in each language, what it may begin."""
    word = piece.words[0]
    for name, weight in WEIGHTS.items():
        yield Query.boost_query(_term(name, word), weight)
        if piece.may_go_on:
            yield Query.boost_query(_begun(name, word), weight * BEGUN)
    if piece.is_phrase:
        return
    for language, stemmed in stems_in_languages(word).items():
        yield Query.boost_query(_term(stems_of(language), stemmed), STEMMED)
    yield Query.boost_query(_term(PROSE_STEMS, stem(word, "en")), STEMMED_PROSE)
    if month := months().get(word):
        yield Query.boost_query(_term("prose", month), WEIGHTS["prose"])


def _term(field: str, word: str) -> Query:
    return Query.term_query(schema(), field, word, "freq" if field in STEMS or field == PROSE_STEMS else "position")


def _near(field: str, word: str) -> Query:
    distance = 0 if len(word) < SHORTEST_NEAR else 1
    return Query.fuzzy_term_query(schema(), field, word, distance=distance)


def _begun(field: str, word: str) -> Query:
    # A prefix by no distance, and not an expression of the same: that takes longer to compile than to be found.
    return Query.fuzzy_term_query(schema(), field, word, distance=0, prefix=True)


def _linked(links: Sequence[str]) -> Query:
    return Query.const_score_query(Query.term_set_query(schema(), "linked", list(links)), LINKED)


def _is_year(run: Run) -> bool:
    return len(run) == 1 and len(run[0].words) == 1 and re.fullmatch(r"\d{4}", run[0].words[0]) is not None


def _between(sides: list[list[str]]) -> Question:
    """Keep the agreements of which each of `sides`, a country by the links of its name, is a party."""
    codes = [[link.partition("/")[2].upper() for link in side] for side in sides]
    return AllOf(of_kind("agreement"), *(HasAny("party", of_one) for of_one in codes))


def _any(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])
