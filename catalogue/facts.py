"""The facts that the rule of the status is asked with, of an agreement as its plan loads it. Cost: no query."""

from agreements.evidence import RENEWING
from agreements.facts import Act, Days, Dissolution, Facts, Other, Term
from agreements.happened import side_of
from agreements.models import Binding, EventRole, PartyRole, Standing
from agreements.models.standing import rank_of

# What an agreement does to another that bears on the other's status.
BEARING = ("replaces", *RENEWING)


def facts_of(agreement):
    """Return the Facts of an agreement."""
    return Facts(
        acts=_acts(agreement.all_events),
        terms=_terms(agreement),
        others=tuple(
            [
                _other(relation)
                for relation in agreement.all_reverse_relations
                if relation.kind in BEARING and _is_fact(relation)
            ]
        ),
        dissolutions=tuple(_dissolutions(agreement)),
    )


def _acts(events):
    return tuple([_act(event) for event in events if event.is_legal_act])


def _act(event):
    told = _told(event)
    return Act(
        event.slug,
        event.kind,
        event.modality,
        Days(event.earliest, event.latest),
        event.effective and Days(event.effective_earliest, event.effective_latest),
        event.until and Days(event.until_earliest, event.until_latest),
        event.as_of and Days(event.as_of_earliest, event.as_of_latest),
        min(told, default=None),
        max(told, default=None),
        _side(event),
        event.standing,
    )


def _told(fact):
    """Return the days by which the sources of a fact spoke of it."""
    return [day for citation in fact.all_citations if (day := citation.source.spoke_by)]


def _side(event):
    return side_of(event.kind, [part.agency.slug for part in event.all_agencies if part.role == EventRole.SIDE])


def _terms(agreement):
    return tuple(
        Term(
            key=str(term.pk),
            act=term.act and term.act.slug,
            length=term.length,
            counted_from=term.counted_from,
            from_date=term.from_date and Days(term.from_earliest, term.from_latest),
            until=term.until and Days(term.until_earliest, term.until_latest),
            renewal=term.renewal,
            renewal_length=term.renewal_length,
            notice=term.notice,
            notice_for=term.notice_for,
            standing=term.standing,
            last_said=_last_said(term),
        )
        for term in agreement.all_terms
        if _is_fact(term)
    )


def _is_fact(told):
    """Whether some source tells of it as a fact, or none is cited: what is only planned does not count."""
    reported = {citation.reported_as for citation in told.all_citations}
    return not reported or "" in reported


def _other(relation):
    other = relation.agreement
    facts = Facts(acts=_acts(other.acts), terms=_terms(other))
    return Other(other.slug, relation.kind, facts, binding_of(other) != Binding.NON_BINDING, _last_said(relation))


def _last_said(fact):
    return max(_told(fact), default=None)


def binding_of(agreement):
    """Return whether an agreement binds, by the best designation that says so, as documents do; "": not stated."""
    stated = [told for told in agreement.all_designations if told.binding and told.standing != Standing.KNOWN_WRONG]
    best = sorted(stated, key=lambda told: rank_of(told.standing, told.all_citations))
    return next((told.binding for told in best), "")


def _dissolutions(agreement):
    for party in agreement.all_parties:
        agency = party.agency
        if party.role == PartyRole.PARTY and agency.dissolved:
            days = Days(agency.dissolved_earliest, agency.dissolved_latest)
            yield Dissolution(agency.slug, days, bool(agency.all_successors))
