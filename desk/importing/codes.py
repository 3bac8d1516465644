"""Country codes by the system that an origin uses: FIPS “GM” is Germany, ISO “GM” is Gambia."""

from functools import cache
from pathlib import Path

from babel.core import get_global

from spacecoop.tables import table_of

SYSTEMS = {
    "names": "countries are named, not coded",
    "alpha-2": "ISO 3166-1 alpha-2, such as DE",
    "alpha-3": "ISO 3166-1 alpha-3, such as DEU",
    "fips": "FIPS 10-4, such as GM for Germany",
}


def country_code(code: str, system: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code that a code of a system stands for, or None."""
    code = code.strip().upper()
    if system == "fips":
        return _fips().get(code)
    if system == "alpha-3":
        # CLDR counts alpha-3 codes among the aliases; a former state has several successors there and is none of them.
        codes = get_global("territory_aliases").get(code, []) if len(code) == 3 and code.isalpha() else []
        return codes[0] if len(codes) == 1 else None
    return code if system == "alpha-2" and len(code) == 2 else None


@cache
def _fips() -> dict[str, str]:
    codes: dict[str, str] = table_of(Path(__file__).with_name("fips.yaml"))
    return codes
