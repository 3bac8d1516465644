"""Drafts: what an editor saves is caught and kept aside, what a reviewer publishes is made to the public records.

A request that works in a draft runs on the database with the draft's changes made, and these are rolled back when its
answer is written: the public tables never hold what is not published, so it can leak from none of them.
"""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils import timezone

from desk.changesets import Conflict, RowChange, apply, catching, looking, passing
from desk.models import Draft, DraftChange, DraftState
from desk.states import held
from spacecoop.changes import NAMING
from spacecoop.records import reason_of, whole_change
from spacecoop.turns import take_turn

IN_SESSION = "draft"
APPS = ("agencies", "agreements")


class NotNow(Exception):
    """What is asked of a draft is not to be done in the state that it is in; its message says which that is."""


class Unfit(Exception):
    """A draft breaks a rule together with the records as they are; its message says which."""


def make(changes):
    """Make the changes of a draft, for a look at what they come to. Raises: Conflict, Unfit."""
    try:
        apply(changes)
    except IntegrityError as error:
        raise Unfit(f"This draft cannot be published, and nothing can be added to it: {reason_of(error)}.") from error


def works_on_records(request):
    """Tell whether the address that is asked for shows or changes records, or offers them for choice."""
    match = request.resolver_match
    name = match.url_name or "" if match else ""
    return name in ("autocomplete", "record_versions") or name.split("_")[0] in APPS


def draft_of(request):
    """Return the open Draft that the visitor works in; a new one for an editor who saves without one; else None."""
    if not works_on_records(request):
        return None
    if draft := open_draft(request):
        return draft
    may_publish = request.user.has_perm("desk.publish_draft")
    return None if may_publish or request.method != "POST" else Draft(author=request.user)


def open_draft(request):
    """Return the open Draft that the visitor has entered, or None."""
    key = request.session.get(IN_SESSION)
    return Draft.objects.seen_by(request.user).open().filter(pk=key).first() if key else None


def enter(request, draft):
    request.session[IN_SESSION] = draft.pk
    request.session.save()  # at once: what is saved in another tab at the same moment goes into the same draft


def leave(request):
    request.session.pop(IN_SESSION, None)


def answer_within(request, draft, view):
    """Return what `view` answers where the changes of `draft` are made; what it changes is kept in the draft."""
    try:
        if request.method == "POST":
            return _answer_and_keep(request, draft, view)
        with looking():
            make(draft.row_changes())
            return _written(view())
    except Conflict:
        messages.warning(request, "Records of this draft have changed. Resolve the conflicts below.")
        return redirect(draft)
    except Unfit:  # its own page says so
        leave(request)
        return redirect(draft)


@transaction.atomic
def _answer_and_keep(request, draft, view):
    take_turn()
    draft = _as_it_is_now(request, draft)
    kept = draft.row_changes() if draft.pk else []
    with passing(), catching() as changes:
        make(kept)
        response = _written(view())
        made = changes()
    if made != kept:
        try:
            keep(draft, made, DraftState.open())
        except NotNow as not_now:
            messages.error(request, f"Nothing was saved in the draft “{draft}”. {not_now}")
            return redirect(draft)
        enter(request, draft)
        messages.info(request, f"Saved in the draft “{draft}”. Nobody else sees it until it is published.")
    return response


def _written(response):
    """Return a response that is written by now: a moment later the changes of the draft are gone."""
    return response.render() if callable(getattr(response, "render", None)) else response


def _as_it_is_now(request, draft):
    """Return a draft as it is now, with what was kept a moment ago; in place of a new one that which was begun then."""
    if draft.pk is None:
        draft_begun = type(request.session)(request.session.session_key).get(IN_SESSION)
        return Draft.objects.open().filter(pk=draft_begun, author=draft.author).first() or draft
    return Draft.objects.get(pk=draft.pk)


@transaction.atomic
def keep(draft, changes, states):
    """Make `changes` the whole content of a draft; a new one is named after the first of them.

    Raises: NotNow, where it is in none of `states`.
    """
    if draft.pk:
        held(draft, states, NotNow)
    else:
        draft.title = _name_of(changes)
    draft.save(update_fields=["changed_at"] if draft.pk else None)
    draft.changes.all().delete()
    DraftChange.objects.bulk_create([DraftChange.of(draft, change) for change in changes])


def _name_of(changes):
    """Return what a draft is called after: the first record among its changes that has a name."""
    for change in changes:
        row = change.after or change.before
        for column in NAMING:
            if row.get(column):
                return f"{change.model._meta.verbose_name.capitalize()} “{row[column]}”"[:200]
    return "Changes"


@transaction.atomic
def submit(draft):
    """Hand a draft in for review. Raises: NotNow."""
    draft = held(draft, DraftState.open(), NotNow)
    draft.state, draft.submitted_at = DraftState.IN_REVIEW, timezone.now()
    draft.save()


@transaction.atomic
def give_back(draft, by, text):
    """Return a draft to its author with a remark that says what is to be done. Raises: NotNow."""
    draft = held(draft, [DraftState.IN_REVIEW], NotNow)
    draft.state = DraftState.RETURNED
    draft.save()
    draft.remarks.create(by=by, text=text)


@transaction.atomic
def discard(draft):
    """Put a draft away, with its changes, for good. Raises: NotNow."""
    draft = held(draft, DraftState.open(), NotNow)
    draft.state = DraftState.DISCARDED
    draft.save()


def publish(draft, by):
    """Make the changes of a draft to the public records, under the name of its author.

    Raises: NotNow, Conflict, IntegrityError; then nothing is changed.
    """
    context = {"user": draft.author_id, "published_by": by.pk, "reason": draft.reason or draft.title, "draft": draft.pk}
    with whole_change(**context):
        draft = held(draft, DraftState.to_publish(), NotNow)
        apply(draft.row_changes())
        draft.state, draft.published_by, draft.published_at = DraftState.PUBLISHED, by, timezone.now()
        draft.save()


def take_back(draft, by):
    """Undo what a published draft changed, and open it again.

    Raises: NotNow; Conflict where its records have changed since; IntegrityError where others rest on them.
    """
    with whole_change(user=by.pk, reason=f"Reverted: {draft}", draft=draft.pk):
        draft = held(draft, [DraftState.PUBLISHED], NotNow)
        apply(change.inverse for change in draft.row_changes())
        draft.state, draft.published_by, draft.published_at = DraftState.RETURNED, None, None
        draft.save()


def conflicts_of(draft):
    """Return the conflicts of a draft with the records as they are, [] where it can be made. Raises: Unfit."""
    try:
        with looking():
            make(draft.row_changes())
    except Conflict as conflict:
        return conflict.conflicts
    return []


@transaction.atomic
def settle(draft, chosen):
    """Settle each conflict of a draft: `chosen` takes (RowChange, column) and tells whether the draft's value holds.

    Raises: NotNow.
    """
    take_turn()
    draft = held(draft, DraftState.to_publish(), NotNow)
    stale = {(change.model, change.key): row for change, row in conflicts_of(draft)}
    settled = []
    for change in draft.row_changes():
        place = change.model, change.key
        settled.append(_settled(change, stale[place], chosen) if place in stale else change)
    keep(draft, [change for change in settled if change.before != change.after], DraftState.to_publish())


def _settled(change, row, chosen):
    """Return a change as it is to be made to `row`, the row as it is now."""
    if row is None or change.after is None or change.before is None:
        return RowChange(change.model, change.key, row, change.after if chosen(change, None) else row)
    after = {name: change.after[name] if name in change.columns and chosen(change, name) else row[name] for name in row}
    return RowChange(change.model, change.key, row, after)
