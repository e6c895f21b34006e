"""Announcements to the editors of municipalities: make, list, take back (C-039)."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.announcements import AnnouncementForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import announcements as queries
from provisioning.console.types import Role
from tenants.announcements import operations
from tenants.announcements.models import Announcement

from .asking import METHODS, posted


@operator_required(Role.VIEWER)
@require_safe
def announcements(request: ConsoleRequest) -> HttpResponse:
    """List the announcements, the newest first."""
    values = {"rows": queries.rows(), "may_change": request.operator.may(Role.OPERATOR)}
    return render(request, "console/announcements/list.html", values)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def add(request: ConsoleRequest) -> HttpResponse:
    """Ask for an announcement; first shown as editors will see it, then made."""
    form = AnnouncementForm(posted(request))
    if not form.is_valid() or request.POST.get("stap") == "terug":
        status = 422 if form.errors else 200
        return render(request, "console/announcements/add.html", {"form": form}, status=status)
    if request.POST.get("stap") != "plaatsen":
        return render(request, "console/announcements/confirm.html", {"form": form, "draft": form.draft()})
    operations.announce(form.draft(), identity=form.cleaned_data["number"], by=actor_of(request))
    messages.success(request, _("De mededeling is geplaatst."))
    return redirect("console:announcements")


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def withdraw(request: ConsoleRequest, announcement: uuid.UUID) -> HttpResponse:
    """Ask, and take an announcement back."""
    try:
        found = queries.row(announcement)
    except Announcement.DoesNotExist:
        raise Http404 from None
    if request.method != "POST":
        return render(request, "console/announcements/withdraw.html", {"row": found})
    operations.withdraw(announcement, by=actor_of(request))
    messages.success(request, _("De mededeling is ingetrokken."))
    return redirect("console:announcements")
