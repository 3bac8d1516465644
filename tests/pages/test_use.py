"""The page on using the data: its recipes run, and everything that it names is there."""

import re
import shutil
import subprocess
from html import unescape
from urllib.request import urlopen

import duckdb
import pandas
import pytest

from opendata.exports.formats import FORMATS
from pages.use import RECIPES, USES
from tests.factories import make_agreement, make_country
from tests.pages.answers import page, section

pytestmark = pytest.mark.django_db


def recipe(html, name):
    """Return the text of a recipe of the page."""
    _, _, after = html.partition(f">{name}</h3>")
    return unescape(re.search(r"<code>(.*?)</code>", after, re.DOTALL)[1])


@pytest.fixture
def site(live_server):
    make_agreement("one", parties=["NA", "FR"], acts={"signed": "2000-12-20"})
    make_agreement("two", parties=["FR", "NA"], acts={"signed": "2000"})
    make_agreement("three", parties=["BE", "FR"], acts={"concluded": "2001-05"})
    make_agreement("undated", parties=["BE", "FR"])
    return live_server


@pytest.fixture
def html(site):
    with urlopen(f"{site.url}/data/") as answer:  # noqa: S310 - our own server
        return answer.read().decode()


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_the_recipe_for_curl_runs(html, tmp_path):
    script = "set -e\n" + recipe(html, "curl").replace("curl ", "curl -sS --fail ")
    for _ in range(2):  # the second time nothing is sent again
        subprocess.run(["bash", "-c", script], cwd=tmp_path, check=True, timeout=60, capture_output=True)
    assert len((tmp_path / "agreements.csv").read_text().splitlines()) == 5
    assert (tmp_path / "agreements.json").read_text().startswith("[")
    assert (tmp_path / "tag.txt").read_text()


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_the_recipe_for_pandas_counts_by_year_and_pair(html):
    found = []
    exec(recipe(html, RECIPES["frame.py.txt"]), {"print": found.append, "__name__": "recipe"})  # noqa: S102
    [counts] = found
    assert counts.to_dict() == {(2000, "FR; NA"): 2, (2001, "BE; FR"): 1}
    assert isinstance(counts, pandas.Series)


@pytest.mark.thorough
@pytest.mark.django_db(transaction=True)
def test_the_recipe_for_duckdb_counts_by_year_and_pair(html, client, tmp_path):
    (tmp_path / "agreements.csv").write_bytes(client.get("/agreements.csv").getvalue())
    asked = re.sub(r"http://[^']*", str(tmp_path / "agreements.csv"), recipe(html, "DuckDB"))
    assert duckdb.sql(asked.rstrip().rstrip(";")).fetchall() == [(2000, "FR; NA", 2), (2001, "BE; FR", 1)]


@pytest.mark.thorough
@pytest.mark.skipif(not shutil.which("node"), reason="no Node.js here")
@pytest.mark.django_db(transaction=True)
def test_the_recipe_for_javascript_runs(html, tmp_path):
    script = tmp_path / "recipe.mjs"
    script.write_text(recipe(html, "JavaScript"))
    done = subprocess.run(["node", script], check=True, timeout=60, capture_output=True, text=True)
    assert len(done.stdout.splitlines()) == 4


@pytest.mark.skipif(not shutil.which("Rscript"), reason="no R here")
@pytest.mark.django_db(transaction=True)
def test_the_recipe_for_r_runs(html):
    done = subprocess.run(["Rscript", "-e", recipe(html, "R")], check=True, timeout=120, capture_output=True, text=True)
    assert "FR; NA" in done.stdout


def test_every_format_has_a_use_and_every_recipe_is_shown(client):
    assert [*USES] == [*FORMATS]
    html = page(client, "/data/")
    assert '<a href="/agreements.bib">agreements</a>' in html
    assert '<a href="/fr/events.ics">événements</a>' in page(client, "/fr/data/")
    for form in FORMATS.values():
        assert f"<code>.{form.suffix}</code>" in html
    for name in RECIPES.values():
        assert "://testserver/" in recipe(html, name)


def test_it_is_linked_from_every_page_and_leads_on(client):
    make_country("BE")
    assert '<li><a href="/data/">Use the data</a></li>' in page(client, "/countries/be/")
    html = page(client, "/data/")
    for address in ("/dump/", "/api/", "/api/fields/", "/api/try/", "/changes.atom", "/about/data/", "/api/v1/schema/"):
        assert f'href="{address}"' in html
        assert client.get(address, follow=address == "/dump/").status_code == 200, address
    assert "Revision" in section(html, "cite")


def test_it_is_there_in_french(client):
    html = page(client, "/fr/data/")
    assert "<h1>Utiliser les données</h1>" in html
    assert "http://testserver/agreements.csv" in recipe(html, "R")
