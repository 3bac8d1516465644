"""What countries are called in the languages that we read: CLDR's names, beside those that the knowledge base knows."""

from functools import lru_cache

from babel import Locale

# How texts write what CLDR gives another form of.
SHORT = {"US": ["U.S.", "USA", "U.S.A."], "GB": ["U.K."]}


@lru_cache
def country_names(language):
    """Return (ISO 3166-1 code, name) of every country in `language`."""
    named = [(code, name) for code, name in Locale(language).territories.items() if len(code) == 2 and code.isalpha()]
    forms = [(code, form) for code, name in named for form in _forms(name)]
    return [one for one in forms if one[0] not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")] + [
        (code, form) for code, forms in SHORT.items() for form in forms
    ]


def _forms(name):
    """Return a name with and without what CLDR puts in brackets: “Myanmar (Burma)”."""
    plain = name.split(" (")[0]
    return {name, plain}
