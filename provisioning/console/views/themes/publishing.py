"""Publish a version, or take an older one back; take a house style out of the list, or put it back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.asking import ReasonForm
from provisioning.console.forms.theme_publishing import PublishForm
from provisioning.console.operations.themes import publish_theme
from provisioning.console.origins import actor_of
from provisioning.console.queries import slots
from provisioning.console.queries import themes as queries
from provisioning.console.types import Role
from provisioning.console.views.asking import METHODS, posted
from provisioning.lifecycle import queries as lifecycle
from provisioning.lifecycle.bulk.models import Bulk
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from themes.styles import operations
from themes.styles import queries as styles
from themes.styles.errors import RefusedStyleError
from themes.styles.models import Revision

from . import finding


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def publish(request: ConsoleRequest, style: uuid.UUID, number: int) -> HttpResponse:
    """Say what changes and for whom, publish it, and lead to how far the municipalities are."""
    revision = finding.revision(style, number)
    current = revision.style.current.number if revision.style.current else 0
    others = [each for each in queries.wearers(revision.style.slug) if each.number != number]
    form = PublishForm(posted(request), others=others, current=current)
    if form.is_valid():
        if form.cleaned_data["current"] != current != number:
            form.ask_again(current)
            return _page(request, revision, form, changed=True, status=409)
        try:
            asked = publish_theme(
                style,
                number,
                tenants=form.chosen(),
                by=actor_of(request),
                why=form.cleaned_data["reason"],
                identity=form.cleaned_data["number"],
            )
        except RefusedStyleError as error:
            form.refuse_style(error)
        except RefusedError as error:
            if same := _under_way(form.chosen()):
                return redirect("console:operation", same.uuid)
            form.refuse(error)
        else:
            return _onward(request, revision, asked)
    return _page(request, revision, form)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def archive(request: ConsoleRequest, style: uuid.UUID) -> HttpResponse:
    """Take a house style out of the list from which people choose, or put it back."""
    found = finding.style(style)
    form = ReasonForm(posted(request))
    if form.is_valid():
        archived = request.POST.get("stand") == "weg"
        operations.archive(style, archived=archived, by=actor_of(request), why=form.cleaned_data["reason"])
        return redirect("console:theme", style)
    values = {"style": found, "form": form, "wearers": queries.wearers(found.slug)}
    return render(request, "console/themes/archive.html", values, status=422 if form.errors else 200)


def _under_way(tenants: list[uuid.UUID]) -> Operation | None:
    """Find the same change at one municipality: a click too many leads there."""
    return lifecycle.under_way(tenants[0], OperationKind.CHANGE_SETTINGS) if len(tenants) == 1 else None


def _onward(request: ConsoleRequest, revision: Revision, asked: Operation | Bulk | None) -> HttpResponse:
    if isinstance(asked, Bulk):
        return redirect("console:bulk", asked.uuid)
    if asked is not None:
        return redirect("console:operation", asked.uuid)
    text = _("Versie %(n)s van %(name)s is gepubliceerd.")
    messages.success(request, text % {"n": revision.number, "name": revision.style.name})
    return redirect("console:theme", revision.style_id)


def _page(
    request: ConsoleRequest, revision: Revision, form: PublishForm, *, changed: bool = False, status: int = 0
) -> HttpResponse:
    current = revision.style.current
    values: dict[str, Any] = {
        "style": revision.style,
        "revision": revision,
        "form": form,
        "changed": changed,
        "current": current,
        "key": styles.key_of(revision.style, revision.number),
        "former": styles.key_of(revision.style, current.number) if current else "",
        "is_back": bool(current and current.number > revision.number),
        "differences": slots.differences(current.values, revision.values) if current else (),
    }
    return render(
        request, "console/themes/publish.html", values, status=status or (422 if form.errors else 200)
    )
