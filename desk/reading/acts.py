"""What belongs to an act of a text: the marks of its sentence, each with its part in the act.

    >>> parts = parts_of_acts(text, marks, "en")
    >>> parts[7]
    [Part(mark=2, role="side"), Part(mark=5, role="person", position="President of CNES", ...), ...]

Taken is only what is certain; of what is doubtful, such as two dates, none is.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from agencies.countries import codes_called, codes_of_government, territories
from agreements.models.citations import PHRASE_WORDS
from agreements.status import LegalAct
from desk.reading.names import fold
from desk.reading.phrases import LONGEST
from desk.reading.vocabulary import CLAUSE_END, JOINED, VERB_LAST, clauses
from spacecoop.fields import Basis

MAKING = {"signed", "concluded"}
EXTENDING = {LegalAct.EXTENDED, LegalAct.RENEWAL_PLANNED}
WHO = ("name", "body", "person")  # marks of those who act
PEOPLE = ("person", "new_person")  # candidates who are people
FAR = 90  # letters between a name and the office of who bears it
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORT_GAP = 30  # letters between an agreement and the date that names it
_ARTICLES = re.compile(r"(?:the|an?|le|la|les|l['’]|el|los|il|lo|de|het|der|die|das|o|os|as)\s+|l['’]", re.IGNORECASE)
_BEFORE_NOUN = re.compile(r"\s+(?:(?!an?\s|the\s)[a-z-]+\s+)?")  # “the 1977 bilateral agreement”
_BY = re.compile(r"(?:by|with|par|avec|por|con|da|dal|dall['’]|door|met|von|vom|mit|pelo|pela|с)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A mark, by its number, that has a part in an act.

    `role`: “side”, “participant” (a territory beside its state), “person”, “witness”, “instrument”, “date”, “until”
    (the end to which it extends an agreement), “place”, “area” or “mission”; `position`: as what a person acted, in the
    words of the text; `phrase`: the words that say both.
    """

    mark: int
    role: str
    position: str = ""
    phrase: str = ""


@cache
def _words(language):
    """Return {group: compiled alternatives} of a language that is read; {} of another."""
    groups = yaml.safe_load(Path(__file__).with_name("parts.yaml").read_text(encoding="utf-8"))
    return {
        group: re.compile(rf"(?<!\w)(?:{'|'.join(words) or '(?!)'})(?:(?!\w)|(?<=['’]))", re.IGNORECASE)
        for group, words in groups.get(language, {}).items()
    }


@cache
def _office():
    words = yaml.safe_load(Path(__file__).with_name("parts.yaml").read_text(encoding="utf-8"))["offices"]
    return re.compile("|".join(map(fold, words)))


def parts_of_acts(text, marks, language):
    """Return {number of an act's mark: its Parts, in the order of the text}; `marks`: of the whole text, in order."""
    sentences, parts = {}, {}
    for number, mark in enumerate(marks):
        sentences.setdefault(mark.sentence, []).append(number)
    for sentence, numbers in sentences.items():
        if any(marks[number].kind == "act" for number in numbers):
            parts |= _Sentence(text, marks, numbers, sentence, language).parts()
    return parts


