"""The pages of one record each: a document, the notes of its facts, and what is asked of other records."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from agencies.countries import successors_of
from agreements.models import Citation, Source
from agreements.models.citations import CITABLE
from catalogue.asked import Results
from catalogue.contents import title_of
from catalogue.dressing import foreseen_on, status_on
from catalogue.groups import groups_with
from catalogue.index.questions import Has, of_kind
from catalogue.profiles import agreements_of, events_of, profile_of, with_predecessors
from catalogue.reading import Named, bodies, names_of, read, reader, rows
from catalogue.successions import AFTER, BEFORE, line_of, states_of
from pages.agreement_parts import around_agreement, parts_of_agreement
from pages.citing import citation_of_agreement, reference_of_agreement, reference_of_source
from pages.facts import apart, facts_of_agreement, facts_of_event
from pages.notes import Notes
from pages.pictures.dateline import KEY_ACTS
from pages.pictures.histories import draw_agency, draw_area, draw_country, draw_mission, draw_source
from pages.queries import canonical
from pages.rows import agreement_rows
from pages.structured import structured
from spacecoop.addresses import address_of
from spacecoop.filters import DayField
from spacecoop.models import Collection

NEWEST = 10  # agreements on the page of another record
LATEST = 5  # events
MOST_LISTED = 25  # organisations and missions
MOST = 50  # events of a person, quotations on a page of a source


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
        **parts_of_agreement(document),
        **around_agreement(document),
    }
    return _answer(request, "agreement", document, facts_of_agreement(document, context), **context)


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
        *apart(document, "founded", "dissolved", "parent"),
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
    facts = [*apart(document, "part_of"), *document["names"], *document["roles"]]
    return _answer(request, "mission", document, facts, **_activity("mission", document, draw_mission(document)))


def event(request, slug):
    document = read("event", slug)
    facts = facts_of_event(document, "date", "effective", "until", "place")
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
