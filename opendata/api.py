"""The read-only API, agencies and countries included: what shows citations is served from here."""

from urllib.parse import urlencode

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.db.models import Count
from django.urls import include, path, re_path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.views import APIView

from agencies.models import Agency, Country
from agreements.models import (
    Agreement,
    Area,
    Citation,
    Event,
    Mission,
    Source,
)
from catalogue.filters import AgreementFilter, AreaFilter, EventFilter, MissionFilter, SourceFilter
from catalogue.sides import find_side, known_sides, side_key
from catalogue.who_filters import AgencyFilter, CountryFilter
from opendata.serializers import (
    AgreementSerializer,
    AreaSerializer,
    BetweenSerializer,
    EventSerializer,
    MissionSerializer,
    SourceSerializer,
)
from opendata.who_serializers import AgencySerializer, CountrySerializer
from pages.search_views import SearchView
from pages.views import StatusDayForm
from spacecoop.api import (
    SELECTION_PARAMETERS,
    AutoSchema,
    Problem,
    Selection,
    ViewSet,
    no_such_address,
    refuse_unknown,
)
from spacecoop.filters import nearest

ON = OpenApiParameter("on", str, description="The day of the status, such as 2022-03-01; today by default.")
CHOICE_OF_KEYS = [OpenApiParameter(one["name"], str, description=one["description"]) for one in SELECTION_PARAMETERS]


@extend_schema_view(retrieve=extend_schema(parameters=[ON]))
class AgreementViewSet(ViewSet):
    """Agreements, with their parties, dates, status on a day, areas, missions, relations, events and citations."""

    queryset = Agreement.objects.for_api()
    serializer_class = AgreementSerializer
    filterset_class = AgreementFilter
    detail_parameters = ("on",)

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "on": self._day()}

    def prepare(self, agreements):
        facts = []
        for agreement in agreements:
            facts += [agreement, *agreement.parties.all(), *agreement.events.all()]
            facts += [*agreement.area_facts, *agreement.mission_facts, *agreement.relation_facts]
        Citation.objects.attach_to(*facts)

    def _day(self):
        if getattr(self, "swagger_fake_view", False):
            return timezone.now().date()
        form = StatusDayForm(self.request.query_params)
        if not form.is_valid():
            raise Problem([{"parameter": "on", "message": form.errors["on"][0], "suggestion": None}])
        return form.day


class AgencyViewSet(ViewSet):
    """Agencies of every kind, with their names and the offices held in them."""

    queryset = Agency.objects.for_api().annotate(agreement_count=Count("parties__agreement", distinct=True))
    serializer_class = AgencySerializer
    filterset_class = AgencyFilter

    def prepare(self, agencies):
        facts = [fact for agency in agencies for fact in (agency, *agency.names.all(), *agency.offices.all())]
        Citation.objects.attach_to(*facts)


class CountryViewSet(ViewSet):
    """Countries of ISO 3166-1 and former ones of ISO 3166-3."""

    queryset = Country.objects.for_detail().counted()
    serializer_class = CountrySerializer
    filterset_class = CountryFilter
    lookup_field = "code"

    def get_object(self):
        self.kwargs["code"] = self.kwargs["code"].upper()
        return super().get_object()

    def prepare(self, countries):
        Citation.objects.attach_to(*(name for country in countries for name in country.names.all()))


class AreaViewSet(ViewSet):
    """Cooperation areas, a small hierarchy."""

    queryset = Area.objects.for_detail().annotate(agreement_count=Count("agreements", distinct=True))
    serializer_class = AreaSerializer
    filterset_class = AreaFilter

    def prepare(self, areas):
        Citation.objects.attach_to(*(fact for area in areas for fact in (area, *area.labels.all())))


class MissionViewSet(ViewSet):
    """Missions of every kind, with who does what in them."""

    queryset = Mission.objects.for_detail().annotate(agreement_count=Count("agreements", distinct=True))
    serializer_class = MissionSerializer
    filterset_class = MissionFilter

    def prepare(self, missions):
        facts = [fact for mission in missions for fact in (mission, *mission.names.all(), *mission.roles.all())]
        Citation.objects.attach_to(*facts)


class EventViewSet(ViewSet):
    """Events: what happened, goes on, is planned, announced, discussed or claimed."""

    queryset = Event.objects.for_detail()
    serializer_class = EventSerializer
    filterset_class = EventFilter

    def prepare(self, events):
        facts = []
        for event in events:
            facts += [event, *event.agencies.all(), *event.people.all(), *event.missions.all(), *event.areas.all()]
        Citation.objects.attach_to(*facts)


class SourceViewSet(ViewSet):
    """Sources, with the number of citations that rest on each."""

    queryset = Source.objects.for_detail()
    serializer_class = SourceSerializer
    filterset_class = SourceFilter


class BetweenView(APIView):
    """Everything between two countries, two agencies, or one of each: agreements, and events of every modality."""

    schema = AutoSchema()
    most = 100

    @extend_schema(parameters=[ON, *CHOICE_OF_KEYS], responses=BetweenSerializer, operation_id="between")
    def get(self, request, one, other):
        refuse_unknown(request, ["on", *Selection.parameters])
        sides = [self.side(one), self.side(other)]
        keys = [side_key(side) for side in sides]
        answer = {
            "sides": [
                {"kind": side._meta.model_name, "key": key, "name": side.name}
                for side, key in zip(sides, keys, strict=True)
            ],
            "agreements": self.found(AgreementViewSet, Agreement.objects.between(*keys), keys),
            "events": self.found(EventViewSet, Event.objects.with_sides(*keys), keys),
        }
        return Response(Selection(request, BetweenSerializer()).of(answer))

    def found(self, viewset, queryset, keys):
        view = viewset(request=self.request, format_kwarg=None)
        loading = view.queryset.filter(pk__in=queryset.values("pk")).in_order()
        records = list(loading[: self.most])
        view.prepare(records)
        name = view.queryset.model._meta.verbose_name_plural
        query = urlencode([("party", key) for key in keys])
        return {
            "count": queryset.count(),
            "all": self.request.build_absolute_uri(f"/api/v1/{name}/?{query}"),
            "results": view.get_serializer(records, many=True).data,
        }

    def side(self, text):
        side = find_side(text)
        if side is None:
            suggestion = nearest(text[:100], known_sides())
            hint = f" Did you mean “{suggestion}”?" if suggestion else ""
            raise NotFound(f"There is no country or agency “{text[:100]}”.{hint}")
        return side


router = DefaultRouter()
router.include_format_suffixes = False
router.register("agreements", AgreementViewSet)
router.register("agencies", AgencyViewSet)
router.register("countries", CountryViewSet)
router.register("areas", AreaViewSet)
router.register("missions", MissionViewSet)
router.register("events", EventViewSet)
router.register("sources", SourceViewSet)

# The page's own program writes styles into it; scripts come from this host alone, as everywhere.
docs = csp_update({"style-src": [SELF, UNSAFE_INLINE]})(SpectacularSwaggerSplitView.as_view(url_name="schema"))

urlpatterns = [
    path("", docs, name="api-docs"),
    path("v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("v1/between/<str:one>/<str:other>/", BetweenView.as_view(), name="api-between"),
    path("v1/search/", SearchView.as_view(), name="api-search"),
    path("v1/", include(router.urls)),
    re_path(r"^(?P<path>.+)$", no_such_address),
]
