"""Statements as a collector writes them down beside the pages, brought into our form by a mapping.

The key of an agreement in place of its address, names as the pages word them, a party as “name | what it is |
country”, a signatory as “name | office | body”, an identifier as “number | register”, a relation as “verb | key”. A
body or a person that nobody here is called is made, with what the row says of it; a name that several have is left to
be decided.
"""

import re

from agencies.models import Agency, AgencyKind, Person
from agreements.models import Modality
from agreements.names import NAMES
from agreements.slugs import free_slugs
from agreements.status import LegalAct
from desk.importing.designations import designation_in
from desk.importing.names import Names, Unresolved
from desk.reading.clauses import length_in
from spacecoop.fields import DURATION, duration_from_words

PARTS = " | "
RENEWALS = {Modality.PLANNED: LegalAct.RENEWAL_PLANNED, Modality.DISCUSSED: LegalAct.RENEWAL_DISCUSSED}
ROLES = {"party": "party", "implementing": "implementing_agency"}
_SHORT = re.compile(r"(?P<name>.+?)\s*\((?P<short>[^()]{2,20})\)")
_CITED = ("quote", "source", "gloss")


class Flat:
    """Brings rows into our form. `mapping`: OfStatements; `said`: {address: Said} of the sources.

    `left_out`: sentences on what is left out.

    Cost: the names of all that is here, and a query for each new body and person.
    """

    def __init__(self, mapping, said):
        self.mapping, self.said, self.left_out = mapping, said, []
        self.names, self.made, self.people, self.positions = Names(), {}, {}, {}

    def rows(self, line, row):
        """Yield the rows, {column: text}, that a row, its columns called as ours, says in our form."""
        for column, values in self.mapping.values.items():
            if column in row:
                row[column] = values.get(row[column], row[column])
        fact = self.mapping.facts.get(row["fact"], row["fact"])
        row |= {"record": f"agreements/{row['record']}", "fact": fact}
        row = {name: text for name, text in row.items() if name == "fact" or text}
        first, *others = row.get("value", "").split(PARTS)
        if told := _TOLD.get(fact):
            yield from told(self, line, _without(row, "basis") | {"value": first}, others)
        else:
            yield row if fact in LegalAct.values else _without(row, "basis")

    def _title(self, line, row, others):
        yield {name: row[name] for name in ("record", "fact", "value")}

    def _official_title(self, line, row, others):
        yield row | {"language": self._language_of(row)}

    def _language_of(self, row):
        """Return the language of the source of a row; "" where it is not stated."""
        source = self.said.get(f"sources/{row.get('source')}")
        language = source and source.facts.get("language")
        return language.values["language"] if language else ""

    def _designation(self, line, row, others):
        form, _, function = self.mapping.values["designation"].get(row["value"], row["value"]).partition("/")
        said = designation_in(row.get("quote", ""))
        if said and form in ("agreement", "other"):  # the page's own word says more than the collector's
            form = said[0].partition(" ")[0]
        yield row | {"value": form, "function": function, "supports": "form, function" if function else "form"}

    def _party(self, line, row, others):
        what, country = [*others, "", ""][:2]
        slug, new = self._body(row, what, country)
        yield from new
        yield row | {"value": slug, "fact": "party", "role": ROLES[row["fact"]]}

    def _body(self, row, what, country):
        """Return (slug or name of a body, the rows that make it where nobody here is called so)."""
        name = row["value"]
        if name in self.made:
            return self.made[name], []
        kind = self.mapping.values["organisation"].get(what, "other")
        code = self._code(country)
        kind = AgencyKind.of_country(code) if kind == AgencyKind.STATE else kind
        try:
            value = self.names.party(name)
        except Unresolved as unresolved:
            if not unresolved.unknown:
                return name, []  # several are called so
            slug, rows = self._new_body(row, name, kind, code)
        else:
            of, _, key = value.partition(":")
            if of == "agency":
                return Agency.objects.values_list("slug", flat=True).get(pk=int(key)), []
            name = self.names.shown(value)
            slug, rows = self._new_body(row, name, of, key)
        self.made[row["value"]] = slug
        return slug, rows

    def _code(self, country):
        try:
            return self.names.country(country) if country else ""
        except Unresolved:
            return ""

    def _new_body(self, row, name, kind, code):
        short = _SHORT.fullmatch(name)
        if slug := self.made.get(name):
            return slug, []
        [slug] = free_slugs(Agency, [short["short"] if short else name], {*self.made.values()})
        self.made[name] = slug
        record = {"record": f"agencies/{slug}"}
        cited = record | {column: row[column] for column in _CITED if column in row}
        rows = [
            cited | {"fact": "name", "value": short["name"] if short else name},
            record | {"fact": "kind", "value": kind},
        ]
        if short:
            rows.append(cited | {"fact": "acronym", "value": short["short"]})
        if code:
            rows.append(cited | {"fact": "country", "value": code})
        return slug, rows

    def _signatory(self, line, row, others):
        name = row["value"]
        if name not in self.people:
            found = list(Person.objects.filter(pk__in=NAMES.called("person", name)).values_list("slug", flat=True)[:2])
            self.people[name] = found[0] if len(found) == 1 else free_slugs(Person, [name], {*self.people.values()})[0]
            if not found:
                cited = {column: row[column] for column in _CITED if column in row}
                yield {"record": f"people/{self.people[name]}", "fact": "name", "value": name, **cited}
        signed = row["record"], self.people[name]  # several pages word one position differently: the first one stands
        position = self.positions.setdefault(signed, ", ".join(filter(None, others))[:100])
        yield row | {"value": self.people[name], "position": position}

    def _duration(self, line, row, others):
        length = duration_from_words(length_in(row["value"], self._language_of(row)) or row["value"])
        if re.fullmatch(DURATION, length):
            yield row | {"fact": "term", "value": length}
        else:
            self.left_out.append(f"Line {line}: “{row['value']}” is not a duration. The line is ignored.")

    def _renewal(self, line, row, others):
        if kind := RENEWALS.get(row.get("reported_as")):
            yield _without(row, "reported_as") | {"fact": str(kind)}
        else:
            self.left_out.append(f"Line {line}: a renewal that is neither planned nor discussed is ignored.")

    def _identifier(self, line, row, others):
        yield row | {"value": ", ".join([row["value"], *others])[:120], "scheme": "other"}

    def _relation(self, line, row, others):
        yield row | {"value": others[0] if others else "", "kind": row["value"], "said_by": "source"}

    def _language(self, line, row, others):
        self.left_out.append(
            f"Line {line}: that there is a text in “{row['value']}” does not say where. The line is ignored."
        )
        return ()


# By its fact, what a row says in our form; the others say it already.
_TOLD = {
    "title": Flat._title,
    "official_title": Flat._official_title,
    "designation": Flat._designation,
    "party": Flat._party,
    "implementing": Flat._party,
    "signatory": Flat._signatory,
    "duration": Flat._duration,
    "renewal": Flat._renewal,
    "identifier": Flat._identifier,
    "relation": Flat._relation,
    "language": Flat._language,
}


def _without(row, *names):
    return {name: text for name, text in row.items() if name not in names}
