"""The documents that readers rely on say what the code says."""

from pathlib import Path

from agreements.models.sources import CITABLE
from tests.agreements.test_history import RECORDS

ROOT = Path(__file__).resolve().parent.parent
DICTIONARY = ROOT / "docs" / "data-dictionary.md"


def test_the_data_dictionary_is_in_step_with_the_models():
    """To write it anew: python -m tests.data_dictionary."""
    from tests.data_dictionary import dictionary

    assert DICTIONARY.read_text() == dictionary()
    assert set(CITABLE.values()) <= set(RECORDS)


def test_every_screenshot_of_the_readme_is_there():
    readme = (ROOT / "README.md").read_text()
    named = [line.split("(")[1].split(")")[0] for line in readme.split("![")[1:]]
    assert named
    for path in named:
        assert (ROOT / path).stat().st_size > 10_000, path
