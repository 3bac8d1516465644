"""Keyword factories: each makes one valid record and takes only what a test is about."""

from itertools import count

from agencies.models import Agency, AgencyKind, Country, Person
from agencies.names import COUNTRY_CODE
from agreements.entering import Batch, enter
from agreements.models import Agreement, Area, Citation, Event, Identifier, Mission, Modality, Relation, Source, Title
from agreements.models.citations import TARGET_OF
from agreements.status import LegalAct
from catalogue.reading import read
from catalogue.renderer import up_to_date

_number = count(1)
_NAMES = {"BE": "Belgium", "FR": "France", "RU": "Russia", "US": "United States", "CA": "Canada", "CN": "China"}
MODALITIES = {
    LegalAct.EXPIRY_ANNOUNCED: Modality.ANNOUNCED,
    LegalAct.RENEWAL_PLANNED: Modality.PLANNED,
    LegalAct.RENEWAL_DISCUSSED: Modality.DISCUSSED,
    LegalAct.REPORTED_IN_EFFECT: Modality.ONGOING,
}


def _stored(model, key, **fields):
    """Return the record with a key, {name of its field: value}; entered where it is not there yet."""
    return model.objects.filter(**key).first() or enter(model(**key, **fields))


def make_country(code="BE", **fields):
    name = fields.pop("name", _NAMES.get(code, code))
    return _stored(Country, {"code": code}, **{"name": name, "iso_name": name, **fields})


def make_agency(slug=None, *, country=None, **fields):
    slug = slug or f"agency-{next(_number)}"
    country = make_country(country) if isinstance(country, str) else country
    return _stored(
        Agency,
        {"slug": slug},
        **{"name": slug.upper(), "kind": AgencyKind.SPACE_AGENCY, "country": country, **fields},
    )


def make_party(side):
    """Return the agency for `side`: what stands for the country of a code, else the agency with that slug."""
    if isinstance(side, Agency):
        return side
    if COUNTRY_CODE.fullmatch(side):
        country = make_country(side)
        return make_agency(
            f"state-of-{side.lower()}", name=country.name, kind=AgencyKind.of_country(side), country=country
        )
    return make_agency(side)


def make_agreement(
    slug=None,
    *,
    parties=("BE", "FR"),
    areas=(),
    missions=(),
    acts=None,
    form="agreement",
    function="",
    binding="",
    formal_title="",
    **fields,
):
    """Make an agreement; `acts` maps kinds of legal act to EDTF dates, such as {"signed": "2000-12-20"}.

    `form`: None for one that no source calls anything; `formal_title`: its official title, in English.
    """
    slug = slug or f"agreement-{next(_number)}"
    batch = Batch()
    agreement = batch.agreement(
        slug=slug,
        parties=map(make_party, parties),
        areas=map(make_area, areas),
        missions=map(make_mission, missions),
        **{"title": f"Agreement {slug}", **fields},
    )
    if form:
        batch.designation(agreement, form, function, binding)
    if formal_title:
        batch.add(Title(agreement=agreement, text=formal_title))
    for kind, date in (acts or {}).items():
        batch.event(**_event(kind=kind, date=date, agreement=agreement))
    batch.write()
    return agreement


def make_relation(agreement, kind, other, **fields):
    """Make what the agreement with one slug does to another; agreements that are not there yet are made."""
    ends = (Agreement.objects.filter(slug=slug).first() or make_agreement(slug) for slug in (agreement, other))
    return enter(Relation(**dict(zip(("agreement", "other"), ends, strict=True)), kind=kind, **fields))


def make_area(slug="earth-observation", **fields):
    return _stored(Area, {"slug": slug}, **{"name": slug.replace("-", " "), **fields})


def make_mission(slug="pleiades", **fields):
    return _stored(Mission, {"slug": slug}, **{"name": slug, "kind": "satellite", **fields})


def make_event(slug=None, **fields):
    return enter(Event(**_event(slug, **fields)))


def _event(slug=None, **fields):
    slug = slug or f"event-{next(_number)}"
    kind = fields.setdefault("kind", "meeting")
    return {"slug": slug, "title": f"Event {slug}", "modality": MODALITIES.get(kind, Modality.DONE), **fields}


def make_person(slug="lisa-campbell", **fields):
    return _stored(Person, {"slug": slug}, **{"name": slug.replace("-", " ").title(), **fields})


def make_source(slug="a-source", **fields):
    fields = {
        "title": "A source",
        "publisher": "A publisher",
        "kind": "web_page",
        "address": f"https://example.org/{slug}",
        **fields,
    }
    return _stored(Source, {"slug": slug}, **fields)


def identify(record, scheme, value, **fields):
    """Make an identifier of a record."""
    return enter(Identifier(**{record._meta.model_name: record}, scheme=scheme, value=value, **fields))


def cite(fact, source=None, phrase="a key phrase", *fields):
    return Citation.objects.create(
        source=source or make_source(), phrase=phrase, fields=list(fields), **{TARGET_OF[type(fact)]: fact}
    )


def document_of(kind, slug):
    """Return the whole document of a record as it is now."""
    up_to_date()
    return read(kind, slug)
