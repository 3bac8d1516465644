"""How each kind of record is loaded for its document. There is one plan a kind; nothing else loads for readers."""

from collections import defaultdict
from functools import cache, reduce

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import F, Prefetch
from django.db.models.query import get_related_populators

from agencies.models import Agency, AgencyName, Country, CountryName, Person, Position, Succession
from agreements.happened import CONTRARY
from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementMission,
    Area,
    AreaLabel,
    AreaMatch,
    Citation,
    Designation,
    Event,
    EventAgency,
    EventArea,
    EventMission,
    EventPerson,
    EventRole,
    Identifier,
    Mission,
    MissionName,
    MissionRole,
    Party,
    Provision,
    Relation,
    Source,
    Term,
    Text,
    Title,
)
from agreements.models.citations import TARGET_OF
from agreements.status import DATING_ACTS, LegalAct
from spacecoop.records import Among


def cited(model):
    """Return the prefetch of the citations of records of a model, each with its source; one source is one object."""
    columns = ("phrase", "fields", "reported_as", "gloss", "source", TARGET_OF[model])
    citations = Citation.objects.only(*columns).order_by("source__slug", "pk")
    return loaded("citations", citations.prefetch_related(Prefetch("source", Source.objects.all())))


def loaded(name, records):
    """Return the prefetch of the records that lead to another as a list of it, `all_` and their name.

    A list costs half of what the manager takes that Django else keeps them in.
    """
    return Prefetch(name, records, to_attr=f"all_{name}")


def parts(name, model, *linked, order=("pk",)):
    """Return the prefetch of the parts of a record, with what they lead to by `linked`, and with their citations."""
    return loaded(name, model.objects.select_related(*linked).order_by(*order).prefetch_related(cited(model)))


def identifiers():
    return parts("identifiers", Identifier, "issued_in", order=("scheme", "value", "pk"))


def _dating_acts(path):
    """Return the prefetch of what first dates an agreement: such acts, and those between which one is two."""
    kinds = [*DATING_ACTS, *CONTRARY[LegalAct.ENTERED_INTO_FORCE]]
    acts = Event.objects.facts().filter(kind__in=kinds, date__isnull=False).in_order()
    sides = loaded("agencies", EventAgency.objects.filter(role=EventRole.SIDE).select_related("agency").order_by("pk"))
    return Prefetch(f"{path}__events", acts.prefetch_related(sides), to_attr="dating_acts")


def _parts_of_event():
    return [
        parts("agencies", EventAgency, "agency__country", order=("agency__name", "pk")),
        parts("people", EventPerson, "person", order=("person__name", "pk")),
        parts("missions", EventMission, "mission", order=("mission__name", "pk")),
        parts("areas", EventArea, "area", order=("area__name", "pk")),
        identifiers(),
        cited(Event),
    ]


def _relations(name, other, *bearing):
    related = Relation.objects.select_related(other).order_by("pk")
    return loaded(name, related.prefetch_related(_dating_acts(other), *bearing, cited(Relation)))


def _bearing_on_status():
    """Return what is loaded of agreements that replace, renew or extend one, for its status."""
    sides = EventAgency.objects.filter(role=EventRole.SIDE).select_related("agency").order_by("pk")
    acts = Event.objects.filter(kind__in=LegalAct.values).in_order()
    acts = acts.prefetch_related(loaded("agencies", sides), cited(Event))
    terms = Term.objects.select_related("act").order_by("pk").prefetch_related(cited(Term))
    designations = Designation.objects.order_by("pk").prefetch_related(cited(Designation))
    return [
        Prefetch("agreement__events", acts, to_attr="acts"),
        Prefetch("agreement__terms", terms, to_attr="all_terms"),
        Prefetch("agreement__designations", designations, to_attr="all_designations"),
    ]


def _agreements():
    parties = Party.objects.select_related("agency__country").in_order()
    successors = Prefetch("agency__successors", Succession.objects.order_by("pk"), to_attr="all_successors")
    return Agreement.objects.select_related("collection").prefetch_related(
        loaded("parties", parties.prefetch_related(successors, cited(Party))),
        parts("areas", AgreementArea, "area"),
        parts("missions", AgreementMission, "mission"),
        _relations("relations", "other"),
        _relations("reverse_relations", "agreement", *_bearing_on_status()),
        loaded("events", Event.objects.in_order().prefetch_related(*_parts_of_event())),
        parts("designations", Designation),
        parts("titles", Title),
        parts("terms", Term, "act"),
        parts("provisions", Provision, order=("topic", "article")),
        parts("texts", Text, "source", order=("language", "pk")),
        identifiers(),
        cited(Agreement),
    )


