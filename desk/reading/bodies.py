"""Bodies that the knowledge base does not know, by how names of bodies are made: whole, with acronym and country.

A name has a word for what the body is (“Agency”, “Instituto”, “-zentrum”), what stands before or after it in the manner
of its language, and perhaps an acronym in brackets. What is known already ends a name.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from agencies.countries import adjectives, codes_called, names_in_text
from desk.reading.names import ALSO, fold, words_around
from desk.reading.vocabulary import longest_apart
from spacecoop.tables import table_of

MOST_WORDS = 14
NO_COUNTRIES = ("island", "islands", "equator")  # which are countries in other languages
SHORTEST, LONGEST_ENDING = 5, 6  # letters of the beginning of a country's name, and of what makes an adjective of it
_WORD = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*\.?-?|&")
_ELIDED = re.compile(r"(?:[dl]|dell|all|nell)['’](?=\w)", re.IGNORECASE)
_ACRONYM = re.compile(r"\s*[(\[]\s*[\"“„«]?\s*(?P<acronym>[^\W\d_][\w&./-]{1,14})\s*[\"”“»]?\s*[)\],;]")
_AFTER_DASH = re.compile(r"\s+[–—-]\s+(?P<acronym>[^\W\d_][\w&-]{2,14})(?=[\s,.;)])")
_AFTER_COMMA = re.compile(r",\s+(?P<acronym>[^\W\d_a-z]{3,10})(?=[,)])")
_OWNER = re.compile(r"(?P<name>[^\W\d_][\w-]*(?:\s[^\W\d_a-z][\w-]*)*)(?:['’]s|['’])\s+$")
_GOES_ON = re.compile(r"\s+(?:of|de|del|du|do|da|di|van|von)\s+(?:the\s+)?(?P<name>[^\W\d_]\w+(?:\s[^\W\d_a-z]\w+)*)")


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body's name in a text, or its acronym alone; `kind`: of ours; `country`: an ISO code; empty: not stated."""

    start: int
    end: int
    name: str
    kind: str
    acronym: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str

    @property
    def plain(self):
        return self.text.casefold().rstrip(".").replace("’", "'")

    @property
    def is_capital(self):
        return self.text[0].isupper()

    @property
    def is_acronym(self):
        return len(self.text) > 1 and self.text.isupper()


def find_bodies(text: str, language: str, known: list[tuple[int, int]]) -> list[FoundBody]:
    """Return the bodies that `text` names, each mention.

    `known`: (start, end) of the names of bodies, missions and people that the knowledge base has.
    """
    if language not in _grammars():
        return []
    tokens = _tokens(text)
    taken = bytearray(len(text) + 1)
    for start, end in known:
        taken[start:end] = b"\1" * (end - start)
    # Names in English stand in texts of every language.
    ways = [_Names(text, tokens, taken, _grammars()[code]) for code in dict.fromkeys([language, "en"])]
    found = [body for names in ways for at in range(len(tokens)) if (body := names.at(at))]
    found = longest_apart(found, len(text))
    return sorted([*found, *_alone(text, found, taken)], key=lambda body: body.start)


def _alone(text, found, taken):
    """Yield where the acronym of a body stands without its name."""
    places = [(body.start, body.end) for body in found]
    for body in {body.acronym: body for body in found if body.acronym}.values():
        for match in re.finditer(rf"(?<![\w-]){re.escape(body.acronym)}(?![\w-])", text):
            inside = any(start <= match.start() < end for start, end in places)
            if not inside and not any(taken[match.start() : match.end()]):
                yield replace(body, start=match.start(), end=match.end())


def _tokens(text):
    """Return the words of a text; what is elided before one is a word of its own: “d'”, “études”."""
    tokens = []
    for match in _WORD.finditer(text):
        start = match.start()
        if elided := _ELIDED.match(match[0]):
            tokens.append(_Token(start, start + elided.end(), elided[0]))
            start += elided.end()
        end = match.end()
        while text[end - 1] == "." and end - start > 2 and "." not in text[start : end - 1]:
            end -= 1
        for suffix in ("'s", "’s"):
            if text[start:end].endswith(suffix):
                end -= 2
        tokens.append(_Token(start, end, text[start:end]))
    return tokens