class _Sentence:
    def __init__(self, text, marks, numbers, sentence, language):
        self.text, self.marks, self.numbers, self.language = text, marks, numbers, language
        self.start, self.end = sentence
        self.words = _words(language)
        self.starts = [start for start, _ in clauses(text, *sentence, language)]
        self.acts = [number for number in numbers if marks[number].kind == "act"]
        self.clause_end = CLAUSE_END.get(language)

    def parts(self):
        people = [number for number in self.numbers if self._is_person(number)]
        self.offices = dict(self._offices(people))
        witnesses = self._witnesses()
        others = self._other_agreements()
        sides = self._sides(witnesses)
        beside = self._territories_among(sides)
        common = [
            *(Part(number, "participant" if number in beside else "side") for number in sides),
            *(Part(number, "witness") for number in self._outside(self._bodies()) if number in witnesses),
        ]
        return {
            act: sorted(
                [*common, *self._people(act, people, witnesses), *self._own(act, others)],
                key=lambda part: self.marks[part.mark].start,
            )
            for act in self.acts
        }

    def _people(self, act, people, witnesses):
        """Yield who acted or saw it; not who is named with a visit: “during the visit of President Macron”."""
        for number in _once(people, self._record):
            if self._kind(act) == "visit" or self._nearest_kind(number) != "visit" or number in witnesses:
                yield self._person(number, number in witnesses)

    def _own(self, act, others):
        """Yield what a sentence says of one of its acts: agreement, date, place, and what the agreement is about."""
        instruments = [number for number in self._of_kind("instrument") if number not in others]
        if instruments:
            near = min(instruments, key=lambda number: self._distance(act, number))
            yield Part(near, "instrument")
            seen = [number for number in self.numbers if self._record(number)[:1] in (("area",), ("mission",))]
            yield from (Part(number, self._record(number)[0]) for number in _once(seen, self._record))
        ends = [number for number in self._of_kind("date") if self._is_end(act, number)]
        if len(ends) == 1:
            yield Part(ends[0], "until")
        for role in ("date", "place"):
            mine = [
                number for number in self._of_role(role, act, others) if self._nearest_kind(number) == self._kind(act)
            ]
            if any(JOINED.fullmatch(self.text, self.marks[a].end, self.marks[b].start) for a, b in pairwise(mine)):
                continue  # “on 3 May, 4 May and 5 May”
            inside = [number for number in mine if self._clause(number) == self._clause(act)]
            for candidates in (inside, mine):
                if len(candidates) == 1:
                    yield Part(candidates[0], role)
                if candidates:
                    break

    def _of_role(self, role, act, others):
        if role == "place":
            return [
                number
                for number in self.numbers
                if self.marks[number].candidates and self.marks[number].candidates[0].kind == "place"
            ]
        dates = [number for number in self._of_kind("date") if number not in others and self._is_day(act, number)]
        own = [number for number in dates if not self._names_agreement(number)]
        return own or (dates if self._kind(act) in MAKING else [])

    def _is_day(self, act, number):
        """Tell whether a date is certain, and one of which an act can be: it has a day, a visit may have several."""
        mark = self.marks[number]
        if not mark.is_certain or ".." in mark.candidates[0].value or self._is_end(act, number):
            return False
        return "/" not in mark.candidates[0].value or self._kind(act) not in LegalAct.values

    def _is_end(self, act, number):
        """Tell whether a date is the end to which an act extends an agreement: “extended until 2030”, “to 2030”."""
        mark = self.marks[number]
        is_stated = mark.is_certain and mark.candidates[0].basis == Basis.STATED
        if not is_stated or not self.words or self._kind(act) not in EXTENDING:
            return False
        if mark.start < self.marks[act].start and self.language not in VERB_LAST:
            return False
        if self._clause(number) != self._clause(act) or self._nearest(number) != act:
            return False
        start, _, end = mark.candidates[0].value.partition("/")
        if end and start != "..":
            return end != ".."
        lead = self.text[max(self.start, mark.start - 12) : mark.start].split()[-1:]
        return bool(self.words["until"].match(self.text, mark.start) or self.words["until"].fullmatch(" ".join(lead)))

    def _names_agreement(self, date):
        """Tell whether a date is a part of how an agreement is called: “the 2008 agreement”, “l'accord de 2008”."""
        for number in self._of_kind("instrument"):
            mark = self.marks[number]
            before = self.text[self.marks[date].end : mark.start]
            behind = self.text[mark.end : self.marks[date].start].strip()
            if self.language == "en" and mark.start >= self.marks[date].end and _BEFORE_NOUN.fullmatch(before):
                return True
            if mark.end <= self.marks[date].start and "of" in self.words and self.words["of"].fullmatch(behind):
                return True
        return False

    def _other_agreements(self):
        """Return the numbers of the instruments under which something is done, and of the dates that name them."""
        found = set()
        for lead in self.words["under"].finditer(self.text, self.start, self.end) if self.words else ():
            behind = [number for number in self._of_kind("instrument") if self.marks[number].start >= lead.end()]
            if behind and self.marks[behind[0]].start - lead.end() <= FAR and not self._breaks(lead.end(), behind[0]):
                mark = self.marks[behind[0]]
                found.add(behind[0])
                found.update(
                    number
                    for number in self._of_kind("date")
                    if lead.end() <= self.marks[number].start <= mark.end + SHORT_GAP
                    and not self._acts_between(mark.end, self.marks[number].start)
                )
        return found

    def _breaks(self, start, number):
        return bool(re.search(r"[,;:]", self.text[start : self.marks[number].start]))

    def _acts_between(self, start, end):
        return any(start <= self.marks[act].start < end for act in self.acts)

    # Who: bodies and states are the sides; of those named only in somebody's office where there are no two others.

    def _sides(self, witnesses):
        bodies = [number for number in self._bodies() if number not in witnesses]
        subjects = {self._record(number) for number in bodies if self._is_subject(number)}
        bodies = [n for n in bodies if self._record(n) not in subjects and not (self._is_home(n) or self._is_where(n))]
        enough = _once(self._outside(bodies), self._record)
        return enough if len(enough) > 1 else _once(bodies, self._record)

    def _territories_among(self, sides):
        """Return the numbers of the sides that are territories of another one, where there are two others."""
        codes = {number: self._code(number) for number in sides}
        known = {code for code in codes.values() if code}
        found = {number for number in sides if territories().get(codes[number]) in known}
        return found if len(sides) - len(found) > 1 else set()

    def _code(self, number):
        """Return the code of the country that a mark names, or whose government; None where it is none, or several."""
        words = self.text[self.marks[number].start : self.marks[number].end]
        codes = codes_called(words) or codes_of_government(words)
        return next(iter(codes)) if len(codes) == 1 else None

    def _outside(self, bodies):
        """Leave out the bodies that are named only in somebody's office."""
        spans = self.offices.values()
        return [n for n in bodies if not any(start <= self.marks[n].start < end for start, end in spans)]

    def _bodies(self):
        return [number for number in self.numbers if self._record(number)[:1] in (("agency",), ("country",), ("body",))]

    def _is_home(self, number):
        """Tell whether a country only says where the body before it is of: “CSA of Canada”, “CSA (Canada)”."""
        if not codes_called(self.text[self.marks[number].start : self.marks[number].end]):
            return False
        before = [other for other in self._bodies() if self.marks[other].end <= self.marks[number].start]
        if not before or codes_called(self.text[self.marks[before[-1]].start : self.marks[before[-1]].end]):
            return False
        between = self.text[self.marks[before[-1]].end : self.marks[number].start].strip()
        return between == "(" or bool(self.words and self.words["to"].fullmatch(between))

    def _is_subject(self, number):
        """Tell whether a body is what an agreement is about: “an agreement for the Space Climate Observatory”."""
        ends = [self.marks[n].end for n in self._of_kind("instrument") if self.marks[n].end <= self.marks[number].start]
        between = self.text[ends[-1] : self.marks[number].start] if ends and self.words else ""
        if len(between) > SHORT_GAP or not self.words:
            return False
        return bool(self.words["about"].match(between.lstrip()) and not self.words["between"].search(between))

    def _is_where(self, number):
        """Tell whether a country is only where something is, or where somebody goes: “a visit to China”."""
        mark = self.marks[number]
        words = self.text[max(self.start, mark.start - 12) : mark.start].split()
        ends = [" ".join(words[-size:]) for size in (1, 2)]
        is_led_to = "where" in self.words and any(map(self.words["where"].fullmatch, ends))
        return bool(is_led_to and codes_called(self.text[mark.start : mark.end]))

    def _witnesses(self):
        """Return the numbers of who is named behind words such as “in the presence of”."""
        found = set()
        for lead in self.words["witness"].finditer(self.text, self.start, self.end) if self.words else ():
            until = self._end_of_witnesses(lead.end())
            who = [n for n in self.numbers if self.marks[n].kind in WHO]
            found.update(n for n in who if lead.end() <= self.marks[n].start < until)
        return found

    def _end_of_witnesses(self, start):
        acts = [self.marks[act].start for act in self.acts if self.marks[act].start > start]
        if not acts:
            agreements = [self.marks[number].start for number in self._of_kind("instrument")]
            return min((at for at in agreements if at > start), default=self.end)
        commas = [start + match.start() for match in re.finditer(",", self.text[start : acts[0]])]
        bodies = [self.marks[number].start for number in self._bodies()]
        return next((comma for comma in reversed(commas) if any(comma < at < acts[0] for at in bodies)), acts[0])

    # As what: an office stands before a name, or between commas behind it.

    def _offices(self, people):
        """Yield (number of a person's mark, (start, end) of the office in the text)."""
        taken = self.start
        for number in people:
            span = self._office_before(number, taken) or self._office_behind(number)
            if span:
                taken = max(taken, span[1])
                yield number, span

    def _office_before(self, number, since):
        end = self.marks[number].start
        since = max([since, end - FAR, *(self.marks[n].end for n in self.acts if self.marks[n].end <= end)])
        lead = self.text[since:end].rstrip()
        stop = since + len(lead.rstrip(","))
        offices = [match for match in WORD.finditer(self.text[since:stop]) if _is_office(match[0])]
        if not offices:
            return None
        start = since + offices[-1].start()
        before = re.search(r"(?:[^\W\d_a-zß-öø-ÿа-яё][\w-]*\s+)+$", self.text[since:start])
        start = since + before.start() if before else start
        start += sum(len(found[0]) for found in [_BY.match(self.text, start, stop)] if found)
        return None if self._is_parted(start, stop) else self._trimmed(start, stop)

    def _office_behind(self, number):
        begin = self.marks[number].end
        lead = re.match(r"\s*[,(–—-]\s*", self.text[begin : self.end])
        if not lead:
            return None
        start = begin + lead.end()
        stops = [
            m.start
            for m in self.marks
            if m.start > start and (m.kind == "act" or (m.candidates and m.candidates[0].kind in PEOPLE))
        ]
        stop = min([self.end, start + 150, *stops])
        ended = re.search(r"[,;:()–—]|\.$|\s-\s", self.text[start:stop])
        stop = start + ended.start() if ended else stop
        first = WORD.findall(self.text[start:stop])[:4]
        return self._trimmed(start, stop) if any(map(_is_office, first)) else None

    def _is_parted(self, start, stop):
        return bool(self.clause_end and self.clause_end.search(self.text, start, stop))

    def _trimmed(self, start, stop):
        article = _ARTICLES.match(self.text, start, stop)
        start = article.end() if article else start
        said = re.sub(
            r"[\s,]+(?:and|et|y|e|ed|und|en|и|who|qui|have|has|ont|a|haben|hanno|han|were|was)?\s*$",
            "",
            self.text[start:stop],
        )
        return (start, start + len(said)) if said else None

    def _person(self, number, is_witness):
        role = "witness" if is_witness else "person"
        if number not in self.offices:
            return Part(number, role)
        mark, (start, end) = self.marks[number], self.offices[number]
        words = self.text[min(start, mark.start) : max(end, mark.end)].split()[:PHRASE_WORDS]
        phrase = " ".join(words)
        named = " ".join(self.text[mark.start : mark.end].split())
        phrase = phrase if len(phrase) <= LONGEST and named in phrase else ""
        return Part(number, role, " ".join(self.text[start:end].split())[:150], phrase)

    # Marks.

    def _record(self, number):
        """Return (kind, value) of what a name certainly means, such as (“agency”, 3); () for anything else."""
        mark = self.marks[number]
        is_known = mark.kind in WHO and mark.is_certain and mark.candidates[0].kind != "place"
        return (mark.candidates[0].kind, mark.candidates[0].value) if is_known else ()

    def _is_person(self, number):
        return bool(record := self._record(number)) and record[0] in PEOPLE

    def _of_kind(self, kind):
        return [number for number in self.numbers if self.marks[number].kind == kind]

    def _kind(self, act):
        return self.marks[act].candidates[0].value

    def _clause(self, number):
        return bisect_right(self.starts, self.marks[number].start)

    def _distance(self, mark, other):
        mark, other = self.marks[mark], self.marks[other]
        return max(other.start - mark.end, mark.start - other.end)

    def _nearest_kind(self, number):
        return self._kind(self._nearest(number))

    def _nearest(self, number):
        """Return the act that is nearest to a mark, one of its own clause if there is one."""
        inside = [act for act in self.acts if self._clause(act) == self._clause(number)]
        return min(inside or self.acts, key=lambda act: self._distance(act, number))


def _is_office(word):
    return bool(_office().search(fold(word)))


def _once(numbers, record):
    """Keep the first of the marks of each record."""
    return list({record(number): number for number in reversed(numbers)}.values())[::-1]
