"""The pages. Each view finds its records, attaches their citations and renders one template."""

from django import forms
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import F, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, AgencyName, Country, Person
from agreements.history import days_of_change
from agreements.models import (
    Agreement,
    Area,
    AreaMatch,
    Citation,
    Event,
    FacetTotal,
    Mission,
    MissionKind,
    MissionName,
    MissionRole,
    Party,
    Relation,
    Source,
)
from agreements.status import LegalAct
from catalogue.facets import facets_of
from catalogue.filters import DATED_ACTS, AgreementFilter, AreaFilter, MissionFilter, SourceFilter, TimelineFilter
from catalogue.pairs import PairFilter, Pairs, partners_of_both, with_sides
from catalogue.profiles import agreements_of, events_of, profile_of
from catalogue.sides import find_side, side_key
from catalogue.suggestions import meant_by, side_meant_by
from catalogue.watch import watch_list
from pages.design import sample_content
from pages.evidence import Evidence
from pages.pictures.dateline import draw_dates
from pages.pictures.histories import draw_agency, draw_area, draw_between, draw_country, draw_mission, draw_source
from pages.pictures.network import network_in_small
from pages.pictures.relations import relations_drawing
from pages.pictures.timeline import draw_found, draw_timeline
from spacecoop.filters import DayField
from spacecoop.moved import get_record
from spacecoop.records import count_of

PAGE_SIZE = 50
SHORT_PAGE = 10
PHRASES = 50  # on a page of what a source supports
NEWEST = 5
SHORT_LIST = 3
SIMILAR = 5
# The acts that every agreement's page tells of, by their date or as not stated.
KEY_ACTS = [LegalAct.CONCLUDED, LegalAct.SIGNED, LegalAct.ENTERED_INTO_FORCE, LegalAct.TERMINATED]


