"""An operator's own account: password, devices, codes on paper, sessions."""

import uuid

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provisioning.console import auth, identity, operations, second_factor
from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.auth import Refusal
from provisioning.console.forms.account import NewDevice, NewPassword, OwnPassword
from provisioning.console.forms.signing_in import FirstCode
from provisioning.console.operations import organisation
from provisioning.console.origins import actor_of
from provisioning.console.queries import accounts
from provisioning.console.types import Role
from provisioning.console.views.signing_in import in_words

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@operator_required(Role.VIEWER)
@require_safe
def account(request: ConsoleRequest) -> HttpResponse:
    """Show what belongs to the operator."""
    return render(
        request, "console/account/account.html", accounts.overview(request.operator, request.session)
    )


@operator_required(Role.VIEWER)
@sensitive_post_parameters()
@read_or_send
def password(request: ConsoleRequest) -> HttpResponse:
    """Change the password; sessions elsewhere end."""
    if organisation.is_linked(request.operator):
        return redirect("console:account")
    form = NewPassword(request.POST or None, operator=request.operator)
    if form.is_valid() and _knows_password(request, form):
        operator = request.operator
        operations.change_password(operator=operator, password=form.cleaned_data["new"], by=actor_of(request))
        identity.stay_signed_in(request, operator)
        messages.success(request, _("Uw wachtwoord is gewijzigd. Op andere plekken bent u nu afgemeld."))
        return redirect("console:account")
    return _form(request, "password", form)


@operator_required(Role.VIEWER)
@recently_authenticated(keep=("name",))
@sensitive_post_parameters()
@read_or_send
def device_add(request: ConsoleRequest) -> HttpResponse:
    """Begin to add a device."""
    form = NewDevice(request.POST or None, initial=request.typed)
    _ask_no_password(request, form)
    if form.is_valid() and _knows_password(request, form):
        device = operations.add_device(operator=request.operator, name=form.cleaned_data["name"])
        return redirect("console:device_confirm", device.pk)
    return _form(request, "device_add", form)


@operator_required(Role.VIEWER)
@read_or_send
def device_confirm(request: ConsoleRequest, device: uuid.UUID) -> HttpResponse:
    """Show the secret of a new device until it has given its first code."""
    found = get_object_or_404(accounts.unconfirmed_devices(request.operator), pk=device)
    form = FirstCode(request.POST or None)
    if form.is_valid():
        refusal = auth.confirm_further_device(request, found, form.cleaned_data["code"])
        if refusal is None:
            messages.success(request, _("Het apparaat is toegevoegd."))
            return redirect("console:account")
        _explain(
            form, "code", refusal, _("Deze code klopt niet. Kijk of de klok van uw telefoon goed staat.")
        )
    return _form(request, "device_confirm", form, device=found, key=second_factor.manual_key(found))


@operator_required(Role.VIEWER)
@require_safe
def device_qr(request: ConsoleRequest, device: uuid.UUID) -> HttpResponse:
    """Draw the secret of a new device for the camera."""
    found = get_object_or_404(accounts.unconfirmed_devices(request.operator), pk=device)
    return HttpResponse(second_factor.qr_image(found), content_type="image/svg+xml")


@operator_required(Role.VIEWER)
@recently_authenticated()
@read_or_send
def device_remove(request: ConsoleRequest, device: uuid.UUID) -> HttpResponse:
    """Take a device away, after asking."""
    found = get_object_or_404(accounts.devices(request.operator), pk=device)
    if request.method != "POST":
        loses = _("Codes van dit apparaat werken dan niet meer. Verwijder ze daarna ook uit de app.")
        return render(request, "console/account/remove.html", {"factor": found, "loses": loses})
    try:
        operations.remove_device(device=found, by=actor_of(request))
    except operations.LastFactorError:
        messages.error(request, _("Dit is uw enige apparaat. Voeg eerst een ander toe."))
    else:
        messages.success(request, _("Het apparaat is verwijderd."))
    return redirect("console:account")


@operator_required(Role.VIEWER)
@recently_authenticated()
@sensitive_post_parameters()
@read_or_send
def recovery_codes(request: ConsoleRequest) -> HttpResponse:
    """Make new codes on paper, and show them this once."""
    form = OwnPassword(request.POST if request.method == "POST" else None)
    _ask_no_password(request, form)
    if form.is_valid() and _knows_password(request, form):
        codes = operations.replace_recovery_codes(operator=request.operator, by=actor_of(request))
        return render(request, "console/account/codes.html", {"codes": codes})
    return _form(request, "recovery_codes", form)


@operator_required(Role.VIEWER)
@require_POST
def session_end(request: ConsoleRequest, session: uuid.UUID) -> HttpResponse:
    """End a session elsewhere."""
    found = get_object_or_404(accounts.sessions(request.operator), uuid=session)
    operations.end_session(session=found, by=actor_of(request))
    messages.success(request, _("De sessie is beëindigd."))
    return redirect("console:account")


@operator_required(Role.VIEWER)
@require_POST
def sessions_end(request: ConsoleRequest) -> HttpResponse:
    """End all sessions elsewhere."""
    key = str(request.session.session_key)
    operations.end_other_sessions(operator=request.operator, keep=key, by=actor_of(request))
    messages.success(request, _("U bent nu alleen nog hier aangemeld."))
    return redirect("console:account")


def _ask_no_password(request: ConsoleRequest, form: OwnPassword) -> None:
    """Leave the password out for who signs in by an organisation: these pages ask who it is before they show."""
    if organisation.is_linked(request.operator):
        form.without_password()


def _knows_password(request: ConsoleRequest, form: Form) -> bool:
    if "current" not in form.fields:
        return True
    refusal = auth.confirm_password(request, request.operator, form.cleaned_data["current"])
    if refusal:
        _explain(form, "current", refusal, _("Dit is niet uw wachtwoord."))
    return refusal is None


def _explain(form: Form, field: str, refusal: Refusal, wrong: str) -> None:
    if refusal.locked_for is None:
        form.add_error(field, wrong)
        return
    words = {"time": in_words(refusal.locked_for)}
    form.add_error(
        field, _("Er is te vaak iets verkeerds ingevuld. Probeer het over %(time)s opnieuw.") % words
    )


def _form(request: ConsoleRequest, template: str, form: Form, **values: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"console/account/{template}.html", {"form": form, **values}, status=status)
