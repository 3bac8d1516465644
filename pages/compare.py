"""Two agreements side by side: what both state, and what only one of them does."""

import csv
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements.schemes import cited_as
from agreements.status import LEGAL_ACTS, LegalAct
from catalogue.clauses import term_in_words
from catalogue.contents import parties_of, type_in_words
from catalogue.document_parts import FACTS, identifiers_of
from catalogue.dressing import foreseen_on, sourced_date_of, status_on
from catalogue.ends import end_in_words
from catalogue.reading import read
from catalogue.search import SearchForm
from catalogue.similar import similar_to
from catalogue.statements import acts_followed, followed, terms_followed
from pages.records import today
from pages.words import WORDS, capital
from spacecoop.addresses import address_of
from spacecoop.api import door, refuse_unknown
from spacecoop.cells import Echo, safe
from spacecoop.moved import Moved

SUGGESTED = 8  # agreements to compare one with


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that an agreement states: `text`, and the page that it leads to; `by_both`: the other states it too.

    `told`: by what two are compared, if not by the text.
    """

    text: str
    path: str | None = None
    told: str = ""
    by_both: bool = False


def compare(request, one, other):
    documents = _two(one, other)
    lines = _compared(documents)
    rare = _rare()
    context = {
        "agreements": documents,
        "lines": [line for line in lines if line[1] or line[2]],
        "silent": [heading for heading, mine, theirs in lines if heading not in rare and not (mine or theirs)],
        "day": today(),
    }
    return render(request, "compare.html", context)


@door
def compare_as_csv(request, one, other):
    """Give the same as a table: the subject, what the one states, what the other does."""
    refuse_unknown(request.GET)
    documents = _two(one, other)
    titles = [f"{document['title']} ({document['number']})" for document in documents]
    rows = [[_("Subject"), *titles], *map(_cells, _compared(documents))]
    write = csv.writer(Echo(), lineterminator="\r\n").writerow
    response = HttpResponse([write(map(safe, row)) for row in rows], content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{one}-and-{other}.csv"'
    return response


def _cells(line):
    heading, *sides = line
    return [heading, *("; ".join(said.text for said in side) for side in sides)]


def _two(*slugs):
    """Return the documents of two agreements. Raises: Http404."""
    documents = [read("agreement", slug) for slug in slugs]
    if documents[0]["slug"] == documents[1]["slug"]:
        raise Http404(_("Choose another agreement to compare with."))
    return documents


def _compared(documents):
    """Return (heading, what the one states, what the other does) of each line of the comparison."""
    return [(heading, *_beside(*map(read_line, documents))) for heading, read_line in _lines()]


def _beside(mine, theirs):
    """Return what each of two states, and whether the other states it too."""
    told = [{said.told or said.text for said in side} for side in (mine, theirs)]
    return [
        [replace(said, by_both=(said.told or said.text) in others) for said in side]
        for side, others in ((mine, told[1]), (theirs, told[0]))
    ]


def _lines():
    """Return (heading, what reads it from the document of an agreement) of each line of the comparison."""
    acts = dict.fromkeys(kind for kind in WORDS["event"] if kind in LEGAL_ACTS)
    return [
        (_("Type"), lambda agreement: _texts(capital(type_in_words(agreement)))),
        (_("Official titles"), lambda agreement: _texts(*(title["title"] for title in followed(agreement["titles"])))),
        (_("Parties"), lambda agreement: _links(parties_of(agreement), "agency")),
        (_("Other roles"), lambda agreement: _others(agreement)),
        *((capital(WORDS["event"][act]), _dates_of(act)) for act in acts),
        (_("Status"), lambda agreement: _texts(capital(status_on(agreement, today())["label"]))),
        (_("Term"), lambda agreement: _texts(*map(term_in_words, terms_followed(agreement["terms"])))),
        (_("Foreseen end"), lambda agreement: _texts(*map(end_in_words, foreseen_on(agreement, today())))),
        (_("Cooperation areas"), lambda agreement: _links(agreement["areas"], "area")),
        (_("Missions"), lambda agreement: _links(agreement["missions"], "mission")),
        (_("Provisions"), lambda agreement: _provisions(agreement)),
        (_("Identifiers"), lambda agreement: _identifiers(agreement)),
        (_("Related agreements"), lambda agreement: _relations(agreement)),
        (
            _("Sources"),
            lambda agreement: [
                Said(source["title"], address_of("source", source["slug"])) for source in agreement["sources"]
            ],
        ),
    ]


def _rare():
    """Return the headings of what nobody misses where no source tells of it."""
    acts = LEGAL_ACTS - {LegalAct.SIGNED, LegalAct.ENTERED_INTO_FORCE}
    return {
        *(capital(WORDS["event"][act]) for act in acts),
        _("Other roles"),
        _("Foreseen end"),
        _("Related agreements"),
    }


def _texts(*texts):
    return [Said(text) for text in dict.fromkeys(texts) if text]


def _links(records, kind):
    return [Said(record["name"], address_of(kind, record["slug"]), record["slug"]) for record in records]


def _others(agreement):
    return [
        Said(f"{party['name']} ({WORDS['party_role'][party['role']]})", address_of("agency", party["slug"]))
        for party in agreement["parties"]
        if party["role"] != "party"
    ]


def _dates_of(act):
    """Return what reads the dates of an action, each with how it is reported if it did not take place."""

    def read_dates(agreement):
        acts = acts_followed([event for event in agreement["events"] if event["kind"] == act])
        return [Said(_when(event), address_of("event", event["slug"]), _when(event)) for event in acts]

    return read_dates


def _when(event):
    when = str(sourced_date_of(event["date"])) if event["date"] else _("date not stated")
    reported = "" if event["reported_as"] in FACTS else f" ({WORDS['reported_as'][event['reported_as']]})"
    return f"{when}{', ' + event['place'] if event['place'] else ''}{reported}"


def _provisions(agreement):
    return _texts(
        *(
            _("{topic}: {what}").format(
                topic=capital(WORDS["topic"][provision["topic"]]), what=WORDS["says"][provision["says"]]
            )
            for provision in followed(agreement["provisions"])
        )
    )


def _identifiers(agreement):
    return _texts(*(cited_as(identifier["scheme"], identifier["value"]) for identifier in identifiers_of(agreement)))


def _relations(agreement):
    words = {True: WORDS["relation"], False: WORDS["reverse_relation"]}
    return [
        Said(
            f"{capital(words[relation['forward']][relation['kind']])} {relation['agreement']['title']}",
            address_of("agreement", relation["agreement"]["slug"]),
        )
        for relation in agreement["relations"]
    ]


def choose(request, one):
    """Offer the agreements that one can be compared with: what a search finds, else those most like it.

    A number, a web address or the words of one title alone lead to the comparison.
    """
    document = read("agreement", one)
    form = SearchForm({"q": request.GET.get("with", ""), "kind": "agreement"})
    found = [agreement for agreement in _found(form) if agreement.slug != document["slug"]][:SUGGESTED]
    if other := _slug_at(form.data["q"]) or (found[0].slug if len(found) == 1 else ""):
        return redirect("compare", one, other)
    context = {"agreement": document, "form": form, "found": found, "similar": similar_to(document, SUGGESTED)}
    return render(request, "compare_with.html", context, status=200 if form.is_valid() else 400)


def _slug_at(text):
    """Return the slug of the agreement that a number, a slug or a web address leads to; empty where none does."""
    try:
        return read("agreement", text.strip().rstrip("/").rpartition("/")[2])["slug"]
    except Moved as moved:
        return moved.new
    except Http404:
        return ""


def _found(form):
    """Return as Named the agreements that the words of a form find, the best first."""
    return [hit.record for hit in form.search[0 : SUGGESTED + 1]] if form.is_valid() and form.search.asked_for else []
