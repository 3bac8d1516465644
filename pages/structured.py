"""What a page says of its record to search engines: schema.org as JSON-LD, of the same facts that the page shows.

Whole graphs, with every quotation, are the exports (.jsonld, .ttl); both name a record by the same address. Left out
is what is known to be wrong, and the status, which depends on the day.
"""

from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext

from agreements.schemes import UNIQUE_SCHEMES
from catalogue.contents import dating_act, title_of, type_in_words
from catalogue.document_parts import FACTS, PROSPECTS, identifiers_of

LICENCE = settings.LICENCE["url"]
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
SOURCES = {"treaty_text": "Legislation", "news": "NewsArticle", "report": "Report", "dataset": "Dataset"}
STATES = {"state": "Country", "territory": "AdministrativeArea"}
DISTRIBUTIONS = [
    ("/dump/", "JSON, CSV", "application/zip"),
    ("/agreements.csv", "CSV", "text/csv"),
    ("/agreements.ttl", "Turtle", "text/turtle"),
    ("/api/v1/agreements/", "API", "application/json"),
]
ADDRESSES = ("license", "url", "contentUrl")  # the keys of a data set whose values are addresses
LISTS = {
    **{kind: f"{kind}s" for kind in ("agreement", "area", "mission", "event", "source")},
    "agency": "agencies",
    "country": "countries",
    "person": "people",
}


def structured(kind, document, site, page):
    """Return a record as JSON-LD.

    `site`: the web address of the site with a slash at its end; `page`: that of the page in its language.
    """
    numbers = identifiers_of(document)
    told = {
        "@context": "https://schema.org",
        "@id": _address_of(kind, document["slug"], site),
        "url": page,
        "name": title_of(document),
        "identifier": [_identifier(number) for number in numbers],
        "sameAs": [number["url"] for number in numbers if number["url"] and number["scheme"] in UNIQUE_SCHEMES],
        "license": None if kind in ("source", "country") else LICENCE,
        "citation": [source["document_url"] for source in document.get("sources", [])],
        **_DESCRIBED[kind](document, site),
    }
    return _stated(told)


def dataset(absolute, page, seen):
    """Return what this site holds as a data set, in the words of schema.org.

    `absolute`: gives the web address of a path; `page`: the address of the page that tells it; `seen`: its edition.
    """
    described = gettext(
        "Bilateral space cooperation agreements: who agreed what with whom, when, for how long and on which subjects, "
        "each fact with the words of its source. Dates as precise as their sources; what no source states stays empty."
    )
    return {
        "@context": {
            "@vocab": "https://schema.org/",
            **{key: {"@type": "@id"} for key in ADDRESSES},
        },
        "@type": "Dataset",
        "@id": absolute("/about/data/"),
        "url": page,
        "name": "spacecoop",
        "description": described,
        "keywords": ["space law", "treaties", "space agencies", "bilateral agreements", "international cooperation"],
        "license": LICENCE,
        "isAccessibleForFree": True,
        "version": str(seen.revision),
        "dateModified": seen.changed_at.isoformat() if seen.changed_at else None,
        "creator": {"@type": "Organization", "@id": absolute("/"), "name": "spacecoop", "url": absolute("/")},
        "distribution": [
            {
                "@type": "DataDownload",
                "@id": absolute(path),
                "name": name,
                "contentUrl": absolute(path),
                "encodingFormat": media_type,
            }
            for path, name, media_type in DISTRIBUTIONS
        ],
    }


def _stated(told):
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _address_of(kind, slug, site):
    return f"{site}{LISTS[kind]}/{quote(slug.lower())}/"


def _date(date):
    """Return a date as it is: ISO 8601 where the day is known, else EDTF under its own type; None where not stated."""
    if date is None:
        return None
    is_day = len(date["edtf"]) == len("2000-12-20") and date["earliest"] == date["latest"]
    return date["edtf"] if is_day else {"@type": EDTF, "@value": date["edtf"]}


def _identifier(identifier):
    told = {"@type": "PropertyValue", "propertyID": identifier["scheme"], "value": identifier["value"]}
    return {**told, "url": identifier["url"]} if identifier["url"] else told


