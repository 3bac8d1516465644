"""Gathering what translators translate: `python -m tests.messages` (make messages).

A catalogue keeps no places in the code and no guesses (“fuzzy”), so that a change of it shows what was changed.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
KEYWORDS = ("gettext_lazy", "ngettext_lazy:1,2", "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3", "gettext_noop")
GATHER = ["--no-location", "--add-comments", "Translators:", *(part for one in KEYWORDS for part in ("--keyword", one))]
UPDATE = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date", "--no-wrap"]


def gather(path):
    """Write the messages of code and templates into a template of catalogues at `path`."""
    _babel("extract", "--mapping-file", LOCALE / "babel.cfg", *GATHER, "--output-file", path, ROOT)


def update(template):
    """Bring the catalogue of each language up to date."""
    _babel("update", "--domain", "django", "--input-file", template, "--output-dir", LOCALE, *UPDATE)


def catalogues():
    """Return {language: its catalogue as it is kept}."""
    return {path.parts[-3]: read(path) for path in LOCALE.glob("*/LC_MESSAGES/django.po")}


def read(path):
    with path.open("rb") as file:
        return read_po(file)


def _babel(*arguments):
    CommandLineInterface().run(["pybabel", "--quiet", *map(str, arguments)])


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        template = Path(folder, "django.pot")
        gather(template)
        update(template)
