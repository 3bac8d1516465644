"""What speaks for two agreements being one, and what against: each sign by examples of its own."""

from itertools import count

import pytest

from agencies.models import Agency, AgencyKind, Succession
from agreements.entering import enter
from agreements.models import Area, Event, EventPerson, Mission, Title
from desk.duplicates import proposals
from desk.instruments import pairs_to_compare
from desk.likeness import signs_of, weight_of
from desk.world import World
from tests.factories import (
    cite,
    identify,
    make_agency,
    make_agreement,
    make_area,
    make_country,
    make_mission,
    make_person,
    make_relation,
    make_source,
)

pytestmark = pytest.mark.django_db
SIDES = {"parties": ["BE", "FR"], "form": None}
_place = count()


def pair(mine=None, theirs=None, **common):
    """Make two agreements, each with what is its own, and return both."""
    return [
        make_agreement(slug, **{**SIDES, "title": "Space", **common, **(own or {})})
        for slug, own in (("one", mine), ("two", theirs))
    ]


def signs():
    """Return {words: weight} of what speaks for and against the only two that are compared."""
    world = World()
    [(one, other)] = pairs_to_compare(world)
    return {sign.words: sign.weight for sign in signs_of(one, other, world)}


def weight(words):
    """Return the weight of the sign that begins with these words; 0 where there is none."""
    return next((weight for told, weight in signs().items() if told.startswith(words)), 0)


def government(code):
    country = make_country(code)
    return make_agency(f"government-{code.lower()}", kind=AgencyKind.GOVERNMENT, country=country)


def compared():
    return {(one.key, other.key) for one, other in pairs_to_compare(World())}


@pytest.mark.many
@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (["BE", "FR"], ["FR", "BE"], 2),
        (["BE", "FR"], ["government-be", "government-fr"], 2),
        (["cnes", "FR"], ["cnes", "government-fr"], 2),
        (["cnes", "BE"], ["FR", "BE"], 1),
        (["cnes", "belspo"], ["FR", "government-be"], 0),
        (["cnes", "BE"], ["onera", "BE"], -0.5),
        (["cnes", "belspo"], ["onera", "busoc"], -3),
    ],
)
def test_the_same_parties_weigh_more_than_a_body_and_its_government_and_two_bodies_less(mine, theirs, expected):
    for code in ("BE", "FR"):
        government(code)
    for slug, code in (("cnes", "FR"), ("onera", "FR"), ("belspo", "BE"), ("busoc", "BE")):
        make_agency(slug, country=code)
    pair({"parties": mine}, {"parties": theirs})
    found = signs()
    assert sum(found.values()) - weight("similar titles") == expected


@pytest.mark.parametrize(
    ("mine", "theirs"), [(["BE", "FR"], ["BE", "RU"]), (["cnes", "FR"], ["esa", "FR"]), (["BE", "FR"], ["cnes", "RU"])]
)
def test_only_agreements_between_the_same_lands_are_compared(mine, theirs):
    make_agency("cnes", country="FR")
    make_agency("esa", kind=AgencyKind.INTERGOVERNMENTAL)
    pair({"parties": mine}, {"parties": theirs})
    assert not compared()


@pytest.mark.parametrize("kind", ["renamed", "continues", "succeeded"])
def test_what_came_after_another_is_the_same_side(kind):
    earlier, later = make_agency("rka"), make_agency("roscosmos")
    enter(Succession(earlier=earlier, later=later, kind=kind))
    pair({"parties": ["rka", "FR"]}, {"parties": ["roscosmos", "FR"]})
    assert weight("the same two parties") == 2


@pytest.mark.many
@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("2000-12-20", "2000-12-20", 4),
        ("2000-12-20", "2000-12", 3),
        ("2000-12", "2000-12", 3),
        ("2017-07-04/2017-07-06", "2017-07-05", 4),
        ("2000-22", "2000-07-03", 2),
        ("2000", "2000-12", 1.5),
        ("200X", "2000-12", 0.5),
        ("2000-12-20", "2000-12-22", 1),
        ("2000-12-20", "2001-01-10", -0.5),
        ("2000-12-20", "2000-06", -3),
        ("2000", "2001-06-01", -3),
    ],
)
def test_dates_count_by_their_exactness_and_by_how_far_they_are_apart(mine, theirs, expected):
    pair({"acts": {"signed": mine}}, {"acts": {"concluded": theirs}})
    assert weight("signed or concluded ") == expected


