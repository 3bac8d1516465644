"""What is done through the desk, one after another in any order, comes to what a plain model of it says.

The model is a dictionary: a form remembers what it was opened on; it is accepted where nothing else stands there now,
and told otherwise, with what was typed in it and, elsewhere, what is there now.
"""

from copy import deepcopy

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from agreements.models import Agreement
from agreements.models import Form as FormOfAgreement
from desk.merging import merge, undo
from desk.models import Draft
from tests.desk.editors import Editor, Form, change
from tests.factories import make_agreement, make_event, make_source

pytestmark = pytest.mark.django_db
FIELDS = ("title", "summary")
TEXTS = st.sampled_from(["One", "Two", "Three"])
TYPED = st.tuples(st.sampled_from(FIELDS), TEXTS)
LISTED = "/admin/agreements/agreement/"


class Open:
    """A form that somebody has open: what it was opened on, and what was typed in it."""

    def __init__(self, form, base):
        self.form, self.base, self.typed = form, base, {}

    def type(self, place, text):
        self.typed[place] = text
        self.form.type(**{self.name_of(place): text})

    def name_of(self, place):
        """Return the name of the input of a field, or of the place of an event; None where that is not in the form."""
        if isinstance(place, str):
            return place
        keys = [
            name
            for name, value in self.form.values.items()
            if name[:7] == "events-" and name.endswith("-id") and value == str(place)
        ]
        return keys[0].replace("-id", "-place") if keys else None


class Desk(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.curator, self.author = Editor("curator"), Editor("author", "editor")
        self.agreement = make_agreement(title="First", form="other", acts={"signed": "2000"})
        self.other = make_agreement(title="Other")
        self.model = {name: getattr(self.agreement, name) for name in FIELDS} | self.parts()
        self.is_here, self.merged, self.forms = True, None, []

    def teardown(self):
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def parts(self):
        forms = self.agreement.designations.values_list("form", flat=True)
        return {"places": self.places(), "called": set(forms)}

    def places(self):
        return dict(self.agreement.events.values_list("pk", "place"))

    @precondition(lambda self: self.is_here)
    @rule()
    def open(self):
        self.forms.append(Open(Form(self.curator, change(self.agreement)), deepcopy(self.model)))

    @precondition(lambda self: self.forms)
    @rule(data=st.data(), typed=TYPED)
    def type(self, data, typed):
        data.draw(st.sampled_from(self.forms)).type(*typed)

    @precondition(lambda self: any(one.base["places"] for one in self.forms))
    @rule(data=st.data(), text=TEXTS)
    def type_in_an_event(self, data, text):
        opened = data.draw(st.sampled_from([one for one in self.forms if one.base["places"]]))
        opened.type(data.draw(st.sampled_from(sorted(opened.base["places"]))), text)

    @precondition(lambda self: self.forms)
    @rule(data=st.data())
    def save(self, data):
        opened = data.draw(st.sampled_from(self.forms))
        answer = opened.form.save()
        if not self.is_here:
            assert answer.status_code == 410
            self.forms.remove(opened)
        elif opened.base == self.model:
            assert answer.status_code == 302
            self.forms.remove(opened)
            for place, text in opened.typed.items():
                (self.model if isinstance(place, str) else self.model["places"])[place] = text
            self.learn_new_events(opened)
        else:
            assert answer.status_code == 409
            self.tell(opened, answer)

    def tell(self, opened, answer):
        """Go on from the page that tells: what was typed is in it, and elsewhere what is there now."""
        opened.form, opened.base = Form(self.curator, change(self.agreement), answer), deepcopy(self.model)
        for name in FIELDS:
            assert opened.form.values[name] == opened.typed.get(name, self.model[name])
        for key in [key for key in opened.typed if not isinstance(key, str)]:
            if key in self.model["places"]:
                assert opened.form.values[opened.name_of(key)] == opened.typed[key]
            else:  # it is a new one now
                assert opened.typed.pop(key) in opened.form.values.values()
        for key, text in self.model["places"].items():
            assert opened.form.values[opened.name_of(key)] == opened.typed.get(key, text)

    def learn_new_events(self, opened):
        """Take in what came of texts that were typed in events that others had deleted meanwhile."""
        came = {key: text for key, text in self.places().items() if key not in self.model["places"]}
        shown = [value for name, value in opened.form.values.items() if name.endswith("-place")]
        assert set(came.values()) <= set(shown)
        self.model["places"] |= came

    @precondition(lambda self: self.is_here)
    @rule(form=st.sampled_from(FormOfAgreement.values[:3]))
    def add_designation(self, form):
        chosen = {"_selected_action": [self.agreement.pk]}
        asked = Form(self.curator, LISTED, self.curator.post(LISTED, {**chosen, "action": "add_designation"}))
        asked.type(form=form, source=make_source().pk, phrase="a phrase")
        self.curator.post(LISTED, {**asked.values, **chosen})
        self.model["called"] |= {form}

    @precondition(lambda self: self.is_here)
    @rule(typed=TYPED)
    def publish(self, typed):
        Form(self.author, change(self.agreement)).type(**dict([typed])).save()
        for draft in Draft.objects.open():
            page = f"/admin/desk/draft/{draft.pk}/"
            self.author.post(f"{page}leave/", {})
            self.curator.post(f"{page}publish/", {})
        self.model |= dict([typed])

    @precondition(lambda self: self.is_here)
    @rule(text=TEXTS)
    def add_event(self, text):
        event = make_event(agreement=self.agreement, kind="entered_into_force", place=text)
        self.model["places"][event.pk] = text

    @precondition(lambda self: self.is_here and self.model["places"])
    @rule(data=st.data())
    def delete_event(self, data):
        key = data.draw(st.sampled_from(sorted(self.model["places"])))
        self.agreement.events.get(pk=key).delete()
        del self.model["places"][key]

    @precondition(lambda self: self.is_here)
    @rule()
    def delete(self):
        Form(self.curator, change(self.agreement).replace("change", "delete")).save()
        self.is_here = False

    @precondition(lambda self: self.is_here)
    @rule()
    def merge(self):
        self.merged = merge(self.other, self.agreement)
        self.is_here = False

    @precondition(lambda self: not self.is_here)
    @rule()
    def bring_back(self):
        if self.merged:
            undo(self.merged)
        else:
            gone = self.curator.get(change(self.agreement)).context_data["last"]
            versions = reverse("admin:record_versions", args=["agreements.agreement", self.agreement.pk])
            form = Form(self.curator, versions, self.curator.get(versions, start=str(gone.pgh_created_at)[:26]))
            form.address = versions
            form.save()
        self.is_here, self.merged = True, None

    @invariant()
    def the_record_is_as_the_model_says(self):
        if hasattr(self, "agreement"):
            row = Agreement.objects.filter(pk=self.agreement.pk).values(*FIELDS).first()
            assert (row is not None) == self.is_here
            if row:
                assert row | self.parts() == self.model


@pytest.mark.parametrize(("examples", "steps"), [(2, 10), pytest.param(60, 40, marks=pytest.mark.thorough)])
def test_the_desk_does_what_the_model_says(groups, examples, steps):
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            derandomize=examples < 10,
        ),
    )
