"""Collections: folders of statements, loaded beside the published set, checked, and removed as a whole."""

from collections import defaultdict
from dataclasses import dataclass

import yaml
from django.conf import settings
from django.db import transaction

from agreements.models import Agreement, AreaMatch, Citation, Event
from agreements.models.citations import CITABLE, OWNERS_OF
from agreements.statements import WHOLES
from desk.changesets import Conflict, RowChange, apply, changes_of_contexts, links_to, stale
from desk.importing.applying import apply_import
from desk.importing.mappings import text_of
from desk.importing.planning import plan
from desk.merging import MERGEABLE
from desk.models import Import, ImportedRecord, ImportState, Merge, RowOutcome
from desk.statements.comparing import compare
from desk.statements.importing import CANNOT
from desk.statements.reading import read_statements
from desk.states import Refused
from spacecoop.models import Collection, FormerSlug
from spacecoop.records import whole_change

FOLDER = settings.BASE_DIR / "collections"
TOLD = ("title", "version", "licence", "licence_url", "summary")
PATIENCE = 600  # seconds
MOST_TOLD = 50  # sentences on what is wrong
# The facts that are a source's and not ours.
STATED = {
    *("party", "official_title", "designation", "term", "provision", "text", "identifier", "relation", "area"),
    *("mission", "date", "person", "successor", "position", "agency"),
}


def folder_called(name):
    """Return the folder of a collection. Raises: Refused."""
    known = sorted(path.parent.name for path in FOLDER.glob("*/collection.yaml"))
    if name not in known:
        raise Refused(f"There is no collection “{name}”. There are: {', '.join(known) or 'none'}.")
    return FOLDER / name


def told_of(folder):
    """Return what `collection.yaml` says of a collection. Raises: Refused."""
    told = yaml.safe_load((folder / "collection.yaml").read_text(encoding="utf-8"))
    if missing := [name for name in TOLD if not told.get(name)]:
        raise Refused(f"{folder / 'collection.yaml'} does not say its {', '.join(missing)}.")
    return {name: str(told[name]).strip() for name in TOLD}


def load(folder, *, by=None):
    """Load a collection, or its newer version, all of it or nothing; return {outcome: number of records}.

    Raises: Refused, with every error and its line.
    """
    told = told_of(folder)
    named = {"file_name": folder.name, "mapping": text_of("statements"), "reason": f"Collection: {told['title']}"}
    table = plan(Import.objects.create(origin=folder.name, by=by, **named), folder)
    try:
        _refuse_wrong(table)
        counts = table.counts()
        with transaction.atomic():
            Collection.objects.update_or_create(slug=folder.name, defaults=told)
            if table.rows.exclude(outcome=RowOutcome.UNCHANGED).exists():
                apply_import(table, by=by)
    finally:
        Import.objects.filter(pk=table.pk).exclude(state=ImportState.APPLIED).delete()
    return counts


def _refuse_wrong(table):
    if table.state == ImportState.FAILED:
        raise Refused(table.problem)
    wrong = [remark for row in table.rows.filter(outcome=RowOutcome.REJECTED) for remark in row.remarks]
    if CANNOT in table.told:
        wrong += [sentence for sentence in table.told if sentence != CANNOT]
    if wrong:
        more = [f"And {len(wrong) - MOST_TOLD:,} more."] if len(wrong) > MOST_TOLD else []
        raise Refused("\n".join([*wrong[:MOST_TOLD], *more]))


@dataclass(slots=True)
class Removal:
    """How many records went with a collection, and the names of those that are kept, with the reason of each."""

    removed: int
    kept: dict


def remove(name, *, by=None):
    """Remove what a collection brought, and undo what it changed; what was edited or built on since is kept.

    Raises: Refused.
    """
    if not (collection := Collection.objects.filter(slug=name).first()):
        loaded = ", ".join(Collection.objects.values_list("slug", flat=True)) or "none"
        raise Refused(f"No collection “{name}” is loaded. Loaded: {loaded}.")
    imports = Import.objects.filter(origin=name, state=ImportState.APPLIED).order_by("pk")
    with whole_change(PATIENCE, user=by and by.pk, reason=f"Removed: collection {collection.title}"):
        removal = _Removal(imports).run()
        ImportedRecord.objects.filter(origin=name).delete()
        imports.update(state=ImportState.TAKEN_BACK, context=None)
        for whole in WHOLES.values():
            if whole.key == "slug":
                whole.model.objects.filter(collection=collection).update(collection=None)
        collection.delete()
    return removal


