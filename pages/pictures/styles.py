"""The style of a picture outside its page: whole for browsers, flat for the program that makes PNG."""

import re
from functools import cache
from pathlib import Path

import ttf_opensans
from django.conf import settings

FONT = "Open Sans"
FONT_FILES = [str(font.path) for font in (ttf_opensans.OPENSANS_REGULAR, ttf_opensans.OPENSANS_SEMIBOLD)]
_TOKEN = re.compile(r"--([a-z-]+):\s*([^;]+);")
_VARIABLE = re.compile(r"var\(--([a-z-]+)\)")
_BY_SCHEME = re.compile(r"light-dark\(([^,]+),[^)]+\)")
_AT_RULE = re.compile(r"@[a-z-]+[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


@cache
def standalone_style():
    """Return the style of an SVG document of its own, which follows the reader's choice of light or dark."""
    return f"{_file('tokens.css')}\n{_file('pictures.css')}"


@cache
def tokens():
    """Return the values of `tokens.css` by their names."""
    return {name: value.strip() for name, value in _TOKEN.findall(_file("tokens.css"))}


@cache
def flat_style():
    """Return the style by day without variables and conditions, which the program that makes PNG does not know."""
    values = {name: _BY_SCHEME.sub(r"\1", value) for name, value in tokens().items()}
    values |= {"plain": FONT, "text": FONT}
    return _VARIABLE.sub(lambda variable: values[variable[1]], _AT_RULE.sub("", _file("pictures.css")))


def _file(name):
    """Return a style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", Path(settings.BASE_DIR / "static" / name).read_text(), flags=re.DOTALL)
