"""What the templates of public pages can ask: one Jinja2 environment, its functions and its filters."""

from urllib.parse import urlencode

from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

from catalogue.clauses import held, term_in_words
from catalogue.contents import type_in_words
from catalogue.ends import days_alone_in_words, end_in_words, how_foreseen, notice_in_words
from pages.embedding import frame_of, is_embeddable
from pages.figures.announce import figures_of
from pages.notes import citing, citing_whole, no_facts
from pages.pictures.bars import bars_of_ranking
from pages.queries import (
    active_filters,
    canonical,
    predecessors_taken,
    query_of,
    query_of_picture,
    query_with,
    ways_out,
)
from pages.words import WORDS, by_role, capital, in_language, language, plural, recorded
from spacecoop.addresses import address_of
from spacecoop.dates_in_words import day_in_words, display, since, until
from spacecoop.languages import html_language, in_each_language, path_in_present_language, present, without_language
from spacecoop.words import listed, noun_of, number

NAVIGATION = [
    ("agreements", gettext_lazy("Agreements")),
    ("countries", gettext_lazy("Countries")),
    ("agencies", gettext_lazy("Organisations")),
    ("missions", gettext_lazy("Missions")),
    ("events", gettext_lazy("Timeline")),
    ("watch", gettext_lazy("Watch list")),
]


def environment(**options):
    """Return the environment; `options` are those that Django gives it. A name that is not there is an error."""
    options |= {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701 - autoescape is on
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)
    made.globals |= FUNCTIONS
    made.filters |= FILTERS
    return made


def url(name, *arguments, **query):
    """Return the address of a page by its name; what stands in `query` follows a question mark."""
    path = address_of(name, *arguments)
    return f"{path}?{urlencode(query)}" if query else path


def current(request, address):
    """Return what `aria-current` says of a link: "page" for this very page, "true" for one above it, else None."""
    if request.path == address:
        return "page"
    return "true" if without_language(address) != "/" and request.path.startswith(address) else None


def record_kind(record):
    """Return what a record is: "agreement", "name of an agency"."""
    return noun_of(record, 1)


FUNCTIONS = {
    "NAVIGATION": NAVIGATION,
    "words": WORDS,
    "url": url,
    "static": static,
    "today": lambda: timezone.now().date(),
    "current": current,
    "in_each_language": in_each_language,
    "path_in_present_language": path_in_present_language,
    "language_code": present,
    "language_here": lambda: html_language(present()),
    "without_language": without_language,
    "frame_of": frame_of,
    "is_embeddable": is_embeddable,
    "figures_of": figures_of,
    "in_language": in_language,
    "canonical": canonical,
    "citing": citing,
    "citing_whole": citing_whole,
    "active_filters": active_filters,
    "ways_out": ways_out,
    "predecessors_taken": predecessors_taken,
    "query_of": query_of,
    "query_of_picture": query_of_picture,
    "query_with": query_with,
}
FILTERS = {
    "in_words": display,
    "day": day_in_words,
    "number": number,
    "plural": plural,
    "recorded": recorded,
    "since": since,
    "until": until,
    "listed": listed,
    "capital": capital,
    "by_role": by_role,
    "language": language,
    "record_kind": record_kind,
    "held": held,
    "no_facts": no_facts,
    "term_in_words": term_in_words,
    "type_in_words": type_in_words,
    "days_alone": days_alone_in_words,
    "end_in_words": end_in_words,
    "how_foreseen": how_foreseen,
    "notice_in_words": notice_in_words,
    "bars": bars_of_ranking,
}
