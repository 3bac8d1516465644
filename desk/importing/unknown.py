"""Names in a table that no record has: grouped, decided once by a person, and kept as names of those they are."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.models import Agency, AgencyName, Country, CountryName
from agencies.names import countries_called
from agreements.entering import Batch
from agreements.models import Source
from desk.importing.mappings import mapping_from
from desk.importing.names import Names
from desk.importing.row_parties import phrase_of
from desk.models import RowOutcome
from desk.reading.entries import records_called
from spacecoop.words import listed

MOST_SHOWN = 100  # at a time: the next ones follow when these are decided
LONGEST = CountryName._meta.get_field("name").max_length


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nobody has, however it is typed, in how many rows it stands, and the names most like it."""

    name: str
    rows: int
    near: list


def names_waited_for(table):
    """Return (the Unknowns of an Import, those of most rows first; the keys of its rows that can be read again).

    Those are the rejected rows of which a name that nobody had is somebody's by now. Cost: a query, or six.
    """
    rejected = table.rows.filter(outcome=RowOutcome.REJECTED, as_read__isnull=False).exclude(unknown={})
    waiting = list(rejected.values_list("pk", "unknown"))
    if not waiting:
        return [], []
    names, rows, spellings, near, known = Names(), Counter(), defaultdict(Counter), {}, []
    names.learn([name for _, unknown in waiting for name in unknown])
    for key, unknown in waiting:
        rows.update({names.fold(name) for name in unknown})
        for name, alike in unknown.items():
            spellings[names.fold(name)][name] += 1
            near.setdefault(names.fold(name), alike)
        if any(map(names.has, unknown)):
            known.append(key)
    called = {plain: spelled.most_common(1)[0][0] for plain, spelled in spellings.items()}
    unknown = [
        Unknown(called[plain], number, near[plain])
        for plain, number in rows.most_common()
        if len(called[plain]) <= LONGEST and not names.has(called[plain])
    ]
    return unknown, known


def number_not_kept(table):
    """Return how many rejected rows of an Import were read when their cells were not kept yet: no name waits there."""
    return table.rows.filter(outcome=RowOutcome.REJECTED, as_read__isnull=True).count()


class MeantForm(forms.Form):
    """Whom a name means."""

    name = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)
    meant = forms.CharField(max_length=200, required=False, label="Match")

    def clean_meant(self):
        """Return the Country or the Agency that is written, by code, address or a name; None where nothing is."""
        written = self.cleaned_data["meant"].strip()
        return only_one_called(written, [Country, Agency], "organisation or country") if written else None


def only_one_called(written, models, noun):
    """Return the record of `models` that is written, by code, address or a name; of the first that has any.

    Raises: ValidationError where it is none, or several.
    """
    countries = Country.objects.filter(code__in=countries_called(written)) if Country in models else ()
    found = list(countries) or records_called(written, [model for model in models if model is not Country])
    if len(found) > 1:
        raise ValidationError(f"“{written}” may be {listed(map(str, found), 'or')}. Enter which one.")
    if not found:
        raise ValidationError(f"No {noun} is called “{written}”. Enter the record first.")
    return found[0]


MeantForms = forms.formset_factory(MeantForm, extra=0, max_num=MOST_SHOWN, absolute_max=MOST_SHOWN)


@transaction.atomic
def keep_names(table, decided):
    """Keep names, {name: Country or Agency}; that of an organisation is cited from the document of the mapping."""
    if not decided:
        return
    batch, source = Batch(), mapping_from(table.mapping).source
    cited = Source.objects.filter(address=source["address"]).first()
    for name, record in decided.items():
        if isinstance(record, Country):
            CountryName.objects.get_or_create(country=record, name=name, defaults={"language": "und"})
            continue
        cited = cited or batch.add(Source(**source))
        if not AgencyName.objects.filter(agency=record, name=name).exists():
            batch.cite(batch.add(AgencyName(agency=record, name=name, language="und")), cited, phrase_of(name))
    batch.write()
