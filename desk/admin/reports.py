"""What readers report of the pages."""

from urllib.parse import quote

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from desk.models import Report, ReportState
from desk.reports import record_of
from spacecoop.admin import ComparedAdmin


@admin.register(Report)
class ReportAdmin(ComparedAdmin):
    """What readers report: to be settled or declined, with what came of it."""

    list_display = ["page", "kind", "text_in_short", "at", "state", "settled_by"]
    list_filter = ["state", "kind"]
    list_select_related = ["settled_by"]
    search_fields = ["page", "text"]
    readonly_fields = ["page", "record", "revision", "kind", "text", "reply_to", "at", "settled_by"]
    fields = [*readonly_fields, "state", "answer"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="What")
    def text_in_short(self, report):
        return report.text[:100]

    @admin.display(description="Record")
    def record(self, report):
        """Show the record that the page shows, a link to its form."""
        if (record := record_of(report.page)) is None:
            return "This page shows no single record."
        address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
        return format_html('<a href="{}">Edit “{}”</a>', address, record)

    @admin.display(description="Reply to")
    def reply_to(self, report):
        """Show the address of the reader, a link to a mail: the site sends none."""
        if not report.contact:
            return "No email address was given."
        subject = quote(f"Your report on {report.page}")
        return format_html('<a href="mailto:{}?subject={}">{}</a>', report.contact, subject, report.contact)

    def view_on_site(self, report):
        return report.page

    def save_model(self, request, report, form, change):
        report.settled_by = None if report.state == ReportState.OPEN else request.user
        super().save_model(request, report, form, change)
