"""The desk's pages for imports: upload a table, read the report on its rows, import or undo it; import profiles."""

import csv
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect

from desk.admin.pages import DeskPages
from desk.importing.choices import choose_other, choose_same
from desk.importing.mappings import mapping_from, origins, speaks_of_statements, text_of
from desk.importing.meanings import MEANINGS
from desk.importing.planning import begin, read_again
from desk.importing.progress import progress_of, start
from desk.importing.tables import FORMATS
from desk.importing.unknown import MOST_SHOWN, MeantForms, keep_names, names_waited_for, number_not_kept
from desk.models import Import, ImportOrigin, ImportState, RowOutcome
from desk.statements.importing import plan_again
from desk.statements.unknown import KindMeantForms, keep, leave_out, names_in
from desk.states import Refused
from desk.versions import mark_of
from spacecoop.cells import Echo, safe
from spacecoop.turns import take_turn
from spacecoop.words import listed

ROWS = 50
AT_WORK = "Not saved: the import is running, or has finished."
NEVER_APPLIED = (ImportState.PLANNING, ImportState.PLANNED, ImportState.FAILED)


class TableForm(forms.Form):
    """A table and the import profile that says what its columns mean."""

    origin = forms.ChoiceField(label="Import profile", help_text="It says what the columns mean.")
    file = forms.FileField(
        help_text=f"A table as {', '.join(FORMATS)}; its first line names the columns. "
        "Upload statements and their sources together, as zip."
    )
    reason = forms.CharField(max_length=300, required=False, help_text="Shown in the history of each record.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["origin"].choices = [(name, name) for name in origins()]

    def clean(self):
        file, origin = self.cleaned_data.get("file"), self.cleaned_data.get("origin")
        if file and origin:
            formats = [*FORMATS, *(["zip"] if speaks_of_statements(text_of(origin)) else [])]
            if Path(file.name).suffix.lower().lstrip(".") not in formats:
                self.add_error("file", f"“{file.name}” has another format. Use {', '.join(formats)}.")
        return self.cleaned_data


class MappingForm(forms.Form):
    """An import profile, under its own name or a new one."""

    name = forms.SlugField(help_text="Another name saves a new import profile.")
    mapping = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 36, "cols": 100, "spellcheck": "false"}),
        strip=False,
        help_text="YAML: what each column means.",
    )

    def clean_mapping(self):
        mapping_from(self.cleaned_data["mapping"])
        return self.cleaned_data["mapping"]


