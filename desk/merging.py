"""Two records that are one: what would move, done and undone as a whole.

The survivor keeps its address; what stood at the other's leads to it for ever. Every other form of the name that the
merged record had becomes a name of the survivor, with its citations, so that it is still found by it.
"""

from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models, transaction

from agencies.models import Agency, AgencyName
from agreements.entering import Batch
from agreements.history import parts_of
from agreements.models import Agreement, Citation, Mission, MissionName, PartyRole
from agreements.models.citations import TARGET_OF
from desk.changesets import apply, changes_of_context, links_to
from desk.models import Merge
from spacecoop.changes import digest_of, own_name
from spacecoop.models import FormerSlug, Revision
from spacecoop.records import whole_change, write_again
from spacecoop.turns import take_turn
from spacecoop.words import noun_of

MERGEABLE = {"agency": Agency, "mission": Mission, "agreement": Agreement}
# The models of further names, and the field that leads from each to its record.
NAMES = {Agency: (AgencyName, "agency"), Mission: (MissionName, "mission")}
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two records differ: its values in words, and whether the merged record's is taken unasked."""

    name: str
    label: str
    survivor: str
    merged: str
    fills: bool


@dataclass(slots=True)
class Plan:
    """What merging `merged` into `survivor` would do, for a reader to agree to.

    `moves`: (kind of record, number, names of the first MOST_NAMED) of what is led over; `twins`: the records that both
    have, which go, in words.
    `obstacles`: why it cannot be done, in sentences; [] where it can.
    """

    survivor: models.Model
    merged: models.Model
    differences: list
    moves: list = field(default_factory=list)
    twins: list = field(default_factory=list)
    obstacles: list = field(default_factory=list)


def plan(survivor, merged):
    """Return the Plan of a merge; nothing is changed."""
    made = Plan(survivor, merged, differences(survivor, merged), obstacles=_obstacles(survivor, merged))
    for model, name in links_to(type(survivor)):
        rows = list(model.objects.filter(**{name: merged.pk}))
        twins = [row for row in rows if _twin(row, name, survivor) or _would_lead_to_itself(row, name, survivor)]
        made.twins += [f"{model._meta.verbose_name}: {_called(row, name)}" for row in twins]
        if moving := [row for row in rows if row not in twins]:
            made.moves.append(
                (noun_of(model, len(moving)), len(moving), [_called(row, name) for row in moving[:MOST_NAMED]])
            )
    return made


def _called(row, end):
    """Return what a row is called: by its own name, or by what it ties to the record at its field `end`."""
    if own := own_name(row):
        return own
    others = [field.name for field in row._meta.local_fields if field.is_relation and field.name != end]
    return " – ".join(str(other) for name in others if (other := getattr(row, name))) or str(row)


def differences(survivor, merged):
    """Return the Differences of two records of one kind, their addresses and what is derived apart."""
    different = []
    for column in type(survivor)._meta.local_fields:
        if column.primary_key or column.generated or not column.editable or column.name == "slug":
            continue
        mine, theirs = getattr(survivor, column.attname), getattr(merged, column.attname)
        if theirs not in (None, "") and mine != theirs:
            fills = mine in (None, "")
            words = _in_words(column, survivor, merged)
            different.append(Difference(column.name, str(column.verbose_name), *words, fills))
    return different


def seen_of(*records):
    """Return a mark of records of one kind and their parts that differs when anything in them does."""
    model = type(records[0])
    return digest_of(model, [record.pk for record in records], parts_of(model))


def to_merge(model, pairs, stays=()):
    """Return (survivor, merged) for pairs of keys that are one each; of more than two that are one, one survives.

    That is one of `stays` (keys), else one that is published before one of a collection, else the most often cited,
    else the oldest. What is gone is left out.
    """
    records = model.objects.in_bulk({key for pair in pairs for key in pair})
    cited = citations_of(model, records)
    groups = {key: {key} for key in records}
    for key, other in pairs:
        if key in groups and other in groups:
            groups[key] |= groups[other]
            groups |= dict.fromkeys(groups[key], groups[key])

    def place(key):
        return key not in stays, records[key].collection_id is not None, -cited[key], key

    firsts = {key: min(group, key=place) for key, group in groups.items()}
    return [(records[first], records[key]) for key, first in firsts.items() if key != first]


