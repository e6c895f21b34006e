"""The certificate with which we show who we are: made here, or brought along."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrations.connections import operations
from integrations.errors import RefusedError
from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.tending import CertificateForm, KeyPairForm
from provisioning.console.origins import actor_of
from provisioning.console.types import Role

from .filling import test_after
from .finding import one


@operator_required(Role.OPERATOR)
@sensitive_post_parameters("key", "passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Show our certificate; ask for one, or for a key pair to request it with."""
    one(tenant, connection)
    form = CertificateForm(request.POST or None)
    if form.is_valid():
        try:
            operations.request_certificate(
                tenant=tenant, connection=connection, by=actor_of(request), **form.cleaned_data
            )
        except RefusedError as error:
            form.refuse(error.reasons)
        else:
            test_after(request, tenant, connection)
            return redirect("console:connection", tenant, connection)
    if form.is_bound:
        form.without_key()
    return _page(request, tenant, connection, {"form": form})


@operator_required(Role.OPERATOR)
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


def _page(
    request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID, values: dict[str, Any]
) -> HttpResponse:
    row, panel = one(tenant, connection)
    pair = KeyPairForm(initial={"common_name": row.host, "organisation": f"Gemeente {row.name}"})
    values = {"row": row, "panel": panel, "form": CertificateForm(), "pair_form": pair, **values}
    wrong = any(values[name].is_bound and values[name].errors for name in ("form", "pair_form"))
    return render(request, "console/connections/certificate.html", values, status=422 if wrong else 200)
