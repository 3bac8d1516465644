"""The notes of a page: which citations support which fact, numbered once each."""

from agreements.models import Citation


class Evidence:
    """The citations of the facts on a page as numbered notes.

    After `Evidence(*facts)` each fact has `evidence`, its citations, and each citation its `number`;
    the same phrase of the same source is one note. Iterating gives the first citation of each note.
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
                citation.number = note.number

    def __iter__(self):
        return iter(self.notes.values())

    def __len__(self):
        return len(self.notes)
