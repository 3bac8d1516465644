"""What every filter shares: how values are read and refused, and hints for near words and those that people try."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils import timezone

from spacecoop.filters import (
    BEST,
    MOST_TERMS,
    BoundedEDTFFilter,
    ChoiceFilter,
    DayFilter,
    DrawingFilter,
    EDTFFilter,
    FilterSet,
    OrderFilter,
    RecordsFilter,
    SearchFilter,
    SinceRevisionFilter,
    ToldChoiceFilter,
    UpdatedSinceFilter,
    given,
    takes_several,
    terms,
)
from spacecoop.hints import nearest
from spacecoop.record_fields import LONGEST, MOST_NAMED


class Modality(TextChoices):
    DONE = "done", "took place"
    PLANNED = "planned", "planned"


MISSIONS = {"echo": ("echo", "ECHO"), "spot": ("spot-1", "SPOT 1")}


class MissionFilter(FilterSet):
    """One filter of each kind."""

    q = SearchFilter()
    mission = RecordsFilter(
        label="Mission", find=MISSIONS.get, near=lambda text: list(MISSIONS), unknown="No mission called “{text}”."
    )
    kind = ChoiceFilter(label="Type", choices=[("satellite", "satellite"), ("programme", "programme")])
    reported_as = ToldChoiceFilter(
        stored=Modality, told={"done": "took_place", "planned": "planned"}, label="Reported as"
    )
    country = ChoiceFilter(label="Country", choices=[(f"C{number}", f"C{number}") for number in range(MOST_NAMED + 1)])
    match = ChoiceFilter(label="Match", choices=[("possible", "include"), ("certain", "leave out")], empty_label=None)
    lanes = DrawingFilter(label="Lanes", choices=[("areas", "by area")], empty_label="by pair")
    locals().update({"from": EDTFFilter(label="From"), "to": EDTFFilter(label="To")})
    after = BoundedEDTFFilter(label="After", bound=1)
    before = BoundedEDTFFilter(label="Before", bound=0)
    day = DayFilter(label="Day")
    order = OrderFilter({"name": ("name", "by_title"), "-date": ("newest first", "by_newest")})
    updated_since = UpdatedSinceFilter()
    since_revision = SinceRevisionFilter()


def asked(query, **how):
    return MissionFilter(QueryDict(query), **how)


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("q=space law", "space law"),
        ("q=" + LONGEST * "a", LONGEST * "a"),
        ("q=" + "+".join(["the", "of", *MOST_TERMS * ["law"]]), " ".join(["the", "of", *MOST_TERMS * ["law"]])),
        ("mission=echo&mission=spot", ["echo", "spot-1"]),
        ("kind=satellite", "satellite"),
        ("reported_as=took_place", "took_place"),
        ("lanes=areas", "areas"),
        ("from=october 1997", "1997-10"),
        ("after=2030-05", "2030-05"),
        ("after=../2030", "../2030"),
        ("before=2030/..", "2030/.."),
        ("after=", None),
        ("day=2022-03-01", date(2022, 3, 1)),
        ("day=1 March 2022", date(2022, 3, 1)),
        ("day=", None),
        ("order=-date", "-date"),
        ("updated_since=2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("updated_since= 2026-03-01T12:00 ", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("updated_since=2026-03-01T12:00:00%2B01:00", datetime(2026, 3, 1, 11, tzinfo=UTC)),
        ("updated_since=2026-03-01T12:00:00+01:00", datetime(2026, 3, 1, 11, tzinfo=UTC)),  # the sign, not encoded
        ("updated_since=", None),
        ("since_revision=0", 0),
        (f"since_revision={2**62}", 2**62),
    ],
)
def test_a_value_is_understood_as_its_filter_takes_it(query, value):
    found = asked(query)
    assert found.is_valid(), found.errors
    assert found.form.cleaned_data[query.partition("=")[0]] == value


@pytest.mark.parametrize(
    ("query", "message", "suggestion"),
    [
        ("q=" + (LONGEST + 1) * "a", "Search for at most 200 letters.", None),
        ("q=" + "+".join((MOST_TERMS + 1) * ["law"]), "Search for at most 12 words.", None),
        ("mission=ecko", "No mission called “ecko”. Did you mean “echo”?", "echo"),
        ("kind=sattelite", "“sattelite” is not a value of “kind”. Did you mean “satellite”?", "satellite"),
        ("kind=x", "“x” is not a value of “kind”: use satellite or programme.", None),
        ("kind=" + 300 * "x", f"“{100 * 'x'}” is not a value of “kind”: use satellite or programme.", None),
        ("reported_as=done", "“done” is not a value of “reported_as”: use took_place or planned.", None),
        ("country=x", "“x” is not a value of “country”.", None),
        ("match=x", "“x” is not a value of “match”: use possible or certain.", None),
        ("kind=satellite&kind=satellite", "Give “kind” only once.", None),
        ("from=" + (LONGEST + 1) * "9", "A date has at most 200 letters.", None),
        (
            "from=n/a",
            "“n/a” says that no date is stated: leave the field empty.",
            None,
        ),
        ("after=2030/..", "“since 2030” has no last day: give a day, a month or a year.", None),
        ("before=../2030", "“until 2030” has no first day: give a day, a month or a year.", None),
        ("day=2022-03", "“2022-03” is not a day: write it as 2022-03-01.", None),
        ("day=" + 300 * "x", f"“{100 * 'x'}” is not a day: write it as 2022-03-01.", None),
        (
            "updated_since=" + 300 * "x",
            f"“{100 * 'x'}” is not a date or time: write 2026-03-01 or 2026-03-01T12:00:00Z.",
            None,
        ),
        ("since_revision=-1", "Ensure this value is greater than or equal to 0.", None),
        (f"since_revision={2**62 + 1}", f"Ensure this value is less than or equal to {2**62}.", None),
    ],
)
def test_a_value_that_is_not_understood_is_refused_with_the_way_out(query, message, suggestion):
    name = query.partition("=")[0]
    assert asked(query).form.problems == [{"parameter": name, "message": message, "suggestion": suggestion}]


@pytest.mark.parametrize(
    "query",
    ["from=2001-11-28&to=2001-11-28", "from=2001-11-28&to=2001", "from=../2001&to=1990", "to=1990", "from=1990"],
)
def test_a_period_may_end_on_the_day_on_which_it_begins_and_be_open(query):
    assert asked(query).is_valid()


def test_a_period_does_not_end_before_it_begins():
    told = "“to” (27 November 2001) is before “from” (28 November 2001): give a later day, or the same."
    assert asked("from=2001-11-28&to=2001-11-27").form.problems == [
        {"parameter": "to", "message": told, "suggestion": None}
    ]


def test_only_a_filter_of_records_takes_several():
    fields = asked("").form.fields
    assert [name for name, field in fields.items() if takes_several(field)] == ["mission"]
    assert given(QueryDict("q=a&q=b"), "q") == ["a", "b"]
    assert given({"q": "a"}, "q") == ["a"]


def test_filters_in_use_are_told_in_the_order_of_the_form():
    found = asked("kind=satellite&q=law&mission=spot&mission=echo&order=&other=x")
    told = [("q", "law"), ("mission", "spot"), ("mission", "echo"), ("kind", "satellite")]
    assert found.active == told
    assert found.active_without("mission", "q") == [("kind", "satellite")]


def test_what_is_not_asked_is_not_bound_and_what_is_not_shown_has_no_field():
    nothing = MissionFilter()
    assert (nothing.is_bound, nothing.form.is_bound, list(nothing.data)) == (False, False, [])
    assert asked("").form.is_bound
    assert list(asked("kind=satellite", is_shown=False).form.fields) == ["kind"]
    assert list(asked("kind=satellite").form.fields) == list(MissionFilter.base_filters)


def test_the_best_match_comes_first_where_words_are_asked_for():
    def orders(query):
        return [label for _, label in asked(query).form.fields["order"].choices]

    assert orders("q=law") == ["best match first", "name", "newest first"]
    assert orders("q= ") == orders("") == ["name", "name", "newest first"]
    assert "order" not in asked("q=law", is_shown=False).form.fields
    order = MissionFilter.base_filters["order"]
    assert order.chosen("", words_are_asked_for=True) == BEST
    assert order.chosen("", words_are_asked_for=False) == "by_title"
    assert order.chosen("-date", words_are_asked_for=True) == "by_newest"


def test_labels_and_widgets_are_those_of_the_kind_unless_others_are_given():
    fields = asked("").form.fields
    labels = {
        "q": "Words",
        "order": "Order",
        "updated_since": "Changed since",
        "since_revision": "Changed since revision",
    }
    assert {name: str(fields[name].label) for name in labels} == labels
    assert all(fields[name].help_text for name in labels)
    hidden = [name for name, field in fields.items() if field.widget.is_hidden]
    assert hidden == ["lanes", "updated_since", "since_revision"]
    assert str(SearchFilter(label="Text").label) == "Text"
    empty = [[str(label) for value, label in fields[name].choices if not value] for name in ("kind", "match", "lanes")]
    assert empty == [["any"], [], ["by pair"]]
    assert ("took_place", "took place") in fields["reported_as"].choices


def test_this_day_is_today():
    assert abs(asked("").on_this_day - timezone.now().date()) <= timedelta(days=1)


def test_small_words_of_a_search_do_not_count():
    assert terms("The law of Outer-Space") == ["law", "outer", "space"]


KNOWN = [
    *("q", "party", "area", "form", "agency", "kind", "status_on", "from", "to", "order"),
    *("page", "page_size", "updated_since"),
]


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("partty", "party"),
        ("Agencey", "agency"),
        ("search", "q"),
        ("country", "party"),
        ("type", "kind"),
        ("year", "from"),
        ("date", "from"),
        ("sort", "order"),
        ("order_by", "order"),
        ("limit", "page_size"),
        ("on", "status_on"),
        ("sort_by", "order"),
        ("offset", "page"),
        ("keywords", "q"),
        ("partner", "party"),
        ("subject", "area"),
        ("format", None),
        ("person", None),
        ("utm_source", None),
        ("x", None),
    ],
)
def test_a_hint_is_given_for_a_near_word_or_one_that_people_try(wrong, meant):
    assert nearest(wrong, KNOWN) == meant


def test_the_type_of_agreements_is_their_form():
    assert nearest("type", ["party", "form"]) == nearest("kind", ["party", "form"]) == "form"


def test_nothing_is_meant_that_is_not_known():
    assert nearest("limit", ["q", "kind"]) is None
