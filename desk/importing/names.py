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
_POINTED = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")
_WITH_BRACKETS = re.compile(r"(?P<name>.+?)\s*\((?P<short>[^()]+)\)")


class Unresolved(ValueError):
    """A name that leads to no one record; its message lists the candidates or the nearest names.

    `unknown`: {name: the nearest names} where nobody has it.
    """

    def __init__(self, message, unknown=None):
        super().__init__(message)
        self.unknown = unknown or {}


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
        """Return the value for the agency of a name: “agency:12”; to be entered “state:DE”, or “territory:GI”.

        Raises: Unresolved.
        """
        candidates = self._called(text)
        if len(candidates) == 1:
            return candidates.pop()
        raise self._unresolved(text, sorted(candidates, key=self.shown))

    def country(self, text):
        """Return the code of the country that has this whole name. Raises: Unresolved."""
        candidates = self._countries_called(text)
        if len(candidates) == 1:
            return candidates.pop()
        raise self._unresolved(text, sorted(f"country:{code}" for code in candidates))

    def area(self, text):
        """Return the key of the area that has this whole name, or None."""
        candidates = self.known["area"].get(self.fold(text), ())
        return next(iter(candidates)) if len(candidates) == 1 else None

    def state_of(self, code):
        """Return the value of what stands for a country, to be entered where it is not here yet. Raises: Unresolved."""
        candidates = self._standing_for(code)
        if len(candidates) > 1:
            raise self._unresolved(code, sorted(candidates))
        return candidates.pop()

    def shown(self, value):
        """Return what a value is called."""
        kind, _, key = value.partition(":")
        if kind == "members":
            return f"Member states of {self.shown(key)}"
        if kind == "agency":
            return self.agencies.get(int(key), f"no. {key}")
        if kind == "row":
            return key
        name = self.countries[key][1]
        return f"Government of {name}" if kind == AgencyKind.GOVERNMENT else name

    def code_of(self, value):
        """Return the country's code of an agency, None where it has none."""
        kind, _, key = value.partition(":")
        return self.country_of.get(int(key)) if kind == "agency" else key

    def only(self, text, *, whole=False):
        """Return the value for the one agency of a name, or None; `whole`: brackets in it are no other name."""
        candidates = self._agencies_called(text) if whole else self._called(text)
        return candidates.pop() if len(candidates) == 1 else None

    def members_of(self, value):
        """Return the value for the member states of an organisation together, which no record lists."""
        known = self.known["agency"].get(self.fold(self.shown(f"members:{value}")), ())
        return f"agency:{min(known)}" if known else f"members:{value}"

    def has(self, text):
        """Tell whether somebody has a name by now, or several have."""
        return bool(self._called(text) or self._countries_called(text))

    def _called(self, text):
        candidates = self._agencies_called(text)
        if not candidates and (parts := _WITH_BRACKETS.fullmatch(text)):
            candidates = self._agencies_called(parts["name"]) | self._agencies_called(parts["short"])
        return candidates

    def _agencies_called(self, text):
        """Return the values of all agencies that have this whole name; a country's is that of its state."""
        plain = self.fold(_without_article(text))
        if not plain:
            return set()
        known = self.known["agency"].get(plain) or self.known["agency"].get(self.fold(_without_points(text)), ())
        candidates = {f"agency:{pk}" for pk in known}
        if plain in self.extra:
            candidates.add(self.extra[plain])
        for code in self._countries_called(text):
            candidates |= self._standing_for(code)
        if not candidates:
            for code in codes_of_government(text) & self.countries.keys():
                candidates |= self._agencies_of(AgencyKind.GOVERNMENT, code)
        return candidates

    def _countries_called(self, text):
        stored = self.known["country"].get(self.fold(_without_article(text)), ())
        return (codes_called(text) & self.countries.keys()) | {self.codes[pk] for pk in stored}

    def _standing_for(self, code):
        return self._agencies_of(AgencyKind.of_country(code), code)

    def _agencies_of(self, kind, code):
        return {f"agency:{pk}" for pk in self.of_kind[kind, code]} or {f"{kind}:{code}"}

    def _unresolved(self, text, candidates):
        if candidates:
            return Unresolved(f"“{text}” may be {listed(map(self.shown, candidates), 'or')}.")
        near = self._nearest(text)
        asked = f" Did you mean {' or '.join(near)}?" if near else ""
        return Unresolved(f"No organisation or country is called “{text}”.{asked}", {text: near})

    def _nearest(self, text):
        """Return the names most like one. Cost: a query that reads all, for each of the first MOST_SOUGHT."""
        if text not in self.near and len(self.near) >= MOST_SOUGHT:
            return []
        if text not in self.near:
            self.near[text] = NAMES.nearest(_without_article(text), ["agency", "country"], NEAREST)
        return self.near[text]


def _without_points(text):
    """Return a text with its acronyms as one word: “N.A.S.A.” is “NASA”."""
    return _POINTED.sub(lambda letters: re.sub(r"[.\s]", "", letters[0]), text)


def _without_article(text):
    return re.sub(r"^(?:the|la|le|les|el|die|der|das)\s+", "", text, flags=re.IGNORECASE)


def _forms(text):
    """Return what is folded when a name is looked up."""
    parts = _WITH_BRACKETS.fullmatch(text)
    forms = [text, *(parts.groups() if parts else ())]
    return forms + [change(form) for form in forms for change in (_without_article, _without_points)]
