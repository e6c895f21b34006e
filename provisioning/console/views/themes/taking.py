"""Take a house style in, or a newer file of one that is there."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.theme_import import ImportForms
from provisioning.console.origins import actor_of
from provisioning.console.types import Role
from provisioning.console.views.asking import METHODS
from themes.styles import operations
from themes.styles.errors import ChangedMeanwhileError, RefusedStyleError
from themes.styles.models import Revision

from . import finding


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def add(request: ConsoleRequest) -> HttpResponse:
    """Ask for a file or colours, and keep what is made of it as the first version, which nobody wears yet."""
    forms = ImportForms(request, request.operator.uuid)
    if request.method == "POST" and (draft := forms.draft()):
        number = forms.source.cleaned_data["number"]
        try:
            made = operations.begin(forms.naming.naming(), draft, identity=number, by=actor_of(request))
        except RefusedStyleError as error:
            forms.refuse(error)
        else:
            return _to(made)
    return _page(request, forms)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def renew(request: ConsoleRequest, style: uuid.UUID) -> HttpResponse:
    """Ask for a newer file, and keep what is made of it as the next version; what was set by hand stays so."""
    newest = finding.newest(style)
    forms = ImportForms(request, request.operator.uuid, newest)
    if request.method == "POST" and (draft := forms.draft()):
        given = forms.source.cleaned_data
        try:
            made = operations.revise(
                style, draft, base=given["base"] or 0, identity=given["number"], by=actor_of(request)
            )
        except RefusedStyleError as error:
            forms.refuse(error)
        except ChangedMeanwhileError:
            text = _(
                "Intussen maakte iemand anders een nieuwere versie. Bekijk die eerst en geef de opdracht dan opnieuw."
            )
            forms.refuse(RefusedStyleError({"base": [text]}))
            forms.ask_again(newest.number)
            return _page(request, forms, newest, status=409)
        else:
            return _to(made)
    return _page(request, forms, newest)


def _to(made: Revision) -> HttpResponse:
    return redirect("console:theme_version", made.style_id, made.number)


def _page(
    request: ConsoleRequest, forms: ImportForms, before: Revision | None = None, status: int = 0
) -> HttpResponse:
    forms.ask_for_file()
    is_wrong = request.method == "POST" and forms.summary.errors
    values = {"forms": forms, "style": before.style if before else None}
    return render(request, "console/themes/import.html", values, status=status or (422 if is_wrong else 200))
