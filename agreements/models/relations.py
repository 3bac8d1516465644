"""Relations: that one agreement amends, extends, renews, replaces, implements or supplements another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from agreements.models.agreements import Agreement
from spacecoop.records import (
    NaturalKeyManager,
    choice_constraint,
    recorded,
    refuse_circle,
)


class RelationKind(models.TextChoices):
    AMENDS = "amends", gettext_lazy("amends")
    EXTENDS = "extends", gettext_lazy("extends")
    RENEWS = "renews", gettext_lazy("renews")
    REPLACES = "replaces", gettext_lazy("replaces")
    IMPLEMENTS = "implements", gettext_lazy("implements")
    SUPPLEMENTS = "supplements", gettext_lazy("supplements")


REVERSE_VERBS = {
    RelationKind.AMENDS: gettext_lazy("amended by"),
    RelationKind.EXTENDS: gettext_lazy("extended by"),
    RelationKind.RENEWS: gettext_lazy("renewed by"),
    RelationKind.REPLACES: gettext_lazy("replaced by"),
    RelationKind.IMPLEMENTS: gettext_lazy("implemented by"),
    RelationKind.SUPPLEMENTS: gettext_lazy("supplemented by"),
}


class SaidBy(models.TextChoices):
    SOURCE = "source", gettext_lazy("stated by a source")
    EDITOR = "editor", gettext_lazy("added by an editor")


@recorded
class Relation(models.Model):
    """That one agreement amends, extends, renews, replaces, implements or supplements another."""

    natural_key_fields = ["agreement__slug", "other__slug", "kind"]

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="relations", help_text="This agreement.")
    kind = models.CharField(max_length=12, choices=RelationKind, help_text="Type of relation.")
    other = models.ForeignKey(
        Agreement, models.CASCADE, related_name="reverse_relations", help_text="The other agreement."
    )
    said_by = models.CharField(
        max_length=8,
        choices=SaidBy,
        default=SaidBy.SOURCE,
        help_text="Whether a source states it or an editor has added it.",
    )

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["agreement", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "other", "kind"], name="agreements_relation_once"),
            models.CheckConstraint(
                condition=~Q(agreement=F("other")),
                name="agreements_relation_not_to_itself",
                violation_error_message="An agreement has no relation to itself.",
            ),
            choice_constraint("kind", RelationKind),
            choice_constraint("said_by", SaidBy),
        ]
        triggers = [refuse_circle("agreement", "other")]

    def __str__(self):
        return f"{self.agreement} {self.get_kind_display()} {self.other}"

    def natural_key(self):
        return (*self.agreement.natural_key(), *self.other.natural_key(), self.kind)

    natural_key.dependencies = ["agreements.agreement"]