class _Removal:
    """What came with some imports goes, parts first, but for what somebody has changed or built on since."""

    def __init__(self, imports):
        self.kept, self.edited, net = {}, [], {}
        for change in changes_of_contexts(imports.values_list("context", flat=True)):
            place = change.model, change.key
            if place in net and net[place].after != change.before:
                self.edited.append(change)
            before = net[place].before if place in net else change.before
            net[place] = RowChange(*place, before, change.after)
        self.came = {place: change for place, change in net.items() if change.before is None and change.after}
        self.changed = [change for change in net.values() if change.before]
        self.rows = {place: change.after for place, change in self.came.items()}
        self.belonging = defaultdict(list)
        for place, change in self.came.items():
            self.belonging[self._owner(place[0], change.after)].append(place)

    def run(self):
        edited = [*self.edited, *(change for change, _ in stale([change.inverse for change in self.came.values()]))]
        for change in edited:
            self._keep(self._owner(change.model, change.before), "edited or merged since")
        for place in self._merged_into():
            self._keep(place, "edited or merged since")
        for change in self.changed:  # by which what was here may lead to what came
            try:
                apply([change.inverse])
            except Conflict:
                self.kept[self._owner(change.model, change.after)] = "edited since"
        while rested_on := list(self._rested_on()):
            for place in rested_on:
                self._keep(place, "others lead to it")
        wholes = sum(model in _WHOLES for model, _ in self.came)
        apply([change.inverse for change in self.came.values()])
        return Removal(wholes, self._named())

    def _merged_into(self):
        """Return (model, key) of the records that came, into which others were merged."""
        places = set()
        for kind, model in MERGEABLE.items():
            merged = Merge.objects.filter(kind=kind, undone=False).values("merged")
            slugs = FormerSlug.objects.filter(kind=kind, slug__in=merged).values("current")
            places |= {(model, key) for key in model.objects.filter(slug__in=slugs).values_list("pk", flat=True)}
        return places & self.came.keys()

    def _keep(self, place, reason):
        """Keep a record with all its parts."""
        self.kept[place] = reason
        for part in self.belonging.pop(place, ()):
            self.came.pop(part, None)

    def _owner(self, model, row):
        """Return (model, key) of the record that a row is a part of, or is; an event is kept with its agreement."""
        if model is Citation:
            name = next(name for name in CITABLE if row[f"{name}_id"])
            return self._owner_at(CITABLE[name], row[f"{name}_id"])
        if model is Event and row["agreement_id"]:
            return Agreement, row["agreement_id"]
        if model in _WHOLES:
            return model, row["id"]
        name = next(name for name in _OWNERS[model] if row[f"{name}_id"])
        return self._owner_at(model._meta.get_field(name).related_model, row[f"{name}_id"])

    def _owner_at(self, model, key):
        row = self.rows.get((model, key))
        return self._owner(model, row) if row else (model, key)

    def _rested_on(self):
        """Yield the records that came, to which something leads that stays."""
        keys = defaultdict(list)
        for model, key in self.came:
            keys[model].append(key)
        for model, wanted in keys.items():
            for leading, name in links_to(model):
                found = leading.objects.filter(**{f"{name}__in": wanted}).values_list("pk", f"{name}_id")
                for key, led_to in found:
                    if (leading, key) not in self.came and (change := self.came.get((model, led_to))):
                        yield self._owner(model, change.after)

    def _named(self):
        names = {}
        for model, key in self.kept:
            if record := model.objects.filter(pk=key).first():
                names[str(record)] = self.kept[model, key]
        return names


_WHOLES = {whole.model for whole in WHOLES.values()}
_OWNERS = {CITABLE[name]: fields for name, fields in OWNERS_OF.items()} | {AreaMatch: ("area",)}


def check(folder):
    """Return sentences on what is wrong with a collection; [] where nothing is.

    Each fact has its citation but those of our own words, each source is cited, and all of it could be loaded.
    """
    told_of(folder)
    said = read_statements(folder)
    wrong = [sentence for subject in said.values() for sentence in subject.errors]
    cited = {citation["source"] for subject in said.values() for citation in subject.citations}
    wrong += [
        f"{subject.address} is cited for nothing."
        for subject in said.values()
        if subject.kind == "source" and subject.key not in cited
    ]
    for subject in said.values():
        for fact in subject.facts.values():
            if not fact.cited and fact.name in STATED and subject.kind != "source":
                wrong.append(f"Line {fact.line}: {subject.address} has no citation for “{fact.key}”.")
    if not wrong:
        found = compare(said, {})
        wrong = [sentence for comparison in found for sentence in comparison.said.errors]
    return wrong
