"""Every text of a template is a message for translators."""

import pytest
from django.template import engines

from tests.pages.marks import unmarked_in_template

# Templates with texts that are not marked yet: strike out what is done.
NOT_YET = {
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "413.html",
    "429.html",
    "500.html",
    "503.html",
    "_charts.html",
    "_lists.html",
    "about.html",
    "agencies.html",
    "agency.html",
    "agreement.html",
    "agreements.html",
    "area.html",
    "areas.html",
    "between.html",
    "changes.html",
    "chart.html",
    "clauses.html",
    "compare.html",
    "compare_with.html",
    "countries.html",
    "country.html",
    "data.html",
    "design.html",
    "event.html",
    "events.html",
    "group.html",
    "groups.html",
    "home.html",
    "macros.html",
    "map.html",
    "matrix.html",
    "mission.html",
    "missions.html",
    "network.html",
    "pairs.html",
    "parts_of_records.html",
    "people.html",
    "person.html",
    "record.html",
    "report.html",
    "reported.html",
    "search.html",
    "source.html",
    "sources.html",
    "values.html",
    "watch.html",
}


def templates():
    return sorted(engines["jinja2"].env.list_templates(extensions=["html", "svg"]))


@pytest.mark.parametrize("name", templates())
def test_a_template_has_no_text_outside_of_messages(name):
    unmarked = unmarked_in_template(name)
    if name in NOT_YET:
        assert unmarked, f"{name} is done: strike it out of NOT_YET"
    else:
        assert unmarked == set()