def citations_of(model, keys):
    """Return {key: how many citations support a record or a part of it}. Cost: a query for each kind of part."""
    counted = Counter()
    for part, owner in parts_of(model):
        path = owner if part is Citation else f"{TARGET_OF[part]}__{owner}" if part in TARGET_OF else None
        if path:
            found = Citation.objects.filter(**{f"{path}__in": list(keys)}).order_by()
            counted.update(dict(found.values_list(path).annotate(models.Count("pk"))))
    return counted


def merge_all(pairs, *, by=None, reason="", seen=None):
    """Merge each (survivor, merged) or none, and return the Merges: each can be undone alone, or all together.

    `seen`: the mark of all of them as they were looked at. Raises: as `merge`.
    """
    batch = uuid4()
    with transaction.atomic():
        take_turn()
        if seen and seen != seen_of(*(record for pair in pairs for record in pair)):
            raise ValidationError("One of these records has changed. Check them and try again.")
        return [merge(*pair, by=by, reason=reason, batch=batch) for pair in pairs]


def undo_all(batch, *, by=None):
    """Undo the Merges of a batch that still stand, or none of them; return how many. Raises: as `undo`."""
    with transaction.atomic():
        done = Merge.objects.filter(batch=batch, undone=False).order_by("-pk")
        for standing in done:
            undo(standing, by=by)
    return len(done)


def merge(survivor, merged, taken=(), *, by=None, reason="", seen=None, batch=None):
    """Merge one record into another and return the Merge, by which it can be undone.

    `taken`: names of the fields whose value is the merged record's; one that the survivor lacks is always taken.
    `seen`: the mark of both as they were looked at; `batch`: what it shares with those that are confirmed with it.
    Raises: ValidationError where it cannot be done; IntegrityError where a rule is broken; then nothing is changed.
    """
    metadata = {"user": by and by.pk, "reason": reason or f"“{merged}” is the same as “{survivor}”"}
    with whole_change(**metadata) as context:
        first = Revision.current() + 1
        survivor, merged = _held(survivor, merged)
        if obstacles := _obstacles(survivor, merged):
            raise ValidationError(obstacles)
        if seen and seen != seen_of(survivor, merged):
            raise ValidationError("One of the two records has changed. Check them and try again.")
        old, kind = merged.slug, type(survivor)._meta.model_name
        for difference in differences(survivor, merged):
            if difference.fills or difference.name in taken:
                setattr(survivor, difference.name, getattr(merged, difference.name))
        for name in ("parent", "part_of"):
            if getattr(survivor, f"{name}_id", None) == merged.pk:
                setattr(survivor, name, None)
                write_again(survivor, name)
        _keep_names(survivor, merged)
        for model, name in links_to(type(survivor)):
            for row in model.objects.filter(**{name: merged.pk}):
                _lead_over(row, name, survivor)
        merged.delete()
        write_again(survivor)
        former = list(FormerSlug.objects.filter(kind=kind, current=old).values_list("slug", flat=True))
        FormerSlug.objects.filter(kind=kind, slug__in=former).update(current=survivor.slug)
        FormerSlug.objects.update_or_create(kind=kind, slug=old, defaults={"current": survivor.slug})
        revisions = {"first_revision": first, "last_revision": Revision.current()}
        named = {"kind": kind, "merged": old, "survivor": survivor.slug, "former": former, "batch": batch}
        return Merge.objects.create(**named, **revisions, context=context.id, by=by, reason=reason)


def undo(done, *, by=None):
    """Undo a Merge: both records stand again as they were.

    What was added to the survivor since stays with it. Raises: ValidationError where it was undone before; Conflict
    where a value that the merge changed has been changed since; IntegrityError where a rule is broken; then nothing is
    changed.
    """
    metadata = {"user": by and by.pk, "reason": f"The merge of {done.merged} into {done.survivor} undone"}
    with whole_change(**metadata):
        done = Merge.objects.select_for_update().get(pk=done.pk)
        if done.undone:
            raise ValidationError("This merge was already undone.")
        changes = changes_of_context(done.context, done.first_revision, done.last_revision)
        apply(change.inverse for change in changes)
        FormerSlug.objects.filter(kind=done.kind, slug__in=done.former).update(current=done.merged)
        FormerSlug.objects.filter(kind=done.kind, slug=done.merged).delete()
        done.undone = True
        done.save()


def _held(survivor, merged):
    """Return two records as they are now. Raises: ValidationError where they are of two kinds, or one is gone."""
    if type(survivor) is not type(merged):
        raise ValidationError("Only two records of the same type can be merged.")
    present = type(survivor).objects.in_bulk([survivor.pk, merged.pk])
    if gone := [str(record) for record in (survivor, merged) if record.pk not in present]:
        raise ValidationError([f"“{name}” was deleted." for name in gone])
    return present[survivor.pk], present[merged.pk]


