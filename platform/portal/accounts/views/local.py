"""Sign in with an address and a password: the first step, and proving by a letter whose address it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import known_browsers, queries
from portal.accounts.door_options import PasswordDoor
from portal.accounts.forms.local import PasswordStep, ProofForm
from portal.accounts.fresh import is_fresh
from portal.accounts.models import LinkPurpose
from portal.accounts.operations import links, passwords
from portal.accounts.operations.passwords import Refused
from portal.accounts.queries import local
from portal.accounts.switching import while_on
from tenants.access import public

from .answering import at_door, blocked, go_on, home_or_next, status_of


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def sign_in(request: HttpRequest, door: PasswordDoor) -> HttpResponse:
    """Ask for address and password; who is in already, and need not show it again, goes on."""
    if queries.whose(request) and (is_fresh(request) or not request.GET.get("next")):
        return redirect(home_or_next(request))
    form = PasswordStep(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        given = form.cleaned_data
        answer = passwords.check(request, door, given["email"], given["password"])
        if not isinstance(answer, Refused):
            return go_on(request, answer, door, then=home_or_next(request))
        if answer.wait is not None:
            return _too_often(request, given["email"], answer)
        form.add_error(None, _why(answer))
    return render(
        request, "accounts/local/sign_in.html", {"form": form, "door": door}, status=status_of(form)
    )


@while_on
@public
@never_cache
@require_POST
@at_door
def ask_proof(request: HttpRequest, door: PasswordDoor) -> HttpResponse:
    """Send a letter by which somebody shows that an address is theirs; whether there is an account is not told."""
    form = ProofForm(request.POST)
    if not form.is_valid():
        return redirect("local:sign_in")
    if refused := links.ask(request, LinkPurpose.PROOF, form.cleaned_data["email"]):
        return blocked(request, refused.wait)
    return render(request, "accounts/local/proof_sent.html")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def proof(request: HttpRequest, door: PasswordDoor, token: str) -> HttpResponse:
    """Have this browser be known as that of who reads the letters to an address; a POST does it (W14)."""
    if request.method != "POST":
        found = local.open_link(token, LinkPurpose.PROOF)
        return _proof_gone(request) if found is None else render(request, "accounts/local/proof.html")
    try:
        link = links.take(token, LinkPurpose.PROOF)
    except links.TakenError:
        return _proof_gone(request)
    messages.success(request, _("Dank u. U kunt nu inloggen met uw wachtwoord."))
    response = redirect("local:sign_in")
    if link.user is not None:
        known_browsers.remember(request, response, link.user)
    return response


def _proof_gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/local/link_gone.html", status=404)


def _why(answer: Refused) -> str:
    if answer.is_closed:
        return _("Dit account is afgesloten. Neem contact op met de gemeente.")
    return _("Het e-mailadres of het wachtwoord klopt niet.")


def _too_often(request: HttpRequest, address: str, answer: Refused) -> HttpResponse:
    assert answer.wait is not None
    more: dict[str, Any] = {"may_prove": answer.may_prove, "address": address, "is_sign_in": True}
    return blocked(request, answer.wait, **more)
