"""Words as they are compared: the same for what is kept and for what is asked."""

import re
from functools import cache, lru_cache
from unicodedata import category, normalize

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# A character of Chinese or Japanese is a word; elsewhere a word is a run of letters, marks and figures.
WORD = r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{M}\p{N}]+"
LANGUAGES = {
    "en": "english",
    "fr": "french",
    "es": "spanish",
    "de": "german",
    "nl": "dutch",
    "it": "italian",
    "pt": "portuguese",
    "ru": "russian",
}
# Words of English that say nothing alone, beside those that the library knows.
PASSED_OVER_TOO = frozenset(
    [
        *("about", "all", "any", "been", "between", "do", "does", "from", "had", "has", "have", "how", "its", "were"),
        *("what", "when", "where", "which", "who"),
    ]
)
LONGEST = 100  # bytes of a word
LONGEST_NAME = 500
MOST_KEPT = 10_000  # words of which something is remembered: anybody can think of more
PLAIN = "words"
# Where the marks of these begin and end they are only accents; in other scripts they are vowels.
_ACCENTED = ((0, 0x530), (0x1E00, 0x2000))


def tokenizers() -> dict[str, TextAnalyzer]:
    """Return the analyzers that the schema names, by name."""
    stemmed = {stems_of(language): _analyzer(Filter.stemmer(name)) for language, name in LANGUAGES.items()}
    return {PLAIN: _analyzer(), **stemmed}


def stems_of(language: str) -> str:
    return f"stems_{language}"


def _analyzer(*more: Filter) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.regex(WORD))
    for step in (Filter.remove_long(LONGEST), Filter.lowercase(), Filter.ascii_fold(), *more):
        builder = builder.filter(step)
    return builder.build()


@cache
def _analyzers() -> dict[str, TextAnalyzer]:
    return tokenizers()


def smooth(text: str) -> str:
    """Return `text` in one form of Unicode (NFKC), without the accents of Latin, Greek and Cyrillic."""
    if text.isascii():
        return text
    kept: list[str] = []
    base = ""
    for sign in normalize("NFKD", text):
        if category(sign) != "Mn":
            base = sign
        elif base and any(first <= ord(base) < end for first, end in _ACCENTED):
            continue
        kept.append(sign)
    return normalize("NFKC", "".join(kept))


def words_of(text: str) -> list[str]:
    """Return the words of `text` as they are compared."""
    return _analyzers()[PLAIN].analyze(smooth(text))


def fold(text: str) -> str:
    """Return a name as whole names are compared: its words with one space between them."""
    return " ".join(words_of(text[: 2 * LONGEST_NAME]))[:LONGEST_NAME]


def stem(word: str, language: str) -> str:
    """Return the stem of a word that `words_of` has given."""
    stems = _analyzers()[stems_of(language)].analyze(word)
    return stems[0] if stems else word


@lru_cache(MOST_KEPT)
def stems(word: str) -> dict[str, str]:
    """Return the stem of a word in each language."""
    return {language: stem(word, language) for language in LANGUAGES}


def places_of(text: str) -> list[tuple[str, int, int]]:
    """Return the words of `text` with the places of the characters where each begins and ends."""
    tokens = _analyzers()[PLAIN].pre_tokenize(text).tokens
    return [
        (word, token.char_offset_from, token.char_offset_to)
        for token in tokens
        for word in words_of(text[token.char_offset_from : token.char_offset_to])[:1]
    ]


def joined(name: str) -> str:
    """Return an acronym without its dots and hyphens, “BUSOC” for “B.USOC”; empty where it has none."""
    plain = re.sub(r"[\W_]", "", name)
    return plain if plain != name and " " not in name else ""


@cache
def _passed_over(language: str) -> TextAnalyzer:
    return _analyzer(Filter.stopword(LANGUAGES[language]))


@lru_cache(MOST_KEPT)
def is_passed_over(word: str, *languages: str) -> bool:
    """Tell whether a word stands in every text of one of `languages`: “the”, “de”."""
    if "en" in languages and word in PASSED_OVER_TOO:
        return True
    return any(not _passed_over(language).analyze(word) for language in languages)
