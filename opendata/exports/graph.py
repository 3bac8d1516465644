"""JSON-LD and Turtle, from one graph: schema.org for what is described, SKOS for areas, PROV for who says so.

A list is written batch by batch, each batch a graph of its own. That is valid in both languages, since every node has
an address and the same node may be described in several places.
"""

import hashlib
import json
from urllib.parse import quote

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SDO

from agencies.models import AgencyKind
from agreements.models import PartyRole, SourceKind
from agreements.models.agreements import RelationKind
from opendata.exports.bibliography import dating_act
from opendata.exports.selection import LICENCE_ADDRESS

OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace(str(SDO))  # the library knows schema.org of some years ago
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
LICENCE = URIRef(LICENCE_ADDRESS)
SOURCE_TYPES = {
    SourceKind.TREATY_TEXT: SDO.Legislation,
    SourceKind.NEWS: SDO.NewsArticle,
    SourceKind.REPORT: SDO.Report,
    SourceKind.DATASET: SDO.Dataset,
}
RELATIONS = {
    RelationKind.AMENDS: SCHEMA.legislationAmends,
    RelationKind.RENEWS: SDO.legislationChanges,
    RelationKind.REPLACES: SCHEMA.legislationRepeals,
    RelationKind.IMPLEMENTS: SDO.legislationApplies,
    RelationKind.SUPPLEMENTS: SDO.legislationChanges,
}


