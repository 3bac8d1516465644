"""The text of what a curator has in hand: plain text, HTML, PDF or Word, with what it says of itself."""

import io
import json
import re
import zipfile
from dataclasses import dataclass, replace
from functools import cache

from django.utils.text import Truncator
from docx import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree, html
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from desk.reading.dates import LANGUAGES, find_dates

LARGEST = 10 * 1024 * 1024
MOST_PAGES = 300
MOST_LETTERS = 100_000  # of text; a longer one is no press release
LARGEST_UNPACKED = 100 * 1024 * 1024
NOT_READ = ("script", "style", "noscript", "template", "svg", "nav", "form", "iframe", "button", "select")
BLOCKS = {
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
}  # fmt: skip
PUBLISHED = ("article:published_time", "datePublished", "dc.date", "dcterms.date", "dcterms.issued", "date", "pubdate",
             "citation_publication_date", "citation_date", "dcterms.created")  # fmt: skip
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "author")
TITLE = ("og:title", "dc.title", "dcterms.title", "citation_title")


class NotReadable(ValueError):
    """A document of which no text can be had; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text, and what is guessed of it; empty where nothing tells. `published` is EDTF."""

    text: str
    title: str = ""
    publisher: str = ""
    language: str = ""
    published: str | None = None


def document_of(content, name="", kind=""):
    """Return the Document in `content` (bytes).

    `name`: of the file or the end of the address; `kind`: the media type, where one is given.
    Raises: NotReadable.
    """
    if len(content) > LARGEST:
        raise NotReadable("It has more than 10 MB: save the part that counts, or paste its text.")
    read = _reader_for(content, name.lower(), kind.lower())
    return guessed(read(content, kind))


def guessed(document):
    """Return the document with clean text, and its title, language and date guessed where it does not say them itself.

    Raises: NotReadable.
    """
    text = clean(document.text)
    if not text:
        raise NotReadable("There is no text in it; a scanned page has only a picture of one. Paste the text.")
    if len(text) > MOST_LETTERS:
        raise NotReadable(f"Its text has more than {MOST_LETTERS:,} letters: paste the part that counts.")
    language = document.language if document.language in LANGUAGES else guess_language(text)
    return replace(
        document,
        text=text,
        title=Truncator(" ".join(document.title.split()) or _first_line(text)).chars(120),
        publisher=document.publisher[:150],
        language=language,
        published=document.published or _date_line(text, language),
    )


def guess_language(text):
    """Return the language, of those that we read, of which most small words stand in the text."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    return max(LANGUAGES, key=lambda language: sum(word in _small_words(language) for word in words))


def clean(text):
    """Return a text with plain spaces, without the spaces at the ends of lines and more than one blank line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", text)).strip()


def _reader_for(content, name, kind):
    if content.startswith(b"%PDF-"):
        return _from_pdf
    if content.startswith(b"PK"):
        return _from_word
    if (
        "html" in kind
        or name.endswith((".html", ".htm", ".xhtml"))
        or re.match(rb"\s*<(!doctype|html)", content[:200], re.I)
    ):
        return _from_html
    if b"\0" in content[:4096] or name.endswith((".doc", ".odt", ".rtf", ".pages")):
        raise NotReadable("This kind of file is not read: give txt, html, pdf or docx, or paste the text.")
    return _from_text


def _from_text(content, kind):
    return Document(_decoded(content, kind))


def _decoded(content, kind):
    named = re.search(r"charset=\"?([\w-]+)", kind)
    for encoding in (named[1] if named else "utf-8", "utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _from_word(content, kind):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > LARGEST_UNPACKED:
                raise NotReadable("Unpacked it has more than 100 MB: paste its text.")
        word = WordDocument(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable("It is no Word document (docx) that can be read: paste its text.") from error
    lines = [text for part in word.iter_inner_content() for text in _lines_of(part)]
    about = word.core_properties
    return Document("\n\n".join(lines), about.title or "", "", (about.language or "")[:2].lower())


def _lines_of(part):
    if hasattr(part, "rows"):
        return [" ".join(cell.text for cell in row.cells) for row in part.rows]
    return [part.text]


def _from_pdf(content, kind):
    try:
        pdf = PdfReader(io.BytesIO(content))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise NotReadable("This PDF is locked by a password: save it without one, or paste its text.")
        if len(pdf.pages) > MOST_PAGES:
            raise NotReadable(f"It has more than {MOST_PAGES} pages: save those that count, or paste their text.")
        text = "\n\n".join(page.extract_text() for page in pdf.pages)
        about = pdf.metadata
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable("This PDF is damaged and cannot be read: paste its text.") from error
    return Document(_unwrapped(text), (about and about.title) or "", (about and about.author) or "")


def _unwrapped(text):
    """Join the words that a PDF divides at the end of a line."""
    return re.sub(r"(?<=[^\W\d_])-\n(?=[a-zß-ÿ])", "", text)


def _from_html(content, kind):
    named = re.search(r"charset=\"?([\w-]+)", kind)
    try:
        tree = html.document_fromstring(content, parser=html.HTMLParser(encoding=named[1] if named else _own(content)))
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise NotReadable("This page cannot be read: paste its text.") from error
    said = _metadata(tree)
    heading = tree.findtext(".//title") or ""
    language = (tree.get("lang") or "")[:2].lower()
    for element in list(tree.iter(*NOT_READ)):
        element.drop_tree()
    body = tree.find("body")
    text = _text_of(tree if body is None else body)
    published = next((date for name in PUBLISHED if (date := _day(said.get(name.casefold(), "")))), None)
    title, publisher = (next((said[name] for name in names if said.get(name)), "") for names in (TITLE, PUBLISHER))
    return Document(text, title or heading, publisher, language, published)


def _own(content):
    """Return the encoding that a page names in itself, or UTF-8 if it is that; None leaves it to the parser."""
    if re.search(rb"<meta[^>]+charset", content[:2048], re.I):
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _metadata(tree):
    said = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        said.setdefault(name.casefold(), (meta.get("content") or "").strip())
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and (
            found := re.search(r'"datePublished"\s*:\s*("[^"]*")', script.text or "")
        ):
            said.setdefault("datepublished", json.loads(found[1]))
    return said


def _text_of(element):
    pieces = []

    def walk(node):
        if not isinstance(node.tag, str):
            return
        block = node.tag in BLOCKS
        pieces.append("\n\n" if block else "\n" if node.tag == "br" else "")
        pieces.append(re.sub(r"\s+", " ", node.text or ""))
        for child in node:
            walk(child)
            pieces.append(re.sub(r"\s+", " ", child.tail or ""))
        pieces.append("\n\n" if block else "")

    walk(element)
    return "".join(pieces)


def _day(text):
    found = re.match(r"\d{4}-\d{2}-\d{2}", text)
    return found[0] if found else None


def _first_line(text):
    """Return the first line of a text that is more than a place and a date."""
    lines = [line for line in text.split("\n")[:6] if line]
    return next((line for line in lines if len(line) > 40 or not re.search(r"\d{4}", line)), lines[0])


def _date_line(text, language):
    """Return the day that stands at the beginning of a text, as releases have it; None where none does."""
    for date in find_dates(text[:600], language):
        if len(date.readings) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\d", date.readings[0][0]):
            return date.readings[0][0]
    return None


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
