"""A copy begun with the archive and kept by the changes of the API, as docs/exports.md keeps it, is the base."""

import re
from random import Random

import pghistory
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from agencies.models import Agency, Person
from agreements.history import RECORDED
from agreements.models import Agreement, Area, Event, Mission, Source
from catalogue.models import Change, Document
from catalogue.renderer import differing, up_to_date
from desk.changesets import Conflict
from desk.merging import merge, undo
from spacecoop import limits
from spacecoop.allowances import Allowance
from tests.catalogue.records import FIELDS, others
from tests.catalogue.samples import generate
from tests.factories import make_agreement, make_source

pytestmark = pytest.mark.django_db
COUNTED = {"agreement_count", "citation_count"}  # of other records
MERGED = (Agency, Agreement, Area, Event, Mission, Person, Source)
REFUSED = (IntegrityError, ValidationError, Conflict, models.ProtectedError)


@pytest.fixture
def script(client, monkeypatch):
    """Return the names of the script in docs/exports.md, which asks this test's client."""
    text = (settings.BASE_DIR / "docs" / "exports.md").read_text()
    names = {"__name__": "script"}
    exec(re.search(r"## Keep a copy.*?```python\n(.*?)```", text, re.DOTALL)[1], names)  # noqa: S102 - our own

    monkeypatch.setattr(limits, "QUESTIONS", Allowance("many questions", 10**9, 60))

    def get(url):
        response = client.get(url, follow=True)
        assert response.status_code in (200, 404), (url, response.content)
        return b"".join(response) if response.status_code == 200 else None

    names["get"] = get
    return names


def whole(script):
    """Return the base as a fresh archive has it, without what is counted of other records."""
    return without_counts(script["begin"]("http://testserver")[0])


def without_counts(copy):
    return {key: {name: value for name, value in record.items() if name not in COUNTED} for key, record in copy.items()}


class Editors:
    """Editors who change what they find, at random, as far as the rules allow."""

    def __init__(self, seed):
        self.random, self.merges, self.done = Random(seed), [], {}  # noqa: S311

    def edit(self):
        """Make one change that the rules allow."""
        while True:
            work = self.random.choices([self.change, self.delete, self.merge, self.undo, self.add], [6, 3, 2, 1, 1])[0]
            try:
                with transaction.atomic(), pghistory.context(reason="an edit"):
                    is_done = work()
                    connection.check_constraints()
            except REFUSED:
                continue
            if is_done:
                self.done[work.__name__] = self.done.get(work.__name__, 0) + 1
                return

    def some(self, model, number=1):
        keys = sorted(model.objects.values_list("pk", flat=True))
        return [model.objects.get(pk=key) for key in self.random.sample(keys, min(number, len(keys)))]

    def change(self):
        model, field = self.random.choice(FIELDS)
        for record in self.some(model):
            if values := [value for value in others(field, record) if value != "" or field.blank]:
                return model.objects.filter(pk=record.pk).update(**{field.attname: self.random.choice(values)})
        return False

    def delete(self):
        for record in self.some(self.random.choice(RECORDED)):
            return record.delete()[0]
        return False

    def merge(self):
        records = self.some(self.random.choice(MERGED), 2)
        if len(records) < 2:
            return False
        self.merges.append(merge(*records))
        return True

    def undo(self):
        if not self.merges:
            return False
        undo(self.merges.pop())
        return True

    def add(self):
        number = self.random.randrange(10**6)
        if self.random.random() < 0.5:
            make_source(f"added-{number}")
        else:
            make_agreement(f"added-{number}", parties=["BE", "FR"], acts={"signed": "2001"})
        return True


@pytest.mark.parametrize(
    ("seed", "edits"), [(1957, 40), *(pytest.param(seed, 500, marks=pytest.mark.thorough) for seed in range(2))]
)
def test_a_copy_kept_by_the_changes_is_the_base(client, script, seed, edits):
    generate(Random(seed))  # noqa: S311
    editors = Editors(seed)
    copy, later = script["begin"]("http://testserver")
    for _ in range(edits):
        editors.edit()
        if editors.random.random() < 0.3:
            up_to_date()
        if editors.random.random() < 0.15:
            later = script["keep_up"](copy, f"{later}&page_size={editors.random.choice([1, 7, 1000])}")
            later = re.sub(r"&page_size=\d+", "", later)
    script["keep_up"](copy, later)
    assert differing() == []
    assert without_counts(copy) == whole(script)
    assert Change.objects.filter(is_there=True).count() == Document.objects.filter(until=None).count() == len(copy)
    assert editors.done.keys() == {"change", "delete", "merge", "undo", "add"}


@pytest.mark.thorough
def test_a_copy_that_misses_a_change_is_not_the_base(client, script):
    """So that what is compared above can differ."""
    generate(Random(1957))  # noqa: S311
    copy, later = script["begin"]("http://testserver")
    with pghistory.context(reason="an edit"):
        Agency.objects.filter(slug="cnes").update(name="Another name")
    assert without_counts(copy) != whole(script)
    script["keep_up"](copy, later)
    assert without_counts(copy) == whole(script)
