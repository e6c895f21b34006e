"""The certificate with which we show who we are: made here, or brought along."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrations.connections import operations
from integrations.connections.types import Overview
from integrations.errors import RefusedError
from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.certificates import CertificateForm, KeyPairForm
from provisioning.console.origins import actor_of
from provisioning.console.types import Role

from .filling import test_after
from .finding import one


@operator_required(Role.OPERATOR)
@recently_authenticated(keep=("take", "starts"))
@sensitive_post_parameters("certificate", "key", "passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Show our certificate; ask for one, or for a key pair to request it with."""
    _row, panel = one(tenant, connection)
    follows, there = panel.overview.certificate is not None, _there(panel.overview)
    form = CertificateForm(
        request.POST if request.method == "POST" else None, request.FILES or None, follows=follows
    )
    if form.is_bound and form.is_stale(there):
        form.refuse(
            {"": _("Intussen is er een ander certificaat geplaatst. Kijk hieronder wat er nu staat.")}
        )
    if form.is_valid():
        try:
            operations.request_certificate(
                tenant=tenant, connection=connection, by=actor_of(request), **form.wanted()
            )
        except RefusedError as error:
            form.refuse(error.reasons)
        else:
            test_after(request, tenant, connection)
            return redirect("console:connection", tenant, connection)
    if form.is_bound:
        form.without_key(there)
    return _page(request, tenant, connection, {"form": form})


@operator_required(Role.OPERATOR)
@recently_authenticated(page="connection_certificate")
@require_POST
def key_pair(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Have a key pair and a certificate request made; the key stays inside the municipality."""
    one(tenant, connection)
    form = KeyPairForm(request.POST)
    if form.is_valid():
        try:
            operations.request_key_pair(
                tenant=tenant,
                connection=connection,
                name=form.cleaned_data["common_name"],
                organisation=form.cleaned_data["organisation"],
                by=actor_of(request),
            )
        except RefusedError as error:
            form.refuse(error.reasons)
        else:
            return redirect("console:connection", tenant, connection)
    return _page(request, tenant, connection, {"pair_form": form})


@operator_required(Role.VIEWER)
@require_safe
def certificate_request(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Answer the certificate request as a file, to send to whoever issues certificates."""
    _row, panel = one(tenant, connection)
    if not panel.overview.request:
        raise Http404
    answer = HttpResponse(panel.overview.request, content_type="application/pkcs10")
    answer["Content-Disposition"] = 'attachment; filename="certificaataanvraag.csr"'
    return answer


@operator_required(Role.OPERATOR)
@recently_authenticated(page="connection_certificate")
@require_POST
def certificate_out(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Have our certificate taken out."""
    one(tenant, connection)
    try:
        operations.request_certificate(tenant=tenant, connection=connection, by=actor_of(request))
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons.values()))
    return redirect("console:connection", tenant, connection)


@operator_required(Role.OPERATOR)
@recently_authenticated(page="connection_certificate")
@require_POST
def certificate_advance(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Have the next certificate take over now, and tested."""
    one(tenant, connection)
    try:
        operations.request_advance(
            tenant=tenant,
            connection=connection,
            fingerprint=request.POST.get("fingerprint", ""),
            by=actor_of(request),
        )
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons.values()))
    else:
        test_after(request, tenant, connection)
    return redirect("console:connection", tenant, connection)


@operator_required(Role.OPERATOR)
@recently_authenticated(page="connection_certificate")
@require_POST
def certificate_leave_next(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Have the next certificate forgotten."""
    return _leave(request, tenant, connection, "next")


@operator_required(Role.OPERATOR)
@recently_authenticated(page="connection_certificate")
@require_POST
def certificate_leave_former(
    request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID
) -> HttpResponse:
    """Have the former certificate forgotten."""
    return _leave(request, tenant, connection, "former")


def _leave(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID, which: str) -> HttpResponse:
    one(tenant, connection)
    fingerprint = request.POST.get("fingerprint", "")
    try:
        operations.request_leave(
            tenant=tenant, connection=connection, which=which, fingerprint=fingerprint, by=actor_of(request)
        )
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons.values()))
    return redirect("console:connection", tenant, connection)


def _there(overview: Overview) -> str:
    """Say which certificates there are, so that a form that comes late is noticed."""
    found = (overview.certificate, overview.next_certificate)
    return ".".join(own.fingerprint[:16] if own else "" for own in found)


def _page(
    request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID, values: dict[str, Any]
) -> HttpResponse:
    row, panel = one(tenant, connection)
    pair = KeyPairForm(initial={"common_name": row.host, "organisation": f"Gemeente {row.name}"})
    overview = panel.overview
    initial = {**getattr(request, "typed", {}), "there": _there(overview)}
    form = CertificateForm(follows=overview.certificate is not None, initial=initial)
    values = {"row": row, "panel": panel, "form": form, "pair_form": pair, **values}
    wrong = any(values[name].is_bound and values[name].errors for name in ("form", "pair_form"))
    return render(request, "console/connections/certificate.html", values, status=422 if wrong else 200)
