"""The grammar of points in time: days, months, years, seasons, decades, and what is counted from a day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacecoop.date_words.points import (
    COUNTED,
    FISCAL,
    NO_DAY,
    NO_YEAR,
    PARTS,
    SHORT_YEAR,
    VAGUE,
    Point,
)
from spacecoop.date_words.positions import JOINTS, TIME, Positions, Read
from spacecoop.date_words.tokens import DASHES
from spacecoop.dates import YEARS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FIGURES = {"dd/mm/yyyy": (0, 1), "mm/dd/yyyy": (1, 0)}  # where the day and the month stand
WINTER = 24
YEARS_OF_WINTER = re.compile(rf"\s*(\d\d)(\d\d)[/{DASHES}](?:\1)?(\d\d)(?!\d)")
MONTH_FIRST = ("en", "es")  # languages that may write the day behind the name of the month
WRITTEN = ("iso", "year_first", "numeric", "roman", "short_numeric", "month_of", "years")  # kinds of tokens in figures
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


class Points(Positions):
    """The points in time that a text names."""

    # Points

    def point(self, at: int) -> Read | None:
        """Return (position after it, Point) of the point that begins at `at`, or None."""
        if at not in self.points:
            self.points[at] = self.point_with_marks(at)
        return self.points[at]

    def point_with_marks(self, at: int) -> Read | None:
        """Read a point with what says how sure it is, and with the weekday in brackets behind it."""
        about = bool(self.sense(at, "circa")) and not self.is_initial(at)
        doubtful = not self.is_prose and bool(self.sense(at, "perhaps"))
        inner = self.skip(at + 1, senses=("of", "in")) if about or doubtful else at
        if not (read := self.part(inner) or self.core(inner)):
            return None
        after, point = read
        if self.is_text(after, "(") and self.is_text(after + 2, ")"):
            if (weekday := self.sense(after + 1, "weekday")) is not None:  # “25 June 2018 (Monday)”
                after, point = after + 3, replace(point, weekday=weekday)
            elif not self.is_prose and self.is_text(after + 1, "uncertain", "incertain"):
                after, doubtful = after + 3, True
        elif not self.is_prose and self.is_text(after, "?"):
            after, doubtful = after + 1, True
        return after, replace(point, about=about, doubtful=doubtful)

    def is_initial(self, at: int) -> bool:
        """Tell whether a token of prose is a letter of a name: of “Washington D.C.”, “Annex C.”."""
        return self.is_prose and self.text[self.tokens[at].start : self.tokens[at].start + 2] in ("C.", "C ")

    def part(self, at: int) -> Read | None:
        """Read “end of 2021”, “Q3/2021”."""
        if part := self.part_at(at):
            inner = self.skip(at + 1, *JOINTS)
            if read := self.core(inner) or self.the_unit(inner):
                after, point = read
                if point.unit == "month":
                    return after, point
                return None if point.unit not in (None, "year") else (after, replace(point, part=part))
        return None

    def part_alone(self, at: int) -> Read | None:
        """Read “Q1” of “Q1 to Q3 2021”."""
        part = self.part_at(at)
        return (at + 1, Point(part=part)) if part else None

    def part_at(self, at: int) -> str | None:
        return next((part for part in PARTS if self.sense(at, part)), None) or self.sense(at, "quarter")

    def core(self, at: int) -> Read | None:
        readers = (
            self.fiscal_year,
            self.written,
            self.year_first,
            self.distance,
            self.weekday,
            self.day_month,
            self.month_of_the,
            self.month,
            self.season,
            self.century,
            self.decade,
            self.relative_unit,
            self.year,
            self.day_word,
        )
        return next((read for reader in readers if (read := reader(at))), None)

    def the_unit(self, at: int) -> Read | None:
        """Read “the year” after “end of”: this one."""
        if unit := self.unit_at(at):
            return at + 1, Point(unit=unit, relative=0)
        return None

    def fiscal_year(self, at: int) -> Read | None:
        """Read “FY 2021”, “exercice 2020/21”, “2021 financial year”, which are no dates of ours."""
        if self.sense(at, "fiscal"):
            year_at = self.skip(at + 1, *JOINTS)
            is_glued = self.kind(year_at) == "day" and self.tokens[at].end == self.tokens[year_at].start  # “FY21”
            if is_glued or self.kind(year_at) in ("year", "years", "short_year"):
                both = self.after_joint(year_at + 1, None)
                return (both if both and self.kind(both) == "year" else year_at) + 1, Point(refused=FISCAL)
        if self.kind(at) in ("year", "years") and self.sense(at + 1, "fiscal"):
            return at + 2, Point(refused=FISCAL)
        return None

    def written(self, at: int) -> Read | None:
        """Read figures: 2018-06-25, 25/06/2018, 25.06.18, 06/2018, 2013-14."""
        if (kind := self.kind(at)) not in WRITTEN:
            return None
        figures = re.findall(r"\d+|[IVX]+", self.tokens[at].text.upper())
        numbers = [ROMAN.index(figure) + 1 if figure in ROMAN else int(figure) for figure in figures]
        options = getattr(self, f"options_of_{kind}")(numbers)
        if SHORT_YEAR in options:
            return at + 1, Point(refused=SHORT_YEAR)
        if options:
            return self.after_year(at), Point(written=tuple(options))
        return None if self.is_prose else (at + 1, Point(refused=self.why_no_day()))

    def why_no_day(self) -> "StrOrPromise":
        if self.order == "iso":
            return "here the year comes first"
        return NO_DAY + (f", read as {self.order}" if self.order else "")

    def options_of_year_first(self, figures: list[int]) -> list[str]:
        year, month, day = figures
        fits = YEARS[0] <= year <= YEARS[1] and 1 <= month <= 12 and 1 <= day <= 31
        return [f"{year}-{month:02}-{day:02}"] if fits else []

    options_of_iso = options_of_year_first

    def options_of_numeric(self, figures: list[int]) -> list[str]:
        """Return the day of the stated order; without one day first and month first where both are possible."""
        year = figures[2]
        if self.order == "iso" or not YEARS[0] <= year <= YEARS[1]:
            return []
        orders = [FIGURES[self.order]] if self.order else FIGURES.values()
        days = [(figures[day], figures[month]) for day, month in orders]
        return sorted({f"{year}-{month:02}-{day:02}" for day, month in days if 1 <= month <= 12 and 1 <= day <= 31})

    def options_of_roman(self, figures: list[int]) -> list[str]:
        day, month, year = figures
        return self.options_of_year_first([year, month, day])

    def options_of_short_numeric(self, figures: list[int]) -> Sequence["StrOrPromise"]:
        return [SHORT_YEAR] if min(figures[:2]) <= 12 and max(figures[:2]) <= 31 else []

    def options_of_month_of(self, figures: list[int]) -> list[str]:
        month, year = figures
        return [f"{year}-{month:02}"]

    def options_of_years(self, figures: list[int]) -> Sequence["StrOrPromise"]:
        """Return the month that 2013-10 is, and the two years; in running text it may be either."""
        year, end = figures
        months = [f"{year}-{end:02}"] if 1 <= end <= 12 else []
        if not self.is_prose:
            return months or [SHORT_YEAR]
        return months + ([f"{year}/{year // 100}{end:02}"] if end > year % 100 else [])

    def year_first(self, at: int) -> Read | None:
        """Read “2018-Jun-25”, “2018 June 25”."""
        month_at = self.skip(at + 1, *JOINTS, ".", senses=())
        month = self.sense(month_at, "month_name")
        day_at = self.skip(self.after_month(month_at), *JOINTS, senses=()) if month else at
        if self.kind(at) != "year" or self.kind(day_at) != "day" or self.with_year(day_at + 1, Point())[1].year:
            return None
        return day_at + 1, Point(year=int(self.tokens[at].text), month=month, day=self.day_at(day_at))

    def distance(self, at: int) -> Read | None:
        """Read “two years ago”, “il y a deux ans”, “two years later”, “in two years”, “the past two years”."""
        before, number_at = self.direction(at, "ago", "ahead")
        if not (number := self.number_at(number_at)) or not (unit := self.unit_at(number_at + 1)):
            return None
        after = number_at + 2
        behind, after_word = self.direction(after, "ago", "later", "earlier")
        if before is None and behind is not None:
            if self.sense(after, "after", "before") and (read := self.point(after_word)):  # “deux ans après 2018”
                return read[0], Point(refused=COUNTED)
            return after_word, Point(distance=(number, unit, behind))
        if before is None and self.sense(at - 1, "since"):  # “seit vier Jahren”
            before = "ago"
        return (after, Point(distance=(number, unit, before))) if before else None

    def direction(self, at: int, *words: str) -> tuple[int | str | None, int]:
        """Return (the direction in time that the word at `at` gives, position after it); the past or the next as ±1."""
        if self.relative_at(at) in (-1, 1):
            return self.relative_at(at), at + 1
        found = next((word for word in words if self.sense(at, word)), None)
        return found, self.skip(at + 1) if found else at

    def weekday(self, at: int) -> Read | None:
        relative = self.relative_at(at)
        here = at if relative is None else self.skip(at + 1)
        weekday = self.sense(here, "weekday", "short_weekday")
        if weekday is None:
            return None
        if relative is None:
            following = self.skip(here + 1, ",", ".")
            readers = (self.written, self.year_first, self.day_month, self.month)
            if read := next((read for reader in readers if (read := reader(following))), None):
                after, point = read
                if point.day or point.written or point.refused:
                    return after, replace(point, weekday=weekday)
        if self.sense(here, "weekday") is None:
            return None
        if relative is None and (behind := self.relative_at(here + 1)) is not None:
            return here + 2, Point(weekday=weekday, relative=behind)
        return here + 1, Point(weekday=weekday, relative=relative)

    def day_month(self, at: int) -> Read | None:
        """Read “25 June 2018”, “25-Jun-2018”, “25 de junio de 2018”, “25th day of June”, “9 January this year”."""
        if self.kind(at) != "day":
            return None
        month_at = self.skip(at + 1, senses=("of", "day"))
        if self.is_glued(at + 1, *JOINTS, ".", " "):
            month_at = at + 2
        if not (month := self.sense(month_at, "month_name")):
            return None
        return self.with_year(self.after_month(month_at), Point(month=month, day=self.day_at(at)))

    def month_of_the(self, at: int) -> Read | None:
        """Read “le mois de mai dernier”, “el próximo mes de agosto”."""
        relative = self.relative_at(at)
        here = at if relative is None else self.skip(at + 1)
        month_at = self.skip(here + 1)
        if not self.sense(here, "month") or month_at == here + 1 or not (read := self.month(month_at)):
            return None
        after, point = read
        return after, point if relative is None else replace(point, relative=relative)

    def month(self, at: int) -> Read | None:
        """Read “June 2018”, “Jun/2018”, “next June”, “June 25, 2018”."""
        relative = self.relative_at(at)
        here = at if relative is None else self.skip(at + 1)
        if not (month := self.sense(here, "month_name")):
            return None
        after = self.after_month(here)
        if relative is not None:
            return after, Point(month=month, relative=relative)
        point = Point(month=month)
        day_at = self.skip(after, "the", senses=())
        if self.language in MONTH_FIRST and self.kind(day_at) == "day":
            if self.sense(self.skip(day_at + 1), "month_name"):  # “July 2 January” is two dates
                return None
            point, after = replace(point, day=self.day_at(day_at)), day_at + 1
        return self.with_year(after, point)

    def season(self, at: int) -> Read | None:
        relative = self.relative_at(at)
        here = at if relative is None else self.skip(at + 1)
        if not (season := self.sense(here, "season")):
            return None
        if relative is not None:
            return here + 1, Point(season=season, relative=relative)
        after, point = self.with_year(here + 1, Point(season=season))
        if season == WINTER and (winter := self.winter(here + 1)):
            return winter
        return after, point

    def winter(self, at: int) -> Read | None:
        """Read the years of “winter 2021/22” and “winter 2021–2022”, which begins in 2021."""
        figures = YEARS_OF_WINTER.match(self.text, self.tokens[at - 1].end)
        if not figures or int(figures[3]) != int(figures[2]) + 1:
            return None
        after = at + (1 if self.kind(at) == "years" else 3)
        return after, Point(season=WINTER, year=int(figures[1] + figures[2]))

    def with_year(self, after: int, point: Point) -> Read:
        """Add to a point the year behind it, or what stands for one: “last”, “of this year”."""
        year_at = after + 1 if self.is_glued(after, *JOINTS, ".") else self.skip(after, ",")
        if self.unit_at(year_at) == "year" and self.kind(self.skip(year_at + 1)) == "year":  # “del año 2018”
            year_at = self.skip(year_at + 1)
        if self.kind(year_at) == "year":
            return self.after_year(year_at), replace(point, year=int(self.tokens[year_at].text))
        if refused := self.no_year(after, year_at, point):
            return year_at + 1, replace(point, refused=refused)
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

    def no_year(self, after: int, year_at: int, point: Point) -> "StrOrPromise":
        """Return why the figure at `year_at`, behind day and month, is no year; "" where it may be something else."""
        if self.kind(year_at) == "short_year":
            return SHORT_YEAR
        figure = self.tokens[year_at].text if year_at < len(self.tokens) else ""
        is_within = self.is_glued(after, *JOINTS, ".") and self.is_glued(after - 2, *JOINTS, ".")  # “25-Jun-18”
        is_beside = year_at == self.skip(after) or is_within or len(figure) == 4
        if not point.day or not figure.isdigit() or not is_beside or TIME.match(self.text, self.tokens[after - 1].end):
            return ""
        if self.sense(self.skip(year_at + 1), "month_name"):  # “11 May 12 May 2018”
            return ""
        return SHORT_YEAR if len(figure) == 2 else NO_YEAR

    def century(self, at: int) -> Read | None:
        """Read “20th century”; running text speaks of centuries where it dates nothing."""
        if self.is_prose or self.kind(at) != "day" or not self.is_text(at + 1, "century", "siècle"):
            return None
        number = self.day_at(at) - 1
        return (at + 2, Point(century=str(number))) if YEARS[0] <= number * 100 <= YEARS[1] else None

    def decade(self, at: int) -> Read | None:
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

    def relative_unit(self, at: int) -> Read | None:
        """Read “last year”, “the following month”, “l'année dernière”."""
        if (relative := self.relative_at(at)) is not None and (unit := self.unit_at(self.skip(at + 1))):
            return self.skip(at + 1) + 1, Point(unit=unit, relative=relative)
        if (unit := self.unit_at(at)) and (relative := self.relative_at(at + 1)) is not None:
            return at + 2, Point(unit=unit, relative=relative)
        return None

    def year(self, at: int) -> Read | None:
        """Read “2018”, “year 2018”, “2018, third quarter”, and “’18”, which is refused."""
        if self.kind(at) == "short_year":
            return at + 1, Point(refused=SHORT_YEAR)
        here = self.skip(at + 1) if self.unit_at(at) == "year" else at
        if self.kind(here) != "year" or (self.is_prose and not 1800 <= int(self.tokens[here].text) < 2100):
            return None
        year = int(self.tokens[here].text)
        part_at = self.skip(here + 1, *JOINTS, ",", senses=())
        part = self.part_at(part_at)
        if part and part not in VAGUE and self.kind(self.skip(part_at + 1)) != "year":
            return part_at + 1, Point(year=year, part=part)
        return self.after_year(here), Point(year=year)

    def day_word(self, at: int) -> Read | None:
        days = self.sense(at, "day_word")
        return None if days is None else (at + 1, Point(day_word=days))
