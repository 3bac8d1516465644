"""What stands in a document of somebody else: txt, HTML, PDF or Word, as plain text with what it says of itself.

Tasks of the sandbox. Each kind of file brings its own library, which takes longer to import than most files to read.
"""

import codecs
import io
import re
import zipfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from desk.reading.dates import past_day
from desk.sandbox import NotReadable
from spacecoop.signs import cleaned

MOST_PAGES = 300
MOST_LETTERS = 100_000  # of text; a longer one is no press release
LONGEST_SAID = 1000  # letters of a title or a name
LARGEST_UNPACKED = 100 * 1024 * 1024
NOT_READ = {"script", "style", "noscript", "template", "svg", "nav", "form", "iframe", "button", "select", "s",
            "strike", "del", "datalist", "object", "canvas", "audio", "video"}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
}  # fmt: skip
PUBLISHED = ("article:published_time", "datePublished", "dc.date", "dcterms.date", "dcterms.issued", "date", "pubdate",
             "citation_publication_date", "citation_date", "dcterms.created")  # fmt: skip
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "author")
TITLE = ("og:title", "dc.title", "dcterms.title", "citation_title")
# How UTF-16 begins that has no mark: every other byte of some letters is zero.
_ZEROS = ((re.compile(rb"(?:[^\0]\0){4}"), "utf-16-le"), (re.compile(rb"(?:\0[^\0]){4}"), "utf-16-be"))
# What a page holds and does not show, or shows struck out.
_NOT_SHOWN = re.compile(r"display:none|visibility:(?:hidden|collapse)|text-decoration(?:-line)?:[^;]*line-through")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Of a Word document: what was deleted or moved away, what is no text, and the older form of a drawing that it repeats.
NOT_IN_WORD = {
    f"{WORD}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sdtPr")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
