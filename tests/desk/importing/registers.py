"""A register of treaties, made up with a seed, that is written as registers are; and what is right for each row."""

import random
from dataclasses import dataclass
from pathlib import Path

import yaml
from anyascii import anyascii
from babel import Locale

from agencies.models import Country
from tests.factories import make_agency

WORDS = yaml.safe_load(Path(__file__).with_name("register.yaml").read_text(encoding="utf-8"))
HEADING = ["id", "title", "type", "parties", "signed", "in force", "terminated", "place", "subject"]
LANGUAGES = ("en", "fr", "es", "de", "nl", "it", "pt")
REPUBLICS = {"AM", "CL", "CO", "EE", "GH", "HR", "IS", "KE", "LT", "LV", "MD", "PE", "PK", "SG", "SI", "TN", "UG", "UZ"}
NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
# Names of CLDR that registers do not use for a country, or that several have.
NOT_IN_REGISTERS = NO_COUNTRIES | {
    *("AC", "AQ", "BL", "BV", "CP", "CQ", "DG", "EA", "EH", "HK", "HM", "IC", "IO", "MF", "MO", "PS", "SJ", "SX", "TA"),
    *("TF", "UM", "XK"),
}
NAMES = {"DDDE": "East Germany", "SUHH": "USSR", "CSHH": "Czechoslovakia", "YUCS": "Yugoslavia"}
SUBJECTS = ["tracking of satellites", "sounding rockets", "stratospheric balloons", "remote sensing",
            "a telescope", "meteorological data", "launch services", "a laboratory in orbit",
            "navigation", "exchange of experts"]  # fmt: skip
KINDS = ["Agreement", "Treaty", "Exchange of notes", "Protocol", "Memorandum of understanding", "Arrangement"]


@dataclass(slots=True)
class Row:
    """A row, by its cells, and what is right: its outcomes, whom its parties are, who stands beside them."""

    cells: dict
    outcomes: tuple = ("new", "duplicate")
    sides: tuple = ()
    beside: tuple = ()

    @property
    def is_bilateral(self):
        return self.sides != ()


def put_world():
    """Make the countries and bodies that the register names."""
    territories = Locale("en").territories
    named = {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}
    named = {code: name for code, name in named.items() if code not in NO_COUNTRIES}
    Country.objects.bulk_create(
        Country(code=code, name=name, iso_name=name, withdrawn="1992" if len(code) == 4 else None)
        for code, name in (named | NAMES).items()
    )
    for slug, (name, acronym, *_) in WORDS["bodies"].items():
        make_agency(slug, name=name, acronym=acronym.replace(".", ""), kind="intergovernmental")
    for slug, names in WORDS["bodies"].items():
        agency = make_agency(slug)
        for name in names[2:]:
            if "(" not in name:
                agency.names.create(name=name, language="und")


def made_up(number, seed=1):
    """Return so many Rows: bilateral ones, of which some name territories, lack something or are copies; others."""
    chance, rows = random.Random(seed), []  # noqa: S311 - no secret
    spellings = {code: _spelt(code) for code in Locale("en").territories if len(code) == 2 and code.isalpha()}
    spellings = {code: names for code, names in spellings.items() if code not in NOT_IN_REGISTERS}
    spellings |= WORDS["countries"]
    kinds = [
        (_plain, 790), (_with_body, 60), (_beside, 50), (_unknown, 25), (_copy, 20), (_undated, 20),
        (_multilateral, 40), (_ambiguous, 3), (_without_parties, 4), (_one_party, 3), (_no_day, 4), (_same_id, 1),
    ]  # fmt: skip
    makers, weights = zip(*kinds, strict=True)
    for line in range(1, number + 1):
        (make,) = chance.choices(makers, weights)
        if make in (_copy, _same_id) and not rows:
            make = _plain
        rows.append(make(chance, line, spellings, rows))
    return rows


def written(rows, path):
    """Write Rows as a table of text."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(HEADING) + "\n")
        lines = (",".join('"' + row.cells[name].replace('"', '""') + '"' for name in HEADING) for row in rows)
        file.writelines(f"{line}\n" for line in lines)
    return path


def _spelt(code):
    names = list(dict.fromkeys(filter(None, (Locale(one).territories.get(code) for one in LANGUAGES))))
    if code in REPUBLICS:
        forms = ("{}, REPUBLIC OF", "{}, Rep. of", "Republic of {}", "{} (Republic of)")
        names += [form.format(names[0]) for form in forms]
    return names


def _typed(chance, name):
    """Return a name as somebody has typed it."""
    ways = [
        lambda text: text, lambda text: text, str.upper, anyascii, lambda text: anyascii(text).upper(),
        lambda text: f"{text}.", lambda text: text.replace(" ", "  "), lambda text: text.replace("-", " "),
        lambda text: text.replace("'", "’"), lambda text: f" {text} ",
    ]  # fmt: skip
    return chance.choice(ways)(name)


def _two(chance, spellings):
    """Return two countries that differ, and how they are written: every other row is of the register's own."""
    first = "BE" if chance.random() < 0.5 else chance.choice(list(WORDS["countries"]))
    second = first
    while second == first:
        second = chance.choice(list(WORDS["countries"] if chance.random() < 0.7 else spellings))
    return (first, second), [_typed(chance, chance.choice(spellings[code])) for code in (first, second)]


