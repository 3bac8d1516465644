"""The publisher and the kind of a new source, by those that are here from the same host."""

import pytest

from agreements.hosts import known_of_host
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def make_sources(*rows):
    for number, (address, publisher, kind) in enumerate(rows):
        make_source(f"source-{number}", address=address, publisher=publisher, kind=kind)


@pytest.mark.many
@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://presse.cnes.fr/fr/nouveau", ("CNES", "press_release")),
        ("http://www.presse.cnes.fr", ("CNES", "press_release")),
        ("https://presse.cnes.fr:443/x?y=1", ("CNES", "press_release")),
        ("https://web.archive.org/web/20190101000000/https://presse.cnes.fr/alt", ("CNES", "press_release")),
        ("https://cnes.fr/fr", None),
        ("https://xpresse.cnes.fr/", None),
        ("https://presse.cnes.fr.example/", None),
        ("https://example.com/?presse.cnes.fr/", None),
        ("https://web.archive.org/web/2019/https://other.example/", None),
        ("https://шпаргалка.рф/", None),
        ("https://[::1/", None),
        ("no address", None),
        ("", None),
    ],
)
def test_what_most_sources_of_a_host_have_is_known_of_it(address, told):
    make_sources(
        ("https://presse.cnes.fr/fr/1", "CNES", "press_release"),
        ("https://www.presse.cnes.fr/fr/2", "CNES", "press_release"),
        ("https://web.archive.org/web/2018/https://presse.cnes.fr/fr/3", "Centre spatial", "web_page"),
    )
    known = known_of_host(address)
    assert (known and (known["publisher"], known["kind"])) == (told or {})
    assert known.get("sources") == (3 if told else None)


def test_a_host_of_many_publishers_tells_none():
    make_sources(
        ("https://doi.org/1", "A", "report"), ("https://doi.org/2", "B", "report"), ("https://doi.org/3", "C", "")
    )
    known = known_of_host("https://doi.org/4")
    assert (known["publisher"], known["kind"]) == ("", "report")


def test_the_admins_form_is_told_and_begins_with_it(admin_client):
    make_sources(("https://www.asi.it/1", "ASI", "news"))
    told = admin_client.get("/admin/agreements/source/of-host/", {"address": "https://asi.it/2"}).json()
    assert told == {"host": "asi.it", "sources": 1, "publisher": "ASI", "kind": "news"}
    page = admin_client.get("/admin/agreements/source/add/", {"address": "https://asi.it/2", "publisher": "Mine"})
    initial = page.context_data["adminform"].form.initial
    assert (initial["publisher"], initial["kind"]) == ("Mine", "news")
    assert 'data-of-host="/admin/agreements/source/of-host/"' in page.text
