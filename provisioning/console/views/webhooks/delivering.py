"""What was brought to webhooks: list it, look at one, have it brought again."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.webhooks import DeliveryFilters
from provisioning.console.origins import actor_of
from provisioning.console.queries import webhooks as queries
from provisioning.console.types import Role
from provisioning.webhooks import operations
from provisioning.webhooks.errors import OvertakenError
from provisioning.webhooks.models import Delivery
from provisioning.webhooks.queries import endpoints

PLACES = ("ouder", "nieuwer")
"""Parameters that say where a page begins."""
LARGEST = 2**63 - 1


@operator_required(Role.VIEWER)
@require_safe
def deliveries(request: ConsoleRequest) -> HttpResponse:
    """List what was brought or still has to be, the newest first."""
    form = DeliveryFilters(request.GET, endpoints=list(endpoints()))
    older, newer = (_number(request.GET.get(name, "")) for name in PLACES)
    page = queries.listing(form.filters(), older_than=older, newer_than=newer)
    values = {"form": form, "page": page, "query": _chosen(request), "moved": older or newer}
    return render(request, "console/webhooks/deliveries.html", values)


@operator_required(Role.VIEWER)
@require_safe
def delivery(request: ConsoleRequest, delivery: uuid.UUID) -> HttpResponse:
    """Show one delivery; it follows by itself while the next attempt is near."""
    try:
        found = queries.detail(delivery)
    except Delivery.DoesNotExist:
        raise Http404 from None
    values = {"found": found, "line": found.line, "may_change": request.operator.may(Role.OPERATOR)}
    is_part = request.headers.get("HX-Target") == "bericht"
    return render(request, f"console/webhooks/delivery.html{'#bericht' if is_part else ''}", values)


@operator_required(Role.OPERATOR)
@require_POST
def replay(request: ConsoleRequest, delivery: uuid.UUID) -> HttpResponse:
    """Have it brought again; a click too many, or one on an old page, brings nothing more."""
    seen = _number(request.POST.get("stand", ""))
    try:
        operations.replay(delivery=delivery, seen=-1 if seen is None else seen, by=actor_of(request))
    except Delivery.DoesNotExist:
        raise Http404 from None
    except OvertakenError:
        messages.info(request, _("Dit bericht was al opnieuw aangeboden. Er is niets extra verstuurd."))
    else:
        messages.success(request, _("Het bericht wordt opnieuw verstuurd."))
    return redirect("console:delivery", delivery)


def _number(text: str) -> int | None:
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
    return found if found is not None and found <= LARGEST else None


def _chosen(request: ConsoleRequest) -> str:
    """Answer the filters of an address, without where its page begins."""
    values = request.GET.copy()
    for name in [name for name, value in values.items() if name in PLACES or not value]:
        del values[name]
    return values.urlencode()
