"""The second factor of somebody who signs in for the first time: a passkey, or an app on a telephone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from provisioning.console import auth, identity, operations, passkeys, second_factor
from provisioning.console.auth import Admission, Refusal
from provisioning.console.forms.account import NewPasskey
from provisioning.console.forms.signing_in import FirstCode
from provisioning.console.models import Operator, OperatorDevice
from provisioning.console.origins import actor
from tenants.access import public

from .passkeys import wrong_passkey
from .signing_in import refuse


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Let somebody who signs in for the first time choose the second factor, and set it up."""
    device = _device_to_set_up(request)
    if device is None:
        return redirect("console:sign_in")
    by_passkey = "passkey" in request.POST
    key_form = NewPasskey(request.POST if by_passkey else None, initial={"name": _("Toegangssleutel")})
    form = FirstCode(request.POST if request.method == "POST" and not by_passkey else None)
    answer = _by_passkey(request, device.operator, key_form) if by_passkey else _by_app(request, device, form)
    if answer:
        return _admitted(request, answer)
    return _page(request, device, form, key_form)


@public
@never_cache
@require_safe
def setup_qr(request: HttpRequest) -> HttpResponse:
    """Draw the secret for the camera, for whoever is setting it up and for nobody else."""
    device = _device_to_set_up(request)
    if device is None:
        return redirect("console:sign_in")
    return HttpResponse(second_factor.qr_image(device), content_type="image/svg+xml")


def _by_app(request: HttpRequest, device: OperatorDevice, form: FirstCode) -> Admission | None:
    if not form.is_valid():
        return None
    answer = auth.confirm_device(request, device, form.cleaned_data["code"])
    if isinstance(answer, Refusal):
        refuse(form, answer, _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat."))
        return None
    return answer


def _by_passkey(request: HttpRequest, operator: Operator, form: NewPasskey) -> Admission | None:
    answer: Admission | Refusal | None = None
    if form.is_valid():
        given = form.cleaned_data
        answer = auth.confirm_passkey(request, operator, name=given["name"], answer=given["passkey"])
        if isinstance(answer, Refusal):
            refuse(form, answer, wrong_passkey(given["passkey"]))
    form.without_answer()
    return answer if isinstance(answer, Admission) else None


def _admitted(request: HttpRequest, found: Admission) -> HttpResponse:
    """Show the codes on paper, this once."""
    by = actor(found.operator, request)
    codes = operations.replace_recovery_codes(operator=found.operator, by=by)
    return render(request, "console/account/codes.html", {"codes": codes, "first": True})


def _page(
    request: HttpRequest, device: OperatorDevice, form: FirstCode, key_form: NewPasskey
) -> HttpResponse:
    values = {
        "form": form,
        "key": second_factor.manual_key(device),
        "key_form": key_form,
        "options": passkeys.options_to_register(request.session, device.operator),
        "wrong": key_form if key_form.errors else form,
    }
    status = 422 if form.errors or key_form.errors else 200
    return render(request, "console/signing_in/setup.html", values, status=status)


def _device_to_set_up(request: HttpRequest) -> OperatorDevice | None:
    operator = identity.halfway(request)
    if operator is None or auth.has_second_factor(operator):
        return None
    return operations.device_to_confirm(operator=operator, name=_("Telefoon"))
