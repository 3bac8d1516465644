"""Documents made by hand, as the renderer makes them, and an index in memory that holds them."""

from itertools import count

from catalogue.index.folder import Memory
from catalogue.index.open_days import open_plans
from catalogue.index.reader import Reader
from catalogue.index.rendered import Rendered, Surroundings, sides_of
from catalogue.index.writing import Change, write
from spacecoop.dates import bounds

_keys = count(1)
COUNTRIES = {
    "BE": "Belgium",
    "FR": "France",
    "RU": "Russia",
    "CN": "China",
    "CA": "Canada",
    "AR": "Argentina",
    "US": "United States",
    "NL": "Netherlands",
    "IT": "Italy",
    "GB": "United Kingdom",
    "NZ": "New Zealand",
}


def date(edtf):
    if edtf is None:
        return None
    first, last = bounds(edtf)
    return {
        "edtf": edtf,
        "earliest": first and first.isoformat(),
        "latest": last and last.isoformat(),
        "basis": "stated",
    }


def country_link(code):
    return code and {"code": code, "name": COUNTRIES.get(code, code)}


def agency_link(agency):
    """Return an agency in short: `agency` is a body, or a country's code for its state."""
    if isinstance(agency, str):
        agency = {"slug": f"{agency.lower()}-state", "name": COUNTRIES[agency], "acronym": None, "kind": "state"} | {
            "country": country_link(agency)
        }
    return {name: agency[name] for name in ("slug", "name", "acronym", "kind", "country")}


def cites(*sources):
    return [{"source": source, "quote": "so it says", "supports": []} for source in sources]


def named(names):
    return [{"name": name, "language": language, "citations": []} for language, name in names]


def linked(records):
    return [{"slug": record["slug"], "name": record["name"], "kind": "", "citations": []} for record in records]


def _document(of, /, *, slug, key=None, revision=0, changed_at=0, **body):
    body = {"citations": [], **body}
    sources = [{"slug": source} for source in dict.fromkeys(_cited(body))]
    return Rendered(of, {"key": key or next(_keys), "slug": slug, "sources": sources, **body}, revision, changed_at)


def _cited(part):
    """Yield the source of each citation in a part of a document, however deep."""
    for name, value in part.items():
        for smaller in value if isinstance(value, list) else []:
            if name == "citations":
                yield smaller["source"]
            elif isinstance(smaller, dict):
                yield from _cited(smaller)


def country(code, name=None, names=(), withdrawn=None, **more):
    name = name or COUNTRIES.get(code, code)
    body = {"code": code, "name": name, "iso_name": name, "withdrawn": date(withdrawn), "names": named(names)}
    return _document("country", slug=code.lower(), **body, **more)


def agency(slug, name=None, code=None, *, acronym=None, names=(), positions=(), kind="space_agency", **more):
    body = {"name": name or slug, "acronym": acronym, "kind": kind, "country": country_link(code), "parent": None}
    body |= {"summary": "", "names": named(names), "positions": list(positions), "subordinates": []}
    return _document("agency", **{"slug": slug, **body, **more})


def area(slug, name=None, wider=(), labels=(), **more):
    body = {"name": name or slug, "definition": None, "wider": linked([one.body for one in wider])}
    return _document("area", slug=slug, **{**body, "labels": named(labels), **more})


def mission(slug, name=None, names=(), agencies=(), kind="satellite", **more):
    roles = [{"agency": agency_link(_body(one)), "role": "operator", "citations": []} for one in agencies]
    body = {"name": name or slug, "kind": kind, "summary": "", "part_of": None, "names": named(names), "roles": roles}
    return _document("mission", **{"slug": slug, **body, **more})


def source(slug, title=None, *, published=None, kind="web_page", language="en", publisher="A ministry", **more):
    body = {"title": title or slug, "publisher": publisher, "kind": kind, "language": language}
    body |= {"url": "https://example.org", "published": date(published), "reported_from": None}
    return _document("source", **{"slug": slug, **body, **more})


def person(slug, name=None, agencies=(), **more):
    positions = [
        {"agency": agency_link(_body(one)), "title": "President", "as_of": None, "citations": []} for one in agencies
    ]
    return _document("person", slug=slug, name=name or slug, positions=positions, **more)


def event(slug, kind="meeting", when=None, reported_as="took_place", *, agreement=None, **more):
    return _document("event", **_event(slug, kind, when, reported_as, **more), agreement=agreement)


def _event(slug, kind, when, reported_as="took_place", agencies=(), missions=(), areas=(), people=(), **more):
    return {
        "slug": slug,
        "title": slug.replace("-", " "),
        "summary": "",
        "kind": kind,
        "reported_as": reported_as,
        "date": date(when),
        "as_of": None,
        "place": None,
        "standing": None,
        "agencies": [{**agency_link(_body(one)), "role": "signatory", "citations": []} for one in agencies],
        "people": linked(one.body for one in people),
        "missions": linked(one.body for one in missions),
        "areas": linked(one.body for one in areas),
        "citations": [],
        **more,
    }


def act(kind, when, reported_as="took_place", slug=None, **more):
    return _event(slug or f"{kind}-{next(_keys)}", kind, when, reported_as, **more)


def agreement(
    slug,
    title=None,
    parties=("BE", "FR"),
    acts=(),
    *,
    areas=(),
    missions=(),
    others=(),
    form="treaty",
    function=None,
    binding=None,
    titles=(),
    **more,
):
    """`acts`: events as `act` makes them; `others`: implementing agencies; `titles`: (language, official title)."""
    designation = {"form": form, "function": function, "binding": binding}
    roles = [*((party, "party") for party in parties), *((other, "implementing_agency") for other in others)]
    body = {
        "title": title or slug,
        **designation,
        "designations": [designation],
        "titles": [{"title": text, "language": language} for language, text in titles],
        "level": "intergovernmental",
        "summary": "",
        "parties": [{**agency_link(_body(one)), "role": role, "citations": []} for one, role in roles],
        "dates": {},
        "areas": linked(one.body for one in areas),
        "missions": linked(one.body for one in missions),
        "terms": [],
        "provisions": [],
        "only_planned": False,
        "texts": [],
        "relations": [],
        "events": list(acts),
        "binding": None,
        "status_timeline": timeline((None, "unknown")),
    }
    return _document("agreement", **{"slug": slug, **body, **more})


def events_of(agreement):
    """Return the documents of an agreement's events."""
    titled = {"slug": agreement.slug, "title": agreement.body["title"]}
    return [_document("event", **body, agreement=titled) for body in agreement.body["events"]]


def timeline(*spans):
    """Return the timeline of a document from (first day, code) of each span."""
    told = {"how": None, "reason": "", "arguments": {}, "rests_on": [], "last_said": None, "foreseen": []}
    return [{"from": day, "code": code, **told} for day, code in spans]


def _body(one):
    return one if isinstance(one, str) else one.body


def around(documents):
    wider = {one.slug: [up["slug"] for up in one.body["wider"]] for one in documents if one.kind == "area"}
    agreements = [one for one in documents if one.kind == "agreement"]
    plans = {slug: days for one in agreements for slug, days in open_plans(one.body).items()}
    return Surroundings(wider, {one.slug: sides_of(one.body) for one in agreements}, plans)


def change(documents, edition="first", **more):
    return Change(edition, documents, around=around(documents), **more)


def index_of(*documents):
    index = Memory().index
    write(index, change(documents))
    return index


def reader_of(*documents):
    return Reader(index_of(*documents))


def slugs(found):
    return [hit.slug for hit in found.hits]
