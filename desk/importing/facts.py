"""What an import made of the rows of an origin, as it stated it then and as it stands now."""

from agencies.models import Agency, AgencyName, Country
from agreements.models import (
    Agreement,
    AgreementArea,
    Designation,
    Event,
    Identifier,
    Modality,
    Party,
    PartyRole,
    Relation,
    Standing,
    Title,
)
from agreements.schemes import cited_as
from desk.designations import code_of, words_of
from desk.importing.meanings import IDENTIFIER, RELATION
from desk.importing.row_parties import PARTICIPANT, SIDES
from desk.importing.rows import ACTS
from desk.importing.sides import are_one_side
from desk.models import ImportedRecord
from spacecoop.dates_in_words import display

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
    others = {name for name, _ in parts if name.startswith(PARTICIPANT)}
    _add_parts(now, parts, Party, {*SIDES, *others}, "agency_id", "agency:{}")
    _add_parts(now, parts, Event, ACTS, "date", "{}")
    _add_parts(now, parts, AgencyName, ["native_name"], "name", "{}")
    _add_parts(now, parts, Identifier, {name for name, _ in parts if name.startswith(IDENTIFIER)}, "value", "{}")
    areas = {name for name, _ in parts if name.startswith("area:")}
    _add_parts(now, parts, AgreementArea, areas, "area_id", "area:{}")
    if model == "agreement":
        _add_parts(now, parts, Title, ["formal_title"], "text", "{}")
        _add_designations(now, parts)
        _add_relations(now, parts)
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


def stated_here(model, records):
    """Return {key: {(fact, value)}} that any part of the records of ImportedRecords states, whoever has entered it.

    None of them can be stated by a second part. Cost: four queries at most, however many.
    """
    keys = [record.key for record in records]
    here = {key: set() for key in keys}
    for identifier in Identifier.objects.filter(**{f"{model}__in": keys}):
        here[getattr(identifier, f"{model}_id")].add((f"{IDENTIFIER}{identifier.scheme}", identifier.value))
    if model == "agency":
        for key, name in AgencyName.objects.filter(agency__in=keys).values_list("agency", "name"):
            here[key].add(("native_name", name))
        return here
    for designation in Designation.objects.filter(agreement__in=keys):
        here[designation.agreement_id].add(("designation", code_of(designation)))
    for key, text in Title.objects.filter(agreement__in=keys).values_list("agreement", "text"):
        here[key].add(("formal_title", text))
    for key, area in AgreementArea.objects.filter(agreement__in=keys).values_list("agreement", "area"):
        here[key].add((f"area:{area}", f"area:{area}"))
    return here


def differences(facts, remembered, now, here, names):
    """Return [{name, old, new, is_conflict}] of what a row states otherwise than the last time.

    What is so here already is no difference, whoever has entered it; what was edited here since is a conflict, and so
    is what a record had before it was taken for the row's, marked as `is_held` where that is remembered.
    `now`, `here`: of the record, as `current_facts` and `stated_here` have them.
    """
    different, crossed = [], parties_crossed(facts, now)
    for name in dict.fromkeys([*facts, *remembered]):
        wanted, was = (stated.get(name, {}).get("value") for stated in (facts, remembered))
        if wanted in (was, now.get(name)) or (name, wanted) in here or facts.get(name, {}).get("is_ours"):
            continue
        if name in SIDES and (_are_swapped(facts, now) or are_one_side(wanted, now.get(name), names)):
            continue
        shown = shown_value(name, now.get(name), names)
        new = facts.get(name, {}).get("shown")
        is_held = remembered.get(name, {}).get("is_held", False)
        is_conflict = now.get(name) != was or is_held or (name in SIDES and crossed)
        different.append({"name": name, "old": shown, "new": new, "is_conflict": is_conflict})
    if any(difference["name"] == "signed" and difference["is_conflict"] for difference in different):
        different = [
            {**difference, "is_conflict": difference["is_conflict"] or difference["name"] == "place"}
            for difference in different
        ]
    return different


