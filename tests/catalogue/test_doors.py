"""One query behind every door: page, API, CSV and Atom of any filters agree with each other and with plain Python.

The reference below is slow and knows nothing of SQL: it reads each record and asks it, one filter after the other.
"""

import csv
import io
import re
from datetime import date
from itertools import chain, product
from random import Random
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agreements.evidence import HAPPENED
from agreements.models import (
    Agreement,
    Area,
    Binding,
    Event,
    Form,
    Function,
    Level,
    Renewal,
    Says,
)
from agreements.models.agreements import level_of
from agreements.status import StatusCode, answer
from catalogue.documents import documents_of
from catalogue.ends import STATES
from catalogue.facts import facts_of
from catalogue.filters import AgreementFilter
from catalogue.index.entries import COMMON_ACTS, DATED_ACTS
from catalogue.plans import records_of
from catalogue.statements import COMPARED, acts_contradicting, contradicting
from spacecoop.dates import bounds
from spacecoop.filters import takes_several
from tests.catalogue.samples import (
    AREAS,
    BEFORE,
    DATES,
    DAYS,
    GROUPS,
    MISSIONS,
    NUMBERS,
    PEOPLE,
    SIDES,
    SOURCES,
    TOPICS,
    WORDS,
    generate,
)
from tests.timelines import code_on

# The reference.


def is_side(agency, side):
    return bool(agency.country and agency.country.code == side) if side.isupper() else agency.slug == side


def is_party(agreement, side):
    return any(party.role == "party" and is_side(party.agency, side) for party in agreement.parties.all())


def is_of_group(agreement, group, on):
    return not (group == "eu" and on < "1958") and any(is_party(agreement, code) for code in GROUPS[group])


def is_within(area, slug):
    while area is not None:
        if area.slug == slug:
            return True
        area = area.broader
    return False


def happened(agreement, act):
    return [one for one in agreement.events.all() if one.kind == act and one.modality in HAPPENED and one.date]


def possibly(event, first, last):
    earliest, latest = bounds(event.date)
    return not (first and latest and latest < first) and not (last and earliest and earliest > last)


def certainly(event, first, last):
    earliest, latest = bounds(event.date)
    return not (first and (earliest is None or earliest < first)) and not (last and (latest is None or latest > last))


PERIOD = {"action", "from", "to", "match"}


def fits_period(agreement, asked):
    """Tell whether an agreement fits what the four parameters of a period ask together."""
    if not asked.keys() - {"match"}:
        return True
    first, _ = bounds(asked["from"]) if "from" in asked else (None, None)
    _, last = bounds(asked["to"]) if "to" in asked else (None, None)
    test = certainly if asked.get("match") == "certain" else possibly
    acts = [asked["action"]] if "action" in asked else DATED_ACTS
    return any(test(event, first, last) for act in acts for event in happened(agreement, act))


def sources_of(agreement):
    parts = [agreement, *agreement.parties.all(), *agreement.areas.all(), *agreement.missions.all()]
    parts += agreement.designations.all()
    for event in agreement.events.all():
        parts += [event, *event.agencies.all()]
    return {citation.source.slug for part in parts for citation in part.citations.all()}


def text_is(agreement):
    texts = agreement.texts.all()
    return "known" if any(text.source for text in texts) else "unknown" if texts else "not_stated"


def renewals_of(agreement):
    return {term.renewal for term in agreement.terms.all() if term.renewal and term.standing != "known_wrong"}


def told(agreement, name):
    """Return what the designation says that is preferred, or has most citations, of those that say anything of it."""
    known = [one for one in agreement.designations.all() if getattr(one, name) and one.standing != "known_wrong"]
    known.sort(key=lambda one: (one.standing != "preferred", -len(one.citations.all()), one.pk))
    return getattr(known[0], name) if known else None


def is_silent(agreement, name):
    if name in ("form", "function", "binding"):
        return told(agreement, name) is None
    return not (agreement.areas.all() if name == "area" else happened(agreement, name))


def ends_of(agreement, on):
    """Return (how it stands, its Days) of each end that is foreseen on a day, by the rule of the status."""
    (record,) = records_of("agreement", [agreement.pk])
    on = on or timezone.now().date()
    status = answer(facts_of(record), on)
    overdue = [("overdue", end.days) for end in status.overdue(on)]
    states = [("renews_itself" if end.goes_on else "upcoming", end.next_end(on)) for end in status.ahead(on)]
    return overdue + [(state, days) for state, days in states if days]


ENDS = {"ends_possibly_before", "ends_possibly_after"}


def fits_ends(agreement, asked, on):
    """Tell whether one end of an agreement may lie before a day and after another, as far as that is asked."""
    before, after = (asked.get(name) for name in ("ends_possibly_before", "ends_possibly_after"))
    return not (before or after) or any(
        not (before and end.first and end.first >= bounds(before)[0])
        and not (after and end.last and end.last <= bounds(after)[1])
        for _, end in ends_of(agreement, on)
    )


def document_of(agreement):
    return documents_of("agreement", *records_of("agreement", [agreement.pk]))[1]


