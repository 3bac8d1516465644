"""How like two agreements are: the signs that they are one instrument, the signs against it, and their weight.

What one of the two leaves open is no sign. The weights were set by hand on pairs that people had judged.
"""

import re
from typing import NamedTuple

from agreements.models import Form, Function, RelationKind
from agreements.schemes import NATIONAL_SCHEMES, cited_as
from agreements.status import LEGAL_ACTS, LegalAct
from desk.instruments import FAR, MADE
from desk.world import groups_of_letters
from spacecoop.dates_in_words import in_or_on
from spacecoop.memory import keep
from spacecoop.words import listed

ENOUGH = 2.25  # the weight from which two are shown to somebody
NEAR, SOON = 31, 7  # days
# Of place, people and day together: who meets on one day often signs several instruments.
MOST_OF_OCCASION = 4.5
MOST_NAMED = 5  # words or names in a sentence
TELLING = 9  # the weight of some two words that few titles have
LEAST_QUOTED = 12  # bytes that two quotations have in common where they overlap: some two words
CHANGING = {Function.AMENDING, Function.EXTENDING}
# Acts that are compared each by itself, and those that come after the making.
COMPARED = LEGAL_ACTS - {*MADE, LegalAct.REPORTED_IN_EFFECT, LegalAct.RENEWAL_DISCUSSED}
_WORDS_OF_FORMS = {
    form: [word for word in form.value.split("_") if len(word) > 2] for form in Form if form != Form.OTHER
}
AFTER = (LegalAct.RATIFIED, LegalAct.ENTERED_INTO_FORCE, LegalAct.EXPIRED, LegalAct.TERMINATED)


class Sign(NamedTuple):
    """Something that two have in common, or in which they differ: then its `weight` is 0 or less."""

    weight: float
    words: str
    is_of_occasion: bool = False


def signs_of(instrument, other, world):
    """Return the Signs of two Instruments, the weightiest first."""
    found = [sign for ask in _ASKED for sign in ask(instrument, other, world)]
    return sorted(found, key=lambda sign: -abs(sign.weight))


def weight_of(signs):
    occasion = sum(sign.weight for sign in signs if sign.is_of_occasion and sign.weight > 0)
    return sum(sign.weight for sign in signs) - max(occasion - MOST_OF_OCCASION, 0)


def in_words(signs):
    """Return (what speaks for it, what against), each in words."""
    return [sign.words for sign in signs if sign.weight > 0], [sign.words for sign in signs if sign.weight <= 0]


def _parties(instrument, other, world):
    common = instrument.sides.keys() & other.sides.keys()
    if instrument.sides.keys() == other.sides.keys():
        yield Sign(2, "the same two parties")
        return
    mine, theirs = ([side for side in told.sides if side not in common] for told in (instrument, other))
    lands = {instrument.lands[side] for side in mine}
    through = lands & {*mine, *theirs}  # a government acts through a body of its country, two bodies each for itself
    weight = len(common) - 1.5 * len(lands - through)
    told = [listed(told.sides[side] for side in sides) for told, sides in ((instrument, mine), (other, theirs))]
    yield Sign(
        weight, f"{told[0]} in the one, {told[1]} in the other" + (", and one party in common" if common else "")
    )


def _relations(instrument, other, world):
    for first, second in ((instrument, other), (other, instrument)):
        if kind := first.relations.get(second.key):
            yield Sign(-8, f"one {RelationKind(kind).label} the other")


def _making(instrument, other, world):
    """Compare the dates of signature or conclusion; those foreseen where one has no other."""
    mine, theirs = instrument.may_be_made, other.may_be_made
    if not (mine and theirs):
        return
    certain = bool(instrument.made and other.made)
    verb = "signed or concluded" if certain else "signed, concluded or foreseen"
    apart, days, words = _nearest(mine, theirs)
    if apart <= (0 if certain else NEAR):
        weight = _exactness(days) if certain else max(_exactness(days) / 2, 1)
    elif apart <= NEAR:
        weight = 1 if apart <= SOON else -0.5
    elif certain:
        weight = -3 if apart <= FAR else -6
    else:
        weight = -3 if apart > FAR else 0
    yield Sign(weight, f"{verb} {words}", is_of_occasion=True)


