"""Why a kind of request misses its budget, where it does; by the name of the question."""

RENDERING = "The rest is Python: Django's templates write fifty agreements and the notes of all their citations."
WRITING = "The rest is Python: rows become objects, and objects JSON."
PLANNED = "Django has each query planned anew, where psycopg keeps the plans of the hand-written ones."

REASONS = {
    "list of a country with many, page": "Of the facets' query the sources take most: half a million citations lead "
    f"back to agreements in five ways. {RENDERING}",
    "list of a country with few, page": RENDERING,
    "list of a country with few, API": WRITING,
    "list of a country with many, API": WRITING,
    "list of all, page": "Nearly all of it is the facets' query, as in the hand-written one.",
    "list of all, API": WRITING,
    "one agreement, page": f"{PLANNED} {RENDERING}",
    "one agreement, API": f"{PLANNED} {WRITING}",
    "narrow search, page": RENDERING,
    "narrow search, API": WRITING,
    "broad search, page": "The planner takes the hits of a text search for a few hundred where they are nearly all, "
    "and looks each of them up in every table that a facet counts; the hand-written query suffers the same.",
    "broad search, API": "Every hit is ranked to find the best fifty, in the hand-written query too.",
    "two countries, page": "Most goes into the countries that cooperate with both: all parties are joined to all "
    f"countries twice over. {RENDERING}",
    "two countries, API": f"It answers a hundred agreements and a hundred events in full. {WRITING}",
    "pairs of countries": "All pairs are formed twice, for their number and for the page, where the hand-written query "
    "takes both from one pass.",
    "suggestions": "Five small questions against a few milliseconds; what exceeds them is the building of querysets.",
}
