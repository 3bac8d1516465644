"""The pages for reading a source; its text is seen by curators alone."""

import json
import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from agencies.models import Agency, Position
from agreements.models import Agreement, Citation, Event, Source
from desk.models import Draft, SourceText
from desk.reading import marked_text
from desk.reading.marks import read as read_marks
from desk.sandbox import NotReadable
from tests.factories import make_agency, make_agreement, make_area, make_country, make_person, make_source

pytestmark = pytest.mark.django_db
ADD = "/admin/desk/sourcetext/add/"
TEXT = "Paris, 20 January 2021\n\nCNES and CSA discussed their framework agreement, which is set to expire in December."


@pytest.fixture
def curator(client, admin_user):
    client.force_login(admin_user)
    make_agency("cnes", name="Centre of France", acronym="CNES")
    make_agency("csa", name="Agency of Canada", acronym="CSA")
    make_area("ballooning", name="Ballooning")
    return client


@pytest.fixture(autouse=True)
def read_in_this_process(monkeypatch):
    """Read texts without a process of their own, for which other tests are."""
    monkeypatch.setattr(marked_text, "answers", lambda task, file, instead: read_marks(file))


def bring(client, **given):
    return client.post(ADD, {"pasted": TEXT, **given}, follow=True)


def read(text):
    return reverse("admin:agreements_read", args=[text.pk])


def filled(**changes):
    """Return what the page posts for one agreement with its announced expiry."""
    posted = {
        "source-title": "A release",
        "source-publisher": "CNES",
        "source-kind": "press_release",
        "source-language": "en",
        "source-address": "https://example.org/a",
        "source-published": "2021-01-20",
        "source-slug": "",
        "source-date_phrase": "Paris, 20 January 2021",
        "names-TOTAL_FORMS": 0,
        "names-INITIAL_FORMS": 0,
        "agreements-TOTAL_FORMS": 1,
        "agreements-INITIAL_FORMS": 0,
        "agreements-0-title": "Framework agreement of CNES and CSA",
        "agreements-0-form": "agreement",
        "agreements-0-function": "framework",
        "agreements-0-phrase": "their framework agreement",
        "agreements-0-links-TOTAL_FORMS": 2,
        "agreements-0-links-INITIAL_FORMS": 0,
        "agreements-0-links-0-role": "party",
        "agreements-0-links-0-record": "cnes",
        "agreements-0-links-0-phrase": "CNES and CSA discussed",
        "agreements-0-links-1-role": "party",
        "agreements-0-links-1-record": "CSA",
        "agreements-0-links-1-phrase": "CNES and CSA discussed",
        "events-TOTAL_FORMS": 1,
        "events-INITIAL_FORMS": 0,
        "events-0-title": "Expiry announced",
        "events-0-kind": "expiry_announced",
        "events-0-modality": "announced",
        "events-0-kind_phrase": "is set to expire in December",
        "events-0-agreement": "1",
        "events-0-date": "2021-12",
        "events-0-date_basis": "derived",
        "events-0-date_phrase": "set to expire in December",
        "events-0-as_of": "2021-01-20",
        "events-0-links-TOTAL_FORMS": 0,
        "events-0-links-INITIAL_FORMS": 0,
    }
    return posted | {name.replace("__", "-"): value for name, value in changes.items()}


def test_a_text_is_brought_with_what_it_tells_of_itself(curator, admin_user):
    page = bring(curator)
    text = SourceText.objects.get()
    assert page.redirect_chain[-1][0] == read(text)
    assert (text.language, text.published, text.origin, text.added_by) == ("en", "2021-01-20", "pasted", admin_user)
    marks = re.findall(r'<button\s+type="button" class="mark (\w+) (\w+)"[^>]*>([^<]*)<', page.text)
    assert marks == [
        ("date", "certain", "20 January 2021"),
        ("name", "certain", "CNES"),
        ("name", "certain", "CSA"),
        ("instrument", "certain", "framework agreement"),
        ("act", "certain", "expire"),
        ("date", "certain", "December"),
    ]


def test_a_document_that_is_known_is_opened_again(curator):
    make_source("known", address="https://example.org/a", published="2021-01-20")
    bring(curator, address="https://example.org/a")
    assert SourceText.objects.get().source.slug == "known"
    assert "was added before" in bring(curator).text
    assert "was added before" in bring(curator, pasted="Another copy of it.", address="https://example.org/a").text
    assert SourceText.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(curator):
    page = curator.post(ADD, {"pasted": "", "language": "fr", "published": "summer 2022"})
    assert "Paste the text, choose a file, or enter a URL." in page.text
    assert 'value="summer 2022"' in page.text


