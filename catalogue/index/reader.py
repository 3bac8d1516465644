"""What the index answers: one reader sees one edition, however long it is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, islice, takewhile
from typing import Any, cast

from tantivy import FieldType, Index, Order, Query, Searcher, SearchResult

from catalogue.index.outcomes import plans_with_outcome
from catalogue.index.questions import AllOf, Has, Question, Records, country_called, of_kind
from catalogue.index.rendered import SEPARATOR
from catalogue.index.schema import COARSE, EDITION, TAKEN, record_number, schema
from catalogue.index.vocabulary import Vocabulary
from catalogue.index.words import Words

MOST_VALUES = 65_000  # that the library gives
# A segment that counts fewer than all values counts wrongly.
_ALL = {"size": MOST_VALUES, "segment_size": 1 << 24}
NONE = ""  # the value of what has none
SLUG = "by_slug"
SHALLOW = 500  # hits before a page
MOST_KEPT = 16  # queries: one may hold the numbers of all agreements
DIGITS = 3  # of a relevance: what lies beyond them moves when an entry is written anew


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; `form`: what its order begins with, of a name the name itself."""

    kind: str
    key: int
    slug: str
    relevance: float = 0.0
    form: str = ""

    @property
    def record(self) -> tuple[str, int]:
        """Which record it is, whatever it was found by."""
        return self.kind, self.key


@dataclass(frozen=True, slots=True)
class Found:
    """The hits at the places asked for, and the number of all."""

    hits: list[Hit]
    count: int

    @property
    def keys(self) -> list[int]:
        return [hit.key for hit in self.hits]


