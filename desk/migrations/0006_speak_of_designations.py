"""Drafts, imports and mappings speak of designations and official titles, no more of kinds and formal titles."""

import re
from importlib import import_module

from django.db import migrations

carrying = import_module("agreements.migrations.0005_designations_replace_kinds")
GONE = ("kind", "formal_title")
PARTS = {"designation_id": "agreements.Designation", "title_id": "agreements.Title"}
NOT_JUDGED = {"standing": "", "standing_reason": ""}


def code_of(kind, quotes=()):
    return " ".join(filter(None, carrying.designation_of(kind, quotes)))


def words_of(code):
    form, _, function = code.partition(" ")
    return f"{function} {form.replace('_', ' ')}".strip()


class Drafts:
    """The changes of one draft, taken in and written again."""

    def __init__(self, cursor, changes):
        self.cursor, self.changes, self.targets = cursor, changes, {}

    def carry(self):
        """Yield (change, model, key, before, after) of each change that is another now, or several."""
        for change in self._of("agreements.Agreement"):
            if "kind" in (change.after or change.before):
                yield from self._of_agreement(change)
        for change in self._of("agreements.Citation"):
            yield from self._of_citation(change)

    def _of(self, model):
        return [change for change in self.changes if change.model == model]

    def _of_agreement(self, change):
        rows = [row and {name: row[name] for name in row if name not in GONE} for row in (change.before, change.after)]
        yield change, change.model, change.key, *rows
        for column, told in (("designation_id", self._designation), ("title_id", self._title)):
            was, will_be = (row and told(row) for row in (change.before, change.after))
            if not (was or will_be):
                continue
            key = self._key(column.removesuffix("_id"), {"agreement_id": change.key})
            self.targets.setdefault(change.key, {})[column] = key
            yield change, PARTS[column], key, was and {"id": key, **was}, will_be and {"id": key, **will_be}

    def _designation(self, row):
        cited = [one.after or one.before for one in self._of("agreements.Citation")]
        quotes = [one["phrase"] for one in cited if one.get("agreement_id") == row["id"] and "kind" in one["fields"]]
        quotes += self._stored_quotes(row["id"])
        form, function = carrying.designation_of(row["kind"], quotes)
        return {"agreement_id": row["id"], "form": form, "function": function, "binding": "", **NOT_JUDGED}

    def _stored_quotes(self, agreement):
        self.cursor.execute(
            "SELECT phrase FROM agreements_citation cited JOIN agreements_designation told ON told.id = designation_id"
            " WHERE told.agreement_id = %s ORDER BY cited.id",
            [agreement],
        )
        return [phrase for (phrase,) in self.cursor.fetchall()]

    def _title(self, row):
        text = row["formal_title"]
        return {"agreement_id": row["id"], "text": text, "language": "und", **NOT_JUDGED} if text else None

    def _of_citation(self, change):
        was, will_be = (self._parts(row) if row else {} for row in (change.before, change.after))
        if {None} >= {*was, *will_be}:
            return
        for place, column in enumerate({**was, **will_be}):
            old, new = was.get(column), will_be.get(column)
            named = {name: (new or old)[name] for name in ("source_id", "phrase", column or "agreement_id")}
            key = self._key("citation", named, otherwise=None if place else change.key)
            yield change, change.model, key, old and {**old, "id": key}, new and {**new, "id": key}

    def _parts(self, citation):
        agreement = citation.get("agreement_id")
        stored = {column: self.stored(column.removesuffix("_id"), {"agreement_id": agreement}) for column in PARTS}
        targets = {column: key for column, key in stored.items() if key} | self.targets.get(agreement, {})
        return carrying.parts_of({"reported_as": "", "gloss": "", "note": "", **citation}, targets)

    def _key(self, table, named, otherwise=None):
        return self.stored(table, named) or otherwise or self._new_key(table)

    def stored(self, table, named):
        """Return the key of the first row of which the columns in `named` have these values, or None."""
        which = " AND ".join(f"{column} = %s" for column in named)
        query = f"SELECT id FROM agreements_{table} WHERE {which} ORDER BY id LIMIT 1"  # noqa: S608 - our own names
        self.cursor.execute(query, list(named.values()))
        return next((key for (key,) in self.cursor.fetchall()), None)

    def _new_key(self, table):
        self.cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [f"agreements_{table}"])
        return self.cursor.fetchone()[0]


