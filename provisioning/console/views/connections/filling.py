"""Add a connection, or change one: choose, fill in, try, keep."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from integrations.connections import catalogue as known_systems
from integrations.connections import operations
from integrations.connections.catalogue import SystemKind
from integrations.connections.types import Overview, row_of
from integrations.errors import RefusedError
from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.connection import ConnectionForm, initial_of
from provisioning.console.origins import actor_of
from provisioning.console.queries import connections, tenants
from provisioning.console.types import Role
from provisioning.console.views.tenants import find

from .finding import one

CHOOSE, TRY = "kies", "proberen"
"""What the buttons of the form ask for, besides keeping it."""


@operator_required(Role.OPERATOR)
@require_safe
def catalogue(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Show the systems that a municipality can be connected with."""
    row = find(tenant)
    had = [panel.overview.system for panel in connections.of_tenant(tenant).panels]
    groups = [
        (name, [(system, had.count(system.key)) for system in systems])
        for name, systems in known_systems.groups()
    ]
    return render(request, "console/connections/catalogue.html", {"row": row, "groups": groups})


@operator_required(Role.OPERATOR)
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ConsoleRequest, tenant: uuid.UUID, system: str) -> HttpResponse:
    """Ask for what a new connection needs."""
    row = find(tenant)
    try:
        kind = known_systems.known(system)
    except ValueError:
        raise Http404 from None
    form = ConnectionForm(
        kind, _data(request), initial=_tried(request, tenant), chosen=_chosen(request, tenant)
    )
    form.fields["name"].widget.attrs["placeholder"] = kind.name
    answer = None
    if _is_sent(request) and form.is_valid():
        slug = operations.free_slug(tenant, kind.key, form.cleaned_data["name"])
        answer = _ask(request, form, tenant, slug=slug, is_new=True)
    return answer or _page(request, row, form, None)


@operator_required(Role.OPERATOR)
@recently_authenticated(keep=("name", "address", "profile", "authentication", "client_id"))
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Ask for what is to be different."""
    row, panel = one(tenant, connection)
    overview = panel.overview
    form = ConnectionForm(
        _kind(overview), _data(request), initial={**initial_of(overview), **_tried(request, tenant), **request.typed},
        known=overview, chosen=_chosen(request, tenant),
    )  # fmt: skip
    answer = None
    if _is_sent(request) and form.is_valid():
        answer = _ask(request, form, tenant, slug=overview.slug, is_new=False)
    return answer or _page(request, row, form, panel)


def _kind(overview: Overview) -> SystemKind:
    try:
        return known_systems.known(overview.system)
    except ValueError:  # of a release that knew more
        raise Http404 from None


def _ask(
    request: ConsoleRequest, form: ConnectionForm, tenant: uuid.UUID, *, slug: str, is_new: bool
) -> HttpResponse | None:
    """Ask for a trial, or for the change and then its test; answer nothing when the form has to come back."""
    wanted: dict[str, Any] = {**form.wanted(), "slug": slug, "is_new": is_new, "by": actor_of(request)}
    try:
        if request.POST.get("actie") == TRY:
            trial = operations.request_trial(tenant=tenant, **wanted)
            return redirect("console:connection_trial", tenant, trial)
        operations.request_change(tenant=tenant, **wanted)
    except RefusedError as error:
        form.refuse(error.reasons)
        return None
    key = row_of(tenant, form.kind.key, slug)
    test_after(request, tenant, key)
    return redirect("console:connection", tenant, key)


def test_after(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> None:
    """Have what was kept tested at once; when there were many tests already it stays untested, and says so."""
    try:
        operations.request_test(tenant=tenant, connection=connection, by=actor_of(request))
    except RefusedError as error:
        messages.warning(request, " ".join(error.reasons.values()))


def _page(
    request: ConsoleRequest, row: tenants.Row, form: ConnectionForm, panel: connections.Panel | None
) -> HttpResponse:
    values = {"row": row, "form": form, "panel": panel, "kind": form.kind}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "console/connections/form.html", values, status=status)


def _is_sent(request: ConsoleRequest) -> bool:
    return request.method == "POST" and request.POST.get("actie") != CHOOSE


def _data(request: ConsoleRequest) -> Any:
    return request.POST if _is_sent(request) else None


def _chosen(request: ConsoleRequest, tenant: uuid.UUID) -> str:
    if request.method == "POST":
        return request.POST.get("authentication", "")
    return str(_tried(request, tenant).get("authentication", ""))


def _tried(request: ConsoleRequest, tenant: uuid.UUID) -> dict[str, Any]:
    """Start from what is on the page when only the fields change, or from what was tried before."""
    if request.method == "POST":
        return {name: value for name, value in request.POST.items() if name not in {"secret", "actie"}}
    try:
        asked = uuid.UUID(request.GET.get("proef", ""))
    except ValueError:
        return {}
    trial = connections.trial(tenant, asked)
    if trial is None:
        return {}
    return {**initial_of(trial.overview), "authentication": trial.overview.authentication.value}
