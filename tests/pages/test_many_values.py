"""Pages of many values: ten of each with the way to all, every number with its list, texts in their own direction."""

import re

import pytest

from catalogue.index.tokens import fold
from pages.words import in_language
from spacecoop.models import Collection
from tests.factories import cite, make_agency, make_agreement, make_source
from tests.pages.answers import listed, page, section, text_of
from tests.worlds import made_once

pytestmark = pytest.mark.django_db

PARTNERS = ["AR", "AT", "AU", "BE", "BR", "CA", "CH", "CN", "DE", "ES", "GB", "IN", "IT", "JP"]


@pytest.fixture
@made_once
def world():
    """France with each of 14 partners once, with the first of them three times; 12 areas, missions and agencies."""
    cnes = make_agency("cnes", country="FR", name="CNES")
    for place, partner in enumerate([PARTNERS[0], PARTNERS[0], *PARTNERS]):
        names = {"areas": [f"area-{place:02}"], "missions": [f"mission-{place:02}"]}
        make_agreement(f"with-{place:02}", parties=["FR", partner], acts={"signed": f"{1990 + place}"}, **names)
        make_agreement(f"of-{place:02}", parties=[cnes, make_agency(f"agency-{place:02}", country=partner)])


def links_to_all(html):
    return re.findall(r'<a href="([^"]*/by/[^"]*)">(All[^<]*)</a>', html)


@pytest.mark.many
@pytest.mark.parametrize("view", ["agreements", "map", "network", "matrix"])
def test_a_facet_shows_five_values_and_leads_to_all(client, world, view):
    html = page(client, f"/{view}/")
    links = dict(links_to_all(html))
    assert links[f"/{view}/by/party/"] == "All 15 countries"
    assert links[f"/{view}/by/area/"] == "All 16 cooperation areas"
    options = re.search(r'<ul class="options">(.*?)</ul>', html, re.DOTALL)[1]
    assert options.count("<li>") == 5
    assert 'France</a> <span class="number">32</span>' in options


def test_a_facet_of_few_values_leads_nowhere_else(client):
    make_agreement(parties=["BE", "FR"], areas=["astronomy"])
    assert not links_to_all(page(client, "/agreements/"))
    assert text_of(page(client, "/agreements/by/area/")).count("astronomy") == 1


@pytest.mark.many
@pytest.mark.parametrize("name", ["party", "agency", "area", "mission", "partner"])
@pytest.mark.parametrize("query", ["", "party=FR", "from=1992&to=1996"])
def test_every_value_of_the_page_of_all_leads_to_as_many_agreements_as_it_says(client, world, name, query):
    html = page(client, f"/agreements/by/{name}/?{query}")
    values = re.findall(r'href="/agreements/\?([^"]*)">([^<]*)</a> <span class="number">([\d,]+)<', html)
    assert values
    counts = [int(number) for _, _, number in values]
    assert counts == sorted(counts, reverse=True)
    for counted in {*counts}:
        names = [words for _, words, number in values if int(number) == counted]
        assert names == sorted(names, key=fold)
    for address, _, number in values[:4] + values[-2:]:
        assert listed(address.replace("&amp;", "&")) == int(number)


def test_the_page_of_all_leads_back_to_the_view_that_it_came_from(client, world):
    html = page(client, "/network/by/party/?sides=agencies")
    assert re.search(r'href="/network/\?sides=agencies&amp;party=AR"', html)


@pytest.mark.parametrize("address", ["/agreements/by/form/", "/agreements/by/nothing/", "/events/by/party/"])
def test_what_has_no_page_of_all_is_not_found(client, address):
    page(client, address, status=404)


def test_the_page_of_all_tells_a_filter_that_it_does_not_understand(client):
    assert "There is a problem." in text_of(page(client, "/agreements/by/area/?form=x", status=400))


@pytest.mark.many
@pytest.mark.parametrize(
    ("address", "heading", "words"),
    [
        ("/countries/fr/", "partners", "14 partners recorded"),
        ("/agencies/cnes/", "partners", "16 partners recorded"),
        ("/countries/fr/", "areas", "16 cooperation areas recorded"),
    ],
)
def test_a_profile_shows_ten_of_a_ranking_and_leads_to_all(client, world, address, heading, words):
    html = section(page(client, address), heading)
    assert words in text_of(html)
    assert html.count("<li>") == 10
    ((path, _),) = links_to_all(html)
    all_of_them = page(client, path.replace("&amp;", "&"))
    assert f"{words.split()[0]} " in text_of(all_of_them[all_of_them.index('class="count"') :])[:60]


