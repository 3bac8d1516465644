"""What a client sends in JSON, read strictly: each refusal names the place."""

import orjson
from django.utils.translation import gettext, gettext_lazy

from spacecoop.api import Problem
from spacecoop.words import listed

MOST_NAMES = 50  # queries in a batch
MOST_RECORDS = 100  # of which properties are asked for at once
MOST_PROPERTIES = 25
MOST_CANDIDATES = 25


def read_json(text, place, kind):
    """Return the JSON of a parameter, which is an object or a list.

    Raises: Problem.
    """
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        message = gettext("“{place}” is no JSON: {error}.")
        raise Problem.of(place, message.format(place=place, error=error)) from None
    return of_kind(told, kind, place)


WANTED = {
    dict: gettext_lazy("“{place}” is not understood: give an object."),
    list: gettext_lazy("“{place}” is not understood: give a list."),
    str: gettext_lazy("“{place}” is not understood: give a text."),
}


def of_kind(told, kind, place):
    """Return a value if it is an object, a list or a text, as it has to be.

    Raises: Problem.
    """
    if isinstance(told, kind):
        return told
    raise Problem.of(place, WANTED[kind].format(place=place))


def bounded(told, most, place):
    """Return what a request tells if it is not too long.

    Raises: Problem.
    """
    if len(told) <= most:
        return told
    message = gettext("“{place}” has {count} entries; the limit is {most}: send them in several requests.")
    raise Problem.of(place, message.format(place=place, count=len(told), most=most))


def only_keys(told, known, place):
    """Refuse keys that are not known.

    Raises: Problem.
    """
    for key in told:
        if key not in known:
            message = gettext("Unknown key “{key}” in “{place}”: use {known}.")
            raise Problem.of(place, message.format(key=key[:100], place=place, known=listed(known, "or")))
    return told


def texts_of(told, place):
    """Return the texts of a value of the API: a text, number or truth value, an entity, or a list of these.

    Raises: Problem.
    """
    if isinstance(told, list):
        return [text for value in bounded(told, MOST_RECORDS, place) for text in texts_of(value, place)]
    if isinstance(told, dict):
        told = told.get("id") or told.get("name")
    if isinstance(told, bool):
        return ["yes" if told else "no"]
    if isinstance(told, int | float):
        return [str(told)]
    return [of_kind(told, str, place)]
