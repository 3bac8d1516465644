"""What an import made of the rows of an origin, as it stated it then and as it stands now."""

from agencies.models import Agency, AgencyName, Country
from agreements.models import Agreement, AgreementArea, Designation, Event, Identifier, Party, Title
from agreements.schemes import cited_as
from desk.designations import code_of, words_of
from desk.importing.mappings import IDENTIFIER
from desk.importing.rows import ACTS, SIDES
from spacecoop.dates import display

MODELS = {"agreement": Agreement, "agency": Agency}
COLUMNS = {"agreement": ["title"], "agency": ["name", "acronym", "kind", "founded"]}


def current_facts(model, records):
    """Return {key: {fact: value}} of ImportedRecords as their records are now; none for one that is gone.

    Cost: five queries, however many.
    """
    columns = COLUMNS[model]
    rows = MODELS[model].objects.filter(pk__in=[record.key for record in records])
    now = {row["pk"]: {name: row[name] or None for name in columns} for row in rows.values("pk", *columns)}
    parts = {(name, key): record.key for record in records for name, key in record.parts.items()}
    _add_parts(now, parts, Party, SIDES, "agency_id", "agency:{}")
    _add_parts(now, parts, Event, ACTS, "date", "{}")
    _add_parts(now, parts, AgencyName, ["native_name"], "name", "{}")
    _add_parts(now, parts, Identifier, {name for name, _ in parts if name.startswith(IDENTIFIER)}, "value", "{}")
    areas = {name for name, _ in parts if name.startswith("area:")}
    _add_parts(now, parts, AgreementArea, areas, "area_id", "area:{}")
    if model == "agreement":
        _add_parts(now, parts, Title, ["formal_title"], "text", "{}")
        _add_designations(now, parts)
        places = {parts["signed", pk]: place for pk, place in _of_parts(parts, Event, ["signed"], "place")}
        for key, place in places.items():
            if key in now:
                now[key]["place"] = place or None
    else:
        codes = dict(Country.objects.values_list("pk", "code"))
        for row in rows.values("pk", "country_id", "parent_id"):
            now[row["pk"]]["country"] = row["country_id"] and f"country:{codes[row['country_id']]}"
            now[row["pk"]]["parent"] = row["parent_id"] and f"agency:{row['parent_id']}"
    return now


def differences(facts, remembered, now, names):
    """Return [{name, old, new, is_conflict}] of what a row states otherwise than the last time.

    What is so here already is no difference, whoever has entered it; what was edited here since is a conflict.
    """
    different = []
    for name in dict.fromkeys([*facts, *remembered]):
        wanted, was = (stated.get(name, {}).get("value") for stated in (facts, remembered))
        if wanted in (was, now.get(name)) or facts.get(name, {}).get("is_ours"):
            continue
        shown = shown_value(name, now.get(name), names)
        new = facts.get(name, {}).get("shown")
        different.append({"name": name, "old": shown, "new": new, "is_conflict": now.get(name) != was})
    return different


def shown_value(name, value, names):
    """Return a value of a fact in words; None for nothing."""
    if value is None:
        return None
    if name in [*ACTS, "founded"]:
        return display(value)
    if name.startswith("area:"):
        return names.areas.get(int(value.partition(":")[2]), value)
    if name.startswith(IDENTIFIER):
        return cited_as(name.removeprefix(IDENTIFIER), value)
    if name == "designation":
        return words_of(value)
    return names.shown(value) if name in [*SIDES, "parent", "country"] else value


def _add_designations(now, parts):
    keys = {part: key for (name, part), key in parts.items() if name == "designation"}
    for designation in Designation.objects.filter(pk__in=keys):
        if keys[designation.pk] in now:
            now[keys[designation.pk]]["designation"] = code_of(designation)


def _of_parts(parts, model, names, column):
    keys = [key for name, key in parts if name in names]
    return model.objects.filter(pk__in=keys).values_list("pk", column) if keys else ()


def _add_parts(now, parts, model, names, column, form):
    values = dict(_of_parts(parts, model, names, column))
    for (name, part), key in parts.items():
        if name in names and key in now and values.get(part) is not None:
            now[key][name] = form.format(values[part])
