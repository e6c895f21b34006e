"""Choose another password: by a letter for who forgot it, and by the old one (P-025)."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts import known_browsers, queries
from portal.accounts.door_options import PasswordDoor
from portal.accounts.forms.local import ChangePasswordForm, ForgottenForm, NewPasswordForm
from portal.accounts.looking import SIGNING_IN, processes
from portal.accounts.models import LinkPurpose, User
from portal.accounts.operations import links, passwords
from portal.accounts.origins import origin_of
from portal.accounts.queries import local
from portal.accounts.switching import while_on
from portal.core.access import signed_in
from tenants.access import public

from .answering import at_door, blocked, status_of, too_often


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def forgotten(request: HttpRequest, door: PasswordDoor) -> HttpResponse:
    """Ask for which address; what is answered never tells whether it has an account (I25)."""
    form = ForgottenForm(request.POST or None)
    if form.is_valid():
        if refused := links.ask(request, LinkPurpose.RESET, form.cleaned_data["email"]):
            return blocked(request, refused.wait)
        return render(request, "accounts/local/forgotten_sent.html")
    return render(request, "accounts/local/forgotten.html", {"form": form}, status=status_of(form))


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def reset(request: HttpRequest, door: PasswordDoor, token: str) -> HttpResponse:
    """Choose another password by a letter; nobody is signed in by it, the second step stays (I23)."""
    link = local.open_link(token, LinkPurpose.RESET)
    if link is None:
        return _gone(request)
    form = NewPasswordForm(request.POST or None, user=link.user)
    if form.is_valid():
        try:
            user = passwords.reset(
                token=token, password=form.cleaned_data["password"], origin=origin_of(request)
            )
        except links.TakenError:
            return _gone(request)
        messages.success(request, _("Uw nieuwe wachtwoord is ingesteld. Log nu in."))
        response = redirect("local:sign_in")
        known_browsers.remember(request, response, user)
        return response
    return render(request, "accounts/local/reset.html", {"form": form}, status=status_of(form))


@while_on
@signed_in
@processes(SIGNING_IN)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def change(request: HttpRequest, door: PasswordDoor) -> HttpResponse:
    """Change one's own password; who signs in in another way has none."""
    user = cast(User, request.user)
    if queries.whose(request) is None or not local.is_local(user):
        raise Http404
    form = ChangePasswordForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            passwords.change(request, user, old=form.cleaned_data["old"], new=form.cleaned_data["password"])
        except passwords.WrongPasswordError:
            form.add_error("old", _("Dit is niet uw wachtwoord van nu."))
        except passwords.TooOftenError as error:
            form.add_error(None, too_often(error.wait))
        else:
            messages.success(request, _("Uw wachtwoord is veranderd. Op andere apparaten bent u uitgelogd."))
            response = redirect("local:change")
            known_browsers.remember(request, response, user)
            return response
    return render(request, "accounts/local/change.html", {"form": form}, status=status_of(form))


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/local/link_gone.html", {"may_reset": True}, status=404)
