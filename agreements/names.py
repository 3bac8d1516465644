"""What every record that is found by its name is called: countries, agencies, people, missions, areas, agreements."""

from agencies.names import NameView

NAMES = NameView("agreements_names")
