"""What the cells of the tables say of a whole document, the same for CSV and Excel."""

from django.utils.translation import gettext, gettext_lazy

from agreements.models import EventRole, PartyRole, RoleInMission
from agreements.models.relations import REVERSE_VERBS, RelationKind
from agreements.statements import MISSION_ROLES, PARTY_ROLES
from agreements.status import LegalAct
from catalogue.clauses import held
from catalogue.contents import dating_act, parties_of, words_of
from catalogue.document_parts import FACTS, PROSPECTS
from catalogue.dressing import sourced_date_of
from catalogue.statements import acts_followed, followed, terms_followed
from spacecoop.dates_in_words import until

# By their very names these tell of an announcement, which is the fact.
ANNOUNCEMENTS = frozenset({LegalAct.EXPIRY_ANNOUNCED, LegalAct.RENEWAL_PLANNED, LegalAct.RENEWAL_DISCUSSED})
ACTS = tuple(LegalAct.values)
NOT_STATED = ("", "", "", "")
# The roles of organisations and people as nouns, which stand behind a name.
_ROLES = {
    **words_of(PartyRole, PARTY_ROLES),
    **words_of(RoleInMission, MISSION_ROLES),
    **words_of(EventRole),
    EventRole.AUTHOR.value: gettext_lazy("author"),
    EventRole.ACTOR.value: gettext_lazy("actor"),
    EventRole.SUPPORTER.value: gettext_lazy("supporter"),
    EventRole.SIDE.value: gettext_lazy("side"),
}


def date_cells(date):
    if date is None:
        return NOT_STATED
    return date["edtf"], date["earliest"] or "", date["latest"] or "", date["basis"]


def acts_that_happened(agreement):
    """Return {act: its event} of the first of each kind of act that has a date, is no mere plan and not wrong."""
    happened = {}
    for event in acts_followed(agreement["events"]):
        if event["kind"] in ACTS and event["date"] and _is_told(event):
            happened.setdefault(event["kind"], event)
    return happened


def _is_told(event):
    return event["reported_as"] in FACTS or event["kind"] in ANNOUNCEMENTS


def _year(date):
    """Return the year of a date as a number; empty where it allows several."""
    first, last = date["earliest"] or "", date["latest"] or ""
    return int(first[:4]) if first and first[:4] == last[:4] else ""


def dating_cells(agreement):
    act, date = dating_act(agreement)
    return (date["edtf"], act, _year(date)) if date else ("", "", "")


def action_cells(event):
    act = event["kind"] if event["kind"] in ACTS else ""
    return act, _year(event["date"]) if event["date"] else ""


def of_parties(key):
    """Return what reads `key` of the two parties."""
    return lambda agreement: [party[key] for party in parties_of(agreement)]


def other_roles_of(agreement):
    return [with_role(party) for party in agreement["parties"] if party["role"] != "party"]


def with_role(part):
    """Return who had which role, an organisation between which dates, a person in which position."""
    role = f"{_ROLES[part['role']]} {held(part) if 'from' in part else ''}".strip()
    told = gettext("{role}, as {position}") if part.get("position") else "{role}"
    return f"{part['name']} ({told.format(role=role, position=part.get('position'))})"


def with_roles(key):
    """Return what reads who is named under `key`, each with the role."""
    return lambda document: [with_role(part) for part in document[key]]


def verb_of(relation):
    kind = RelationKind(relation["kind"])
    return kind.label if relation["forward"] else REVERSE_VERBS[kind]


def relations_of(agreement):
    """Return the relations as texts, such as "amends belgium-russia-2000"."""
    return [f"{verb_of(relation)} {relation['agreement']['slug']}" for relation in agreement["relations"]]


def prospects_of(agreement):
    """Return what is planned, announced or discussed of an agreement, as texts."""
    return [
        f"{event['reported_as']}: {event['title']}, {sourced_date_of(event['date']) or gettext('date not stated')}"
        for event in agreement["events"]
        if event["reported_as"] in PROSPECTS
    ]


def of_terms(read):
    """Return what reads something of each term that is to be followed; terms that do not state it are left out."""
    return lambda agreement: [told for term in terms_followed(agreement["terms"]) if (told := read(term))]


def urls_of_texts(agreement):
    return [text["source"]["document_url"] for text in agreement["texts"] if text["source"]]


def provisions_of(agreement):
    return [f"{provision['topic']}:{provision['says']}" for provision in followed(agreement["provisions"])]


def position_in_words(position):
    as_of = position["as_of"] and gettext("as of {date}").format(date=sourced_date_of(position["as_of"]))
    return f"{position['title']}: {position['person']['name']}, {as_of or gettext('date not stated')}"


def name_in_words(name):
    return f"{name['name']} ({until(name['used_until']['edtf'])})" if name["used_until"] else name["name"]


def successions(key):
    return lambda agency: [succession["agency"]["slug"] for succession in agency[key]]


def each_of(key, part):
    """Return what reads `part` of each of the records under `key`."""
    return lambda document: [linked[part] for linked in document[key]]


def as_list(key, part="slug"):
    """Return what reads `part` of the record under `key`; None where there is none."""
    return lambda document: document[key] and document[key][part]


def status_cells(agreement):
    status = agreement["status"]
    return status["code"], status["how"], status["date"], status["since"], status["last_said"], status["reason"]


def ends_of(agreement):
    return _spans(agreement["foreseen_ends"])


def notices_of(agreement):
    return _spans(end["notice_by"] for end in agreement["foreseen_ends"] if end["notice_by"])


def _spans(all_days):
    """Return the days between which each may fall: "2030-01-01", "2030-01-01/2030-12-31"."""
    return ["/".join(dict.fromkeys([days["earliest"] or "..", days["latest"] or ".."])) for days in all_days]
