"""Agencies and countries by their names: every known form, only whole ones; a person decides what may be two."""

import re
from collections import defaultdict

from agencies.countries import codes_called, codes_of_government
from agencies.models import Agency, AgencyKind, Country
from agencies.names import folded
from agreements.models import Area
from agreements.names import NAMES
from spacecoop.words import listed

NEAREST = 3
# Of so many unknown names of one table the nearest are sought: it takes some ten milliseconds each.
MOST_SOUGHT = 1000
_WITH_BRACKETS = re.compile(r"(?P<name>.+?)\s*\((?P<short>[^()]+)\)")
_UNKNOWN = re.compile(r"No organisation or country is called “(?P<name>.+?)”\.(?: Did you mean (?P<near>.+)\?)?$")
_BETWEEN = re.compile(r"\b(?:between|entre|zwischen)\s+(?P<both>.+)", re.IGNORECASE)
_SUBJECT = re.compile(
    r",|\s(?:concerning|relating|regarding|on|for|about|in|effected|constituting|amending|extending|with)\b",
    re.IGNORECASE,
)


class Unresolved(ValueError):
    """A name that leads to no one record; its message lists the candidates or the nearest names."""


class Names:
    """The names of all agencies, countries and areas. Cost: four queries, and one for each batch of new texts.

    `extra`: folded name → fact value, for agencies that the same table brings.
    """

    def __init__(self):
        self.agencies = dict(Agency.objects.values_list("pk", "name"))
        self.countries = {code: (pk, name) for pk, code, name in Country.objects.values_list("pk", "code", "name")}
        self.codes = {pk: code for code, (pk, _) in self.countries.items()}
        self.areas = dict(Area.objects.values_list("pk", "name"))
        self.country_of, self.of_kind = {}, defaultdict(list)
        for pk, kind, country in Agency.objects.filter(country__isnull=False).values_list("pk", "kind", "country"):
            self.country_of[pk] = self.codes[country]
            self.of_kind[kind, self.codes[country]].append(pk)
        self.known = {"agency": defaultdict(set), "country": defaultdict(set), "area": defaultdict(set)}
        for kind, record, _, plain in NAMES.rows(*self.known):
            self.known[kind][plain].add(record)
        self.folded, self.near, self.extra = {}, {}, {}

    def learn(self, texts):
        """Fold a batch of names and titles at once, so that what is asked of them next costs nothing."""
        new = sorted({form for text in texts for form in _forms(text) if form not in self.folded})
        if not new:
            return
        if len(self.folded) > 100_000:
            self.folded.clear()
        self.folded |= folded(new)

    def fold(self, text):
        if text not in self.folded:
            self.learn([text])
        return self.folded[text]

    def party(self, text):
        """Return the value for the agency of a name: “agency:12”, or “state:DE” for one to be entered.

        Raises: Unresolved.
        """
        candidates = self._agencies_called(text)
        if not candidates and (parts := _WITH_BRACKETS.fullmatch(text)):
            candidates = self._agencies_called(parts["name"]) | self._agencies_called(parts["short"])
        if len(candidates) == 1:
            return candidates.pop()
        raise Unresolved(self._why_not(text, sorted(candidates, key=self.shown)))

    def parties_in(self, title):
        """Return the values of both agencies that a title names, “between … and …”.

        Raises: Unresolved where the words can be read in no way, or in several.
        """
        ways = set()
        for names in _ways(title):
            sides = tuple(map(self._only, names))
            if all(sides) and sides[0] != sides[1]:
                ways.add(sides)
        if len(ways) == 1:
            return ways.pop()
        if ways:
            candidates = " or ".join(" and ".join(map(self.shown, way)) for way in sorted(ways))
            raise Unresolved(f"the title may name {candidates}.")
        unknown = [side for way in _ways(title) for side in way if not self._only(side)]
        raise Unresolved(self._why_not(unknown[0], []) if unknown else "the title does not say between whom it is.")

    def country(self, text):
        """Return the code of the country that has this whole name. Raises: Unresolved."""
        candidates = self._countries_called(text)
        if len(candidates) == 1:
            return candidates.pop()
        raise Unresolved(self._why_not(text, sorted(f"country:{code}" for code in candidates)))

    def area(self, text):
        """Return the key of the area that has this whole name, or None."""
        candidates = self.known["area"].get(self.fold(text), ())
        return next(iter(candidates)) if len(candidates) == 1 else None

    def state_of(self, code):
        """Return the value of a country's state, of the one to be entered where there is none. Raises: Unresolved."""
        candidates = self._agencies_of(AgencyKind.STATE, code)
        if len(candidates) > 1:
            raise Unresolved(self._why_not(code, sorted(candidates)))
        return candidates.pop()

    def shown(self, value):
        """Return what a value is called."""
        kind, _, key = value.partition(":")
        if kind == "agency":
            return self.agencies.get(int(key), f"no. {key}")
        if kind == "row":
            return key
        name = self.countries[key][1]
        return {"state": name, "government": f"Government of {name}", "country": name}[kind]

    def code_of(self, value):
        """Return the country's code of an agency, None where it has none."""
        kind, _, key = value.partition(":")
        return self.country_of.get(int(key)) if kind == "agency" else key

    def _only(self, text):
        candidates = self._agencies_called(text)
        return candidates.pop() if len(candidates) == 1 else None

    def _agencies_called(self, text):
        """Return the values of all agencies that have this whole name; a country's is that of its state."""
        plain = self.fold(_without_article(text))
        if not plain:
            return set()
        candidates = {f"agency:{pk}" for pk in self.known["agency"].get(plain, ())}
        if plain in self.extra:
            candidates.add(self.extra[plain])
        for code in self._countries_called(text):
            candidates |= self._agencies_of(AgencyKind.STATE, code)
        if not candidates:
            for code in codes_of_government(text) & self.countries.keys():
                candidates |= self._agencies_of(AgencyKind.GOVERNMENT, code)
        return candidates

    def _countries_called(self, text):
        stored = self.known["country"].get(self.fold(_without_article(text)), ())
        return (codes_called(text) & self.countries.keys()) | {self.codes[pk] for pk in stored}

    def _agencies_of(self, kind, code):
        return {f"agency:{pk}" for pk in self.of_kind[kind, code]} or {f"{kind}:{code}"}

    def _why_not(self, text, candidates):
        if candidates:
            return f"“{text}” may be {listed(map(self.shown, candidates), 'or')}."
        near = self._nearest(text)
        return f"No organisation or country is called “{text}”." + (
            f" Did you mean {' or '.join(near)}?" if near else ""
        )

    def _nearest(self, text):
        """Return the names most like one. Cost: a query that reads all, for each of the first MOST_SOUGHT."""
        if text not in self.near and len(self.near) >= MOST_SOUGHT:
            return []
        if text not in self.near:
            self.near[text] = NAMES.nearest(_without_article(text), ["agency", "country"], NEAREST)
        return self.near[text]


