"""Whether the chains of all streams are whole: what was found last, and looking now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provisioning.audit import looking, queries
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.origins import actor_of
from provisioning.console.types import Role


@operator_required(Role.VIEWER, Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: ConsoleRequest) -> HttpResponse:
    """Show what was found, and how far a look is; asked for twice there is one look."""
    if request.method == "POST":
        _look, is_new = looking.ask(actor_of(request))
        if not is_new:
            messages.info(request, _("Er is al een controle bezig. U ziet hieronder hoe ver die is."))
        return redirect("console:audit_check")
    findings = queries.findings()
    values = {
        "look": queries.last_look(),
        "findings": findings,
        "broken": [each for each in findings if not each[0].is_whole],
        "may_change": request.operator.may(Role.OPERATOR),
    }
    part = request.headers.get("HX-Target") == "controle"
    return render(request, f"console/audit/check{'_part' if part else ''}.html", values)
