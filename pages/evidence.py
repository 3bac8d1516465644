"""The notes of a page: which citations support which fact, numbered once each."""

from agreements.models import Citation


class Marks:
    """The marks that lead to one note, each with an id of its own, so that the note can lead back."""

    def __init__(self, number):
        self.number = number
        self.count = 0

    def another(self):
        """Return the id of one more mark of the page; the template that writes the mark asks for it."""
        self.count += 1
        return self._id(self.count)

    def first(self):
        """Return the id of the first mark that the page has shown; None where it has shown none."""
        return self._id(1) if self.count else None

    def _id(self, count):
        return f"mark-{self.number}-{count}"


class Evidence:
    """The citations of the facts on a page as numbered notes.

    After `Evidence(*facts)` each fact has `evidence`, its citations, and each citation its `number` and the `marks`
    of its note; the same phrase of the same source is one note. Iterating gives the first citation of each note.
    Cost: one query.
    """

    def __init__(self, *facts):
        Citation.objects.attach_to(*facts)
        self.notes = {}
        for fact in facts:
            for citation in fact.evidence:
                note = self.notes.setdefault((citation.source_id, citation.phrase), citation)
                if note is citation and not hasattr(citation, "number"):
                    citation.number = len(self.notes)
                    citation.marks = Marks(citation.number)
                citation.number, citation.marks = note.number, note.marks

    def __iter__(self):
        return iter(self.notes.values())

    def __len__(self):
        return len(self.notes)
