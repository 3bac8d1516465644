"""The list of pages is whole: what is not in it, no test of this folder sees."""

from tests.browser.pages import DESK, NO_PAGES, PUBLIC, routes, visited_routes


def test_every_address_with_a_name_is_visited_or_no_page():
    assert routes() - visited_routes() - set(NO_PAGES) == set(), "add them to tests/browser/pages.py"


def test_what_is_said_to_be_no_page_exists_and_is_not_visited():
    assert set(NO_PAGES) <= routes()
    assert set(NO_PAGES).isdisjoint(visited_routes())


def test_no_page_stands_twice():
    names = [page.name for page in [*PUBLIC, *DESK]]
    assert len(names) == len(set(names))
