"""Open a municipality in steps; what was filled in is kept at each (C-020)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provisioning.console import examples, operations, wizard
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.opening import (
    OpeningForm,
    StepForm,
    code_of,
    filled,
    followed,
    suggestion,
)
from provisioning.console.models import OpeningDraft
from provisioning.console.operations import NotYoursError
from provisioning.console.origins import actor_of
from provisioning.console.queries import drafts
from provisioning.console.types import Role
from provisioning.console.wizard import CHECK, FIRST, Step
from provisioning.lifecycle import municipalities
from provisioning.lifecycle.errors import RefusedError

EXAMPLE = "voorbeeld"


@operator_required(Role.OPERATOR)
@require_safe
def begin(request: ConsoleRequest) -> HttpResponse:
    """Lead to the first step of a draft of its own; it comes about when something is filled in."""
    return redirect("console:open_step", uuid.uuid4(), FIRST.key)


@operator_required(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def open_step(request: ConsoleRequest, draft: uuid.UUID, step: str) -> HttpResponse:
    """Show a step with what is known of it, or keep what was filled in and go on."""
    here = wizard.find(step)
    if here is None:
        raise Http404
    found = drafts.draft(draft)
    if found and found.operation:
        return redirect("console:operation", found.operation)
    if found and found.owner_id != request.operator.pk:
        return _not_yours(request, found)
    if here is FIRST and request.GET.get("deel") == "voorstel":
        form = StepForm(FIRST.fields, initial=suggestion(request.GET))
        municipality = municipalities.by_code(code_of(request.GET.get("cbs_code", "")))
        return render(request, "console/parts/suggestion.html", {"form": form, "municipality": municipality})
    values = found.values if found else {}
    if here is CHECK:
        return _check(request, draft, values)
    if request.method == "POST":
        return _keep(request, draft, here, values)
    if not found and here is not FIRST:
        return redirect("console:open_step", draft, FIRST.key)
    form = StepForm(here.fields, initial=values)
    if request.GET.get("daarna") == CHECK.key and wizard.is_filled(here, values):
        form = _judged(here, values)
    return _page(request, draft, here, values, form)


@operator_required(Role.OPERATOR)
@require_POST
def open_take_over(request: ConsoleRequest, draft: uuid.UUID) -> HttpResponse:
    """Go on with a colleague's draft."""
    try:
        operations.take_over_draft(draft=draft, owner=request.operator, by=actor_of(request))
    except OpeningDraft.DoesNotExist:
        raise Http404 from None
    return redirect("console:open_resume", draft)


@operator_required(Role.OPERATOR)
@require_safe
def open_resume(request: ConsoleRequest, draft: uuid.UUID) -> HttpResponse:
    """Lead to where somebody left a draft."""
    found = drafts.draft(draft)
    if found is None:
        raise Http404
    return redirect("console:open_step", draft, wizard.place(found.values).key)


@operator_required(Role.OPERATOR)
@require_POST
def open_throw_away(request: ConsoleRequest, draft: uuid.UUID) -> HttpResponse:
    """Forget a draft of one's own."""
    try:
        operations.throw_draft_away(draft=draft, owner=request.operator)
    except (OpeningDraft.DoesNotExist, NotYoursError):
        messages.error(request, _("Dit concept is er niet meer, of een collega nam het over."))
    else:
        messages.success(request, _("Het concept is weggegooid."))
    return redirect("console:tenants")


def _keep(request: ConsoleRequest, draft: uuid.UUID, here: Step, values: dict[str, Any]) -> HttpResponse:
    typed = followed(values, StepForm(here.fields, request.POST, request.FILES).typed())
    try:
        found = operations.save_draft(draft=draft, values=typed, owner=request.operator)
    except NotYoursError:
        return redirect("console:open_step", draft, here.key)
    if request.headers.get("HX-Request"):  # kept in passing, while somebody is still typing
        if request.headers.get("HX-Target") == EXAMPLE:
            return render(request, "console/parts/example.html", examples.of(filled(found.values)))
        return HttpResponse(status=204)
    if elsewhere := wizard.find(request.POST.get("naar", "")):
        return redirect("console:open_step", draft, elsewhere.key)
    form = _judged(here, found.values)
    if form.errors:
        return _page(request, draft, here, found.values, form)
    to_check = request.POST.get("daarna") == CHECK.key
    return redirect("console:open_step", draft, CHECK.key if to_check else wizard.after(here).key)


