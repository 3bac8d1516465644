"""What is asked of the site, and beside it the SQL that fetches the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from bench import sql


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of request: addresses that are asked in turn, and for each the function that reads the same rows.

    `most_queries`: how many the design allows. `whole`: it gives everything there is, so it is asked once.
    """

    name: str
    paths: list
    reads: list
    accept: str = "text/html"
    most_queries: int | None = None
    is_export: bool = False
    whole: bool = False


@dataclass(slots=True)
class Examples:
    """What the questions are about: the places of countries and areas are their ranks by number of agreements."""

    countries: list
    slugs: list
    subjects: list
    names: list = field(default_factory=list)
    agencies: list = field(default_factory=list)
    areas: list = field(default_factory=list)

    @classmethod
    def of(cls, cursor, number):
        def column(query, *values):
            return [row[0] for row in cursor.execute(query, values).fetchall()]

        step = max(number // 20, 1)
        return cls(
            countries=column("SELECT code FROM agencies_country ORDER BY id"),
            slugs=column("SELECT slug FROM agreements_agreement WHERE id %% %s = 1 ORDER BY id LIMIT 20", step),
            subjects=column("SELECT split_part(name, '-', 1) FROM agreements_mission ORDER BY id LIMIT 400 OFFSET 100"),
            names=column("SELECT name FROM agencies_country ORDER BY id LIMIT 30"),
            agencies=column("SELECT slug FROM agencies_agency ORDER BY id LIMIT 3"),
            areas=column("SELECT slug FROM agreements_area ORDER BY id LIMIT 3"),
        )


def _question(name, address, values, read, accept="text/html", **more):
    """Return the Question that fills each of `values` into the address and hands it to `read`."""
    values = [value if isinstance(value, tuple) else (value,) for value in values]
    paths = [address.format(*value) for value in values]
    return Question(name, paths, [_reader(read, value) for value in values], accept, **more)


def _reader(read, value):
    return lambda cursor: read(cursor, *value)


def _both(name, address, values, page, answer, most_queries):
    """Return the page and the answer of the API to one question."""
    return [
        _question(f"{name}, page", address, values, page, most_queries=most_queries),
        _question(f"{name}, API", f"/api/v1{address}", values, answer, "application/json", most_queries=most_queries),
    ]


def _where(read: Callable, where):
    return partial(_apply, read, where)


def _apply(read, where, cursor, *values):
    return read(cursor, where, *values)


def questions(examples):
    frequent, rare = examples.countries[:3], examples.countries[60:80]
    pairs = [tuple(code.lower() for code in pair) for pair in zip(frequent, examples.countries[1:4], strict=True)]
    countries = [code.lower() for code in frequent]
    names, subjects = examples.names, examples.subjects
    by_country, all_of_them = _where(sql.list_page, sql.OF_COUNTRY), _where(sql.list_page, sql.EVERYTHING)
    answer = _where(sql.list_answer, sql.OF_COUNTRY)
    upper = {"page": lambda cursor, *pair: sql.pair(cursor, *map(str.upper, pair))}
    upper["answer"] = lambda cursor, *pair: sql.pair_answer(cursor, *map(str.upper, pair))
    return [
        *_both("list of a country with many", "/agreements/?party={}", frequent, by_country, answer, 7),
        *_both("list of a country with few", "/agreements/?party={}", rare, by_country, answer, 7),
        *_both("list of all", "/agreements/", [()], all_of_them, _where(sql.list_answer, sql.EVERYTHING), 7),
        *_both("one agreement", "/agreements/{}/", examples.slugs, sql.detail, sql.detail, 12),
        *_both("narrow search", "/agreements/?q={}+agreement", subjects[:20], sql.search_page, sql.search_answer, 7),
        *_both(
            "broad search", "/agreements/?q={}", ["cooperation", "satellite"], sql.search_page, sql.search_answer, 7
        ),
        *_both("two countries", "/between/{}/{}/", pairs, upper["page"], upper["answer"], None),
        _question("pairs of countries", "/between/", [()], sql.pairs, most_queries=7),
        _question("search of every kind", "/search/?q={}", names[:20], sql.search_everywhere, most_queries=7),
        _question("suggestions", "/search/suggest/?q={}", [name[:4] for name in names], sql.suggestions),
        _question("picture of the network", "/network.svg", [()], sql.network, "image/svg+xml"),
        _question("picture of the matrix", "/matrix.svg", [()], sql.matrix, "image/svg+xml"),
        _question("picture of the map", "/map.svg", [()], sql.world_map, "image/svg+xml"),
        _question("picture of the events", "/events.svg", [()], sql.events_by_time, "image/svg+xml"),
        _question("page of a country with its picture", "/countries/{}/", countries, sql.country, most_queries=12),
        _question(
            "page of an agency with its picture", "/agencies/{}/", examples.agencies, sql.agency, most_queries=12
        ),
        _question("page of an area with its picture", "/areas/{}/", examples.areas, sql.area, most_queries=12),
        _question("page of the network", "/network/", [()], sql.network_page, most_queries=7),
        _question("page of the matrix", "/matrix/", [()], sql.matrix_page, most_queries=7),
        _question("page of the map", "/map/", [()], sql.map_page, most_queries=7),
        _question("page of the events with their picture", "/events/", [()], sql.events_page, most_queries=7),
        _question("watch list with its picture", "/watch/", [()], sql.watch, most_queries=12),
        _question(
            "CSV of a country with few",
            "/agreements.csv?party={}",
            rare,
            _where(sql.table, sql.OF_COUNTRY),
            "text/csv",
            is_export=True,
        ),
        _question(
            "CSV of a country with many",
            "/agreements.csv?party={}",
            frequent[:1],
            _where(sql.table, sql.OF_COUNTRY),
            "text/csv",
            is_export=True,
            whole=True,
        ),
        _question("dump", "/dump/", [()], sql.everything, "*/*", is_export=True, whole=True),
    ]
