"""The collection of public pages: loaded beside the published set, it answers the questions of docs/questions.md."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command

from agreements.models import Agreement, Citation
from catalogue.renderer import up_to_date
from desk.models import Import
from spacecoop.models import Collection
from tests.desk.statements.test_round_trip import archived, bring_into, empty
from tests.worlds import KNOWLEDGE_BASE, held

pytestmark = pytest.mark.django_db
QUESTIONS = (settings.BASE_DIR / "docs" / "questions.md").read_text(encoding="utf-8")
ASKED = re.findall(
    r"^## (\d+)\. (.*?)\n.*?- Page: `(.*?)`\n- API: `(.*?)`\n- Answer: ([\d,]+)(.*?)\n",
    QUESTIONS,
    re.MULTILINE | re.DOTALL,
)


@held
def loaded():
    KNOWLEDGE_BASE.put()
    call_command("collection", "load", "public-pages")


def test_nothing_is_wrong_with_it(capsys):
    KNOWLEDGE_BASE.put()
    call_command("collection", "check", "public-pages")
    assert "nothing found" in capsys.readouterr().out


@pytest.mark.thorough
def test_it_is_removed_without_a_trace(client, capsys):
    KNOWLEDGE_BASE.put()
    before = archived(client)[1]
    call_command("collection", "load", "public-pages")
    assert Agreement.objects.count() > 600
    capsys.readouterr()
    call_command("collection", "remove", "public-pages")
    assert "; 0 are kept." in capsys.readouterr().out
    up_to_date()
    assert archived(client)[1] == before
    assert not Collection.objects.exists()


def test_twenty_questions_are_asked():
    assert len(ASKED) >= 20


@pytest.mark.thorough
class TestLoaded:
    def test_every_agreement_of_it_is_cited_and_has_two_parties(self, loaded):
        ours = Agreement.objects.filter(collection__slug="public-pages")
        cited = set(Citation.objects.filter(party__agreement__in=ours).values_list("party", flat=True))
        parties = {key for agreement in ours for key in agreement.parties.values_list("pk", flat=True)}
        assert parties == cited

    @pytest.mark.many
    @pytest.mark.parametrize(
        ("number", "question", "page", "api", "count", "slugs"), ASKED, ids=[one[0] for one in ASKED]
    )
    def test_page_and_api_answer_a_question_alike(self, client, loaded, number, question, page, api, count, slugs):
        answer = client.get(api).json()
        named = re.findall("`(.*?)`", slugs)
        assert answer["count"] == int(count.replace(",", "")), question
        assert [row["slug"] for row in answer["results"]][: len(named)] == named, question
        shown = client.get(page)
        assert shown.status_code == 200
        html = shown.content.decode()
        assert all(f"/{slug}/" in html for slug in named), question

    @pytest.mark.thorough
    def test_it_is_loaded_again_without_a_change(self, loaded, capsys):
        before = Import.objects.count()
        call_command("collection", "load", "public-pages")
        told = capsys.readouterr().out
        assert re.fullmatch(r"Collection public-pages is loaded\. Records: [\d,]+ unchanged\.\n", told), told
        assert Import.objects.count() == before

    @pytest.mark.thorough
    def test_the_whole_base_is_exported_and_imported_into_an_empty_one(self, client, loaded, tmp_path):
        archive, before = archived(client)
        empty()
        bring_into(tmp_path, archive)
        up_to_date()
        assert archived(client)[1] == before
