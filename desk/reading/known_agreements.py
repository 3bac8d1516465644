"""Agreements that are recorded, as a text may mean them: what an entry seems to be, and what it leads to."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity

from agencies.models import Agency
from agreements.models import Agreement, Modality, Party, PartyRole
from agreements.models.agreements import GOVERNMENTS
from agreements.schemes import cited_as
from agreements.status import LegalAct
from spacecoop.dates import bounds, display

MOST = 3
ALIKE_TITLES, NEAR_DAYS = 0.55, 31  # how alike titles are, 0 to 1, by groups of three letters
MAKING = (LegalAct.SIGNED, LegalAct.CONCLUDED, LegalAct.DATED)


@dataclass(frozen=True, slots=True)
class Alike:
    """A recorded agreement that an entry may be, and what speaks for it, in words."""

    agreement: Agreement
    why: list


def side_of(agency):
    """Return the agencies that are one side with this one: the state and the government of a country are."""
    if agency.kind in GOVERNMENTS and agency.country_id:
        return Agency.objects.filter(country=agency.country_id, kind__in=GOVERNMENTS)
    return Agency.objects.filter(pk=agency.pk)


def between(one, other):
    """Return the agreements between the sides of two agencies."""
    found = Agreement.objects.all()
    for agency in (one, other):
        found = found.filter(parties__role=PartyRole.PARTY, parties__agency__in=side_of(agency))
    return found.distinct()


def alike(entry, events):
    """Return Alikes of an AgreementEntry with its EventEntries, the likeliest first: the same sides, and more.

    Cost: four queries.
    """
    if len(entry.parties) != 2 or not all(map(_is_recorded, entry.parties)):
        return []
    found = between(*entry.parties).annotate(likeness=TrigramSimilarity("title", entry.title))
    found = found.prefetch_related("events", "designations", "identifiers").order_by("-likeness", "pk")
    signs = [(agreement, list(_signs(entry, events, agreement))) for agreement in found]
    seeming = [(agreement, some) for agreement, some in signs if some and None not in some]
    seeming.sort(key=lambda one: -sum(weight for weight, _ in one[1]))
    return [
        Alike(agreement, ["the same two parties", *(words for _, words in some)]) for agreement, some in seeming[:MOST]
    ]


def _is_recorded(agency):
    return bool(agency.pk or (agency.country_id and side_of(agency).exists()))


def _signs(entry, events, agreement):
    """Yield (weight, words) of what speaks for it besides the sides; None where its dates speak against it."""
    numbers = {(number.scheme, number.value) for number in agreement.identifiers.all()}
    for number, _ in entry.identifiers:
        if (number.scheme, number.value) in numbers:
            yield 3, f"both have {cited_as(number.scheme, number.value)}"
    theirs = [event for event in agreement.events.all() if event.date and event.modality == Modality.DONE]
    for event in events:
        same = [other.date for other in theirs if event.date and _is_same_act(event.kind, other.kind)]
        near = [date for date in same if _days_apart(event.date, date) <= NEAR_DAYS]
        yield from ((2, f"{LegalAct(event.kind).label}: {display(date)}") for date in near)
        if same and not near and event.kind in MAKING:
            yield None
    if agreement.likeness >= ALIKE_TITLES:
        yield 1, "a similar title"
    is_made_here = any(event.kind in MAKING for event in events)
    if not is_made_here and any(called.form == entry.form for called in agreement.designations.all()):
        yield 1, "the same type, and no signature here"


def _is_same_act(kind, other):
    return kind in LegalAct.values and (kind == other or (kind in MAKING and other in MAKING))


def _days_apart(one, other):
    """Return by how many days two dates differ at least; 0 where they may be one."""
    (first, last), (start, end) = bounds(one), bounds(other)
    gaps = [(a - b).days for a, b in ((first, end), (start, last)) if a and b]
    return max([0, *gaps])


def between_some(agencies, countries):
    """Return the agreements of which both sides are among agencies and states of countries, given by their keys."""
    known = Agency.objects.filter(pk__in=agencies) | Agency.objects.filter(country__in=countries, kind__in=GOVERNMENTS)
    parties = Party.objects.filter(role=PartyRole.PARTY)
    inside = Agreement.objects.filter(pk__in=parties.filter(agency__in=known).values("agreement"))
    outside = parties.exclude(agency__in=known)
    found = inside.exclude(pk__in=outside.values("agreement"))
    return found.with_first_act().prefetch_related("designations").order_by("pk")


def called(agreements, designation, edtf):
    """Keep of agreements those that are called so, and of which the first act has a date within `edtf`, if given."""
    form, _, function = designation.partition(" ")
    return [
        agreement
        for agreement in agreements
        if (edtf or _is_called(agreement, form, function))
        and (not edtf or (agreement.first_act and _days_apart(agreement.first_act["date"], edtf) == 0))
    ]


def _is_called(agreement, form, function):
    return any(one.form == form and (not function or one.function == function) for one in agreement.designations.all())