@pytest.mark.many
@pytest.mark.parametrize("address", ["/agreements/", "/between/", "/countries/fr/", "/agencies/cnes/", "/matrix/"])
def test_pages_of_many_values_stay_light(client, world, address):
    assert len(page(client, address).encode()) < 80_000


def test_the_pairs_are_those_of_the_agreements_found(client, world):
    html = page(client, "/between/?area=area-03")
    assert re.findall(r'<th scope="row"><a href="(/between/[^"]*)">', html) == ["/between/at/fr/"]
    ((address, number),) = re.findall(r'<td class="number"><a href="(/agreements/[^"]*)">(\d+)</a>', html)
    assert listed(address.partition("?")[2].replace("&amp;", "&")) == int(number) == 1
    assert "All 14 pairs" not in html


@pytest.mark.thorough
def test_a_timeline_of_many_events_counts_them(client, monkeypatch):
    for year in range(1960, 2023):
        make_agreement(parties=["FR", "BE"], acts={"signed": str(year)})
    html = page(client, "/countries/fr/")
    assert "Choose a shorter period to see single events." in html
    assert len(html.encode()) < 80_000


def test_numbers_say_that_they_are_of_what_is_recorded(client, world):
    assert "32 agreements recorded, from" in text_of(page(client, "/"))
    assert "32 agreements recorded" in text_of(page(client, "/agreements/"))
    assert "14 pairs recorded" in text_of(page(client, "/between/"))
    assert "Agreements 6 recorded" in text_of(page(client, "/between/fr/ar/"))
    assert "All 32 agreements recorded" in text_of(page(client, "/countries/fr/"))


# Where a record came from.


@pytest.fixture
def collection():
    told = {"licence": "CC BY 4.0", "licence_url": "https://e.org/", "summary": "More."}
    return Collection.objects.create(slug="wider", title="A wider set", version="2", **told)


def test_a_record_says_with_which_collection_it_came(client, collection):
    make_agreement("theirs", collection=collection)
    make_agreement("ours")
    foot = 'From the collection “<a href="/about/data/#wider">A wider set</a>”, version 2.'
    assert foot in page(client, "/agreements/theirs/")
    assert "From the collection" not in page(client, "/agreements/ours/")


def test_the_collection_asked_for_is_called_by_its_title(client, collection):
    make_agreement("theirs", collection=collection)
    assert "Collection: A wider set ×" in text_of(page(client, "/agreements/?collection=wider"))


# Languages.


def test_titles_and_quotations_tell_their_language_and_direction(client):
    source = make_source("ar", language="ar", title="مذكرة تفاهم", publisher="العين", archived_url="https://a.org/1")
    agreement = make_agreement("one", acts={"signed": "2001"})
    citation = cite(agreement.events.get(), source, "وقّعت وكالة الإمارات")
    citation.gloss = "the UAE agency signed"
    citation.save()
    html = page(client, "/agreements/one/")
    assert '<q lang="ar" dir="rtl">وقّعت وكالة الإمارات</q>' in html
    assert "[the UAE agency signed: our rendering]" in html
    assert '<a href="https://a.org/1" rel="external">archived copy</a>' in html
    assert '<a href="/sources/ar/" lang="ar" dir="rtl">مذكرة تفاهم</a>' in page(client, "/sources/")
    assert '<h1><span lang="ar" dir="rtl">مذكرة تفاهم</span></h1>' in page(client, "/sources/ar/")


@pytest.mark.parametrize(
    ("code", "text", "attributes"),
    [
        ("en", "Agreement", ""),
        ("ru", "Соглашение", ' lang="ru"'),
        ("ja", "協定", ' lang="ja"'),
        ("ar", "مذكرة تفاهم", ' lang="ar" dir="rtl"'),
        ("ar", "NASA توقع", ' lang="ar" dir="rtl"'),
        ("ar", "NASA", ' lang="ar"'),
        ("he", "הסכם 1996", ' lang="he" dir="rtl"'),
        (None, "توقع", ' dir="rtl"'),
        ("fr", "Accord (اتفاق)", ' lang="fr"'),
        ("und", "1996", ""),
    ],
)
def test_the_attributes_of_a_text_in_a_language(code, text, attributes):
    assert in_language(code, text) == attributes
