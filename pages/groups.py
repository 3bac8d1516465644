"""Groups of countries: all of them, and the members of each with its agreements."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.asked import Results
from catalogue.groups import Group, Member, involving
from catalogue.groups import groups as all_groups
from catalogue.index.questions import Question, of_kind
from catalogue.reading import Named, named_by_key, reader
from pages.rows import agreement_rows

NEWEST = 10  # agreements on the page of a group


def groups(request: HttpRequest) -> HttpResponse:
    today = timezone.now().date()
    counts = {slug: reader().count(_agreements(group, today)) for slug, group in all_groups().items()}
    return render(request, "groups.html", {"groups": all_groups().values(), "names": _names(), "counts": counts})


def group(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in all_groups():
        raise Http404(_("There is no group “{slug}”.").format(slug=slug[:100]))
    shown, today = all_groups()[slug], timezone.now().date()
    agreements = Results(_agreements(shown, today), "by_newest")
    context = {
        "group": shown,
        "wider": shown.wider and all_groups()[shown.wider],
        "parts": [part for part in all_groups().values() if part.wider == slug],
        "members": _named_members(shown),
        "agreements": agreement_rows(agreements[:NEWEST], today),
        "agreement_count": agreements.count(),
    }
    return render(request, "group.html", context)


def _names() -> dict[str, str]:
    return {slug: group.name for slug, group in all_groups().items()}


def _agreements(group: Group, day: date) -> Question:
    return of_kind("agreement") & involving(group, day)


def _named_members(group: Group) -> list[tuple[Named, Member]]:
    """Return (the country as Named, its Member) of each member that is recorded, by name. Cost: one query."""
    named = named_by_key("country", [member.code for member in group.members])
    members = [(named[member.code], member) for member in group.members if member.code in named]
    return sorted(members, key=lambda pair: pair[0].by_name)
