"""A curator enters all that sources say of an agreement by the forms of the desk, and every door tells it.

The framework agreement of two agencies, its extension by an exchange of notes, a successor of one of them, a
suspension, and two sources that differ: each is entered, looked at, and what stood before it can be read again.
"""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from agencies.models import Agency
from agreements.models import Agreement, Event, Source
from desk.models import Draft
from tests.catalogue.past.moments import entered
from tests.desk.editors import Editor, Form, change

pytestmark = pytest.mark.django_db

SLUG = "nasa-nasda-on-space"
PAGE, API = f"/agreements/{SLUG}/", f"/api/v1/agreements/{SLUG}/"
TODAY = "2026-01-01"


class Walk(Editor):
    """A curator who enters records by their forms, each with a quotation."""

    def open(self, record):
        return Form(self, record if isinstance(record, str) else change(record), holds="_reason")

    def enter(self, model, **values):
        """Enter a record by its form; return it."""
        add = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        saved(self.open(add).type(**values))
        return model.objects.latest("pk")

    def told(self, address, **asked):
        answer = self.get(address, **asked)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        return answer.json() if "json" in answer["Content-Type"] else answer.text


def saved(form):
    """Save a form, and show what is wrong with it where it comes back."""
    answer = form.save()
    assert answer.status_code == 302, "; ".join(errors_of(answer))


def errors_of(answer):
    context = answer.context_data
    forms = [
        context["adminform"].form,
        *(form for inline in context["inline_admin_formsets"] for form in inline.formset),
    ]
    sets = [inline.formset.non_form_errors() for inline in context["inline_admin_formsets"]]
    return [str(errors) for errors in (*(form.errors for form in forms), *sets) if errors]


def cited(source, phrase):
    return {"cite_source": source.pk, "cite_phrase": phrase}


def act(kind, date, **more):
    return {"kind": kind, "modality": "done", "date": date, **more}


@pytest.fixture
def walk(groups):
    return Walk("curator")


@pytest.fixture
def treaty(walk):
    return walk.enter(
        Source,
        title="Treaty text",
        publisher="State",
        kind="treaty_text",
        address="https://example.org/tias/12345",
        published="3 March 2000",
    )


@pytest.fixture
def register(walk):
    return walk.enter(
        Source, title="Register", publisher="Registrar", address="https://example.org/register", published="2013"
    )


@pytest.fixture
def agreement(walk, treaty):
    """Enter the framework agreement, all of it in one form."""
    nasa = walk.enter(Agency, name="National Aeronautics and Space Administration", acronym="NASA", kind="space_agency")
    nasda = walk.enter(Agency, name="National Space Development Agency", acronym="NASDA", kind="space_agency")
    form = walk.open(reverse("admin:agreements_agreement_add")).type(title="NASA–NASDA on space")
    for row, agency in enumerate((nasa, nasda)):
        form.values |= {f"parties-{row}-agency": agency.pk, f"parties-{row}-cite_source": treaty.pk}
        form.values[f"parties-{row}-cite_phrase"] = f"{agency.acronym}, a party"
    rows = [
        ("designations", {"form": "agreement", "function": "framework", "binding": "binding"}),
        ("titles", {"text": "Framework Agreement on Space", "language": "en"}),
        ("titles", {"text": "宇宙に関する枠組協定", "language": "ja"}),
        ("provisions", {"topic": "liability", "says": "yes", "article": "Article 8"}),
        ("provisions", {"topic": "intellectual_property", "says": "yes", "article": "Article 10"}),
        ("texts", {"language": "en", "authentic": "yes", "source": treaty.pk}),
        ("identifiers", {"scheme": "tias", "value": "TIAS 12345"}),
        ("identifiers", {"scheme": "unts", "value": "2345 UNTS 67"}),
        ("events", act("signed", "3 February 2000", place="Washington")),
        ("events", act("approved", "1 March 2000", new_side=nasa.pk)),
        ("events", act("ratified", "10 May 2000", new_side=nasda.pk)),
        ("events", act("entered_into_force", "1 June 2000")),
    ]
    for number, (parts, values) in enumerate(rows):
        form.add(parts, **values, **cited(treaty, f"words of the treaty {number}"))
    form.add(
        "terms",
        length="five years",
        counted_from="entry_into_force",
        renewal="tacit",
        renewal_length="5 years",
        notice="6 months",
        notice_for="end_of_term",
        **cited(treaty, "for five years, and then for five"),
    )
    saved(form)
    return Agreement.objects.get()


