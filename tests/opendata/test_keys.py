"""The keys that a request wants: `fields`, `omit` and `expand`."""

import pytest

from tests.opendata.answers import get

pytestmark = pytest.mark.django_db


def test_fields_and_omit_choose_keys_at_any_depth(client, one_of_each):
    record = get(client, "agreements/be-ru/?fields=slug,dates.signed.edtf,parties.country.code")
    assert record == {
        "slug": "be-ru",
        "dates": {"signed": {"edtf": "2000-12-20"}},
        "parties": [{"country": {"code": "BE"}}, {"country": {"code": "RU"}}],
    }
    record = get(client, "agreements/be-ru/?omit=events,parties.citations,status")
    assert not {"events", "status"} & set(record)
    assert "citations" not in record["parties"][0]
    assert "citations" in record["areas"][0]


def test_citations_are_left_out_of_every_part(client, one_of_each):
    assert "quote" in client.get("/api/v1/agreements/be-ru/").content.decode()
    assert '"citations":[' not in client.get("/api/v1/agreements/be-ru/?omit=citations").content.decode()
    assert '"citations":[' not in client.get("/api/v1/agreements/?expand=events&omit=citations").content.decode()
    assert get(client, "agreements/be-ru/?omit=citations")["counts"]["citations"] == 4


def test_a_list_takes_up_what_is_asked_for_of_whole_records(client, one_of_each):
    [row] = get(client, "agreements/?expand=summary,parties&fields=slug,summary,parties.country.name")["results"]
    assert row == {"slug": "be-ru", "summary": "", "parties": [{"country": {"name": name}} for name in SIDES]}
    error = get(client, "agreements/?fields=slug,summary", 400)["errors"][0]
    assert error["message"] == "Unknown field “summary”. Add “expand=summary”."


SIDES = ["Belgium", "Russia"]


@pytest.mark.parametrize(
    ("path", "suggestion"),
    [
        ("agreements/?fields=slug,titel", "title"),
        ("agreements/be-ru/?omit=dates.signd", "dates.signed"),
        ("events/?fields=date.earlyest", "date.earliest"),
        ("between/be/ru/?fields=agreements.results.titel", "agreements.results.title"),
    ],
)
def test_a_key_that_is_not_there_is_told(client, one_of_each, path, suggestion):
    error = get(client, path, 400)["errors"][0]
    assert error["parameter"] in ("fields", "omit")
    assert error["suggestion"] == suggestion
