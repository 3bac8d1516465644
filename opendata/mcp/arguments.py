"""The arguments of tools: JSON schemas, and refusals from which an assistant learns what to send."""

from functools import cache

import orjson
from jsonschema import Draft202012Validator

from opendata.api import filtersets
from opendata.citations import filters_of
from spacecoop.api import Problem
from spacecoop.hints import did_you_mean, nearest
from spacecoop.words import listed

LONGEST = 1000  # characters of a text


def arguments(required=(), **properties):
    """Return the schema of arguments; nothing else may be sent."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }


def text(description, **more):
    return {"type": "string", "description": description, "maxLength": LONGEST, **more}


def choice(description, values):
    return {"type": "string", "description": description, "enum": [*values]}


def whole(description, most, default):
    return {"type": "integer", "description": description, "minimum": 1, "maximum": most, "default": default}


@cache
def filters():
    """Return the schema of the filters of all lists, each with the lists that take it."""
    properties = {parameter["name"]: _filter(parameter) for parameter in filters_of(filtersets)}
    description = "Filters by name. Several values of one filter are a list."
    return {"type": "object", "description": description, "properties": properties, "additionalProperties": False}


def _filter(parameter):
    values = {
        "type": "string",
        **{key: [*map(str, told)] for key, told in parameter["schema"].items() if key == "enum"},
    }
    many = {"type": "array", "items": values, "maxItems": 20}
    return {"description": str(parameter["description"]), "anyOf": [values, many]}


def refuse_illegible(given):
    """Raise a Problem for half of a sign, which JSON may write in a text or a name, and for lists without end."""
    try:
        orjson.dumps(given)
    except TypeError:
        raise Problem.of(
            "arguments", "Give texts of whole signs (none from \\ud800 to \\udfff), and no deep lists."
        ) from None


def refuse_wrong(schema, given, tool):
    """Raise a Problem for arguments that a schema does not allow."""
    errors = [_told(error, tool) for error in Draft202012Validator(schema).iter_errors(given)]
    if errors:
        raise Problem([error for some in errors for error in some])


def _told(error, tool):
    """Return what is wrong in the words of the API, with the way out."""
    place = ".".join(map(str, error.absolute_path))
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        return [_unknown(name, known, place or tool) for name in error.instance if name not in known]
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        return [
            _error(name, f"“{name}” is missing: {error.schema['properties'][name]['description']}") for name in missing
        ]
    if error.validator == "enum":
        near = nearest(str(error.instance)[:100], error.validator_value)
        use = f"use {listed(error.validator_value, 'or')}.{did_you_mean(near)}"
        return [_error(place, f"“{str(error.instance)[:100]}” is not a value of “{place}”: {use}", near)]
    return [_error(place, f"“{place}” is not understood: {_wanted(error.schema)}")]


def _wanted(schema):
    kinds = {
        "string": "give a text",
        "integer": "give a whole number",
        "object": "give an object",
        "array": "give a list",
    }
    if "anyOf" in schema:
        return "give a text or a list of texts."
    bounds = f" from {schema['minimum']} to {schema['maximum']}" if "minimum" in schema else ""
    length = f" of at most {schema['maxLength']} characters" if "maxLength" in schema else ""
    return f"{kinds[schema['type']]}{bounds}{length}."


def _unknown(name, known, place):
    near = nearest(name[:100], known)
    return _error(name[:100], f"Unknown “{name[:100]}” in “{place}”: use {', '.join(known)}.{did_you_mean(near)}", near)


def _error(parameter, message, suggestion=None):
    return {"parameter": parameter, "message": message, "suggestion": suggestion}
