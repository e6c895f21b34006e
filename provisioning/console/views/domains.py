"""On which hosts a municipality answers: add, prove, lead to, certify, take away (C-032)."""

import functools
import uuid
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.asking import ReasonForm
from provisioning.console.forms.domains import CertificateForm, HostForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import hosts as queries
from provisioning.console.types import Role
from provisioning.console.views.tenants import find
from provisioning.lifecycle import operations
from provisioning.lifecycle import queries as lifecycle
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import DomainChange, OperationKind

from .asking import METHODS, Question, posted, put


@operator_required(Role.VIEWER)
@require_safe
def domains(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """List the hosts, with what still has to be proven."""
    return _page(request, tenant)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def add(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Ask for one more host."""
    row, by = find(tenant), actor_of(request)
    form = HostForm(posted(request))

    def ask() -> Operation | None:
        given = form.cleaned_data
        return operations.request_domain(
            given["host"], tenant=tenant, certificate=form.choice(), by=by, why=given["reason"]
        )

    def found() -> Operation | None:
        return _under_way(tenant, DomainChange.ADD, form.cleaned_data["host"].strip().lower())

    question = Question("domains/add", form, ask, found, "console:domains", (tenant,))
    return put(request, question, row=row)


@operator_required(Role.OPERATOR)
@require_POST
def proof(request: ConsoleRequest, tenant: uuid.UUID, host: str) -> HttpResponse:
    """Look in the DNS now; what is found there lets the host serve."""
    _row, found = find(tenant), _host(tenant, host)
    try:
        operation = operations.request_proof(found.host, tenant=tenant, by=actor_of(request))
    except RefusedError as error:
        if same := _under_way(tenant, DomainChange.PROVE, found.host):
            return redirect("console:operation", same.uuid)
        texts = [text for each in error.reasons.values() for text in each]
        return _page(request, tenant, refused=found.host, reasons=texts)
    if operation is None:
        return redirect("console:domains", tenant)
    return redirect("console:operation", operation.uuid)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def primary(request: ConsoleRequest, tenant: uuid.UUID, host: str) -> HttpResponse:
    """Say what leads where then, and make a host the primary one."""
    return _asked(request, tenant, host, "domains/primary", DomainChange.PRIMARY, operations.request_primary)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def remove(request: ConsoleRequest, tenant: uuid.UUID, host: str) -> HttpResponse:
    """Say what stops working then, and take a host away."""
    return _asked(request, tenant, host, "domains/remove", DomainChange.REMOVE, operations.request_removal)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def certificate(request: ConsoleRequest, tenant: uuid.UUID, host: str) -> HttpResponse:
    """Choose the certificate of a host, and write down who accepted what goes with it."""
    row, found, by = find(tenant), _host(tenant, host), actor_of(request)
    there = {
        "certificate": found.certificate,
        "accepted_by": found.accepted_by,
        "accepted_on": found.accepted_on,
    }
    form = CertificateForm(posted(request), initial=there)
    question = Question(
        "domains/certificate",
        form,
        lambda: operations.request_certificate(
            found.host,
            tenant=tenant,
            certificate=form.choice(),
            by=by,
            why=form.cleaned_data["reason"],
        ),
        functools.partial(_under_way, tenant, DomainChange.CERTIFICATE, found.host),
        "console:domains",
        (tenant,),
    )
    return put(request, question, row=row, host=found)


def _asked(
    request: ConsoleRequest,
    tenant: uuid.UUID,
    host: str,
    template: str,
    change: DomainChange,
    ask: Callable[..., Operation | None],
) -> HttpResponse:
    row, found, by = find(tenant), _host(tenant, host), actor_of(request)
    form = ReasonForm(posted(request))
    question = Question(
        template,
        form,
        lambda: ask(found.host, tenant=tenant, by=by, why=form.cleaned_data["reason"]),
        functools.partial(_under_way, tenant, change, found.host),
        "console:domains",
        (tenant,),
    )
    return put(request, question, row=row, host=found, hosts=queries.of_tenant(tenant))


def _page(
    request: ConsoleRequest, tenant: uuid.UUID, *, refused: str = "", reasons: list[str] | None = None
) -> HttpResponse:
    values = {
        "row": find(tenant),
        "hosts": queries.of_tenant(tenant),
        "coming": queries.coming(tenant),
        "refused": refused,
        "reasons": reasons or [],
        "may_change": request.operator.may(Role.OPERATOR),
    }
    return render(request, "console/domains/domains.html", values, status=422 if refused else 200)


def _host(tenant: uuid.UUID, host: str) -> queries.Host:
    found = queries.of(tenant, host)
    if found is None:
        raise Http404
    return found


def _under_way(tenant: uuid.UUID, change: DomainChange, host: str) -> Operation | None:
    return lifecycle.under_way(tenant, OperationKind.CHANGE_DOMAINS, change=change.value, host=host)