def taken_into(record, row, table, names):
    """Return what taking a row into a record that is here already comes to.

    (an ImportedRecord, unsaved, of what the record has of the row's facts; those facts; the differences: what is added,
    and as conflicts what is otherwise here, which stays). Cost: some fifteen queries.
    """
    held = ImportedRecord(
        origin=table.origin, row_id=row.row_id, model=record._meta.label, key=record.pk, last=table, facts={}
    )
    held.parts = _parts_held(record, row, names)
    model = record._meta.model_name
    now, here = current_facts(model, [held])[record.pk], stated_here(model, [held])[record.pk]
    if model == "agency":
        own = {name for name in ("name", "acronym", "native_name") if _is_called(record, row.value(name), names)}
        here |= {(name, row.value(name)) for name in own}
    stated = {name: fact for name, fact in row.facts.items() if not fact.get("is_missing")}
    different = differences(stated, {}, now, here, names)
    for difference in different:
        difference["is_conflict"] |= difference["name"] in SIDES  # a third party is none
    others = {difference["name"] for difference in different}
    held.facts = {
        name: {"value": now[name] if name in SIDES and name in now else fact["value"], "shown": fact["shown"]}
        | {"is_held": True}
        for name, fact in stated.items()
        if name not in SIDES or name in now
    }
    same = [name for name in stated if name not in others and (name in SIDES or now.get(name) == row.value(name))]
    return held, same, different


def _is_called(agency, name, names):
    return bool(name) and agency.pk in names.known["agency"].get(names.fold(name), ())


def _parts_held(record, row, names):
    """Return {name of a fact that a row states: key of the part} of those parts of a record that state such a fact.

    Of several the one that states the same stands for all.
    """
    found = {}
    for name, value, key in _stated_by_parts(record, row, names):
        if name not in found or value == row.value(name):
            found[name] = key
    return {name: key for name, key in found.items() if name in row.facts}


def _stated_by_parts(record, row, names):
    """Yield (name of a fact, its value, key) of the parts of a record, those of a row's parties by who they are."""
    for pk, scheme, value in record.identifiers.order_by("pk").values_list("pk", "scheme", "value"):
        yield f"{IDENTIFIER}{scheme}", value, pk
    if isinstance(record, Agency):
        return
    yield from _stated_by_parties(record, row, names)
    acts = record.events.filter(kind__in=ACTS).exclude(standing=Standing.KNOWN_WRONG)
    for pk, kind, date, modality in acts.order_by("pk").values_list("pk", "kind", "date", "modality"):
        if modality in Modality.facts() or kind == "expiry_announced":
            yield kind, date, pk
    for pk, area in record.areas.values_list("pk", "area"):
        yield f"area:{area}", f"area:{area}", pk
    for designation in record.designations.order_by("pk"):
        yield "designation", code_of(designation), designation.pk
    language = row.facts.get("formal_title", {}).get("language")
    for pk, text, own in record.titles.order_by("pk").values_list("pk", "text", "language"):
        if own == language or text == row.value("formal_title"):
            yield "formal_title", text, pk


def _stated_by_parties(record, row, names):
    for party in record.parties.order_by("pk"):
        value = f"agency:{party.agency_id}"
        begins = {PartyRole.PARTY: tuple(SIDES), PartyRole.PARTICIPANT: (PARTICIPANT,)}.get(party.role, ())
        for name in row.facts:
            if name.startswith(begins) and are_one_side(row.value(name), value, names):
                yield name, value, party.pk


def parties_crossed(facts, now):
    """Tell whether one party that a row states is the other one here, and not both: which is to go, is not clear."""
    others = zip(_parties(facts), _other_parties(now), strict=True)
    return not _are_swapped(facts, now) and any(wanted and wanted == other for wanted, other in others)


def _are_swapped(facts, now):
    return _parties(facts) == _other_parties(now)


def _parties(facts):
    return [facts.get(side, {}).get("value") for side in SIDES]


def _other_parties(now):
    """Return for each side of a record the party on the other."""
    return [now.get(side) for side in reversed(SIDES)]


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
    is_name = name in [*SIDES, "parent", "country"] or name.startswith((RELATION, PARTICIPANT))
    return names.shown(value) if is_name else value


def _add_designations(now, parts):
    keys = {part: key for (name, part), key in parts.items() if name == "designation"}
    for designation in Designation.objects.filter(pk__in=keys):
        if keys[designation.pk] in now:
            now[keys[designation.pk]]["designation"] = code_of(designation)


def _add_relations(now, parts):
    keys = {part: (name, key) for (name, part), key in parts.items() if name.startswith(RELATION)}
    for pk in Relation.objects.filter(pk__in=keys).values_list("pk", flat=True):
        name, key = keys[pk]
        if key in now:
            now[key][name] = f"row:{name.split(':', 2)[2]}"


def _of_parts(parts, model, names, column):
    keys = [key for name, key in parts if name in names]
    return model.objects.filter(pk__in=keys).values_list("pk", column) if keys else ()


def _add_parts(now, parts, model, names, column, form):
    values = dict(_of_parts(parts, model, names, column))
    for (name, part), key in parts.items():
        if name in names and key in now and values.get(part) is not None:
            now[key][name] = form.format(values[part])
