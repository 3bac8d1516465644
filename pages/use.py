"""How to use the data: licence, recipes, formats, fields, keeping a copy, citing."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy

from catalogue.reading import seen
from opendata.answers import site_of
from opendata.exports.formats import FORMATS
from opendata.exports.selection import NAMES

# The recipes, by the file that each stands in.
RECIPES = {
    "curl.sh": "curl",
    "frame.py.txt": "Python, pandas",
    "table.R": "R",
    "walk.js": "JavaScript",
    "years.sql": "DuckDB",
}
# What each format is for, by its suffix.
USES = {
    "csv": gettext_lazy("Tables and scripts: one row for each record."),
    "xlsx": gettext_lazy("Tables to read, sort and print."),
    "statements.csv": gettext_lazy("One row for each fact, with its quotation and source."),
    "json": gettext_lazy("Programs: one JSON array of whole records."),
    "jsonl": gettext_lazy("Programs: one whole record a line."),
    "bib": gettext_lazy("Reference managers and LaTeX."),
    "biblatex.bib": gettext_lazy("biblatex and pandoc."),
    "ris": gettext_lazy("Reference managers."),
    "csl.json": gettext_lazy("Citation processors."),
    "jsonld": gettext_lazy("Linked data: schema.org, SKOS, PROV."),
    "ttl": gettext_lazy("Linked data: the same graph."),
    "ics": gettext_lazy("Calendars to subscribe to."),
    "atom": gettext_lazy("Feed readers: what has changed."),
}


def use(request):
    site = site_of(request)
    recipes = [(name, render_to_string(f"recipes/{file}", {"site": site})) for file, name in RECIPES.items()]
    context = {
        "site": site,
        "recipes": recipes,
        "formats": [(form, USES[form.suffix]) for form in FORMATS.values()],
        "revision": seen().revision,
        "year": timezone.now().year,
        "names": NAMES,
    }
    return render(request, "use.html", context)
