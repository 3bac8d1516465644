"""Matching by the API: a table of names, and for each the records that it may mean."""

from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue.matching import KINDS, Asked, in_words, match
from opendata.answers import OneFormat, addresses, site_of
from opendata.reconciliation.messages import bounded, of_kind, only_keys, read_json
from opendata.schema import AutoSchema
from opendata.shapes.answers import Matches, NameToMatch
from spacecoop.api import Problem, refuse_unknown
from spacecoop.hints import did_you_mean, nearest
from spacecoop.words import listed

KEYS = ("name", "kind", "country")
MOST = 50  # names in a request


class JSONParser(BaseParser):
    """Read JSON, however deep its lists go: the framework's own parser fails on what nobody means."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        return read_json(stream.read(), "body", list)


class MatchView(APIView):
    """Match names with records. It changes nothing: the names are in the body because they may be many."""

    schema = AutoSchema()
    content_negotiation_class = OneFormat
    parser_classes = [JSONParser]
    parameters = ()

    @extend_schema(
        operation_id="match.find",
        summary="Match names with records",
        description=f"For each name of a list, at most {MOST}, the records that it may mean, and why. Nothing is "
        "stored. A name that several records have is left open: the kind or the country decides.",
        tags=["match"],
        request=NameToMatch(many=True),
        responses=Matches,
    )
    def post(self, request):
        refuse_unknown(request.query_params)
        names = bounded(of_kind(request.data, list, "body"), MOST, "body")
        asked = [_asked(name, str(place)) for place, name in enumerate(names)]
        site = site_of(request)
        return Response({"results": [_result(*told, site) for told in zip(names, asked, match(asked), strict=True)]})


def _asked(told, place):
    only_keys(of_kind(told, dict, place), KEYS, place)
    name = of_kind(told.get("name"), str, f"{place}.name")
    kind, country = (told.get(key) or "" for key in ("kind", "country"))
    if kind and kind not in KINDS:
        near = nearest(str(kind)[:100], KINDS)
        unknown = gettext("“{kind}” is not a kind to match: use {known}.")
        message = unknown.format(kind=str(kind)[:100], known=listed(KINDS, "or"))
        raise Problem.of(f"{place}.kind", message + did_you_mean(near), near)
    values = {"country": [of_kind(country, str, f"{place}.country")]} if country else {}
    return Asked(name, (kind,) if kind else KINDS, values)


def _result(told, asked, found, site):
    return {
        "name": told["name"],
        "kind": told.get("kind") or None,
        "country": told.get("country") or None,
        "note": in_words(told["name"], found),
        "candidates": [_candidate(candidate, site) for candidate in found],
    }


def _candidate(candidate, site):
    return {
        "kind": candidate.record.kind,
        "slug": candidate.record.slug,
        "name": str(candidate.record),
        "score": candidate.score,
        "match": candidate.is_match,
        "matched_by": candidate.how,
        "matched_name": candidate.form,
        "reason": candidate.reason,
        "differs": list(candidate.differs),
        **{
            name: url
            for name, url in addresses(candidate.record.kind, candidate.record.slug, site).items()
            if name != "events_url"
        },
    }
