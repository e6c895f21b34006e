"""What a municipality is called, how it looks and its plan; whoever was second sees what the first one changed."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.settings import SettingsForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import meanwhile
from provisioning.console.types import Role
from provisioning.console.views.tenants import find
from provisioning.lifecycle import operations, queries
from provisioning.lifecycle.types import OperationKind

from .asking import METHODS, Question, posted, put

PARTS = ("name", "theme", "plan")


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def settings(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Show name, theme and plan, and ask for others."""
    row, by = find(tenant), actor_of(request)
    there: dict[str, Any] = {
        "name": row.name, "theme": row.theme_key, "plan": row.plan.key if row.plan else "",
        "release": meanwhile.newest(tenant),
    }  # fmt: skip
    form = SettingsForm(
        posted(request), initial=there, tenant=tenant, theme=there["theme"], plan=there["plan"]
    )
    if form.is_valid():
        changed = meanwhile.since(tenant, form.cleaned_data["release"], PARTS)
        if changed:
            form.catch_up(there, changed.before)
            values = {"row": row, "form": form, "changed": changed}
            return render(request, "console/settings.html", values, status=409)
    question = Question(
        "settings",
        form,
        lambda: operations.request_settings(
            tenant=tenant,
            by=by,
            why=form.cleaned_data["reason"],
            name=form.cleaned_data["name"],
            theme=form.cleaned_data["theme"],
            plan=form.cleaned_data["plan"] if "plan" in form.data else None,
        ),
        lambda: queries.under_way(tenant, OperationKind.CHANGE_SETTINGS),
    )
    return put(request, question, row=row)
