"""What stands at a position of a text: a token with its senses, and what is passed over behind it."""

import re
from collections.abc import Sequence
from typing import Any

from spacecoop.date_words.points import (
    Point,
)
from spacecoop.date_words.tokens import DASHES, tokens

Read = tuple[int, Point]  # the position after what was read
RELATIVE = {"last": -1, "this": 0, "next": 1}
UNITS = ("year", "month", "week", "day")
DAY_FIRST = ("de", "ru")  # languages in which the month never comes first
JOINTS = (*DASHES.replace("\\", ""), "/")
TIME = re.compile(
    r"""[,;]?\s*(?:T|[|–—-]\s)?\s*(?:(?:at|à|a\sl[ao]s?|alle|ore|om|um|kl\.?|às|в)\s+(?:ore\s+)?)?
    (?:(?:[01]?\d|2[0-3])(?:[:.]|\s?h\s?)[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?:\s?(?:[ap]\.?m\.?|h|hrs?|hours|Uhr|uur))?
    | (?:0?[1-9]|1[0-2])\s?[ap]\.?m\.?
    | (?:[01]?\d|2[0-3])\s?(?:h|hrs|hours|heures|horas|Uhr|uur))
    (?:\s?(?:Z|(?:UTC|GMT)?\s?[+−-](?:0?\d|1[0-4])(?::?[0-5]\d)?|UTC|GMT|[A-Z]{1,3}T|MSK))?(?![\w:])""",
    re.VERBOSE | re.IGNORECASE,
)


class Positions:
    """The expressions of a text.

    `order`: how the parts of a date in figures follow each other, where that is stated. `is_prose`: whether the text is
    running text, of which a word or a number may be no date at all.
    """

    def __init__(self, text: str, language: str, order: str | None = None, is_prose: bool = True) -> None:
        self.text = text
        self.language = language
        self.order = order or ("dd/mm/yyyy" if is_prose and language in DAY_FIRST else None)
        self.is_prose = is_prose
        self.tokens = tokens(text, language, by_capitals=is_prose)
        self.points: dict[int, Read | None] = {}  # position → what `point` read there, which several readers ask for

    def is_time(self, at: int) -> bool:
        """Tell whether a time of day and nothing else stands at a position and after it."""
        return bool(TIME.fullmatch(self.text[self.tokens[at - 1].end :]))

    # What stands at a position

    def sense(self, at: int, *names: str) -> Any:
        """Return the value of the first of `names` that the token at `at` has a sense of."""
        if 0 <= at < len(self.tokens):
            senses = self.tokens[at].senses
            return next((senses[name] for name in names if name in senses), None)
        return None

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def is_text(self, at: int, *texts: str) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text in texts

    def skip(self, at: int, *texts: str, senses: Sequence[str] = ("of",)) -> int:
        while self.sense(at, *senses) or (texts and self.is_text(at, *texts)):
            at += 1
        return at

    def relative_at(self, at: int) -> int | str | None:
        for name, value in RELATIVE.items():
            if self.sense(at, name):
                return value
        return next((name for name in ("following", "previous", "same") if self.sense(at, name)), None)

    def unit_at(self, at: int) -> str | None:
        return next((unit for unit in UNITS if self.sense(at, unit)), None)

    def number_at(self, at: int) -> int | None:
        if self.kind(at) == "day" and self.tokens[at].text.isdigit():
            return int(self.tokens[at].text)
        number: int | None = self.sense(at, "number")
        return number

    def back(self, at: int) -> int:
        while at >= 0 and self.sense(at, "of"):
            at -= 1
        return at

    def after_joint(self, at: int, lead: str | None, takes_and: bool = False) -> int | None:
        """Return the position after the word or dash that joins two points; None if there is none."""
        is_and = self.sense(at, "and") or self.is_text(at, "&")
        if self.sense(at, "to") or ((takes_and or lead == "between") and is_and):
            return self.skip(at + 1, senses=("of", "in"))
        if self.is_text(at, *JOINTS) and self.tokens[at].start - self.tokens[at - 1].end <= 1:
            return self.skip(at + 1)
        return None

    def day_at(self, at: int) -> int:
        return int(re.sub(r"\D.*", "", self.tokens[at].text))

    def is_glued(self, at: int, *texts: str) -> bool:
        """Tell whether one of `texts` stands at `at` with no space on either side."""
        if not self.is_text(at, *texts) or at + 1 >= len(self.tokens):
            return False
        return self.tokens[at - 1].end == self.tokens[at].start and self.tokens[at].end == self.tokens[at + 1].start

    def after_month(self, at: int) -> int:
        """Return the position after a name of a month, and after the full stop of an abbreviated one."""
        has_stop = self.is_text(at + 1, ".") and self.tokens[at].end == self.tokens[at + 1].start
        return at + 2 if has_stop and self.sense(at, "abbreviated") else at + 1

    def after_year(self, at: int) -> int:
        """Return the position after a year, and after the word for one that may follow it: “2018 года”, “2018 г.”."""
        if self.language == "ru" and self.unit_at(at + 1) == "year":
            return at + 2
        if self.language == "ru" and self.is_text(at + 1, "г"):
            return self.skip(at + 2, ".", senses=())
        return at + 1