def differing_in(document):
    """Return in what the sources of an agreement contradict each other."""
    names = {name for name in COMPARED if contradicting(name, document[name])}
    names |= {"actions"} if acts_contradicting(document["events"]) else set()
    return names | {"any"} if names else set()


FITS = {
    "party": lambda one, v, on: is_party(one, v),
    "renewal": lambda one, v, on: v in (renewals_of(one) or {"not_stated"}),
    "provision": lambda one, v, on: any(v in (p.topic, f"{p.topic}:{p.says}") for p in one.provisions.all()),
    "text": lambda one, v, on: text_is(one) == v,
    "agency": lambda one, v, on: any(party.agency.slug == v for party in one.parties.all()),
    "area": lambda one, v, on: any(is_within(link.area, v) for link in one.areas.all()),
    "mission": lambda one, v, on: any(link.mission.slug == v for link in one.missions.all()),
    "person": lambda one, v, on: any(p.person.slug == v for e in one.events.all() for p in e.people.all()),
    "form": lambda one, v, on: told(one, "form") == v,
    "function": lambda one, v, on: told(one, "function") == v,
    "binding": lambda one, v, on: told(one, "binding") == v,
    "level": lambda one, v, on: level_of(one.parties.all()) == v,
    "status": lambda one, v, on: code_on(one, on) == v,
    "identifier": lambda one, v, on: any(
        v in (known.value, f"{known.scheme}:{known.value}") for known in one.identifiers.all()
    ),
    "source": lambda one, v, on: v in sources_of(one),
    "collection": lambda one, v, on: v == "none",
    "only_planned": lambda one, v, on: document_of(one)["only_planned"] == (v == "yes"),
    "differs": lambda one, v, on: v in differing_in(document_of(one)),
    "not_stated": lambda one, v, on: is_silent(one, v),
    "q": lambda one, v, on: v in one.title,
    "foreseen_end": lambda one, v, on: v in {state for state, _ in ends_of(one, on)},
    "status_on": lambda one, v, on: True,
    "order": lambda one, v, on: True,
    "since_revision": lambda one, v, on: v == "0",
    "updated_since": lambda one, v, on: v < "2100",
}


TOGETHER = {"party_any", "predecessors", "group", "group_on"}


def as_good_as(name, value, asked):
    """Return the values of which one suffices: a party's predecessor is as good as itself where that is asked."""
    if name in ("party", "agency", "party_any") and ("predecessors", "yes") in asked:
        return [value, *filter(None, [BEFORE.get(value)])]
    return [value]


def fits_together(agreement, asked):
    any_of = [side for name, value in asked if name == "party_any" for side in as_good_as(name, value, asked)]
    on = dict(asked).get("group_on", "2026-01-01")
    in_groups = all(is_of_group(agreement, value, on) for name, value in asked if name == "group")
    return in_groups and (not any_of or any(is_party(agreement, side) for side in any_of))


def fits(agreement, asked):
    on = next((date.fromisoformat(value) for name, value in asked if name == "status_on"), None)
    plain = all(
        any(FITS[name](agreement, one, on) for one in as_good_as(name, value, asked))
        for name, value in asked
        if name not in {*PERIOD, *ENDS, *TOGETHER}
    )
    return (
        plain
        and fits_together(agreement, asked)
        and fits_ends(agreement, dict(asked), on)
        and fits_period(agreement, {name: value for name, value in asked if name in PERIOD})
    )


# What can be asked: every filter has its values here, or the test of completeness fails.

VALUES = {
    "party": SIDES,
    "party_any": SIDES,
    "predecessors": ["yes"],
    "group": list(GROUPS),
    "group_on": ["1950-01-01", "2000-01-01"],
    "agency": ["cnes", "csa", "esa", "state-of-be"],
    "person": PEOPLE,
    "area": AREAS,
    "mission": MISSIONS,
    "form": Form.values,
    "function": Function.values,
    "binding": Binding.values,
    "level": Level.values,
    "status": StatusCode.values,
    "status_on": DAYS,
    "action": list(DATED_ACTS),
    "from": [edtf for edtf in DATES if edtf],
    "to": [edtf for edtf in DATES if edtf],
    "match": ["possible", "certain"],
    "identifier": [*NUMBERS, "tias:12927", "unts:12927"],
    "source": SOURCES,
    "collection": ["none"],
    "only_planned": ["yes", "no"],
    "differs": ["any", "actions", "designations", "terms", "titles"],
    "not_stated": [*COMMON_ACTS, "form", "function", "binding", "area"],
    "renewal": [*Renewal.values, "not_stated"],
    "provision": [*TOPICS, *(f"{topic}:{says}" for topic in TOPICS for says in Says.values)],
    "text": ["known", "unknown", "not_stated"],
    "foreseen_end": list(STATES),
    "ends_possibly_before": ["2003", "2004-10", "2030"],
    "ends_possibly_after": ["1999", "2002-10-03", "2026-01-01"],
    "q": WORDS,
    "order": ["date", "-date", "title"],
    "since_revision": ["0", str(2**40)],
    "updated_since": ["2000-01-01", "2100-01-01T00:00:00Z"],
}
REPEATED = [name for name, chosen in AgreementFilter.base_filters.items() if takes_several(chosen.field)]