EXPORTS = {
    "csv": ["2000-02-03", "P5Y", "tias:12345", "framework"],
    "bib": ["Framework Agreement on Space", "2345 UNTS 67", "TIAS 12345", "2000-02-03"],
    "ris": ["TI  - Framework Agreement on Space", "2345 UNTS 67"],
    "csl.json": ["Framework Agreement on Space", "[2000,2,3]"],
    "ttl": ["Framework Agreement on Space", '"宇宙に関する枠組協定"@ja', "2000-02-03"],
    "jsonld": ["宇宙に関する枠組協定", "12345", "2000-06-01"],
    "atom": ["term", "provision", "Treaty text"],
}


def test_the_framework_agreement_is_told_at_every_door(walk, agreement):
    page = walk.told(PAGE)
    for words in (
        "Framework agreement, binding, inter-agency",
        "Framework Agreement on Space",
        "宇宙に関する枠組協定",
        "5 years from entry into force; renews itself for 5 years each time; "
        "notice of denunciation: 6 months before the end of a term",
        "English, authentic",
        "Article 10",
        "2345 UNTS 67",
    ):
        assert words in page
    body = walk.told(API, status_on=TODAY)
    assert [(act["kind"], side["slug"]) for act in body["events"] for side in act["agencies"]] == [
        ("approved", "nasa"),
        ("ratified", "nasda"),
    ]
    assert (body["function"], body["binding"]) == ("framework", "binding")
    assert (body["status"]["code"], body["status"]["since"]) == ("in_force", "2000-06-01")
    assert {title["language"] for title in body["titles"]} == {"en", "ja"}
    assert {provision["topic"] for provision in body["provisions"]} == {"liability", "intellectual_property"}
    parts = ["parties", "designations", "titles", "terms", "provisions", "texts", "identifiers", "events"]
    assert all(fact["citations"] for part in parts for fact in body[part])
    assert all(side["citations"] for event in body["events"] for side in event["agencies"])
    assert body["events"][0]["title"] == "Signature: NASA–NASDA on space"
    for asked in ("TIAS 12345", "2345 UNTS 67"):
        assert walk.told("/api/v1/search/", q=asked)["results"][0]["slug"] == SLUG
    for asked in ({"identifier": "tias:12345"}, {"renewal": "tacit"}, {"provision": "liability"}, {"text": "known"}):
        assert walk.told("/api/v1/agreements/", **asked)["count"] == 1, asked
    assert walk.told("/api/v1/agreements/", action="approved", to="2000")["count"] == 1
    for suffix, words in EXPORTS.items():
        text = b"".join(walk.get(f"/agreements/{SLUG}.{suffix}")).decode()
        assert [word for word in words if word not in text] == [], suffix


