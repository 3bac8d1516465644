"""The keys that a request wants of each record: `fields=slug,dates.signed`, `omit=citations`, `expand=summary`."""

from functools import cache

from spacecoop.api import Problem
from spacecoop.hints import did_you_mean, nearest

# A list that is left out of every part of a record, not of the record alone.
EVERYWHERE = "citations"


class KeyChoice:
    """Which keys of a record a request wants.

    `shape`: that of the records; `whole`: that of the whole documents, of which `expand` adds keys.
    Raises: Problem for a key that the records do not have.
    """

    def __init__(self, parameters, shape, whole=None):
        self.wanted, self.omitted = (_tree(parameters.get(name, "")) for name in ("fields", "omit"))
        self.expanded = _names(parameters.get("expand", "")) if whole else []
        if self.wanted or self.omitted or self.expanded:
            self._check(shape, whole)

    def _check(self, shape, whole):
        known, more = keys_of(shape), keys_of(whole) if whole else {}
        errors = list(_unknown_keys("expand", {key: {} for key in self.expanded}, more))
        known = {**known, **{name: more[name] for name in self.expanded if name in more}}
        errors += _unknown_keys("fields", self.wanted, known, more)
        errors += _unknown_keys("omit", self.omitted, {EVERYWHERE: {}, **known})
        if errors:
            raise Problem(errors)

    def of(self, record):
        record = _keep(record, self.wanted) if self.wanted else record
        return _drop(record, self.omitted, self.omitted.get(EVERYWHERE) == {}) if self.omitted else record


def _names(text):
    return [name for part in text.split(",") if (name := part.strip())]


def _tree(text):
    """Return "a,b.c" as {"a": {}, "b": {"c": {}}}."""
    tree = {}
    for path in _names(text):
        branch = tree
        for key in path.split("."):
            branch = branch.setdefault(key, {})
    return tree


@cache
def keys_of(shape):
    """Return the keys of a shape, nested: {"slug": {}, "dates": {"signed": {…}}}."""
    tree = {}
    for name, field in shape().fields.items():
        field = getattr(field, "child", field)
        tree[name] = keys_of(type(field)) if hasattr(field, "fields") else {}
    return tree


def _unknown_keys(parameter, tree, known, more=(), path=""):
    for key, branch in tree.items():
        if key in known:
            yield from _unknown_keys(parameter, branch, known[key], path=f"{path}{key}.")
        elif key in more:
            yield _error(parameter, f"{path}{key}", f" Add “expand={key}”.", None)
        else:
            suggestion = nearest(key[:100], known)
            suggestion = suggestion and f"{path}{suggestion}"
            yield _error(parameter, f"{path}{key[:100]}", did_you_mean(suggestion), suggestion)


def _error(parameter, key, hint, suggestion):
    return {"parameter": parameter, "message": f"Unknown field “{key}”.{hint}", "suggestion": suggestion}


def _keep(value, tree):
    if not tree or value is None:
        return value
    if isinstance(value, list):
        return [_keep(part, tree) for part in value]
    return {key: _keep(value[key], branch) for key, branch in tree.items() if key in value}


def _drop(value, tree, everywhere):
    if isinstance(value, list):
        return [_drop(part, tree, everywhere) for part in value]
    if not isinstance(value, dict) or not (tree or everywhere):
        return value
    return {
        key: _drop(part, tree.get(key, {}), everywhere)
        for key, part in value.items()
        if tree.get(key) != {} and not (everywhere and key == EVERYWHERE and isinstance(part, list))
    }
