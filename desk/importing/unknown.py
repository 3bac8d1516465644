"""Names in a table that lead to nobody: grouped, decided once by a person, and kept as names of those they are."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.models import Agency, AgencyName, Country, CountryName
from agencies.names import countries_called
from agreements.entering import Batch
from agreements.models import Source
from desk.importing.mappings import mapping_from
from desk.importing.names import unknown_name
from desk.importing.rows import phrase_of
from desk.models import RowOutcome
from desk.reading.entries import records_called
from spacecoop.words import listed

MOST_SHOWN = 100  # at a time: the next ones follow when these are decided
LONGEST = CountryName._meta.get_field("name").max_length


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that nobody has, in how many rows it stands, and the names most like it."""

    name: str
    rows: int
    near: list


def unknown_names(table):
    """Return the Unknowns of an Import that nobody has decided yet, those of most rows first. Cost: three queries."""
    rows, near = Counter(), {}
    rejected = table.rows.filter(outcome=RowOutcome.REJECTED)
    for (remarks,) in rejected.values_list("remarks").iterator():
        told = dict(filter(None, map(unknown_name, remarks)))
        rows.update(told.keys())
        near |= told
    known = _known(rows)
    return [Unknown(name, number, near[name]) for name, number in rows.most_common() if name not in known]


def _known(names):
    """Return those of some names that somebody has by now."""
    kept = [CountryName, AgencyName]
    return {name for model in kept for name in model.objects.filter(name__in=names).values_list("name", flat=True)}


class MeantForm(forms.Form):
    """Whom a name means."""

    name = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)
    meant = forms.CharField(max_length=200, required=False, label="Who it is")

    def clean_meant(self):
        """Return the Country or the Agency that is written, by code, address or a name; None where nothing is."""
        if not (written := self.cleaned_data["meant"].strip()):
            return None
        found = list(Country.objects.filter(code__in=countries_called(written))) or records_called(written, [Agency])
        if len(found) > 1:
            raise ValidationError(f"“{written}” may be {listed(map(str, found), 'or')}: say which.")
        if not found:
            raise ValidationError(f"No organisation or country is called “{written}”: enter it first.")
        return found[0]


MeantForms = forms.formset_factory(MeantForm, extra=0, max_num=MOST_SHOWN, absolute_max=MOST_SHOWN)


@transaction.atomic
def keep_names(table, decided):
    """Keep names, {name: Country or Agency}; that of an organisation is cited from the document of the mapping."""
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
