"""Take acts along as a file, with what the role may see and no more (C-070)."""

from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import require_safe

from provisioning.audit import files
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.acts import ActsForm
from provisioning.console.origins import actor_of
from provisioning.console.types import Role


@operator_required(Role.VIEWER)
@require_safe
def export(request: ConsoleRequest, form: str) -> StreamingHttpResponse:
    """Write what the filters find, as it is read: a year of acts takes no more room than a page of them."""
    if form not in files.KINDS:
        raise Http404
    lines = files.empty(form)
    if request.method == "GET":  # who asks for the header alone reads nothing
        filters, personal = ActsForm(request.GET).filters(), request.operator.may(Role.OPERATOR)
        lines = files.taken_along(filters, form, personal=personal, by=actor_of(request))
    attachment = f'attachment; filename="{files.name(form)}"'
    return StreamingHttpResponse(
        lines,
        content_type=files.KINDS[form],
        headers={"Content-Disposition": attachment, "Cache-Control": "no-store"},
    )
