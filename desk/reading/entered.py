"""What has been entered from a text: the records with their quotations, and the marks that were used for them."""

from dataclasses import dataclass, field

from agencies.models import Agency, Person
from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementMission,
    Designation,
    Event,
    EventAgency,
    EventArea,
    EventMission,
    EventPerson,
    Identifier,
    Party,
    Relation,
    Term,
)

# What citations of these a mark is used for.
USED_FOR = {
    "act": (Event,),
    "instrument": (Designation, Agreement),
    "date": (Event,),
    "place": (Event,),
    "name": (Party, EventAgency, EventPerson, AgreementArea, AgreementMission, EventArea, EventMission),
    "body": (Agency, Party, EventAgency),
    "person": (Person, EventPerson),
    "relation": (Relation,),
    "term": (Term,),
    "identifier": (Identifier,),
}
# Of these a citation says which field it supports, one of several.
FIELDS_OF = {"act": {"kind"}, "date": {"date", "effective", "until"}, "place": {"place"}}


@dataclass(slots=True)
class Entered:
    """A record with a page of its own, and what is cited on it: (what, which fields, quotation)."""

    record: object
    url: str
    kind: str
    quotes: list = field(default_factory=list)


def entered_from(citations):
    """Return an Entered for each record whose page shows one of these Citations, loaded with their targets."""
    found = {}
    for citation in citations:
        record = citation.shown_on
        entered = found.setdefault((type(record), record.pk), Entered(record, citation.page, record._meta.verbose_name))
        told = "" if citation.target == record else f"{citation.target._meta.verbose_name}: {citation.target}"
        entered.quotes.append((told, citation.fields_in_words, citation.phrase))
    return list(found.values())


def used_marks(text, marks, citations):
    """Return the numbers of the marks that are cited: a quotation from their sentence has their words."""
    used, sentences = set(), {}
    for number, mark in enumerate(marks):
        plain = sentences.setdefault(mark.sentence, " ".join(text[slice(*mark.sentence)].split()))
        words = " ".join(text[mark.start : mark.end].split())
        if any(
            words in citation.phrase and citation.phrase in plain and _is_for(mark, words, citation)
            for citation in citations
        ):
            used.add(number)
    return used


def _is_for(mark, words, citation):
    if not isinstance(citation.target, USED_FOR[mark.kind]):
        return False
    if mark.kind in FIELDS_OF:
        return bool(FIELDS_OF[mark.kind] & {*citation.fields})
    if mark.kind == "name":
        tied = {end for name in TIED if (end := getattr(citation.target, f"{name}_id", None))}
        return any(candidate.kind == "country" or candidate.value in tied for candidate in mark.candidates)
    if mark.kind == "person":
        person = citation.target if isinstance(citation.target, Person) else citation.target.person
        return any(person.name == candidate.value for candidate in mark.candidates)
    if mark.kind == "body":
        body = citation.target if isinstance(citation.target, Agency) else citation.target.agency
        return any(body.name == candidate.value[0] for candidate in mark.candidates)
    return True


TIED = ("agency", "person", "area", "mission")
