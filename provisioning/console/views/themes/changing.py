"""Set slots by hand, and see at once what that looks like."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.theme_editing import EditingForms
from provisioning.console.origins import actor_of
from provisioning.console.queries import drafted, slots
from provisioning.console.queries import themes as queries
from provisioning.console.queries.themes import Shown
from provisioning.console.types import Role
from provisioning.console.views.asking import METHODS
from themes.styles import operations
from themes.styles import queries as styles
from themes.styles.errors import ChangedMeanwhileError, RefusedStyleError
from themes.styles.models import Revision

from . import finding
from .framing import shows_frames

SAVE = "bewaren"
PART = "stand"
"""The id of what htmx asks for."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else changed."""

    newest: Revision
    differences: tuple[slots.Difference, ...]


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
@shows_frames
def edit(request: ConsoleRequest, style: uuid.UUID) -> HttpResponse:
    """Show the slots, what they would look like, and keep them as the next version."""
    newest = finding.newest(style)
    forms = EditingForms(request, request.operator.uuid, newest)
    if request.method != "POST":
        return _page(
            request, newest, forms, queries.shown(newest), styles.key_of(newest.style, newest.number)
        )
    base = _base(forms, newest)
    origin = forms.read(base)
    if origin is None and request.headers.get("HX-Target") == PART:
        return HttpResponse(
            status=204
        )  # half a colour, on its way to a whole one: the preview stays as it is
    if origin is None:
        return _page(
            request, newest, forms, queries.shown(base), styles.key_of(base.style, base.number), status=422
        )
    if request.POST.get("stap") == SAVE and (draft := forms.draft(origin)):
        number = forms.slots.cleaned_data["number"]
        try:
            made = operations.revise(style, draft, base=base.number, identity=number, by=actor_of(request))
        except RefusedStyleError as error:
            forms.refuse(error)
        except ChangedMeanwhileError:
            return _ask_again(request, forms, base)
        else:
            return redirect("console:theme_version", style, made.number)
    look = drafted.sign(base, origin, operator=request.operator.uuid)
    return _page(request, newest, forms, queries.drafted(base, forms.taken), look)


def _base(forms: EditingForms, newest: Revision) -> Revision:
    """Find the version that the form was filled in from."""
    told = forms.slots["base"].value()
    number = int(told) if str(told).isdecimal() and len(str(told)) < 6 else newest.number
    return finding.revision(newest.style_id, number)


def _ask_again(request: ConsoleRequest, forms: EditingForms, base: Revision) -> HttpResponse:
    newest = finding.newest(base.style_id)
    meanwhile = Meanwhile(newest, slots.differences(base.values, newest.values))
    forms.go_on_from(newest)
    forms.read_again(newest)
    shown, look = queries.shown(newest), styles.key_of(newest.style, newest.number)
    return _page(request, newest, forms, shown, look, meanwhile=meanwhile, status=409)


def _page(
    request: ConsoleRequest,
    newest: Revision,
    forms: EditingForms,
    shown: Shown,
    look: str,
    *,
    status: int = 0,
    meanwhile: Meanwhile | None = None,
) -> HttpResponse:
    is_wrong = forms.summary.errors
    values: dict[str, Any] = {
        "style": newest.style,
        "revision": newest,
        "forms": forms,
        "groups": list(forms.groups(shown)),
        "shown": shown,
        "look": look,
        "page": request.POST.get("pagina", ""),
        "meanwhile": meanwhile,
    }
    if request.headers.get("HX-Target") == PART:
        return render(request, "console/themes/edit_part.html", values)
    return render(request, "console/themes/edit.html", values, status=status or (422 if is_wrong else 200))
