"""Why a kind of request misses its budget, where it does; by the name of the question."""

RENDERING = (
    "The rest is Python: Django's templates write fifty agreements, the notes of all their citations and the form of "
    "sixty filters."
)
WRITING = "The rest is Python: rows become objects, and objects JSON."
PLANNED = "Django has each query planned anew, where psycopg keeps the plans of the hand-written ones."
COUNTING = "The facets are counted by the same query as by hand; it reads what is found once for each of five facets."
RANKING = (
    "Every hit is ranked to find the best fifty, each by a subquery of its own, where the hand-written query joins: "
    "Django joins only along declared relations, and a document is tied to its record by kind and key."
)

REASONS = {
    "list of a country with many, page": f"{COUNTING} {RENDERING}",
    "list of a country with few, page": RENDERING,
    "list of a country with few, API": WRITING,
    "list of a country with many, API": WRITING,
    "list of all, page": f"{COUNTING} {RENDERING}",
    "list of all, API": WRITING,
    "one agreement, page": f"{PLANNED} {RENDERING}",
    "one agreement, API": f"{PLANNED} {WRITING}",
    "narrow search, page": RENDERING,
    "narrow search, API": WRITING,
    "broad search, page": f"{RANKING} {COUNTING} {RENDERING}",
    "broad search, API": f"{RANKING} {WRITING}",
    "two countries, page": "It also draws what lies between the two in time, which the hand-written queries do not. "
    f"{RENDERING}",
    "two countries, API": f"It answers a hundred agreements and a hundred events in full. {WRITING}",
    "search of every kind": "Five queries of a few milliseconds each; what exceeds them is Python.",
    "suggestions": "Five small questions against a few milliseconds; what exceeds them is the building of querysets.",
}