def unknown_name(remark):
    """Return (the name that nobody has, the names most like it) of the remark on a row that says so; else None."""
    words = _UNKNOWN.search(remark)
    return words and (words["name"], words["near"].split(" or ") if words["near"] else [])


def _without_article(text):
    return re.sub(r"^(?:the|la|le|les|el|die|der|das)\s+", "", text, flags=re.IGNORECASE)


def _forms(text):
    """Return what is folded when a name, or a title that names two, is looked up."""
    forms = [text, *(side for way in _ways(text) for side in way)]
    for form in list(forms):
        if parts := _WITH_BRACKETS.fullmatch(form):
            forms += [parts["name"], parts["short"]]
    return forms + [_without_article(form) for form in forms]


def _ways(title):
    """Return every way to read a title's “between … and …” as two names, up to the words that begin its subject."""
    between = _BETWEEN.search(title)
    if not between:
        return []
    both, ways = between["both"], []
    for place in re.finditer(r"\s+(?:and|et|y|und)\s+", both, re.IGNORECASE):
        first, rest = both[: place.start()], both[place.end() :]
        ends = _SUBJECT.search(rest)
        if not re.search(r"\s(?:concerning|relating|regarding|on)\b", first, re.IGNORECASE):
            ways.append((first.strip(" ,"), rest[: ends.start()].strip() if ends else rest.strip()))
    return [way for way in ways if all(way)]
