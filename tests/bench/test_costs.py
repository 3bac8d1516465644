"""What every address costs: that none is left out. What it takes, `python -m bench.costs` measures."""

import pytest
from django.urls import resolve

from bench.costs import GREATEST, OWN, paths, public, queries
from catalogue.filters import AgreementFilter

SLUGS = {key: ["one", "other", "third"] for key in GREATEST} | {"/countries/": ["be", "fr"]}
ADDRESSES = list(public())


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name or "".join(map(str, address.path))[:60])
def test_every_address_is_asked(address):
    asked = paths(address, SLUGS)
    assert asked
    if address.name and address.name not in OWN:
        names = {resolve(path.partition("?")[0]).view_name for path in asked}
        assert address.name in names


def test_every_filter_is_asked_by():
    asked = " ".join(queries(SLUGS))
    assert [name for name in AgreementFilter.base_filters if f"{name}=" not in asked] == []
