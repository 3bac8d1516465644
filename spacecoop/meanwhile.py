"""A form that was open while others saved: what it was opened on, what is there now, and what was typed in it.

A form carries a mark of each value that it was opened on. Compared with the values that are there now it tells, field
by field, what others changed and what was typed: fields that nobody typed in take what is there now, the others keep
what was typed, and where both changed one field, both values are shown.
"""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import blake2b

from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField

MARK = 8  # letters, of 48 bits


@dataclass(frozen=True, slots=True)
class Both:
    """A field that others changed while somebody typed in it: both values in words; "" for nothing."""

    record: str
    name: str
    theirs: str
    mine: str


@dataclass(slots=True)
class Meanwhile:
    """What changed while a form was open.

    `revision`: the one it was opened at; `mark`: of what is there now; `posted`: what the form shows again.
    """

    revision: int
    mark: str
    posted: object
    both: list = field(default_factory=list)
    changes: list = field(default_factory=list)


def mark_of(form, formsets, revision):
    """Return the mark of what an unbound form and its formsets show. Cost: about 100 letters a part."""
    return json.dumps([revision, {place: _marks(shown) for place, shown in _shown(form, formsets)}])


def changed_meanwhile(mark, posted, form, formsets, revision):
    """Return the Meanwhile of a form that was posted with a mark; None where nothing of it was changed by others.

    `form`, `formsets`: unbound, of the record as it is now, at `revision`. A form without a mark is not compared.
    """
    opened = _read(mark)
    if opened is None:
        return None
    now = mark_of(form, formsets, revision)
    marks = opened[1]
    if _read(now)[1] == marks:
        return None
    meanwhile = Meanwhile(opened[0], now, posted.copy())
    _join(meanwhile, marks.get(""), form, posted, "")
    for formset in formsets:
        _join_parts(meanwhile, marks, formset, posted)
    return meanwhile


def typed_in(mark, posted, form, formsets):
    """Return (noun, label, value in words) of all that was typed in a form of a record that is here no more.

    `form`, `formsets`: unbound, of no record.
    """
    _, marks = _read(mark) or (0, {})
    typed = [(_called(form), *entry) for entry in _typed_in(marks.get(""), form, posted, "")]
    for formset in formsets:
        blank, noun = formset.empty_form, formset.model._meta.verbose_name
        stored, new = _posted_parts(formset, blank, posted)
        for key, prefix in [*stored.items(), *((None, prefix) for prefix in new)]:
            typed += [(noun, *entry) for entry in _typed_in(marks.get(_place(formset, key)), blank, posted, prefix)]
    return typed


def _read(mark):
    """Return (revision, {place: marks}) of a mark; None for what is none."""
    try:
        revision, marks = json.loads(mark)
        return int(revision), {str(place): str(some) for place, some in marks.items()}
    except (ValueError, TypeError, AttributeError):
        return None


def _shown(form, formsets):
    """Yield (place, form) of the record's form and of each part that is stored."""
    yield "", form
    for formset in formsets:
        for part in formset.initial_forms:
            yield _place(formset, part.instance.pk), part


def _place(formset, key):
    return f"{formset.prefix}/{key}"


def _names(form):
    """Return the names of the fields that somebody may type in."""
    return [name for name, field in form.fields.items() if name != "DELETE" and not _is_key(form, field, name)]


def _is_key(form, field, name):
    return hasattr(field, "parent_instance") or name == form._meta.model._meta.pk.name


def _marks(form):
    return "".join(_hash(_text(form[name].value())) for name in _names(form))


def _hash(text):
    return b64encode(blake2b(text.encode(), digest_size=6).digest()).decode()


def _text(value):
    """Return a value as a text that is the same whether it comes from the record or from a browser."""
    if value is None or value is False:
        return ""
    if isinstance(value, list | tuple):
        return ",".join(map(_text, value))
    return str(value).replace("\r\n", "\n").strip()


def _join(meanwhile, marks, form, posted, prefix):
    """Join what was typed under `prefix`, None for nothing, with a form of the record as it is now.

    `marks`: of what the form was opened on; None where that is not known, so that all that differs counts as typed.
    """
    for name, was in _with_marks(form, marks):
        shown, now = form[name], _text(form[name].value())
        typed = None if prefix is None else _typed(shown.field, posted, _key(prefix, name))
        if typed is None or _text(typed) == now or _hash(_text(typed)) == was:
            _put(meanwhile.posted, shown.html_name, shown.value())
            continue
        meanwhile.posted.setlist(shown.html_name, posted.getlist(_key(prefix, name)))
        if _hash(now) != was:
            words = _words(shown.field, shown.value()), _words(shown.field, typed)
            meanwhile.both.append(Both(_called(form), str(shown.label), *words))


