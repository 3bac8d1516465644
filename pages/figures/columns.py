"""The columns that several tables have."""

from agreements.models import Level
from agreements.status import StatusCode
from catalogue.reading import Body, Named
from catalogue.ties import STANDING
from pages.figures.tables import Column

SIDES = [
    Column("one", "ISO 3166 code of a country, or slug of an organisation."),
    Column("one_name", "Its name."),
    Column("other", "Code or slug of the other side."),
    Column("other_name", "Its name."),
]
AGREEMENTS = Column("agreements", "The number of agreements recorded.", "integer")
PAGE = Column("html_url", "The web page that shows it.", "anyURI")
DATE = [
    Column("date_edtf", "The date in EDTF, exactly as precise as its source; empty where no source states it."),
    Column("date_earliest", "The first day that the date allows; empty where open.", "date"),
    Column("date_latest", "The last day that the date allows; empty where open.", "date"),
]
STANDS = ", ".join(code.value for code in STANDING)
STATUSES = [Column(code.value, f"How many have the status “{code.value}”.", "integer") for code in StatusCode]


def of_levels(prefix: str, which: str) -> list[Column]:
    """Return a column for each Level; `which`: agreements that it counts, in words."""
    return [Column(f"{prefix}{level.value}", f"How many {which} of this level.", "integer") for level in Level]


def both(side: Named, other: Named) -> list[str]:
    """Return the cells of SIDES for two Named."""
    return [side.key, side.name, other.key, other.name]


def dated(when: Body | None) -> list[str | None]:
    """Return the cells of DATE for a date of a document, or None."""
    return [when["edtf"], when["earliest"], when["latest"]] if when else [None, None, None]
