"""Two agreements side by side: what both state, and what only one of them does."""

import csv
import io
import re

import pghistory
import pytest

from agreements.models import Agreement, Provision, Term
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    one = make_agreement("one", areas=["launchers", "robotics"], acts={"signed": "2000-12-20"}, form="agreement")
    other = make_agreement("other", areas=["launchers"], acts={"signed": "2001-05"}, form="agreement")
    Term.objects.create(agreement=one, length="P5Y", counted_from="signature")
    Provision.objects.create(agreement=other, topic="liability", says="yes")


def rows_of(html):
    """Return {heading: (text of the one, text of the other)} of the table of a comparison."""
    rows = re.findall(r'<th scope="row">(.*?)</th><td.*?>(.*?)</td><td.*?>(.*?)</td>', html, re.DOTALL)
    return {heading: tuple(" ".join(re.sub("<.*?>", " ", cell).split()) for cell in cells) for heading, *cells in rows}


def only_one(html):
    return [re.sub("<.*?>", "", text) for text in re.findall(r'<strong class="only-here">(.*?)</strong>', html)]


def test_each_subject_stands_beside_that_of_the_other(client, two):
    html = client.get("/compare/one/other/").content.decode()
    rows = rows_of(html)
    assert rows["Signature"] == ("20 December 2000", "May 2001")
    assert rows["Cooperation areas"] == ("launchers robotics", "launchers")
    assert rows["Term"] == ("5 years from signature", "")
    assert rows["Provisions"][0] == ""
    assert {"20 December 2000", "May 2001", "robotics", "5 years from signature"} <= set(only_one(html))
    assert not {"launchers", "Agreement", "Belgium"} & set(only_one(html))
    assert "Official titles" not in rows
    assert "official titles" in html[html.index("Not stated in the sources of either") :]


def test_a_comparison_is_downloaded_as_a_table(client, two):
    html = client.get("/compare/one/other/").text
    assert 'href="/compare/one/other.csv"' in html
    answer = client.get("/compare/one/other.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, *lines = csv.reader(io.StringIO(answer.text))
    rows = {heading: tuple(cells) for heading, *cells in lines}
    assert [title.split(" (")[0] for title in head] == ["Subject", "Agreement one", "Agreement other"]
    assert rows["Signature"] == ("20 December 2000", "May 2001")
    assert rows["Cooperation areas"] == ("launchers; robotics", "launchers")
    assert rows["Term"] == ("5 years from signature", "")
    assert rows["Official titles"] == ("", "")
    french = client.get("/fr/compare/one/other.csv").text
    assert "20 décembre 2000" in french


def test_a_table_of_what_cannot_be_compared_is_refused(client, two):
    assert client.get("/compare/one/one.csv").status_code == 404
    assert client.get("/compare/one/nothing.csv").status_code == 404
    assert client.get("/compare/one/other.csv?party=BE").status_code == 400
    assert client.head("/compare/one/other.csv").content == b""


def test_a_cell_is_no_formula(client, two):
    with pghistory.context(reason="an edit"):
        Agreement.objects.filter(slug="one").update(title="=1+1")
    assert "'=1+1" in client.get("/compare/one/other.csv").text


def test_an_agreement_leads_to_those_it_can_be_compared_with(client, two):
    assert "/compare/one/other/" in client.get("/agreements/one/").content.decode()
    assert "/compare/one/other/" in client.get("/compare/one/").content.decode()


NUMBER = "the number of the other"


@pytest.mark.many
@pytest.mark.parametrize("text", ["other", "https://spacecoop.example/agreements/other/", "Agreement other", NUMBER])
def test_another_agreement_is_named_by_its_title_number_or_address(client, two, text):
    text = f"SC-{Agreement.objects.get(slug='other').number:04}" if text == NUMBER else text
    assert client.get("/compare/one/", {"with": text}).headers["Location"] == "/compare/one/other/"


def test_a_title_that_several_have_or_none_is_answered_with_what_was_found(client, two):
    make_agreement("third", title="Agreement other again")
    page = client.get("/compare/one/", {"with": "agreement other"}).text
    assert {"/compare/one/other/", "/compare/one/third/"} <= set(re.findall(r'href="(/compare/[^"]+)"', page))
    assert "No other agreement found for “nowhere”." in client.get("/compare/one/", {"with": "nowhere"}).text
    assert client.get("/compare/one/", {"with": "x" * 1000}).status_code == 400


@pytest.mark.many
@pytest.mark.parametrize("path", ["/compare/one/one/", "/compare/one/nothing/", "/compare/nothing/"])
def test_what_cannot_be_compared_is_not_found(client, two, path):
    assert client.get(path).status_code == 404
