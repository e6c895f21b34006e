"""The municipality's connections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.core.access import staff

from . import presenters


@staff("connections.view_connection")
@never_cache
@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    """Show how each connection is doing."""
    return render(request, "connectivity/connections.html", {"cards": presenters.cards()})