class Facts:
    """A graph of records, each with its sources.

    `site`: the absolute address of the site, which all our own addresses begin with.
    """

    def __init__(self, site):
        self.site = site
        self.graph = Graph()
        self.own = Namespace(f"{site}about/#")
        for prefix, namespace in {"schema": SDO, "skos": SKOS, "prov": PROV, "oa": OA, "dcterms": DCTERMS}.items():
            self.graph.bind(prefix, namespace)
        self.graph.bind("edtf", Namespace("http://id.loc.gov/datatypes/edtf/"))
        self.graph.bind("spacecoop", self.own)

    def add(self, kind, records):
        for record in records:
            getattr(self, f"_add_{kind}")(record)

    def at(self, record):
        return URIRef(f"{self.site}{record.get_absolute_url().lstrip('/')}")

    def page(self, kind, slug):
        return URIRef(f"{self.site}{kind}/{slug.lower()}/")

    def say(self, subject, *statements):
        """Add (property, value) about `subject`; an empty value says nothing and is left out."""
        for name, value in statements:
            if value or value == 0:
                self.graph.add((subject, name, value if isinstance(value, URIRef | Literal) else Literal(value)))

    def name(self, subject, text, *types, language=None):
        self.say(subject, (SDO.name, Literal(text, lang=language)), *((RDF.type, one) for one in types))

    def date(self, when):
        """Return a date as a literal: a day where the day is known, else EDTF; None where it is not stated."""
        if when is None:
            return None
        return Literal(when.edtf, datatype=XSD.date if when.day_is_known and len(when.edtf) == 10 else EDTF)

    def cite(self, subject, fact):
        """Derive `subject` from the phrases that support the record `fact`."""
        for citation in getattr(fact, "evidence", []):
            source = self.page("sources", citation.source.slug)
            place = hashlib.sha256(citation.phrase.encode()).hexdigest()[:16]
            phrase = URIRef(f"{source}#phrase-{place}")
            self.say(
                phrase,
                (RDF.type, PROV.Entity),
                (RDF.type, OA.TextQuoteSelector),
                (PROV.value, citation.phrase),
                (OA.exact, citation.phrase),
                (PROV.wasQuotedFrom, source),
                (SDO.url, URIRef(citation.link)),
            )
            self.say(source, (SDO.name, citation.source.title), (SDO.url, URIRef(_address(citation.source.address))))
            self.say(subject, (PROV.wasDerivedFrom, phrase))

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

    def _add_agreements(self, agreement):
        node = self.at(agreement)
        self.name(node, agreement.title, SDO.Legislation, PROV.Entity, language="en")
        _, when = dating_act(agreement)
        self.say(
            node,
            (SDO.alternateName, agreement.formal_title),
            (SDO.legislationType, agreement.get_kind_display()),
            (SDO.abstract, agreement.summary and Literal(agreement.summary, lang="en")),
            (self.own.level, agreement.level),
            (SDO.legislationDate, self.date(when)),
            (SDO.license, LICENCE),
        )
        self.cite(node, agreement)
        for party in agreement.parties.all():
            self._add_party(node, party)
        for fact in agreement.area_facts:
            area = self.page("areas", fact.link["slug"])
            self.say(area, (RDF.type, SKOS.Concept), (SKOS.prefLabel, Literal(fact.link["name"], lang="en")))
            self.link(node, SDO.about, area, fact, f"area-{fact.link['slug']}")
        for fact in agreement.mission_facts:
            mission = self.page("missions", fact.link["slug"])
            self.say(mission, (SDO.name, fact.link["name"]))
            self.link(node, SDO.about, mission, fact, f"mission-{fact.link['slug']}")
        for fact in agreement.relation_facts:
            self._add_relation(node, fact)
        for event in agreement.events.all():
            self._add_event_line(event)
            self.say(self.at(event), (SDO.about, node))

    def _add_party(self, node, party):
        agency = self.at(party.agency)
        self._name_agency(party.agency)
        name = SDO.author if party.role == PartyRole.PARTY else SDO.contributor
        statement = self.link(node, name, agency, party, f"{party.role}-{party.agency.slug}")
        self.say(statement, (SDO.roleName, party.get_role_display()))

    def _add_relation(self, node, fact):
        other = self.page("agreements", fact.link["slug"])
        self.say(other, (SDO.name, Literal(fact.link["title"], lang="en")))
        one, two = (node, other) if fact.link["forward"] else (other, node)
        kind = RelationKind(fact.link["kind"])
        statement = self.link(one, RELATIONS[kind], two, fact, f"{kind}-{two.rstrip('/').rpartition('/')[2]}")
        self.say(statement, (RDFS.label, kind.label))

    def _name_agency(self, agency):
        kind = SDO.Country if agency.kind == AgencyKind.STATE else SDO.Organization
        self.name(self.at(agency), agency.name, kind, PROV.Agent)
        if agency.country:
            self.say(self.at(agency), (SDO.location, self.at(agency.country)))
            self.name(self.at(agency.country), agency.country.name, SDO.Country)

    def _add_event_line(self, event):
        """Say what an event is. Only what happened is an event to schema.org; a plan is a plan, a claim a claim."""
        kind = SDO.Event if event.is_fact else PROV.Plan if event.is_prospect else SDO.Claim
        node = self.at(event)
        self.name(node, event.title, kind, PROV.Entity, language="en")
        self.say(
            node,
            (DCTERMS.type, event.get_kind_display()),
            (self.own.modality, event.modality),
            (DCTERMS.date, self.date(event.when)),
            (self.own.dateBasis, event.date and str(event.date_basis)),
            (self.own.asOf, self.date(event.said_on)),
            (SDO.location, event.place),
        )
        self.cite(node, event)

    def _add_events(self, event):
        node = self.at(event)
        self._add_event_line(event)
        self.say(node, (SDO.description, event.summary and Literal(event.summary, lang="en")), (SDO.license, LICENCE))
        if event.agreement:
            self.say(node, (SDO.about, self.at(event.agreement)))
            self.name(self.at(event.agreement), event.agreement.title, SDO.Legislation, language="en")
        for part in event.agencies.all():
            self.say(self.at(part.agency), (SDO.name, part.agency.name))
            statement = self.link(node, SDO.participant, self.at(part.agency), part, f"{part.role}-{part.agency.slug}")
            self.say(statement, (SDO.roleName, part.get_role_display()))
        for part in event.people.all():
            self.name(self.at(part.person), part.person.name, SDO.Person)
            statement = self.link(node, SDO.participant, self.at(part.person), part, f"{part.role}-{part.person.slug}")
            self.say(statement, (SDO.roleName, part.get_role_display()))
        for link in event.missions.all():
            self.say(self.at(link.mission), (SDO.name, link.mission.name))
            self.link(node, SDO.about, self.at(link.mission), link, f"mission-{link.mission.slug}")
        for link in event.areas.all():
            self.say(self.at(link.area), (SKOS.prefLabel, Literal(link.area.name, lang="en")))
            self.link(node, SDO.about, self.at(link.area), link, f"area-{link.area.slug}")

    def _add_agencies(self, agency):
        node = self.at(agency)
        self._name_agency(agency)
        self.say(
            node,
            (SDO.alternateName, agency.acronym),
            (DCTERMS.type, agency.get_kind_display()),
            (SDO.description, agency.summary and Literal(agency.summary, lang="en")),
            (SDO.foundingDate, self.date(agency.founded_on)),
            (SDO.parentOrganization, agency.parent and self.at(agency.parent)),
            (SDO.license, LICENCE),
        )
        self.cite(node, agency)
        for name in agency.names.all():
            form = Literal(name.name, lang=name.language)
            self.link(node, SDO.alternateName, form, name, f"name-{name.name}")
        for office in agency.offices.all():
            self.name(self.at(office.person), office.person.name, SDO.Person)
            words = f"office-{office.person.slug}-{office.pk}"
            statement = self.link(node, SDO.member, self.at(office.person), office, words)
            self.say(statement, (SDO.roleName, office.title), (self.own.asOf, self.date(office.as_of_date)))

    def _add_countries(self, country):
        node = self.at(country)
        self.name(node, country.name, SDO.Country)
        self.say(
            node,
            (SDO.identifier, country.code),
            (SDO.alternateName, country.iso_name if country.iso_name != country.name else ""),
            (SDO.dissolutionDate, self.date(country.withdrawn_on)),
        )
        for name in country.names.all():
            self.link(node, SDO.alternateName, Literal(name.name, lang=name.language), name, f"name-{name.name}")

    def _add_areas(self, area):
        node, scheme = self.at(area), URIRef(f"{self.site}areas/")
        self.say(scheme, (RDF.type, SKOS.ConceptScheme), (SKOS.prefLabel, Literal("Areas of space cooperation", "en")))
        self.say(
            node,
            (RDF.type, SKOS.Concept),
            (SKOS.prefLabel, Literal(area.name, lang="en")),
            (SKOS.definition, area.definition and Literal(area.definition, lang="en")),
            (SKOS.inScheme, scheme),
            (SKOS.broader, area.broader and self.at(area.broader)),
            (SKOS.topConceptOf, None if area.broader else scheme),
        )
        self.say(node, *((SKOS.narrower, self.at(narrower)) for narrower in area.narrower.all()))
        self.cite(node, area)
        for label in area.labels.all():
            form = Literal(label.label, lang=label.language)
            self.link(node, SKOS.altLabel, form, label, f"label-{label.label}")
        for match in area.matches.all():
            name = SKOS.exactMatch if match.closeness == "exact" else SKOS.closeMatch
            self.say(node, (name, URIRef(_address(match.address))))

    def _add_missions(self, mission):
        node = self.at(mission)
        self.name(node, mission.name, SDO.Project, PROV.Entity)
        self.say(
            node,
            (DCTERMS.type, mission.get_kind_display()),
            (SDO.description, mission.summary and Literal(mission.summary, lang="en")),
            (DCTERMS.isPartOf, mission.part_of and self.at(mission.part_of)),
            (SDO.license, LICENCE),
        )
        self.cite(node, mission)
        for name in mission.names.all():
            self.link(node, SDO.alternateName, Literal(name.name, lang=name.language), name, f"name-{name.name}")
        for role in mission.roles.all():
            self.say(self.at(role.agency), (SDO.name, role.agency.name))
            words = f"{role.role}-{role.agency.slug}"
            statement = self.link(node, SDO.contributor, self.at(role.agency), role, words)
            self.say(statement, (SDO.roleName, role.get_role_display()))

    def _add_sources(self, source):
        node = self.at(source)
        self.name(node, source.title, SOURCE_TYPES.get(source.kind, SDO.WebPage), PROV.Entity)
        self.say(
            node,
            (DCTERMS.type, source.get_kind_display()),
            (SDO.publisher, source.publisher),
            (SDO.inLanguage, source.language),
            (SDO.url, URIRef(_address(source.address))),
            (SDO.datePublished, self.date(source.published_on)),
            (self.own.relays, source.relays),
        )


