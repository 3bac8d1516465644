"""The forms of sources, citations and identifiers."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path, reverse

from agreements.admin.cited import IdentifierInline, LinkAdmin, SlugForm, SourcedAdmin
from agreements.hosts import known_of_host
from agreements.models import Citation, Identifier, Source
from agreements.models.citations import CITABLE
from agreements.models.identifiers import IDENTIFIED
from spacecoop.admin import RecordAdmin


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SlugForm
    list_display = ["title", "publisher", "kind", "published", "slug"]
    list_filter = ["kind", "language", ("published", admin.EmptyFieldListFilter)]
    search_fields = ["title", "publisher", "slug", "address"]
    autocomplete_fields = ["copy_of"]
    inlines = [IdentifierInline]
    history_of_parts = [(Identifier, "source_id")]

    class Media:
        js = ["source.js"]

    def get_urls(self):
        page = self.admin_site.admin_view(self.of_host)
        return [path("of-host/", page, name="agreements_source_of_host"), *super().get_urls()]

    def of_host(self, request):
        """Give what the sources from the host of an address have in common, for the form of a new one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return JsonResponse(known_of_host(request.GET.get("address", "")))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "address":
            field.widget.attrs["data-of-host"] = reverse("admin:agreements_source_of_host")
        return field

    def get_changeform_initial_data(self, request):
        given = super().get_changeform_initial_data(request)
        known = known_of_host(given.get("address", ""))
        return {name: known[name] for name in ("publisher", "kind") if known.get(name)} | given


@admin.register(Identifier)
class IdentifierAdmin(LinkAdmin):
    list_display = ["scheme", "value", "issued_in", "record"]
    list_filter = ["scheme", "standing"]
    list_select_related = ["issued_in", *IDENTIFIED]
    search_fields = ["value"]
    autocomplete_fields = ["issued_in", *IDENTIFIED]

    def shown_on(self, identifier):
        return identifier.record


@admin.register(Citation)
class CitationAdmin(SourcedAdmin):
    list_display = ["phrase", "source", "supports"]
    list_filter = ["source__kind", "source__language"]
    list_select_related = ["source"]
    search_fields = ["phrase", "source__title", "source__slug"]
    autocomplete_fields = ["source", *CITABLE]
    fieldsets = [
        (None, {"fields": ["source", "phrase", "gloss", "fields", "reported_as", "note"]}),
        ("Record supported (exactly one)", {"fields": list(CITABLE)}),
    ]

    def view_on_site(self, citation):
        return citation.source.get_absolute_url()

    def get_queryset(self, request):
        return super().get_queryset(request).with_targets()

    @admin.display(description="Supports")
    def supports(self, citation):
        return f"{citation.target._meta.verbose_name}: {citation.target}"
