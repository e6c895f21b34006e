"""An operator's own passkeys."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from provisioning.console import operations, passkeys
from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.account import NewPasskey
from provisioning.console.origins import actor_of
from provisioning.console.queries import accounts
from provisioning.console.types import Role
from tenants import audit


@operator_required(Role.VIEWER)
@recently_authenticated(keep=("name",))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_add(request: ConsoleRequest) -> HttpResponse:
    """Have the browser make a passkey, and keep it."""
    form = NewPasskey(request.POST or None, initial=request.typed)
    if form.is_valid():
        given = form.cleaned_data
        answer = given["passkey"]
        made = passkeys.register(request.session, request.operator, name=given["name"], answer=answer)
        if made:
            audit.record("operator.passkey_added", by=actor_of(request), target=made.name)
            messages.success(request, _("De toegangssleutel is toegevoegd."))
            return redirect("console:account")
        form.add_error(None, wrong_passkey(answer))
    if form.is_bound:
        form.without_answer()
    options = passkeys.options_to_register(request.session, request.operator)
    status = 422 if form.errors else 200
    values = {"form": form, "options": options}
    return render(request, "console/account/passkey_add.html", values, status=status)


@operator_required(Role.VIEWER)
@recently_authenticated()
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_remove(request: ConsoleRequest, passkey: uuid.UUID) -> HttpResponse:
    """Ask, and take a passkey away."""
    found = get_object_or_404(accounts.passkeys(request.operator), pk=passkey)
    if request.method != "POST":
        loses = _(
            "U kunt zich dan niet meer met deze toegangssleutel aanmelden. Verwijder hem ook in het apparaat zelf."
        )
        return render(request, "console/account/remove.html", {"factor": found, "loses": loses})
    try:
        operations.remove_passkey(passkey=found, by=actor_of(request))
    except operations.LastFactorError:
        messages.error(
            request, _("Dit is uw enige tweede factor. Voeg eerst een app of een andere sleutel toe.")
        )
    else:
        messages.success(request, _("De toegangssleutel is verwijderd."))
    return redirect("console:account")


def wrong_passkey(answer: str) -> str:
    """Say what is wrong with an answer that made no passkey."""
    if not answer:
        return _("Uw browser kan geen toegangssleutel maken. Gebruik een andere browser, of een app.")
    return _("Deze toegangssleutel is niet toegevoegd: het antwoord klopt niet, of u hebt hem al.")


PASSKEYS = [
    path("account/toegangssleutels/toevoegen/", passkey_add, name="passkey_add"),
    path("account/toegangssleutels/<uuid:passkey>/verwijderen/", passkey_remove, name="passkey_remove"),
]
"""Their addresses."""
