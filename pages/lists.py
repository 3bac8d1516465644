"""The lists: each finds records by its filters and shows the rows of their documents."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.asked import counted_by
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
from catalogue.index.tokens import fold
from catalogue.pairs import Pairs, with_sides
from catalogue.reading import bodies, rows
from catalogue.ties import NetworkFilter
from pages.headings import headings_of
from pages.panel import Panel
from pages.pictures.timeline import draw_found
from pages.queries import as_query
from pages.rows import agreement_rows
from spacecoop.addresses import address_of
from spacecoop.languages import present

PAGE_SIZE = 25
# The filters that stand open, in their groups.
OF_AGREEMENTS = [
    ("", ["party"]),
    ("", ["agency"]),
    ("", ["form"]),
    ("", ["status", "status_on"]),
    (gettext_lazy("Period"), ["action", "from", "to", "match"]),
    ("", ["area"]),
]
OF_EVENTS = [
    ("", ["party"]),
    ("", ["kind"]),
    ("", ["reported_as"]),
    (gettext_lazy("Period"), ["from", "to", "match"]),
    ("", ["area"]),
]
OF_SOURCES = [("", ["q"]), ("", ["kind"]), (gettext_lazy("Published"), ["from", "to", "match"])]
OF_OTHERS = [("", [name]) for name in ("q", "kind", "country", "agency", "broader", "former")]


def agreements(request):
    found = AgreementFilter(request.GET)
    total, facets = facets_of(found)
    page = page_of(request, found.results, total)
    context = {
        "rows": agreement_rows(page.object_list, found.on_this_day),
        "day": found.on_this_day,
        "headings": headings_of(found, date=(_("Date"), "-date", "date"), title=(_("Title"), "title")),
    }
    return answer(request, "agreements.html", found, page, OF_AGREEMENTS, facets, **context)


def countries(request):
    found = CountryFilter(request.GET)
    page = page_of(request, _countries_in_order(found))
    shown = rows("country", page.object_list)
    codes = [row["code"] for row in shown]
    numbers = {"agreements": counted_by("agreement", "country", codes)}
    numbers["organisations"] = counted_by("agency", "country", codes)
    return answer(request, "countries.html", found, page, OF_OTHERS, rows=shown, **numbers)


def _countries_in_order(found):
    """Return the keys of the countries that are found; by name in the order of the names that a reader sees.

    Cost: by name in another language than English, whose order the index has, a query for all.
    """
    results = found.results
    if not found.is_valid() or found.form.cleaned_data["order"] != "name" or present() == settings.LANGUAGE_CODE:
        return results
    keys = list(results[:])
    names = {key: fold(row["name"]) for key, row in zip(keys, rows("country", keys), strict=True)}
    return sorted(keys, key=names.get)


def agencies(request):
    return counted(request, "agency", "agencies.html", AgencyFilter(request.GET))


def missions(request):
    return counted(request, "mission", "missions.html", MissionFilter(request.GET), events="event")


def areas(request):
    return counted(request, "area", "areas.html", AreaFilter(request.GET))


def counted(request, kind, template, found, **others):
    """Render a list of records with the number of agreements of each; `others`: names of further numbers and kinds."""
    page = page_of(request, found.results)
    shown = rows(kind, page.object_list)
    slugs = [row["slug"] for row in shown]
    numbers = {name: counted_by(other, kind, slugs) for name, other in {"agreements": "agreement", **others}.items()}
    return answer(request, template, found, page, OF_OTHERS, rows=shown, **numbers)


def events(request):
    found = TimelineFilter(request.GET)
    page = page_of(request, found.results)
    context = {
        "rows": rows("event", page.object_list),
        "timeline": draw_found(found) if page.paginator.count else None,
        "lanes": found.form.cleaned_data["lanes"] if found.is_valid() else "",
    }
    return answer(request, "events.html", found, page, OF_EVENTS, **context)


def sources(request):
    found = SourceFilter(request.GET)
    page = page_of(request, found.results)
    headings = headings_of(found, date=(_("Published"), "-date", "date"), title=(_("Title"), "title"))
    return answer(
        request, "sources.html", found, page, OF_SOURCES, rows=rows("source", page.object_list), headings=headings
    )


def people(request):
    found = PersonFilter(request.GET)
    page = page_of(request, found.results)
    shown = bodies("person", page.object_list)
    slugs = [row["slug"] for row in shown]
    numbers = {
        name: counted_by(kind, "person", slugs) for name, kind in (("agreements", "agreement"), ("events", "event"))
    }
    headings = headings_of(found, name=(_("Name"), "name"))
    return answer(request, "people.html", found, page, OF_OTHERS, rows=shown, headings=headings, **numbers)


def pairs(request):
    found = NetworkFilter(request.GET)
    total, facets = facets_of(found)
    page = page_of(request, Pairs(found.side, found.results.question) if found.is_valid() else [])
    context = {
        "pairs": [
            (pair, list_behind(found, pair.one, pair.other)) for pair in with_sides(page.object_list, found.side)
        ],
        "agreement_count": total,
        "agreements_query": as_query(found.active_without("sides")),
    }
    return answer(request, "pairs.html", found, page, [("", ["sides"]), *OF_AGREEMENTS], facets, **context)


def list_behind(found, *sides):
    """Return the address of the list of the agreements that a NetworkFilter finds between two sides, Named."""
    asked = found.active_without("sides")
    parties = [("party", side.key) for side in sides]
    return f"{address_of('agreements')}{as_query([*asked, *(party for party in parties if party not in asked)])}"


def page_of(request, records, total=None):
    """Return the page of a list that is asked for; `total` saves counting again what is counted already."""
    paginator = Paginator(records, PAGE_SIZE)
    if total is not None:
        paginator.count = total
    return paginator.get_page(request.GET.get("page"))


def answer(request, template, found, page, groups=(), facets=(), **context):
    """Render a list; a filter that was not understood makes it an error, never a longer list.

    `groups`: the filters that stand open, see `Panel`.
    """
    context |= {"found": found, "page": page, "panel": Panel(found, groups, facets)}
    return render(request, template, context, status=200 if found.is_valid() else 400)
