"""Search: what a person expects to find, what odd questions are answered."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency, Country, Person
from agreements.models import Agreement, Area, Event, Mission, Source
from catalogue.index.spelling import correct
from catalogue.reading import reader
from catalogue.search import Search, find_pair, status_called
from catalogue.suggestions import suggest
from tests.catalogue.hits import found, get
from tests.factories import make_agency, make_agreement, make_country

KINDS = ["agreement", "country", "agency", "mission", "area", "event", "source", "person"]


# What a person expects to find, on page and API alike.

EXPECTED = [
    ("pleiades", ("mission", "pleiades")),
    ("Pléiades", ("mission", "pleiades")),
    ("PLÉIADES", ("mission", "pleiades")),
    ("argentinian commission", ("agency", "conae")),
    ("conae", ("agency", "conae")),
    ("belgum russia", ("agreement", "be-ru")),
    ("Belgium–Russia", ("agreement", "be-ru")),
    ("Belgium - Russia", ("agreement", "be-ru")),
    ('"outer space"', ("agreement", "be-ru")),
    ("CSA", ("agency", "csa")),
    ("BE", ("country", "be")),
    ("Belgium", ("country", "be")),
    ("le gall", ("person", "le-gall")),
    ("russian federation", ("country", "ru")),
]


@pytest.mark.many
@pytest.mark.parametrize(("asked", "first"), EXPECTED)
def test_the_first_hit_is_what_was_meant_on_page_and_api(client, base, asked, first):
    assert found(asked)[0] == first
    assert (get(client, {"q": asked})["results"][0]["kind"], get(client, {"q": asked})["results"][0]["slug"]) == first
    page = client.get("/search/", {"q": asked}).content.decode()
    hits = page[page.index('class="hits"') :]
    link = hits[hits.index('<a href="') :].split('"')[1]
    assert get(client, {"q": asked})["results"][0]["html_url"] == f"http://testserver{link}"


def test_a_phrase_in_quotes_needs_its_words_side_by_side(base):
    assert ("agreement", "fr-ar") in found("outer space")
    assert ("agreement", "fr-ar") not in found('"outer space"')


def test_a_word_with_a_hyphen_before_it_must_not_occur_nor_begin_a_word(base):
    assert ("agreement", "cnes-csa") in found("agreement cnes")
    assert ("agreement", "cnes-csa") not in found("agreement cnes -telecom")
    assert ("agreement", "be-ru") in found("space -telecom")


def test_or_stands_between_alternatives(base):
    assert {("mission", "pleiades"), ("agency", "csa")} <= set(found("pleiades or csa"))


def test_the_last_word_may_be_a_beginning_and_whole_words_come_before(base):
    make_agency("pleia", name="Pleia")
    assert found("pleia")[:2] == [("agency", "pleia"), ("mission", "pleiades")]


def test_an_exact_acronym_comes_before_what_only_mentions_it(base):
    assert found("CSA")[0] == ("agency", "csa")
    assert ("mission", "launch-base") in found("CSA")
    assert found("CSG")[0] == ("mission", "launch-base")


def test_names_count_more_than_what_is_said(base):
    make_agreement("named", title="On hydrazine", parties=["BE", "FR"])
    make_agreement("said", title="On fuel", summary="On hydrazine.", parties=["BE", "FR"])
    assert [slug for _, slug in found("hydrazine")] == ["named", "said"]


def test_an_acronym_is_found_with_its_dots_and_without(base):
    make_agency("b-usoc", name="A centre", acronym="B.USOC")
    for asked in ("B.USOC", "B-USOC", "busoc", "b usoc"):
        assert found(asked)[0] == ("agency", "b-usoc"), asked


def test_a_code_that_is_a_stop_word_is_found_as_a_whole_name(base):
    make_country("IT", name="Italy")
    assert found("it") == [("country", "it")]


# Corrections.


def test_a_correction_is_told_and_can_be_refused(client, base):
    answer = get(client, {"q": "belgum russia"})
    assert (answer["query"], answer["corrected_query"]) == ("belgum russia", "belgium russia")
    page = client.get("/search/", {"q": "belgum russia"}).content.decode()
    assert "Showing results for" in page
    assert "exact=1" in page
    assert get(client, {"q": "belgum russia", "exact": "1"})["count"] == 0


def test_nothing_is_corrected_while_something_is_found(base):
    make_agreement("odd", title="On belgum", parties=["FR", "CA"])
    assert not Search("belgum").is_corrected


def test_only_words_that_stand_nowhere_are_corrected(base):
    assert Search("cnes rusian").searched_for == "cnes rusian"  # corrected it would find nothing either
    assert Search("exploring belgum").searched_for == "exploring belgium"


def test_short_words_and_excluded_ones_are_not_corrected(base):
    assert Search("csx").searched_for == "csx"
    assert Search("belgum -rusia").searched_for == "belgium -rusia"


def test_what_is_found_nowhere_together_is_counted_apart(client, base):
    found_apart = dict(Search("pleiades argentina").words_apart)
    assert set(found_apart) == {"pleiades", "argentina"}
    assert "Results for single words" in client.get("/search/", {"q": "pleiades argentina"}).content.decode()


# Pairs and statuses.


@pytest.mark.parametrize(
    ("asked", "url"),
    [
        ("CNES CSA", "/between/cnes/csa/"),
        ("cnes–csa", "/between/cnes/csa/"),
        ("belgium russia", "/between/be/ru/"),
        ("between Belgium and Russian Federation", "/between/be/ru/"),
        ("belgium with cnes", "/between/be/cnes/"),
        ("entre la Belgique et la Russie", "/between/be/ru/"),
        ("Belgique avec l'Argentine", "/between/be/ar/"),
    ],
)
def test_two_sides_named_together_are_a_pair(base, asked, url):
    assert find_pair(asked).url == url


@pytest.mark.many
@pytest.mark.parametrize("asked", ["", "CNES", "belgium belgium", "cnes pleiades", "and", "between"])
def test_what_names_no_two_sides_is_no_pair(base, asked):
    assert find_pair(asked) is None


@pytest.mark.many
@pytest.mark.parametrize(
    "asked", ["agreements in force", "In force", "treaty in effect", "les accords en vigueur", "En vigueur"]
)
def test_the_agreements_with_a_status_are_offered(client, base, asked):
    make_agreement("standing", acts={"entered_into_force": "2001"})
    page = client.get("/search/", {"q": asked}).text
    assert '<a href="/agreements/?status=in_force">in force</a> (1)' in page


STATUSES = {
    "the treaties in force": "in_force",
    "traités en vigueur": "in_force",
    "terminated agreements": "ended",
    "accords expirés": "ended",
    "qui ne sont plus en vigueur": "ended",
    "l'accord n'est plus en vigueur": "ended",
    "no longer in force": "ended",
    "suspendu": "suspended",
    "status unknown": "unknown",
    "pas encore signé": "not_yet_signed",
    "accord": None,
    "": None,
}


@pytest.mark.parametrize("asked", STATUSES)
def test_a_status_is_understood_in_the_languages_of_the_site(asked):
    assert status_called(asked) == STATUSES[asked]


def test_a_status_that_none_has_is_offered_with_its_number(client, base):
    page = client.get("/search/", {"q": "suspended"}).text
    assert '<a href="/agreements/?status=suspended">suspended</a> (0)' in page


@pytest.mark.parametrize("asked", ["Belgian agreements in force", "force"])
def test_words_beside_a_status_offer_no_list(base, asked):
    assert Search(asked).with_status is None


def test_the_pair_is_offered_on_page_and_api(client, base):
    assert get(client, {"q": "CNES CSA"})["pair"] == {
        "label": "CNES – CSA",
        "html_url": "http://testserver/between/cnes/csa/",
    }
    assert get(client, {"q": "CNES"})["pair"] is None
    assert 'href="/between/cnes/csa/"' in client.get("/search/", {"q": "CNES CSA"}).content.decode()


# The page and the API.


def test_hits_are_marked_and_escaped(client, base):
    make_agency("evil", name="Hydrazine <script>alert(1)</script>", summary="Burns <b>hydrazine</b> & \x02 more.")
    page = client.get("/search/", {"q": "hydrazine"}).content.decode()
    assert "<mark>Hydrazine</mark> &lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;<mark>hydrazine</mark>&lt;/b&gt; &amp;" in page
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "«hydrazine»" in get(client, {"q": "hydrazine"})["results"][0]["snippet"]


def test_kinds_are_counted_and_narrow_the_list(client, base):
    everything = get(client, {"q": "space"})
    assert sum(everything["counts"].values()) == everything["count"]
    for kind, count in everything["counts"].items():
        narrowed = get(client, {"q": "space", "kind": kind})
        assert narrowed["count"] == count == len(narrowed["results"])
        assert narrowed["counts"] == everything["counts"]
        assert {hit["kind"] for hit in narrowed["results"]} == {kind}


@pytest.mark.thorough
def test_every_hit_leads_to_its_page_and_its_record(client, base):
    hits = get(client, {"q": "space or belgium or report or astronomy or gall", "page_size": "100"})["results"]
    assert {hit["kind"] for hit in hits} == set(KINDS)
    for hit in hits:
        assert client.get(hit["html_url"]).status_code == 200, hit["html_url"]
        assert client.get(hit["url"]).status_code == 200, hit["url"]
        assert list(hit) == ["kind", "slug", "title", "subtitle", "snippet", "url", "html_url"]


def test_pages_follow_one_another_without_repeating(client, base):
    first = get(client, {"q": "space", "page_size": "2"})
    second = client.get(first["next"]).json()
    slugs = [(hit["kind"], hit["slug"]) for hit in first["results"] + second["results"]]
    assert len(set(slugs)) == 4
    assert slugs == found("space")[:4]


@pytest.mark.many
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({}, "q"),
        ({"q": " "}, "q"),
        ({"q": "a" * 201}, "q"),
        ({"q": "a" * 10_000}, "q"),
        ({"q": "a\x00b"}, "q"),
        ({"q": "a", "kind": "agencies"}, "kind"),
        ({"q": "a", "exact": "yes"}, "exact"),
        ({"q": "a", "kinds": "agency"}, "kinds"),
        ({"q": "a", "page": "0"}, "page"),
        ({"q": "a", "page_size": "1000"}, "page_size"),
        ({"q": "a", "cursor": ""}, "cursor"),
    ],
)
def test_what_the_api_does_not_understand_is_named(client, base, query, parameter):
    answer = get(client, query, status=400)
    assert [error["parameter"] for error in answer["errors"]] == [parameter]


ODD = [
    "-", "--", "- -", "!", "&|!", "()", "'", "''", '"', '""', '"unbalanced', 'a "b', "\\", "\\'", ":*", "a:*", "a & b",
    "'; DROP TABLE x; --", "<->", "or", "or or", "-or", "the", "the of and", "-the", "%", "_", "%s", "{}", "é", "ß",
    "日本", "Россия", "🚀", "a\tb", "a\nb", "=", "=csa", "http://example.org/?a=b", "a.b.c@d.e",
    "1", "-1", "1e5", "..", "-" * 200, '"' * 200, "a " * 100, "ab-" * 12, "a\u0301", "'a' | 'b'",
    "$$", "\\x00", "a--b", "-a -b",
]  # fmt: skip


@pytest.mark.many
@pytest.mark.parametrize(
    "words",
    [
        "agreements in force",
        "treaty in effect",
        "signed MoU",
        "LoI expired",
        "protocole d'entente",
        "traités dénoncés",
        "vigueur",
    ],
)
def test_a_term_of_the_field_is_never_corrected(base, words):
    make_agency("forestry", name="Forge Effort Treats Expo Signet")  # names that are like the terms
    assert correct(reader(), words) == words


@pytest.mark.many
@pytest.mark.parametrize("path", ["/search/", "/agreements/", "/agencies/", "/search/suggest/"])
def test_no_question_is_too_odd(client, base, path):
    for text in ODD:
        assert client.get(path, {"q": text}).status_code == 200, text


@pytest.mark.many
@pytest.mark.parametrize(
    "path",
    ["/search/", "/agreements/", "/missions/", "/areas/", "/events/", "/sources/", "/agencies/"],
)
def test_signs_alone_that_nobody_sees_and_too_many_words_are_refused(client, base, path):
    unseen = [(sign, "ull characters") for sign in ("a\x00b", "\x01", "\u202e", "\ufeff")]
    for text, reason in (*unseen, ("a" * 201, "at most 200"), ("a" * 10_000, "at most 200")):
        response = client.get(path, {"q": text})
        assert response.status_code == 400
        assert reason in response.content.decode()


def test_words_that_stand_everywhere_are_explained(client, base):
    assert "too common to search for" in client.get("/search/", {"q": "of the"}).content.decode()


@pytest.mark.thorough
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60))
def test_any_text_can_be_searched_and_suggested_for(base, text):
    with transaction.atomic():
        list(Search(text)[0:3])
        suggest(text)


# Lists.


@pytest.mark.many
@pytest.mark.parametrize(
    ("path", "asked", "slug"),
    [
        ("agreements", "belgium russia", "be-ru"),
        ("agreements", "CoNAE", "fr-ar"),
        ("agencies", "argentinian commission", "conae"),
        ("agencies", "france", "cnes"),
        ("countries", "russian federation", "ru"),
        ("missions", "pleiades", "pleiades"),
        ("areas", "telecom", "telecommunications"),
        ("events", "le gall", "a-meeting"),
        ("sources", "ministry", "a-report"),
    ],
)
def test_every_list_is_searched_by_words(client, base, path, asked, slug):
    results = client.get(f"/api/v1/{path}/", {"q": asked}).json()["results"]
    assert slug in [record["slug"] for record in results]


def test_a_list_shows_the_best_match_first_unless_another_order_is_chosen(client, base):
    make_agreement("z-telemetry", title="Z telemetry", parties=["BE", "FR"], acts={"signed": "1990"})
    make_agreement("a-other", title="A", summary="On telemetry.", parties=["BE", "FR"], acts={"signed": "2020"})

    def slugs(**query):
        results = client.get("/api/v1/agreements/", {"q": "telemetry", **query}).json()["results"]
        return [agreement["slug"] for agreement in results]

    assert slugs() == ["z-telemetry", "a-other"]
    assert slugs(order="-date") == ["a-other", "z-telemetry"]
    client.get("/api/v1/schema/")  # which asks each filter for its field, for all requests
    assert "best match first" in client.get("/agreements/?q=telemetry").content.decode()


def test_a_search_costs_a_bounded_number_of_queries(client, base, django_assert_num_queries):
    reader()  # brings documents and index up to date
    # * the edition
    # * the hits
    # * the sides of the pair
    with django_assert_num_queries(3):
        assert client.get("/search/", {"q": "belgium russia"}).status_code == 200
    # * the same of one word, which is no pair
    with django_assert_num_queries(2):
        assert client.get("/api/v1/search/", {"q": "space"}).status_code == 200


# What is found follows what is written.


def test_renaming_a_mission_moves_its_agreements_to_the_new_name(base):
    assert correct(reader(), "pleyades") == "pleiades"  # the index is there, and follows
    Mission.objects.filter(slug="pleiades").update(name="Orfeo")
    assert ("agreement", "be-ru") in found("orfeo")
    assert ("agreement", "be-ru") not in found("pleiades", exact=True)
    assert correct(reader(), "pleyades") == "pleyades"


def test_an_edit_that_is_taken_back_is_not_found(base):
    with transaction.atomic():
        Mission.objects.filter(slug="pleiades").update(name="Orfeo")
        assert found("orfeo")
        transaction.set_rollback(True)
    assert not found("orfeo")
    assert found("pleiades")[0] == ("mission", "pleiades")


def test_every_record_is_found_by_its_name(base):
    for model in (Agreement, Country, Agency, Mission, Area, Event, Source, Person):
        kind = model._meta.model_name
        for record in model.objects.all():
            name = getattr(record, "title", "") or record.name
            assert (kind, record.slug) in found(f'"{name}"', kind=kind)


@pytest.mark.thorough
def test_a_very_long_summary_is_searched_by_its_beginning(base):
    long = "hydrazine " + " ".join(f"word{number}" for number in range(200_000))
    Agreement.objects.filter(slug="be-ru").update(summary=long)
    assert found("hydrazine") == [("agreement", "be-ru")]


@pytest.mark.many
@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "meant"), [("chnia", "china"), ("belguim", "belgium"), ("frnace", "france")])
def test_neighbouring_letters_are_taken_the_other_way_round(typed, meant):
    make_agreement(parties=["CN", "FR"])
    make_agreement(parties=["BE", "FR"])
    assert Search(typed).searched_for == meant
