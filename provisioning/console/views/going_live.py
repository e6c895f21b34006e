"""Let a trial go live once every check is green (C-024)."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.asking import ReasonForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import going_live as queries
from provisioning.console.types import Role
from provisioning.console.views.tenants import find
from provisioning.lifecycle import operations
from provisioning.lifecycle import queries as lifecycle
from provisioning.lifecycle.types import OperationKind
from tenants.types import State

from .asking import METHODS, Question, posted, put


@operator_required(Role.VIEWER, change=Role.OPERATOR)
@require_http_methods(METHODS)
def going_live(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Show the checklist, and go live; while a check is red that is refused, and says which."""
    row, by = find(tenant), actor_of(request)
    form = ReasonForm(posted(request))
    question = Question(
        "going_live",
        form,
        lambda: operations.request_going_live(tenant=tenant, by=by, why=form.cleaned_data["reason"]),
        lambda: lifecycle.under_way(tenant, OperationKind.GO_LIVE),
    )
    values = {
        "row": row,
        "list": queries.checklist(tenant, row.host),
        "may": row.state == State.TRIAL,
        "may_change": request.operator.may(Role.OPERATOR),
    }
    return put(request, question, **values)
