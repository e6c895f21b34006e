"""How busy it was, day by day: acts, sign-ins, operations and how long they took."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.queries import course as courses
from provisioning.console.types import Role


@operator_required(Role.VIEWER)
@require_safe
def course(request: ConsoleRequest) -> HttpResponse:
    """Draw the last thirty days of all municipalities together."""
    return render(request, "console/audit/course.html", {"plots": courses.of_all()})
