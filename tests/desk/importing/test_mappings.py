"""A mapping is what a curator types: whatever shape it has, it is read or refused with sentences."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from desk.importing.mapping_checks import SETTINGS
from desk.importing.mappings import mapping_from, text_of

pytestmark = pytest.mark.django_db
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.many
@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BOMB, r"the alias \*a"),
        ("columns: &a\n  b: *a", r"the alias \*a"),
        ("[" * 50_000, "nests lists too deeply"),
        ("a: " * 60_000, "at most"),
        ("? [a]\n: b", "not valid YAML"),
        ('model: agreement\n"ti\\ud801tle": x', "line 2 has an escape for what is no letter"),
        ('constants: {a: "b\\0"}', "line 1 has an escape for what is no letter"),
        ("- a", "consists of named settings"),
        ("", "consists of named settings"),
        ("titel: {a: b}", "Unknown setting “titel”"),
    ],
)
def test_what_is_no_mapping_says_why(text, why):
    with pytest.raises(ValidationError, match=why):
        mapping_from(text)


@pytest.mark.thorough
@pytest.mark.parametrize("odd", ["[a, [b]]", "{a: {b: c}}", "{a: [b, {c: d}]}", "{a: b}", "a", "[]"])
@pytest.mark.parametrize("setting", sorted(SETTINGS))
def test_a_setting_of_an_odd_shape_is_read_or_refused(setting, odd):
    lines = text_of("national_register").replace("example.org", "registers.example").splitlines()
    begins = [number for number, line in enumerate(lines) if line.startswith(f"{setting}:")]
    for begin in begins:
        ends = (at for at in range(begin + 1, len(lines)) if not lines[at].startswith((" ", "#", "-")))
        del lines[begin : next(ends, len(lines))]
    with suppress(ValidationError):
        mapping = mapping_from("\n".join([*lines, f"{setting}: {odd}"]))
        assert mapping.meant({"title": " A  title "}).cells.get("formal_title") in (None, "A title")
