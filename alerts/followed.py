"""What can be followed, by the address of its page: a list with its filters, a search, a pair, a record."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext, override

from catalogue.contents import title_of
from catalogue.index.questions import Question, Records, every, of_kind
from catalogue.index.schema import record_number
from catalogue.index.words import Words
from catalogue.reading import read
from catalogue.search import KINDS, SearchForm
from catalogue.sides import find_side
from opendata.answers import PLURALS
from opendata.api import LISTS
from pages.queries import active_filters
from pages.words import capital
from spacecoop.languages import ORIGINAL, path_in_language, without_language
from spacecoop.moved import Moved

LONGEST = 2000  # letters of a page with its filters
# What chooses no records, or would choose them by what has changed, as every message does by itself.
NOT_KEPT = ("order", "lanes", "updated_since", "since_revision")


class NotFollowed(ValueError):
    """What cannot be followed; the message says why."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A page as it is followed: which records it shows, and how it is called in the present language.

    `path`: in the original language; `asked`: the filters that are kept, as (name, value); `title`: without a word of
    who follows it; `chips`: (label, value) of the filters; `record`: the (kind, key) of the one record that it shows.
    """

    path: str
    question: Question
    title: str
    asked: tuple = ()
    chips: tuple = ()
    record: tuple | None = None
    feeds: tuple = field(default=())

    @property
    def page(self):
        return _with(self.path, self.asked)

    @property
    def is_list(self):
        return self.path.strip("/") in LISTS

    def address(self, language, **more):
        """Return the path of the page in a language; `more`: further filters."""
        return _with(path_in_language(self.path, language), (*self.asked, *more.items()))

    def in_api(self, revision):
        """Return the path of a list in the API, with what has changed since a revision."""
        return _with(f"/api/v1{self.path}", (*self.asked, ("since_revision", revision)))


def followed(page):
    """Return what is Followed at a page, given by its path and query in any language. Raises: NotFollowed."""
    path, _, query = without_language(page[:LONGEST]).partition("?")
    asked = QueryDict(query)
    try:
        with override(ORIGINAL):
            match = resolve(path)
    except Resolver404:
        raise NotFollowed(gettext("This page does not exist.")) from None
    if match.url_name in LISTS:
        return _list(match.url_name, asked)
    if match.url_name in PLURALS:
        return _record(match.url_name, next(iter(match.kwargs.values())))
    if match.url_name == "search":
        return _search(asked)
    if match.url_name == "between":
        return _pair(**match.kwargs)
    raise NotFollowed(gettext("This page cannot be followed. Follow a list, a search, a pair or a record."))


def _list(name, asked):
    filters = LISTS[name].filterset_class
    kept = _kept(asked, [name for name in filters.base_filters if name not in NOT_KEPT])
    found = filters(QueryDict(urlencode(kept)), is_shown=False)
    if not found.is_valid():
        raise NotFollowed(" ".join(problem["message"] for problem in found.form.problems))
    return Followed(
        f"/{name}/",
        found.results.question,
        capital(KINDS[filters.record_kind].many),
        kept,
        tuple((chip["label"], chip["words"]) for chip in active_filters(found)),
        feeds=(_with(f"/{name}.atom", kept),),
    )


def _record(kind, slug):
    try:
        document = read(kind, slug)
    except Moved as moved:
        return _record(kind, moved.new)
    except Http404 as error:
        raise NotFollowed(str(error)) from None
    path, record = f"/{PLURALS[kind]}/{document['slug']}", (kind, document["key"])
    question = Records([record_number(*record)])
    return Followed(f"{path}/", question, title_of(document), record=record, feeds=(f"{path}.atom",))


def _search(asked):
    form = SearchForm(asked)
    if not form.is_valid():
        raise NotFollowed(" ".join(problem["message"] for problem in form.problems))
    search = form.search
    if search.asks_nothing:
        raise NotFollowed(gettext("Search for something first, then follow the search."))
    kinds = [search.kind] if search.kind else []
    chips = [(form.fields["q"].label, search.searched_for), *((form["kind"].label, KINDS[kind].many) for kind in kinds)]
    kept = _kept(asked, ("q", "kind", "exact"))
    question = of_kind(*kinds) & Words(search.searched_for)
    return Followed("/search/", question, gettext("Search"), kept, tuple(chips))


def _pair(one, other):
    sides = [find_side(one), find_side(other)]
    if None in sides:
        raise NotFollowed(gettext("There is no such pair of countries or organisations."))
    question = of_kind("agreement", "event") & every("party", [side.key for side in sides])
    title = gettext("{one} and {other}: space cooperation").format(one=sides[0], other=sides[1])
    parties = [("party", side.key) for side in sides]
    feeds = tuple(_with(f"/{name}.atom", parties) for name in ("agreements", "events"))
    return Followed(f"/between/{sides[0].slug}/{sides[1].slug}/", question, title, feeds=feeds)


def _kept(asked, names):
    return tuple((name, value) for name in names for value in asked.getlist(name) if value)


def _with(path, asked):
    return f"{path}?{urlencode(asked)}" if asked else path
