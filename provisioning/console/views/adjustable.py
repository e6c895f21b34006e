"""What the administrators of a municipality may adjust of its look, themselves."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.adjustable import AdjustableForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import adjustable as queries
from provisioning.console.types import Role
from provisioning.console.views.tenants import find
from provisioning.lifecycle import operations
from provisioning.lifecycle.queries import under_way
from provisioning.lifecycle.types import OperationKind

from .asking import METHODS, Question, posted, put


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def adjustable(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Show what may be adjusted, and ask for something else."""
    row, now = find(tenant), queries.allowed(tenant)
    form = AdjustableForm(posted(request), initial={"allowed": now or []})
    question = Question(
        "adjustable",
        form,
        lambda: operations.request_adjustable(
            tenant=tenant,
            allowed=dict.fromkeys(form.cleaned_data["allowed"], True),
            by=actor_of(request),
            why=form.cleaned_data["reason"],
        ),
        lambda: under_way(tenant, OperationKind.CHANGE_SETTINGS),
    )
    return put(request, question, row=row, unknown=now is None)
