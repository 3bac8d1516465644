"""What groups of countries are called in the language that is written now, and the notes on them.

Source of the French names: United Nations Statistics Division, M49, in French.
"""

from django.utils.translation import pgettext, pgettext_lazy

# The texts of groups.yaml.
TEXTS = [
    pgettext_lazy("group of countries", "Africa"),
    pgettext_lazy("group of countries", "Northern Africa"),
    pgettext_lazy("group of countries", "Sub-Saharan Africa"),
    pgettext_lazy("group of countries", "Eastern Africa"),
    pgettext_lazy("group of countries", "Middle Africa"),
    pgettext_lazy("group of countries", "Southern Africa"),
    pgettext_lazy("group of countries", "Western Africa"),
    pgettext_lazy("group of countries", "Americas"),
    pgettext_lazy("group of countries", "Latin America and the Caribbean"),
    pgettext_lazy("group of countries", "Caribbean"),
    pgettext_lazy("group of countries", "Central America"),
    pgettext_lazy("group of countries", "South America"),
    pgettext_lazy("group of countries", "Northern America"),
    pgettext_lazy("group of countries", "Asia"),
    pgettext_lazy("group of countries", "Central Asia"),
    pgettext_lazy("group of countries", "Eastern Asia"),
    pgettext_lazy("group of countries", "South-eastern Asia"),
    pgettext_lazy("group of countries", "Southern Asia"),
    pgettext_lazy("group of countries", "Western Asia"),
    pgettext_lazy("group of countries", "Europe"),
    pgettext_lazy("group of countries", "Eastern Europe"),
    pgettext_lazy("group of countries", "Northern Europe"),
    pgettext_lazy("group of countries", "Southern Europe"),
    pgettext_lazy("group of countries", "Western Europe"),
    pgettext_lazy("group of countries", "Oceania"),
    pgettext_lazy("group of countries", "Australia and New Zealand"),
    pgettext_lazy("group of countries", "Melanesia"),
    pgettext_lazy("group of countries", "Micronesia"),
    pgettext_lazy("group of countries", "Polynesia"),
    pgettext_lazy("group of countries", "European Union"),
    pgettext_lazy("group of countries", "ESA member states"),
    pgettext_lazy(
        "group of countries",
        "A former country is listed where all of its territory lies in one region of today. M49 gives no region to "
        "Antarctica and does not list Taiwan.",
    ),
    pgettext_lazy("group of countries", "Members of the European Economic Community before 1 November 1993."),
    pgettext_lazy(
        "group of countries",
        "From the day on which the Convention entered into force for the state. ESA began work on 31 May 1975, before "
        "the Convention entered into force. Associate members and cooperating states are left out.",
    ),
]


def in_present_language(text: str) -> str:
    """Return a name or a note of a group in the present language."""
    return pgettext("group of countries", text)
