"""The read-only API, agencies and countries included: what shows citations is served from here."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.db.models import Count
from django.urls import include, path, re_path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from agencies.filters import AgencyFilter, CountryFilter
from agencies.models import Agency, Country
from agencies.serializers import AgencySerializer, CountrySerializer
from agreements.filters import AgreementFilter, AreaFilter, EventFilter, MissionFilter, SourceFilter
from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementMission,
    Area,
    Citation,
    Event,
    Mission,
    Relation,
    Source,
)
from agreements.serializers import (
    AgreementSerializer,
    AreaSerializer,
    EventSerializer,
    MissionSerializer,
    SourceSerializer,
)
from agreements.views import StatusDayForm
from spacecoop.api import Problem, ViewSet, no_such_address

ON = OpenApiParameter("on", str, description="The day of the status, such as 2022-03-01; today by default.")


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
            agreement.area_facts = _facts(AgreementArea, agreement.area_links)
            agreement.mission_facts = _facts(AgreementMission, agreement.mission_links)
            agreement.relation_facts = _facts(Relation, agreement.relation_links)
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


def _facts(model, links):
    """Return unsaved stand-ins for the rows behind `links`, to hold their citations."""
    facts = [model(pk=link["id"]) for link in links]
    for fact, link in zip(facts, links, strict=True):
        fact.link = link
    return facts


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
    path("v1/", include(router.urls)),
    re_path(r"^(?P<path>.+)$", no_such_address),
]
