from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Countries and organisations"

    def before_serving(self):
        """Read the names of countries in all languages, which the first search and the first typing error look up."""
        from agencies.countries import codes_called

        codes_called("no country of any language")
