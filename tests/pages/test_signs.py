"""A sign that no text has breaks no address: pages, pictures, feeds and exports answer or refuse."""

from xml.etree import ElementTree

import pytest

from opendata.api import LISTS
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.mark.many
@pytest.mark.parametrize("sign", ["%00", "%01", "%EF%BF%BE", "%C2%AD", "%E2%80%AE", "a%0Bb"])
def test_no_sign_in_a_question_breaks_an_answer(client, sign):
    make_agreement("be-fr", acts={"signed": "2001"})
    for address in ("/agreements.atom", "/events.svg", "/network.svg", "/agreements.csv", "/search/", "/agreements/"):
        answer = client.get(f"{address}?q={sign}")
        assert answer.status_code in (200, 400), address
        if answer.status_code == 200 and answer["Content-Type"].startswith(("application/atom", "image/svg")):
            ElementTree.fromstring(answer.getvalue())


@pytest.mark.many
@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("sign", ["%00", "%01", "%E2%80%8B"])
def test_no_sign_in_an_address_breaks_a_door(client, kind, sign):
    for address in (f"/{kind}/{sign}/", f"/{kind}/{sign}.csv", f"/{kind}/{sign}.svg", f"/api/v1/{kind}/{sign}/"):
        assert client.get(address).status_code == 404, address
