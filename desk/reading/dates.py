"""Dates in running text, in six languages, as EDTF of the part that we keep (`spacecoop.dates`).

A text becomes tokens with the senses that a language gives them (`time_words.yaml`; months and days from CLDR), and one
grammar for all languages reads those. Each date is as precise as its words: what our part of EDTF cannot say is
widened, never narrowed. “End of 2021” is the second half of 2021, “mid-2021” is 2021, “since late 2012” is since 2012.

A date without a year is resolved against the source's own date, and marked derived. Which December “in December” is,
the modality of its sentence tells; where nothing tells, every reading is a candidate, and so it is with 10/03/1997.
"""

import re
from dataclasses import dataclass, replace

from desk.reading.points import PARTS, PAST, Point, Resolver, inherit, is_kept, opened, span_end
from desk.reading.time_tokens import tokens
from spacecoop.dates import bounds

LANGUAGES = ("en", "fr", "es", "nl", "it", "de")
MANY_READINGS = "may be read in several ways"
RELATIVE = {"last": -1, "this": 0, "next": 1}
UNITS = ("year", "month", "week", "day")
INSIDE = {"of", "in", "to", "and", "measure"}  # senses of words that begin no date
# What is written before a year that belongs to its name.
NAMED_BY_YEAR = {"horizon", "agenda", "vision", "objectif", "estrategia", "iso"}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: where, and every reading as (EDTF, basis); without a reading, `note` says why."""

    start: int
    end: int
    readings: tuple = ()
    note: str = ""


def find_dates(text, language="en", published=None, modality_at=lambda position: None):
    """Return the dates in `text`, in order.

    `published`: the source's own date as EDTF; relative dates need it, to the day where they speak of days.
    `modality_at`: tells of a position whether its sentence speaks of what is done or of what lies ahead.
    """
    published = bounds(published) if published else (None, None)
    return _Reader(text, language if language in LANGUAGES else "en", published, modality_at).read()


class _Reader:
    def __init__(self, text, language, published, modality_at):
        self.text = text
        self.language = language
        self.tokens = tokens(text, language)
        self.published = published
        self.modality_at = modality_at
        self.before = None  # the EDTF of the last date that was certain
        self.found = []

    def read(self):
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            may_begin = token.senses.keys() - INSIDE or token.kind not in ("word", "other")
            at = (may_begin and self.expression(at)) or at + 1
        return self.found

    # What stands at a position

    def sense(self, at, *names):
        """Return the value of the first of `names` that the token at `at` has a sense of."""
        if 0 <= at < len(self.tokens):
            senses = self.tokens[at].senses
            return next((senses[name] for name in names if name in senses), None)
        return None

    def kind(self, at):
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def is_text(self, at, *texts):
        return 0 <= at < len(self.tokens) and self.tokens[at].text in texts

    def skip(self, at, *texts, senses=("of",)):
        while self.sense(at, *senses) or (texts and self.is_text(at, *texts)):
            at += 1
        return at

    def relative_at(self, at):
        for name, value in RELATIVE.items():
            if self.sense(at, name):
                return value
        return next((name for name in ("following", "previous", "same") if self.sense(at, name)), None)

    def unit_at(self, at):
        return next((unit for unit in UNITS if self.sense(at, unit)), None)

    def number_at(self, at):
        if self.kind(at) == "day" and self.tokens[at].text.isdigit():
            return int(self.tokens[at].text)
        return self.sense(at, "number")

    # Expressions: a point, a span between two, or one that is open at an end

    def expression(self, at):
        """Read a whole date that begins at `at`, keep it, and return the position after it; None if there is none."""
        lead = next((name for name in ("since", "from", "until", "between") if self.sense(at, name)), None)
        about = bool(self.sense(at, "circa"))
        first = self.skip(at + 1, senses=("of", "in", "circa")) if lead or about else at
        for start in dict.fromkeys((first, at + 1 if lead else at)):
            if (read := self.span(start, lead)) or (read := self.point(start)):
                break
        else:
            return None
        after, point, *last = read
        if not last and not (lead in ("since", "from", "until") or self.is_licensed(at, point)):
            return None
        if lead == "between" and not last:
            return None
        if self.kind(after - 1) == "year" and self.is_no_year(at, after):
            return self.skip(after, "-", "–")
        self.keep(at if lead or about else start, after, lead, about, point, *last)
        return after

    def is_licensed(self, at, point):
        if point.stands_alone:
            return True
        back = at - 1
        while self.sense(back, "of") and not self.sense(back, "in"):
            back -= 1
        return bool(self.sense(back, "in")) or bool(self.sense(at, "in"))

    def is_no_year(self, at, after):
        """Tell whether a bare number only looks like a year: of a copyright, a measure, a part of a name."""
        if self.sense(after, "measure") or self.is_text(after, "%", "€", "$"):
            return True
        if after - at > 1:
            return any(self.is_text(back, "©") for back in range(at - 2, at))
        before = self.tokens[at - 1] if at else None
        if re.search(r"\(c\)\s*$", self.text[: self.tokens[at].start], re.IGNORECASE):
            return True
        if before is None:
            return False
        glued = before.end == self.tokens[at].start and before.text in ("-", "/", "’", "'", "$", "€", "£")
        return (
            glued
            or before.text in ("©", "$", "€", "£", "#", "n°", "№")
            or before.text.casefold() in NAMED_BY_YEAR
            or (before.text == "." and at > 1 and self.tokens[at - 2].text.casefold() in ("no", "nr", "n", "núm"))
        )

    def span(self, at, lead):
        """Read two points with “to”, a dash, or after “between” with “and”."""
        first = self.skip(at + 1) if self.sense(at, "weekday") is not None else at
        if self.kind(first) == "day" and (joined := self.after_joint(first + 1, lead)):
            after, point = self.point(joined) or (None, Point())
            if point.day:  # “22 to 25 June”, “Friday 22 to Monday 25 June”
                return after, replace(point, day=self.day_at(first), last_day=point.day)
            return None
        if not (left := self.point(at)):
            return None
        after, point = left
        joined = self.after_joint(after, lead)
        if not joined or not (right := self.point(joined)):
            return None
        return right[0], inherit(point, right[1]), right[1]

    def after_joint(self, at, lead):
        """Return the position after the word or dash that joins two points; None if there is none."""
        if self.sense(at, "to") or (lead == "between" and self.sense(at, "and")):
            return self.skip(at + 1, senses=("of", "in"))
        if self.is_text(at, "-", "–", "—", "/") and self.tokens[at].start - self.tokens[at - 1].end <= 1:
            return at + 1
        return None

    # Points

    def point(self, at):
        """Return (position after it, Point) of the point that begins at `at`, or None."""
        if part := next((part for part in PARTS if self.sense(at, part)), None) or self.sense(at, "quarter"):
            inner = self.skip(at + 1, "-")
            if read := self.core(inner) or self.the_unit(inner):
                after, point = read
                return None if point.unit not in (None, "year") else (after, replace(point, part=part))
        return self.core(at)

    def core(self, at):
        readers = (
            self.written,
            self.distance,
            self.weekday,
            self.day_month,
            self.month_of_the,
            self.month,
            self.season,
            self.decade,
            self.relative_unit,
            self.year,
            self.day_word,
        )
        return next((read for reader in readers if (read := reader(at))), None)

    def the_unit(self, at):
        """Read “the year” after “end of”: this one."""
        if unit := self.unit_at(at):
            return at + 1, Point(unit=unit, relative=0)
        return None

    def written(self, at):
        """Read figures: 2018-06-25, 25/06/2018, 06/2018, 2013-14."""
        if (kind := self.kind(at)) not in ("iso", "numeric", "month_of", "years"):
            return None
        written = getattr(self, f"options_of_{kind}")(self.tokens[at].text)
        return (at + 1, Point(written=tuple(written))) if written else None

    def options_of_iso(self, text):
        return [text]

    def options_of_month_of(self, text):
        month, year = text.split("/")
        return [f"{year}-{int(month):02}"]

    def options_of_years(self, text):
        year, end = re.split(r"[-–/]", text)
        options = [f"{year}-{end}"] if "01" <= end <= "12" and "-" in text else []
        return options + ([f"{year}/{year[:2]}{end}"] if end > year[2:] else [])

    def options_of_numeric(self, text):
        """Return day first and month first where both are possible; with full stops, German is day first."""
        first, second, year = (int(part) for part in re.split(r"[./-]", text))
        days = [(second, first)] if self.language == "de" and "." in text else [(first, second), (second, first)]
        return sorted({f"{year}-{month:02}-{day:02}" for month, day in days if month <= 12 and day <= 31})

    def distance(self, at):
        """Read “two years ago”, “il y a deux ans”, “two years later”, “in two years”, “the past two years”."""
        before, number_at = self.direction(at, "ago", "ahead")
        if not (number := self.number_at(number_at)) or not (unit := self.unit_at(number_at + 1)):
            return None
        after = number_at + 2
        behind, after_word = self.direction(after, "ago", "later", "earlier")
        if before is None and behind is not None:
            return after_word, Point(distance=(number, unit, behind))
        if before is None and self.sense(at - 1, "since"):  # “seit vier Jahren”
            before = "ago"
        return (after, Point(distance=(number, unit, before))) if before else None

    def direction(self, at, *words):
        """Return (the direction in time that the word at `at` gives, position after it); the past or the next as ±1."""
        if self.relative_at(at) in (-1, 1):
            return self.relative_at(at), at + 1
        found = next((word for word in words if self.sense(at, word)), None)
        return found, self.skip(at + 1) if found else at

    def weekday(self, at):
        relative = self.relative_at(at)
        here = at if relative is None else self.skip(at + 1)
        weekday = self.sense(here, "weekday")
        if weekday is None:
            return None
        if relative is None:
            following = self.skip(here + 1, ",")
            if read := self.day_month(following) or self.month(following):
                after, point = read
                if point.day:
                    return after, replace(point, weekday=weekday)
            if (behind := self.relative_at(here + 1)) is not None:
                return here + 2, Point(weekday=weekday, relative=behind)
        return here + 1, Point(weekday=weekday, relative=relative)

    def day_at(self, at):
        return int(re.match(r"\d+", self.tokens[at].text)[0])

    def day_month(self, at):
        """Read “25 June 2018”, “25 June”, “25 de junio de 2018”, “9 January this year”."""
        if self.kind(at) != "day":
            return None
        month_at = self.skip(at + 1)
        if not (month := self.sense(month_at, "month_name")):
            return None
        return self.with_year(month_at + 1, Point(month=month, day=self.day_at(at)))

    def month_of_the(self, at):
        """Read “le mois de mai dernier”, “el próximo mes de agosto”."""
        relative = self.relative_at(at)
        here = at if relative is None else self.skip(at + 1)
        month_at = self.skip(here + 1)
        if not self.sense(here, "month") or month_at == here + 1 or not (read := self.month(month_at)):
            return None
        after, point = read
        return after, point if relative is None else replace(point, relative=relative)

    def month(self, at):
        relative = self.relative_at(at)
        here = at if relative is None else self.skip(at + 1)
        if not (month := self.sense(here, "month_name")):
            return None
        if relative is not None:
            return here + 1, Point(month=month, relative=relative)
        after = here + 1
        if (
            self.is_text(after, ".")
            and self.tokens[after].start == self.tokens[here].end
            and len(self.tokens[here].text) < 5
        ):
            after += 1
        point = Point(month=month)
        if self.language == "en" and self.kind(after) == "day":  # “June 25, 2018”, “June 22-25, 2018”
            point = replace(point, day=self.day_at(after))
            after += 1
            if (joined := self.after_joint(after, None)) and self.kind(joined) == "day":
                point = replace(point, last_day=self.day_at(joined))
                after = joined + 1
            if self.sense(self.skip(joined or after), "month_name"):  # “July 2 January” is two dates
                return None
        return self.with_year(after, point)

    def season(self, at):
        relative = self.relative_at(at)
        here = at if relative is None else self.skip(at + 1)
        if not (season := self.sense(here, "season")):
            return None
        if relative is not None:
            return here + 1, Point(season=season, relative=relative)
        if self.kind(here + 1) == "years":  # “winter 2021/22” begins in 2021
            return here + 2, Point(season=season, year=int(self.tokens[here + 1].text[:4]))
        after, point = self.with_year(here + 1, Point(season=season))
        if point.year and self.is_text(after, "-", "–", "/") and self.kind(after + 1) == "year":
            return after + 2, point
        return after, point

    def with_year(self, after, point):
        """Add to a point the year behind it, or what stands for one: “last”, “of this year”."""
        year_at = self.skip(after, ",")
        if self.kind(year_at) == "year":
            return year_at + 1, replace(point, year=int(self.tokens[year_at].text))
        if (relative := self.relative_at(year_at)) is not None and self.unit_at(self.skip(year_at + 1)) == "year":
            return self.skip(year_at + 1) + 1, replace(point, relative=relative, unit="year")
        if self.unit_at(year_at) == "year" and (relative := self.relative_at(year_at + 1)) is not None:
            return year_at + 2, replace(point, relative=relative, unit="year")
        relative, beyond = self.relative_at(after), self.skip(after + 1)
        if (
            relative is None
            or self.unit_at(beyond)
            or self.sense(beyond, "season", "month_name", "weekday") is not None
        ):
            return after, point
        return after + 1, replace(point, relative=relative)

    def decade(self, at):
        """Read “1990s”, “1990er-Jahre”, “années 1990”, “anni ’90”, “jaren negentig”."""
        if self.kind(at) == "decade_of":
            return at + 1, Point(decade=self.tokens[at].text[:3])
        if decade := self.sense(at, "decade_word"):  # “nineties”, “neunziger Jahre”, “los noventa”
            alone = self.language == "en" or (self.language == "es" and self.is_text(at - 1, "los"))
            if alone or (self.language == "de" and self.sense(at + 1, "year")):
                return at + (1 if alone else 2), Point(decade=str(decade), decade_is_whole=False)
        if not self.sense(at, "decade"):
            return None
        here = self.skip(at + 1)
        if self.kind(here) == "short_year" and self.tokens[here].text.endswith("0"):
            return here + 1, Point(decade=f"19{self.tokens[here].text[1]}", decade_is_whole=False)
        if self.kind(here) == "year" and self.tokens[here].text.endswith("0"):
            return here + 1, Point(decade=self.tokens[here].text[:3])
        if here < len(self.tokens) and re.fullmatch(r"[2-9]0", self.tokens[here].text):
            return here + 1, Point(decade=f"19{self.tokens[here].text[0]}", decade_is_whole=False)
        if decade := self.sense(here, "decade_word"):
            return here + 1, Point(decade=str(decade), decade_is_whole=False)
        return None

    def relative_unit(self, at):
        """Read “last year”, “the following month”, “l'année dernière”."""
        if (relative := self.relative_at(at)) is not None and (unit := self.unit_at(self.skip(at + 1))):
            return self.skip(at + 1) + 1, Point(unit=unit, relative=relative)
        if (unit := self.unit_at(at)) and (relative := self.relative_at(at + 1)) is not None:
            return at + 2, Point(unit=unit, relative=relative)
        return None

    def year(self, at):
        if self.kind(at) == "short_year":
            return at + 1, Point(short_year=int(self.tokens[at].text[1:]))
        return (at + 1, Point(year=int(self.tokens[at].text))) if self.kind(at) == "year" else None

    def day_word(self, at):
        days = self.sense(at, "day_word")
        return None if days is None else (at + 1, Point(day_word=days))

    # What was read, as EDTF

    def keep(self, first, after, lead, about, point, last=None):
        start, end = self.tokens[first].start, self.tokens[after - 1].end
        modality = self.modality_at(start)
        if lead == "until" and modality not in PAST:
            modality = "planned"
        resolver = Resolver(self.published, self.before, modality)
        readings, note = resolver.readings(point)
        if last is not None and readings:
            rights, note = resolver.readings(last)
            readings = [
                (f"{span_end(left)}/{span_end(right)}", "derived" if "derived" in (basis, right_basis) else "stated")
                for left, basis in readings
                for right, right_basis in rights
                if point.is_dated or last.is_dated or left[:4] == right[:4] or len(readings) == len(rights) == 1
            ]
        elif lead in ("since", "from", "until") and not point.last_day:
            readings = [(opened(edtf, lead), basis) for edtf, basis in readings]
        if about:
            readings = [
                (f"{edtf}~" if re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf) else edtf, basis) for edtf, basis in readings
            ]
        readings = tuple(dict.fromkeys(one for one in readings if is_kept(one[0])))
        if len(readings) > 1:
            note = MANY_READINGS
        elif readings:
            self.before = readings[0][0]
        if readings or note:
            self.found.append(FoundDate(start, end, readings, "" if len(readings) == 1 else note))
