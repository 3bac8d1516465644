"""The reference of the API in the frame of the site, made from its schema: operations, parameters and keys."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.shortcuts import render
from django.urls import path
from django.utils import translation
from django.views.decorators.http import require_safe

from opendata.examples import examples
from opendata.schema import SchemaGenerator

FORMATS = {"date": "day", "uri": "web address", "date-time": "time"}
VALUE = re.compile(r"^\* `(.+?)` - (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an answer, or a parameter of an operation.

    `type`: in words; `shape`: the name of the shape that its value has, else ""; `values`: {value: what it means}.
    """

    name: str
    type: str
    shape: str
    about: str
    values: dict
    is_required: bool


@require_safe
def reference(request):
    """Tell what can be asked of the API, by tag."""
    described = _described()
    operations = [
        _operation(path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    tags = [
        (tag, [operation for operation in operations if tag["name"] in operation["tags"]]) for tag in described["tags"]
    ]
    return render(request, "reference.html", {"tags": tags})


@require_safe
def fields(request):
    """Tell what every key of an answer means, by shape."""
    shapes = [_shape(name, shape) for name, shape in _described()["components"]["schemas"].items()]
    return render(request, "fields.html", {"shapes": shapes})


@cache
def _described():
    with translation.override(settings.LANGUAGE_CODE):
        return SchemaGenerator().get_schema(request=None, public=True)


def _operation(path, method, operation):
    return {
        **operation,
        "method": method.upper(),
        "path": path,
        "parameters": [_parameter(parameter) for parameter in operation["parameters"]],
        "body": _sent(operation["requestBody"]) if "requestBody" in operation else None,
        "answer": _sent(operation["responses"]["200"]),
        "examples": [example for example in examples() if example["operation"] == operation["operationId"]],
    }


def _sent(told):
    """Return the shape of what is sent or answered."""
    [content] = told["content"].values()
    name = _name_of(content["schema"])
    return _shape(name, _described()["components"]["schemas"][name])


def _parameter(told):
    return _key(told["name"], {**told["schema"], "description": told["description"]}, told.get("required", False))


def _shape(name, shape):
    required = shape.get("required", ())
    keys = [_key(key, value, key in required) for key, value in shape["properties"].items()]
    return {"name": name, "about": shape["description"], "keys": keys}


def _key(name, told, is_required):
    about, _, _ = told["description"].partition("\n\n* ")
    values = dict(VALUE.findall(told["description"])) or dict.fromkeys(told.get("enum", ()), "")
    return Key(name, _type(told), _name_of(told), about, values, is_required)


def _name_of(told):
    """Return the name of the shape that a value has, or each value of a list; "" where it has none."""
    parts = [told, told.get("items", {}), *told.get("allOf", ()), *told.get("oneOf", ())]
    names = (part["$ref"].rpartition("/")[2] for part in parts if "$ref" in part)
    return next(names, "")


def _type(told):
    """Return the type of a value in words, such as "list of text" or "day or null"."""
    if told.get("type") == "array":
        return f"list of {_name_of(told) or _type(told['items'])}"
    if name := _name_of(told):
        return f"{name} or null" if "oneOf" in told else name
    types = told["type"] if isinstance(told["type"], list) else [told["type"]]
    words = {"string": FORMATS.get(told.get("format"), "text"), "integer": "number", "boolean": "true or false"}
    return " or ".join(words.get(kind, kind) for kind in types)


urlpatterns = [
    path("", reference, name="reference"),
    path("fields/", fields, name="fields"),
]
