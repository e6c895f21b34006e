"""List webhooks, and show one."""

import uuid
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.queries import webhooks as queries
from provisioning.console.types import Role
from provisioning.webhooks.queries import counted

from .finding import one

LATEST: Final = 10
"""Deliveries on the page of a webhook; the rest is a click away."""


@operator_required(Role.VIEWER)
@require_safe
def webhooks(request: ConsoleRequest) -> HttpResponse:
    """List the addresses that are told, with what could not be brought."""
    rows = [(each, queries.events_of(each.endpoint)) for each in counted()]
    values = {
        "rows": rows,
        "dead": sum(each.dead for each, _events in rows),
        "may_change": request.operator.may(Role.OPERATOR),
    }
    return render(request, "console/webhooks/list.html", values)


@operator_required(Role.VIEWER)
@require_safe
def webhook(request: ConsoleRequest, endpoint: uuid.UUID) -> HttpResponse:
    """Show one address: what it is told, what was brought last, and what can be done."""
    found = one(endpoint)
    former_until = found.former_until if found.former_until and found.former_until > timezone.now() else None
    values = {
        "endpoint": found,
        "events": queries.events_of(found),
        "former_until": former_until,
        "lines": queries.latest(found, LATEST),
        "may_change": request.operator.may(Role.OPERATOR),
    }
    return render(request, "console/webhooks/webhook.html", values)
