"""The municipality's settings and its outbox, in its own administration."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenants.audit import Actor
from tenants.audit.models import AuditRecord
from tenants.configuration import recording
from tenants.entry import current

from .models import Adjustment, ContactDetails, MailReports, MailTemplate, OneRow, OutboxMessage, Texts

admin.site.site_header = _("Beheer van de website")
admin.site.site_title = _("Beheer")
admin.site.index_title = _("Wat wilt u doen?")


class ReadOnly:
    """What may be looked at and nothing else."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


@admin.register(Texts, ContactDetails, MailReports)
class OneRowAdmin(admin.ModelAdmin[OneRow]):
    """Settings: the list leads straight to the one row."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the row, or to where it is made."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if self._is_there():
            return redirect(reverse(f"{name}_change", args=[1]))
        return redirect(reverse(f"{name}_add"))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; what is saved is a release of the municipality's configuration (requirement C-033)."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with recording.changes(current(), by=Actor("staff", str(getattr(request.user, "uuid", "")))):
            return super().changeform_view(request, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse a second row; who may change the first may make it."""
        return super().has_change_permission(request) and not self._is_there()

    def has_delete_permission(self, request: HttpRequest, obj: OneRow | None = None) -> bool:
        """Refuse: there is always one."""
        return False

    def _is_there(self) -> bool:
        return self.model._default_manager.filter(id=1).exists()


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnly, admin.ModelAdmin[OutboxMessage]):
    """Lead to the page that shows what leaves; show of a message all but what it says."""

    fields = ("to", "subject", "state", "created_at", "sent_at", "last_error")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead there who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(reverse("deliveries:items"))


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnly, admin.ModelAdmin[AuditRecord]):
    """Lead to the page that shows who did what (requirement P-233)."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead there who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(reverse("auditlog:records"))


@admin.register(Adjustment)
class AdjustmentAdmin(ReadOnly, admin.ModelAdmin[Adjustment]):
    """Lead to the page on which the look is adjusted, with an example."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead there who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(reverse("look:page"))


@admin.register(MailTemplate)
class MailTemplateAdmin(ReadOnly, admin.ModelAdmin[MailTemplate]):
    """Lead to the page with all kinds of mail and what they say."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead there who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(reverse("mailtexts:kinds"))
