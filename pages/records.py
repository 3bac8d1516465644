"""The pages of one record each: a document, the notes of its facts, and what is asked of other records."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, Country
from agreements.history import days_of_change
from agreements.models import Agreement, Area, Event, Mission, MissionRole, Relation, Source
from agreements.models.events import LEGAL_ACTS
from agreements.models.sources import CITABLE
from catalogue.contents import parties_of, title_of
from catalogue.documents import FACTS, MISSION_ROLES
from catalogue.dressing import status_on
from catalogue.profiles import agreements_of, events_of, profile_of
from catalogue.reading import read, rows
from pages.citing import citation_of_agreement, reference_of_agreement, reference_of_source
from pages.notes import Notes, citing, citing_whole
from pages.pictures.dateline import KEY_ACTS, draw_agreement
from pages.pictures.histories import draw_agency, draw_area, draw_country, draw_mission, draw_source
from pages.pictures.relations import relations_drawing
from pages.rows import agreement_rows, by_standing
from pages.words import by_role
from spacecoop.filters import DayField

NEWEST = 10  # agreements on the page of another record
LATEST = 5  # events
MOST = 50  # events of a person, quotations on a page of a source
SIMILAR = 5
FEWEST_DATES = 3  # dated acts of an agreement that are worth a timeline


class StatusDayForm(forms.Form):
    """The day for which a page tells the status; today when none or no day is given."""

    status_on = DayField(
        required=False,
        label="Status on",
        input_formats=["%Y-%m-%d", "%d %B %Y", "%d %b %Y"],
        widget=forms.TextInput(attrs={"placeholder": "1 March 2022", "autocomplete": "off"}),
    )

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
    record = Country(pk=document["key"], code=document["code"], name=document["name"])
    context = {
        "agencies": list(record.agencies.order_by("name").values("slug", "name", "acronym", "kind")),
        "roles": _roles(agency__country=record),
        **_activity(record, draw_country),
    }
    return _answer(request, "country", document, [document, *document["names"]], **context)


def agency(request, slug):
    document = read("agency", slug)
    record = _agency(document)
    context = {
        "roles": _roles(agency=record),
        "silent": _silent(document, country="country", founded="date of foundation"),
        **_activity(record, draw_agency),
    }
    facts = [*_apart(document, "founded", "parent"), *document["names"], *document["positions"]]
    return _answer(request, "agency", document, facts, **context)


def area(request, slug):
    document = read("area", slug)
    record = Area(pk=document["key"], slug=document["slug"], name=document["name"])
    return _answer(request, "area", document, [document, *document["labels"]], **_activity(record, draw_area))


def mission(request, slug):
    document = read("mission", slug)
    record = Mission(pk=document["key"], slug=document["slug"], name=document["name"])
    facts = [*_apart(document, "part_of"), *document["names"], *document["roles"]]
    return _answer(request, "mission", document, facts, **_activity(record, draw_mission))


def event(request, slug):
    document = read("event", slug)
    facts = _facts_of_event(document, "date", "place")
    return _answer(request, "event", document, facts, silent=_silent(document, date="date", place="place"))


def person(request, slug):
    document = read("person", slug)
    events = Event.objects.filter(people__person=document["key"]).distinct().in_order()
    shown = rows("event", events.values_list("pk", flat=True)[:MOST])
    return _answer(request, "person", document, [*document["positions"], document], events=shown)


def source(request, slug):
    document = read("source", slug)
    record = get_object_or_404(Source.objects.for_page(), pk=document["key"])
    page = Paginator(record.citations.phrases(), MOST)
    page.count = record.phrase_count
    page = page.get_page(request.GET.get("page"))
    timeline = draw_source(record)
    context = {
        "counts": record,
        "page": page,
        "quotations": record.citations.by_phrase(page.object_list),
        "timeline": timeline if timeline.number else None,
        "reference": reference_of_source(document),
    }
    return _answer(request, "source", document, [], **context)


def _answer(request, kind, document, facts, **context):
    """Render the page of a record; its template has the name of its kind."""
    options = CITABLE.get(kind, Source)._meta
    context |= {
        "record": document,
        "notes": Notes(document.get("sources", []), facts),
        "edit": reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[document["key"]]),
        "path": reverse(kind, args=[document["slug"]]),
        "name": title_of(document),
    }
    return render(request, f"{kind}.html", context)


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
        *_silent(document, formal_title="official title"),
        *_silent({**dates, "terminated": ended}, **{act.value: act.label for act in KEY_ACTS}),
        *_silent(document, areas="cooperation areas"),
    ]


def _parts_of_agreement(document):
    """Return its parties and events in the groups in which its page shows them."""
    acts = [event for event in document["events"] if event["kind"] in LEGAL_ACTS]
    events = [event for event in document["events"] if event["kind"] not in LEGAL_ACTS]
    return {
        "parties": parties_of(document),
        "others": sorted(
            (party for party in document["parties"] if party["role"] != "party"), key=lambda party: party["role"]
        ),
        "acts": acts,
        "key_act": _key_act(acts),
        "groups": by_standing(events),
    }


def _around_agreement(document):
    """Return what is asked of its history and of other agreements, and the timeline where it has enough dates."""
    record = Agreement(pk=document["key"], slug=document["slug"], title=document["title"])
    further, chain = _chain(record, document["relations"])
    dated = [event for event in document["events"] if event["kind"] in LEGAL_ACTS and event["date"]]
    return {
        "further": further,
        "chain": chain,
        "similar": _similar(document["key"]),
        "pairs": _pairs(document),
        "dates": draw_agreement(record) if len(dated) >= FEWEST_DATES else None,
        "days_of_change": days_of_change(record),
    }


def _chain(record, relations):
    """Return (relations further along the chain, its drawing); ([], None) for an agreement without any."""
    if not relations:
        return [], None
    chain = list(Relation.objects.in_chain_of(record))
    return [relation for relation in chain if record not in relation.ends], relations_drawing(record, chain)


def _similar(key):
    """Return the agreements that resemble one. Cost: three queries."""
    record = Agreement.objects.prefetch_related("parties").filter(pk=key).first()
    return Agreement.objects.similar_to(record, SIMILAR) if record else []  # it was deleted a moment ago


def _pairs(document):
    """Return the pairs that have a page: the parties, and their countries where they are two; (slug, name) each."""
    parties = parties_of(document)
    countries = {party["country"]["code"]: party["country"]["name"] for party in parties if party["country"]}
    of_parties = [(party["slug"], party["acronym"] or party["name"]) for party in parties]
    of_countries = [(code.lower(), name) for code, name in countries.items()]
    return [pair for pair in (of_parties, of_countries) if len(pair) == 2]


def _facts_of_agreement(document, told):
    """Return all that an agreement's page cites, in the order in which it shows it; `told`: its parts in groups."""
    whole, *kind_and_title = _apart(document, "kind", "formal_title")
    return [
        *told["parties"],
        *kind_and_title,
        *([told["key_act"]] if told["key_act"] else []),
        *told["others"],
        whole,
        *(fact for act in told["acts"] for fact in [*_in_roles(act["people"]), act]),
        *document["areas"],
        *document["missions"],
        *document["relations"],
        *(fact for _, group in told["groups"] for event in group for fact in _facts_of_event(event)),
    ]


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


def _agency(document):
    """Return the Agency of a document, as far as its profile and its timeline ask."""
    country = document["country"] and Country(**document["country"])
    names = {"slug": document["slug"], "name": document["name"], "acronym": document["acronym"] or ""}
    return Agency(pk=document["key"], country=country, **names)


def _roles(**of):
    """Return the roles in missions of the organisations asked for, by mission. Cost: one query."""
    found = MissionRole.objects.filter(**of).order_by("mission__name", "agency__name", "pk")
    return [
        {**role, "role": MISSION_ROLES[role["role"]]}
        for role in found.values("role", "mission__slug", "mission__name", "agency__slug", "agency__name")
    ]


def _activity(record, draw):
    """Return what a record's page tells of its agreements and events: newest first, in numbers, as a timeline."""
    newest = agreements_of(record).in_order().values_list("pk", flat=True)[:NEWEST]
    latest = events_of(record).in_order().reverse().filter(date__isnull=False).values_list("pk", flat=True)[:LATEST]
    return {
        "agreements": agreement_rows(newest, today()),
        "profile": profile_of(record, today()),
        "events": rows("event", latest),
        "timeline": draw(record),
    }
