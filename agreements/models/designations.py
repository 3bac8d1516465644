"""What an instrument is called: its form, function and binding as sources say them, and its official titles."""

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from agreements.designations import designation_in_words
from agreements.models.agreements import Agreement
from agreements.models.standing import standing_constraints, standing_field, standing_reason_field
from spacecoop.records import NaturalKeyManager, choice_constraint, language_constraint, language_field, recorded


class Form(models.TextChoices):
    TREATY = "treaty", gettext_lazy("treaty")
    AGREEMENT = "agreement", gettext_lazy("agreement")
    PROTOCOL = "protocol", gettext_lazy("protocol")
    EXCHANGE_OF_NOTES = "exchange_of_notes", gettext_lazy("exchange of notes")
    MEMORANDUM_OF_UNDERSTANDING = "memorandum_of_understanding", gettext_lazy("memorandum of understanding")
    ARRANGEMENT = "arrangement", gettext_lazy("arrangement")
    JOINT_STATEMENT = "joint_statement", gettext_lazy("joint statement")
    LETTER_OF_INTENT = "letter_of_intent", gettext_lazy("letter of intent")
    PROGRAMME = "programme", gettext_lazy("programme")
    OTHER = "other", gettext_lazy("other")


class Function(models.TextChoices):
    FRAMEWORK = "framework", pgettext_lazy("function of an agreement", "framework")
    IMPLEMENTING = "implementing", pgettext_lazy("function of an agreement", "implementing")
    AMENDING = "amending", pgettext_lazy("function of an agreement", "amending")
    EXTENDING = "extending", pgettext_lazy("function of an agreement", "extending")


class Binding(models.TextChoices):
    BINDING = "binding", gettext_lazy("binding")
    NON_BINDING = "non_binding", gettext_lazy("not binding")


@recorded
class Designation(models.Model):
    """What sources call an agreement: its form, its function, and whether it binds.

    Source: a treaty is one whatever its designation (Vienna Convention on the Law of Treaties, article 2); so whether
    an instrument binds is never concluded from its form.
    """

    natural_key_fields = ["agreement__slug", "form", "function", "binding"]

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="designations", help_text="The agreement of this type."
    )
    form = models.CharField(max_length=30, choices=Form, help_text="The form of the instrument, in the source's word.")
    function = models.CharField(
        max_length=12,
        choices=Function,
        blank=True,
        help_text="What it is for: a framework for others, implementing, amending or extending one; empty: not stated.",
    )
    binding = models.CharField(
        max_length=11,
        choices=Binding,
        blank=True,
        help_text="Whether it binds in law, only as a source says; empty: not stated.",
    )
    standing = standing_field()
    standing_reason = standing_reason_field()

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "form", "function", "binding"], name="agreements_designation_once"
            ),
            choice_constraint("form", Form),
            choice_constraint("function", Function, blank=True),
            choice_constraint("binding", Binding, blank=True),
            *standing_constraints(),
        ]

    def __str__(self):
        """Return what the agreement is called, such as “framework agreement, not binding”."""
        return designation_in_words(self.form, self.function, self.binding)

    def natural_key(self):
        return (*self.agreement.natural_key(), self.form, self.function, self.binding)

    natural_key.dependencies = ["agreements.agreement"]


@recorded
class Title(models.Model):
    """The official title of an instrument, in one of its languages or one of its readings."""

    natural_key_fields = ["agreement__slug", "text", "language"]

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="titles", help_text="The agreement with this title."
    )
    text = models.CharField("title", max_length=500, help_text="The official title, as the source gives it.")
    language = language_field()
    standing = standing_field()
    standing_reason = standing_reason_field()

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "text", "language"], name="agreements_title_once"),
            language_constraint(),
            *standing_constraints(),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (*self.agreement.natural_key(), self.text, self.language)

    natural_key.dependencies = ["agreements.agreement"]
