"""JSON-LD and Turtle, from one graph: schema.org for what is described, SKOS for areas, PROV for who says so.

A list is written batch by batch, each batch a graph of its own. That is valid in both languages, since every node has
an address and the same node may be described in several places.
"""

import hashlib
from urllib.parse import quote

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SDO

from agencies.models import AgencyKind, SuccessionKind
from agreements.models import EventKind, MissionKind, SourceKind
from agreements.models.citations import quote_url
from agreements.models.relations import RelationKind
from agreements.schemes import UNIQUE_SCHEMES
from catalogue.agreement_documents import best_first
from catalogue.contents import CONCEPTS, dating_act, type_in_words
from catalogue.document_parts import FACTS, PROSPECTS, identifiers_of
from opendata.exports.graph_terms import (
    EDTF,
    KINDS,
    LICENCE,
    OA,
    RELATIONS,
    SOURCE_TYPES,
    as_iri,
    duration_literal,
    english,
    is_day,
)
from spacecoop.languages import html_language, in_original_language, present

TYPE = ("form", "function", "binding")


class Facts:
    """A graph of records, each with its sources.

    `site`: the absolute address of the site, which all our own addresses begin with.
    """

    def __init__(self, site):
        self.site, self.cited = site, {}
        self.graph = Graph()
        self.own = Namespace(f"{site}about/#")
        for prefix, namespace in {"schema": SDO, "skos": SKOS, "prov": PROV, "oa": OA, "dcterms": DCTERMS}.items():
            self.graph.bind(prefix, namespace)
        self.graph.bind("edtf", Namespace("http://id.loc.gov/datatypes/edtf/"))
        self.graph.bind("spacecoop", self.own)

    def add(self, list_name, documents):
        say = getattr(self, f"_add_{list_name}")
        for document in documents:
            self.cited = {source["slug"]: source for source in document.get("sources", [])}
            node = self.page(list_name, document["slug"])
            say(node, document)
            self._identify(node, document)

    def page(self, list_name, slug):
        return URIRef(f"{self.site}{list_name}/{slug.lower()}/")

    def say(self, subject, *statements):
        """Add (property, value) about `subject`; an empty value says nothing and is left out."""
        for name, value in statements:
            if value not in (None, ""):
                self.graph.add((subject, name, value if isinstance(value, URIRef | Literal) else Literal(value)))

    def name(self, subject, text, *types, language=None):
        self.say(subject, (SDO.name, Literal(text, lang=language)), *((RDF.type, kind) for kind in types))

    def date(self, date):
        """Return a date as a literal: a day where the day is known, else EDTF; None where it is not stated."""
        if date is None:
            return None
        return Literal(date["edtf"], datatype=XSD.date if is_day(date) else EDTF)

    def concept(self, scheme, value):
        """Return one of our concepts, with its words; None for None."""
        if value is None:
            return None
        concept = self.own[f"{scheme}-{value}"]
        self.say(
            concept,
            (RDF.type, SKOS.Concept),
            (SKOS.prefLabel, Literal(str(CONCEPTS[scheme][value]), lang=html_language(present()))),
            (SKOS.inScheme, self.own[f"{scheme}-values"]),
        )
        return concept

    def cite(self, subject, fact):
        """Derive `subject` from the quotations that support a part of a document."""
        for citation in fact["citations"]:
            cited, words = self.cited[citation["source"]], citation["quote"]
            source = self.page("sources", cited["slug"])
            place = hashlib.sha256(words.encode()).hexdigest()[:16]
            quotation = URIRef(f"{source}#quote-{place}")
            self.say(
                quotation,
                (RDF.type, PROV.Entity),
                (RDF.type, OA.TextQuoteSelector),
                (PROV.value, words),
                (OA.exact, words),
                (PROV.wasQuotedFrom, source),
                (SDO.url, URIRef(as_iri(quote_url(cited["document_url"], words)))),
            )
            self.say(source, (SDO.name, cited["title"]), (SDO.url, URIRef(as_iri(cited["document_url"]))))
            self.say(subject, (PROV.wasDerivedFrom, quotation))

    def link(self, subject, name, value, fact, words):
        """Say (`subject`, `name`, `value`); return the statement of its own that carries what supports it.

        `words`: what tells it from the other statements about `subject`, in its address.
        """
        self.say(subject, (name, value))
        statement = URIRef(f"{subject}#{quote(words)}")
        self.say(
            statement,
            (RDF.type, RDF.Statement),
            (RDF.subject, subject),
            (RDF.predicate, name),
            (RDF.object, value),
        )
        self.cite(statement, fact)
        return statement

    def _identify(self, node, document):
        """Say by which numbers registers and catalogues know a record; what gives each record one alone is the same."""
        for identifier in identifiers_of(document):
            scheme, value, url = identifier["scheme"], identifier["value"], identifier["url"]
            issued_in = identifier["country"] and identifier["country"]["code"]
            words = "-".join(filter(None, ["identifier", scheme, issued_in, value]))
            address = url and URIRef(as_iri(url))
            number = URIRef(f"{node}#{quote(words, safe='')}")
            self.say(
                number,
                (RDF.type, SDO.PropertyValue),
                (SDO.propertyID, scheme),
                (SDO.value, value),
                (SDO.url, address),
            )
            self.say(node, (SDO.identifier, number), (SDO.sameAs, address if scheme in UNIQUE_SCHEMES else None))
            self.cite(number, identifier)

    def _add_agreements(self, node, agreement):
        self.name(node, agreement["title"], SDO.Legislation, PROV.Entity, language="en")
        _, when = dating_act(agreement)
        self.say(
            node,
            (SDO.abstract, english(agreement["summary"])),
            (self.own.level, agreement["level"]),
            *((self.own[name], self.concept(name, agreement[name])) for name in TYPE),
            (SDO.legislationDate, self.date(when)),
            (SDO.license, LICENCE),
        )
        self.cite(node, agreement)
        self._number(node, agreement["number"])
        self._add_designations(node, agreement)
        for term in best_first(agreement["terms"]):
            self._add_term(node, term)
        for provision in best_first(agreement["provisions"]):
            self._add_provision(node, provision)
        for text in agreement["texts"]:
            self._add_text(node, text)
        for party in agreement["parties"]:
            self._name_agency(party)
            name = SDO.author if party["role"] == "party" else SDO.contributor
            self._link_with_role(node, name, self.page("agencies", party["slug"]), party)
        for area in agreement["areas"]:
            self.say(self.page("areas", area["slug"]), (RDF.type, SKOS.Concept))
        self._link_subjects(node, agreement)
        for relation in agreement["relations"]:
            self._add_relation(node, relation)
        for event in agreement["events"]:
            place = self.page("events", event["slug"])
            self._add_event_line(place, event)
            self.say(place, (SDO.about, node))

    def _number(self, node, number):
        """Say the permanent number of an agreement, with the address that it has by it."""
        place = URIRef(f"{node}#number")
        self.say(
            place,
            (RDF.type, SDO.PropertyValue),
            (SDO.propertyID, "spacecoop"),
            (SDO.value, number),
            (SDO.url, self.page("agreements", number)),
        )
        self.say(node, (SDO.identifier, place))

    def _add_designations(self, node, agreement):
        """Say what sources call an agreement, each with what supports it; not what is known to be wrong."""
        for designation in best_first(agreement["designations"]):
            words, name = type_in_words(designation), in_original_language(type_in_words)(designation)
            statement = self.link(node, SDO.legislationType, Literal(words), designation, f"type-{name}")
            self.say(statement, *((self.own[name], self.concept(name, designation[name])) for name in TYPE))
        for title in best_first(agreement["titles"]):
            self.link(
                node,
                SDO.alternateName,
                Literal(title["title"], lang=title["language"]),
                title,
                f"title-{title['title']}",
            )

    def _part(self, node, name, part, *words):
        """Return the node of a part of an agreement with what supports it; `words`: in its address."""
        place = URIRef(f"{node}#{quote('-'.join(filter(None, [name, *words])), safe='')}")
        self.say(node, (self.own[name], place))
        self.say(place, (RDF.type, self.own[name.capitalize()]), (self.own.standing, part.get("standing")))
        self.cite(place, part)
        return place

    def _add_term(self, node, term):
        until = term["until"] and term["until"]["edtf"]
        notice = term["notice"] and f"notice-{term['notice']}"
        place = self._part(node, "term", term, term["event"], term["length"], until, term["renewal"], notice)
        self.say(
            place,
            (self.own.length, duration_literal(term["length"])),
            (self.own.countedFrom, self.concept("countedFrom", term["counted_from"])),
            (self.own.countedFromDate, self.date(term["from"])),
            (self.own.until, self.date(term["until"])),
            (self.own.renewal, self.concept("renewal", term["renewal"])),
            (self.own.renewalLength, duration_literal(term["renewal_length"])),
            (self.own.notice, duration_literal(term["notice"])),
            (self.own.noticeFor, self.concept("noticeFor", term["notice_for"])),
            (self.own.condition, english(term["condition"])),
            (PROV.wasGeneratedBy, term["event"] and self.page("events", term["event"])),
        )

    def _add_provision(self, node, provision):
        place = self._part(node, "provision", provision, provision["topic"], provision["article"])
        self.say(
            place,
            (SDO.about, self.concept("topic", provision["topic"])),
            (self.own.says, self.concept("says", provision["says"])),
            (self.own.article, provision["article"]),
            (SDO.description, english(provision["summary"])),
        )

    def _add_text(self, node, text):
        """Say in which language there is a text, and where; one without a source is not known to be public."""
        source = text["source"]
        place = self._part(node, "text", text, text["language"], source and source["slug"])
        self.say(
            place,
            (RDF.type, SDO.Legislation),
            (SDO.exampleOfWork, node),
            (SDO.inLanguage, text["language"]),
            (self.own.authentic, None if text["authentic"] is None else Literal(text["authentic"])),
        )
        if source:
            page = self.page("sources", source["slug"])
            self.say(place, (DCTERMS.source, page), (SDO.url, URIRef(as_iri(source["document_url"]))))
            self.say(page, (SDO.name, source["title"]), (SDO.url, URIRef(as_iri(source["document_url"]))))

    def _link_with_role(self, node, name, other, part):
        words = f"{part['role']}-{part.get('slug') or part['agency']['slug']}"
        statement = self.link(node, name, other, part, words)
        self.say(statement, (SDO.roleName, part["role"].replace("_", " ")))

    def _link_subjects(self, node, document):
        """Say which areas and missions an agreement or event is about."""
        for area in document["areas"]:
            concept = self.page("areas", area["slug"])
            self.say(concept, (SKOS.prefLabel, english(area["name"])))
            self.link(node, SDO.about, concept, area, f"area-{area['slug']}")
        for mission in document["missions"]:
            self.say(self.page("missions", mission["slug"]), (SDO.name, mission["name"]))
            self.link(node, SDO.about, self.page("missions", mission["slug"]), mission, f"mission-{mission['slug']}")

    def _add_relation(self, node, relation):
        other = self.page("agreements", relation["agreement"]["slug"])
        self.say(other, (SDO.name, english(relation["agreement"]["title"])))
        subject, target = (node, other) if relation["forward"] else (other, node)
        kind = RelationKind(relation["kind"])
        statement = self.link(
            subject, RELATIONS[kind], target, relation, f"{kind}-{target.rstrip('/').rpartition('/')[2]}"
        )
        self.say(statement, (RDFS.label, str(kind.label)))

    def _name_agency(self, agency):
        node = self.page("agencies", agency["slug"])
        self.name(node, agency["name"], KINDS.get(agency["kind"], SDO.Organization), PROV.Agent)
        if country := agency["country"]:
            place = self.page("countries", country["code"])
            self.say(node, (SDO.location, place))
            self.name(place, country["name"], SDO.Country)

    def _add_event_line(self, node, event):
        """Say what an event is. Only what took place is an event to schema.org; a plan is a plan, a claim a claim."""
        reported_as = event["reported_as"]
        kind = SDO.Event if reported_as in FACTS else PROV.Plan if reported_as in PROSPECTS else SDO.Claim
        self.name(node, event["title"], kind, PROV.Entity, language="en")
        self.say(
            node,
            (DCTERMS.type, str(EventKind(event["kind"]).label)),
            (self.own.reportedAs, reported_as),
            (DCTERMS.date, self.date(event["date"])),
            (SDO.startDate, self.date(event["date"]) if kind == SDO.Event and is_day(event["date"]) else None),
            (self.own.dateBasis, event["date"] and event["date"]["basis"]),
            (self.own.effective, self.date(event["effective"])),
            (self.own.until, self.date(event["until"])),
            (self.own.asOf, self.date(event["as_of"])),
            (self.own.standing, event["standing"]),
            (SDO.location, event["place"]),
        )
        self.cite(node, event)

    def _add_events(self, node, event):
        self._add_event_line(node, event)
        self.say(node, (SDO.description, english(event["summary"])), (SDO.license, LICENCE))
        if agreement := event["agreement"]:
            place = self.page("agreements", agreement["slug"])
            self.say(node, (SDO.about, place))
            self.name(place, agreement["title"], SDO.Legislation, language="en")
        for agency in event["agencies"]:
            self.say(self.page("agencies", agency["slug"]), (SDO.name, agency["name"]))
            self._link_with_role(node, SDO.participant, self.page("agencies", agency["slug"]), agency)
        for person in event["people"]:
            self.name(self.page("people", person["slug"]), person["name"], SDO.Person)
            self._link_with_role(node, SDO.participant, self.page("people", person["slug"]), person)
        self._link_subjects(node, event)

    def _add_agencies(self, node, agency):
        self._name_agency(agency)
        self.say(
            node,
            (SDO.alternateName, agency["acronym"]),
            (DCTERMS.type, str(AgencyKind(agency["kind"]).label)),
            (SDO.description, english(agency["summary"])),
            (SDO.foundingDate, self.date(agency["founded"])),
            (SDO.dissolutionDate, self.date(agency["dissolved"])),
            (SDO.parentOrganization, agency["parent"] and self.page("agencies", agency["parent"]["slug"])),
            (SDO.license, LICENCE),
        )
        self.cite(node, agency)
        self._add_names(node, agency["names"])
        self._add_successions(node, agency)
        for position in agency["positions"]:
            self.name(self.page("people", position["person"]["slug"]), position["person"]["name"], SDO.Person)
            self._add_position(node, position["person"]["slug"], position)

    def _add_successions(self, node, agency):
        ways = ((DCTERMS.replaces, "predecessors"), (DCTERMS.isReplacedBy, "successors"))
        for name, succession in ((name, succession) for name, key in ways for succession in agency[key]):
            other = self.page("agencies", succession["agency"]["slug"])
            words = f"{succession['kind']}-{succession['agency']['slug']}"
            statement = self.link(node, name, other, succession, words)
            self.say(statement, (RDFS.label, str(SuccessionKind(succession["kind"]).label)))
            self.say(statement, (DCTERMS.date, self.date(succession["date"])))

    def _add_position(self, agency, person, position):
        when = position["as_of"] and position["as_of"]["edtf"]
        words = "-".join(filter(None, ["position", person, position["title"], when]))
        statement = self.link(agency, SDO.member, self.page("people", person), position, words)
        self.say(statement, (SDO.roleName, position["title"]), (self.own.asOf, self.date(position["as_of"])))

    def _add_names(self, node, names, name=SDO.alternateName):
        for form in names:
            self.link(node, name, Literal(form["name"], lang=form["language"]), form, f"name-{form['name']}")

    def _add_countries(self, node, country):
        self.name(node, country["name"], SDO.Country)
        self.say(
            node,
            (SDO.identifier, country["code"]),
            (SDO.alternateName, country["iso_name"] if country["iso_name"] != country["name"] else ""),
            (SDO.dissolutionDate, self.date(country["withdrawn"])),
        )
        self.cite(node, country)
        self._add_names(node, country["names"])

    def _add_areas(self, node, area):
        scheme = URIRef(f"{self.site}areas/")
        self.say(scheme, (RDF.type, SKOS.ConceptScheme), (SKOS.prefLabel, Literal("Areas of space cooperation", "en")))
        self.say(
            node,
            (RDF.type, SKOS.Concept),
            (SKOS.prefLabel, english(area["name"])),
            (SKOS.definition, english(area["definition"])),
            (SKOS.inScheme, scheme),
            (SKOS.broader, area["broader"] and self.page("areas", area["broader"]["slug"])),
            (SKOS.topConceptOf, None if area["broader"] else scheme),
        )
        self.say(scheme, (SKOS.hasTopConcept, None if area["broader"] else node))
        self.say(node, *((SKOS.narrower, self.page("areas", narrower["slug"])) for narrower in area["narrower"]))
        self.cite(node, area)
        self._add_names(node, area["labels"], SKOS.altLabel)
        for match in area["matches"]:
            name = SKOS.exactMatch if match["closeness"] == "exact" else SKOS.closeMatch
            self.say(node, (name, URIRef(as_iri(match["url"]))))

    def _add_missions(self, node, mission):
        self.name(node, mission["name"], SDO.Project, PROV.Entity)
        self.say(
            node,
            (DCTERMS.type, str(MissionKind(mission["kind"]).label)),
            (SDO.description, english(mission["summary"])),
            (DCTERMS.isPartOf, mission["part_of"] and self.page("missions", mission["part_of"]["slug"])),
            (SDO.license, LICENCE),
        )
        self.cite(node, mission)
        self._add_names(node, mission["names"])
        for role in mission["roles"]:
            agency = self.page("agencies", role["agency"]["slug"])
            self.say(agency, (SDO.name, role["agency"]["name"]))
            self._link_with_role(node, SDO.contributor, agency, role)

    def _add_sources(self, node, source):
        self.name(node, source["title"], SOURCE_TYPES.get(source["kind"], SDO.WebPage), PROV.Entity)
        self.say(
            node,
            (DCTERMS.type, source["kind"] and str(SourceKind(source["kind"]).label)),
            (SDO.publisher, source["publisher"]),
            (SDO.inLanguage, source["language"]),
            (SDO.url, URIRef(as_iri(source["document_url"]))),
            (SDO.datePublished, self.date(source["published"])),
            (self.own.reportedFrom, source["reported_from"]),
        )

    def _add_people(self, node, person):
        self.name(node, person["name"], SDO.Person)
        self.cite(node, person)
        for position in person["positions"]:
            self._name_agency(position["agency"])
            self._add_position(self.page("agencies", position["agency"]["slug"]), person["slug"], position)