def test_dates_years_apart_are_not_compared_but_with_one_number():
    one, two = pair({"acts": {"signed": "1990"}}, {"acts": {"signed": "2000"}})
    assert not compared()
    for agreement in (one, two):
        identify(agreement, "tias", "12927")
    assert weight("signed or concluded ") == -6


def test_a_date_that_another_of_the_same_agreement_tells_more_exactly_counts_no_more():
    one, _ = pair({"acts": {"signed": "2004-12-22"}}, {"acts": {"signed": "2004-01-09"}})
    enter(Event(slug="vaguely", title="E", kind="signed", modality="done", date="2004", agreement=one))
    assert weight("signed or concluded ") == -3


@pytest.mark.parametrize(
    ("day", "expected"), [("2018-03-03", 2), ("2018-03-20", 2), ("2018", 1), ("2019-02", 0), ("2022", -3)]
)
def test_a_date_that_was_foreseen_is_compared_where_no_other_is_stated(day, expected):
    one, _ = pair(None, {"acts": {"signed": "2018-03-02"}})
    enter(Event(slug="foreseen", title="E", kind="signed", modality="planned", date=day, agreement=one))
    assert weight("signed, concluded or foreseen") == expected


def test_an_undated_agreement_has_no_date_for_or_against():
    pair(None, {"acts": {"signed": "2018-03-02"}})
    assert not weight("signed")


@pytest.mark.many
@pytest.mark.parametrize(
    ("act", "mine", "theirs", "expected"),
    [
        ("entered_into_force", "2002-05-01", "2002-05-01", 2),
        ("expiry_announced", "2021-12", "2021-12", 1.5),
        ("renewal_planned", "2022", "2022", 0.75),
        ("entered_into_force", "2002-05-01", "2004", -1.5),
        ("expired", "2002", "2004", -1.5),
        ("ratified", "1996-03-12", "1999-03-12", -1.5),
        ("approved", "1996-03-12", "1996-09-12", 0),
    ],
)
def test_other_acts_are_compared_each_with_its_own_kind(act, mine, theirs, expected):
    pair({"acts": {act: mine}}, {"acts": {act: theirs}})
    assert sum(weight(words) for words in ("entry", "announced", "planned", "exp", "rat", "app")) == expected


@pytest.mark.parametrize("act", ["ratified", "entered_into_force", "expired"])
def test_what_was_made_after_the_other_was_ratified_is_another(act):
    pair({"acts": {act: "2002-05-01"}}, {"acts": {"signed": "2003"}})
    assert weight("one was signed when") == -4


@pytest.mark.parametrize(
    ("mine", "theirs", "least"),
    [
        ("Agreement between Belgium and France on radar altimetry", "Belgian–French radar altimetry agreement", 2),
        ("Neustrelitz ground station", "Arrangement on receiving data at the Neustrelitz ground station", 1),
        ("On safeguarding satellite technology", "Satellite technology safeguards", 2),
    ],
)
def test_titles_are_alike_without_the_names_of_the_parties(mine, theirs, least):
    pair({"title": mine}, {"title": theirs})
    assert weight("similar titles") >= least


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("On the analysis of samples returned by Hayabusa2", "On exploring the moons of Mars"),
        ("On electric propulsion for small satellites", "On a laser link between orbits"),
        ("Training Belgian staff in launcher technology", "Equipment at the Natal range"),
    ],
)
def test_titles_that_each_name_what_the_other_does_not_speak_against(mine, theirs):
    pair({"title": mine}, {"title": theirs})
    assert weight("each title names what the other does not") == -3
    assert not weight("similar titles")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Accord relatif à l’utilisation pacifique de l’espace"),
        ("ru", "Соглашение о сотрудничестве в космосе"),
        ("ja", "宇宙技術協力協定"),
    ],
)
def test_one_official_title_weighs_what_our_titles_leave_open(language, text):
    for agreement in pair({"title": "Quantum"}, {"title": "Rockets"}):
        enter(Title(agreement=agreement, text=text, language=language))
    assert weight("similar titles") >= 2


@pytest.mark.parametrize(
    ("language", "mine", "theirs"),
    [
        (
            "pt",
            "Protocolo Relativo à Instalação de Equipamentos",
            "Protocolo Relativo à Formação de Pessoal Brasileiro",
        ),
        ("en", "Agreement on tracking stations", "Agreement on crew exchange"),
        ("ru", "Соглашение о Байконуре", "Соглашение о спутниках связи"),
    ],
)
def test_official_titles_that_differ_speak_against_in_one_language_alone(language, mine, theirs):
    one, two = pair()
    enter(Title(agreement=one, text=mine, language=language))
    title = enter(Title(agreement=two, text=theirs, language=language))
    assert weight("other official titles") == -3
    Title.objects.filter(pk=title.pk).update(language="nl")
    assert not weight("other official titles")


