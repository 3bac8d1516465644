"""The forms of a text itself: the text, its source, and the day to which its words speak."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from agreements.models import Source
from desk.models import SourceText
from desk.reading.dates import LANGUAGES
from desk.reading.documents import document_of, guessed, language_name
from desk.reading.fetching import fetch
from desk.reading.parsers import Document
from desk.reading.phrase_forms import check_phrase, phrase_field
from desk.sandbox import NotReadable
from spacecoop.fields import EDTFFormField


class TextForm(forms.Form):
    """A document to read: pasted, a file, or an address to fetch it from."""

    pasted = forms.CharField(
        label="Text", required=False, widget=forms.Textarea(attrs={"rows": 12}), help_text="Paste the text here."
    )
    file = forms.FileField(
        label="File",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.pdf,.docx"}),
        help_text="txt, html, pdf or docx; at most 10 MB.",
    )
    address = forms.URLField(
        label="URL",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Fetched if you give no text or file.",
    )
    language = forms.ChoiceField(
        label="Language",
        required=False,
        choices=[("", "detect it"), *((code, language_name(code)) for code in LANGUAGES)],
    )
    published = EDTFFormField(
        label="Date of the document",
        required=False,
        max_length=60,
        help_text="Used to work out dates such as “next December”. Leave empty to detect it.",
    )

    def clean(self):
        """Read what was given into `document`, `content` and `origin`."""
        cleaned = super().clean()
        pasted, file, address = cleaned.get("pasted"), cleaned.get("file"), cleaned.get("address")
        if pasted and file:
            raise ValidationError("Enter a text or a file, not both.")
        if not (pasted or file or address) and not self.errors:
            raise ValidationError("Paste the text, choose a file, or enter a URL.")
        if self.errors:
            return cleaned
        try:
            self.document, self.content, self.origin = self._read(pasted, file, address)
        except NotReadable as error:
            self.add_error("pasted" if pasted else "file" if file else "address", str(error))
        return cleaned

    def _read(self, pasted, file, address):
        if pasted:
            return guessed(Document(pasted)), pasted.encode(), "pasted"
        if file:
            content = file.read()
            return document_of(content, file.name), content, "file"
        if known := SourceText.objects.filter(address=address).first():
            return Document(known.text), b"", "address"
        fetched = fetch(address)
        return document_of(fetched.content, fetched.address, fetched.kind), fetched.content, "address"


class SourceForm(forms.ModelForm):
    """The source itself, where it is not known yet."""

    address = Source._meta.get_field("address").formfield(
        label="URL",
        assume_scheme="https",
        widget=forms.URLInput(attrs={"data-of-host": reverse_lazy("admin:agreements_source_of_host")}),
    )

    class Meta:
        model = Source
        fields = ["title", "publisher", "kind", "language", "address", "published", "relays", "slug"]
        help_texts = {"slug": "Leave empty to derive it from publisher and year."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        if not self.is_bound:
            self.fields["kind"].widget.attrs["data-proposed"] = ""


class DateLineForm(forms.Form):
    """Where the document says its own date: every date that is derived from it rests on that."""

    date_phrase = phrase_field(
        "Quotation for the date of the document",
        help_text="Cited for dates without a year and for the “as of” of plans and reports.",
    )

    def __init__(self, *args, text, **kwargs):
        super().__init__(*args, **kwargs)
        self.text = text

    def clean_date_phrase(self):
        return check_phrase(self.cleaned_data["date_phrase"], self.text)
