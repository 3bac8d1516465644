"""The lists: each finds records by its filters and shows the rows of their documents."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render

from agreements.models import EventMission, FacetTotal, Party
from catalogue.facets import facets_of
from catalogue.filters import (
    AgencyFilter,
    AgreementFilter,
    AreaFilter,
    CountryFilter,
    MissionFilter,
    PersonFilter,
    SourceFilter,
    TimelineFilter,
)
from catalogue.pairs import PairFilter, Pairs, with_sides
from catalogue.reading import bodies, rows
from pages.headings import headings_of
from pages.panel import Panel
from pages.pictures.timeline import draw_found
from pages.rows import agreement_rows

PAGE_SIZE = 25
# The filters that stand open, in their groups.
OF_AGREEMENTS = [
    ("", ["party"]),
    ("", ["agency"]),
    ("", ["kind"]),
    ("", ["status", "status_on"]),
    ("Period", ["action", "from", "to", "match"]),
    ("", ["area"]),
]
OF_EVENTS = [
    ("", ["party"]),
    ("", ["kind"]),
    ("", ["reported_as"]),
    ("Period", ["from", "to", "match"]),
    ("", ["area"]),
]
OF_SOURCES = [("", ["q"]), ("", ["kind"]), ("Published", ["from", "to", "match"])]
OF_OTHERS = [("", [name]) for name in ("q", "kind", "country", "agency", "broader", "former")]


def agreements(request):
    found = AgreementFilter(request.GET)
    total, facets = facets_of(found, getattr(request, "state", None))
    page = page_of(request, found.results, total)
    context = {
        "rows": agreement_rows(keys_of(page), found.on_this_day),
        "day": found.on_this_day,
        "headings": headings_of(found, date=("Date", "-date", "date"), title=("Title", "title")),
    }
    return answer(request, "agreements.html", found, page, OF_AGREEMENTS, facets, **context)


def countries(request):
    found = CountryFilter(request.GET)
    page = page_of(request, found.results)
    shown = {country.pk: country for country in page}
    context = {
        "rows": rows("country", shown),
        "agreements": {key: country.agreement_count for key, country in shown.items()},
        "organisations": {key: country.agency_count for key, country in shown.items()},
    }
    return answer(request, "countries.html", found, page, OF_OTHERS, **context)


def agencies(request):
    found = AgencyFilter(request.GET)
    page = page_of(request, found.results)
    return counted(request, "agencies.html", found, page, keys_of(page), "agency", "agencies")


def missions(request):
    found = MissionFilter(request.GET)
    page = page_of(request, found.results)
    keys = keys_of(page)
    return counted(request, "missions.html", found, page, keys, "mission", "missions", events=events_on(keys))


def events_on(missions):
    """Return the number of events on each of the missions with these keys. Cost: one query."""
    links = EventMission.objects.filter(mission__in=missions).order_by().values_list("mission")
    return dict.fromkeys(missions, 0) | dict(links.annotate(Count("event", distinct=True)))


def areas(request):
    found = AreaFilter(request.GET)
    page = page_of(request, found.results)
    return counted(request, "areas.html", found, page, keys_of(page), "area", "areas")


def counted(request, template, found, page, keys, kind, facet, **context):
    """Render a list of records of which each has a number of agreements: that of a value of a facet."""
    context |= {"rows": rows(kind, keys), "agreements": FacetTotal.objects.under(facet, keys)}
    return answer(request, template, found, page, OF_OTHERS, **context)


def events(request):
    found = TimelineFilter(request.GET)
    page = page_of(request, found.results)
    context = {
        "rows": rows("event", keys_of(page)),
        "timeline": draw_found(found, page.paginator.count) if page.paginator.count else None,
        "lanes": found.form.cleaned_data["lanes"] if found.is_valid() else "",
    }
    return answer(request, "events.html", found, page, OF_EVENTS, **context)


def sources(request):
    found = SourceFilter(request.GET)
    page = page_of(request, found.results)
    headings = headings_of(found, date=("Published", "-date", "date"), title=("Title", "title"))
    return answer(
        request, "sources.html", found, page, OF_SOURCES, rows=rows("source", keys_of(page)), headings=headings
    )


def people(request):
    found = PersonFilter(request.GET)
    page = page_of(request, found.results)
    shown = bodies("person", keys_of(page))
    return answer(
        request, "people.html", found, page, OF_OTHERS, rows=shown, headings=headings_of(found, name=("Name", "name"))
    )


def pairs(request):
    found = PairFilter(request.GET)
    page = page_of(request, Pairs(found.side) if found.is_valid() else Party.objects.none())
    kept = AgreementFilter(request.GET)
    context = {"pairs": with_sides(page.object_list, found.side), "agreements_filter": kept}
    return answer(request, "pairs.html", found, page, [("", ["sides"])], **context)


def page_of(request, records, total=None):
    """Return the page of a list that is asked for; `total` saves counting again what is counted already."""
    paginator = Paginator(records, PAGE_SIZE)
    if total is not None:
        paginator.count = total
    return paginator.get_page(request.GET.get("page"))


def keys_of(page):
    """Return the primary keys of the records of a page. Cost: one query."""
    return list(page.object_list.values_list("pk", flat=True))


def answer(request, template, found, page, groups=(), facets=(), **context):
    """Render a list; a filter that was not understood makes it an error, never a longer list.

    `groups`: the filters that stand open, see `Panel`.
    """
    context |= {"found": found, "page": page, "panel": Panel(found, groups, facets)}
    return render(request, template, context, status=200 if found.is_valid() else 400)
