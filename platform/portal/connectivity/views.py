"""The municipality's connections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from integrations import sources
from integrations.connections import live
from integrations.notifications.types import FEATURE
from portal.core.access import staff
from tenants import features

from . import presenters


@staff("connections.view_connection")
@never_cache
@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    """Show how each connection is doing, and what it answers now."""
    asked = live.questions()
    queries = {question.name: question.query for question in asked}
    outcomes = sources.gather(queries, whose=sources.visitor(request))
    shown = presenters.page(asked).shown(outcomes)
    values = {
        "cards": presenters.cards(asked, shown),
        "silent": presenters.silent(shown),
        "news_url": reverse("connectivity:news") if features.is_on(FEATURE) else "",
    }
    return render(request, "connectivity/connections.html", values)


@staff("connections.view_connection")
@never_cache
@require_safe
def later(request: HttpRequest, name: str, ticket: str) -> HttpResponse:
    """Answer what came after the page was there."""
    return presenters.page(live.questions()).view()(request, name, ticket)
