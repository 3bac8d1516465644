"""What is confirmed of a text is stored with its citations; what is wrong is told beside its field."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User

from agreements.models import Agreement, Citation, Event, Source
from desk.models import Draft, SourceText
from tests.desk.texts.posts import bring, filled, read
from tests.factories import make_agency, make_agreement

pytestmark = pytest.mark.django_db


def test_all_is_shown_before_it_is_stored(curator):
    bring(curator)
    page = curator.post(read(SourceText.objects.get()), filled())
    assert "To be saved: 1 source, 1 agreement" in page.text
    assert "is set to expire in December" in page.text
    assert not Agreement.objects.exists()
    assert not Source.objects.exists()


def test_what_is_confirmed_is_stored_with_its_citations(curator):
    bring(curator)
    text = SourceText.objects.get()
    page = curator.post(read(text), filled(store="yes"), follow=True)
    assert "Saved: 1 source, 1 agreement" in page.text
    event = Event.objects.get()
    assert (event.agreement.slug, event.date, event.date_basis) == ("cnes-csa-2021", "2021-12", "derived")
    assert Citation.objects.filter(event=event, phrase="Paris, 20 January 2021").get().fields == ["date", "as_of"]
    text.refresh_from_db()
    assert text.source.slug == "cnes-2021"
    assert "Recorded already: " in page.text


@pytest.mark.many
@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("agreements-0-phrase", "another framework agreement", "The text does not contain exactly these words"),
        ("agreements-0-phrase", "", "Enter the quotation from the text."),
        ("agreements-0-phrase", "CNES and CSA discussed their framework agreement, which is", "It has 9 words"),
        ("agreements-0-links-1-record", "ESA", "No agency is called “ESA”"),
        ("agreements-0-links-1-role", "implementing", "Parties: 1 have the role “party”"),
        ("events-0-agreement", "", "A treaty action needs an agreement"),
        ("events-0-agreement", "2", "There is no such agreement"),
        ("events-0-modality", "done", "An announced expiry is announced"),
        ("events-0-date", "12/2021/3", "not understood"),
        ("source-date_phrase", "", "A date below depends on the date of the document"),
        ("source-address", "", "This field is required"),
    ],
)
def test_errors_stand_beside_the_fields_and_nothing_typed_is_lost(curator, field, value, error):
    bring(curator)
    page = curator.post(read(SourceText.objects.get()), filled(store="yes") | {field: value})
    assert error in page.text
    assert 'value="Framework agreement of CNES and CSA"' in page.text
    assert not Agreement.objects.exists()


def test_what_several_events_lack_is_said_once(curator):
    bring(curator)
    posted = filled(**{"store": "yes", "source-date_phrase": "", "events-TOTAL_FORMS": 2})
    posted |= {key.replace("-0-", "-1-"): value for key, value in posted.items() if key.startswith("events-0-")}
    page = curator.post(read(SourceText.objects.get()), posted)
    assert page.text.count("A date below depends on the date of the document") == 1


def test_a_name_of_several_is_asked(curator):
    make_agency("csa-cz", name="Czech Space Agency", acronym="CSA")
    page = bring(curator)
    assert 'class="mark name asked"' in page.text
    page = curator.post(read(SourceText.objects.get()), filled())
    assert "“CSA” is the name of several" in page.text


@pytest.mark.thorough
def test_an_entry_that_is_left_out_is_not_stored(curator):
    bring(curator)
    curator.post(read(SourceText.objects.get()), filled(store="yes", **{"events-0-DELETE": "on"}))
    assert Agreement.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.thorough
def test_what_an_editor_stores_waits_in_a_draft(curator, groups, client):
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    client.force_login(editor)
    bring(client)
    assert "To be saved" in client.post(read(SourceText.objects.get()), filled()).text
    assert not Draft.objects.exists()
    page = client.post(read(SourceText.objects.get()), filled(store="yes"), follow=True)
    assert "Saved in the draft" in page.text
    assert not Agreement.objects.exists()
    assert Draft.objects.get().changes.filter(model="agreements.Agreement").exists()


TERMS = (
    "Paris, 20 January 2021\n\nCNES and CSA signed an agreement (TIAS 12927) for five years. Decree No. 64 followed."
)


def with_rows(**rows):
    """Return what the page posts with rows of its agreement: {formset: [{field: value}]}."""
    posted = filled(**{"events-TOTAL_FORMS": 0, "agreements-0-function": "", "agreements-0-phrase": "an agreement"})
    for number in (0, 1):
        posted[f"agreements-0-links-{number}-phrase"] = "CNES and CSA signed"
    for name, forms in rows.items():
        posted |= {f"agreements-0-{name}-TOTAL_FORMS": len(forms), f"agreements-0-{name}-INITIAL_FORMS": 0}
        for number, form in enumerate(forms):
            posted |= {f"agreements-0-{name}-{number}-{field}": value for field, value in form.items()}
    return posted


@pytest.mark.thorough
def test_a_number_a_term_and_a_relation_are_entered_from_a_text(curator):
    make_agreement("older", parties=["cnes", "csa"], form="treaty")
    bring(curator, pasted=TERMS)
    posted = with_rows(
        identifiers=[{"scheme": "tias", "value": "TIAS 12927", "phrase": "(TIAS 12927)"}],
        terms=[{"what": "length", "value": "5 years", "phrase": "for five years"}],
        relations=[{"kind": "implements", "other": "older", "phrase": "an agreement"}],
    )
    curator.post(read(SourceText.objects.get()), posted | {"store": "yes"})
    agreement = Agreement.objects.exclude(slug="older").get()
    assert [(one.scheme, one.value) for one in agreement.identifiers.all()] == [("tias", "12927")]
    assert agreement.terms.get().length == "P5Y"
    assert agreement.relations.get().other.slug == "older"
    page = curator.get(read(SourceText.objects.get()))
    assert all(words in page.text for words in (f">{agreement.title}</a>", "<q>for five years</q>"))
    used = re.findall(r'class="mark (?:\w+) (?:clause )?certain used"[^>]*>([^<]*)<', page.text)
    assert used == ["CNES", "CSA", "TIAS 12927", "for five years"]


@pytest.mark.many
@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ({"identifiers": [{"scheme": "tias", "value": "many", "phrase": "TIAS"}]}, "is not an identifier of"),
        (
            {"identifiers": [{"scheme": "law", "value": "Decree No. 64", "phrase": "Decree No. 64"}]},
            "Enter a country for a national law or gazette",
        ),
        ({"terms": [{"what": "length", "value": "long", "phrase": "five"}]}, "Write a duration such as"),
        ({"terms": [{"what": "renewal", "value": "often", "phrase": "five"}]}, "Enter no renewal, tacit renewal"),
        ({"terms": [{"what": "length", "value": "5 years", "phrase": "five"}] * 2}, "length occurs twice"),
        ({"terms": [{"what": "counted_from", "value": "signature", "phrase": "signed"}]}, "at least one thing"),
        ({"terms": [{"what": "length", "value": "5 years", "phrase": "for six years"}]}, "not contain exactly"),
        ({"relations": [{"kind": "amends", "other": "nothing", "phrase": "an"}]}, "There is no such agreement"),
        ({"relations": [{"kind": "amends", "other": "1", "phrase": "an"}]}, "This is the agreement itself"),
    ],
)
def test_rows_are_refused_beside_their_fields(curator, rows, error):
    bring(curator, pasted=TERMS)
    page = curator.post(read(SourceText.objects.get()), with_rows(**rows) | {"store": "yes"})
    assert error in unescape(page.text)
    assert not Agreement.objects.exists()
    for form in next(iter(rows.values())):
        assert all(f'value="{value}"' in page.text for value in form.values())


def test_what_seems_to_be_recorded_is_named_and_nothing_stored_before_it_is_said(curator):
    known = make_agreement("known", parties=["cnes", "csa"], title="Framework agreement of CNES and CSA")
    bring(curator)
    address = read(SourceText.objects.get())
    page = curator.post(address, filled(store="yes"))
    assert "Add to “Framework agreement of CNES and CSA”" in page.text
    assert f'href="{known.get_absolute_url()}"' in page.text
    assert Agreement.objects.get() == known
    assert not Event.objects.exists()
    chosen = filled(**{"agreements-0-same_as": "known", "events-0-date": "never"})
    assert 'name="agreements-0-same_as" value="known"' in curator.post(address, chosen).text


@pytest.mark.many
@pytest.mark.parametrize(("chosen", "agreements"), [("known", 1), ("new", 2)])
def test_what_is_recorded_gets_the_acts_where_a_curator_says_so(curator, chosen, agreements):
    known = make_agreement("known", parties=["cnes", "csa"], title="Framework agreement of CNES and CSA")
    bring(curator)
    address = read(SourceText.objects.get())
    posted = filled(**{"agreements-0-same_as": chosen})
    assert ("agreement, recorded already:" in curator.post(address, posted).text) is (chosen == "known")
    curator.post(address, posted | {"store": "yes"})
    assert Agreement.objects.count() == agreements
    assert known.events.count() == (chosen == "known")


EXTENDED = "CNES and CSA extended their agreement from 2020 to 2025. Jane Roe, Director of CNES, signed."


def extended(**changes):
    """Return what the page posts for an extension that a person who is new signed."""
    posted = filled(
        **{
            "agreements-0-phrase": "their agreement",
            "agreements-0-function": "",
            "events-0-kind": "extended",
            "events-0-modality": "done",
            "events-0-kind_phrase": "CNES and CSA extended",
            "events-0-date": "",
            "events-0-date_phrase": "",
            "events-0-as_of": "",
            "events-0-until": "2025",
            "events-0-until_phrase": "from 2020 to 2025",
            "events-0-effective": "2020",
            "events-0-effective_phrase": "from 2020 to 2025",
            "events-0-links-TOTAL_FORMS": 1,
            "events-0-links-0-role": "signatory",
            "events-0-links-0-record": "Jane Roe",
            "events-0-links-0-position": "Director of CNES",
            "events-0-links-0-phrase": "Jane Roe, Director of CNES,",
            "names-TOTAL_FORMS": 1,
            "names-0-what": "person:",
            "names-0-name": "Jane Roe",
            "names-0-phrase": "Jane Roe",
            "source-date_phrase": "",
        }
    )
    posted |= {f"agreements-0-links-{number}-phrase": "CNES and CSA extended" for number in (0, 1)}
    return posted | changes


@pytest.mark.thorough
def test_an_extension_is_stored_with_its_end_and_with_who_signed_it(curator):
    bring(curator, pasted=EXTENDED)
    address = read(SourceText.objects.get())
    curator.post(address, extended(store="yes"))
    event = Event.objects.get()
    assert (event.date, event.effective, event.until) == (None, "2020", "2025")
    assert {one.phrase: one.fields for one in event.citations.all()} == {
        "CNES and CSA extended": ["kind", "modality"],
        "from 2020 to 2025": ["effective", "until"],
    }
    signatory = event.people.get()
    assert (signatory.person.name, signatory.position) == ("Jane Roe", "Director of CNES")
    used = re.findall(r'class="mark (\w+) certain used"', curator.get(address).text)
    assert {"date", "name", "act"} <= {*used}


@pytest.mark.many
@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"events-0-until_phrase": ""}, "Enter the quotation from the text."),
        ({"events-0-until_phrase": "until 2025"}, "The text does not contain exactly these words"),
        ({"events-0-until": "soon"}, "not understood"),
        ({"events-0-kind": "meeting"}, "Only a treaty action has a date of effect or sets an end."),
    ],
)
def test_an_end_is_cited_and_that_of_an_act(curator, changes, error):
    bring(curator, pasted=EXTENDED)
    page = curator.post(read(SourceText.objects.get()), extended(store="yes", **changes))
    assert error in unescape(page.text)
    assert not Event.objects.exists()


@pytest.mark.thorough
def test_an_office_is_that_of_a_person(curator):
    bring(curator)
    link = {"role": "participant", "record": "CNES", "phrase": "CNES", "position": "President"}
    posted = filled(**{"events-0-links-TOTAL_FORMS": 1})
    posted |= {f"events-0-links-0-{name}": value for name, value in link.items()}
    assert "Only persons have a position. Leave it empty." in curator.post(read(SourceText.objects.get()), posted).text
