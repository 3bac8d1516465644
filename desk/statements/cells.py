"""The cells of a row of statements as the fields store them, and its citation."""

from datetime import date
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.db.models import DateField

from agreements.models import ReportedAs
from agreements.models.citations import phrase_is_short
from agreements.statements import BASIS, CITED_BY, TOLD, VALUE, has_basis

_STORED = {place: {told: stored for stored, told in values.items()} for place, values in TOLD.items()}


def values_of(model, cells, row, wrong):
    """Return {field: text as it is stored, None: not stated} of the cells of a row that say something."""
    values = {}
    for cell in cells:
        column = VALUE if len(cells) == 1 else cell.name
        text = row.get(column, "")
        values[cell.field] = _stored(model, cell, text, wrong) if text else None
        if has_basis(model, cell.field):
            values[f"{cell.field}_basis"] = _one_of(("stated", "derived"), BASIS, row.get(BASIS, ""), wrong)
    return values


def _stored(model, cell, text, wrong):
    """Return the text of a cell as its field stores it; what it leads to stays as it is called."""
    kept = model._meta.get_field(cell.field)
    if values := _STORED.get((model, cell.field)):
        return values.get(_one_of(values, cell.name, text, wrong))
    if kept.many_to_one:
        return text
    if cell.field == "number":
        digits = text.removeprefix("SC-")
        if not digits.isascii() or not digits.isdecimal():
            wrong.append(f"“{text}” is not a number of an agreement, such as SC-0123.")
            return None
        return str(int(digits))
    try:
        if isinstance(kept, DateField):
            date.fromisoformat(text)
        else:
            kept.clean(text, None)
    except ValidationError as error:
        wrong.append(f"{cell.name}: {' '.join(error.messages)}")
    except ValueError:
        wrong.append(f"{cell.name}: “{text}” is not a date such as 2026-01-31.")
    return text


def _one_of(values, name, text, wrong):
    if text and text not in values:
        near = get_close_matches(text, values, n=1)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        wrong.append(f"{name}: “{text}” is not a known value. Use {', '.join(values)}.{hint}")
        return None
    return text or None


def citation_of(row, wrong):
    """Return the citation of a row, {column: text}; None where it has none."""
    cited = {name: row.get(name, "") for name in CITED_BY[1:]}
    if not (cited["quote"] or cited["source"]):
        if row.get("gloss"):
            wrong.append("The gloss has no quote. Enter the quote, or remove the gloss.")
        return None
    wrong += [
        f"A citation needs both quote and source: the {name} is missing."
        for name in ("quote", "source")
        if not cited[name]
    ]
    try:
        phrase_is_short(cited["quote"])
    except ValidationError as error:
        wrong.append(f"quote: {' '.join(error.messages)}")
    cited["quote"] = " ".join(cited["quote"].split())
    cited["reported_as"] = _one_of(ReportedAs.values, "reported_as", cited["reported_as"], wrong) or ""
    return {**cited, "fields": []}


def supported_fields(part, text, wrong):
    by_name = {cell.name: cell.field for cell in part.cells} | {cell.field: cell.field for cell in part.cells}
    names = [name.strip() for name in text.split(",") if name.strip()]
    return [by_name[name] for name in names if _one_of(by_name, "supports", name, wrong)]
