"""The operators, managed by owners (C-002); and what an invitation leads to."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from provisioning.console import auth, operations, organisation
from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.operators import FirstPassword, InvitationForm, RoleForm
from provisioning.console.models import Operator
from provisioning.console.operations import RefusedError, colleagues
from provisioning.console.origins import actor_of, address_of
from provisioning.console.queries import operators as queries
from provisioning.console.types import Role
from tenants.access import public

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@operator_required(Role.OWNER)
@require_safe
def operators(request: ConsoleRequest) -> HttpResponse:
    """List the operators."""
    return render(request, "console/operators/operators.html", {"operators": queries.everybody()})


@operator_required(Role.OWNER)
@recently_authenticated(keep=("name", "email", "role"))
@read_or_send
def operator_invite(request: ConsoleRequest) -> HttpResponse:
    """Ask who is invited, and have the link mailed."""
    form = InvitationForm(request.POST or None, initial=request.typed)
    if form.is_valid():
        given = form.cleaned_data
        try:
            found = operations.invite(
                email=given["email"],
                name=given["name"],
                role=Role(given["role"]),
                owner=request.operator,
                by=actor_of(request),
            )
        except RefusedError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _told_of(found))
            return redirect("console:operator", found.uuid)
    status = 422 if form.errors else 200
    return render(request, "console/operators/invite.html", {"form": form}, status=status)


@operator_required(Role.OWNER)
@require_safe
def operator(request: ConsoleRequest, operator: uuid.UUID) -> HttpResponse:
    """Show an operator, and what can be done."""
    return render(request, "console/operators/operator.html", {"found": _one(operator)})


@operator_required(Role.OWNER)
@recently_authenticated(keep=("role",))
@read_or_send
def operator_role(request: ConsoleRequest, operator: uuid.UUID) -> HttpResponse:
    """Ask for another role, and give it."""
    found = _one(operator)
    now = {"role": found.role, "was": found.role}
    form = RoleForm(request.POST or None, initial={**now, **request.typed})
    if form.is_valid():
        given = form.cleaned_data
        role = Role(given["role"])
        owner, by = request.operator, actor_of(request)
        try:
            operations.change_role(operator=operator, role=role, was=given["was"], owner=owner, by=by)
        except RefusedError as error:
            found = _one(operator)
            form = RoleForm({"role": given["role"], "was": found.role}, initial=now)
            form.add_error("role", str(error))
        else:
            messages.success(request, _("De rol van %s is gewijzigd.") % found.name)
            return redirect("console:operator", operator)
    status = 422 if form.errors else 200
    return render(request, "console/operators/role.html", {"form": form, "found": found}, status=status)


@operator_required(Role.OWNER)
@recently_authenticated()
@read_or_send
def operator_shut_out(request: ConsoleRequest, operator: uuid.UUID) -> HttpResponse:
    """Ask, and let somebody in no longer."""
    said = _("%s is geblokkeerd en overal afgemeld.")
    return _confirmed(request, operator, "shut_out", lambda change: operations.shut_out(**change), said)


@operator_required(Role.OWNER)
@recently_authenticated()
@read_or_send
def operator_admit(request: ConsoleRequest, operator: uuid.UUID) -> HttpResponse:
    """Ask, and let somebody in again."""
    said = _("%s kan zich weer aanmelden.")
    return _confirmed(request, operator, "admit", lambda change: operations.admit_again(**change), said)


@operator_required(Role.OWNER)
@recently_authenticated()
@read_or_send
def operator_reset(request: ConsoleRequest, operator: uuid.UUID) -> HttpResponse:
    """Ask, take password and second factor away, and have the link mailed to set them anew."""
    return _confirmed(request, operator, "reset", lambda change: operations.reset_second_factor(**change))


@operator_required(Role.OWNER)
@recently_authenticated()
@read_or_send
def operator_invite_again(request: ConsoleRequest, operator: uuid.UUID) -> HttpResponse:
    """Ask, and have another link mailed."""
    return _confirmed(request, operator, "invite_again", lambda change: operations.invite_again(**change))


@public
@sensitive_post_parameters("new")
@sensitive_variables("secret")
@never_cache
@read_or_send
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody who was invited choose a password; the second factor comes next."""
    found = colleagues.invited_by(secret)
    if found is None:
        return render(request, "console/signing_in/spent.html", status=404)
    form = FirstPassword(request.POST or None, operator=found)
    by_password = organisation.may_use_password(found.email)
    if by_password and form.is_valid():
        password = form.cleaned_data["new"]
        accepted = operations.accept_invitation(secret=secret, password=password, origin=address_of(request))
        if accepted is None:
            return render(request, "console/signing_in/spent.html", status=404)
        auth.begin_halfway(request, accepted)
        return redirect("console:setup")
    status = 422 if form.errors else 200
    there = reverse("console:organisation_link", args=[secret]) if organisation.is_there() else ""
    values = {"form": form, "invited": found, "organisation": there, "by_password": by_password}
    return render(request, "console/signing_in/invitation.html", values, status=status)


def _confirmed(
    request: ConsoleRequest,
    operator: uuid.UUID,
    name: str,
    act: Callable[[dict[str, Any]], Operator],
    said: str = "",
) -> HttpResponse:
    found = _one(operator)
    if request.method != "POST":
        return render(request, f"console/operators/{name}.html", {"found": found})
    try:
        changed = act({"operator": operator, "owner": request.operator, "by": actor_of(request)})
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said % found.name if said else _told_of(changed))
    return redirect("console:operator", operator)


def _told_of(found: Operator) -> str:
    return _("De mail met de link gaat naar %s.") % found.email


def _one(operator: uuid.UUID) -> Operator:
    try:
        return queries.one(operator)
    except Operator.DoesNotExist:
        raise Http404 from None


OPERATORS = [
    path("beheerders/", operators, name="operators"),
    path("beheerders/uitnodigen/", operator_invite, name="operator_invite"),
    path("beheerders/<uuid:operator>/", operator, name="operator"),
    path("beheerders/<uuid:operator>/rol/", operator_role, name="operator_role"),
    path("beheerders/<uuid:operator>/blokkeren/", operator_shut_out, name="operator_shut_out"),
    path("beheerders/<uuid:operator>/toelaten/", operator_admit, name="operator_admit"),
    path("beheerders/<uuid:operator>/tweede-factor/", operator_reset, name="operator_reset"),
    path("beheerders/<uuid:operator>/uitnodiging/", operator_invite_again, name="operator_invite_again"),
    path("uitnodiging/<str:secret>/", invitation, name="invitation"),
]
"""Their addresses."""