def test_every_filter_has_a_case():
    assert set(VALUES) == set(AgreementFilter.base_filters)
    assert {*FITS, *PERIOD, *ENDS, *TOGETHER} == set(VALUES)


def one_filter(names):
    return st.sampled_from(sorted(names)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name])))


def combinations():
    plain = st.lists(one_filter(VALUES.keys() - PERIOD), max_size=3, unique_by=lambda asked: asked[0])
    period = st.lists(one_filter(PERIOD), max_size=4, unique_by=lambda asked: asked[0])
    again = st.lists(one_filter(REPEATED), max_size=1)
    asked = st.builds(lambda *asked: list(dict.fromkeys(chain(*asked))), plain, period, again)
    return asked.filter(lambda asked: not is_backward(dict(asked)))  # that is refused


def is_backward(asked):
    first, last = bounds(asked.get("from") or "../..")[0], bounds(asked.get("to") or "../..")[1]
    return bool(first and last and last < first)


class EveryDoorGivesTheSame(TestCase):
    @classmethod
    def setUpTestData(cls):
        generate(Random(1957))  # noqa: S311
        cls.all = list(
            Agreement.objects.prefetch_related(
                "parties__agency__country",
                "parties__citations__source",
                "areas__area",
                "areas__citations__source",
                "missions__mission",
                "missions__citations__source",
                "events__citations__source",
                "events__agencies__citations__source",
                "events__people__person",
                "designations__citations__source",
                "citations__source",
                "terms",
                "identifiers",
                "provisions",
                "texts__source",
            )
        )
        broader = {area.pk: area for area in Area.objects.all()}
        for agreement in cls.all:
            for link in agreement.areas.all():
                link.area.broader = broader.get(link.area.broader_id)

    def test_page_api_csv_and_atom_agree_on_each_filter_alone(self):
        for name, values in VALUES.items():
            for number, value in enumerate(values):
                self.agree([(name, value)], everywhere=not number)  # no form looks at the value of a filter
        for name, value in (("party", "RU"), ("party", "esa"), ("party_any", "RU"), ("agency", "esa")):
            self.agree([(name, value), ("predecessors", "yes")], everywhere=False)
        for day in VALUES["group_on"]:
            self.agree([("group", "eu"), ("group_on", day)], everywhere=False)
        for number, (act, match) in enumerate(product(VALUES["action"], VALUES["match"])):
            for end in ("from", "to"):
                asked = [("action", act), (end, VALUES[end][number % len(VALUES[end])]), ("match", match)]
                self.agree(asked, everywhere=False)

    @pytest.mark.thorough
    @given(asked=combinations())
    def test_page_api_csv_and_atom_agree_on_combinations(self, asked):
        self.agree(asked)

    def agree(self, asked, *, everywhere=True):
        if any(name == "status" for name, _ in asked) and not any(name == "status_on" for name, _ in asked):
            asked = [*asked, ("status_on", DAYS[2])]
        query = urlencode(asked)
        wanted = {agreement.slug for agreement in self.all if fits(agreement, asked)}
        assert self.through_api(query) == (wanted, len(wanted)), query
        if everywhere:
            assert self.through_page(query) == (wanted, len(wanted)), query
            assert self.through_csv(query) == wanted, query
            assert self.through_atom(query) == wanted, query

    def through_api(self, query):
        page = self.client.get(f"/api/v1/agreements/?page_size=100&fields=slug&{query}").json()
        assert "results" in page, (query, page)
        return {one["slug"] for one in page["results"]}, page["count"]

    def through_page(self, query):
        page = self.client.get(f"/agreements/?{query}").content.decode()
        main = page.split("<main", 1)[1].split("</main>", 1)[0]
        slugs = set(re.findall(r'<th scope="row"><a href="/agreements/([^/]+)/"', main))
        return slugs, int(re.search(r"<strong>(\d+)</strong>", main).group(1))

    def through_csv(self, query):
        text = b"".join(self.client.get(f"/agreements.csv?{query}").streaming_content).decode()
        return {row["slug"] for row in csv.DictReader(io.StringIO(text))}

    def through_atom(self, query):
        response = self.client.get(f"/agreements.atom?{query}")
        text = (b"".join(response.streaming_content) if response.streaming else response.content).decode()
        return set(re.findall(r'<entry>.*?/agreements/([^/"]+)/"', text, re.DOTALL))


@pytest.mark.django_db
def test_the_reference_is_not_empty_handed():
    """The generated data let most filters keep some and drop some, or agreement would mean little."""
    generate(Random(1957))  # noqa: S311
    everything = Agreement.objects.count()
    assert everything == 16
    assert Event.objects.filter(earliest__isnull=True, date__isnull=False).exists()
    for query in ("party=BE", "area=life-sciences", "status=unknown&status_on=2000-07-01"):
        assert 0 < AgreementFilter(QueryDict(query)).results.count() < everything, query
