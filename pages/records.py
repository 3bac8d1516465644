"""The pages of one record each: a document, the notes of its facts, and what is asked of other records."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from agencies.countries import successors_of
from agreements.history import days_of_change
from agreements.models import Agreement, Citation, Source
from agreements.models.citations import CITABLE
from agreements.status import LEGAL_ACTS
from catalogue.asked import Results
from catalogue.contents import parties_of, title_of
from catalogue.document_parts import FACTS
from catalogue.dressing import foreseen_on, status_on
from catalogue.groups import groups_with
from catalogue.index.questions import Has, of_kind
from catalogue.profiles import agreements_of, events_of, profile_of, with_predecessors
from catalogue.reading import Named, bodies, names_of, read, reader, rows, seen
from catalogue.relations import chain_of, end_of
from catalogue.similar import similar_to
from catalogue.statements import COMPARED, acts_contradicting, acts_followed, contradicting, sides_of_act
from catalogue.successions import AFTER, BEFORE, line_of, states_of
from pages.citing import citation_of_agreement, reference_of_agreement, reference_of_source
from pages.notes import Notes, citing, citing_whole
from pages.pictures.dateline import KEY_ACTS, draw_agreement
from pages.pictures.histories import draw_agency, draw_area, draw_country, draw_mission, draw_source
from pages.pictures.relations import relations_drawing
from pages.queries import canonical
from pages.rows import agreement_rows, by_standing
from pages.structured import structured
from pages.words import by_role
from spacecoop.addresses import address_of
from spacecoop.filters import DayField
from spacecoop.models import Collection

NEWEST = 10  # agreements on the page of another record
LATEST = 5  # events
MOST_LISTED = 25  # organisations and missions
MOST = 50  # events of a person, quotations on a page of a source
SIMILAR = 3
FEWEST_DATES = 3  # dated acts of an agreement that are worth a timeline


class StatusDayForm(forms.Form):
    """The day for which a page tells the status; today when none or no day is given."""

    status_on = DayField(required=False, label=gettext_lazy("Status on"))

    @property
    def day(self):
        return (self.cleaned_data.get("status_on") if self.is_valid() else None) or today()


def today():
    return timezone.now().date()


def agreement(request, slug):
    document = read("agreement", slug)
    day = StatusDayForm(request.GET)
    context = {
        "status": status_on(document, day.day),
        "foreseen": foreseen_on(document, day.day),
        "day": day,
        "silent": _silent_of_agreement(document),
        "reference": reference_of_agreement(document),
        "citation": citation_of_agreement(document),
        **_parts_of_agreement(document),
        **_around_agreement(document),
    }
    return _answer(request, "agreement", document, _facts_of_agreement(document, context), **context)


def country(request, code):
    document = read("country", code)
    agencies = Results(of_kind("agency") & Has("country", document["code"]), "by_title")
    states = states_of(document["code"])
    before, after = (line_of(states, way) for way in (BEFORE, AFTER))
    context = {
        "agencies": rows("agency", agencies[:MOST_LISTED]),
        "agency_count": agencies.count(),
        "groups": groups_with(document["code"], today()),
        "later_states": _later_states(document),
        **_successions("country", document, before, after),
        **_missions_of("country", document),
        **_activity("country", document, draw_country(document)),
    }
    facts = [document, *document["names"], *before.steps, *after.steps]
    return _answer(request, "country", document, facts, [*before.sources, *after.sources], **context)


def _later_states(document):
    """Return as Named the states that came after a former one; none of a present one."""
    codes = [code.lower() for code in successors_of(document["code"])] if document["withdrawn"] else []
    named = names_of("country", codes) if codes else {}
    return [named[code] for code in codes if code in named]


def agency(request, slug):
    document = read("agency", slug)
    before, after = (line_of([document], way) for way in (BEFORE, AFTER))
    context = {
        **_successions("agency", document, before, after),
        **_missions_of("agency", document),
        "silent": _silent(document, country=gettext("country"), founded=gettext("date of foundation")),
        **_activity("agency", document, draw_agency(document)),
    }
    facts = [
        *_apart(document, "founded", "dissolved", "parent"),
        *document["names"],
        *document["positions"],
        *before.steps,
        *after.steps,
    ]
    return _answer(request, "agency", document, facts, [*before.sources, *after.sources], **context)


def area(request, slug):
    document = read("area", slug)
    activity = _activity("area", document, draw_area(document))
    return _answer(request, "area", document, [document, *document["labels"]], **activity)


def mission(request, slug):
    document = read("mission", slug)
    facts = [*_apart(document, "part_of"), *document["names"], *document["roles"]]
    return _answer(request, "mission", document, facts, **_activity("mission", document, draw_mission(document)))


def event(request, slug):
    document = read("event", slug)
    facts = _facts_of_event(document, "date", "effective", "until", "place")
    return _answer(
        request, "event", document, facts, silent=_silent(document, date=gettext("date"), place=gettext("place"))
    )


def person(request, slug):
    document = read("person", slug)
    found = Results(of_kind("event") & Has("person", document["slug"]), "by_oldest")
    events = bodies("event", found[:MOST])
    acted = [(part, event) for event in events for part in event["people"] if _is_acting(part, document)]
    context = {
        "events": events,
        "event_count": found.count(),
        "acted": acted,
        "agreement_count": reader().count(of_kind("agreement") & Has("person", document["slug"])),
    }
    facts = [*document["positions"], *(part for part, _ in acted), document]
    sources = [source for _, event in acted for source in event["sources"]]
    return _answer(request, "person", document, facts, sources, **context)


def _is_acting(part, person):
    """Tell whether a part in an event is that of a person, and the sources say as what."""
    return part["slug"] == person["slug"] and part["position"]


def source(request, slug):
    document = read("source", slug)
    citations = Citation.objects.filter(source=document["key"])
    counts = citations.counts()
    page = Paginator(citations.phrases(), MOST)
    page.count = counts["phrases"]
    page = page.get_page(request.GET.get("page"))
    timeline = draw_source(document)
    context = {
        "counts": counts,
        "agreement_count": reader().count(of_kind("agreement") & Has("source", document["slug"])),
        "page": page,
        "quotations": citations.by_phrase(page.object_list),
        "timeline": timeline if timeline.number else None,
        "reference": reference_of_source(document),
    }
    return _answer(request, "source", document, [], **context)


def _answer(request, kind, document, facts, sources=(), **context):
    """Render the page of a record; its template has the name of its kind. `sources`: that its document has not."""
    options = CITABLE.get(kind, Source)._meta
    context |= {
        "record": document,
        "notes": Notes([*document.get("sources", []), *sources], [*facts, *document.get("identifiers", [])]),
        "edit": address_of(f"admin:{options.app_label}_{options.model_name}_change", document["key"]),
        "path": address_of(kind, document["slug"]),
        "name": title_of(document),
        "collection": _collection_of(document),
        "structured": structured(kind, document, request.build_absolute_uri("/"), canonical(request)),
    }
    return render(request, f"{kind}.html", context)


def _collection_of(document):
    """Return the Collection that a record came with; None where it is of none. Cost: a query for one that has any."""
    slug = document.get("collection")
    return Collection.objects.filter(slug=slug).first() if slug else None


def _key_act(acts):
    """Return the act that tells best from when an agreement is: its signature, else the first that is dated."""
    dated = [act for act in acts if act["date"] and act["reported_as"] in FACTS]
    return next((act for act in dated if act["kind"] == "signed"), dated[0] if dated else None)


def _silent(document, **words):
    """Return the words for the keys of a document that are empty: what no source states."""
    return [told for key, told in words.items() if not document.get(key)]


def _silent_of_agreement(document):
    dates = document["dates"]
    ended = dates.get("terminated") or dates.get("expired")
    return [
        *_silent(document, form=gettext("type"), formal_title=gettext("official title")),
        *_silent({**dates, "terminated": ended}, **{act.value: act.label for act in KEY_ACTS}),
        *_silent(document, areas=gettext("cooperation areas"), terms=gettext("term"), texts=gettext("text")),
    ]


def _parts_of_agreement(document):
    """Return its parties and events in the groups in which its page shows them."""
    acts = [event for event in document["events"] if event["kind"] in LEGAL_ACTS]
    events = [event for event in document["events"] if event["kind"] not in LEGAL_ACTS]
    sided = _acts_of_sides(acts, parties_of(document))
    of_sides = _acts_among(sided)
    return {
        "parties": parties_of(document),
        "sided": sided,
        "others": sorted(
            (party for party in document["parties"] if party["role"] != "party"), key=lambda party: party["role"]
        ),
        "acts": [act for act in acts if act not in of_sides],
        "key_act": _key_act(acts_followed(acts)),
        "differing": {
            **{name: contradicting(name, document[name]) for name in COMPARED},
            "acts": acts_contradicting(acts),
        },
        "groups": by_standing(events),
    }


def _acts_of_sides(acts, parties):
    """Return (kind, [the acts of one party, of the other]) for each kind of act that names the side of a party."""
    sides = [party["slug"] for party in parties]
    sided = [act for act in acts if set(sides_of_act(act)) & set(sides)]
    return [
        (kind, [[act for act in sided if act["kind"] == kind and side in sides_of_act(act)] for side in sides])
        for kind in dict.fromkeys(act["kind"] for act in sided)
    ]


def _acts_among(sided):
    return [act for _, of_sides in sided for acts in of_sides for act in acts]


def _around_agreement(document):
    """Return what is asked of its history and of other agreements, and the timeline where it has enough dates."""
    record = Agreement(pk=document["key"], slug=document["slug"], title=document["title"])
    further, chain = _chain(document)
    dated = [event for event in document["events"] if event["kind"] in LEGAL_ACTS and event["date"]]
    return {
        "further": further,
        "chain": chain,
        "similar": similar_to(document, SIMILAR),
        "pairs": _pairs(document),
        "dates": draw_agreement(document) if len(dated) >= FEWEST_DATES else None,
        "days_of_change": days_of_change(record, seen().revision),
    }


def _chain(document):
    """Return (relations further along the chain, its drawing); ([], None) for an agreement without any."""
    if not document["relations"]:
        return [], None
    own, chain = end_of(document), chain_of(document)
    further = [one for one in chain if own["slug"] not in (one["agreement"]["slug"], one["other"]["slug"])]
    return further, relations_drawing(own, chain)


def _pairs(document):
    """Return the pairs that have a page: the parties, and their countries where they are two; (slug, name) each.

    Of parties that have the names of their countries only these: their page holds all of the other.
    """
    parties = parties_of(document)
    countries = {party["country"]["code"]: party["country"]["name"] for party in parties if party["country"]}
    of_parties = [(party["slug"], party["acronym"] or party["name"]) for party in parties]
    of_countries = [(code.lower(), name) for code, name in countries.items()]
    by_names = {tuple(name for _, name in pair): pair for pair in (of_parties, of_countries)}
    return [pair for pair in by_names.values() if len(pair) == 2]


def _facts_of_agreement(document, told):
    """Return all that an agreement's page cites, in the order in which it shows it; `told`: its parts in groups."""
    return [
        *told["parties"],
        *document["designations"],
        *document["titles"],
        *([told["key_act"]] if told["key_act"] else []),
        *document["terms"],
        *told["others"],
        *document["texts"],
        document,
        *_facts_of_acts(_acts_among(told["sided"])),
        *_facts_of_acts(told["acts"]),
        *document["provisions"],
        *document["areas"],
        *document["missions"],
        *document["relations"],
        *(fact for _, group in told["groups"] for event in group for fact in _facts_of_event(event)),
    ]