@admin.register(Import)
class ImportAdmin(DeskPages):
    """Tables that were uploaded, and what became of them."""

    list_display = ["file_name", "origin", "state", "by", "at"]
    list_filter = ["state", "origin"]
    list_select_related = ["by"]
    search_fields = ["file_name", "origin", "reason"]
    actions = None

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        return [
            self.step("origins/", self.origins, "desk_import_origins"),
            self.step("origins/<slug:name>/", self.origin, "desk_import_origin"),
            self.act("<int:key>/apply/", self.apply, "desk_import_apply"),
            self.act("<int:key>/take-back/", self.take_back, "desk_import_take_back"),
            self.act("<int:key>/other/<int:row>/", self.other, "desk_import_other"),
            self.act("<int:key>/same/<int:row>/", self.same, "desk_import_same"),
            self.step("<int:key>/names/", self.names, "desk_import_names"),
            self.act("<int:key>/choose/", self.choose, "desk_import_choose"),
            self.act("<int:key>/discard/", self.discard, "desk_import_discard"),
            self.step("<int:key>/report.csv", self.report, "desk_import_report"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """Take a table; it is read by a process of its own while its page tells how far that is."""
        self.must(request, "add_import")
        form = TableForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            cleaned = form.cleaned_data
            try:
                table = begin(cleaned["origin"], cleaned["file"].name, by=request.user, reason=cleaned["reason"])
            except ValidationError as error:
                form.add_error("origin", error)
            else:
                start(_kept(cleaned["file"]), "--import", table.pk, "--quiet-rows", "--remove-file")
                return redirect(f"{table.get_absolute_url()}?begun")
        return self.page(request, "admin/desk/import_add.html", "Import a table", form=form)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the report on the rows, of one outcome if that is asked for, and what can be done."""
        table = self.get_object(request, unquote(object_id))
        if table is None:
            raise Http404(f"There is no such {self.opts.verbose_name}.")
        if not self.has_view_permission(request, table):
            raise PermissionDenied
        outcome = request.GET.get("outcome", "")
        rows = table.rows.filter(outcome=outcome) if outcome in RowOutcome.values else table.rows.all()
        counts = [(code, RowOutcome(code).label, number) for code, number in table.counts().items()]
        to_do = table.rows.to_apply().count()
        of_statements = speaks_of_statements(table.mapping)
        unknown, known = (names_in(table), []) if of_statements else names_waited_for(table)
        context = {
            "table": table,
            "has_mapping": table.origin in origins(),
            "progress": progress_of(table),
            "begun": "begun" in request.GET,
            "counts": counts,
            "outcome": outcome,
            "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
            "to_do": to_do,
            "applied": RowOutcome.applied(),
            "left_out": table.rows.filter(is_left_out=True).count(),
            "seconds": table.seconds_to_apply(to_do),
            "may_import": request.user.has_perm("desk.add_import"),
            "unknown": len(unknown),
            "known": len(known),
            "not_kept": 0 if of_statements else number_not_kept(table),
            "to_decide": [RowOutcome.DUPLICATE, RowOutcome.SAME, RowOutcome.NEW],
        }
        return self.page(request, "admin/desk/import.html", str(table), **context)

    def apply(self, request, key):
        return self._begin(request, key, ImportState.PLANNED, "--apply")

    def take_back(self, request, key):
        return self._begin(request, key, ImportState.APPLIED, "--take-back")

    def other(self, request, key, row):
        """Note that a row is another one than those that it looks like."""
        return self._decide(request, key, row, choose_other)

    def same(self, request, key, row):
        """Note that a row is the same as one that it looks like, and show what it would add to that."""
        return self._decide(request, key, row, choose_same)

    def _decide(self, request, key, row, choose):
        self.must(request, "add_import")
        table = get_object_or_404(Import, pk=key)
        with transaction.atomic():
            row = get_object_or_404(table.rows, pk=row)
            if _is_at_rest(table, ImportState.PLANNED):
                try:
                    messages.success(request, choose(row, request.POST.get("value", "")))
                except Refused as refused:
                    messages.error(request, f"Not saved. {refused}")
            else:
                messages.error(request, AT_WORK)
        return redirect(f"{table.get_absolute_url()}?{urlencode({'outcome': request.POST.get('outcome', '')})}")

    def names(self, request, key):
        """Show the names that lead to nobody, each once with the number of its rows; keep whom they mean."""
        self.must(request, "add_import")
        table = get_object_or_404(Import, pk=key)
        if speaks_of_statements(table.mapping):
            return self._names_in_statements(request, table)
        unknown, known = names_waited_for(table)
        shown = unknown[:MOST_SHOWN]
        initial = [{"name": named.name} for named in shown]
        forms = MeantForms(request.POST or None, initial=initial)
        if request.method == "POST" and forms.is_valid():
            decided = {answer["name"]: answer["meant"] for answer in forms.cleaned_data if answer.get("meant")}
            messages.success(request, f"{number_of(len(decided), 'name')} saved. {_kept_and_read(table, decided)}")
            return redirect("admin:desk_import_names", key)
        rows = list(zip(shown, forms, strict=False))
        left = len(unknown) - len(shown)
        context = {"table": table, "rows": rows, "forms": forms, "left": left, "known": len(known)}
        context["not_kept"] = number_not_kept(table)
        return self.page(request, "admin/desk/import_names.html", "Unmatched names", **context)

    def _names_in_statements(self, request, table):
        unknown = names_in(table)
        initial = [{"name": named.name, "kind": kind} for kind, named in unknown]
        forms = KindMeantForms(request.POST or None, initial=initial)
        if request.method == "POST" and forms.is_valid():
            decided = {
                (answer["kind"], answer["name"]): answer["meant"]
                for answer in forms.cleaned_data
                if answer.get("meant")
            }
            is_left_out = request.POST.get("leave_out") == "yes"
            with transaction.atomic():
                if _is_at_rest(table, ImportState.PLANNED):
                    keep(table, decided)
                    plan_again(table)
                    if is_left_out:
                        leave_out(table)
                        plan_again(table)
                    messages.success(request, f"{number_of(len(decided), 'name')} saved. All rows were checked again.")
                else:
                    messages.error(request, AT_WORK)
            return redirect("admin:desk_import_names", table.pk)
        rows = [(named, form) for (_, named), form in zip(unknown, forms, strict=False)]
        context = {"table": table, "rows": rows, "forms": forms, "of_statements": True}
        return self.page(request, "admin/desk/import_names.html", "Unmatched names", **context)

    def choose(self, request, key):
        """Leave rows out, or take them in again: one, or all of one outcome. What is chosen so far is kept."""
        self.must(request, "add_import")
        table = get_object_or_404(Import, pk=key)
        row, outcome = request.POST.get("row", ""), request.POST.get("outcome", "")
        rows = table.rows.filter(outcome__in=RowOutcome.applied())
        rows = rows.filter(pk=row) if row.isdecimal() else rows.filter(outcome=outcome)
        with transaction.atomic():
            if _is_at_rest(table, ImportState.PLANNED):
                number = rows.update(is_left_out=request.POST.get("leave_out") == "yes")
                done = "excluded" if request.POST.get("leave_out") == "yes" else "included"
                messages.success(request, f"{number:,} {'row' if number == 1 else 'rows'} {done}.")
            else:
                messages.error(request, AT_WORK)
        return redirect(f"{table.get_absolute_url()}?{urlencode({'outcome': outcome})}")

    def discard(self, request, key):
        """Forget an import that was never applied."""
        self.must(request, "add_import")
        table = get_object_or_404(Import, pk=key)
        with transaction.atomic():
            if progress_of(table) or not any(_is_at_rest(table, state) for state in NEVER_APPLIED):
                messages.error(request, AT_WORK)
                return redirect(table)
            name = str(table)
            table.delete()
        messages.success(request, f"“{name}” was discarded. Nothing was kept.")
        return redirect("admin:desk_import_changelist")

    def report(self, request, key):
        """Give the report on all rows as a file."""
        self.must(request, "add_import")
        table = get_object_or_404(Import, pk=key)
        response = StreamingHttpResponse(_report_of(table), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{table.pk}.csv"'
        return response

    def origins(self, request):
        """Show the import profiles."""
        self.must(request, "add_import")
        own = set(ImportOrigin.objects.values_list("name", flat=True))
        shown = [(name, mapping_from(text_of(name)), name in own) for name in origins()]
        return self.page(request, "admin/desk/import_origins.html", "Import profiles", origins=shown)

    def origin(self, request, name):
        """Show an import profile, to be changed."""
        self.must(request, "add_import")
        try:
            text = text_of(name)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("admin:desk_import_origins")
        form, is_other = MappingForm(request.POST or None, initial={"name": name, "mapping": text}), False
        if request.method == "POST" and form.is_valid():
            if self._keeps(form, name, request):
                messages.success(request, f"The import profile {form.cleaned_data['name']} was saved.")
                return redirect("admin:desk_import_origin", form.cleaned_data["name"])
            text, is_other = text_of(form.cleaned_data["name"]), True
            form.add_error(
                "mapping",
                "Someone else changed this import profile. Review the current version below, then save again to "
                "replace it.",
            )
        context = {
            "form": form,
            "mapping": mapping_from(text),
            "meanings": MEANINGS,
            "seen": mark_of(text),
            "there_now": text if is_other else "",
        }
        return self.page(request, "admin/desk/import_origin.html", f"Import profile {name}", **context)

    @transaction.atomic
    def _keeps(self, form, name, request):
        """Keep a mapping unless it is another by now than the one that was seen; tell whether it is kept."""
        take_turn()
        cleaned = form.cleaned_data
        there = ImportOrigin.objects.filter(name=cleaned["name"]).exists() or cleaned["name"] == name
        seen = request.POST.get("_seen")
        if seen and there and seen != mark_of(text_of(cleaned["name"])):
            return False
        kept = {"mapping": cleaned["mapping"], "changed_by": request.user}
        ImportOrigin.objects.update_or_create(name=cleaned["name"], defaults=kept)
        return True

    def _begin(self, request, key, state, option):
        """Begin what a process of its own does with an import, unless one works on it."""
        self.must(request, "add_import")
        table = get_object_or_404(Import, pk=key)
        if table.state != state:
            messages.error(request, f"Not possible: the state of this import is “{table.get_state_display()}”.")
        elif progress := progress_of(table):
            messages.error(request, f"This import is running: {progress}.")
        elif self._take_up(table, state):
            start("--import", key, option, "--by", request.user.pk)
            messages.info(request, "Started. This page shows the progress.")
            return redirect(f"{table.get_absolute_url()}?begun")
        else:
            messages.error(request, "This import is running.")
        return redirect(table)

    @transaction.atomic
    def _take_up(self, table, state):
        """Forget the last problem of an import that is to be worked on; tell whether it is at rest."""
        at_rest = _is_at_rest(table, state)
        if at_rest:
            Import.objects.filter(pk=table.pk).update(problem="")
        return at_rest


def _kept_and_read(table, decided):
    """Keep names, and read the rows that waited for them; return in words what has become of those."""
    keep_names(table, decided)
    return _read_by_names(table)


@transaction.atomic
def _read_by_names(table):
    """Read the rows again of which names are known by now. Nobody waits for it who writes records meanwhile."""
    if not _is_at_rest(table, ImportState.PLANNED):
        return "This import is closed. Upload the table again to import its rows."
    _, keys = names_waited_for(table)
    rows = table.rows.filter(pk__in=keys)
    read_again(table, rows.order_by("line"))
    outcomes = dict(rows.order_by().values_list("outcome").annotate(Count("pk")))
    told = listed(f"{number:,} {RowOutcome(outcome).label}" for outcome, number in outcomes.items())
    return f"{number_of(len(keys), 'row')} checked again" + (f": {told}." if told else ".")


def number_of(number, noun):
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _is_at_rest(table, state):
    """Tell whether an import is in a state, and no process works on it; it stays so until the transaction ends."""
    waiting = Import.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=table.pk, state=state)
    return waiting.exists()


def _report_of(table):
    """Yield the lines of a report as CSV, with a mark at its beginning by which spreadsheet programs know UTF-8."""
    write = csv.writer(Echo(), lineterminator="\r\n").writerow
    yield "\ufeff" + write(["line", "row", "outcome", "excluded", "remarks", "differences", "facts"])
    for row in table.rows.iterator():
        cells = [row.line, row.row_id, row.get_outcome_display(), "yes" if row.is_left_out else ""]
        differences = [
            f"{difference['name']}: {difference['old'] or 'not stated'} → {difference['new'] or 'not stated'}"
            for difference in row.differences
        ]
        facts = [f"{name}: {fact['shown']}" for name, fact in row.shown_facts]
        yield write(map(safe, [*cells, " ".join(row.remarks), "; ".join(differences), "; ".join(facts)]))


def _kept(file):
    """Keep an uploaded file for the process that reads it, which removes it; return its path."""
    with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix, delete=False) as kept:
        for piece in file.chunks():
            kept.write(piece)
    return kept.name
