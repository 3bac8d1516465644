"""The addresses of the API."""

from urllib.parse import urlencode

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.views import APIView

from catalogue.asked import Results
from catalogue.filters import (
    AgencyFilter,
    AgreementFilter,
    AreaFilter,
    CountryFilter,
    EventFilter,
    MissionFilter,
    PersonFilter,
    SourceFilter,
)
from catalogue.index.questions import every, of_kind
from catalogue.sides import find_side, near_countries, near_sides, sharing_sides
from opendata.answers import PLURALS, JSONRenderer, OneFormat, addresses, site_of
from opendata.changes import ChangesView
from opendata.citations import CitationsView
from opendata.keys import KeyChoice
from opendata.matching import MatchView
from opendata.schema import FIELDS, OMIT, STATUS_ON, AutoSchema, names
from opendata.search import SearchView
from opendata.shapes.answers import Between
from opendata.viewsets import DocumentViewSet, answers_for, day_asked, not_found
from spacecoop.api import no_such_address, refuse_unknown
from spacecoop.words import listed


class AgreementViewSet(DocumentViewSet):
    kind = "agreement"
    filterset_class = AgreementFilter
    content_negotiation_class = OneFormat
    parameters = (STATUS_ON, FIELDS, OMIT)


class AgencyViewSet(DocumentViewSet):
    kind = "agency"
    filterset_class = AgencyFilter


class CountryViewSet(DocumentViewSet):
    kind = "country"
    filterset_class = CountryFilter
    lookup_field = "code"

    def near(self, wrong):
        return near_countries(wrong)


class AreaViewSet(DocumentViewSet):
    kind = "area"
    filterset_class = AreaFilter


class MissionViewSet(DocumentViewSet):
    kind = "mission"
    filterset_class = MissionFilter


class EventViewSet(DocumentViewSet):
    kind = "event"
    filterset_class = EventFilter


class SourceViewSet(DocumentViewSet):
    kind = "source"
    filterset_class = SourceFilter


class PersonViewSet(DocumentViewSet):
    kind = "person"
    filterset_class = PersonFilter


# The lists by the name that they have in addresses.
LISTS = {
    PLURALS[viewset.kind]: viewset
    for viewset in (
        AgreementViewSet,
        AgencyViewSet,
        CountryViewSet,
        AreaViewSet,
        MissionViewSet,
        EventViewSet,
        SourceViewSet,
        PersonViewSet,
    )
}


class BetweenView(APIView):
    """Everything between two countries, two agencies, or one of each."""

    schema = AutoSchema()
    content_negotiation_class = OneFormat
    parameters = (STATUS_ON, FIELDS, OMIT)
    most = 100

    @extend_schema(
        operation_id="between.get",
        summary="Get all between two countries or organisations",
        description="The newest agreements and the oldest events of the two, a hundred at most of each.",
        tags=["between"],
        responses=Between,
    )
    def get(self, request, one, other):
        refuse_unknown(request.query_params, names(self.parameters))
        choice, self.day = KeyChoice(request.query_params, Between), day_asked(request.query_params)
        sides = [side_named(one), side_named(other)]
        keys = [side.key for side in sides]
        answer = {
            "html_url": request.build_absolute_uri(f"/between/{sides[0].slug}/{sides[1].slug}/"),
            "sides": [self._side_answer(side) for side in sides],
            "agreements": self._part("agreement", "by_newest", keys),
            "events": self._part("event", "by_oldest", keys),
        }
        return Response(choice.of(answer))

    def _side_answer(self, side):
        urls = addresses(side.kind, side.slug, site_of(self.request))
        return {"kind": side.kind, "key": side.key, "name": side.name, **urls}

    def _part(self, kind, order, sides):
        records = Results(of_kind(kind) & every("party", sides), order)
        query = urlencode([("party", side) for side in sides])
        return {
            "count": records.count(),
            "results_url": self.request.build_absolute_uri(f"/api/v1/{PLURALS[kind]}/?{query}"),
            "results": answers_for(self.request, kind, self.day).rows(records[: self.most]),
        }


def side_named(text):
    """Return as Named the country or organisation that a text names.

    Raises: NotFound.
    """
    if side := find_side(text):
        return side
    wrong = text[:100].replace("\x00", "")
    if shared := sharing_sides(wrong):
        raise not_found(f"“{wrong}” may be {listed(shared, 'or')}: say which.", wrong, lambda text: [])
    raise not_found(f"There is no country or organisation “{wrong}”.", wrong, near_sides)


class RefusesInJSON:
    """A view of another library that refuses as everywhere in the API."""

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.exception:
            response.accepted_renderer = JSONRenderer()
        return response


class DocsView(RefusesInJSON, SpectacularSwaggerSplitView):
    """The schema as a page to try it."""


class SchemaView(RefusesInJSON, SpectacularAPIView):
    """The schema itself, in the original language: the library would take any text for another one."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        refuse_unknown(request.query_params, ["format"])


router = DefaultRouter()
router.include_format_suffixes = False
for name, viewset in LISTS.items():
    router.register(name, viewset, basename=viewset.kind)

# The page's own program writes styles into it; scripts come from this host alone, as everywhere.
docs = csp_update({"style-src": [SELF, UNSAFE_INLINE]})(require_safe(DocsView.as_view(url_name="schema")))

filtersets = {name: viewset.filterset_class for name, viewset in LISTS.items()}
urlpatterns = [
    path("try/", docs, name="api-docs"),
    path("v1/schema/", SchemaView.as_view(), name="schema"),
    path("v1/between/<str:one>/<str:other>/", BetweenView.as_view(), name="api-between"),
    path("v1/citations/", CitationsView.as_view(filtersets=filtersets), name="api-citations"),
    path("v1/changes/", ChangesView.as_view(), name="api-changes"),
    path("v1/search/", SearchView.as_view(), name="api-search"),
    path("v1/match/", MatchView.as_view(), name="api-match"),
    path("v1/", include(router.urls)),
    re_path(r"^(?P<path>(?s:.+))\Z", no_such_address),
]
