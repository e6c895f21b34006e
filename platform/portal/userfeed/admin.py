"""What was told, for staff: when and of which kind, never to whom or what it says (P-190)."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.core.admin import ReadOnly

from .models import FeedItem


@admin.register(FeedItem)
class FeedItemAdmin(ReadOnly, admin.ModelAdmin[FeedItem]):
    """List it, to look at alone."""

    list_display = ("kind", "action_required", "display_at", "expires_at", "completed_at")
    list_display_links = None
    list_filter = ("kind", "action_required")
    ordering = ("-display_at",)
    date_hierarchy = None
    fields = ("kind", "action_required", "display_at", "expires_at", "completed_at")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[FeedItem]:
        """Read all but what it says."""
        return super().get_queryset(request).defer("snapshot")