class Reader:
    def __init__(self, index: Index) -> None:
        index.reload()  # a process sees nothing new without it
        self.searcher: Searcher = index.searcher()
        self._kept: dict[Question, Query] = {}

    @cached_property
    def edition(self) -> str | None:
        """The edition of the documents that the index holds; None for one that was never filled."""
        found = self._search(Has("entry", EDITION).query(self), SLUG, 0, 1)
        return found[0][0].split(SEPARATOR)[0] if found else None

    # Lists.

    def search(self, question: Question, order: str = SLUG, offset: int = 0, limit: int = 25) -> Found:
        """Return the records that `question` keeps, in an order of the schema. Raise: ValueError for an unknown one."""
        if limit < 1:
            return Found([], self.count(question))
        query = question.query(self)
        if offset > SHALLOW and order in COARSE:
            return self._far_down(query, order, offset, limit)
        result = self.searcher.search(
            query, limit=limit, count=True, order_by_field=order, offset=offset, order=Order.Asc
        )
        return Found([_hit(text) for text, _ in result.hits], _number_of(result))

    def _far_down(self, query: Query, order: str, offset: int, limit: int) -> Found:
        """Return a page far down: its days first, then the hits of these days in their order.

        To order by texts, the library reads those of all hits that come before; to order by numbers takes nothing.
        """
        field, count = COARSE[order], self.count_query(query)
        days = [day for day, _ in self._search(query, field, offset, limit)]
        if not days:
            return Found([], count)
        before = Query.range_query(schema(), field, FieldType.Integer, None, days[0], include_upper=False)
        between = Query.range_query(schema(), field, FieldType.Integer, days[0], days[-1])
        offset -= self.count_query(query.and_must_match(before))
        hits = self._search(query.and_must_match(between), order, offset, limit)
        return Found([_hit(text) for text, _ in hits], count)

    def best(self, question: Question, offset: int = 0, limit: int = 25) -> Found:
        """Return the records that `question` keeps, what fits its words best first; of what fits alike by slug."""
        query = _scored(question, self)
        if offset or limit < 1:  # else the search tells their number on its way
            count = self.count_query(query)
            if offset >= count or limit < 1:
                return Found([], count)
        groups, count = self._alike(query, offset + limit)
        whole: dict[int, float] = {}
        hits: list[Hit] = []
        place = 0
        for relevance, numbers in groups:
            begin, end = max(offset - place, 0), min(offset + limit - place, len(numbers))
            if end - begin == len(numbers):
                whole |= dict.fromkeys(numbers, relevance)
            elif begin < end:
                hits += self._by_slug(dict.fromkeys(numbers, relevance), begin, end - begin)
            place += len(numbers)
        hits += self._by_slug(whole, 0, len(whole))
        return Found(sorted(hits, key=lambda hit: -hit.relevance), count)

    def _by_slug(self, relevance: dict[int, float], offset: int, limit: int) -> list[Hit]:
        """Return the hits at these places of the records with these numbers, in the order of their slugs."""
        found = (_hit(text) for text, _ in self._search(Records(list(relevance)).query(self), SLUG, offset, limit))
        return [replace(hit, relevance=relevance[record_number(*hit.record)]) for hit in found]

    def keys(self, question: Question, order: str = SLUG) -> list[int]:
        """Return the keys of all records that `question` keeps, in an order of the schema."""
        return [hit.key for hit in self.hits(question, order)]

    def hits(self, question: Question, order: str = SLUG) -> list[Hit]:
        return [_hit(text) for text in self.texts(question, order)]

    def numbers_after(self, question: Question, number: int, limit: int) -> list[int]:
        """Return the numbers of the first records that `question` keeps behind a number, in their order."""
        behind = Query.range_query(schema(), "record", FieldType.Unsigned, number, None, include_lower=False)
        query = question.query(self).and_must_match(behind)
        return [later for later, _ in self._search(query, "record", 0, limit)]

    # Counts.

    def count(self, question: Question) -> int:
        return self.count_query(question.query(self))

    def count_query(self, query: Query) -> int:
        return _number_of(self.searcher.search(query, limit=1, count=True, order_by_field="record"))  # by no relevance

    def values(self, question: Question, *fields: str) -> dict[str, dict[str, int]]:
        """Return for each field how many records that `question` keeps have each value; NONE: how many none."""
        asked = {name: {"terms": {**_ALL, "field": name, "missing": NONE}} for name in fields}
        answer = self.searcher.aggregate(question.query(self), asked) if fields else {}
        return {name: {bucket["key"]: bucket["doc_count"] for bucket in _buckets(answer[name])} for name in fields}

    def most(self, question: Question, fields: Sequence[str], number: int) -> dict[str, dict[str, int]]:
        """Return for each field the `number` values that most records have which `question` keeps, and how many do.

        Shape: {field: {value: count}}, the greatest count first, equal ones by value. Boundary: what has no value of a
        field is not counted there. Cost: one count; another of the fields where equal ones were cut off.
        """
        found = self.ranked(question, fields, number, 2 * number)
        return {name: dict(islice(counts.items(), number)) for name, counts in found.items()}

    def ranked(self, question: Question, fields: Sequence[str], number: int, seen: int) -> dict[str, dict[str, int]]:
        """Return the same with further values, up to `seen` of all: so far their number is told.

        Boundary: only of the first `number` is it certain that none of equal count is left out.
        """
        return self._most(question.query(self), fields, number, seen) if fields else {}

    def _most(self, query: Query, fields: Sequence[str], number: int, size: int) -> dict[str, dict[str, int]]:
        """Return the same by asking for the first `size` values, of which the library orders equal ones as it likes."""
        asked = {name: {"terms": {**_ALL, "field": name, "size": min(size, MOST_VALUES)}} for name in fields}
        answer = self.searcher.aggregate(query, asked)
        found, cut_off = {}, []
        for name in fields:
            counts = {bucket["key"]: bucket["doc_count"] for bucket in _buckets(answer[name])}
            found[name] = dict(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))
            last = next(islice(found[name].values(), number - 1, None), 0)
            if size <= len(counts) < MOST_VALUES and min(counts.values()) == last:
                cut_off.append(name)
        return found | (self._most(query, cut_off, number, 8 * size) if cut_off else {})

    def values_within(
        self, question: Question, outer: str, inner: str, among: Sequence[str] = ()
    ) -> dict[str, dict[Any, int]]:
        """Return for each value of `outer` how many records that `question` keeps have each value of `inner`.

        `among`: the only values of `outer` that are asked for. What has no value of either is not counted.
        """
        terms = {**_ALL, "field": outer, **({"include": list(among)} if among else {})}
        asked = {outer: {"terms": terms, "aggs": {inner: {"terms": {**_ALL, "field": inner}}}}}
        answer = self.searcher.aggregate(question.query(self), asked)
        return {
            bucket["key"]: {within["key"]: within["doc_count"] for within in _buckets(bucket[inner])}
            for bucket in _buckets(answer[outer])
        }

    def latest(self, question: Question) -> dict[str, int]:
        """Return for each subject the latest day that is known of the events which `question` keeps."""
        latest = {"latest": {"max": {"field": "latest_known"}}}
        answer = self.searcher.aggregate(
            question.query(self), {"subject": {"terms": {**_ALL, "field": "subject"}, "aggs": latest}}
        )
        days = {bucket["key"]: bucket["latest"]["value"] for bucket in _buckets(answer["subject"])}
        return {subject: int(day) for subject, day in days.items() if day is not None}

    # What questions ask on their way.

    def kept(self, question: Question, make: Callable[["Reader"], Query]) -> Query:
        """Return the query of a question that takes long to put, made once: a page counts and lists by it."""
        query = self._kept.get(question)
        if query is None:
            query = make(self)
            if len(self._kept) >= MOST_KEPT:  # by any thread
                self._kept.clear()
            self._kept[question] = query
        return query

    def numbers(self, question: Question, field: str) -> list[int]:
        """Return the values of a field of numbers in the entries that `question` keeps, each once."""
        query = question.query(self)
        return list({value for value, _ in self._search(query, field, 0, self.count_query(query))})

    def links(self, query: Query) -> list[str]:
        """Return by which links other records name those that `query` keeps."""
        answer = self.searcher.aggregate(query, {"link": {"terms": {**_ALL, "field": "link"}}})
        return [bucket["key"] for bucket in _buckets(answer["link"])]

    def countries_named(self, name: str) -> list[str]:
        """Return the links to the countries that have this whole name, in any language."""
        return self.links(country_called(name).query(self))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of names that some record has. Cost: reading them all, once an edition."""
        return Vocabulary(self.terms("names").items())

    @cached_property
    def plans_with_outcome(self) -> list[int]:
        """The numbers of the plans of which a later fact tells the outcome. Cost: a few questions, once an edition."""
        return plans_with_outcome(self)

    def texts(self, question: Question, field: str) -> list[str]:
        """Return the texts in an order, or what is taken, of the entries that `question` keeps.

        They are counted as values: to look up many texts at once takes the library a tenth of one after the other.
        """
        query = question.query(self)
        if (count := self.count_query(query)) > MOST_VALUES:
            return [text for text, _ in self._search(query, field, 0, count) if text]
        answer = self.searcher.aggregate(query, {field: {"terms": {**_ALL, "field": field}}})
        counted = {bucket["key"]: bucket["doc_count"] for bucket in _buckets(answer[field])}
        return [text for text in sorted(counted) if text for _ in range(counted[text])]

    def document(self, kind: str, key: int) -> Hit | None:
        """Return the record as the index knows it; `form` is what others take from it."""
        question = Records([record_number(kind, key)])
        hit = next(iter(self.search(question, limit=1).hits), None)
        return hit and replace(hit, form=next(iter(self.texts(question, TAKEN)), ""))

    def terms(self, field: str, question: Question | None = None) -> dict[str, int]:
        """Return every value of a field, and how many entries that `question` keeps have it; None keeps all.

        Where a field may have more than MOST_VALUES: `values` leaves out what is beyond them.
        """
        query = Query.all_query() if question is None else question.query(self)
        return dict(self.searcher.terms_with_prefix(field, "", query))

    def plans(self) -> list[str]:
        """Return what the outcomes of all plans are looked for by."""
        return [text for text, _ in self.searcher.terms_with_prefix("plan", "", of_kind("event").query(self))]

    # How it is done.

    def _search(self, query: Query, order: str, offset: int, limit: int) -> list[tuple[Any, Any]]:
        if not limit:
            return []
        return self.searcher.search(
            query, limit=limit, count=False, order_by_field=order, offset=offset, order=Order.Asc
        ).hits

    def _alike(self, query: Query, wanted: int) -> tuple[list[tuple[float, list[int]]], int]:
        """Return (relevance, numbers of all records that fit so well), best first, for at least the first `wanted`.

        And the number of all that are found.
        """
        most = 2 * wanted
        while True:
            result = self.searcher.search(query, limit=most, count=True, weight_by_field="worth")
            hits = result.hits
            last = _rounded(hits[:wanted][-1][0]) if hits else 0.0
            if len(hits) == _number_of(result) or _rounded(hits[-1][0]) < last:
                break
            most = min(8 * most, _number_of(result))
        # Every entry of a record has its number.
        numbers = cast(list[int], self.searcher.fast_field_values("record", [address for _, address in hits]))
        groups = groupby(zip(hits, numbers, strict=True), lambda found: _rounded(found[0][0]))
        best = takewhile(lambda group: group[0] >= last, groups)
        return [(relevance, [number for _, number in group]) for relevance, group in best], _number_of(result)


def _number_of(result: SearchResult) -> int:
    number: int = result.count  # type: ignore[attr-defined]  # it has one, and the library's types forget it
    return number


def _hit(text: str) -> Hit:
    *parts, slug, kind, key = text.split(SEPARATOR)
    return Hit(kind, int(key), slug, form=parts[1] if len(parts) > 1 else "")


def _rounded(score: float) -> float:
    return float(f"{score:.{DIGITS}g}")


def _scored(question: Question, reader: Reader) -> Query:
    """Return the query in which only words count for relevance."""
    if not isinstance(question, AllOf):
        return question.query(reader)
    filters = AllOf(*(part for part in question.questions if not isinstance(part, Words)))
    words = [part.query(reader) for part in question.questions if isinstance(part, Words)]
    query = Query.const_score_query(filters.query(reader), 0.0)
    for word in words:
        query = query.and_must_match(word)
    return query


def _buckets(answer: dict[str, Any]) -> list[dict[str, Any]]:
    if answer["doc_count_error_upper_bound"]:
        raise AssertionError("Values were counted in part of the index only.")
    buckets: list[dict[str, Any]] = answer["buckets"]
    return buckets
