"""Texts of sources, and whether the addresses of sources still answer."""

from django.conf import settings
from django.db import models

from agreements.models import Source
from spacecoop.fields import EDTFField
from spacecoop.records import choice_constraint, language_constraint, language_field


class Origin(models.TextChoices):
    PASTED = "pasted", "pasted"
    FILE = "file", "a file"
    ADDRESS = "address", "fetched from its address"


class SourceText(models.Model):
    """The text of a document that is read here; for editors alone, since it is somebody's own."""

    source = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="texts",
        help_text="The source record; empty until it is entered.",
    )
    text = models.TextField(help_text="Text of the document.")
    checksum = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the document, in hexadecimal.")
    origin = models.CharField(max_length=8, choices=Origin, help_text="How the text was obtained.")
    language = language_field()
    title = models.CharField(max_length=250, blank=True, help_text="Title given in the document.")
    publisher = models.CharField(max_length=150, blank=True, help_text="Publisher given in the document.")
    address = models.URLField(max_length=500, blank=True, help_text="URL of the document.")
    published = EDTFField(help_text="Date of the document, used to work out dates such as “next December”.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Added by.")
    added_at = models.DateTimeField(auto_now_add=True, help_text="When.")
    marks = models.JSONField(default=list, blank=True, editable=False, help_text="Highlighted words.")
    not_marked = models.CharField(max_length=300, blank=True, editable=False, help_text="Why nothing is highlighted.")
    marked_in = models.CharField(
        max_length=32, blank=True, editable=False, help_text="A mark of text, names and grammar at the time of reading."
    )

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [choice_constraint("origin", Origin), language_constraint()]

    def __str__(self):
        return self.title or self.text[:80]

    @property
    def known_source(self):
        """The source that it belongs to, or that has its address; None while there is none. Cost: a query at most."""
        return self.source or (Source.objects.filter(address=self.address).first() if self.address else None)


class SourceCheck(models.Model):
    """What came when the address of a source was last asked; the address may be another by now."""

    # Without a constraint: a source that is taken back takes no question of ours into account.
    source = models.OneToOneField(
        Source, models.CASCADE, related_name="last_check", db_constraint=False, help_text="The source."
    )
    address = models.URLField(max_length=500, help_text="The URL that was checked.")
    day = models.DateField(help_text="When.")
    problem = models.CharField(max_length=300, blank=True, help_text="Why the link is broken; empty: it works.")

    class Meta:
        ordering = ["source"]

    def __str__(self):
        return f"{self.address} on {self.day}: {self.problem or 'it answered'}"
