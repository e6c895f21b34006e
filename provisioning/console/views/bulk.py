"""One change at many municipalities: choose, look beforehand, do, follow, try again what failed (C-039)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.bulk import PLANS, BulkFilters, ChoiceForm, Plan
from provisioning.console.origins import actor_of
from provisioning.console.queries import bulk as queries
from provisioning.console.types import Role
from provisioning.lifecycle.bulk import asking
from provisioning.lifecycle.bulk import queries as lifecycle
from provisioning.lifecycle.bulk.models import Bulk
from provisioning.lifecycle.bulk.types import BulkKind, Outcome
from provisioning.lifecycle.errors import RefusedError

from .asking import METHODS

DANGEROUS = frozenset({BulkKind.SUSPEND})


@operator_required(Role.VIEWER)
@require_safe
def bulk_list(request: ConsoleRequest) -> HttpResponse:
    """List what was done at many municipalities."""
    values = {"bulks": queries.latest(), "may_change": request.operator.may(Role.OPERATOR)}
    return render(request, "console/bulk/list.html", values)


@operator_required(Role.OPERATOR)
@require_safe
def new(request: ConsoleRequest) -> HttpResponse:
    """Choose the municipalities, and what is done."""
    return _choosing(request, request.GET, ChoiceForm(initial={"filters": request.GET.urlencode()}))


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def plan(request: ConsoleRequest) -> HttpResponseBase:
    """Ask for particulars, say what would happen at each municipality, and do it."""
    if request.method != "POST":
        return redirect("console:bulk_new")
    choice = ChoiceForm(request.POST)
    if not choice.is_valid():
        return _choosing(request, QueryDict(request.POST.get("filters", "")), choice)
    if choice.what in DANGEROUS:
        return _proven(request)
    return _planned(request)


@operator_required(Role.VIEWER)
@require_safe
def bulk(request: ConsoleRequest, bulk: uuid.UUID) -> HttpResponse:
    """Show the ledger; asked by htmx, the part that changes."""
    try:
        ledger = queries.ledger(bulk)
    except Bulk.DoesNotExist:
        raise Http404 from None
    values = {
        "ledger": ledger,
        "may_change": request.operator.may(Role.OPERATOR),
        "say": request.GET.get("gezegd") != ledger.mark,
    }
    part = "_part" if request.headers.get("HX-Target") == "kasboek" else ""
    return render(request, f"console/bulk/ledger{part}.html", values)


@operator_required(Role.OPERATOR)
@require_POST
def retry(request: ConsoleRequest, bulk: uuid.UUID) -> HttpResponse:
    """Try again where it was refused or failed, and nowhere else."""
    try:
        number = asking.retry_bulk(lifecycle.found(bulk), by=actor_of(request))
    except Bulk.DoesNotExist:
        raise Http404 from None
    except RefusedError:
        messages.info(request, _("Er is niets mislukt om opnieuw te proberen."))
    else:
        text = ngettext(
            "Bij %(n)d gemeente wordt het opnieuw geprobeerd.",
            "Bij %(n)d gemeenten wordt het opnieuw geprobeerd.",
            number,
        )
        messages.success(request, text % {"n": number})
    return redirect("console:bulk", bulk)


def _planned(request: ConsoleRequest) -> HttpResponse:
    choice = ChoiceForm(request.POST)
    choice.is_valid()
    stage = request.POST.get("stap", "")
    form = PLANS[choice.what](request.POST if stage else None)
    if not stage or stage == "terug" or not form.is_valid():
        return _particulars(request, choice, form)
    try:
        if stage == "doen":
            return _do(request, choice, form)
        return _foresee(request, choice, form)
    except RefusedError as error:
        form.refuse(error)
        return _particulars(request, choice, form)


_proven = recently_authenticated(page="bulk_new")(_planned)


def _foresee(request: ConsoleRequest, choice: ChoiceForm, form: Plan) -> HttpResponse:
    why = form.cleaned_data["reason"]
    rows = asking.foresee(choice.what, choice.chosen, why=why, parameters=form.parameters())
    lines = queries.foreseen(rows)
    values = {
        "choice": choice,
        "form": form,
        "changing": lines[Outcome.DONE],
        "refused": lines[Outcome.REFUSED],
        "unchanged": lines[Outcome.UNCHANGED],
        "number": uuid.uuid4(),
    }
    return render(request, "console/bulk/foreseen.html", values)


def _do(request: ConsoleRequest, choice: ChoiceForm, form: Plan) -> HttpResponse:
    asked = asking.request_bulk(
        choice.what,
        choice.chosen,
        by=actor_of(request),
        why=form.cleaned_data["reason"],
        parameters=form.parameters(),
        identity=_number(request),
    )
    return redirect("console:bulk", asked.uuid)


def _number(request: ConsoleRequest) -> uuid.UUID | None:
    """Read the number that the page was given: sent twice, it is one bulk operation."""
    try:
        return uuid.UUID(request.POST.get("nummer", ""))
    except ValueError:
        return None


def _choosing(request: ConsoleRequest, filters: QueryDict, choice: ChoiceForm) -> HttpResponse:
    chosen = BulkFilters(filters)
    found = chosen.found()
    ticked = choice.data.getlist("tenant") if choice.is_bound else []  # type: ignore[attr-defined]
    values: dict[str, Any] = {
        "filters": chosen,
        "query": filters.urlencode(),
        "choice": choice,
        "number": len(found),
        "found": found[: queries.MOST_SHOWN],
        "hidden": max(0, len(found) - queries.MOST_SHOWN),
        "ticked": set(ticked),
    }
    return render(request, "console/bulk/new.html", values, status=422 if choice.errors else 200)


def _particulars(request: ConsoleRequest, choice: ChoiceForm, form: Plan) -> HttpResponse:
    values = {"choice": choice, "form": form}
    return render(request, "console/bulk/plan.html", values, status=422 if form.errors else 200)