def test_a_person_is_marked_with_her_office(curator):
    Position.objects.create(person=make_person(), agency=make_agency("csa"), title="President")
    assert "Lisa Campbell, President of CSA" in bring(curator, pasted="Lisa Campbell spoke to the press.").text


def test_somebody_new_who_signs_is_offered_with_a_name_to_be_made(curator):
    page = bring(curator, pasted="The agreement was signed by Jane Roe, Director of CNES, and CSA.").text
    mark = re.search(r'class="mark person certain"[^>]*data-choices="([^"]*)"[^>]*>([^<]*)<', page)
    [choice] = json.loads(unescape(mark[1]))
    assert (mark[2], choice["new"]) == ("Jane Roe", {"what": "person:", "name": "Jane Roe"})


def test_a_text_that_is_too_long_says_so(curator):
    page = curator.post(ADD, {"pasted": "word " * 30_000})
    assert "Paste the relevant part" in page.text


def test_an_address_of_our_own_network_is_refused(curator):
    page = curator.post(ADD, {"address": "http://127.0.0.1/"})
    assert "not on the public internet" in page.text


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


def with_names(**changes):
    """Return what the page posts where neither party is known, and an area and an office's holder are new, too."""
    new = [("agency:space_agency", "CNES"), ("agency:space_agency", "CSA"), ("area:", "expire"), ("person:", "Paris")]
    posted = filled(**changes) | {"names-TOTAL_FORMS": len(new)}
    for number, (what, name) in enumerate(new):
        posted |= {f"names-{number}-what": what, f"names-{number}-name": name, f"names-{number}-phrase": name}
    rows = [("agreements", 2, "area", "expire"), ("events", 0, "participant", "Paris")]
    for kind, number, role, name in rows:
        prefix = f"{kind}-0-links"
        posted |= {
            f"{prefix}-{number}-role": role,
            f"{prefix}-{number}-record": name,
            f"{prefix}-{number}-phrase": name,
        }
        posted[f"{prefix}-TOTAL_FORMS"] = number + 1
    return posted


def test_names_that_are_new_are_stored_first_each_cited_and_what_leads_to_them(client, admin_user):
    client.force_login(admin_user)
    bring(client)
    address = read(SourceText.objects.get())
    shown = client.post(address, with_names()).context_data["counted"]
    assert all(words in shown for words in ("2 agencies", "1 area,", "1 person"))
    assert not Agency.objects.exists()
    client.post(address, with_names(store="yes"))
    agreement = Agreement.objects.get(slug="cnes-csa-2021")
    assert set(agreement.parties.values_list("agency__slug", "agency__kind")) == {
        ("cnes", "space_agency"),
        ("csa", "space_agency"),
    }
    assert agreement.areas.get().area.name == "expire"
    assert Event.objects.get().people.get().person.name == "Paris"
    for record in (*Agency.objects.all(), agreement.areas.get().area):
        citation = record.citations.get()
        assert (citation.phrase, citation.fields) == (record.name, ["name"])


def test_a_new_body_has_its_acronym_and_its_country(client, admin_user):
    client.force_login(admin_user)
    make_country("FR")
    bring(client)
    told = {"names-0-acronym": "CNES", "names-0-country": "République française"}
    client.post(read(SourceText.objects.get()), with_names(store="yes") | told)
    body = Agency.objects.get(acronym="CNES")
    assert body.country.code == "FR"
    assert body.citations.get().fields == ["name", "acronym", "country"]


@pytest.mark.many
@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("names-0-country", "Atlantis", "No country is called “Atlantis”."),
        ("names-0-country", "Korea", "“Korea” may be KP or KR."),
        ("names-2-country", "France", "Only organisations have this. Leave it empty."),
        ("names-0-phrase", "", "Enter the quotation from the text."),
        ("names-0-phrase", "the Centre of France", "The text does not contain exactly these words"),
        ("names-0-what", "", "This field is required"),
        ("names-0-what", "mission:satellite", "No agency is called “cnes”"),
        ("names-1-name", "SPOT", "“SPOT” is recorded already"),
    ],
)
def test_a_new_name_needs_its_phrase_and_its_kind_and_is_not_known_yet(client, admin_user, field, value, error):
    client.force_login(admin_user)
    make_agency("spot", name="SPOT")
    for code, country in {"FR": "France", "KP": "North Korea", "KR": "South Korea"}.items():
        make_country(code, name=country)
    bring(client)
    page = client.post(read(SourceText.objects.get()), with_names(store="yes") | {field: value})
    assert error in page.text
    assert not Agreement.objects.exists()