@pytest.mark.many
@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("Protocol on CBERS-3", "Protocol on CBERS-6", -2),
        ("Phase 1 of SPOT", "Phase 2 of SPOT", -2),
        ("Ariane 4", "Ariane 5", -2),
        ("CBERS-3 and 4", "CBERS-3", 0),
        ("Statement of 2017", "Statement of 2018", 0),
    ],
)
def test_other_figures_in_titles_speak_against_but_for_years(mine, theirs, expected):
    pair({"title": mine}, {"title": theirs})
    assert weight("“") == expected


@pytest.mark.many
@pytest.mark.parametrize(
    ("mine", "theirs", "words", "expected"),
    [
        ({"form": "treaty"}, {"form": "treaty"}, "both called treaty", 0.5),
        ({"form": "agreement"}, {"form": "memorandum_of_understanding"}, "agreement in the one", -2),
        ({"form": "agreement"}, {"form": "protocol"}, "agreement in the one", -3),
        ({"form": "agreement"}, {"title": "Protocol to it"}, "agreement in the one", -3),
        ({"form": "exchange_of_notes"}, {"title": "Memorandum of understanding"}, "exchange of notes in the one", -2),
        ({"function": "framework"}, {"function": "framework"}, "both framework", 0.5),
        ({"function": "framework"}, {"function": "implementing"}, "framework and implementing", -2),
        ({"function": "framework"}, {}, "framework in one only", -0.5),
        ({"function": "amending"}, {}, "only one amends or extends", -3),
        ({"function": "extending"}, {"function": "framework"}, "only one amends or extends", -3),
    ],
)
def test_what_they_are_called_counts(mine, theirs, words, expected):
    if "function" in mine:
        mine, theirs = mine | {"form": "agreement"}, theirs | {"form": "agreement"}
    pair(mine, theirs)
    assert weight(words) == expected


@pytest.mark.many
@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (("tias", "12927"), ("tias", "12927"), 5),
        (("unts", "23267"), ("unts", "23267"), 5),
        (("law", "Law 3"), ("law", "Law 3"), 1),
        (("tias", "12927"), ("tias", "12928"), -3),
        (("cts", "1989 No. 29"), ("cts", "1996 No. 26"), -3),
        (("law", "Law 3"), ("law", "Law 4"), -1),
        (("tias", "12927"), ("unts", "12927"), 0),
        (("other", "7"), ("other", "7"), 0),
    ],
)
def test_one_number_speaks_for_and_another_of_the_same_series_against(mine, theirs, expected):
    for agreement, number in zip(pair(), (mine, theirs), strict=True):
        identify(agreement, *number, issued_in=make_country("BE") if number[0] == "law" else None)
    assert weight("both have") + weight("different numbers") == expected


@pytest.mark.many
@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (["radar"], ["radar"], 1.5),
        (["radar", "optics", "lasers"], ["radar"], 1.05),
        (["radar"], ["medicine"], -1.5),
        (["radar"], ["sensing"], 0),
        (["radar"], [], 0),
    ],
)
def test_areas_in_common_and_other_areas(mine, theirs, expected):
    Area.objects.filter(pk=make_area("radar").pk).update(broader=make_area("sensing"))
    pair({"areas": mine}, {"areas": theirs})
    assert sum(map(weight, ("areas in common", "other areas"))) == pytest.approx(expected)


@pytest.mark.many
@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (["nisar"], ["nisar"], 2.25),
        (["nisar", "maven", "mom"], ["nisar"], 1.575),
        (["nisar"], ["maven"], -2.25),
        (["spot-1"], ["spot"], 0),
        (["shuttle-mir"], ["mir"], 0),
    ],
)
def test_missions_in_common_and_other_missions(mine, theirs, expected):
    Mission.objects.filter(pk=make_mission("spot-1", name="One").pk).update(part_of=make_mission("spot", name="Spot"))
    pair({"missions": mine}, {"missions": theirs})
    assert sum(map(weight, ("missions in common", "other missions"))) == pytest.approx(expected)


