"""What the OpenAPI schema says of each operation: a summary, a tag, the parameters and the problems."""

from threading import Lock

from drf_spectacular.generators import SchemaGenerator as SpectacularGenerator
from drf_spectacular.openapi import AutoSchema as SpectacularAutoSchema

from opendata.answers import PLURALS, site_of
from opendata.shapes.answers import Problem
from opendata.shapes.records import SHAPES
from spacecoop.api import PROBLEM

# What the records of each kind are called.
NOUNS = {
    "agreement": ("agreements", "an agreement"),
    "agency": ("organisations", "an organisation"),
    "country": ("countries", "a country"),
    "area": ("cooperation areas", "a cooperation area"),
    "mission": ("missions and programmes", "a mission or programme"),
    "event": ("events", "an event"),
    "source": ("sources", "a source"),
    "person": ("people", "a person"),
}
TAGS = [
    {"name": "agreements", "description": "Agreements between two parties: treaties, memoranda, letters of intent."},
    {"name": "agencies", "description": "Organisations: states, governments, space agencies, institutes, companies."},
    {"name": "countries", "description": "Countries of ISO 3166-1 and former countries of ISO 3166-3."},
    {"name": "areas", "description": "Cooperation areas, in a small hierarchy."},
    {"name": "missions", "description": "Missions and programmes, with the roles of organisations in them."},
    {"name": "events", "description": "What took place, goes on, is planned, announced, under discussion or claimed."},
    {"name": "sources", "description": "The documents that statements are cited from."},
    {"name": "people", "description": "People whom sources name, with their positions."},
    {"name": "between", "description": "All that is recorded between two countries or organisations."},
    {"name": "citations", "description": "Statements with their citations."},
    {"name": "changes", "description": "What was changed, deleted or merged, to keep a copy of the data."},
    {"name": "search", "description": "Search in records of every kind."},
    {"name": "match", "description": "Match names with records, to clean a table of yours."},
]
# What the parts of a path are.
PLACES = {
    "slug": "Permanent identifier of the record.",
    "code": "ISO 3166 code of the country, in any case.",
    "one": "Code of a country, or slug of an organisation.",
    "other": "Code of the other country, or slug of the other organisation.",
}
PROBLEMS = {
    "400": "A parameter is unknown or has a value that is not understood.",
    "404": "There is no such record.",
    "429": "Too many requests; the header Retry-After says how many seconds to wait.",
}


def parameter(name, description, **schema):
    """Return a parameter of a query for the schema, a text by default."""
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "string", **schema},
    }


def names(parameters):
    return [parameter["name"] for parameter in parameters]


STATUS_ON = parameter(
    "status_on", "Day that the status of agreements refers to, such as 2022-03-01; by default today.", format="date"
)
AS_RECORDED_ON = parameter(
    "as_recorded_on",
    "A past day, such as 2026-03-01: answer from what was recorded at its end (UTC).",
    format="date",
)
EXPAND = parameter("expand", "Fields of the whole record to add to each row, comma-separated: `summary,events`.")
FIELDS = parameter(
    "fields",
    "Fields to include, comma-separated; use dots for nested fields: `slug,dates.signed`. The answer then lacks others "
    "that the schema requires.",
)
OMIT = parameter(
    "omit",
    "Fields to leave out, comma-separated; use dots for nested fields: `summary,events.people`. "
    "`citations` leaves out nested citations too.",
)


class SchemaGenerator(SpectacularGenerator):
    """Makes the schema, one thread of a process at a time: the library loads its extensions on the way, unguarded."""

    making = Lock()

    def get_schema(self, request=None, public=False):
        with self.making:
            return super().get_schema(request, public)


class AutoSchema(SpectacularAutoSchema):
    """The schema of an operation of this API. Nothing that is written for programmers here is published."""

    @property
    def kind(self):
        return getattr(self.view, "kind", None)

    def get_summary(self):
        many, single = NOUNS[self.kind]
        return f"List {many}" if self._is_list_view() else f"Get {single}"

    def get_description(self):
        many, single = NOUNS[self.kind]
        if self._is_list_view():
            return f"The {many} that match all filters, in short; `url` leads to the whole record."
        return f"All that is recorded of {single}, each statement with its sources and their words."

    def get_tags(self):
        return [PLURALS[self.kind]]

    def get_operation_id(self):
        return f"{PLURALS[self.kind]}.{'list' if self._is_list_view() else 'get'}"

    def get_response_serializers(self):
        row, whole = SHAPES[self.kind]
        return row(many=True) if self._is_list_view() else whole()

    def _is_list_view(self, serializer=None):
        return getattr(self.view, "action", "") == "list"

    def get_override_parameters(self):
        return []

    def get_operation(self, *args, **kwargs):
        operation = super().get_operation(*args, **kwargs)
        if operation:
            operation["responses"]["200"]["description"] = "Success."
            given = operation.setdefault("parameters", [])
            for place in given:
                place.setdefault("description", PLACES.get(place["name"]))
            given += self._own_parameters()
            if self.method == "GET" and getattr(self.view, "has_past", True):
                given.append(AS_RECORDED_ON)
            problem = self.resolve_serializer(Problem(), "response").ref
            for status, description in {**PROBLEMS, **getattr(self.view, "problems", {})}.items():
                operation["responses"][status] = {"description": description, "content": {PROBLEM: {"schema": problem}}}
        return operation

    def _own_parameters(self):
        return [] if self._is_list_view() else self.view.parameters


def complete(result, generator, request, public):
    """Describe the tags and the pages of lists; name the site by its whole address to whoever asks for the schema."""
    shapes = result["components"]["schemas"]
    for name, component in shapes.items():
        if name.startswith("Paginated"):
            component["description"] = "A page of a list."
    for row, _ in SHAPES.values():
        shapes[row.__name__]["additionalProperties"] = True  # what `expand` adds
    _leave_out(result, "x-spec-enum-id")
    servers = [{**server, "url": site_of(request)} for server in result["servers"]] if request else result["servers"]
    return {**result, "servers": servers, "tags": TAGS}


def _leave_out(value, key):
    """Take a key out of a schema, at any depth, in place."""
    for part in value if isinstance(value, list) else value.values():
        if isinstance(part, dict | list):
            _leave_out(part, key)
    if isinstance(value, dict):
        value.pop(key, None)