def _named(kind, types, slug, name, site):
    return {"@type": types, "@id": _address_of(kind, slug, site), "name": name}


def _agency(agency, site):
    return _named("agency", STATES.get(agency["kind"], "Organization"), agency["slug"], agency["name"], site)


def _subjects(document, site):
    """Return the areas and missions that an agreement or event is about."""
    areas = [_named("area", "DefinedTerm", area["slug"], area["name"], site) for area in document["areas"]]
    return areas + [
        _named("mission", "Project", mission["slug"], mission["name"], site) for mission in document["missions"]
    ]


def _agreement(document, site):
    parties = [party for party in document["parties"] if party["role"] == "party"]
    others = [party for party in document["parties"] if party["role"] != "party"]
    return {
        "@type": "Legislation",
        "alternateName": document["formal_title"],
        "abstract": document["summary"],
        "legislationIdentifier": document["number"],
        "legislationType": type_in_words(document) or None,
        "legislationDate": _date(dating_act(document)[1]),
        "author": [_agency(party, site) for party in parties],
        "contributor": [_agency(party, site) for party in others],
        "about": _subjects(document, site),
    }


def _organisation(document, site):
    country, parent = document["country"], document["parent"]
    return {
        "@type": STATES.get(document["kind"], "Organization"),
        "alternateName": [name["name"] for name in document["names"]],
        "description": document["summary"],
        "location": country and _named("country", "Country", country["code"], country["name"], site),
        "parentOrganization": parent and _named("agency", "Organization", parent["slug"], parent["name"], site),
        "foundingDate": _date(document["founded"]),
        "dissolutionDate": _date(document["dissolved"]),
    }


def _country(document, site):
    return {"@type": "Country", "alternateName": [document["code"], *(name["name"] for name in document["names"])]}


def _area(document, site):
    return {
        "@type": "DefinedTerm",
        "description": document["definition"],
        "alternateName": [label["name"] for label in document["labels"]],
        "inDefinedTermSet": f"{site}areas/",
        "sameAs": [match["url"] for match in document["matches"] if match["closeness"] == "exact"],
    }


def _mission(document, site):
    return {
        "@type": "Project",
        "description": document["summary"],
        "alternateName": [name["name"] for name in document["names"]],
        "contributor": [_agency(role["agency"], site) for role in document["roles"]],
    }


def _event(document, site):
    """Describe what took place as an event, what lies ahead as the planning of one, what is said as a claim."""
    agreement = document["agreement"]
    about = agreement and _named("agreement", "Legislation", agreement["slug"], agreement["title"], site)
    people = [_named("person", "Person", person["slug"], person["name"], site) for person in document["people"]]
    told = {
        "description": document["summary"],
        "location": document["place"],
        "about": [*([about] if about else []), *_subjects(document, site)],
    }
    participants = [*(_agency(agency, site) for agency in document["agencies"]), *people]
    if document["reported_as"] in FACTS:
        when = _date(document["date"])
        return {"@type": "Event", **told, **_span(document["date"], when), "attendee": participants}
    if document["reported_as"] in PROSPECTS:
        return {"@type": "PlanAction", **told, "scheduledTime": _date(document["date"]), "participant": participants}
    return {"@type": "Claim", **told, "author": participants}


def _span(date, told):
    """Return when an event began: `startDate` where the day is known, else its date with its precision."""
    return {"startDate": told} if isinstance(told, str) else {"temporal": date and date["edtf"]}


def _source(document, site):
    return {
        "@type": SOURCES.get(document["kind"], "WebPage"),
        "publisher": document["publisher"] and {"@type": "Organization", "name": document["publisher"]},
        "inLanguage": document["language"],
        "datePublished": _date(document["published"]),
        "isBasedOn": document["document_url"],
    }


def _person(document, site):
    roles = [
        {"@type": "OrganizationRole", "roleName": held["title"], "memberOf": _agency(held["agency"], site)}
        for held in document["positions"]
    ]
    return {"@type": "Person", "memberOf": roles}


_DESCRIBED = {
    "agreement": _agreement,
    "agency": _organisation,
    "country": _country,
    "area": _area,
    "mission": _mission,
    "event": _event,
    "source": _source,
    "person": _person,
}