class _Names:
    def __init__(self, text, tokens, taken, grammar):
        self.text, self.tokens, self.taken, self.grammar = text, tokens, taken, grammar

    def at(self, at):
        """Return the body whose name has its head at a token, or None."""
        head = self.tokens[at]
        kind = self.grammar.kind_of(head.plain)
        if not kind or self._is_taken(at) or not (head.is_capital or self.grammar.before):
            return None
        first = self._first(at)
        last = self._last(at, first, kind)
        acronym = self._acronym(first, last)
        first = self._first_of(acronym, first, at, last)
        start, end = self.tokens[first].start, self.tokens[last].end
        country = self._country(first, last)
        if not self._is_a_name(first, at, last, acronym, country, kind):
            return None
        name = " ".join(self.text[start:end].split())
        return FoundBody(start, end, name, kind, acronym, country or self._country_around(start, end))

    def _first(self, at):
        first = at
        while at - first < MOST_WORDS and first > 0 and self._is_next(first - 1, first):
            before = self.tokens[first - 1]
            if self.grammar.before:
                if not before.plain.endswith(self.grammar.before) or len(before.text) < 5:
                    break
                first -= 1
            elif self.grammar.begins:
                break
            elif before.is_capital and not self._is_plain_beginning(first - 1):
                first -= 1
            elif self._joins_before(first, at):
                first -= 2
            else:
                break
        while self.grammar.before and first < at and not self.tokens[first].is_capital:
            first += 1
        return first

    def _is_plain_beginning(self, at):
        """Whether a word at the beginning only begins the sentence: “The”, “Its”, “Under”."""
        return self.tokens[at].plain in self.grammar.starters

    def _joins_before(self, first, at):
        """Whether “and” before a word joins two of the name: of “Science and Technology Agency”, of no two bodies."""
        joins = first > 1 and self.tokens[first - 1].plain in self.grammar.joins
        if not (joins and self._is_next(first - 2, first - 1)):
            return False
        other = self.tokens[first - 2]
        return (
            other.is_capital
            and not other.is_acronym
            and not self.grammar.kind_of(other.plain)
            and not codes_called(other.text)
            and not self._country(first, at)
        )

    def _last(self, at, first, kind):
        if kind == "company":
            return at
        last, tied, ties = at, False, self._ties(first, at)
        while last - at < MOST_WORDS and last + 1 < len(self.tokens) and (size := self._next(at, last, tied, ties)):
            tied = tied or size > 1
            last += size
            if size > 1 and self._country(last, last):
                break
        return last

    def _next(self, at, last, tied, ties):
        """Return by how many words a name goes on; 0: it ends."""
        if not self._is_next(last, last + 1):
            return self._listed(at, last, tied)
        following = self.tokens[last + 1]
        if not following.is_capital and following.plain.endswith(self.grammar.ends or ("\0",)):
            return 1
        if following.is_capital and self._takes_capitals(last + 1, tied) and not self._ends_before(last + 1):
            return 1
        return self._tie(last, tied, ties)

    def _takes_capitals(self, at, tied):
        """Whether a word in capitals goes on with the name; in Russian only a country does."""
        return bool(self._country(at, at)) if self.grammar.before else self.grammar.begins or tied

    def _ends_before(self, at):
        return self.tokens[at].is_acronym and not codes_called(self.tokens[at].text)

    def _tie(self, last, tied, ties):
        """Return how many words a tie and the word that it leads to have: of “for the”, “de l'”, “and”; 0: none."""
        for size in (3, 2, 1):
            if last + size + 1 >= len(self.tokens):
                continue
            words = [word.plain for word in self.tokens[last + 1 : last + 1 + size]]
            joined = tied and words[0] in self.grammar.joins
            tie = " ".join(words[1:] if joined else words)
            to = self.tokens[last + 1 + size]
            gaps = all(self._is_next(place, place + 1) for place in range(last, last + 1 + size))
            joins = joined and not tie and not self.grammar.kind_of(to.plain)
            fits = (to.is_capital and not self._ends_before(last + 1 + size)) or (
                self.grammar.small and to.plain.isalpha() and len(to.plain) > 3
            )
            if gaps and fits and (joins or tie in ties):
                return size + 1
        return 0

    def _ties(self, first, at):
        """Return what may tie more to a head: “on” to a committee, “for” to no agency that is a country's already."""
        head = self.tokens[at].plain
        ties = self.grammar.ties | (self.grammar.topics if head in self.grammar.topical else frozenset())
        is_of_a_country = self.grammar.closed and self.grammar.kind_of(head) == "space_agency"
        return ties - self.grammar.closed if is_of_a_country and self._country(first, at) else ties

    def _listed(self, at, last, tied):
        """Return how many words go on a ministry's list: three of “Science, Technology and Innovation”; 0: none."""
        if not tied or self.grammar.kind_of(self.tokens[at].plain) != "government_office":
            return 0
        for size in (1, 2, 3):
            if last + size + 2 >= len(self.tokens):
                return 0
            between = self.text[self.tokens[last + size - 1].end : self.tokens[last + size].start]
            if between.strip() != "," or self._is_taken(last + size) or not self.tokens[last + size].is_capital:
                return 0
            if self.tokens[last + size + 1].plain in self.grammar.joins and self.tokens[last + size + 2].is_capital:
                return size + 2
        return 0

    def _is_next(self, place, other):
        """Whether a token follows another with nothing between but white space, and is no part of what is known."""
        between = self.text[self.tokens[place].end : self.tokens[other].start]
        is_elided = self.tokens[place].text[-1:] in "'’"
        is_free = not (self._is_taken(place) or self._is_taken(other))
        return is_free and (between.isspace() or is_elided) and between.count("\n") < 2

    def _is_taken(self, at):
        return any(self.taken[self.tokens[at].start : self.tokens[at].end])

    def _acronym(self, first, last):
        end = self.tokens[last].end
        for pattern in (_ACRONYM, _AFTER_DASH):
            if (match := pattern.match(self.text, end)) and _is_acronym(match["acronym"]):
                return match["acronym"]
        match = _AFTER_COMMA.match(self.text, end)
        return match["acronym"] if match and self._are_initials(match["acronym"], first, last) else ""

    def _first_of(self, acronym, first, at, last):
        """Return where the name begins of which the acronym has the initials; as it was where there is none."""
        if not acronym or self._are_initials(acronym, first, last):
            return first
        least = first
        while least > 0 and first - least < MOST_WORDS and self._is_next(least - 1, least):
            least -= 1
        ways = [*range(first + 1, at + 1), *range(first - 1, least - 1, -1)]
        return next((place for place in ways if self._are_initials(acronym, place, last)), first)

    def _are_initials(self, acronym, first, last):
        """Whether the letters of an acronym begin words of a name, in order, from its first word on."""
        letters = [letter for letter in fold(acronym) if letter.isalpha()]
        initials = iter([fold(token.text)[:1] for token in self.tokens[first : last + 1]])
        begins = self.tokens[first].is_capital and fold(self.tokens[first].text)[:1] == letters[0]
        return begins and all(letter in initials for letter in letters)

    def _country(self, first, last):
        """Return the code of the country that words of the name are the name of, or its adjective; empty: none."""
        words = [token.text for token in self.tokens[first : last + 1]]
        for size in range(min(4, len(words)), 0, -1):
            for place in range(len(words) - size + 1):
                name = " ".join(words[place : place + size])
                if not name[0].isupper() and not self.grammar.small:
                    continue
                is_other = place and fold(words[place - 1]) in words_around()["before_another"]
                if is_other or name.casefold() in {*ALSO, *NO_COUNTRIES}:
                    continue
                if len(codes := codes_called(name)) == 1 and len(name) > 1:
                    return next(iter(codes))
        found = (_code_of_adjective(word, self.grammar.language) for word in words)
        return next(filter(None, found), "")

    def _country_around(self, start, end):
        """Return the code of the country that stands with the name: “Peru's …”, “… of Luxembourg”."""
        before = _OWNER.search(self.text, max(0, start - 60), start)
        after = _GOES_ON.match(self.text, end)
        for match in filter(None, (before, after)):
            words = match["name"].split()
            for size in range(len(words), 0, -1):
                name = " ".join(words[-size:] if match is before else words[:size])
                if len(codes := codes_called(name)) == 1:
                    return next(iter(codes))
        return ""

    def _is_a_name(self, first, at, last, acronym, country, kind):
        words = [token.plain for token in self.tokens[first : last + 1] if token.text[-1:] not in "'’"]
        telling = [
            word
            for word in words
            if word not in self.grammar.plain | self.grammar.starters
            and not self.grammar.kind_of(word)
            and word not in self.grammar.small_words
        ]
        if codes_called(" ".join(words)) or not self.tokens[first].is_capital:
            return False
        if len(words) < 2 and not self.tokens[at].plain.endswith(self.grammar.compounds or ("\0",)):
            return False
        if kind == "government_office" and last == at and not acronym and not self.grammar.begins:
            return False
        if len(words) < 2:
            return bool(acronym)
        return bool(acronym) or bool(telling)


