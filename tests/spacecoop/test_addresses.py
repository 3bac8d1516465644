"""Addresses made of the form of a page's path are those of the resolver."""

import pytest
from django.urls import NoReverseMatch, reverse

from spacecoop.addresses import address_of


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("agreements", []),
        ("agreement", ["be-ru-2000"]),
        ("between", ["be", "esa_1"]),
        ("between", ["0000000002", "0000000001"]),
        ("admin:agreements_agreement_change", [12]),
        ("country", ["be"]),
    ],
)
def test_an_address_is_that_of_the_resolver(name, arguments):
    assert address_of(name, *arguments) == reverse(name, args=arguments)


def test_what_would_end_a_path_is_written_so_that_it_does_not():
    assert address_of("agreement", "a/b?c#d{0}") == "/agreements/a%2Fb%3Fc%23d%7B0%7D/"


def test_no_page_of_that_name_is_an_error():
    for name, arguments in (("no-such-page", []), ("agreement", []), ("agreements", ["x"])):
        with pytest.raises(NoReverseMatch):
            address_of(name, *arguments)
