"""Look: all themes, one of them with its versions, and all that is known of a version."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.queries import slots
from provisioning.console.queries import themes as queries
from provisioning.console.types import Role
from themes import builtin
from themes.styles import queries as styles

from . import finding
from .framing import shows_frames

LONGEST = 100


@operator_required(Role.VIEWER)
@require_safe
def themes(request: ConsoleRequest) -> HttpResponse:
    """List all themes: those of municipalities, those that come with the product, and those that are archived."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    values = {
        "library": queries.library(words),
        "words": words,
        "may_change": request.operator.may(Role.OPERATOR),
    }
    return render(request, "console/themes/library.html", values)


@operator_required(Role.VIEWER)
@require_safe
@shows_frames
def shipped(request: ConsoleRequest, theme: str) -> HttpResponse:
    """Show a theme that comes with the product."""
    found = builtin.find(theme)
    if found is None or not found.choosable:
        raise Http404
    values = {"theme": found, "wearers": queries.wearers_of(theme), "look": theme}
    return render(request, "console/themes/shipped.html", values)


@operator_required(Role.VIEWER)
@require_safe
@shows_frames
def theme(request: ConsoleRequest, style: uuid.UUID) -> HttpResponse:
    """Show a house style: what it looks like, who wears it, and its versions."""
    found = finding.style(style)
    versions = queries.versions(found)
    values = {
        "style": found,
        "owner": queries.owner_name(found.owner),
        "versions": versions,
        "newest": versions[0] if versions else None,
        "wearers": queries.wearers(found.slug),
        "look": styles.key_of(found, found.current.number if found.current else versions[0].number),
        "may_change": request.operator.may(Role.OPERATOR),
    }
    return render(request, "console/themes/theme.html", values)


@operator_required(Role.VIEWER)
@require_safe
@shows_frames
def version(request: ConsoleRequest, style: uuid.UUID, number: int) -> HttpResponse:
    """Show a version: what was repaired, what was skipped, and where each value comes from."""
    found = finding.revision(style, number)
    shown = queries.shown(found)
    values = {
        "style": found.style,
        "revision": found,
        "shown": shown,
        "total": len(slots.every(shown.groups)),
        "is_current": found.style.current_id == found.pk,
        "look": styles.key_of(found.style, number),
        "may_change": request.operator.may(Role.OPERATOR),
    }
    return render(request, "console/themes/version.html", values)