def _address(address):
    """Return an address in which no sign stands that an IRI may not have."""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~")


def _graphs(selection):
    site, found = selection.absolute("/"), False
    for batch in selection.batches():
        found = True
        facts = Facts(site)
        facts.add(selection.kind, batch)
        yield facts.graph
    if not found:
        yield Facts(site).graph


def write_turtle(selection):
    """Yield Turtle; each batch begins with its prefixes."""
    for graph in _graphs(selection):
        yield graph.serialize(format="turtle").encode()


def write_jsonld(selection):
    """Yield one JSON-LD document, whose context stands in it: nothing is fetched to read it."""
    separator = None
    for graph in _graphs(selection):
        if separator is None:
            context = {prefix: str(namespace) for prefix, namespace in graph.namespaces() if prefix in PREFIXES}
            yield b'{"@context": %s,\n"@graph": [\n' % json.dumps(context).encode()
            separator = b""
        document = json.loads(graph.serialize(format="json-ld", context=context))
        document.pop("@context", None)
        for node in document.get("@graph", [document] if document else []):
            yield separator + json.dumps(node, ensure_ascii=False).encode()
            separator = b",\n"
    yield b"\n]}\n"


PREFIXES = {"schema", "skos", "prov", "oa", "dcterms", "edtf", "spacecoop", "rdf", "rdfs", "xsd"}
