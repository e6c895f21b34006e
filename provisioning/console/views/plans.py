"""The plans that municipalities can have: list them, add one, change one, take one away (C-010)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.plans import PlanForm, initial
from provisioning.console.origins import actor_of
from provisioning.console.types import Role
from provisioning.lifecycle import operations
from provisioning.lifecycle import plans as queries
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.types import PlanRow
from tenants.models import Plan

from .asking import METHODS, posted


@operator_required(Role.VIEWER)
@require_safe
def plans(request: ConsoleRequest) -> HttpResponse:
    """List the plans, with how many municipalities have each."""
    values = {"plans": queries.plans(), "may_change": request.operator.may(Role.OPERATOR)}
    return render(request, "console/plans/list.html", values)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def add(request: ConsoleRequest) -> HttpResponse:
    """Ask for a plan, and add it."""
    form = PlanForm(posted(request), initial={"is_open": True})
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = operations.add_plan(
                name=given["name"],
                description=given["description"],
                is_open=given["is_open"],
                by=actor_of(request),
            )
        except RefusedError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Het plan “%s” is toegevoegd.") % made.name)
            return redirect("console:plans")
    return render(request, "console/plans/add.html", {"form": form}, status=422 if form.errors else 200)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def plan(request: ConsoleRequest, plan: str) -> HttpResponse:
    """Show a plan, and change it."""
    row = _find(plan)
    form = PlanForm(posted(request), initial=initial(row))
    if form.is_valid():
        if form.is_overtaken(row):
            values = {"row": row, "form": form, "overtaken": True}
            return render(request, "console/plans/plan.html", values, status=409)
        given = form.cleaned_data
        try:
            changed = operations.change_plan(
                plan,
                name=given["name"],
                description=given["description"],
                is_open=given["is_open"],
                by=actor_of(request),
            )
        except RefusedError as error:
            form.refuse(error)
        except Plan.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(request, _("Het plan “%s” is bewaard.") % changed.name)
            return redirect("console:plans")
    status = 422 if form.errors else 200
    return render(request, "console/plans/plan.html", {"row": row, "form": form}, status=status)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def remove(request: ConsoleRequest, plan: str) -> HttpResponse:
    """Ask, and take a plan away that nobody has."""
    row, reasons = _find(plan), []
    if request.method == "POST":
        try:
            operations.remove_plan(plan, by=actor_of(request))
        except RefusedError as error:
            reasons = error.reasons["plan"]
        except Plan.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(request, _("Het plan “%s” is verwijderd.") % row.name)
            return redirect("console:plans")
    values = {"row": row, "reasons": reasons}
    return render(request, "console/plans/remove.html", values, status=409 if reasons else 200)


def _find(key: str) -> PlanRow:
    try:
        return queries.plan(key)
    except Plan.DoesNotExist:
        raise Http404 from None


ALL = "plannen/"
ONE = f"{ALL}<slug:plan>/"
PLANS: list[URLPattern] = [
    path(ALL, plans, name="plans"),
    path(f"{ALL}nieuw/", add, name="plan_add"),
    path(f"{ONE}wijzigen/", plan, name="plan"),
    path(f"{ONE}verwijderen/", remove, name="plan_remove"),
]
"""Their addresses."""