def _check(request: ConsoleRequest, draft: uuid.UUID, values: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and (elsewhere := wizard.find(request.POST.get("naar", ""))):
        return redirect("console:open_step", draft, elsewhere.key)
    if not values:
        return redirect("console:open_step", draft, FIRST.key)
    form = filled(values)
    reasons = form.reasons()
    if request.method != "POST" or "profile" in reasons:  # the rest is asked again when it is opened
        form.mark(reasons)
        return _page(request, draft, CHECK, values, form)
    try:
        opening = operations.open_draft(
            draft=draft, plan=form.opening_plan(), owner=request.operator, by=actor_of(request)
        )
    except RefusedError as error:
        form.refuse(error)
        return _page(request, draft, CHECK, values, form)
    except (OpeningDraft.DoesNotExist, NotYoursError):
        return redirect("console:open_step", draft, FIRST.key)
    return redirect("console:operation", opening)


def _judged(here: Step, values: dict[str, Any]) -> StepForm:
    form = StepForm(here.fields, {name: values.get(name, "") for name in here.fields})
    form.is_valid()  # never refuses: lifecycle does
    wrong = filled(values).reasons()
    form.mark({name: texts for name, texts in wrong.items() if name in here.fields})
    return form


def _page(
    request: ConsoleRequest, draft: uuid.UUID, here: Step, values: dict[str, Any], form: OpeningForm
) -> HttpResponse:
    municipality = municipalities.by_code(filled(values).given["cbs_code"])
    context = {
        "draft": draft,
        "is_kept": bool(values),
        "here": here,
        "number": wizard.number(here),
        "total": len(wizard.STEPS),
        "before": wizard.before(here),
        "way": [(step, step is here, wizard.is_filled(step, values)) for step in wizard.STEPS],
        "daarna": request.POST.get("daarna") or request.GET.get("daarna") or "",
        "form": form,
        "municipality": municipality,
    }
    if here is FIRST:
        listed = sorted(municipalities.municipalities(), key=lambda each: each.name.lower())
        context |= {"municipalities": listed, "facts": municipalities.facts()}
    if here.fields is wizard.LOOK:
        context |= examples.of(filled(values))
    if here is CHECK:
        context |= {"parts": _parts(form), **examples.chosen(form)}
    wrong = form.errors and request.method == "POST"
    return render(request, f"console/opening/{here.key}.html", context, status=422 if wrong else 200)


def _parts(form: OpeningForm) -> list[tuple[Step, list[tuple[Any, str]]]]:
    """Pair each step with its answers: field, and what was chosen in words."""
    said = form.said()
    return [
        (step, [(form[name], said[name]) for name in _names(step, form)])
        for step in wizard.STEPS
        if step.fields
    ]


def _names(step: Step, form: OpeningForm) -> list[str]:
    asked = form.asked_for() if step.fields is wizard.LOOK else step.fields
    return [name for name in asked if not form[name].is_hidden and (name != "plan" or form.plans)]


def _not_yours(request: ConsoleRequest, found: OpeningDraft) -> HttpResponse:
    """Say whose draft it is; what was sent is kept on the page, not in the draft."""
    values = {"found": found, "place": wizard.place(found.values), "sent": request.method == "POST"}
    status = 409 if request.method == "POST" else 200
    return render(request, "console/opening/not_yours.html", values, status=status)


OPENING = [
    path("gemeenten/openen/", begin, name="open"),
    path("gemeenten/openen/<uuid:draft>/", open_resume, name="open_resume"),
    path("gemeenten/openen/<uuid:draft>/overnemen/", open_take_over, name="open_take_over"),
    path("gemeenten/openen/<uuid:draft>/weggooien/", open_throw_away, name="open_throw_away"),
    path("gemeenten/openen/<uuid:draft>/<slug:step>/", open_step, name="open_step"),
]
"""Their addresses."""
