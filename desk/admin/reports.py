"""What readers report of the pages."""

from django.contrib import admin

from desk.models import Report, ReportState
from spacecoop.admin import ComparedAdmin


@admin.register(Report)
class ReportAdmin(ComparedAdmin):
    """What readers report: to be settled or declined, with what came of it."""

    list_display = ["page", "kind", "text_in_short", "at", "state", "settled_by"]
    list_filter = ["state", "kind"]
    list_select_related = ["settled_by"]
    search_fields = ["page", "text"]
    readonly_fields = ["page", "revision", "kind", "text", "contact", "at", "settled_by"]
    fields = [*readonly_fields, "state", "answer"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="What")
    def text_in_short(self, report):
        return report.text[:100]

    def view_on_site(self, report):
        return report.page

    def save_model(self, request, report, form, change):
        report.settled_by = None if report.state == ReportState.OPEN else request.user
        super().save_model(request, report, form, change)
