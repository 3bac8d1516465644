"""Agreements that are recorded, as a text may mean them: what an entry seems to be, and what it leads to."""

from dataclasses import dataclass
from heapq import nlargest

from agencies.models import Agency, Person
from agencies.names import folded
from agreements.models import Agreement, Area, Mission, Party, PartyRole
from agreements.models.agreements import GOVERNMENTS
from agreements.schemes import LOOSE_SCHEMES
from desk.instruments import MADE, Dated, Instrument, are_near, instruments
from desk.likeness import ENOUGH, in_words, signs_of, weight_of
from desk.world import World

MOST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """A recorded agreement that an entry may be, what speaks for it and what against, each in words."""

    agreement: Agreement
    speaks_for: list
    speaks_against: list


def side_of(agency):
    """Return the agencies that are one side with this one: the state and the government of a country are."""
    if agency.kind in GOVERNMENTS and agency.country_id:
        return Agency.objects.filter(country=agency.country_id, kind__in=GOVERNMENTS)
    return Agency.objects.filter(pk=agency.pk)


def alike(entries, events, source=None):
    """Return the Alikes of each AgreementEntry, the likeliest first, by the measure that finds duplicates.

    `events`: the EventEntries of the same text; `source`: its Source, where that is recorded.
    Cost: some fifteen queries, and fifteen for each entry, however many agreements there are.
    """
    pairs = [_recorded(entry.parties) for entry in entries]
    world = World() if any(pairs) else None
    return [
        _alike(_Described(entry, events, parties, source, world)) if parties else []
        for entry, parties in zip(entries, pairs, strict=True)
    ]


def _recorded(parties):
    """Return the keys of two agencies, of a state that is not stored one of its side's; () where one has none."""
    keys = [agency.pk or side_of(agency).values_list("pk", flat=True).first() for agency in parties]
    return keys if len(keys) == 2 and all(keys) else ()


def _alike(described):
    mine, world = described.instrument, described.world
    others = instruments([world.between(described.parties)], world)
    signs = {key: signs_of(mine, other, world) for key, other in others.items() if are_near(mine, other)}
    weights = {key: weight for key, some in signs.items() if (weight := weight_of(some)) >= ENOUGH}
    likeliest = nlargest(MOST, weights, key=lambda key: (weights[key], -key))
    agreements = Agreement.objects.in_bulk(likeliest)
    return [Alike(agreements[key], *in_words(signs[key])) for key in likeliest]


class _Described:
    """An entry of a text, with its events, as the Instrument that they describe."""

    def __init__(self, entry, events, parties, source, world):
        """`parties`: keys of the two agencies."""
        self.entry, self.parties, self.world = entry, parties, world
        self.events = [event for event in events if event.agreement is entry]
        phrases = [event.phrases["kind"] for event in self.events]
        plain = folded([entry.title, entry.phrase, *phrases, *(event.place for event in self.events)])
        self.instrument = self._instrument(plain[entry.title])
        for event in self.events:
            self.instrument.add_event(event.kind, event.modality, plain[event.place], Dated.of(event.date))
        if source:
            self.instrument.sources.add(source.pk)
            self.instrument.named[source.pk] = {plain[entry.phrase]}
            self.instrument.told[source.pk] = {plain[phrase] for phrase in phrases}

    def _instrument(self, title):
        world, entry = self.world, self.entry
        return Instrument(
            None,
            {world.side[key]: world.called[key] for key in self.parties},
            {world.side[key]: world.land[key] for key in self.parties},
            title=world.wording(title, self.parties),
            forms={entry.form},
            functions={entry.function} - {""},
            numbers={
                (number.scheme, number.value, number.issued_in_id)
                for number, _ in entry.identifiers
                if number.scheme not in LOOSE_SCHEMES
            },
            relations={other.pk: kind for kind, other, _ in entry.relations if isinstance(other, Agreement)},
            areas=_keys(entry.links, Area),
            missions=_keys(entry.links, Mission),
            people=_keys([link for event in self.events if event.kind in MADE for link in event.links], Person),
        )


def _keys(links, model):
    """Return the keys of the stored records of a model that links lead to."""
    return {link.record.pk for link in links if isinstance(link.record, model)} - {None}


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
        and (not edtf or (agreement.first_act and not Dated.of(agreement.first_act["date"]).apart(Dated.of(edtf))))
    ]


def _is_called(agreement, form, function):
    return any(
        designation.form == form and (not function or designation.function == function)
        for designation in agreement.designations.all()
    )
