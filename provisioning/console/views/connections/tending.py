"""What is done to a connection that is there: its secret, whether it is used, its end."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from integrations.connections import operations
from integrations.connections.types import Standing, Window
from integrations.errors import RefusedError
from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.tending import MaintenanceForm, RotationForm, SwitchForm, TendingForm
from provisioning.console.origins import actor_of
from provisioning.console.types import Role

from .filling import test_after
from .finding import one


@operator_required(Role.OPERATOR)
@recently_authenticated(keep=("keep",))
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def rotate(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Ask for a new secret beside the one of now."""
    form = RotationForm(request.POST or None, initial=request.typed)

    def ask() -> None:
        days = form.cleaned_data["keep"]
        until = timezone.now() + timedelta(days=int(days)) if days else None
        secret = form.cleaned_data["secret"]
        operations.request_rotation(
            tenant=tenant, connection=connection, secret=secret, until=until, by=actor_of(request)
        )
        test_after(request, tenant, connection)

    return _asked(request, tenant, connection, form, "rotate", ask)


@operator_required(Role.OPERATOR)
@recently_authenticated(page="connection")
@require_POST
def drop(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Have the former secret forgotten now."""
    one(tenant, connection)
    return _done(
        request, tenant, connection,
        lambda: operations.request_drop(tenant=tenant, connection=connection, by=actor_of(request)),
    )  # fmt: skip


@operator_required(Role.OPERATOR)
@recently_authenticated(keep=("why",))
@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Ask, and switch. The form says to which side: sent twice it does nothing more."""
    _row, panel = one(tenant, connection)
    form = SwitchForm(request.POST or None, initial=request.typed)
    on = request.POST.get("stand") == "aan" if request.POST else panel.overview.standing is Standing.OFF

    def ask() -> None:
        why = form.cleaned_data["why"]
        operations.request_switch(tenant=tenant, connection=connection, on=on, why=why, by=actor_of(request))

    return _asked(request, tenant, connection, form, "switch", ask, turn_on=on)


@operator_required(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def maintenance(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Announce that the other side is being worked on."""
    form = MaintenanceForm(request.POST or None)

    def ask() -> None:
        window = Window(form.cleaned_data["begins"], form.cleaned_data["ends"])
        note = form.cleaned_data["note"]
        operations.request_maintenance(
            tenant=tenant, connection=connection, window=window, note=note, by=actor_of(request)
        )

    return _asked(request, tenant, connection, form, "maintenance", ask)


@operator_required(Role.OPERATOR)
@require_POST
def maintenance_off(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Take back what was announced."""
    one(tenant, connection)
    by = actor_of(request)
    return _done(
        request, tenant, connection,
        lambda: operations.request_maintenance(tenant=tenant, connection=connection, window=None, by=by),
    )  # fmt: skip


@operator_required(Role.OPERATOR)
@recently_authenticated()
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Ask, and take a connection away with its secrets."""
    row, panel = one(tenant, connection)
    if request.method != "POST":
        return render(request, "console/connections/remove.html", {"row": row, "panel": panel})
    try:
        operations.request_removal(tenant=tenant, connection=connection, by=actor_of(request))
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons.values()))
    else:
        messages.success(request, _("%s wordt verwijderd.") % panel.title)
    return redirect("console:tenant", tenant)


def _asked(
    request: ConsoleRequest,
    tenant: uuid.UUID,
    connection: uuid.UUID,
    form: TendingForm,
    name: str,
    ask: Callable[[], None],
    **values: object,
) -> HttpResponse:
    row, panel = one(tenant, connection)
    if form.is_valid():
        try:
            ask()
        except RefusedError as error:
            form.refuse(error.reasons)
        else:
            return redirect("console:connection", tenant, connection)
    status = 422 if form.errors else 200
    values |= {"row": row, "panel": panel, "form": form}
    return render(request, f"console/connections/{name}.html", values, status=status)


def _done(
    request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID, ask: Callable[[], object]
) -> HttpResponse:
    try:
        ask()
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons.values()))
    return redirect("console:connection", tenant, connection)
