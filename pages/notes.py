"""The notes of a page: the quotations that its facts rest on, numbered once each, by document."""

from collections.abc import Iterable
from dataclasses import dataclass

from agreements.models.citations import quote_url
from catalogue.reading import Body


@dataclass(slots=True)
class Note:
    """A quotation of a source; `url` leads browsers to it in the original. `marks`: how many lead to it so far.

    `gloss`: our English rendering of it; None where there is none.
    """

    number: int
    quote: str
    url: str
    gloss: str | None = None
    marks: int = 0

    def another_mark(self) -> str:
        """Return the id of one more mark of the page; the template that writes the mark asks for it."""
        self.marks += 1
        return f"mark-{self.number}-{self.marks}"

    @property
    def first_mark(self) -> str | None:
        """The id of the first mark that the page has shown; None where it has shown none."""
        return f"mark-{self.number}-1" if self.marks else None


class Notes:
    """The notes of a document's facts, one for each quotation of a source.

    `sources`: those of the document. `facts`: values with "citations", in the order in which the page shows them.
    """

    def __init__(self, sources: Iterable[Body], facts: Iterable[Body]) -> None:
        self._sources = {source["slug"]: source for source in sources}
        self._notes: dict[tuple[str, str], Note] = {}
        for fact in facts:
            for citation in fact["citations"]:
                self._add(citation)

    def __len__(self) -> int:
        return len(self._notes)

    def of(self, citations: Iterable[Body]) -> list[Note]:
        """Return the notes of citations, in order, each once."""
        return sorted({self._key(citation): self._note(citation) for citation in citations}.values(), key=_number)

    def by_source(self) -> list[tuple[Body, list[Note]]]:
        """Return (source, its notes) for each source that is cited, in the order of their first notes."""
        groups: dict[str, list[Note]] = {}
        for (slug, _), note in self._notes.items():
            groups.setdefault(slug, []).append(note)
        return [(self._sources[slug], notes) for slug, notes in groups.items()]

    def _add(self, citation: Body) -> None:
        key, url = self._key(citation), self._sources[citation["source"]]["document_url"]
        if key not in self._notes:
            self._notes[key] = Note(len(self._notes) + 1, citation["quote"], quote_url(url, citation["quote"]))
        self._notes[key].gloss = self._notes[key].gloss or citation["gloss"]

    def _note(self, citation: Body) -> Note:
        return self._notes[self._key(citation)]

    def _key(self, citation: Body) -> tuple[str, str]:
        return citation["source"], citation["quote"]


def citing(fact: Body, field: str) -> list[Body]:
    """Return the citations of a fact that name its field `field` as what they support."""
    return [citation for citation in fact["citations"] if field in citation["supports"]]


def citing_whole(fact: Body, *fields: str) -> list[Body]:
    """Return the citations of a fact that name none of `fields`, beside which the others stand."""
    return [citation for citation in fact["citations"] if not set(fields) & set(citation["supports"])]


def no_facts(citations: Iterable[Body]) -> list[str]:
    """Return how sources tell of what citations support, "planned" or "claimed", where none tells of it as a fact."""
    told = {citation["reported_as"] for citation in citations}
    return [] if None in told else sorted(told)


def _number(note: Note) -> int:
    return note.number
