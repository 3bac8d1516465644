"""Finding text that no translator is shown: of a template as it is written, of a page in a made-up language.

The made-up language puts each message between ⟦ and ⟧: what of a page stands outside of these was not marked.
"""

import re
from html.parser import HTMLParser

from django.template import engines
from jinja2.lexer import TOKEN_BLOCK_BEGIN, TOKEN_DATA, TOKEN_NAME, TOKEN_VARIABLE_BEGIN

OPEN, CLOSE = "⟦", "⟧"
ATTRIBUTES = {"aria-label", "alt", "placeholder", "title", "content"}
NO_TEXT = {"script", "style", "code", "textarea", "time"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# The same in all languages: our name, and those of formats and standards.
NAMES = {"spacecoop", "CC BY 4.0", "CSV", "Excel", "SVG", "PNG", "JSON", "API", "BibTeX", "RIS", "CSL-JSON", "JSON-LD"}
NAMES |= {"biblatex", "GraphML", "Turtle", "EDTF", "ISO", "RDF", "English", "Français", "SC-0123"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_IN_TAG = re.compile(r'\b(?:aria-label|alt|placeholder|title)="([^"]*)"')
_ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')  # of a macro that writes attributes alone
_NO_TEXT = re.compile(r"<(script|style|code)\b.*?</\1>", re.DOTALL)


class MadeUp:
    """The catalogue of the made-up language, as Django asks a catalogue."""

    def gettext(self, message):
        return f"{OPEN}{message.rpartition(chr(4))[2]}{CLOSE}"

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)

    def to_language(self):
        return "eo"


def unmarked_in_template(name):
    """Return the texts of a template that stand in no message."""
    environment = engines["jinja2"].env
    source = environment.loader.get_source(environment, name)[0]
    written = _NO_TEXT.sub(" ", _without_messages(environment.lex(source)))
    shown = _ATTRIBUTE.sub("", re.sub(r"<[^>]*>", "\n", written))
    texts = [*shown.split("\n"), *_IN_TAG.findall(written)]
    return {text.strip() for text in texts if _WORD.search(_without_names(text))}


def _without_messages(tokens):
    r"""Return what a template writes outside of {% trans %}, “\0” in place of what it asks for."""
    written, begins, is_message = [], False, False
    for _, kind, value in tokens:
        if kind == TOKEN_DATA and not is_message:
            written.append(value)
        elif kind == TOKEN_VARIABLE_BEGIN:
            written.append("\0")
        elif kind == TOKEN_BLOCK_BEGIN:
            written.append("\n")
        elif begins and kind == TOKEN_NAME and value in ("trans", "endtrans"):
            is_message = value == "trans"
        begins = kind == TOKEN_BLOCK_BEGIN or (begins and kind == "whitespace")
    return "".join(written)


def _without_names(text):
    for name in sorted(NAMES, key=len, reverse=True):
        text = text.replace(name, "")
    return re.sub(r"\S*\.png", "", text)


class Page(HTMLParser):
    """A page in the made-up language. `unmarked`: its texts outside of messages that are not `known` as record content.

    What is marked as of another language is record content; so is all of an element that has no text of ours.
    """

    def __init__(self, html, known):
        super().__init__()
        self.known, self.unmarked = known, set()
        self.depth, self.elements = 0, []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        is_other = given.get("lang", "eo") != "eo" or "hreflang" in given or given.get("class") == "address"
        if not self._is_content and given.get("class") != "unapi-id":  # its title is an address
            for name in ATTRIBUTES & given.keys():
                if name != "content" or given.get("name") == "description":
                    self._look_at(given[name] or "", 0)
        if tag not in VOID:
            self.elements.append((tag, is_other or tag in NO_TEXT))

    def handle_endtag(self, tag):
        while self.elements and self.elements.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if not self._is_content:
            self.depth = self._look_at(text, self.depth)

    @property
    def _is_content(self):
        return any(is_content for _, is_content in self.elements)

    def _look_at(self, text, depth):
        """Keep what of a text stands outside of messages; return how many of them are open after it."""
        outside = []
        for part in re.split(f"([{OPEN}{CLOSE}])", text):
            if part in (OPEN, CLOSE):
                depth += 1 if part == OPEN else -1
            elif depth == 0:
                outside.append(part.strip(" \n·–—,;:.()“”"))
        self.unmarked |= {part for part in outside if self._is_ours(part)}
        return depth

    def _is_ours(self, text):
        texts = [one for one in text.split("; ") if one.strip() not in self.known]
        parts = [part for one in texts for part in re.split(r", | ?– ?| · | \(|\)", one)]
        return any(_WORD.search(_without_names(part)) and part.strip() not in self.known for part in parts)
