"""What agreements are counted under: derived from other rows and kept in step by the database."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from agreements.models.agreements import Agreement


def _keys(help_text):
    return ArrayField(models.BigIntegerField(), help_text=help_text)


def _texts(help_text):
    return ArrayField(models.TextField(), help_text=help_text)


class FacetValues(models.Model):
    """Under what an agreement is counted in the facets of a list, and its status over time; kept by triggers.

    It is no part of the agreement itself, so that lists do not load it and refreshing it leaves no history.
    """

    agreement = models.OneToOneField(
        Agreement,
        models.DO_NOTHING,  # a trigger deletes it
        primary_key=True,
        db_constraint=False,
        related_name="facet_values",
        help_text="Which agreement.",
    )
    parties = _keys("Its two parties, as agencies.")
    countries = _keys("The countries of its parties, each once.")
    agencies = _keys("The agencies that have a role of any kind in it, each once.")
    areas = _keys("The areas that it covers, and the broader ones above them.")
    missions = _keys("The missions that it concerns.")
    sources = _keys("The sources that support it or any of its parts, each once.")
    decades = ArrayField(
        models.IntegerField(), help_text="The first years of the decades in which it was perhaps signed."
    )
    not_stated = _texts("Of signature and entry into force, those of which no source states the date.")
    status_since = ArrayField(models.DateField(), help_text="The days on which its status changes, in order.")
    statuses = _texts("The status before the first of these days, and that from each of them on.")

    def __str__(self):
        return str(self.agreement)


class FacetTotalQuerySet(models.QuerySet):
    def under(self, facet, keys):
        """Return {key: number of agreements that a facet counts under it}, as the triggers keep it. Cost: one query."""
        totals = self.filter(facet=facet, value__in=[str(key) for key in keys])
        numbers = dict(totals.values_list("value", "number"))
        return {key: numbers.get(str(key), 0) for key in keys}


class FacetTotal(models.Model):
    """How many agreements of all are counted under a value; kept by triggers on FacetValues."""

    pk = models.CompositePrimaryKey("facet", "value")
    facet = models.TextField(help_text="The column of FacetValues.")
    value = models.TextField(help_text="One of the values in it.")
    number = models.BigIntegerField(help_text="How many agreements have it; 0 where none has any more.")

    objects = FacetTotalQuerySet.as_manager()

    def __str__(self):
        return f"{self.facet}: {self.value}"
