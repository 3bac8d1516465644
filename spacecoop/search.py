"""Searching records of any kind by words: the queryset that every model shares, and its pieces of SQL."""

import re

from django.contrib.postgres.search import SearchQueryField
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Subquery, Value, When

from spacecoop.models import SearchDocument, SearchName, SearchWord

LONGEST = 200
MOST_TERMS = 12
# Words that cost a search nothing, since no document holds them.
NOT_COUNTED = {"a", "an", "and", "between", "for", "in", "of", "on", "or", "the", "to", "with"}
# How much a hit counts by where it stands: in summaries (D), areas and missions (C), organisations (B), names (A).
WEIGHTS = [0.05, 0.2, 0.4, 1.0]
# Of two hits that are alike, a reader rather wants the record that others hang on.
WORTH = {"country": 1.2, "agency": 1.1, "mission": 1.05, "event": 0.6, "source": 0.5}
EXACT_NAME = 10.0


def terms(text):
    """Return the words of a search that count, in small letters."""
    return [word for word in re.findall(r"\w+", text.lower()) if word not in NOT_COUNTED]


def tsquery(function, *arguments):
    """Return a text-search query made by one of our functions; a subquery, so that it is made once and not by row."""
    values = [Value(argument) for argument in arguments]
    template = "(SELECT %(function)s(%(expressions)s))"
    return Func(*values, function=function, template=template, output_field=SearchQueryField())


def matches(column, query):
    return Func(F(column), query, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=models.BooleanField())


def relevance(text):
    """Return how well a document fits: the very name first, then whole words before beginnings of words, then rank."""
    bonuses = [
        Case(When(matches("document", query), then=Value(bonus)), default=Value(0.0))
        for query, bonus in ((tsquery("search_name", text), EXACT_NAME), (tsquery("search_words", text, False), 1.0))
    ]
    weights = Func(*map(Value, WEIGHTS), template="ARRAY[%(expressions)s]::real[]", output_field=models.FloatField())
    rank = Func(
        weights,
        F("document"),
        tsquery("search_query", text),
        function="ts_rank",
        output_field=models.FloatField(),
    )
    worth = Case(*(When(kind=kind, then=Value(worth)) for kind, worth in WORTH.items()), default=Value(1.0))
    return (bonuses[0] + bonuses[1] + rank) * worth


def documents(text):
    """Return the documents that `text` finds, of every kind.

    `text`: words that must all occur; "quoted" ones side by side; `or` between alternatives; -word must not occur.
    The last word may be the beginning of one. A record is found by its whole name whatever the words.
    """
    return SearchDocument.objects.filter(matches("document", tsquery("search_query", text)))


def names(text):
    """Return the names in which every word of `text` is or begins a word."""
    return SearchName.objects.filter(matches("words", tsquery("search_names", text)))


def is_written(word):
    """Tell whether any record is found by `word` or its beginning."""
    return documents(word).exists()


def likest_words(word, most=20):
    """Return the words in names that share most groups of three letters with `word`, the likest first."""
    likeness = Func(F("word"), Value(word), function="similarity", output_field=models.FloatField())
    return list(
        SearchWord.objects.filter(word__trigram_similar=word)
        .order_by(likeness.desc(), "word")
        .values_list("word", flat=True)[:most]
    )


class SearchableQuerySet(models.QuerySet):
    """A queryset of a kind of record that has search documents."""

    def search(self, text):
        """Keep the records that `text` finds, see `documents`; `relevance` stands ready to sort by, best is highest."""
        kind = self.model._meta.model_name
        here = SearchDocument.objects.filter(kind=kind, record=OuterRef("pk"))
        return self.filter(pk__in=documents(text).filter(kind=kind).values("record")).alias(
            relevance=Subquery(here.values(fit=relevance(text)), output_field=models.FloatField())
        )
