"""Switch a feature of a municipality, after saying what will happen."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.asking import ReasonForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import features
from provisioning.console.types import Role
from provisioning.console.views.tenants import find
from provisioning.lifecycle import operations
from provisioning.lifecycle.errors import RefusedError

from .asking import posted

POSITIONS = {"aan": True, "uit": False}


@operator_required(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def feature(request: ConsoleRequest, tenant: uuid.UUID, feature: str) -> HttpResponse:
    """Ask, and switch. The form says to which side: sent twice it does nothing more."""
    row, switch = find(tenant), features.of(tenant, feature)
    if switch is None:
        raise Http404
    form = ReasonForm(posted(request))
    on = POSITIONS.get(request.POST.get("stand", ""))
    if not form.is_valid() or on is None:
        values = {**_values(row, switch), "form": form}
        return render(request, "console/feature.html", values, status=422 if form.is_bound else 200)
    why = form.cleaned_data["reason"]
    try:
        operations.switch_feature(tenant=tenant, feature=feature, on=on, by=actor_of(request), why=why)
    except RefusedError as error:
        messages.error(request, " ".join(text for texts in error.reasons.values() for text in texts))
        return redirect("console:feature", tenant, feature)
    done = _("%(feature)s staat aan.") if on else _("%(feature)s staat uit.")
    messages.success(request, done % {"feature": switch.name})
    return redirect("console:tenant", tenant)


def _values(row: object, switch: features.Switch) -> dict[str, object]:
    return {"row": row, "feature": switch, "turn_on": not switch.is_on, "obstacles": switch.obstacles}