def test_a_name_of_several_is_asked(curator):
    make_agency("csa-cz", name="Czech Space Agency", acronym="CSA")
    page = bring(curator)
    assert 'class="mark name asked"' in page.text
    page = curator.post(read(SourceText.objects.get()), filled())
    assert "“CSA” is the name of several" in page.text


def test_an_entry_that_is_left_out_is_not_stored(curator):
    bring(curator)
    curator.post(read(SourceText.objects.get()), filled(store="yes", **{"events-0-DELETE": "on"}))
    assert Agreement.objects.exists()
    assert not Event.objects.exists()


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


def test_readers_never_see_a_text(client, admin_user, groups):
    text = SourceText.objects.create(text="private words", checksum="0" * 64, origin="pasted", added_by=admin_user)
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    assert client.get(read(text)).status_code == 302
    client.force_login(viewer)
    for address in (ADD, read(text), "/admin/desk/sourcetext/"):
        assert client.get(address).status_code == 403


def test_a_text_is_read_once_and_again_when_a_name_is_new(curator, monkeypatch):
    bring(curator)
    text = SourceText.objects.get()
    first = [mark["kind"] for mark in text.marks]
    monkeypatch.setattr(marked_text, "answers", None)  # to read it again would fail
    assert curator.get(read(text)).status_code == 200
    monkeypatch.undo()
    make_agency("paris", name="Paris", acronym="")
    assert curator.get(read(text)).status_code == 200
    text.refresh_from_db()
    assert sorted([*first, "name"]) == sorted(mark["kind"] for mark in text.marks)


def test_a_text_in_a_language_that_is_not_read_is_shown_without_marks(curator):
    page = bring(curator, pasted="Japan 2021年 日本と米国は宇宙協力協定に署名した。CNES")
    assert "Nothing is highlighted: texts in an unknown language cannot be read." in page.text
    SourceText.objects.update(language="ja")
    page = curator.get(read(SourceText.objects.get()))
    assert "Nothing is highlighted: texts in Japanese cannot be read." in page.text
    assert 'class="mark name certain"' not in page.text


def test_a_text_that_takes_too_long_is_shown_without_marks(curator, monkeypatch):
    def refuse(*_, instead):
        raise NotReadable(f"The file takes too long to read: {instead}.")

    monkeypatch.setattr(marked_text, "answers", refuse)
    page = bring(curator)
    assert "Nothing is highlighted. The file takes too long to read: add only the relevant part." in page.text
    monkeypatch.setattr(marked_text, "answers", None)
    assert "CNES and CSA discussed" in curator.get(read(SourceText.objects.get())).text


def test_a_source_from_a_known_host_begins_with_the_publisher_and_kind_of_the_others(curator):
    for number in range(2):
        make_source(f"s{number}", address=f"https://www.asi.it/{number}", publisher="ASI", kind="news")
    initial = bring(curator, address="https://asi.it/9").context_data["forms"].source.initial
    assert (initial["publisher"], initial["kind"]) == ("ASI", "news")
    SourceText.objects.update(publisher="Agenzia Spaziale Italiana")  # as somebody has corrected it
    initial = curator.get(read(SourceText.objects.get())).context_data["forms"].source.initial
    assert initial["publisher"] == "Agenzia Spaziale Italiana"


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


def test_an_office_is_that_of_a_person(curator):
    bring(curator)
    link = {"role": "participant", "record": "CNES", "phrase": "CNES", "position": "President"}
    posted = filled(**{"events-0-links-TOTAL_FORMS": 1})
    posted |= {f"events-0-links-0-{name}": value for name, value in link.items()}
    assert "Only persons have a position. Leave it empty." in curator.post(read(SourceText.objects.get()), posted).text


def test_a_line_that_says_the_date_is_proposed_for_it(curator):
    assert 'name="source-date_phrase" value="Paris, 20 January 2021"' in bring(curator).text
