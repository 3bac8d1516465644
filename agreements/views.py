"""The pages. Each view finds its records, attaches their citations and renders one template."""

from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from agencies.models import Agency, Country, Person
from agencies.sides import find_side, side_key
from agreements.evidence import Evidence
from agreements.filters import AgreementFilter, AreaFilter, EventFilter, MissionFilter, SourceFilter
from agreements.models import Agreement, Area, Citation, Event, Mission, MissionRole, Relation, Source
from spacecoop.filters import DayField
from spacecoop.moved import get_record

PAGE_SIZE = 50
SHORT_LIST = 5


class StatusDayForm(forms.Form):
    """The day for which a page tells the status; today when none or no day is given."""

    on = DayField(required=False, label="On", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    @property
    def day(self):
        return (self.cleaned_data.get("on") if self.is_valid() else None) or today()


def today():
    return timezone.now().date()


def home(request):
    newest = list(Agreement.objects.for_list().in_order()[:SHORT_LIST])
    _set_status(newest, today())
    context = {
        "newest": newest,
        "ahead": Event.objects.for_list().ahead(today()).in_order()[:SHORT_LIST],
        "overdue": Event.objects.for_list().overdue(today()).order_by("-latest")[:SHORT_LIST],
        "sources": Source.objects.for_list()[:SHORT_LIST],
        "counts": {
            "agreements": Agreement.objects.count(),
            "events": Event.objects.count(),
            "missions": Mission.objects.count(),
            "agencies": Agency.objects.count(),
            "citations": Citation.objects.count(),
        },
    }
    return render(request, "agreements/home.html", context)


def about(request):
    return render(request, "agreements/about.html")


def agreement_list(request):
    found = AgreementFilter(request.GET, Agreement.objects.for_list())
    page = _page(request, found)
    _set_status(page.object_list, found.on_this_day)
    facts = [fact for agreement in page for fact in _facts_in_list(agreement)]
    return _list(request, "agreements/agreement_list.html", found, page, evidence=Evidence(*facts))


def agreement_detail(request, slug):
    agreement = get_record(Agreement.objects.for_detail(), slug)
    relations = list(Relation.objects.around(agreement))
    day = StatusDayForm(request.GET)
    agreement.status_now = agreement.status(day.day)
    context = {
        "agreement": agreement,
        "relations": [
            (relation.verb_for(agreement), relation.other_than(agreement), relation) for relation in relations
        ],
        "day": day,
        "pair": [party.agency for party in agreement.principals],
        "evidence": Evidence(*_facts_of(agreement), *relations),
    }
    return render(request, "agreements/agreement_detail.html", context)


def country_detail(request, code):
    country = Country.objects.for_detail().filter(code=code.upper()).first()
    if country is None:
        raise Http404(f"There is no country with the code “{code}”.")
    agreements = _agreements(Agreement.objects.between(country.code))
    events = _events(Event.objects.with_sides(country.code))
    agencies = list(country.agencies.for_list().annotate(agreement_count=Count("parties__agreement", distinct=True)))
    roles = list(MissionRole.objects.filter(agency__country=country).select_related("mission", "agency"))
    facts = [country], country.names.all(), agencies, roles, events
    context = {
        "country": country,
        "agreements": agreements,
        "events": events,
        "agencies": agencies,
        "roles": roles,
        "partners": _partners(agreements, lambda agency: agency.country_id == country.pk),
        "evidence": Evidence(*_together(*facts, *map(_facts_in_list, agreements))),
    }
    return render(request, "agreements/country_detail.html", context)


def agency_detail(request, slug):
    agency = get_record(Agency.objects.for_detail(), slug)
    agreements = _agreements(Agreement.objects.involving(agency.slug))
    events = _events(Event.objects.with_sides(agency.slug))
    roles = list(agency.mission_roles.select_related("mission", "agency"))
    facts = [agency], agency.names.all(), agency.offices.all(), roles, events
    context = {
        "agency": agency,
        "agreements": agreements,
        "events": events,
        "roles": roles,
        "partners": _partners(agreements, lambda other: other.pk == agency.pk),
        "evidence": Evidence(*_together(*facts, *map(_facts_in_list, agreements))),
    }
    return render(request, "agreements/agency_detail.html", context)


def person_detail(request, slug):
    person = get_record(Person.objects.prefetch_related("offices__agency"), slug)
    events = _events(Event.objects.filter(people__person=person).distinct())
    evidence = Evidence(*_together([person], person.offices.all(), events))
    return render(request, "agreements/person_detail.html", {"person": person, "events": events, "evidence": evidence})


def between(request, one, other):
    sides = [_side(one), _side(other)]
    keys = [side_key(side) for side in sides]
    agreements = _agreements(Agreement.objects.between(*keys))
    events = _events(Event.objects.with_sides(*keys))
    context = {
        "sides": sides,
        "agreements": agreements,
        "facts": [event for event in events if event.is_fact],
        "prospects": [event for event in events if event.is_prospect],
        "claims": [event for event in events if not event.is_fact and not event.is_prospect],
        "evidence": Evidence(*_together(events, *map(_facts_in_list, agreements))),
    }
    return render(request, "agreements/between.html", context)


def mission_list(request):
    counted = Mission.objects.for_list().annotate(
        agreement_count=Count("agreements", distinct=True), event_count=Count("events", distinct=True)
    )
    found = MissionFilter(request.GET, counted.order_by("name"))
    page = _page(request, found)
    return _list(request, "agreements/mission_list.html", found, page, evidence=Evidence(*page))


def mission_detail(request, slug):
    mission = get_record(Mission.objects.for_detail(), slug)
    agreements = _agreements(Agreement.objects.on_missions(mission.slug))
    events = _events(Event.objects.on_missions(mission.slug))
    facts = [mission], mission.names.all(), mission.roles.all(), events
    context = {
        "mission": mission,
        "agreements": agreements,
        "events": events,
        "evidence": Evidence(*_together(*facts, *map(_facts_in_list, agreements))),
    }
    return render(request, "agreements/mission_detail.html", context)


def area_list(request):
    counted = Area.objects.for_list().annotate(
        agreement_count=Count("agreements", distinct=True), event_count=Count("events", distinct=True)
    )
    found = AreaFilter(request.GET, counted.order_by("name"))
    page = _page(request, found)
    return _list(request, "agreements/area_list.html", found, page, evidence=Evidence(*page))


def area_detail(request, slug):
    area = get_record(Area.objects.for_detail(), slug)
    agreements = _agreements(Agreement.objects.about(area.slug))
    events = _events(Event.objects.about(area.slug))
    context = {
        "area": area,
        "agreements": agreements,
        "events": events,
        "evidence": Evidence(*_together([area], area.labels.all(), events, *map(_facts_in_list, agreements))),
    }
    return render(request, "agreements/area_detail.html", context)


def event_list(request):
    found = EventFilter(request.GET, Event.objects.for_list())
    page = _page(request, found)
    return _list(request, "agreements/event_list.html", found, page, evidence=Evidence(*page))


def event_detail(request, slug):
    event = get_record(Event.objects.for_detail(), slug)
    evidence = Evidence(event, *_facts_of_event(event))
    return render(request, "agreements/event_detail.html", {"event": event, "evidence": evidence})


def watch(request):
    ahead = list(Event.objects.for_list().ahead(today()).in_order())
    overdue = list(Event.objects.for_list().overdue(today()).order_by("-latest", "slug"))
    context = {
        "ahead": [event for event in ahead if event.date],
        "undated": [event for event in ahead if not event.date],
        "overdue": overdue,
        "today": today(),
        "evidence": Evidence(*overdue, *ahead),
    }
    return render(request, "agreements/watch.html", context)


def source_list(request):
    found = SourceFilter(request.GET, Source.objects.for_list())
    return _list(request, "agreements/source_list.html", found, _page(request, found))


def source_detail(request, slug):
    source = get_record(Source.objects.for_detail(), slug)
    citations = list(source.citations.with_targets().order_by("pk"))
    return render(request, "agreements/source_detail.html", {"source": source, "citations": citations})


def not_found(request, exception):
    """Answer an unknown address with what its words may have meant."""
    words = request.path.strip("/").replace("/", " ").replace("-", " ")[:100]
    context = {"suggestions": _similar(words), "reason": _reason(exception), "words": words.split()[-1:]}
    return render(request, "404.html", context, status=404)


def _similar(words):
    """Return the records whose names are nearest to `words`, best first."""
    if not words or "\x00" in words:
        return []
    found = []
    for model, field in ((Agreement, "title"), (Agency, "name"), (Country, "name"), (Mission, "name"), (Area, "name")):
        likeness = TrigramWordSimilarity(words.split()[-1] if field == "name" else words, field)
        found += model.objects.annotate(likeness=likeness).filter(likeness__gte=0.4).order_by("-likeness")[:3]
    return sorted(found, key=lambda record: -record.likeness)[:6]


def _reason(exception):
    return exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""


def _page(request, found):
    return Paginator(found.results, PAGE_SIZE).get_page(request.GET.get("page"))


def _list(request, template, found, page, **context):
    """Render a list; a filter that was not understood makes it an error, never a longer list."""
    status = 200 if found.is_valid() else 400
    return render(request, template, {"found": found, "page": page, **context}, status=status)


def _agreements(queryset):
    """Return the newest agreements of a record's page; its link to the list leads to all of them."""
    agreements = list(queryset.for_list().in_order()[:PAGE_SIZE])
    _set_status(agreements, today())
    return agreements


def _events(queryset):
    """Return the events of a record's page in order of time; its link to the chronology leads to all of them."""
    return list(queryset.for_list().in_order()[:PAGE_SIZE])


def _set_status(agreements, day):
    for agreement in agreements:
        agreement.status_now = agreement.status(day)


def _facts_in_list(agreement):
    """Return the records that a line of a list shows of an agreement."""
    return [agreement, *agreement.parties.all(), *agreement.areas.all(), *agreement.acts]


def _facts_of(agreement):
    """Return every loaded record that says something of an agreement, itself included."""
    events = list(agreement.events.all())
    return [
        agreement,
        *agreement.parties.all(),
        *events,
        *(fact for event in events for fact in _facts_of_event(event)),
        *agreement.areas.all(),
        *agreement.missions.all(),
    ]


def _facts_of_event(event):
    return [*event.agencies.all(), *event.people.all(), *event.missions.all(), *event.areas.all()]


def _together(*groups):
    return [fact for group in groups for fact in group]


def _partners(agreements, is_self):
    """Return (agency, number of agreements) for the other parties, most agreements first."""
    counts = {}
    for agreement in agreements:
        for party in agreement.principals:
            if not is_self(party.agency):
                agency, count = counts.get(party.agency_id, (party.agency, 0))
                counts[party.agency_id] = agency, count + 1
    return sorted(counts.values(), key=lambda partner: (-partner[1], partner[0].name))


def _side(text):
    side = find_side(text)  # a code or a slug: at most two queries
    if side is None:
        raise Http404(f"There is no country or agency “{text}”.")
    return side
