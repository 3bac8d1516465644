"""The parties and countries that a row of a table names."""

import re

from agreements.models import Citation
from agreements.models.citations import PHRASE_WORDS
from desk.importing.codes import country_code
from desk.importing.names import Unresolved
from desk.importing.parties import Side, side_of, sides_in
from desk.importing.sides import are_one_side

SIDES = ["party_one", "party_two"]
# Begins the fact that somebody stands beside a party, on its side; the name follows, without accents and capitals.
PARTICIPANT = "participant:"
LONGEST_PHRASE = Citation._meta.get_field("phrase").max_length
WITH_CODE = re.compile(r"(?P<name>.+?)\s*\((?P<code>[A-Za-z]{2,3})\)")


def phrase_of(text):
    """Return the first words of a cell, letter for letter, as a key phrase."""
    words = text.split()[:PHRASE_WORDS]
    while len(words) > 1 and len(" ".join(words)) > LONGEST_PHRASE:
        words.pop()
    return " ".join(words)[:LONGEST_PHRASE]


def is_multilateral(row, cells, mapping):
    """Tell whether a row says that it is no bilateral agreement; that is all that is then said of it."""
    value = cells.get("sides", "")
    side = mapping.side_of(value) if mapping.sides and value else "undecided"
    if side is None:
        row.errors.append(
            f"“{value}” does not say whether the agreement is bilateral. Add it to “sides” in the import profile."
        )
    if side == "multilateral":
        row.errors.append(f"The agreement is multilateral (“{value}”). Only bilateral agreements can be imported.")
    return side == "multilateral"


def read_parties(row, cells, mapping, names):
    texts = [text for name in SIDES if (text := cells.get(name))] or texts_in(cells.get("parties", ""))
    if mapping.parties_in and not texts:
        _read_parties_in_title(row, cells.get(mapping.parties_in, ""), names)
        return
    said = list(texts)
    if mapping.party and len(texts) == 1:
        texts.insert(0, mapping.party)
    if len(texts) != 2:
        named = {0: "names no party", 1: "names one party"}.get(len(texts), f"names {len(texts)} parties")
        row.errors.append(f"The row {named}. A bilateral agreement has two.")
        return
    for side, text in zip(SIDES, texts, strict=True):
        try:
            code = _coded_party(text, mapping, names)
            named = Side(code) if code else side_of(text, names)
        except Unresolved as error:
            row.refuse("Party: ", error)
        else:
            row.state(side, named.value, text if text in said else _own_words(text, cells), names.shown(named.value))
            _state_others(row, named, text, names)
    _refuse_two_sides(row, names)
    if are_one_side(*map(row.value, SIDES), names):
        row.errors.append(f"Both parties are {names.shown(row.value(SIDES[0]))}.")
    if SIDES[1] in row.facts and cells.get("country"):
        _check_country(row, cells["country"], mapping, names)


def _state_others(row, named, text, names):
    """State who stands beside a party, cited with the words that name both where those are few."""
    for words, value in named.others:
        first = text.find(words)
        phrase = text if text in row.said else words_with(text, first, first + len(words))
        row.state(f"{PARTICIPANT}{names.fold(words)}", value, phrase, names.shown(value))


def _refuse_two_sides(row, names):
    """Refuse a row that names somebody beside one party who is the other one."""
    for name in [name for name in row.facts if name.startswith(PARTICIPANT)]:
        if any(are_one_side(row.value(name), row.value(side), names) for side in SIDES):
            row.errors.append(f"{row.facts[name]['shown']} is named on both sides.")


def _own_words(party, cells):
    """Return the words of a row's titles that name a party of all rows; empty, for no citation, where none do."""
    named = re.compile(rf"\b{re.escape(party)}\b", re.IGNORECASE)
    found = (named.search(cells.get(meaning, "")) for meaning in ("formal_title", "title"))
    return next((words[0] for words in found if words), "")


def _read_parties_in_title(row, title, names):
    try:
        sides = sides_in(title, names)
    except Unresolved as error:
        row.refuse("Parties: ", error)
        return
    for side, named in zip(SIDES, sides, strict=True):
        row.state(side, named.value, _words_from(title, "between"), names.shown(named.value))
        _state_others(row, named, title, names)
    _refuse_two_sides(row, names)


def _words_from(title, word):
    place = title.lower().find(word)
    return title[max(place, 0) :]


def _coded_party(text, mapping, names):
    """Return the value of the state that a bare code stands for where the origin uses codes; else None."""
    if mapping.countries == "names" or not re.fullmatch(r"[A-Z]{2,3}", text):
        return None
    return names.state_of(_code_of(text, mapping, names))


def _code_of(text, mapping, names):
    """Return the ISO code for a code of the table. Raises: Unresolved."""
    code = country_code(text, mapping.countries)
    if code not in names.countries:
        raise Unresolved(f"“{text}” is not a country code in {mapping.countries}.")
    return code


def _check_country(row, text, mapping, names):
    """Hold the country that a row states against that of the body."""
    code = read_country(row, text, mapping, names)
    own = names.code_of(row.value(SIDES[1]))
    if code and own and code != own:
        row.errors.append(
            f"The record of {row.facts[SIDES[1]]['shown']} has the country {names.shown(f'country:{own}')}; "
            f"the row has {names.shown(f'country:{code}')}."
        )


def read_country(row, text, mapping, names):
    """Return the ISO code for a country's name, its code, or both, “Japan (JA)”, which must agree; None with errors."""
    try:
        if mapping.countries == "names":
            return names.country(text)
        parts = WITH_CODE.fullmatch(text)
        coded = _code_of(parts["code"] if parts else text, mapping, names)
        named = names.country(parts["name"]) if parts else coded
    except Unresolved as error:
        row.refuse("Country: ", error)
        return None
    if named != coded:
        row.errors.append(
            f"Country: in “{text}” the name is {names.shown(f'country:{named}')}, the code is "
            f"{names.shown(f'country:{coded}')} in {mapping.countries}. Check “countries” in the import profile."
        )
        return None
    return coded


def words_with(text, first, end):
    """Return a text of which the key phrase has the words at a place: itself, or what begins with them."""
    return text if end <= len(phrase_of(text)) else text[first:]


def texts_in(text):
    return [piece.strip() for piece in text.split(";") if piece.strip()]