@pytest.mark.thorough
def test_what_comes_later_is_told_and_explained_and_what_stood_before_can_be_read(walk, agreement, treaty, register):
    nasa, nasda = Agency.objects.get(slug="nasa"), Agency.objects.get(slug="nasda")
    entered(datetime(2020, 1, 1, tzinfo=UTC))

    # The extension, by a note of each side.
    form = walk.open(agreement).type(_reason="the notes of 2010")
    form.add("events", **act("note_sent", "4 March 2010", new_side=nasa.pk), **cited(register, "note of 4 March"))
    form.add("events", **act("note_sent", "18 May 2010", new_side=nasda.pk), **cited(register, "reply of 18 May"))
    form.add(
        "events", **act("extended", "18 May 2010", until="1 June 2025"), **cited(register, "extended until 1 June 2025")
    )
    saved(form)
    entered(datetime(2021, 1, 1, tzinfo=UTC))
    body = walk.told(API, status_on=TODAY)
    assert (body["dates"]["note_sent"]["count"], body["status"]["code"]) == (2, "unknown")
    assert "was to end on 1 June 2025" in body["status"]["reason"]
    assert "NASA–NASDA on space" in walk.told("/watch/")
    assert "DTSTART;VALUE=DATE:20250601" in b"".join(walk.get("/watch.ics")).decode()
    reason = walk.told(API, status_on="1999-01-01")["status"]["reason"]
    assert reason == "Not yet signed on 1 January 1999: it was signed on 3 February 2000."

    # The successor of a party, and a name that it had.
    form = walk.open(reverse("admin:agencies_agency_add"))
    form.type(name="Japan Aerospace Exploration Agency", acronym="JAXA", kind="space_agency")
    form.add(
        "predecessors",
        earlier=nasda.pk,
        kind="renamed",
        date="1 October 2003",
        **cited(register, "became JAXA in 2003"),
    )
    form.add("names", name="Space Bureau", used_from="2003", used_until="2004", **cited(register, "the Space Bureau"))
    saved(form)
    page = walk.told("/agencies/jaxa/")
    assert "Space Bureau" in page
    assert walk.told("/api/v1/agencies/jaxa/")["names"][0]["used_until"]["edtf"] == "2004"
    assert "1 agreement recorded, those of predecessors included" in page
    assert "Successors" in walk.told("/agencies/nasda/")
    assert walk.told("/api/v1/agreements/", party="jaxa")["count"] == 0
    assert walk.told("/api/v1/agreements/", party="jaxa", predecessors="yes")["count"] == 1
    assert "Include predecessors</a> (1 result)" in walk.told("/agreements/", party="jaxa")
    assert "Include predecessors" not in walk.told("/agreements/", party="nasda", action="signed", to="1990")

    # A suspension and its end.
    form = walk.open(agreement)
    form.add("events", **act("suspended", "15 March 2011"), **cited(register, "suspended on 15 March 2011"))
    form.add("events", **act("resumed", "1 September 2012"), **cited(register, "resumed on 1 September"))
    saved(form)
    codes = {day: walk.told(API, status_on=day)["status"]["code"] for day in ("2011-06-01", "2012-09-01")}
    assert codes == {"2011-06-01": "suspended", "2012-09-01": "in_force"}
    for day, count in (("2011-06-01", 1), ("2012-09-01", 0)):
        assert walk.told("/api/v1/agreements/", status="suspended", status_on=day)["count"] == count
    assert walk.told("/api/v1/agreements/", **{"action": "suspended", "from": "2011", "to": "2011"})["count"] == 1

    # Another day for the signature, and the judgement.
    form = walk.open(agreement).type(_reason="the register has another day")
    form.add("events", **act("signed", "5 February 2000"), **cited(register, "signed on 5 February"))
    saved(form)
    reason = walk.told(API, status_on="2000-04-01")["status"]["reason"]
    assert "it was signed on 3 February 2000 or on 5 February 2000, and no source" in reason
    assert walk.told(PAGE).count("sources differ") == 2
    entered(datetime(2022, 1, 1, tzinfo=UTC))
    form = walk.open(agreement)
    wrong = form.name_of("2000-02-05").removesuffix("date")
    form.values |= {
        f"{wrong}standing": "known_wrong",
        f"{wrong}standing_reason": "The treaty text itself says the 3rd.",
    }
    saved(form.type(_reason="judged by the text"))
    page = walk.told(PAGE)
    assert "known to be wrong" in page
    assert "The treaty text itself says the 3rd." in page
    assert walk.told(API, status_on="2000-02-04")["status"]["code"] == "signed"

    # What stood before, and why it was changed.
    assert "note_sent" not in walk.told(API, as_recorded_on="2020-06-01")["dates"]
    assert "suspended" not in walk.told(API, as_recorded_on="2021-06-01")["dates"]
    assert walk.told(API, as_recorded_on="2022-06-01", status_on="2000-02-04")["status"]["code"] == "unknown"
    history = walk.told(f"{change(agreement).removesuffix('change/')}history/")
    for words in ("the notes of 2010", "the register has another day", "judged by the text", "Register", "Treaty text"):
        assert words in history
    changes = walk.told("/changes/")
    assert "NASDA → JAXA (renaming)" in changes
    assert "NASDA (on the side of)" in changes
    assert "no. " not in changes


def test_an_editor_enters_it_in_a_draft_and_a_reviewer_publishes_it(agreement, register):
    editor, nasda = Walk("author", group="editor"), Agency.objects.get(slug="nasda")
    form = editor.open(agreement)
    form.add("events", **act("suspended", "15 March 2011", new_side=nasda.pk), **cited(register, "suspended in March"))
    form.add("terms", until="2030", renewal="none", **cited(register, "until 2030"))
    saved(form)
    assert "suspended" in {event.kind for event in Event.objects.all()} ^ {"suspended"}
    draft = Draft.objects.get()
    editor.post(reverse("admin:desk_draft_submit", args=[draft.pk]), {})
    reviewer = Walk("curator")
    page = reviewer.told(draft.get_absolute_url())
    assert "Suspension: NASA–NASDA on space" in page
    reviewer.post(reverse("admin:desk_draft_publish", args=[draft.pk]), {})
    body = reviewer.told(API)
    (event,) = (event for event in body["events"] if event["kind"] == "suspended")
    assert [(side["slug"], len(side["citations"])) for side in event["agencies"]] == [("nasda", 1)]
    assert {term["until"]["edtf"] for term in body["terms"] if term["until"]} == {"2030"}


@pytest.mark.thorough
def test_an_act_of_who_is_no_party_is_refused_and_nothing_is_said_to_be_saved(walk, agreement, treaty):
    csa = walk.enter(Agency, name="Canadian Space Agency", acronym="CSA", kind="space_agency")
    form = walk.open(agreement)
    form.add("events", **act("ratified", "2001", new_side=csa.pk), **cited(treaty, "ratified by Canada"))
    answer = form.save()
    assert "names a side that is no party to its agreement" in answer.text
    assert "was changed successfully" not in answer.text
    assert not Event.objects.filter(date="2001").exists()