def carry_drafts(apps, cursor):
    model = apps.get_model("desk", "DraftChange")
    for draft in model.objects.order_by().values_list("draft", flat=True).distinct():
        changes = list(model.objects.filter(draft=draft).order_by("pk"))
        carried = list(Drafts(cursor, changes).carry())
        model.objects.filter(pk__in={change.pk for change, *_ in carried}).delete()
        model.objects.bulk_create(
            model(draft_id=draft, model=of, key=key, before=before, after=after)
            for _, of, key, before, after in carried
            if before != after
        )


def carried_facts(facts):
    """Return the facts of a row of agreements in today's words; those of agencies stay as they are."""
    if "kind" not in facts or "name" in facts:
        return facts
    told = facts["kind"]
    code = code_of(told["value"], [told.get("phrase", "")])
    others = {name: fact for name, fact in facts.items() if name != "kind"}
    return others | {"designation": {**told, "value": code, "shown": words_of(code)}}


def carry_imports(apps, cursor):
    parts = {}
    for remembered in apps.get_model("desk", "ImportedRecord").objects.filter(model="agreements.Agreement"):
        finder = Drafts(cursor, [])
        keys = {
            name: finder.stored(table, {"agreement_id": remembered.key})
            for name, table in (("designation", "designation"), ("formal_title", "title"))
        }
        parts[remembered.origin, remembered.row_id] = {name: key for name, key in keys.items() if key}
        remembered.facts = carried_facts(remembered.facts)
        remembered.parts |= parts[remembered.origin, remembered.row_id]
        remembered.save(update_fields=["facts", "parts"])
    for row in apps.get_model("desk", "ImportRow").objects.select_related("table").iterator():
        if "kind" not in row.facts or "name" in row.facts:
            continue
        row.facts = carried_facts(row.facts)
        for difference in row.differences:
            difference["name"] = {"kind": "designation"}.get(difference["name"], difference["name"])
        if row.before:
            of_record = parts.get((row.table.origin, row.row_id), {})
            row.before |= {"facts": carried_facts(row.before["facts"]), "parts": row.before["parts"] | of_record}
        row.save(update_fields=["facts", "differences", "before"])


def carried_mapping(text):
    """Return the text of a mapping in today's settings: `designation` for `kind`, where its rows are agreements."""
    if not re.search(r"^model: *agreement\b", text, re.MULTILINE):
        return text
    text = re.sub(r"^(\s+\S.*): *kind(?= *(?:#.*)?$)", r"\1: designation", text, flags=re.MULTILINE)
    text = re.sub(
        r"^kind: *(\w+)", lambda found: f"designation: {code_of(found[1])}", text, flags=re.MULTILINE
    )
    return re.sub(
        r"^kinds:((?:\n[ \t]+.*)*)",
        lambda block: "designations:"
        + re.sub(r"(?<=: )(\w+)(?= *(?:#.*)?$)", lambda found: code_of(found[1]), block[1], flags=re.MULTILINE),
        text,
        flags=re.MULTILINE,
    )


def carry_over(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        carry_drafts(apps, cursor)
        carry_imports(apps, cursor)
    for name in ("Import", "ImportOrigin"):
        for kept in apps.get_model("desk", name).objects.all():
            kept.mapping = carried_mapping(kept.mapping)
            kept.save(update_fields=["mapping"])


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0005_import_says_how_long_it_took"),
        ("agreements", "0005_designations_replace_kinds"),
    ]
    # Reversed, what was begun and what is remembered stays as it is.
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