def _with_marks(form, marks):
    """Return (name of a field, mark of what it was opened on; "" where that is not known)."""
    return [(name, (marks or "")[n * MARK : (n + 1) * MARK]) for n, name in enumerate(_names(form))]


def _typed(field, posted, key):
    """Return what was posted for a field; None where nothing was, not even an empty text."""
    omitted = field.widget.value_omitted_from_data(posted, {}, key)
    return None if omitted else field.widget.value_from_datadict(posted, {}, key)


def _key(prefix, name):
    return f"{prefix}-{name}" if prefix else name


def _put(posted, name, value):
    posted.pop(name, None)
    if isinstance(value, list | tuple):
        posted.setlist(name, list(value))
    elif value is not False:
        posted[name] = "on" if value is True else "" if value is None else str(value)


def _called(form):
    noun = form._meta.model._meta.verbose_name
    return f"{noun} “{form.instance}”" if form.instance.pk else noun


def _words(field, value):
    """Return a value of a field as a reader knows it."""
    text = _text(value)
    if isinstance(field, ModelChoiceField):
        try:
            return str(field.to_python(value) or "")
        except ValidationError:
            return f"no. {text}"
    choices = {_text(key): str(label) for key, label in getattr(field, "choices", ())}
    return choices.get(text, text) if text else ""


def _join_parts(meanwhile, marks, formset, posted):
    """Join the parts that were posted with those that are there now, in the order of these; new ones follow."""
    blank = formset.empty_form
    stored, new = _posted_parts(formset, blank, posted)
    for key in [key for key in posted if key.rpartition("-")[0] in {*stored.values(), *new}]:
        meanwhile.posted.pop(key)
    for form in formset.initial_forms:
        _join_part(meanwhile, marks, formset, form, posted, stored.pop(str(form.instance.pk), None))
    for key, prefix in stored.items():
        is_kept = not posted.get(f"{prefix}-DELETE")
        if is_kept and _typed_in(marks.get(_place(formset, key)), blank, posted, prefix):
            noun = formset.model._meta.verbose_name
            meanwhile.both.append(Both(noun, "", "deleted", "your entry would be added as a new record"))
            new.append(prefix)
    present = len(formset.initial_forms)
    for number, prefix in enumerate(new, present):
        for name in _names(blank):
            if _key(prefix, name) in posted:
                meanwhile.posted.setlist(f"{formset.prefix}-{number}-{name}", posted.getlist(_key(prefix, name)))
    meanwhile.posted[f"{formset.prefix}-TOTAL_FORMS"] = str(present + len(new))
    meanwhile.posted[f"{formset.prefix}-INITIAL_FORMS"] = str(present)


def _posted_parts(formset, blank, posted):
    """Return ({key of a stored part: its prefix}, [prefix of a new part in which there is something])."""
    stored, new = {}, []
    total = posted.get(f"{formset.prefix}-TOTAL_FORMS", "")
    for number in range(min(int(total), formset.absolute_max) if total.isdecimal() else 0):
        prefix = f"{formset.prefix}-{number}"
        if key := posted.get(f"{prefix}-{formset.model._meta.pk.name}"):
            stored[key] = prefix
        elif any(posted.get(_key(prefix, name)) for name in _names(blank)):
            new.append(prefix)
    return stored, new


def _join_part(meanwhile, marks, formset, form, posted, prefix):
    """Join one part; `prefix`: under which it was posted, None for one that others have added."""
    was = marks.get(_place(formset, form.instance.pk))
    meanwhile.posted[form.add_prefix(formset.model._meta.pk.name)] = str(form.instance.pk)
    meanwhile.posted[form.add_prefix(formset.fk.name)] = str(formset.instance.pk)
    _join(meanwhile, was, form, posted, prefix)
    if prefix and posted.get(f"{prefix}-DELETE"):
        meanwhile.posted[form.add_prefix("DELETE")] = "on"
        if was != _marks(form):
            meanwhile.both.append(Both(_called(form), "", "changed", "deleted"))


def _typed_in(marks, blank, posted, prefix):
    """Return (label, value in words) of each field in which something else was typed than it was opened on."""
    typed = (
        (name, was, _typed(blank.fields[name], posted, _key(prefix, name))) for name, was in _with_marks(blank, marks)
    )
    return [
        (str(blank[name].label), _words(blank.fields[name], value))
        for name, was, value in typed
        if value is not None and _hash(_text(value)) != (was or _hash(""))
    ]
