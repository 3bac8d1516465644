"""The text of what a curator has in hand: plain text, HTML, PDF or Word, with what it says of itself."""

import re
import tempfile
from dataclasses import replace
from functools import cache

from django.utils import timezone
from django.utils.text import Truncator

from desk.reading.dates import LANGUAGES
from desk.reading.fetching import LARGEST
from desk.reading.own_dates import own_date
from desk.reading.parsers import Document, clean
from desk.sandbox import NotReadable, answers


def document_of(content, name="", kind=""):
    """Return the Document in `content` (bytes).

    `name`: of the file or the end of the address; `kind`: the media type, where one is given.
    Cost: a process of its own, half a second for most. Raises: NotReadable.
    """
    if len(content) > LARGEST:
        raise NotReadable("It has more than 10 MB: save the part that counts, or paste its text.")
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
    language = document.language if document.language in LANGUAGES else guess_language(text)
    return replace(
        document,
        text=text,
        title=Truncator(" ".join(document.title.split()) or _first_line(text)).chars(120),
        publisher=document.publisher[:150],
        language=language,
        published=document.published or own_date(text, language, timezone.localdate()),
    )


def guess_language(text):
    """Return the language, of those that we read, of which most small words stand in the text."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    return max(LANGUAGES, key=lambda language: sum(word in _small_words(language) for word in words))


def _first_line(text):
    """Return the first line of a text that is more than a place and a date."""
    lines = [line for line in text.split("\n")[:6] if line]
    return next((line for line in lines if len(line) > 40 or not re.search(r"\d{4}", line)), lines[0])


@cache
def _small_words(language):
    common = {
        "en": "the of and to in is was for with that by on are has been from at will its",
        "fr": "le la les des du et en est une un pour dans que qui au sur par avec ont été ce",
        "es": "el la los las de del y en es una un para que con por se su fue al lo",
        "nl": "de het een en van in is op voor met dat zijn te aan door werd heeft worden ook bij",
        "it": "il la le di del della e in è una un per che con da nel dei sono al gli stato",
        "de": "der die das und in den von zu mit ist dem des für auf im eine ein wurde am nicht",
    }
    return set(common[language].split())
