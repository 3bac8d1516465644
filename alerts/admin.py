"""What is followed, for curators: how much, how it fares, and no address."""

from django.contrib import admin

from alerts.models import Follow


@admin.register(Follow)
class FollowAdmin(admin.ModelAdmin):
    """Read, and nothing else: who follows ends it herself."""

    list_display = ["page", "way", "how_often", "state", "off_reason", "made_at", "told_revision"]
    list_filter = ["state", "how_often", "off_reason"]
    fields = [*list_display, "language", "confirmed_at", "due_at"]
    readonly_fields = fields

    @admin.display(description="By")
    def way(self, follow):
        return follow.hidden_address

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
