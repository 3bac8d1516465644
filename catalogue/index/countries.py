"""What countries are called: in the languages of CLDR, and as adjectives in English."""

from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers

from catalogue.index.tokens import LANGUAGES, fold

LEAST_NAMED = 200  # countries: a language that names fewer is hardly begun in CLDR
# Of a language that our sources are not written in: shorter ones are words of English, as “Laws” in Hausa.
SHORTEST = 5
# Names in one language that are words of another.
WORDS = frozenset(["equator", "island"])

# Adjectives and common names that CLDR does not have; several with a comma between them.
ENGLISH = {
    "AE": "Emirati, UAE",
    "AF": "Afghan",
    "AL": "Albanian",
    "AM": "Armenian",
    "AO": "Angolan",
    "AR": "Argentine, Argentinian, Argentinean",
    "AT": "Austrian",
    "AU": "Australian",
    "AZ": "Azerbaijani, Azeri",
    "BA": "Bosnian, Bosnia",
    "BD": "Bangladeshi",
    "BE": "Belgian",
    "BG": "Bulgarian",
    "BH": "Bahraini",
    "BO": "Bolivian",
    "BR": "Brazilian",
    "BW": "Botswanan",
    "BY": "Belarusian, Belarussian, Byelorussia",
    "CA": "Canadian",
    "CD": "Congolese, DRC",
    "CH": "Swiss",
    "CL": "Chilean",
    "CM": "Cameroonian",
    "CN": "Chinese, PRC",
    "CO": "Colombian",
    "CR": "Costa Rican",
    "CU": "Cuban",
    "CY": "Cypriot",
    "CZ": "Czech, Czech Republic",
    "DE": "German",
    "DK": "Danish",
    "DZ": "Algerian",
    "EC": "Ecuadorian, Ecuadorean",
    "EE": "Estonian",
    "EG": "Egyptian",
    "ES": "Spanish",
    "ET": "Ethiopian",
    "FI": "Finnish",
    "FR": "French",
    "GB": "British, Britain, Great Britain, UK, English, England, Scottish, Scotland",
    "GE": "Georgian",
    "GH": "Ghanaian",
    "GR": "Greek, Hellenic",
    "GT": "Guatemalan",
    "HR": "Croatian",
    "HU": "Hungarian",
    "ID": "Indonesian",
    "IE": "Irish",
    "IL": "Israeli",
    "IN": "Indian",
    "IQ": "Iraqi",
    "IR": "Iranian",
    "IS": "Icelandic",
    "IT": "Italian",
    "JO": "Jordanian",
    "JP": "Japanese",
    "KE": "Kenyan",
    "KG": "Kyrgyz",
    "KH": "Cambodian",
    "KP": "North Korean, DPRK",
    "KR": "South Korean, Korean, Korea",
    "KW": "Kuwaiti",
    "KZ": "Kazakh, Kazakhstani",
    "LB": "Lebanese",
    "LK": "Sri Lankan",
    "LT": "Lithuanian",
    "LU": "Luxembourgish",
    "LV": "Latvian",
    "LY": "Libyan",
    "MA": "Moroccan",
    "MC": "Monegasque",
    "MD": "Moldovan",
    "ME": "Montenegrin",
    "MK": "Macedonian, Macedonia",
    "MM": "Burmese, Burma",
    "MN": "Mongolian",
    "MT": "Maltese",
    "MX": "Mexican",
    "MY": "Malaysian",
    "NA": "Namibian",
    "NG": "Nigerian",
    "NL": "Dutch, Holland",
    "NO": "Norwegian",
    "NP": "Nepalese, Nepali",
    "NZ": "New Zealander",
    "OM": "Omani",
    "PA": "Panamanian",
    "PE": "Peruvian",
    "PH": "Philippine, Filipino",
    "PK": "Pakistani",
    "PL": "Polish",
    "PT": "Portuguese",
    "PY": "Paraguayan",
    "QA": "Qatari",
    "RO": "Romanian",
    "RS": "Serbian",
    "RU": "Russian, Russian Federation",
    "RW": "Rwandan",
    "SA": "Saudi, Saudi Arabian",
    "SD": "Sudanese",
    "SE": "Swedish",
    "SG": "Singaporean",
    "SI": "Slovenian, Slovene",
    "SK": "Slovak",
    "SN": "Senegalese",
    "SUHH": "Soviet, Soviet Union, USSR, URSS",
    "SY": "Syrian",
    "TH": "Thai",
    "TN": "Tunisian",
    "TR": "Turkish, Turkey",
    "TW": "Taiwanese",
    "TZ": "Tanzanian",
    "UA": "Ukrainian",
    "UG": "Ugandan",
    "US": "American, America, USA, United States of America",
    "UY": "Uruguayan",
    "UZ": "Uzbek",
    "VA": "Vatican, Holy See",
    "VE": "Venezuelan",
    "VN": "Vietnamese",
    "YUCS": "Yugoslav, Yugoslavian",
    "ZA": "South African",
    "ZM": "Zambian",
    "ZW": "Zimbabwean",
}


def adjectives(code: str) -> list[str]:
    """Return how English calls what belongs to a country, and its common names that CLDR does not have."""
    return [name.strip() for name in ENGLISH.get(code, "").split(",") if name]


def near_names(code: str) -> list[str]:
    """Return its names in the languages of our sources, and in English as adjectives."""
    names = [_territories(language).get(code) for language in LANGUAGES]
    return list(dict.fromkeys([*filter(None, names), *adjectives(code)]))


def whole_names(code: str) -> set[str]:
    """Return, folded, every name by which as a whole a country is found, in any language."""
    elsewhere = {name for name in map(fold, _everywhere().get(code, ())) if len(name) >= SHORTEST or not name.isascii()}
    return {*map(fold, near_names(code)), *elsewhere} - {"", *WORDS}


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale.parse(language).territories)


@cache
def _everywhere() -> dict[str, set[str]]:
    """Return the names of each country in all languages. Cost: half a second, the first time."""
    names: dict[str, set[str]] = {}
    for language in (name for name in locale_identifiers() if "_" not in name):
        named = {code: name for code, name in _territories(language).items() if len(code) == 2 and code.isalpha()}
        if len(named) >= LEAST_NAMED:
            for code, name in named.items():
                names.setdefault(code, set()).add(name)
    return names


@cache
def months() -> dict[str, str]:
    """Return the English month, in small letters, for its name in each language of our sources."""
    english = {number: name.lower() for number, name in _months("en").items()}
    return {fold(name): english[number] for language in LANGUAGES for number, name in _months(language).items()} | {
        fold(name): english[number]
        for language in LANGUAGES
        for number, name in Locale.parse(language).months["stand-alone"]["wide"].items()
    }


def _months(language: str) -> dict[int, str]:
    return dict(Locale.parse(language).months["format"]["wide"])