def _other_acts(instrument, other, world):
    for mine, theirs in ((instrument.acts, other.acts), (instrument.foreseen, other.foreseen)):
        for kind in sorted(mine.keys() & theirs.keys() & COMPARED):
            apart, days, words = _nearest(mine[kind], theirs[kind])
            told = f"{LegalAct(kind).label} {words}"
            if not apart:
                yield Sign(_exactness(days) / 2, told)
            elif apart > NEAR and kind != LegalAct.APPROVED:  # several approve, each on its day
                yield Sign(-1.5, told)
    for first, second in ((instrument, other), (other, instrument)):
        made = min((when.earliest for when in first.made if when.earliest), default=None)
        after = [when.latest for kind in AFTER for when in second.acts.get(kind, ()) if when.latest]
        if made and any(day < made for day in after):
            yield Sign(-4, "one was signed when the other had been ratified or was in force")
            return


def _titles(instrument, other, world):
    pairs = [(instrument.title, other.title)]
    pairs += [(mine, theirs) for _, mine in instrument.official for _, theirs in other.official]
    pairs += [(instrument.title, theirs) for _, theirs in other.official] + [
        (mine, other.title) for _, mine in instrument.official
    ]
    like, common, mine, theirs = max((_likeness(*pair, world) + pair for pair in pairs), key=lambda found: found[:2])
    own = instrument.title.weight, other.title.weight
    if min(own) - world.weight(instrument.title.groups & other.title.groups) > TELLING:
        yield Sign(-3, "each title names what the other does not")
    if like >= 0.35:
        words = [word for word in dict.fromkeys(mine.words) if word in theirs.words and _tells(word, world)]
        named = f": “{' '.join(words[:MOST_NAMED])}”" if words else ""
        yield Sign(_weight_of_titles(like, common), f"similar titles{named}")
    figures = instrument.title.figures, other.title.figures
    if all(figures) and not figures[0] & figures[1]:
        yield Sign(
            -2, f"“{' '.join(sorted(figures[0]))}” in the one title, “{' '.join(sorted(figures[1]))}” in the other"
        )


def _official_titles(instrument, other, world):
    """Find official titles in one language that name different things."""
    told = dict(instrument.official), dict(other.official)
    for language in told[0].keys() & told[1].keys():
        mine, theirs = (
            [wording for lang, wording in side.official if lang == language] for side in (instrument, other)
        )
        shares = [world.weight(a.groups & b.groups) / (min(a.weight, b.weight) or 1) for a in mine for b in theirs]
        if max(shares) < 0.65:
            yield Sign(-3, "other official titles")
            return


def _likeness(mine, theirs, world):
    """Return how alike two Wordings are, 0 to 1, and the weight of what they have in common."""
    common = world.weight(mine.groups & theirs.groups)
    return 2 * common / (mine.weight + theirs.weight or 1), common


def _tells(word, world):
    """Tell whether few titles have a word, by its groups of letters."""
    groups = groups_of_letters([word])
    return len(word) > 2 and world.weight(groups) >= 0.4 * len(groups)


def _weight_of_titles(like, common):
    if like >= 0.75:
        return 3 if common > 9 else 2 if common > 4 else 1
    if like >= 0.5:
        return 2 if common > 9 else 1
    return 1 if common > 6 else 0.5


def _designations(instrument, other, world):
    forms = [told.forms or _form_in(told.title) for told in (instrument, other)]
    if common := instrument.forms & other.forms:
        yield Sign(0.5, f"both called {listed(Form(form).label for form in sorted(common))}")
    elif all(forms) and not forms[0] & forms[1]:
        mine, theirs = (listed((Form(form).label for form in sorted(some)), "or") for some in forms)
        weight = -3 if Form.PROTOCOL in forms[0] | forms[1] else -2
        yield Sign(weight, f"{mine} in the one, {theirs} in the other")
    mine, theirs = instrument.functions, other.functions
    if bool(mine & CHANGING) != bool(theirs & CHANGING):
        yield Sign(-3, "only one amends or extends another agreement")
    elif mine & theirs:
        yield Sign(0.5, f"both {listed(Function(name).label for name in sorted(mine & theirs))}")
    elif mine or theirs:
        told = listed(Function(name).label for name in sorted(mine | theirs))
        yield Sign(-2 if mine and theirs else -0.5, f"{told}" + ("" if mine and theirs else " in one only"))


def _form_in(title):
    """Return the Form that a Wording names first, as a set; empty where it names none."""
    places = {
        form: title.words.index(words[0]) for form, words in _WORDS_OF_FORMS.items() if set(words) <= set(title.words)
    }
    return {min(places, key=places.get)} if places else set()


