"""The parties that a cell or a title names: who is a party, and who stands beside it on its side."""

import re
from dataclasses import dataclass

from agencies.countries import on_the_side_of
from desk.importing.names import Unresolved
from desk.importing.sides import country_of

_BETWEEN = re.compile(r"\b(?:between|entre|zwischen|tussen)\s+(?P<both>.+)", re.IGNORECASE)
_SUBJECT = re.compile(
    r",|\s(?:concerning|relating|regarding|on|for|about|in|effected|constituting|amending|extending|with)\b",
    re.IGNORECASE,
)
_CONCERNS = re.compile(r"\s(?:concerning|relating|regarding|on(?! behalf of| the (?:one|other)))\b", re.IGNORECASE)
_JOINT = re.compile(r"\s*[,;/&]\s*(?:and\s+)?|\s+(?:and|et|y|und|en|e)\s+", re.IGNORECASE)
# Between a party and those for whom it stands: what follows is on its side, whoever it is.
_FOR = re.compile(
    r"(?P<party>.+?)[\s,;]*(?:(?:for|in respect of) itself\s+(?:and\s+)?)?[(\[]?\b(?:"
    r"(?:and )?including|incl\.?|(?:and )?also for|(?:(?:and|acting|also) )*(?:for and )?on behalf of|"
    r"in the name of|in respect of|with respect to|"
    r"y compris|incluant|(?:agissant )?(?:également )?au nom (?:de|du|des)|ainsi que pour|en ce qui concerne|"
    r"incluyendo|incluid[oa]s?|en nombre de|en representación de|"
    r"einschließlich|einschliesslich|einschl\.|(?:auch )?im namen (?:von|der|des)|auch für|"
    r"inclusief|met inbegrip van|(?:mede )?namens|ook voor|"
    r"inclus[oaei]|compres[oaei]|a nome d[ei]|per conto di|incluindo|em nome d[aeo]"
    r"|(?<=[(\[])(?:for|pour|para|für|voor|per))\s+(?P<others>[^()\[\]]+?)[)\]]?",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"(?P<party>.+?),?\s+(?:and|&|et|y|und|en|e)\s+(?P<others>"
    r"(?:(?:its|their|the|ses|sus|ihre|haar|hun|i suoi|os seus)\s+)?(?:member states|"
    r"états membres|etats membres|estados miembros|mitgliedstaaten|lidstaten|stati membri|"
    r"estados-membros))",
    re.IGNORECASE,
)
# Words by which several stand on one side: at the end, or a union of theirs in brackets.
_ONE_SIDE = re.compile(
    r"[\s,(\[]*\b(?:acting jointly|jointly|as one party|(?:of|on) the (?:one|other) (?:part|hand|side)|"
    r"d['’](?:une|autre) part|einerseits|andererseits|por (?:una|otra) parte|enerzijds|anderzijds)[)\]]?$",
    re.IGNORECASE,
)
_UNION = re.compile(
    r"\s*[(\[][^()\[\]]*\b(?:BLEU|UEBL|BLWU|Benelux|(?:economic|customs) union|"
    r"union (?:économique|economique|douanière)|unión (?:económica|aduanera)|(?:wirtschafts|zoll)union|"
    r"economische unie|douane-?unie)\b[^()\[\]]*[)\]]$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except\w*|excluding|excl\.|without|not including|other than|sauf|hors|à l['’]exception|excepto|ohne|"
    r"ausgenommen|zonder|uitgezonderd|met uitzondering|escluso|exceto)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s*(?:[(\[,:/–-]|\s(?:and|et|y|und|en|e|for|pour|para|für|voor|per)\s)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """The value of a party, and of each that stands beside it, with the words that name it."""

    value: str
    others: tuple[tuple[str, str], ...] = ()


def side_of(text, names):
    """Return the Side that a text names. Raises: Unresolved."""
    plain = _UNION.sub("", _ONE_SIDE.sub("", text))
    if not _EXCEPT.search(text) and (side := _for_others(text, names) or _with_territories(text, names)):
        return side
    if names.only(text, whole=True):
        return Side(names.party(text))
    if side := plain != text and _jointly(plain, names):
        return side
    try:
        return Side(names.party(_ONE_SIDE.sub("", text)))
    except Unresolved as error:
        if error.unknown and len(parties := _each(text, names)) > 1:
            raise Unresolved(
                f"“{text}” names {len(parties)} parties and does not say that they act as one side. A bilateral "
                "agreement has two."
            ) from error
        raise


def sides_in(title, names):
    """Return both Sides that a title names, “between … and …”.

    Raises: Unresolved where the words can be read in no way, or in several.
    """
    found, wrong = set(), []
    for way in _ways(title):
        sides, errors = [], []
        for text in way:
            try:
                sides.append(side_of(text, names))
            except Unresolved as error:
                errors.append(error)
        wrong += errors and [(len(errors), errors[0])]
        if not errors and sides[0].value != sides[1].value:
            found.add(tuple(sides))
    if len(found) == 1:
        return found.pop()
    if found:
        shown = sorted(" and ".join(names.shown(side.value) for side in sides) for sides in found)
        raise Unresolved(f"the title may name {' or '.join(shown)}.")
    if wrong:
        raise min(wrong, key=lambda refusal: refusal[0])[1]  # of the way that names one party at least, if there is one
    raise Unresolved("the title does not name the parties.")


def parts_of(text):
    """Yield what is looked up when a cell or title is read, so that all of it can be learnt at once."""
    for named in (text, *(side for way in _ways(text) for side in way)):
        yield named
        yield from _JOINT.split(re.sub(r"[()\[\]]", ",", named))


def _for_others(text, names):
    """Return the Side of a party that stands for others too, as the words say; None for any other text.

    Raises: Unresolved for one of them that nobody is called.
    """
    if words := _MEMBERS.fullmatch(_ONE_SIDE.sub("", text)):
        party = names.party(words["party"])
        return Side(party, ((words["others"], names.members_of(party)),))
    words = _FOR.fullmatch(text)
    if not words or not (party := names.only(words["party"])):
        return None
    others = _each(words["others"], names)
    return Side(party, tuple(others or [(words["others"], names.party(words["others"]))]))


def _with_territories(text, names):
    """Return the Side of a state and of territories of its own that are named beside it; None for any other text."""
    for place in _BESIDE.finditer(text):
        party = names.only(text[: place.start()], whole=True)
        its_own = on_the_side_of(country_of(party, names)) if party else ()
        others = _each(text[place.end() :].rstrip(" )]"), names) if its_own else []
        if others and all(country_of(value, names) in its_own for _, value in others):
            return Side(party, tuple(others))
    return None


def _jointly(text, names):
    """Return the Side of several that stand on one, the first as the party; None where they are not several."""
    parties = _each(text, names) or _each(re.sub(r"\s*[–-]\s*", " & ", text), names)
    return Side(parties[0][1], tuple(parties[1:])) if len(parties) > 1 else None


def _each(text, names):
    """Return [(words, value)] of all whom a text names and nothing else; none where some words name nobody."""
    if value := names.only(text, whole=True):
        return [(text, value)]
    for joint in reversed([*_JOINT.finditer(text)]):
        first, rest = text[: joint.start()], text[joint.end() :]
        if (value := names.only(first, whole=True)) and (others := _each(rest, names)):
            return [(first, value), *others]
    return []


def _ways(title):
    """Return every way to read a title's “between … and …” as two names, up to the words that begin its subject."""
    between = _BETWEEN.search(title)
    if not between:
        return []
    both, ways = between["both"], []
    for place in re.finditer(r"\s+(?:and|et|y|und|en)\s+", both, re.IGNORECASE):
        first, rest = both[: place.start()], both[place.end() :]
        ends = _SUBJECT.search(rest)
        if not _CONCERNS.search(first):
            ways.append((first.strip(" ,"), rest[: ends.start()].strip() if ends else rest.strip()))
    return [way for way in ways if all(way)]
