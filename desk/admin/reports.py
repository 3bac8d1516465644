"""What readers report of the pages."""

from smtplib import SMTPException
from urllib.parse import quote

from django.contrib import admin, messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html

from desk.models import Report, ReportState
from desk.replies import send_reply
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

    def get_fields(self, request, obj=None):
        """Show the reply where one may be sent, or was."""
        if obj and obj.replied_at:
            return [*self.fields, "reply", "replied_at"]
        return [*self.fields, "reply"] if obj and obj.awaits_reply else self.fields

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "reply", "replied_at"] if obj and obj.replied_at else self.readonly_fields

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
        """Show the address of the reader, a link to a mail of the editor's own."""
        if not report.contact:
            return "No email address was given."
        subject = quote(f"Your report on {report.page}")
        return format_html('<a href="mailto:{}?subject={}">{}</a>', report.contact, subject, report.contact)

    def view_on_site(self, report):
        return report.page

    def save_model(self, request, report, form, change):
        report.settled_by = None if report.state == ReportState.OPEN else request.user
        super().save_model(request, report, form, change)
        if report.reply and report.awaits_reply:
            transaction.on_commit(lambda: self._send(request, report))

    def _send(self, request, report):
        """Send the reply once it is saved, and say what came of it."""
        try:
            send_reply(report)
        except (OSError, SMTPException):
            messages.error(request, "The reply is saved but could not be sent. Save again to try once more.")
        else:
            messages.success(request, "The reply was sent.")