def _code_of_adjective(word, language):
    """Return the code of the country whose name a word begins with, the longest: “luxembourgeoise”; empty: none."""
    plain = fold(word)
    fitting = {}
    for name, code in _beginnings(language).get(plain[:SHORTEST], ()):
        if plain.startswith(name) and len(plain) - len(name) <= LONGEST_ENDING:
            fitting.setdefault(len(name), set()).add(code)
    codes = fitting[max(fitting)] if fitting else ()
    return next(iter(codes)) if len(codes) == 1 else ""


@lru_cache
def _beginnings(language):
    """Return {first letters: (beginning of a country's name, code)}; in English the table has the adjectives."""
    beginnings = {}
    named = [(code, name[: max(SHORTEST, len(name) - 1)]) for code, name in names_in_text(language)]
    for code, name in [*named, *adjectives()] if language != "en" else ():
        plain = fold(name)
        if len(plain) >= SHORTEST and " " not in plain:
            beginnings.setdefault(plain[:SHORTEST], []).append((plain, code))
    return beginnings


def _is_acronym(word):
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) * 2 >= len(letters) and word[0].isupper()


@dataclass(frozen=True, slots=True)
class _Grammar:
    language: str
    heads: dict
    compounds: tuple
    kinds_of_compounds: dict
    begins: bool
    closed: frozenset
    topics: frozenset
    topical: frozenset
    ties: frozenset
    joins: frozenset
    plain: frozenset
    starters: frozenset
    small_words: frozenset
    ends: tuple
    before: tuple
    small: bool

    def kind_of(self, word):
        if kind := self.heads.get(word):
            return kind
        return next((kind for ending, kind in self.kinds_of_compounds.items() if word.endswith(ending)), None)


@lru_cache(1)
def _grammars():
    entries = table_of(Path(__file__).with_name("bodies.yaml"))
    return {language: _grammar(language, entry) for language, entry in entries.items()}


def _grammar(language, entry):
    heads = {word: kind for kind, words in entry["heads"].items() for word in words if not word.startswith("-")}
    compounds = {word[1:]: kind for kind, words in entry["heads"].items() for word in words if word.startswith("-")}
    ties = frozenset(entry["ties"])
    small = frozenset(word for tie in (*ties, *entry["joins"], *entry.get("topics", ())) for word in tie.split())
    return _Grammar(
        language=language,
        heads=heads,
        compounds=tuple(compounds),
        kinds_of_compounds=compounds,
        begins=entry.get("begins", False),
        closed=frozenset(entry.get("closed", ())),
        topics=frozenset(entry.get("topics", ())),
        topical=frozenset(entry.get("topical", ())),
        ties=ties,
        joins=frozenset(entry["joins"]),
        plain=frozenset(entry["plain"]),
        starters=frozenset(entry.get("starters", ())),
        small_words=small,
        ends=tuple(entry.get("ends", ())),
        before=tuple(entry.get("before", ())),
        small=entry.get("small", False),
    )
