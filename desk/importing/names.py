"""Bodies and countries by their names: every known form, and only whole ones; what may be two is left to a person."""

import re
from collections import defaultdict

from django.db import connection

from agencies.models import Agency, AgencyKind, Country
from agreements.models import Area
from spacecoop.models import SearchName

NEAREST = 3
# Of so many unknown names of one table the nearest are sought: it takes some ten milliseconds each.
MOST_SOUGHT = 1000
_CODE = re.compile(r"([A-Z]{2}){1,2}")
_WITH_BRACKETS = re.compile(r"(?P<name>.+?)\s*\((?P<short>[^()]+)\)")
_GOVERNMENT = re.compile(r"(?:the )?government of (?:the )?(?P<country>.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|entre|zwischen)\s+(?P<both>.+)", re.IGNORECASE)
_SUBJECT = re.compile(
    r",|\s(?:concerning|relating|regarding|on|for|about|in|effected|constituting|amending|extending|with)\b",
    re.IGNORECASE,
)


class Unresolved(ValueError):
    """A name that leads to no one record; its message lists the candidates or the nearest names."""


class Names:
    """The names of all bodies, countries and areas. Cost: four queries, and one for each batch of new texts.

    `extra`: folded name → fact value, for bodies that the same table brings.
    """

    def __init__(self):
        self.agencies = dict(Agency.objects.values_list("pk", "name"))
        self.countries = {code: (pk, name) for pk, code, name in Country.objects.values_list("pk", "code", "name")}
        self.codes = {pk: code for code, (pk, _) in self.countries.items()}
        self.areas = dict(Area.objects.values_list("pk", "name"))
        self.country_of, self.bodies = {}, defaultdict(list)
        for pk, kind, country in Agency.objects.filter(country__isnull=False).values_list("pk", "kind", "country"):
            self.country_of[pk] = self.codes[country]
            self.bodies[kind, self.codes[country]].append(pk)
        self.known = {"agency": defaultdict(set), "country": defaultdict(set), "area": defaultdict(set)}
        named = SearchName.objects.filter(kind__in=self.known).values_list("kind", "record", "name", "folded")
        for kind, record, name, folded in named:
            if not (kind == "country" and _CODE.fullmatch(name)):  # a code counts only where the origin uses codes
                self.known[kind][folded].add(record)
        self.folded, self.near, self.extra = {}, {}, {}

    def learn(self, texts):
        """Fold a batch of names and titles at once, so that what is asked of them next costs nothing."""
        new = sorted({form for text in texts for form in _forms(text) if form not in self.folded})
        if not new:
            return
        if len(self.folded) > 100_000:
            self.folded.clear()
        with connection.cursor() as cursor:
            cursor.execute("SELECT text, search_fold(text) FROM unnest(%s::text[]) text", [new])
            self.folded.update(cursor.fetchall())

    def fold(self, text):
        if text not in self.folded:
            self.learn([text])
        return self.folded[text]

    def party(self, text):
        """Return the value for the body of a name: “agency:12”, or “state:DE” for one to be entered.

        Raises: Unresolved.
        """
        found = self._bodies_called(text)
        if not found and (parts := _WITH_BRACKETS.fullmatch(text)):
            found = self._bodies_called(parts["name"]) | self._bodies_called(parts["short"])
        if len(found) == 1:
            return found.pop()
        raise Unresolved(self._why_not(text, sorted(found, key=self.shown)))

    def parties_in(self, title):
        """Return the values of both bodies that a title names, “between … and …”.

        Raises: Unresolved where the words can be read in no way, or in several.
        """
        ways = set()
        for one, other in _ways(title):
            sides = self._only(one), self._only(other)
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
        found = {self.codes[pk] for pk in self.known["country"].get(self.fold(_without_article(text)), ())}
        if len(found) == 1:
            return found.pop()
        raise Unresolved(self._why_not(text, sorted(f"country:{code}" for code in found)))

    def area(self, text):
        """Return the key of the area that has this whole name, or None."""
        found = self.known["area"].get(self.fold(text), ())
        return next(iter(found)) if len(found) == 1 else None

    def state_of(self, code):
        """Return the value of a country's state, of the one to be entered where there is none. Raises: Unresolved."""
        found = self._bodies_of(AgencyKind.STATE, code)
        if len(found) > 1:
            raise Unresolved(self._why_not(code, sorted(found)))
        return found.pop()

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
        """Return the country's code of a body, None where it has none."""
        kind, _, key = value.partition(":")
        return self.country_of.get(int(key)) if kind == "agency" else key

    def _only(self, text):
        found = self._bodies_called(text)
        return found.pop() if len(found) == 1 else None

    def _bodies_called(self, text):
        """Return the values of all bodies that have this whole name; a country's is that of its state."""
        plain = self.fold(_without_article(text))
        if not plain:
            return set()
        found = {f"agency:{pk}" for pk in self.known["agency"].get(plain, ())}
        if plain in self.extra:
            found.add(self.extra[plain])
        for pk in self.known["country"].get(plain, ()):
            found |= self._bodies_of(AgencyKind.STATE, self.codes[pk])
        if not found and (words := _GOVERNMENT.fullmatch(text)):
            for pk in self.known["country"].get(self.fold(words["country"]), ()):
                found |= self._bodies_of(AgencyKind.GOVERNMENT, self.codes[pk])
        return found

    def _bodies_of(self, kind, code):
        return {f"agency:{pk}" for pk in self.bodies[kind, code]} or {f"{kind}:{code}"}

    def _why_not(self, text, candidates):
        if candidates:
            return f"“{text}” may be {', '.join(map(self.shown, candidates[:-1]))} or {self.shown(candidates[-1])}."
        near = self._nearest(text)
        return f"“{text}” is the name of nobody known." + (f" Nearest: {'; '.join(near)}." if near else "")

    def _nearest(self, text):
        """Return the names most like one. Cost: a query that reads all, for each of the first MOST_SOUGHT."""
        if text not in self.near and len(self.near) >= MOST_SOUGHT:
            return []
        if text not in self.near:
            government = _GOVERNMENT.fullmatch(text)
            plain = self.fold(_without_article(government["country"] if government else text))
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT name FROM spacecoop_searchname WHERE kind IN ('agency', 'country')"
                    " AND similarity(folded, %(plain)s) > 0.3"
                    " GROUP BY name ORDER BY max(similarity(folded, %(plain)s)) DESC, name LIMIT %(most)s",
                    {"plain": plain, "most": NEAREST},
                )
                self.near[text] = [name for (name,) in cursor.fetchall()]
        return self.near[text]


def _without_article(text):
    return re.sub(r"^(?:the|la|le|les|el|die|der|das)\s+", "", text, flags=re.IGNORECASE)


def _forms(text):
    """Return what is folded when a name, or a title that names two, is looked up."""
    forms = [text, *(side for way in _ways(text) for side in way)]
    for form in list(forms):
        if parts := _WITH_BRACKETS.fullmatch(form):
            forms += [parts["name"], parts["short"]]
        if words := _GOVERNMENT.fullmatch(form):
            forms.append(words["country"])
    return forms + [_without_article(form) for form in forms]


def _ways(title):
    """Return every way to read a title's “between … and …” as two names, up to the words that begin its subject."""
    found = _BETWEEN.search(title)
    if not found:
        return []
    both, ways = found["both"], []
    for place in re.finditer(r"\s+(?:and|et|y|und)\s+", both, re.IGNORECASE):
        one, rest = both[: place.start()], both[place.end() :]
        ends = _SUBJECT.search(rest)
        if not re.search(r"\s(?:concerning|relating|regarding|on)\b", one, re.IGNORECASE):
            ways.append((one.strip(" ,"), rest[: ends.start()].strip() if ends else rest.strip()))
    return [way for way in ways if all(way)]