def _lead_over(row, name, survivor):
    """Lead a row to the survivor; where that has the very same one, the citations go there and the row goes."""
    if twin := _twin(row, name, survivor):
        if target := TARGET_OF.get(type(row)):
            for citation in Citation.objects.filter(**{target: row}):
                _lead_over(citation, target, twin)
        if isinstance(row, Citation):
            _support_both(twin, row)
        elif filled := _fill(twin, row):
            write_again(twin, *filled)
        row.delete()
    elif _would_lead_to_itself(row, name, survivor):
        row.delete()
    else:
        setattr(row, name, survivor)
        write_again(row)


def _fill(twin, row):
    """Give a row what it lacks and the very same one of the merged record states; return the names of these fields."""
    names = [difference.name for difference in differences(twin, row) if difference.fills]
    for name in names:
        setattr(twin, name, getattr(row, name))
    return names


def _support_both(citation, other):
    """Let a citation support what another of the same words supports too; without fields it is the whole record."""
    fields = sorted({*citation.fields, *other.fields}) if citation.fields and other.fields else []
    if fields != sorted(citation.fields):
        citation.fields = fields
        write_again(citation)


def _twin(row, name, survivor):
    """Return the row that would be the same as `row` if that led to the survivor, or None."""
    model = type(row)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and name in constraint.fields:
            same = {}
            for column in constraint.fields:
                value = survivor.pk if column == name else getattr(row, model._meta.get_field(column).attname)
                same |= {f"{column}__isnull": True} if value is None else {column: value}
            if twin := model.objects.filter(**same).exclude(pk=row.pk).first():
                return twin
    return _superfluous_party(row, name, survivor)


def _superfluous_party(row, name, survivor):
    """Return the survivor's party in whose place another of a merged agreement would be a third; else None.

    That is the one of the same country, else one that the merged agreement has not.
    """
    if name != "agreement" or getattr(row, "role", None) != PartyRole.PARTY:
        return None
    parties = survivor.parties.filter(role=PartyRole.PARTY).select_related("agency").order_by("pk")
    others = set(row.agreement.parties.values_list("agency", flat=True))
    country = row.agency.country_id

    def place(party):
        return country is None or party.agency.country_id != country, party.agency_id in others

    return min(parties, key=place, default=None)


def _would_lead_to_itself(row, name, survivor):
    """Tell whether a row would tie the survivor to itself: as its own parent, or in a relation to itself."""
    keys = [key for key in row._meta.local_fields if key.related_model is type(survivor) and key.name != name]
    return (isinstance(row, type(survivor)) and row.pk == survivor.pk) or any(
        getattr(row, key.attname) == survivor.pk for key in keys if not isinstance(row, type(survivor))
    )


def _keep_names(survivor, merged):
    """Make the name and acronym of the merged record names of the survivor, cited as they were."""
    if type(survivor) not in NAMES:
        return
    model, owner = NAMES[type(survivor)]
    known = {survivor.name, getattr(survivor, "acronym", ""), "", *survivor.names.values_list("name", flat=True)}
    batch = Batch()
    for text, column in ((merged.name, "name"), (getattr(merged, "acronym", ""), "acronym")):
        if text in known:
            continue
        name = batch.add(model(**{owner: survivor, "name": text, "language": "und"}))
        for citation in Citation.objects.supporting(merged).select_related("source"):
            if not citation.fields or column in citation.fields:
                batch.cite(name, citation.source, citation.phrase)
    batch.write()


def _obstacles(survivor, merged):
    if survivor.pk == merged.pk:
        return ["Both addresses lead to the same record. Choose another one."]
    if isinstance(survivor, Agency):
        shared = Agreement.objects.filter(parties__agency=survivor, parties__role=PartyRole.PARTY)
        shared = shared.filter(pk__in=merged.parties.filter(role=PartyRole.PARTY).values("agreement"))
        return [
            f"Both are parties to “{agreement}”, which would be left with one party." for agreement in shared.distinct()
        ]
    return []


def _in_words(column, *records):
    if isinstance(column, models.ForeignKey):
        return [str(getattr(record, column.name) or "") for record in records]
    choices = dict(column.flatchoices)
    return [str(choices.get(value := getattr(record, column.attname), value) or "") for record in records]
