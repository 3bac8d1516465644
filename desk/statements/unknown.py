"""Names in statements that lead to nobody: grouped, decided once by a person, and kept as names and labels."""

from collections import Counter, defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.models import Agency, AgencyName, Country, CountryName
from agreements.entering import Batch
from agreements.models import Area, AreaLabel, Mission, MissionName, Source
from agreements.names import NAMES
from desk.importing.unknown import MOST_SHOWN, MeantForm, Unknown, only_one_called
from desk.models import ImportRow, RowOutcome

MODELS = {"agency": Agency, "country": Country, "area": Area, "mission": Mission}
# By kind: what a further name is, its field for the record, and the one for the words.
FORMS = {
    "agency": (AgencyName, "agency", "name"),
    "country": (CountryName, "country", "name"),
    "area": (AreaLabel, "area", "label"),
    "mission": (MissionName, "mission", "name"),
}
MOST_NEAR = 3


def names_in(table):
    """Return [(kind, Unknown)] of the names in statements that lead to nobody, those of most rows first."""
    rows = Counter()
    for unknown in table.rows.filter(outcome=RowOutcome.REJECTED).exclude(unknown={}).values_list("unknown", flat=True):
        rows.update((kind, name) for kind, names in unknown.items() for name in names)
    most = rows.most_common(MOST_SHOWN)
    return [(kind, Unknown(name, number, NAMES.nearest(name, [kind], MOST_NEAR))) for (kind, name), number in most]


class KindMeantForm(MeantForm):
    """Which record of a kind a name means."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in MODELS], widget=forms.HiddenInput)

    def clean_meant(self):
        return self.cleaned_data["meant"].strip()

    def clean(self):
        cleaned = super().clean()
        written, kind = cleaned.get("meant"), cleaned.get("kind")
        if written and kind:
            model = MODELS[kind]
            try:
                cleaned["meant"] = only_one_called(written, [model], model._meta.verbose_name)
            except ValidationError as error:
                self.add_error("meant", error)
        return cleaned


KindMeantForms = forms.formset_factory(KindMeantForm, extra=0, max_num=MOST_SHOWN, absolute_max=MOST_SHOWN)


@transaction.atomic
def keep(table, decided):
    """Keep names, {(kind, name): record}, each cited from the source of a statement that has it, where one is here."""
    cited = defaultdict(list)
    for unknown in table.rows.exclude(unknown={}).values_list("unknown", flat=True):
        for kind, names in unknown.items():
            for name, citation in names.items():
                cited[kind, name] += [citation] if citation else []
    sources = {source.slug: source for source in Source.objects.filter(slug__in=_sources(cited))}
    batch = Batch()
    for (kind, name), record in decided.items():
        model, owner, field = FORMS[kind]
        if model.objects.filter(**{owner: record, field: name}).exists():
            continue
        kept = batch.add(model(**{owner: record, field: name}, language="und"))
        for quote, slug in cited[kind, name][:1]:
            if slug in sources:
                batch.cite(kept, sources[slug], quote)
    batch.write()


LEFT_OUT = ("area", "mission")  # without which a record is still one


@transaction.atomic
def leave_out(table):
    """Take the statements whose area or mission leads to nobody out of the rows of an Import; each row tells them."""
    rows = list(table.rows.exclude(unknown={}))
    for row in rows:
        names = {kind: row.unknown.get(kind, {}) for kind in LEFT_OUT}
        gone = [
            key for key, fact in row.facts.items() if fact["value"].get(fact["name"]) in names.get(fact["name"], {})
        ]
        told = [
            f"Excluded: {row.facts[key]['name']} “{row.facts[key]['shown']}”, {row.facts[key]['phrase']}"
            for key in gone
        ]
        row.facts = {key: fact for key, fact in row.facts.items() if key not in gone}
        row.document["left_out"] = [*row.document.get("left_out", []), *told]
    ImportRow.objects.bulk_update(rows, ["facts", "document"], 500)


def _sources(cited):
    return {slug for citations in cited.values() for _, slug in citations}
