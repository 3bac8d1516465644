"""What an instrument says: how long it holds, what on which topic, and where its text can be read."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy

from agreements.models.agreements import Agreement
from agreements.models.events import Event
from agreements.models.sources import Source
from agreements.models.standing import standing_constraints, standing_field, standing_reason_field
from spacecoop.fields import (
    EDTFField,
    date_constraints,
    duration_constraint,
    duration_field,
    earliest_day,
    latest_day,
)
from spacecoop.records import NaturalKeyManager, choice_constraint, recorded


class CountedFrom(models.TextChoices):
    SIGNATURE = "signature", gettext_lazy("signature")
    ENTRY_INTO_FORCE = "entry_into_force", gettext_lazy("entry into force")
    OTHER = "other", gettext_lazy("another date")


class Renewal(models.TextChoices):
    NONE = "none", gettext_lazy("no renewal")
    TACIT = "tacit", gettext_lazy("tacit renewal")
    BY_AGREEMENT = "by_agreement", gettext_lazy("renewal by agreement")
    INDEFINITE = "indefinite", gettext_lazy("then for an indefinite time")


class NoticeFor(models.TextChoices):
    ANY_TIME = "any_time", gettext_lazy("at any time")
    END_OF_TERM = "end_of_term", gettext_lazy("for the end of a term")


@recorded
class Term(models.Model):
    """How long an agreement holds: a length or a fixed end, how it is renewed, and how it is denounced.

    One agreement may have several, each set by an act of its own. Source: duration, renewal and termination clauses,
    as the final clauses of treaties have them (United Nations, Final Clauses of Multilateral Treaties: Handbook).
    Boundary: it holds to the end of the day on which it ends.
    """

    natural_key_fields = ["agreement__slug", "act__slug", "length", "until", "renewal", "notice"]

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="terms", help_text="The agreement with this term."
    )
    act = models.ForeignKey(
        Event,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="terms",
        help_text="The action that sets this term, such as an extension; empty: the agreement itself.",
    )
    length = duration_field("length", "How long the first term is; empty: not stated.")
    counted_from = models.CharField(
        max_length=16, choices=CountedFrom, blank=True, help_text="From what the length is counted; empty: not stated."
    )
    from_date = EDTFField("from", help_text="The date from which the length is counted, where no action gives it.")
    from_earliest = earliest_day("from_date")
    from_latest = latest_day("from_date")
    until = EDTFField(help_text="The fixed date on which it ends, in place of a length.")
    until_earliest = earliest_day("until")
    until_latest = latest_day("until")
    renewal = models.CharField(
        max_length=12, choices=Renewal, blank=True, help_text="What follows the term; empty: not stated."
    )
    renewal_length = duration_field("length of renewal", "For how long it is renewed each time; empty: not stated.")
    notice = duration_field("notice", "How long before its effect a denunciation is given; empty: not stated.")
    notice_for = models.CharField(
        max_length=11,
        choices=NoticeFor,
        blank=True,
        help_text="Whether notice may be given at any time or for the end of a term; empty: not stated.",
    )
    condition = models.CharField(
        max_length=300, blank=True, help_text="What else the term depends on, in our own words."
    )
    standing = standing_field()
    standing_reason = standing_reason_field()

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["agreement", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "act", "length", "until", "renewal", "notice"],
                nulls_distinct=False,
                name="agreements_term_once",
            ),
            choice_constraint("counted_from", CountedFrom, blank=True),
            choice_constraint("renewal", Renewal, blank=True),
            choice_constraint("notice_for", NoticeFor, blank=True),
            *(duration_constraint(name) for name in ("length", "renewal_length", "notice")),
            *date_constraints("from_date", "from_earliest", "from_latest"),
            *date_constraints("until", "until_earliest", "until_latest"),
            models.CheckConstraint(
                condition=Q(length="") | Q(until__isnull=True),
                name="agreements_term_length_or_end",
                violation_error_message="A term has a length or a fixed end, not both: leave one of them empty.",
            ),
            models.CheckConstraint(
                condition=Q(counted_from="") | ~Q(length=""),
                name="agreements_term_counts_a_length",
                violation_error_message="What a length is counted from needs the length.",
            ),
            models.CheckConstraint(
                condition=Q(from_date__isnull=True) | Q(counted_from=CountedFrom.OTHER),
                name="agreements_term_date_is_another",
                violation_error_message="A date to count from is used only with “another date”: "
                "a signature and an entry into force have dates of their own.",
            ),
            models.CheckConstraint(
                condition=~Q(
                    length="", until__isnull=True, renewal="", renewal_length="", notice="", notice_for="", condition=""
                ),
                name="agreements_term_says_something",
                violation_error_message="A term says at least one thing: a length, an end, a renewal or a notice.",
            ),
            *standing_constraints(),
        ]

    def __str__(self):
        until = self.until and gettext("until {date}").format(date=self.until)
        notice = self.notice and gettext("notice {length}").format(length=self.notice)
        lasting = self.length or until or gettext("no fixed term")
        return ", ".join(filter(None, [lasting, self.get_renewal_display(), notice]))

    def natural_key(self):
        act = self.act.natural_key() if self.act else (None,)
        return (*self.agreement.natural_key(), *act, self.length, self.until, self.renewal, self.notice)

    natural_key.dependencies = ["agreements.agreement", "agreements.event"]


class Topic(models.TextChoices):
    LIABILITY = "liability", gettext_lazy("liability")
    CROSS_WAIVER = "cross_waiver", gettext_lazy("cross-waiver of liability")
    INTELLECTUAL_PROPERTY = "intellectual_property", gettext_lazy("intellectual property")
    DATA = "data", gettext_lazy("data")
    TECHNOLOGY_SAFEGUARDS = "technology_safeguards", gettext_lazy("technology safeguards")
    CUSTOMS_AND_TAX = "customs_and_tax", gettext_lazy("customs and tax")
    FUNDS = "funds", gettext_lazy("exchange of funds")
    DISPUTES = "disputes", gettext_lazy("settlement of disputes")


class Says(models.TextChoices):
    YES = "yes", gettext_lazy("yes")
    NO = "no", gettext_lazy("no")
    INCONCLUSIVE = "inconclusive", gettext_lazy("inconclusive")


@recorded
class Provision(models.Model):
    """What an agreement says on a topic."""

    natural_key_fields = ["agreement__slug", "topic", "article"]

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="provisions", help_text="The agreement with this provision."
    )
    topic = models.CharField(max_length=24, choices=Topic, help_text="Topic.")
    says = models.CharField(
        max_length=12, choices=Says, help_text="Whether the agreement provides for it, as far as the source tells."
    )
    article = models.CharField(max_length=60, blank=True, help_text="The article or section; empty: not stated.")
    summary = models.TextField(blank=True, help_text="What it says, in our own words.")
    standing = standing_field()
    standing_reason = standing_reason_field()

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["agreement", "topic", "article"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "topic", "article"], name="agreements_provision_once"),
            choice_constraint("topic", Topic),
            choice_constraint("says", Says),
            *standing_constraints(),
        ]

    def __str__(self):
        return ", ".join(filter(None, [f"{self.get_topic_display()}: {self.get_says_display()}", self.article]))

    def natural_key(self):
        return (*self.agreement.natural_key(), self.topic, self.article)

    natural_key.dependencies = ["agreements.agreement"]


class Authentic(models.TextChoices):
    YES = "yes", gettext_lazy("authentic")
    NO = "no", gettext_lazy("not authentic")


@recorded
class Text(models.Model):
    """The text of an instrument in one language, and where it can be read."""

    natural_key_fields = ["agreement__slug", "language", "source__slug"]

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="texts", help_text="The agreement.")
    language = models.CharField(
        max_length=3, blank=True, help_text="ISO 639 code of the language of the text; empty: not stated."
    )
    authentic = models.CharField(
        max_length=3,
        choices=Authentic,
        blank=True,
        help_text="Whether the text in this language is authentic (Vienna Convention on the Law of Treaties, article "
        "33); empty: not stated.",
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="instruments",
        help_text="Where it can be read; empty: the text is not known to be public.",
    )

    objects = NaturalKeyManager()

    class Meta:
        ordering = ["agreement", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "language", "source"], nulls_distinct=False, name="agreements_text_once"
            ),
            models.CheckConstraint(
                condition=Q(language="") | Q(language__regex=r"^[a-z]{2,3}$"),
                name="agreements_text_language_is_a_code",
                violation_error_message="A language is an ISO 639 code of two or three lower-case letters.",
            ),
            choice_constraint("authentic", Authentic, blank=True),
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.language or gettext("language not stated"), self.get_authentic_display()]))

    def natural_key(self):
        source = self.source.natural_key() if self.source else (None,)
        return (*self.agreement.natural_key(), self.language, *source)

    natural_key.dependencies = ["agreements.agreement", "agreements.source"]
