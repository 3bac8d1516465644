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

DRAWING = "The rest is Python: the places of all shapes, and Django's templates that write them as SVG."
LANED = (
    "Each event is put in its lane, then counted, since a lane may also be of the bodies that took part in an event "
    "without an agreement; by hand that is left out."
)
EVENTS_OF_ONE = (
    "It asks for the record's events four times over: as a picture, as those without a date, and as plans overdue by "
    "their agreement and by their missions."
)

REASONS = {
    "list of a country with many, page": f"{COUNTING} {RENDERING}",
    "list of a country with few, page": RENDERING,
    "list of a country with few, API": WRITING,
    "list of a country with many, API": WRITING,
    "list of all, page": RENDERING,
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
    "picture of the network": "Its one query counts as the hand-written one does, but reads also agreements with a "
    f"single country or none. {DRAWING}",
    "picture of the matrix": f"It counts from one set, found once, what is counted apart by hand. {DRAWING}",
    "picture of the map": DRAWING,
    "picture of the events": f"{LANED} {DRAWING}",
    "page of a country with its picture": f"{EVENTS_OF_ONE} {RENDERING}",
    "page of an agency with its picture": f"{EVENTS_OF_ONE} {RENDERING}",
    "page of an area with its picture": f"{EVENTS_OF_ONE} {RENDERING}",
    "page of the network": f"Ties are asked for with levels and status, also those that are not drawn. {DRAWING}",
    "page of the matrix": f"It counts from one set, found once, what is counted apart by hand. {DRAWING}",
    "page of the map": DRAWING,
    "page of the events with their picture": f"{LANED} {DRAWING}",
    "watch list with its picture": f"It tells the outcome of plans by missions once a mission. {RENDERING}",
    "suggestions": "Five small questions against a few milliseconds; what exceeds them is the building of querysets.",
}
