"""Words that the glossary replaced stand nowhere as a whole label, heading, key or value that readers meet."""

import inspect
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from rest_framework.serializers import ChoiceField, Serializer

from agreements import statements
from agreements.admin import cited, events
from catalogue import filters
from desk import bulk, site
from desk.admin import drafts, imports, merges
from desk.importing import meanings, unknown
from desk.models import ReportKind
from desk.reading import forms as of_reading
from desk.reading import part_forms, text_forms
from desk.reports import ReportForm
from opendata.exports.columns import GROUPS, columns_of
from opendata.shapes import agreements as of_agreements
from opendata.shapes import answers, parts, records, status
from opendata.shapes import events as of_events
from pages.words import WORDS
from spacecoop.filters import FilterSet

MODULES_OF_FORMS = (bulk, site, drafts, imports, merges, unknown, of_reading, part_forms, text_forms, cited, events)
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
PAGES, DESK = TEMPLATES / "pages", TEMPLATES / "admin"
# What is read as a whole: headings, labels of facts, columns, fields, and what can be pressed or opened.
MARKED = re.compile(r'\{\{-? *_\("([^"]*)"\)[^}]*\}\}|\{%-? *(?:end)?trans\b[^%]*%\}')
WHOLES = re.compile(r"<(h[1-6]|dt|th|label|legend|summary|button|option)\b[^>]*>([^<{}]+)</\1>")


def _listed(words):
    return {word.strip() for word in re.split("[·\n]", words)} - {""}


GONE = _listed("""
    act · acts · legal act · legal acts · modality · done · phrase · key phrase · letter for letter · body · bodies
    side · sides · office · offices · offices held · office held · kind of instrument · because · on · address
    link · picture · pictures · doors · as data · take away · take it away · narrow down · chosen · show · passes on
    relays · notes · sources of this page · said as of · said · areas · ended · not signed yet
    reported as in place · dated (kind of date not stated) · foresaw · aggregate claim · policy position · joining
    joining a programme · set by a curator · curator · implementing body · mixed · who does what · did or does it
    said or published it · supported it · formal title · in numbers · fixes the end at · fact · facts · a year
    its areas · its bodies · its parties · results by kind · what is the matter · what is wrong · your address
    whether it binds · an address leads nowhere · ends possibly after · ends possibly before · no known outcome
    time is over · its time is over · ahead · settled · as known on · moments · edit the data · on another day
    another agreement, by the end of its address · everything in one archive · which is meant
""")
# Of the desk; what it calls a preview, a draft, a profile of an import and a duplicate has one name each.
GONE_AT_DESK = GONE | _listed("""
    leave it · open it again · there now · yours · yours, in the form · from which source · read it · keep it
    bring · bring a table · read a source · texts of sources · all that were read · what columns mean · origin · origins
    begun · begun by · begin · begin a draft · handed in · keep title and reason · changed meanwhile · as it was
    as it is now · in the draft · settle · work in it · return with this remark · take it back as a whole
    what it changes
    taken back · applied · apply it · discard it · edited here since · the same as one here · read, not applied
    names that nobody has · who it is · take all of these in · leave all of these out · take it in · leave it out
    it is another one · what it says · records that may be one · merge those chosen · they are different · any other two
    see the merge · compare them · why? · why are they one? · undo it as a whole · undo all of these · what moves
    it seems to be recorded · compare it with what you enter · store all of it · names that are new here · to be asked
    what you enter · entered from it · show what would be stored · what it is · who or what · it · its basis
    which agreement · of the agreement · as what a person acted · leave out · where the text says its own date
    new: on the side of · on the side of · cited from · where it comes from · what it supports: exactly one
    what sort of body it is · its country · its acronym · what is missing · last action
""")
KEYS = _listed("""
    act · modality · phrase · relays · address · because · on · page · api · all · link · asked_for · searched_for
    fact_count · bodies · offices · office · as_known_on · joining
    facts · signed_possibly_after · signed_possibly_before · notes
""")
VALUES = _listed("""
    done · joining · aggregate_claim · policy_position · curator · inter-agency · mixed · memorandum · ahead
    performed · operated · supported · provided_vehicle · provided · hosts · uses · distributes · unspecified
    participates · contributes · leads · in_charge · develops · reported_in_place · not_signed
""")
FILTER_SETS = [one for one in vars(filters).values() if inspect.isclass(one) and issubclass(one, FilterSet)]
SHAPES = (answers, of_agreements, of_events, parts, records, status)
SERIALIZERS = [
    one for module in SHAPES for one in vars(module).values() if inspect.isclass(one) and issubclass(one, Serializer)
]