def _cells(chance, line, parties):
    year = chance.randint(1950, 2024)
    day = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{year}"
    forms = [day, day, day, day.replace("/", "."), str(year), f"{chance.randint(1, 28)} mars {year}"]
    title = f"{chance.choice(KINDS)} on {chance.choice(SUBJECTS)}, no. {line}"
    place = chance.choice(["", "Brussels", "Paris", "Washington, D.C."])
    signed = chance.choice(forms)
    cells = [f"T{line}", title, "bilateral", "; ".join(parties), signed, "", "", place, ""]
    return dict(zip(HEADING, cells, strict=True))


def _plain(chance, line, spellings, rows):
    sides, named = _two(chance, spellings)
    return Row(_cells(chance, line, named), sides=sides)


def _undated(chance, line, spellings, rows):
    row = _plain(chance, line, spellings, rows)
    row.cells["signed"] = chance.choice(["", "-", "n/a", "s.d."])
    return row


def _with_body(chance, line, spellings, rows):
    (code, _), (named, _) = _two(chance, spellings)
    slug = chance.choice(list(WORDS["bodies"]))
    return Row(_cells(chance, line, [named, chance.choice(WORDS["bodies"][slug])]), sides=(code, slug))


def _beside(chance, line, spellings, rows):
    text, side, others = chance.choice(WORDS["sides"])
    other = chance.choice([code for code in ("JP", "BR", "IN", "SE") if code != side])
    named = [text, _typed(chance, chance.choice(spellings[other]))]
    return Row(_cells(chance, line, named), sides=(side, other), beside=tuple(others))


def _unknown(chance, line, spellings, rows):
    group = chance.choice(["unknown", "unknown", "unknown_bodies"])
    side = chance.choice(list(WORDS[group]))
    text = chance.choice([str, str.upper, anyascii])(chance.choice(WORDS[group][side]))
    other = chance.choice([code for code in ("JP", "BR", "IN", "SE") if code != side])
    return Row(_cells(chance, line, [text, chance.choice(spellings[other])]), sides=(side, other))


def _copy(chance, line, spellings, rows):
    whole = [row for row in rows[-200:] if "new" in row.outcomes and "unknown" not in row.outcomes]
    if not whole:
        return _plain(chance, line, spellings, rows)
    copied = chance.choice(whole)
    return Row({**copied.cells, "id": f"T{line}"}, ("duplicate",), copied.sides, copied.beside)


def _multilateral(chance, line, spellings, rows):
    _, named = _two(chance, spellings)
    three = [*named, "Japan"]
    ways = [
        ("multilateral", three), ("plurilateral", three), ("multilateral", named),
        ("bilateral", [chance.choice(spellings[code]) for code in ("SE", "IN", "BR")]),
        ("bilateral", ["Sweden and Norway", "Japan"]), ("bilateral", ["Italy, Spain and Portugal", "India"]),
    ]  # fmt: skip
    kind, parties = chance.choice(ways)
    cells = _cells(chance, line, parties)
    cells["type"] = kind
    return Row(cells, ("rejected",))


def _rejected(row):
    row.outcomes = ("rejected",)
    return row


def _ambiguous(chance, line, spellings, rows):
    row = _rejected(_plain(chance, line, spellings, rows))
    row.cells["parties"] = f"{chance.choice(WORDS['ambiguous'])}; Japan"
    return row


def _without_parties(chance, line, spellings, rows):
    row = _rejected(_plain(chance, line, spellings, rows))
    row.cells["parties"] = ""
    return row


def _one_party(chance, line, spellings, rows):
    row = _rejected(_plain(chance, line, spellings, rows))
    row.cells["parties"] = "Japan"
    return row


def _no_day(chance, line, spellings, rows):
    row = _rejected(_plain(chance, line, spellings, rows))
    row.cells["signed"] = chance.choice(["31/02/1987", "05/13/1990", "12/05/61", "1998, 1999"])
    return row


def _same_id(chance, line, spellings, rows):
    row = _rejected(_plain(chance, line, spellings, rows))
    row.cells["id"] = chance.choice(rows).cells["id"]
    return row