def _agencies():
    return Agency.objects.select_related("country", "parent", "collection").prefetch_related(
        parts("names", AgencyName, order=("name",)),
        parts("positions", Position, "person", order=("as_of_earliest", "title", "pk")),
        parts("predecessors", Succession, "earlier__country", order=("earliest", "pk")),
        parts("successors", Succession, "later__country", order=("earliest", "pk")),
        identifiers(),
        loaded("subordinates", Agency.objects.order_by("name", "slug")),
        cited(Agency),
    )


def _areas():
    return Area.objects.select_related("broader", "collection").prefetch_related(
        parts("labels", AreaLabel, order=("label",)),
        loaded("matches", AreaMatch.objects.order_by("scheme", "address")),
        loaded("narrower", Area.objects.order_by("name", "slug")),
        cited(Area),
    )


def _missions():
    return Mission.objects.select_related("part_of", "collection").prefetch_related(
        parts("names", MissionName, order=("name",)),
        parts("roles", MissionRole, "agency__country", order=("role", "agency__name", "pk")),
        identifiers(),
        loaded("parts", Mission.objects.order_by("name", "slug")),
        cited(Mission),
    )


def _people():
    positions = parts("positions", Position, "agency__country", order=("as_of_earliest", "title", "pk"))
    people = Person.objects.select_related("collection")
    return people.prefetch_related(positions, identifiers(), cited(Person))


def _countries():
    return Country.objects.prefetch_related(parts("names", CountryName, order=("name",)), identifiers(), cited(Country))


# Kind of document → how its records are loaded. Cost: a query, and one for each part and for its citations.
PLANS = {
    "country": _countries,
    "agency": _agencies,
    "person": _people,
    "area": _areas,
    "mission": _missions,
    "source": lambda: Source.objects.select_related("copy_of", "collection").prefetch_related(identifiers()),
    "agreement": _agreements,
    "event": lambda: Event.objects.select_related("agreement", "collection").prefetch_related(*_parts_of_event()),
}


def records_of(kind, keys):
    """Return the records of a kind that have these keys, in the order of keys, with all that their plan loads.

    Cost: as PLANS says. Not by the library's own prefetching, which takes twice as long and leaves parts and records
    leading to each other, for the collector of garbage to find.
    """
    return _loaded_among(plan_of(kind), "pk", keys)


@cache
def plan_of(kind):
    """Return the records of a kind with all that is loaded of them, made once."""
    return PLANS[kind]().order_by("pk")


def _loaded_among(records, column, keys):
    """Return as a list the records of a queryset of which a column is one of `keys`, with what it prefetches."""
    found = _asked(records, column).records(keys) if keys else []
    for prefetch in records._prefetch_related_lookups:
        *way, name = prefetch.prefetch_through.split("__")
        _load_parts([reduce(getattr, way, record) for record in found], name, prefetch)
    return found


class _Asked:
    """The records of a queryset of which a column is one of some keys, by a statement that is written down once.

    Django takes three times as long to write it down as to ask it and to make records of its rows.
    """

    def __init__(self, records, column):
        query = records.prefetch_related(None).filter(Among(F(column), ANY_KEYS)).query
        self.compiler = query.get_compiler(connection=connection)  # of whichever thread asks
        self.statement, self.parameters = self.compiler.as_sql()
        info, selected = self.compiler.klass_info, self.compiler.select
        self.model = info["model"]
        self.columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        self.names = [column.target.attname for column, *_ in selected[self.columns]]
        self.populators = get_related_populators(info, selected, DEFAULT_DB_ALIAS)

    def records(self, keys):
        """Return the records, in the order of the queryset. Cost: one query."""
        with connection.cursor() as cursor:
            cursor.execute(self.statement, [keys if value == ANY_KEYS else value for value in self.parameters])
            rows = self.compiler.results_iter([cursor.fetchall()])
        return [self._record(row) for row in rows]

    def _record(self, row):
        record = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
        for populator in self.populators:
            populator.populate(row, record)
        return record


_asked = cache(_Asked)
ANY_KEYS = [-1]


def _load_parts(owners, name, prefetch):
    """Set the attribute of a Prefetch of each of `owners`, which their field `name` leads by."""
    if not owners:
        return
    field = type(owners[0])._meta.get_field(name)
    if field.one_to_many:
        column = field.field.attname
        parts = defaultdict(list)
        for part in _loaded_among(prefetch.queryset, column, list({owner.pk for owner in owners})):
            parts[getattr(part, column)].append(part)
        for owner in owners:
            setattr(owner, prefetch.to_attr, parts[owner.pk])
    else:
        keys = {getattr(owner, field.attname) for owner in owners}
        others = {other.pk: other for other in _loaded_among(prefetch.queryset, "pk", list(keys))}
        for owner in owners:
            setattr(owner, name, others[getattr(owner, field.attname)])


def model_of(kind):
    return plan_of(kind).model
