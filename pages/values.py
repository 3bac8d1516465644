"""The values of a facet, all of them: each leads to the list that it narrows."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from catalogue.facets import LISTED, MOST_LISTED, WORDS, all_options
from catalogue.filters import AgreementFilter
from catalogue.matrix import MatrixFilter
from catalogue.ties import NetworkFilter
from pages.pictures.map_numbers import MapFilter
from spacecoop.addresses import address_of

PAGE_SIZE = 300
# The views of agreements that have a panel with facets.
VIEWS = {"agreements": AgreementFilter, "map": MapFilter, "network": NetworkFilter, "matrix": MatrixFilter}


def values(request, view, name):
    if view not in VIEWS or name not in LISTED:
        raise Http404(_("There is no list of agreements by “{name}”.").format(name=name[:100]))
    found = VIEWS[view](request.GET)
    options = Paginator(all_options(found, name), PAGE_SIZE)
    single, many = WORDS[name]
    context = {
        "found": found,
        "page": options.get_page(request.GET.get("page")),
        "is_cut": options.count >= MOST_LISTED,
        "one": single,
        "many": many,
        "list": address_of(view),
    }
    return render(request, "values.html", context, status=200 if found.is_valid() else 400)
