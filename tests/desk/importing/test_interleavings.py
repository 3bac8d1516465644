"""People who save, delete, merge, import and bring back, at random and at once: no edit is lost without being seen.

Each of them keeps up to which revision they have seen the record that they work on. The history then tells of every
column that they changed what it was before: that must be what it was in the revision that they have seen. An import has
seen what it brought itself, the undoing of a merge what the merge did.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency, AgencyName
from agreements.models import Agreement, Designation, Event, Party, Title
from agreements.models import Form as FormOfAgreement
from desk.importing.applying import apply_import
from desk.models import Draft, ImportedRecord, Merge
from desk.states import Refused
from spacecoop.models import Revision
from spacecoop.records import history_of
from tests.desk.editors import Editor, Form, at_once, change
from tests.desk.importing.conftest import REGISTER
from tests.factories import make_agency, make_agreement, make_source

pytestmark = pytest.mark.django_db(transaction=True)
WATCHED = [Agency, AgencyName, Agreement, Event, Party, Designation, Title]
KINDS = ["save", "save", "inline", "bulk", "draft", "table", "merge", "delete"]
# What must have come to something in a long run; an import leaves alone what people have edited.
WRITE = {*KINDS, "undo", "bring back"} - {"table"}
FIELDS = {Agreement: ["title", "summary"], Agency: ["name", "acronym"]}
OF_PARTS = ["events-0-summary", "titles-0-text"]


@dataclass(eq=False)
class Deed:
    """What somebody did, and up to which revision they had seen what they did it to."""

    kind: str
    users: tuple
    begun: datetime
    seen: int = 0
    ended: datetime | None = None
    value: str = ""


@dataclass(frozen=True)
class State:
    """What a column was set to, in which revision, by which Deed; None by what made the world."""

    revision: int
    value: object
    deed: Deed | None


class Worker:
    def __init__(self, number, world, planned):
        self.random, self.number, self.done, self.count = Random(number), number, [], 0  # noqa: S311
        self.reviewer, self.author = Editor(f"reviewer-{number}"), Editor(f"author-{number}", "editor")
        self.users = tuple(int(one.client.session["_auth_user_id"]) for one in (self.reviewer, self.author))
        self.world, self.planned, self.source = world, planned, make_source().pk

    def work(self, deeds):
        for _ in range(deeds):
            self.count += 1
            kind = self.random.choice(KINDS)
            self.begin(kind)
            getattr(self, kind)()
            self.done[-1].ended = timezone.now()

    def begin(self, kind):
        self.deed = Deed(kind, self.users, timezone.now())
        self.done.append(self.deed)

    def value(self):
        return f"Value {self.number}/{self.count}"

    def opened(self, editor, address, **asked):
        """Return the form of a page, opened while nobody wrote; None where there is none."""
        while True:
            before = Revision.current()
            page = editor.get(address, **asked)
            if page.status_code != 200 or b"_seen" not in page.content:
                return None
            if before == Revision.current():
                self.deed.seen = before
                return Form(editor, address, page)

    def saved(self, form, value="", **typed):
        """Save a form, again while others were first; tell whether it was accepted."""
        for _ in range(40):
            answer = form.type(**typed).save()
            if answer.status_code == 302:
                self.deed.value = value
                return True
            if answer.status_code == 409:
                is_told = b"Changed while you were editing" in answer.content
                form = Form(form.editor, form.address, answer)
                if is_told:
                    self.deed.seen = json.loads(form.values["_seen"])[0]
                continue
            return False
        return False

    def save(self):
        record = self.random.choice([*self.world[Agreement], *self.world[Agency]])
        if form := self.opened(self.reviewer, change(record)):
            self.saved(form, self.value(), **{self.random.choice(FIELDS[type(record)]): self.value()})

    def inline(self):
        form = self.opened(self.reviewer, change(self.random.choice(self.world[Agreement])))
        if form:
            name = self.random.choice([name for name in OF_PARTS if name in form.values])
            self.saved(form, self.value(), **{name: self.value()})

    def bulk(self):
        listed = reverse("admin:agreements_agreement_changelist")
        chosen = [one.pk for one in self.world[Agreement]]
        before = Revision.current()
        asked = self.reviewer.post(listed, {"_selected_action": chosen, "action": "add_designation"})
        if b"_seen" in asked.content and before == Revision.current():
            self.deed.seen = before
            form = Form(self.reviewer, listed, asked)
            form.address = listed
            told = {"form": self.random.choice(FormOfAgreement.values), "phrase": "a phrase", "source": self.source}
            data = {**form.type(**told).values, "_selected_action": chosen}
            self.reviewer.post(listed, data)

    def draft(self):
        form = self.opened(self.author, change(self.random.choice(self.world[Agreement])))
        if form and self.saved(form, title=self.value()):
            draft = Draft.objects.open().filter(author_id=self.users[1]).latest("pk")
            draft_page = reverse("admin:desk_draft_change", args=[draft.pk])
            for name, editor in (("publish", self.reviewer), ("discard", self.author)):
                page = editor.get(draft_page)
                mark = page.context_data["seen"] if page.status_code == 200 else ""
                editor.post(reverse(f"admin:desk_draft_{name}", args=[draft.pk]), {"_seen": mark})
            self.author.client.post(reverse("admin:desk_draft_leave", args=[draft.pk]))

    def merge(self):
        survivor, merged = self.random.sample(self.world[Agency], 2)
        pair = {"kind": "agency", "survivor": survivor.slug, "merged": merged.slug}
        if form := self.opened(self.reviewer, reverse("admin:desk_merge_preview"), **pair):
            form.save()
        if done := Merge.objects.filter(undone=False).first():
            self.deed.ended = timezone.now()
            self.begin("undo")
            self.reviewer.post(reverse("admin:desk_merge_undo", args=[done.pk]), {})

    def delete(self):
        record = self.random.choice(self.world[Agreement])
        if form := self.opened(self.reviewer, change(record).replace("change", "delete")):
            form.save()
        gone = self.reviewer.get(change(record))
        if gone.status_code == 410:
            self.deed.ended = timezone.now()
            self.begin("bring back")
            versions = reverse("admin:record_versions", args=["agreements.agreement", record.pk])
            start = f"{gone.context_data['last'].pgh_created_at:%Y-%m-%d %H:%M:%S.%f}"
            if form := self.opened(self.reviewer, versions, start=start):
                form.address = versions
                form.save()

    def table(self):
        with suppress(Refused):
            apply_import(
                self.planned(
                    "national_register", [REGISTER[0], row_with(self.value())], f"{self.number}-{self.count}.csv"
                )
            )


def row_with(title):
    return REGISTER[1].replace("Exchange of notes on a tracking station at Plana", title)


def history():
    """Yield (row, the row of the same record before it, or None) of what is watched, each model in order."""
    for model in WATCHED:
        before = {}
        for row in history_of(model).objects.select_related("pgh_context").order_by("pgh_id"):
            yield row, before.get(row.pgh_obj_id)
            before[row.pgh_obj_id] = row


def columns(row, before):
    """Return the columns that a row of history changed; all of them where a record came or went."""
    names = [field.attname for field in row.pgh_tracked_model._meta.local_fields if hasattr(row, field.attname)]
    whole = before is None or row.pgh_label != "update"
    return [name for name in names if whole or getattr(row, name) != getattr(before, name)]


def lost(deeds):
    """Return what was changed though whoever changed it had not seen what was there."""
    past, unseen = {}, []
    for row, before in history():
        deed = deed_of(row, deeds)
        for name in columns(row, before):
            place = row.pgh_tracked_model, row.pgh_obj_id, name
            states = past.setdefault(place, [])
            is_checked = deed and row.pgh_label != "insert" and states[-1].deed is not deed
            if is_checked and not had_seen(deed, states):
                unseen.append((deed.kind, states[-1].deed and states[-1].deed.kind, place, states, getattr(row, name)))
            states.append(State(row.pgh_revision, getattr(row, name), deed))
    return unseen


def deed_of(row, deeds):
    """Return the Deed that a row of history comes from; None for what made the world."""
    user = row.pgh_context and row.pgh_context.metadata.get("user")
    if row.pgh_context and "table" in row.pgh_context.metadata:
        return Deed("table", (), row.pgh_created_at)
    return next((one for one in deeds if user in one.users and one.begun <= row.pgh_created_at <= one.ended), None)


def had_seen(deed, states):
    """Tell whether who did it knew the last of the states that a column had been in."""
    last = states[-1]
    if deed.kind == "table":
        return last.deed is None or last.deed.kind in ("table", "bring back")
    if deed.kind == "undo":
        return last.deed is not None and last.deed.kind == "merge"
    return last.value in [state.value for state in states if state.revision <= deed.seen][-1:]


@pytest.mark.parametrize(
    ("workers", "deeds", "kinds"),
    [(3, 2, set()), pytest.param(5, 200, WRITE, marks=pytest.mark.thorough)],
    ids=["a few", "a thousand"],
)
def test_nobody_overwrites_what_they_have_not_seen(planned, groups, workers, deeds, kinds):
    first = apply_import(planned("national_register", [REGISTER[0], row_with("First")]))
    imported = Agreement.objects.get(pk=ImportedRecord.objects.get(last=first).key)
    with transaction.atomic():
        made = [make_agreement(acts={"signed": "2000-12-02"}) for _ in range(2)]
    world = {Agreement: [*made, imported], Agency: [make_agency(), make_agency()]}
    people = [Worker(number, world, planned) for number in range(workers)]
    at_once(*[partial(one.work, deeds) for one in people])
    done = [deed for one in people for deed in one.done]
    assert lost(done) == []
    assert kinds <= {deed.kind for row, _ in history() if (deed := deed_of(row, done))}
    written = {value for row, _ in history() for value in vars(row).values() if isinstance(value, str)}
    accepted = {deed.value for deed in done} - {""}
    assert accepted
    assert accepted <= written