class StatusDayForm(forms.Form):
    """The day for which a page tells the status; today when none or no day is given."""

    on = DayField(required=False, label="On", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    @property
    def day(self):
        return (self.cleaned_data.get("on") if self.is_valid() else None) or today()


def today():
    return timezone.now().date()


def home(request):
    watched = _watched(today())
    context = {
        "newest": _newest_agreements(),
        "overdue": [event for event in watched if event.latest and event.latest < today()],
        "ahead": [event for event in watched if not event.latest or event.latest >= today()],
        "sources": Source.objects.filter(pk__in=Source.objects.values("pk")[:NEWEST]).for_list().in_order(),
        "network": network_in_small(),
        "numbers": _numbers(agreements=Agreement, agencies=Agency, missions=Mission, events=Event, citations=Citation),
    }
    return render(request, "agreements/home.html", context)


def _newest_agreements():
    """Return the newest agreements with parties, acts, status and `source_count`."""
    counted = Agreement.objects.for_list().annotate(source_count=F("facet_values__sources__len"))
    agreements = list(counted.in_order()[:NEWEST])
    _set_status(agreements, today())
    return agreements


def _watched(day):
    """Return the first plans ahead and the last overdue ones. Cost: one query."""
    ahead, overdue = Event.objects.ahead(day).in_order(), Event.objects.overdue(day).order_by("-latest", "slug")
    # A union, not an “or”: the planner looks up the few keys instead of asking each event.
    keys = ahead.values("pk")[:SHORT_LIST].union(overdue.values("pk")[:SHORT_LIST], all=True)
    return Event.objects.select_related("agreement").filter(pk__in=keys).in_order()


def _numbers(**models):
    """Return how many records of each model there are, by name. Cost: one query."""
    counts = ", ".join(f"(SELECT count(*) FROM {model._meta.db_table})" for model in models.values())  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return dict(zip(models, cursor.fetchone(), strict=True))


def about(request):
    return render(request, "agreements/about.html")


def design(request):
    """Show every part of the pages with made-up content."""
    return render(request, "agreements/design.html", sample_content())


def agreement_list(request):
    found = AgreementFilter(request.GET, Agreement.objects.for_list())
    total, facets = facets_of(found, getattr(request, "state", None))
    page = _page(request, found, total)
    _set_status(page.object_list, found.on_this_day)
    context = {"evidence": _evidence(page), "act_fields": act_fields(found.form), "facets": facets}
    return _list(request, "agreements/agreement_list.html", found, page, **context)


def agreement_detail(request, slug):
    agreement = get_record(Agreement.objects.for_detail(), slug)
    chain = list(Relation.objects.in_chain_of(agreement))
    relations = [relation for relation in chain if agreement in relation.ends]
    further = [relation for relation in chain if agreement not in relation.ends]
    day = StatusDayForm(request.GET)
    agreement.status_now = agreement.status(day.day)
    context = {
        "agreement": agreement,
        "relations": [
            (relation.verb_for(agreement), relation.other_than(agreement), relation) for relation in relations
        ],
        "further": further,
        "chain": relations_drawing(agreement, chain) if chain else None,
        "similar": Agreement.objects.similar_to(agreement, SIMILAR),
        "days_of_change": days_of_change(agreement),
        "day": day,
        "acts": _acts_by_kind(agreement),
        "missions": [(fact, MissionKind(fact.link["kind"]).label) for fact in agreement.mission_facts],
        "pairs": _pairs(agreement),
        "not_stated": _not_stated(agreement),
        "dates": draw_dates(agreement, agreement.events.all()),
        "evidence": Evidence(*_facts_of(agreement, [*relations, *further])),
        **_by_modality(agreement.events.all()),
    }
    return render(request, "agreements/agreement_detail.html", context)


def country_detail(request, code):
    country = Country.objects.for_page().filter(code=code.upper()).first()
    if country is None:
        raise Http404(f"There is no country with the code “{code}”.")
    told = _activity(country, draw_country)
    agencies = list(country.agencies.for_list())
    roles = list(MissionRole.objects.filter(agency__country=country).select_related("mission", "agency"))
    about = [country, *country.other_names]
    context = {
        "country": country,
        "agencies": agencies,
        "roles": roles,
        "mission_count": len({role.mission_id for role in roles}),
        "evidence": _evidence(told["agreements"], about, [*told["events"], *agencies, *roles]),
        **told,
    }
    return render(request, "agreements/country_detail.html", context)


def agency_detail(request, slug):
    role_rows = MissionRole.objects.filter(agency=OuterRef("pk")).rows()
    agency = get_record(Agency.objects.for_detail().annotate(role_rows=role_rows), slug)
    told = _activity(agency, draw_agency)
    names = [AgencyName(**row) for row in agency.name_rows]
    roles = [_role_of(agency, **row) for row in agency.role_rows]
    about = [agency, *names, *agency.offices.all()]
    evidence = _evidence(told["agreements"], about, [*roles, *told["events"]])
    context = {"agency": agency, "names": names, "roles": roles, "evidence": evidence, **told}
    return render(request, "agreements/agency_detail.html", context)


def _role_of(agency, id, role, slug, name):
    return MissionRole(id=id, role=role, agency=agency, mission=Mission(slug=slug, name=name))


def person_detail(request, slug):
    person = get_record(Person.objects.prefetch_related("offices__agency"), slug)
    events = _events(Event.objects.filter(people__person=person).distinct())
    evidence = Evidence(person, *person.offices.all(), *events)
    return render(request, "agreements/person_detail.html", {"person": person, "events": events, "evidence": evidence})


def pair_list(request):
    found = PairFilter(request.GET, Party.objects.all())
    rows = Pairs(found.side) if found.is_valid() else Party.objects.none()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    pairs = with_sides(page.object_list, found.side)
    most = max((pair.count for pair in pairs), default=0)
    return _list(request, "agreements/pair_list.html", found, page, pairs=pairs, most=most)


def between(request, one, other):
    sides = [known_side(one), known_side(other)]
    keys = [side_key(side) for side in sides]
    agreements = _agreements(Agreement.objects.between(*keys))
    events = _events(Event.objects.with_sides(*keys).with_overdue(today()))
    context = {
        "sides": sides,
        "keys": keys,
        "agreements": agreements,
        "unsigned": [agreement for agreement in agreements if not agreement.dates[LegalAct.SIGNED]],
        "undated": [event for event in events if not event.date],
        "overdue": [event for event in events if event.is_overdue],
        "partners": partners_of_both(*keys)[:PAGE_SIZE],
        "timeline": draw_between(*sides) if events else None,
        "evidence": _evidence(agreements, then=_together(*_by_modality(events).values())),
        **_by_modality(events),
    }
    return render(request, "agreements/between.html", context)


def mission_list(request):
    counted = Mission.objects.for_list().annotate(
        agreement_count=count_of(Mission, "agreements"), event_count=count_of(Mission, "events")
    )
    found = MissionFilter(request.GET, counted)
    page = _page(request, found)
    most = max((mission.agreement_count for mission in page), default=0)
    return _list(request, "agreements/mission_list.html", found, page, most=most, evidence=Evidence(*page))


def mission_detail(request, slug):
    mission = get_record(Mission.objects.for_page(), slug)
    told = _activity(mission, draw_mission)
    names = [MissionName(**row) for row in mission.name_rows]
    evidence = _evidence(told["agreements"], [mission, *names, *mission.roles.all()], told["events"])
    context = {"mission": mission, "names": names, "evidence": evidence, **told}
    return render(request, "agreements/mission_detail.html", context)


def area_list(request):
    found = AreaFilter(request.GET, Area.objects.for_list())
    page = _page(request, found)
    numbers = dict(FacetTotal.objects.filter(facet="areas").values_list("value", "number"))
    for area in page:
        area.agreement_count = numbers.get(str(area.pk), 0)
    most = max((area.agreement_count for area in page), default=0)
    return _list(request, "agreements/area_list.html", found, page, most=most, evidence=Evidence(*page))


def area_detail(request, slug):
    area = get_record(Area.objects.for_page(), slug)
    told = _activity(area, draw_area)
    context = {
        "area": area,
        "matches": [AreaMatch(**row) for row in area.match_rows],
        "evidence": _evidence(told["agreements"], [area, *area.labels.all()], told["events"]),
        **told,
    }
    return render(request, "agreements/area_detail.html", context)


def event_list(request):
    found = TimelineFilter(request.GET, Event.objects.for_list())
    page = _page(request, found)
    timeline = draw_found(found, page.paginator.count) if page.paginator.count else None
    return _list(request, "agreements/event_list.html", found, page, evidence=Evidence(*page), timeline=timeline)


def event_detail(request, slug):
    event = get_record(Event.objects.for_detail(), slug)
    evidence = Evidence(event, *_facts_of_event(event))
    return render(request, "agreements/event_detail.html", {"event": event, "evidence": evidence})


def watch(request):
    parts = watch_list(today())
    ahead = Event.objects.ahead(today())
    is_any_due = parts["ahead"].count
    context = {
        **parts,
        "timeline": draw_timeline(ahead, [("outcome", "ahead")], title="What lies ahead") if is_any_due else None,
        "today": today(),
        "webcal": f"webcal://{request.get_host()}{reverse('watch-ics')}",
        "evidence": Evidence(*_together(*(parts[name].events for name in ("ahead", "overdue", "undated")))),
    }
    return render(request, "agreements/watch.html", context)


def source_list(request):
    found = SourceFilter(request.GET, _sources())
    return _list(request, "agreements/source_list.html", found, _page(request, found))


def source_detail(request, slug):
    source = get_record(Source.objects.for_page(), slug)
    page = Paginator(source.citations.phrases(), PHRASES)
    page.count = source.phrase_count
    page = page.get_page(request.GET.get("page"))
    timeline = draw_source(source)
    context = {
        "source": source,
        "page": page,
        "phrases": source.citations.by_phrase(page.object_list),
        "timeline": timeline if timeline.number else None,
    }
    return render(request, "agreements/source_detail.html", context)


def not_found(request, exception):
    """Answer an unknown address with what its words may have meant."""
    path = request.path[:100]
    context = {
        "suggestions": meant_by(path),
        "reason": _reason(exception),
        "side": side_meant_by(path),
    }
    return render(request, "404.html", context, status=404)


def _reason(exception):
    return exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""


def _page(request, found, total=None):
    """Return the page of a list that is asked for; `total` saves counting again what is counted already."""
    paginator = Paginator(found.results, PAGE_SIZE)
    if total is not None:
        paginator.count = total
    return paginator.get_page(request.GET.get("page"))


def _list(request, template, found, page, **context):
    """Render a list; a filter that was not understood makes it an error, never a longer list."""
    status = 200 if found.is_valid() else 400
    return render(request, template, {"found": found, "page": page, **context}, status=status)


def act_fields(form):
    """Return (act, its fields) for every legal act whose date a form of filters asks for."""
    return [(act.label, [form[name] for name in form.fields if name.startswith(f"{act}_")]) for act in DATED_ACTS]


def _agreements(queryset, most=PAGE_SIZE):
    """Return the newest agreements of a record's page; its link to the list leads to all of them."""
    agreements = list(queryset.for_list().in_order()[:most])
    _set_status(agreements, today())
    return agreements


def _activity(record, draw):
    """Return what a record's page tells of its agreements and events: in numbers, as a picture, and as lists.

    Events that are too many to be drawn one by one are not listed either; the list of all leads through them.
    """
    timeline = draw(record)
    return {
        "profile": profile_of(record, today()),
        "timeline": timeline,
        "agreements": _agreements(agreements_of(record), most=SHORT_PAGE),
        "events": _events(events_of(record)) if timeline.are_drawn else [],
    }


def _events(queryset):
    """Return the events of a record's page in order of time; its link to the chronology leads to all of them."""
    return list(queryset.for_list().in_order()[:PAGE_SIZE])


def _sources():
    return Source.objects.for_list().in_order()


def _set_status(agreements, day):
    for agreement in agreements:
        agreement.status_now = agreement.status(day)


def _facts_in_list(agreement):
    """Return the records that a line of a list shows of an agreement."""
    return [agreement, *agreement.parties.all(), *agreement.area_facts, *agreement.acts]


def _evidence(agreements, first=(), then=()):
    """Return the Evidence of a page that lists agreements; each of their lines gets `note_ranges` and `source_count`.

    `first` and `then`: the other facts of the page, before and after the list, so that the notes count on.
    """
    evidence = Evidence(*first, *_together(*map(_facts_in_list, agreements)), *then)
    for agreement in agreements:
        citations = [citation for fact in _facts_in_list(agreement) for citation in fact.evidence]
        agreement.note_ranges = _ranges({citation.number for citation in citations})
        agreement.source_count = len({citation.source_id for citation in citations})
    return evidence


def _ranges(numbers):
    """Return whole numbers as (first, last) of each run without a gap, in order."""
    runs = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def _facts_of(agreement, relations):
    """Return every loaded record that says something of an agreement, itself included, as its page shows them."""
    events = _together(*_by_modality(agreement.events.all()).values())
    return [
        agreement,
        *agreement.parties.all(),
        *_together(*(acts for _, acts in _acts_by_kind(agreement))),
        *agreement.area_facts,
        *agreement.mission_facts,
        *relations,
        *(fact for event in events for fact in [event, *_facts_of_event(event)]),
    ]


def _acts_by_kind(agreement):
    """Return (kind of act in words, its acts) for the key acts, stated or not, and for whatever else is reported."""
    acts = {act: [event for event in agreement.legal_acts if event.kind == act] for act in LegalAct}
    return [(act.label, events) for act, events in acts.items() if events or act in KEY_ACTS]


def _not_stated(agreement):
    """Return what no source states of an agreement, in words."""
    silent = [] if agreement.formal_title else ["its formal title"]
    silent += [f"when it was {act.label}" for act in (LegalAct.CONCLUDED, LegalAct.SIGNED) if not agreement.dates[act]]
    silent += [f"whether it {verb}" for act, verb in _OUTCOMES.items() if not agreement.dates[act]]
    silent += [] if agreement.area_facts else ["the areas that it covers"]
    return silent


_OUTCOMES = {
    LegalAct.ENTERED_INTO_FORCE: "entered into force, and when",
    LegalAct.TERMINATED: "was terminated",
}


def _pairs(agreement):
    """Return the pairs whose pages tell more: the two parties, and their countries where they are two."""
    agencies = [party.agency for party in agreement.principals]
    countries = [agency.country for agency in agencies]
    two_countries = all(countries) and countries[0] != countries[1]
    return [agencies, *([countries] if two_countries else [])]


def _by_modality(events):
    """Return events apart: what happened, what was in prospect, what is claimed."""
    return {
        "facts": [event for event in events if event.is_fact],
        "prospects": [event for event in events if event.is_prospect],
        "claims": [event for event in events if not event.is_fact and not event.is_prospect],
    }


def _facts_of_event(event):
    return [*event.agencies.all(), *event.people.all(), *event.missions.all(), *event.areas.all()]


def _together(*groups):
    return [fact for group in groups for fact in group]


def known_side(text):
    """Return the country or agency that an address names.

    Raises: Http404.
    """
    side = find_side(text)  # a code or a slug: at most two queries
    if side is None:
        raise Http404(f"There is no country or agency “{text}”.")
    return side
