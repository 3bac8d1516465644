"""One grammar for the dates of all languages: tokens in, points in time and spans of them out.

A text becomes tokens with the senses that a language gives them (`words.yaml`; months and days from CLDR), and the
grammar reads those. What looks like a date and is none that we take (a year of two figures, a fiscal year) is read
whole too, and says why it is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacecoop.date_words.grammar_of_points import Points
from spacecoop.date_words.points import (
    COUNTED,
    Expression,
    Point,
    inherit,
)
from spacecoop.date_words.positions import JOINTS

Span = tuple[int, Point, Point]
LEADS = ("since", "from", "after", "until", "before", "between")
# Senses of words that begin no date.
INSIDE = {"of", "in", "to", "and", "measure", "perhaps", "at_earliest", "at_latest"}
MOST_DAYS = 8  # of a list such as “3, 4 and 5 June”
LICENSE = ("since", "from", "after", "until", "before")  # after these a month alone is a date
# What is written before a year that belongs to its name.
NAMED_BY_YEAR = {"horizon", "agenda", "vision", "objectif", "estrategia", "iso"}


class Grammar(Points):
    """The expressions of a text: a point, a span between two, or one that is open at an end."""

    def find(self) -> Iterator[Expression]:
        """Yield the expressions of running text, in order."""
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            may_begin = token.senses.keys() - INSIDE or token.kind not in ("word", "other")
            if expression := self.expression(at) if may_begin else None:
                yield expression
            at = expression.after if expression else at + 1

    def whole(self) -> Expression | None:
        """Return the expression that the text as a whole is; None where a word or a figure is left over."""
        starts = [0]
        while self.sense(starts[-1], "of", "in"):
            starts.append(starts[-1] + 1)
        read = (self.expression(at) for at in starts if at < len(self.tokens))
        return next((expression for expression in read if expression and self.is_end(expression.after)), None)

    def left_over(self) -> str:
        """Return what follows the first date of a text that as a whole is none; "" where it does not begin with one."""
        read = self.expression(0)
        return self.text[self.tokens[read.after - 1].end :].strip(" ,;.") if read else ""

    def is_end(self, at: int) -> bool:
        """Tell whether nothing that says anything follows: a time of that day or a full stop at most."""
        return at == len(self.tokens) or self.text[self.tokens[at - 1].end :] == "." or self.is_time(at)

    # Expressions: a point, a span between two, or one that is open at an end

    def expression(self, at: int) -> Expression | None:
        """Return the Expression that begins at `at`; None if there is none."""
        senses = self.tokens[at].senses
        leads = [lead for lead in LEADS if lead in senses]
        return next((read for lead in [*leads[:1], None] if (read := self.led(at, lead))), None)

    def led(self, at: int, lead: str | None) -> Expression | None:
        """Read an expression after a `lead`, or without one."""
        starts = dict.fromkeys((self.skip(at + 1, senses=("of", "in")), at + 1)) if lead else (at,)
        for start in starts:
            for reader in (self.span, self.single):
                if read := reader(start, lead):
                    after, point, last = read
                    return self.checked(self.ended(Expression(at, after, lead, point, last)))
        return None

    def single(self, at: int, lead: str | None) -> tuple[int, Point, None] | None:
        read = self.point(at)
        if not read or lead == "between":
            return None
        return (*read, None) if lead in LICENSE or self.is_licensed(at, read[1]) else None

    def ended(self, read: Expression) -> Expression:
        """Return an expression with the words behind it that open it: “2025 or later”, “from 2025 onwards”."""
        is_early, is_late = self.sense(read.after, "at_earliest"), self.sense(read.after, "at_latest")
        if read.last or not (is_early or is_late) or read.lead not in (None, "since", "from", "until"):
            return read
        return replace(read, after=read.after + 1, lead="from" if is_early else "until")

    def checked(self, read: Expression) -> Expression | None:
        """Return an expression, without its lead where that belongs to something else; None where it is no date."""
        if self.is_prose and self.kind(read.after - 1) == "year" and self.is_no_year(read.first, read.after):
            return None
        if read.lead in ("after", "before"):
            if self.unit_at(read.first - 1):  # “two years after 2018”
                return replace(read, point=Point(refused=COUNTED))
            if self.names_a_thing(read):
                return None
        return read

    def names_a_thing(self, read: Expression) -> bool:
        """Tell whether a year after “after the” is the name of something: “after the 2018 summit”."""
        return self.is_prose and self.is_text(read.first + 1, "the") and self.kind(read.first + 2) == "year"

    def is_licensed(self, at: int, point: Point) -> bool:
        is_number = self.kind(at) == "month_of"  # “Law No. 1/2007”
        if (point.stands_alone and not is_number) or not self.is_prose:
            return True
        back = at - 1
        while self.sense(back, "of") and not self.sense(back, "in"):
            back -= 1
        return bool(self.sense(back, "in")) or bool(self.sense(at, "in"))

    def is_no_year(self, at: int, after: int) -> bool:
        """Tell whether a bare number only looks like a year: of a copyright, a measure, a part of a name."""
        if self.sense(after, "measure") or self.is_text(after, "%", "€", "$"):
            return True
        if after - at > 1:
            return any(self.is_text(back, "©") for back in range(at - 2, at))
        if self.is_of_unknown_month(at):
            return True
        start, before = self.tokens[at].start, self.tokens[at - 1] if at else None
        if re.search(r"\(c\)\s*$", self.text[max(0, start - 9) : start], re.IGNORECASE):
            return True
        if before is None:
            return False
        glued = before.end == start and before.text in (*JOINTS, "’", "'", "$", "€", "£")
        return (
            glued
            or before.text in ("©", "$", "€", "£", "#", "n°", "№")
            or before.text.casefold() in NAMED_BY_YEAR
            or (before.text == "." and at > 1 and self.tokens[at - 2].text.casefold() in ("no", "nr", "n", "núm"))
        )

    def is_of_unknown_month(self, at: int) -> bool:
        """Tell whether a year stands behind a number and a word, a day that is not known: “1 Rajab 1440”."""
        back = self.back(at - 1)
        is_word = 0 <= back < len(self.tokens) and self.kind(back) == "word" and not self.tokens[back].senses
        return is_word and self.kind(self.back(back - 1)) == "day"

    def span(self, at: int, lead: str | None) -> Span | None:
        """Read two points with “to”, “and”, a dash or a stroke between them."""
        return self.days(at, lead) or self.days_behind_month(at, lead) or self.two_points(at, lead)

    def days(self, at: int, lead: str | None) -> Span | None:
        """Read “22 to 25 June”, “22, 23 and 24 June”, “Friday 22 to Monday 25 June”."""
        weekday = self.sense(at, "weekday", "short_weekday")
        first = at if weekday is None else self.skip(at + 1, ",", ".")
        joined, here = None, first
        while self.kind(here) == "day" and here - first < 2 * MOST_DAYS:
            joined, listed = self.after_joint(here + 1, lead, takes_and=True), self.skip(here + 1, ",", senses=())
            if joined or not (listed > here + 1 and self.kind(listed) == "day"):
                break
            here = listed
        if not joined or not (read := self.point(joined)):
            return None
        after, point = read
        if not point.day or not point.month:
            return None
        return after, replace(point, day=self.day_at(first), weekday=weekday), point

    def days_behind_month(self, at: int, lead: str | None) -> Span | None:
        """Read “June 22-25, 2018”, “June 22 and 23”."""
        if not (left := self.point(at)):
            return None
        after, point = left
        joined = self.after_joint(after, lead, takes_and=True)
        if not (point.day and point.month) or point.year or not joined or self.kind(joined) != "day":
            return None
        is_listed = self.kind(after - 1) == "day" and self.day_at(joined) >= point.day
        if not is_listed or self.sense(self.skip(joined + 1), "month_name"):
            return None
        after, last = self.with_year(joined + 1, replace(point, day=self.day_at(joined), weekday=None))
        return after, inherit(point, last), last

    def two_points(self, at: int, lead: str | None) -> Span | None:
        if not (left := self.point(at) or self.part_alone(at)):
            return None
        after, point = left
        # “June and July 2018” is a span, “2018 and 2019” are two dates.
        joined = self.after_joint(after, lead, takes_and=bool(point.month) and not point.year)
        if not joined or not (right := self.point(joined)):
            return None
        is_dash = self.is_text(after, *JOINTS)
        if is_dash and point.is_dated and not right[1].is_dated:  # “Paris, 25 June 2018 – Yesterday”
            return None
        if not is_dash and not self.sense(after, "to") and lead != "between" and bool(point.day) != bool(right[1].day):
            return None
        return right[0], inherit(point, right[1]), right[1]