def _facts_of_acts(acts):
    return [fact for act in acts for fact in [*_in_roles(act["people"]), act]]


def _facts_of_event(document, *fields):
    """Return an event and its parts in the order in which pages show them, apart from it the `fields` named."""
    in_roles = _in_roles(document["agencies"] + document["people"])
    return [*_apart(document, *fields), *in_roles, *document["missions"], *document["areas"]]


def _in_roles(parts):
    return [part for _, group in by_role(parts) for part in group]


def _apart(document, *fields):
    """Return the citations of a record as facts: of the record as a whole, then of each of the `fields` named."""
    facts = [citing_whole(document, *fields), *(citing(document, field) for field in fields if document[field])]
    return [{"citations": citations} for citations in facts]


def _missions_of(kind, document):
    """Return the missions in which a country or an agency has a role, the first by name, and how many there are.

    Each has these `roles` alone.
    """
    missions = Results(of_kind("mission") & Has(kind, Named.of(kind, document).key), "by_title")
    first = [
        {**mission, "roles": [role for role in _by_agency(mission["roles"]) if _is_of(role, kind, document)]}
        for mission in bodies("mission", missions[:MOST_LISTED])
    ]
    return {"missions": first, "mission_count": missions.count()}


def _successions(kind, document, before, after):
    """Return the Lines to what came before a country or an agency and after it, and the agreements with the former."""
    along = with_predecessors(kind, document, before) if before.steps else None
    return {"before": before, "after": after, "along": along}


def _by_agency(roles):
    return sorted(roles, key=lambda role: role["agency"]["name"])


def _is_of(role, kind, document):
    agency = role["agency"]
    if kind == "agency":
        return agency["slug"] == document["slug"]
    return agency["country"] is not None and agency["country"]["code"] == document["code"]


def _activity(kind, document, timeline):
    """Return what a record's page tells of its agreements and events: newest first, in numbers, as a timeline."""
    newest = Results(agreements_of(kind, document), "by_newest")[:NEWEST]
    latest = Results(events_of(kind, document) & ~Has("not_stated", "date"), "by_newest")[:LATEST]
    return {
        "agreements": agreement_rows(newest, today()),
        "profile": profile_of(kind, document, today()),
        "events": rows("event", latest),
        "timeline": timeline,
    }
