"""What months are called in the languages of our sources."""

from functools import cache

from babel import Locale

from catalogue.index.tokens import LANGUAGES, fold


@cache
def months() -> dict[str, str]:
    """Return the English month, in small letters, for its name in each language of our sources."""
    english = {number: name.lower() for number, name in _months("en").items()}
    return {fold(name): english[number] for language in LANGUAGES for number, name in _months(language).items()} | {
        fold(name): english[number]
        for language in LANGUAGES
        for number, name in Locale.parse(language).months["stand-alone"]["wide"].items()
    }


def _months(language: str) -> dict[int, str]:
    return dict(Locale.parse(language).months["format"]["wide"])
