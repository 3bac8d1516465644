import json

import openpyxl
import pytest

from agencies.models import Country
from desk.importing.mappings import text_of
from desk.importing.planning import begin, plan
from desk.models import ImportOrigin
from tests.factories import make_agency, make_area

REGISTER = [
    "id,title,type,parties,signed,in force,terminated,place,subject,references,document",
    "R1,Exchange of notes on a tracking station at Plana,bilateral,Belgium; France,03/04/1998,01/06/1998,,Brussels,"
    "astronomy,TS 1,https://example.org/1",
    "R2,Treaty on the rescue of stratospheric balloons,bilateral,Belgium; Kingdom of Wonders,05/05/1999,,,,,,",
    "R3,Convention on moons,multilateral,Belgium; France; Canada,01/01/2001,,,,,,",
    "R4,Framework agreement on small satellites,bilateral,France; Canada,31/12/2001,01/12/2001,02/02/2010,,poetry,,",
    "R5,Protocol on launches,bilateral,France; Belgium,31/02/2001,,,,,,",
]


@pytest.fixture
def world(db):
    """Countries of the samples, an area, and bodies that their rows name."""
    for code, name in {
        "BE": "Belgium", "FR": "France", "CA": "Canada", "DE": "Germany", "GM": "Gambia", "JP": "Japan",
        "US": "United States of America", "BR": "Brazil",
    }.items():  # fmt: skip
        Country.objects.get_or_create(code=code, defaults={"name": name, "iso_name": name})
    make_area("astronomy", name="astronomy")
    make_agency("nasa", name="NASA", acronym="NASA", country="US")
    make_agency("jaxa", name="Japan Aerospace Exploration Agency", acronym="JAXA", country="JP")
    make_agency("dlr", name="German Aerospace Center", acronym="DLR", country="DE")
    for name in ("national_register", "agencies"):
        ImportOrigin.objects.create(name=name, mapping=text_of(name).replace("example.org", "registers.example"))


@pytest.fixture
def planned(world, tmp_path):
    """Return a function that plans a table given as its lines, and returns the Import."""

    def plan_lines(origin, lines, name="table.csv"):
        path = tmp_path / name
        if name.endswith(".xlsx"):
            book = openpyxl.Workbook()
            for row in lines:
                book.active.append(row)
            book.save(path)
        elif name.endswith(".json"):
            path.write_text(json.dumps(lines), encoding="utf-8")
        else:
            path.write_text("\n".join(lines), encoding="utf-8")
        return plan(begin(origin, name), path)

    return plan_lines


@pytest.fixture
def origin(world):
    """Return a function that keeps a mapping for an origin, from one that comes with the site with words replaced."""

    def keep(name, shipped, *replaced):
        text = text_of(shipped)
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        ImportOrigin.objects.update_or_create(name=name, defaults={"mapping": text})
        return name

    return keep
