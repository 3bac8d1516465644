"""The desk's pages for reading: bringing a text, and entering what it says."""

from collections import Counter
from hashlib import sha256

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import redirect
from django.urls import reverse

from agreements.hosts import known_of_host
from agreements.models import Citation
from desk.admin.pages import DeskPages
from desk.changesets import looking
from desk.models import SourceText
from desk.reading.documents import language_name
from desk.reading.entered import entered_from
from desk.reading.forms import EntriesForms
from desk.reading.marked_text import bring_marks_up_to_date, pieces_of
from desk.reading.storage import store
from desk.reading.text_forms import TextForm
from spacecoop.admin import INPUTS
from spacecoop.autocomplete import WithAutocomplete
from spacecoop.records import reason_of, whole_change, write_again
from spacecoop.words import noun_of

NEEDED = ("agreements.add_agreement", "agreements.add_event", "agreements.add_source", "agreements.add_citation")


class TextList(ChangeList):
    def url_for_result(self, text):
        return read_address(text)


def read_address(text):
    return reverse("admin:agreements_read", args=[text.pk])


@admin.register(SourceText)
class SourceTextAdmin(WithAutocomplete, DeskPages):
    """Texts of sources: brought here, read with marks, and what they say entered with its citations."""

    list_display = ["__str__", "language", "published", "source", "added_by", "added_at"]
    list_filter = ["language", "origin", ("source", admin.EmptyFieldListFilter)]
    list_select_related = ["source", "added_by"]
    search_fields = ["title", "publisher", "address", "text"]
    fields = ["title", "publisher", "language", "published", "address", "source", "origin", "checksum", "text"]
    readonly_fields = ["origin", "checksum", "text"]
    autocomplete_fields = ["source"]
    formfield_overrides = INPUTS

    def get_changelist(self, request, **kwargs):
        return TextList

    def get_urls(self):
        # The name says that records are changed there, so that a draft that is open takes the changes in.
        return [self.step("<int:key>/read/", self.read_view, "agreements_read"), *super().get_urls()]

    def view_on_site(self, text):
        return read_address(text)

    def add_view(self, request, form_url="", extra_context=None):
        """Bring a text; one that is known is opened instead."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TextForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            text, is_new = _bring(form, request.user)
            if not is_new:
                messages.info(request, "This document was added before. It is shown with the records entered from it.")
            return redirect(read_address(text))
        return self.page(request, "admin/desk/bring.html", "Add a source document", form=form)

    def read_view(self, request, key):
        """Show a text with its marks beside the forms; show what would be stored, then store it."""
        text = self.get_object(request, str(key))
        if text is None or not (self.has_view_permission(request, text) and request.user.has_perms(NEEDED)):
            raise PermissionDenied
        bring_marks_up_to_date(text)
        forms, batch, refused = EntriesForms(text, request.POST if request.method == "POST" else None), None, ""
        if request.method == "POST":
            is_final = "store" in request.POST
            try:
                batch = _stored(text, forms) if is_final else _tried(forms)
            except IntegrityError as error:
                refused = reason_of(error)
            if is_final and batch:
                messages.success(request, f"Saved: {_counted(batch)}.")
                return redirect(read_address(text))
        return self.page(request, "admin/desk/read.html", str(text), **self._contents(text, forms, batch, refused))

    def _contents(self, text, forms, batch, refused):
        cited = list(text.source.citations.with_targets().order_by("pk")) if text.source else []
        pieces, known = pieces_of(text, cited)
        return {
            "text": text,
            "language": language_name(text.language),
            "pieces": pieces,
            "known": known,
            "forms": forms,
            "entered": entered_from(cited),
            "shown": _shown(batch) if batch else [],
            "counted": _counted(batch) if batch else "",
            "refused": refused,
        }


def _bring(form, user):
    """Return (the SourceText of what was given, whether it is new)."""
    given, checksum = form.cleaned_data, sha256(form.content).hexdigest()
    address = given["address"] or ""
    known = SourceText.objects.filter(checksum=checksum).first()
    if known is None and address:
        known = SourceText.objects.filter(address=address).first()
    if known:
        return known, False
    document = form.document
    text = SourceText(
        text=document.text,
        checksum=checksum,
        origin=form.origin,
        language=given["language"] or document.language,
        title=document.title,
        publisher=known_of_host(address).get("publisher") or document.publisher,
        address=address,
        published=given["published"] or document.published,
        added_by=user,
    )
    text.source = text.known_source
    if text.source and not given["published"]:
        text.published = text.source.published or text.published
    text.save()
    return text, True


def _shown(batch):
    """Return (kind, name, whether it is recorded already, its Quotes) of what is new, or cited anew."""
    new = {id(record) for record in batch.records}
    cited = {id(quote.record): quote.record for quote in batch.quotes.values() if id(quote.record) not in new}
    return [
        (record._meta.verbose_name, str(record), id(record) not in new, batch.quotes_of(record))
        for record in (*batch.records, *cited.values())
    ]


def _stored(text, forms):
    """Store what forms say, looked up as the records are then; return the written Batch, None where they are wrong."""
    with whole_change():
        text.refresh_from_db(fields=["source"])
        if not forms.is_valid():
            return None
        entries, text.source = forms.entries()
        batch = store(entries, text.source)
        write_again(text, "source")
    return batch


def _tried(forms):
    """Return what would be stored: it is, with every rule checked, and taken back at once; None where one is wrong."""
    with looking():
        return store(*forms.entries()) if forms.is_valid() else None


def _counted(batch):
    """Put in words how many records of each kind there are."""
    numbers = Counter(map(type, batch.records)) + Counter({Citation: len(batch.quotes)})
    return ", ".join(f"{number} {noun_of(model, number)}" for model, number in numbers.items())
