"""Show what a theme looks like: in miniature, and as pages of a portal with sample content."""

from typing import Any

from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from provisioning.console import sample
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.queries import drafted
from provisioning.console.queries import themes as queries
from provisioning.console.types import Role
from themes import builtin
from themes import queries as themes
from themes import thumbnail as drawing
from themes.gallery import queries as gallery
from themes.styles import queries as styles
from themes.types import Look

from .framing import may_be_framed

DRAWING_POLICY = "default-src 'none'; sandbox"
"""A drawing that is opened by itself may do nothing."""
KEPT = "private, max-age=600"
COMPONENTS = "componenten"


@operator_required(Role.VIEWER)
@require_safe
def thumbnail(request: ConsoleRequest, theme: str) -> HttpResponse:
    """Draw a page in miniature."""
    values = queries.values(theme)
    if values is None:
        raise Http404
    headers = {"Content-Security-Policy": DRAWING_POLICY, "Cache-Control": KEPT}
    return HttpResponse(drawing.svg(values), content_type="image/svg+xml", headers=headers)


@operator_required(Role.VIEWER)
@require_safe
@may_be_framed
def preview(request: ConsoleRequest, look: str) -> HttpResponse:
    """Show a page of a portal, or all components, in a theme; a frame shows it without anything to press."""
    found = _look(request, look)
    name = COMPONENTS if request.GET.get("pagina") == COMPONENTS else "start"
    values: dict[str, Any] = {
        **sample.start(),
        **found.context,
        "theme_favicon": themes.favicon(found),
        "framed": "los" not in request.GET,
    }
    if name == COMPONENTS:
        values["groups"] = gallery.groups(token=get_token(request))
    return render(request, f"console/themes/sample_{name}.html", values)


@operator_required(Role.VIEWER)
@require_safe
def stylesheet(request: ConsoleRequest, look: str) -> HttpResponse:
    """Compile what somebody is typing."""
    content = drafted.stylesheet(look, operator=request.operator.uuid)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="text/css; charset=utf-8", headers={"Cache-Control": KEPT})


def _look(request: ConsoleRequest, look: str) -> Look:
    if shipped := builtin.find(look):
        return shipped.look
    if kept := styles.revision(look):
        return Look(**kept.look)
    base = drafted.base_of(look, operator=request.operator.uuid)
    if base is None:
        raise Http404
    return Look(**{**base.look, "stylesheet": reverse("console:theme_stylesheet", args=[look])})