@pytest.mark.many
@pytest.mark.parametrize(
    ("mine", "theirs", "for_it", "against"),
    [
        ("signed a specific agreement", "signed a specific agreement", 1.5, 0),
        ("today signed a specific agreement", "a specific agreement on oceans", 1.5, 0),
        ("協力の基本枠を定めた「宇宙技術協力協定」", "「宇宙技術協力協定」を発効している", 1.5, 0),
        ("letter of intent on technology", "letter of intent on research", 0, -3),
        ("a charter that establishes", "an international agreement", 0, -3),
        ("Protocolo Relativo à Instalação", "Protocolo Relativo à Formação", 0, -3),
    ],
)
def test_one_source_names_both_by_the_same_words_or_as_two(mine, theirs, for_it, against):
    source = make_source()
    for agreement, phrase in zip(pair(form="agreement"), (mine, theirs), strict=True):
        cite(agreement.designations.get(), source, phrase)
    assert weight("named by the same words of “A source”") == for_it
    assert weight("“A source” calls the one this") == against


def test_a_source_that_tells_of_both_by_the_same_words_or_by_others():
    source = make_source()
    one, two = pair(acts={"signed": "2000"})
    cite(one.events.get(), source, "both signed on 3 May")
    cite(two.parties.first(), source, "and France")
    assert weight("told of by one source, “A source”") == 0.5
    cite(two.events.get(), source, "signed on 3 May in Paris")
    assert weight("told of by the same words of “A source”") == 1


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("lisa-campbell", "lisa-campbell", 1.5),
        ("lisa-campbell", "jean-yves-le-gall", -1),
        ("lisa-campbell", None, 0),
    ],
)
def test_who_signed_counts(mine, theirs, expected):
    for agreement, slug in zip(pair(acts={"signed": "2000"}), (mine, theirs), strict=True):
        if slug:
            enter(EventPerson(event=agreement.events.get(), person=make_person(slug), role="signatory"))
    assert weight("both signed by") + weight("signed by other people") == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [("Paris", "ESA Headquarters, Paris", 1), ("Besançon", "Besancon", 1), ("Rome", "Paris", -1.5), ("Rome", "", 0)],
)
def test_where_it_was_signed_counts(mine, theirs, expected):
    for agreement, place in zip(pair(acts={"signed": "2000"}), (mine, theirs), strict=True):
        agreement.events.all().update(place=place)
    assert weight("in the same place") + weight("in other places") == expected


@pytest.mark.parametrize("kind", ["amends", "implements", "replaces", "extends"])
def test_a_relation_between_the_two_speaks_strongly_against(kind):
    pair()
    make_relation("two", kind, "one")
    assert weight(f"one {kind} the other") == -8


def test_day_people_and_place_together_weigh_no_more_than_a_day_and_a_half():
    """Who meets on one day often signs several instruments, in one place."""
    one, two = pair(acts={"signed": "2000-05-03"})
    Event.objects.update(place="Paris")
    for agreement in (one, two):
        enter(EventPerson(event=agreement.events.get(), person=make_person(), role="signatory"))
    world = World()
    [(mine, theirs)] = pairs_to_compare(world)
    found = signs_of(mine, theirs, world)
    occasion = sum(sign.weight for sign in found if sign.is_of_occasion)
    assert occasion == 6.5
    assert weight_of(found) == sum(sign.weight for sign in found) - 2


def test_what_is_known_to_be_wrong_is_not_compared():
    one, _ = pair({"acts": {"signed": "2004-12-22"}}, {"acts": {"signed": "2004-12-22"}}, form="treaty")
    one.events.update(standing="known_wrong", standing_reason="A slip")
    one.designations.update(standing="known_wrong", standing_reason="A slip")
    assert not weight("signed")
    assert not weight("both called")


def test_two_of_one_day_with_other_subjects_are_not_proposed():
    pair(
        {"title": "On samples returned by Hayabusa2", "missions": ["hayabusa2"], "areas": ["asteroids"]},
        {"title": "On studying the moons of Mars", "missions": ["mmx"], "areas": ["planets"]},
        acts={"signed": "2019-06-26"},
    )
    assert proposals("agreement") == []


def test_a_few_queries_load_all_that_is_compared(django_assert_max_num_queries):
    for number in range(6):
        make_agreement(f"agreement-{number}", **SIDES, acts={"signed": "2000"}, areas=["radar"])
    with django_assert_max_num_queries(25):
        assert len(compared()) == 15
    assert Agency.objects.count() == 2