def choices_of(told):
    """Return (value, label) of what a filter offers."""
    return getattr(told.field, "choices", ())


def labels_of_filters():
    for filter_set in FILTER_SETS:
        for name, told in filter_set.base_filters.items():
            yield f"{filter_set.__name__}.{name}", told.label
            for _, label in choices_of(told):
                yield f"{filter_set.__name__}.{name}", label


def labels_of_choices():
    for app in ("agencies", "agreements"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.fields:
                yield from ((f"{model.__name__}.{field.name}", label) for _, label in field.choices or ())


def labels_of_pages():
    for template in sorted(PAGES.rglob("*.*")):
        bare = MARKED.sub(lambda marked: marked[1] or "", template.read_text(encoding="utf-8"))
        yield from ((template.name, text) for _, text in WHOLES.findall(bare))


def labels_of_words():
    for subject, told in WORDS.items():
        yield from ((subject, str(words)) for words in told.values())


def labels_of_the_report():
    form = ReportForm()
    visible = (field for field in form if not isinstance(field.field.widget, forms.HiddenInput))
    yield from (("report", field.label) for field in visible)
    yield from (("report", label) for label in ReportKind.labels)


def labels_of_the_desk():
    for template in sorted(DESK.rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        yield from ((template.name, words) for _, words in WHOLES.findall(text))
        yield from ((template.name, words) for words in re.findall(r'<input type="submit"[^>]*value="([^"]+)"', text))
    for module in MODULES_OF_FORMS:
        for form in [one for one in vars(module).values() if inspect.isclass(one) and issubclass(one, forms.BaseForm)]:
            yield from ((form.__name__, field.label or "") for field in form.base_fields.values())
    for model in apps.get_app_config("desk").get_models():
        yield from ((model.__name__, label) for field in model._meta.fields for _, label in field.choices or ())
    for told in meanings.MEANINGS.values():
        yield from (("mapping", words) for words in told.values())


def test_no_label_of_the_desk_is_a_word_that_was_replaced():
    said = [(place, " ".join(str(text).split())) for place, text in labels_of_the_desk()]
    assert len(said) > 200
    assert [(place, text) for place, text in said if text.lower().rstrip(":.?") in GONE_AT_DESK] == []


@pytest.mark.parametrize(
    "labels", [labels_of_filters, labels_of_choices, labels_of_pages, labels_of_words, labels_of_the_report]
)
def test_no_label_or_heading_is_a_word_that_was_replaced(labels):
    said = [(place, " ".join(text.split())) for place, text in labels() if text]
    assert said
    assert [(place, text) for place, text in said if text.lower().rstrip(":.?") in GONE] == []


def test_no_key_of_the_api_nor_column_is_a_word_that_was_replaced():
    fields = [(one.__name__, name) for one in SERIALIZERS for name in one().fields]
    parameters = [(one.__name__, name) for one in FILTER_SETS for name in one.base_filters]
    columns = [(name, column) for name in GROUPS for column, _ in columns_of(name)]
    columns += [("statements", column) for column in statements.columns()]
    assert len(fields) > 200
    assert [told for told in [*fields, *parameters, *columns] if told[1] in KEYS] == []


def test_no_value_of_the_api_is_a_word_that_was_replaced():
    fields = [(one.__name__, name, told) for one in SERIALIZERS for name, told in one().fields.items()]
    fields = [(*place, told) for *place, told in fields if isinstance(told, ChoiceField)]
    assert len(fields) > 40
    assert [(*place, value) for *place, told in fields for value in told.choices if value in VALUES] == []
    choices = [
        (name, value)
        for filter_set in FILTER_SETS
        for name, told in filter_set.base_filters.items()
        for value, _ in choices_of(told)
    ]
    assert [told for told in choices if told[1] in VALUES] == []


def test_every_value_of_the_api_has_a_label():
    bare = [
        (one.__name__, name, value)
        for one in SERIALIZERS
        for name, told in one().fields.items()
        if isinstance(told, ChoiceField)
        for value, label in told.choices.items()
        if not label or "_" in label
    ]
    assert bare == []
