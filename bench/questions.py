"""What is asked of the site, and what it may take: section 10 of the design, line by line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One operation: addresses that are asked in turn, and its budget.

    `times`: how many times what it is measured by it may take: the bare `limit`, which answers the same addresses, or
    another question, by its name. `ms`: what it may take in any case. `whole`: it gives everything there is.
    `growth`: whether it is "bounded" how much longer it may take with more data, or only "told".
    """

    name: str
    paths: list
    accept: str = "text/html"
    times: float = 0
    by: str = "limit"
    ms: float = 0
    status: int = 200
    whole: bool = False
    growth: str = "bounded"

    @property
    def budget(self):
        times = f"{self.times:g} × {self.by}" if self.times else ""
        return " or ".join(filter(None, [f"{self.ms:g} ms" if self.ms else "", times]))


@dataclass(slots=True)
class Examples:
    """What the questions are about: countries by number of agreements, the greatest first, and records."""

    countries: list
    slugs: list
    missions: list
    thousand: str

    @classmethod
    def of(cls, cursor):
        """Choose them from the schema `bare`; `thousand`: the country with nearly so many agreements, "" for all."""

        def column(query):
            return [row[0] for row in cursor.execute(query).fetchall()]

        by_size = "SELECT country FROM bare.side GROUP BY country ORDER BY"
        (number,) = column("SELECT count(*) FROM bare.agreement")
        return cls(
            countries=column(f"{by_size} count(*) DESC, country"),
            slugs=column("SELECT slug FROM bare.agreement ORDER BY id")[:: max(number // 20, 1)],
            missions=column(
                "SELECT split_part(mission_name[1], '-', 1) FROM bare.agreement"
                " WHERE cardinality(mission_name) > 0 ORDER BY id LIMIT 20"
            ),
            thousand="" if number <= 1000 else column(f"{by_size} abs(count(*) - 1000), country LIMIT 1")[0],
        )


LIST, LIST_PAGE, RECORD = "list of a country, JSON", "list page with all facets", "record, JSON"


def questions(examples):
    """Return the questions; those by which others are measured come before them."""
    many, few = examples.countries[:3], examples.countries[60:80]
    lists = {name: [f"/agreements/?party={code}" for code in codes] for name, codes in (("", many), ("few", few))}
    api, csv = "application/json", "text/csv"
    line = "/agreements.csv"
    return [
        Question(LIST, [f"/api/v1{path}" for path in lists[""]], api, times=3),
        Question("list of a country with few, JSON", [f"/api/v1{path}" for path in lists["few"]], api, times=3),
        Question(RECORD, [f"/api/v1/agreements/{slug}/" for slug in examples.slugs], api, times=2),
        Question(
            "search, broad",
            ["/api/v1/agreements/?q=cooperation", "/api/v1/agreements/?q=satellite"],
            api,
            1,
            growth="told",
        ),
        Question(
            "search, narrow",
            [f"/api/v1/agreements/?q={name}+agreement" for name in examples.missions],
            api,
            1,
            growth="told",
        ),
        Question(LIST_PAGE, lists[""], times=5, by=LIST, ms=40),
        Question("record's page", [f"/agreements/{slug}/" for slug in examples.slugs], times=4, by=RECORD),
        Question("home", ["/"], ms=50),
        Question("country's page", [f"/countries/{code.lower()}/" for code in many], ms=50),
        Question("network", ["/network/"], ms=50),
        Question("matrix", ["/matrix/"], ms=50),
        Question("map", ["/map/"], ms=50),
        Question("watch", ["/watch/"], ms=50),
        Question("wrong address", [f"/agreements/{slug}x/" for slug in examples.slugs], ms=10, status=404),
        Question("CSV of 1,000 rows", [f"{line}?party={examples.thousand}" if examples.thousand else line], csv, 2),
        Question("CSV of all", [line], csv, times=5, whole=True, growth=""),
    ]
