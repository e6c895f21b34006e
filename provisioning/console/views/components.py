"""The component page: what pages are built of, in any theme, rendered from the same templates."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.types import Role
from themes import queries as themes
from themes.gallery import queries as gallery


@operator_required(Role.VIEWER)
@require_safe
def components(request: ConsoleRequest) -> HttpResponse:
    """Show every component in every state, in the theme that was chosen."""
    return render(request, "console/components.html", shown(request))


def shown(request: HttpRequest) -> dict[str, Any]:
    """Give what the page shows, in the theme that its address names."""
    choices = themes.themes()
    wanted = request.GET.get("thema", "")
    chosen = wanted if wanted in {theme.key for theme in choices} else themes.CONSOLE
    return {
        **themes.context(chosen),
        "chosen": chosen,
        "choices": choices,
        "groups": gallery.groups(token=get_token(request)),
    }


COMPONENTS = [path("componenten/", components, name="components")]
"""Its address."""
