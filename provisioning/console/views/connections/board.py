"""The health board: all municipalities and all their connections (C-011)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.queries import board as boards
from provisioning.console.types import Role


@operator_required(Role.VIEWER)
@require_safe
def board(request: ConsoleRequest) -> HttpResponse:
    """Show how every connection is doing; the page asks again by itself."""
    only_trouble = request.GET.get("alleen") == "problemen"
    part = request.headers.get("HX-Target") == "bord"
    values = {"board": boards.board(only_trouble=only_trouble), "only_trouble": only_trouble}
    return render(
        request, "console/connections/board.html#bord" if part else "console/connections/board.html", values
    )
