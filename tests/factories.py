"""Keyword factories: each makes one valid record and takes only what a test is about."""

from itertools import count

from agencies.models import Agency, AgencyKind, Country, Person
from agreements.models import (
    Agreement,
    AgreementArea,
    AgreementMission,
    Area,
    Citation,
    Event,
    Mission,
    Modality,
    Party,
    Relation,
    Source,
)
from agreements.models.sources import TARGET_OF
from agreements.status import LegalAct

_number = count(1)
_NAMES = {"BE": "Belgium", "FR": "France", "RU": "Russia", "US": "United States", "CA": "Canada", "CN": "China"}
_MODALITIES = {
    LegalAct.EXPIRY_ANNOUNCED: Modality.ANNOUNCED,
    LegalAct.RENEWAL_PLANNED: Modality.PLANNED,
    LegalAct.RENEWAL_DISCUSSED: Modality.DISCUSSED,
    LegalAct.REPORTED_IN_PLACE: Modality.ONGOING,
}


def make_country(code="BE", **fields):
    name = fields.pop("name", _NAMES.get(code, code))
    return Country.objects.get_or_create(code=code, defaults={"name": name, "iso_name": name, **fields})[0]


def make_agency(slug=None, *, country=None, **fields):
    slug = slug or f"agency-{next(_number)}"
    fields = {"name": slug.upper(), "kind": AgencyKind.SPACE_AGENCY, **fields}
    fields["country"] = make_country(country) if isinstance(country, str) else country
    return Agency.objects.get_or_create(slug=slug, defaults=fields)[0]


def make_party(side):
    """Return the agency for `side`: a state for a country code, else the agency with that slug."""
    if isinstance(side, Agency):
        return side
    if side.isupper():
        country = make_country(side)
        return make_agency(f"state-of-{side.lower()}", name=country.name, kind=AgencyKind.STATE, country=country)
    return make_agency(side)


def make_agreement(slug=None, *, parties=("BE", "FR"), areas=(), missions=(), acts=None, **fields):
    """Make an agreement; `acts` maps kinds of legal act to EDTF dates, such as {"signed": "2000-12-20"}."""
    slug = slug or f"agreement-{next(_number)}"
    agreement = Agreement.objects.create(slug=slug, **{"title": f"Agreement {slug}", "kind": "other", **fields})
    for side in parties:
        Party.objects.create(agreement=agreement, agency=make_party(side))
    for area in areas:
        AgreementArea.objects.create(agreement=agreement, area=make_area(area))
    for mission in missions:
        AgreementMission.objects.create(agreement=agreement, mission=make_mission(mission))
    for kind, date in (acts or {}).items():
        make_event(kind=kind, date=date, agreement=agreement)
    return agreement


def make_relation(agreement, kind, other, **fields):
    """Make what the agreement with one slug does to another; agreements that are not there yet are made."""
    one, two = (Agreement.objects.filter(slug=slug).first() or make_agreement(slug) for slug in (agreement, other))
    return Relation.objects.create(agreement=one, kind=kind, other=two, **fields)


def make_area(slug="earth-observation", **fields):
    return Area.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " "), **fields})[0]


def make_mission(slug="pleiades", **fields):
    return Mission.objects.get_or_create(slug=slug, defaults={"name": slug, "kind": "satellite", **fields})[0]


def make_event(slug=None, **fields):
    slug = slug or f"event-{next(_number)}"
    kind = fields.setdefault("kind", "meeting")
    fields.setdefault("modality", _MODALITIES.get(kind, Modality.DONE))
    return Event.objects.create(slug=slug, **{"title": f"Event {slug}", **fields})


def make_person(slug="lisa-campbell", **fields):
    return Person.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").title(), **fields})[0]


def make_source(slug="a-source", **fields):
    fields = {
        "title": "A source",
        "publisher": "A publisher",
        "kind": "web_page",
        "address": f"https://example.org/{slug}",
        **fields,
    }
    return Source.objects.get_or_create(slug=slug, defaults=fields)[0]


def cite(fact, source=None, phrase="a key phrase", *fields):
    return Citation.objects.create(
        source=source or make_source(), phrase=phrase, fields=list(fields), **{TARGET_OF[type(fact)]: fact}
    )