def _numbers(instrument, other, world):
    common = instrument.numbers & other.numbers
    for scheme, value, _ in sorted(common, key=str):
        yield Sign(1 if scheme in NATIONAL_SCHEMES else 5, f"both have {cited_as(scheme, value)}")
    if not common:
        for scheme in sorted({number[0] for number in instrument.numbers} & {number[0] for number in other.numbers}):
            told = [
                cited_as(*number[:2]) for told in (instrument, other) for number in told.numbers if number[0] == scheme
            ]
            yield Sign(-1 if scheme in NATIONAL_SCHEMES else -3, f"different numbers: {listed(told)}")


def _subjects(instrument, other, world):
    for kind, weight in (("areas", 1.5), ("missions", 2.25)):
        mine, theirs, above = getattr(instrument, kind), getattr(other, kind), world.above[kind]
        names = world.names[kind]
        if not (mine and theirs):
            continue
        common = mine & theirs
        if common:
            share = 1 if 2 * len(common) >= len(mine | theirs) else 0.7
            yield Sign(weight * share, f"{kind} in common: {_named(common, names)}")
        elif not any(_is_part(*pair, above, names) for a in mine for b in theirs for pair in ((a, b), (b, a))):
            told = [_named(some, names) for some in (mine, theirs)]
            yield Sign(-weight, f"other {kind}: {told[0]} in the one, {told[1]} in the other")


def _is_part(key, other, above, names):
    """Tell whether one is a part of the other, by the tree or by its name: “Shuttle–Mir” and “Mir”."""
    return other in above[key] or words_of_name(names[key]) >= words_of_name(names[other])


@keep(10_000)
def words_of_name(name):
    return frozenset(re.findall(r"\w+", name.casefold()))


def _sources(instrument, other, world):
    common = instrument.sources & other.sources
    if not common:
        return
    apart = {source for source in common if source in instrument.named and source in other.named}
    together = {source for source in apart if _overlap(instrument.named[source], other.named[source])}
    told = {source for source in common if _overlap(_quotes(instrument, source), _quotes(other, source))}
    for sources, weight, words in (
        (together, 1.5, "named by the same words of"),
        (told - together, 1, "told of by the same words of"),
        (common - apart - told, 0.5, "told of by one source,"),
    ):
        if sources:
            yield Sign(weight, f"{words} “{world.names['sources'][min(sources)]}”", is_of_occasion=True)
            break
    if apart - together:
        source = world.names["sources"][min(apart - together)]
        yield Sign(-3, f"“{source}” calls the one this and the other that, as if they were two")


def _quotes(instrument, source):
    return instrument.named.get(source, set()) | instrument.told.get(source, set())


def _overlap(mine, theirs):
    """Tell whether two of some quotations from one source are of the same place in it."""
    return any(_are_of_one_place(quote, other) for quote in mine for other in theirs)


def _are_of_one_place(quote, other):
    if quote in other or other in quote:
        return True
    return any(_runs_into(*pair) for pair in ((quote, other), (other, quote)))


def _runs_into(quote, other):
    """Tell whether the end of one quotation is the beginning of another."""
    for length in range(min(len(quote), len(other)) - 1, 0, -1):
        if quote.endswith(other[:length]):
            return len(other[:length].encode()) >= LEAST_QUOTED
    return False


def _circumstances(instrument, other, world):
    if instrument.people and other.people:
        common = instrument.people & other.people
        if common:
            yield Sign(1.5, f"both signed by {_named(common, world.names['people'])}", is_of_occasion=True)
        else:
            yield Sign(-1, "signed by other people")
    if instrument.places and other.places:
        words = [{word for place in told.places for word in place.split()} for told in (instrument, other)]
        if common := words[0] & words[1]:
            yield Sign(1, "in the same place", is_of_occasion=True)
        else:
            yield Sign(-1.5, "in other places")


def _nearest(mine, theirs):
    """Return (days apart, days that the longer allows, words) of the two dates that are nearest and most exact."""
    pairs = [(a.apart(b), max(a.days, b.days), a.edtf, b.edtf) for a in mine for b in theirs]
    apart, days, date, other = min(pairs)
    return apart, days, in_or_on(date) if date == other else f"{in_or_on(date)}, and {in_or_on(other)}"


def _exactness(days):
    """Return the weight of a date in common that allows so many days."""
    return next(weight for most, weight in ((SOON, 4), (NEAR, 3), (92, 2), (FAR, 1.5), (10**9, 0.5)) if days <= most)


def _named(keys, names):
    told = sorted(names[key] for key in keys)
    return listed(told[:MOST_NAMED]) if len(told) <= MOST_NAMED else f"{', '.join(told[:MOST_NAMED])} …"


_ASKED = (
    *(_parties, _relations, _making, _other_acts, _titles, _official_titles),
    *(_designations, _numbers, _subjects, _sources, _circumstances),
)