SIGNS_OF_WORD = {
    f"{WORD}{name}": sign for name, sign in {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.items()
}


@dataclass(frozen=True, slots=True)
class Document:
    """A text, and what is guessed of it; empty where nothing tells. `published` is EDTF."""

    text: str
    title: str = ""
    publisher: str = ""
    language: str = ""
    published: str | None = None


def parsed(file, name, kind):
    """Yield the fields of the Document in `file`, its text clean; see `documents.document_of`."""
    content, kind = _in_narrow_letters(file.read(), kind.lower())
    document = asdict(_reader_for(content, name.lower(), kind)(content, kind))
    text = clean(document.pop("text"))
    yield {field: cleaned(said)[:LONGEST_SAID] for field, said in document.items() if said} | {"text": text}


def _in_narrow_letters(content, kind):
    """Return a text in UTF-16 and its media type as what they are in UTF-8, and everything else as it is."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), *_ZEROS):
        if content.startswith(mark) if isinstance(mark, bytes) else mark.match(content):
            with suppress(UnicodeDecodeError):
                return content.decode(encoding).encode(), f"{kind.partition(';')[0]}; charset=utf-8"
    return content, kind


def clean(text):
    """Return a text with plain spaces, without the spaces at the ends of lines and more than one blank line.

    Raises: NotReadable where nothing is left, or too much.
    """
    text = cleaned(text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", text)).strip()
    if not text:
        raise NotReadable("The file contains no text; a scanned page is only an image. Paste the text.")
    if len(text) > MOST_LETTERS:
        raise NotReadable(f"The text has more than {MOST_LETTERS:,} letters. Paste the relevant part.")
    return text


def _reader_for(content, name, kind):
    if content.startswith(b"%PDF-"):
        return _from_pdf
    if content.startswith(b"PK"):
        return _from_word
    if (
        "html" in kind
        or name.endswith((".html", ".htm", ".xhtml"))
        or re.match(rb"\s*<(!doctype|html)", content[:200], re.IGNORECASE)
    ):
        return _from_html
    if b"\0" in content[:4096] or name.endswith((".doc", ".odt", ".rtf", ".pages")):
        raise NotReadable("This type of file cannot be read. Use txt, html, pdf or docx, or paste the text.")
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
    from docx import Document as WordDocument

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        unpacked = 0
    if not unpacked:
        raise NotReadable("The file is not a readable Word document (docx). Paste its text.")
    if unpacked > LARGEST_UNPACKED:
        raise NotReadable("The file has more than 100 MB when unpacked. Paste its text.")
    word = WordDocument(io.BytesIO(content))
    about = word.core_properties
    text = "".join(_pieces_of(word.element.body))
    return Document(text, about.title or "", "", (about.language or "")[:2].lower())


def _pieces_of(element):
    """Yield the text below an element of a Word document, as it is once all tracked changes are accepted."""
    if element.tag in NOT_IN_WORD or _is_left_out(element):
        return
    if element.tag == f"{WORD}t":
        yield element.text or ""
    yield SIGNS_OF_WORD.get(element.tag, "")
    for part in element:
        yield from _pieces_of(part)
    if element.tag == f"{WORD}p" and not _is_on(element.find(f"{WORD}pPr/{WORD}rPr/{WORD}del")):
        yield " " if next(element.iterancestors(f"{WORD}tc"), None) is not None else "\n\n"
    if element.tag == f"{WORD}tr":
        yield "\n\n"


def _is_left_out(element):
    """Tell whether a run is hidden or struck out, a row deleted, or a field not filled in but for its hint."""
    signs = {
        f"{WORD}r": [f"{WORD}rPr/{WORD}{name}" for name in ("vanish", "strike", "dstrike")],
        f"{WORD}tr": [f"{WORD}trPr/{WORD}del"],
        f"{WORD}sdt": [f"{WORD}sdtPr/{WORD}showingPlcHdr"],
    }
    return any(_is_on(element.find(sign)) for sign in signs.get(element.tag, ()))


def _is_on(sign):
    return sign is not None and sign.get(f"{WORD}val", "true") not in ("false", "0", "none", "off")


def _from_pdf(content, kind):
    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO(content))
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise NotReadable("The PDF is protected by a password. Save it without one, or paste its text.")
    if len(pdf.pages) > MOST_PAGES:
        raise NotReadable(f"The file has more than {MOST_PAGES} pages. Save the relevant pages, or paste their text.")
    text = "\n\n".join(page.extract_text() for page in pdf.pages)
    about = pdf.metadata
    return Document(_unwrapped(text), (about and about.title) or "", (about and about.author) or "")


def _unwrapped(text):
    """Join the words that a PDF divides at the end of a line."""
    return re.sub(r"(?<=[^\W\d_])-\n(?=[a-zß-ÿ])", "", text)


def _from_html(content, kind):
    from lxml import html

    named = re.search(r"charset=\"?([\w-]+)", kind)
    tree = html.document_fromstring(content, parser=html.HTMLParser(encoding=named[1] if named else _own(content)))
    said = _metadata(tree)
    heading = tree.findtext(".//title") or ""
    language = (tree.get("lang") or "")[:2].lower()
    body = tree.find("body")
    text = _text_of(tree if body is None else body, _hiding_rules(tree))
    today = datetime.now(UTC).date()
    published = next((day for name in PUBLISHED if (day := past_day(said.get(name.casefold(), ""), today))), None)
    title, publisher = (next((said[name] for name in names if said.get(name)), "") for names in (TITLE, PUBLISHER))
    return Document(text, title or heading, publisher, language, published)


def _own(content):
    """Return the encoding that a page names in itself, or UTF-8 if it is that; None leaves it to the parser."""
    if re.search(rb"<meta[^>]+charset", content[:2048], re.IGNORECASE):
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
            found := re.search(r'"datePublished"\s*:\s*"([^"]*)"', script.text or "")
        ):
            said.setdefault("datepublished", found[1])
    return said


def _text_of(element, rules):
    """Return the text that a page shows below an element; `rules`: the selectors of what its own styles hide."""
    pieces = []

    def walk(node):
        if not isinstance(node.tag, str) or node.tag in NOT_READ or _is_hidden(node, rules):
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


def _hiding_rules(tree):
    """Return the selectors by which a page's own styles hide or strike out what they are for: “.class” and “#id” alone.

    Rules for some screens, or for print, are left aside.
    """
    hiding = set()
    for style in tree.iter("style"):
        plain = re.sub(r"\s|/\*.*?\*/", "", style.text or "", flags=re.DOTALL).lower()
        plain = re.sub(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", "", plain)
        for selectors, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", plain):
            if _NOT_SHOWN.search(rules):
                hiding |= {selector for selector in selectors.split(",") if re.fullmatch(r"[.#][\w-]+", selector)}
    return hiding


def _is_hidden(node, rules):
    style = re.sub(r"\s", "", node.get("style", "")).lower()
    if (
        node.get("hidden") is not None
        or _NOT_SHOWN.search(style)
        or (node.tag == "dialog" and node.get("open") is None)
    ):
        return True
    names = {f"#{node.get('id', '')}", *(f".{name}" for name in node.get("class", "").split())}
    return not rules.isdisjoint(name.lower() for name in names)
