"""The text of what a curator has in hand: plain text, HTML, PDF or Word, with what it says of itself."""

import re
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml
from babel import Locale
from django.utils import timezone
from django.utils.text import Truncator

from desk.reading.dates import LANGUAGES
from desk.reading.fetching import LARGEST
from desk.reading.own_dates import own_date
from desk.reading.parsers import Document, clean
from desk.sandbox import NotReadable, answers

UNKNOWN = "und"  # ISO 639: the language is not known
# What part of the words has to be small words of a language: where the document names none itself, and where it does.
LEAST_SHARE = {False: 0.07, True: 0.2}


def document_of(content, name="", kind=""):
    """Return the Document in `content` (bytes).

    `name`: of the file or the end of the address; `kind`: the media type, where one is given.
    Cost: a process of its own, half a second for most. Raises: NotReadable.
    """
    if len(content) > LARGEST:
        raise NotReadable("The file has more than 10 MB. Save the relevant part, or paste its text.")
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        [document] = answers("desk.reading.parsers:parsed", file, name, kind, instead="paste its text")
    return guessed(Document(**document))


def guessed(document):
    """Return the document with clean text, and its title, language and date guessed where it does not say them itself.

    Raises: NotReadable.
    """
    text = clean(document.text)
    language = document.language if document.language in LANGUAGES else guess_language(text, document.language)
    return replace(
        document,
        text=text,
        title=Truncator(" ".join(document.title.split()) or _first_line(text)).chars(120),
        publisher=document.publisher[:150],
        language=language,
        published=document.published or own_date(text, language, timezone.localdate()),
    )


def guess_language(text, stated=""):
    """Return the language of which most small words stand in the text.

    `stated`: what a document says itself; it holds where the words do not tell plainly. “und”: nobody knows.
    """
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    shares = {language: sum(word in small for word in words) for language, small in _small_words().items()}
    language = max(shares, key=shares.get)
    return language if shares[language] > LEAST_SHARE[bool(stated)] * len(words) else stated or UNKNOWN


def language_name(code):
    """Return what a language is called in English."""
    return "an unknown language" if code == UNKNOWN else Locale("en").languages.get(code, f"“{code}”")


def _first_line(text):
    """Return the first line of a text that is more than a place and a date."""
    lines = [line for line in text.split("\n")[:6] if line]
    return next((line for line in lines if len(line) > 40 or not re.search(r"\d{4}", line)), lines[0])


@cache
def _small_words():
    """Return {language: its small words}, those that are read before those that are only told from them."""
    path = Path(__file__).with_name("small_words.yaml")
    return {
        language: set(words.split()) for language, words in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    }
