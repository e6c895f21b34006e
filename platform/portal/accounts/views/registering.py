"""Make an account with an address and a password (P-038, P-039), and confirm the address."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts import queries
from portal.accounts.door_options import PasswordDoor, SecondFactorRule
from portal.accounts.forms.local import ConfirmForm, RegisterForm
from portal.accounts.models import LinkPurpose
from portal.accounts.operations import links, passwords, registering
from portal.accounts.queries import local
from tenants.access import public

from .answering import at_door, blocked, go_on, home_or_next, status_of, too_often


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def register(request: HttpRequest, door: PasswordDoor) -> HttpResponse:
    """Ask what an account is made of; what is answered never tells whether an address has one (I25)."""
    _must_be_open(door)
    if queries.whose(request):
        return redirect(home_or_next(request))
    invite = request.GET.get("uitnodiging", "")
    form = RegisterForm(
        request.POST or None,
        asks_phone=door.rule is SecondFactorRule.SMS,
        initial={"uitnodiging": invite, **_told_by(invite)},
    )
    if form.is_valid():
        given = form.cleaned_data
        refused = registering.ask(
            request, address=given["email"], password=given["password"], details=form.details()
        )
        if refused:
            return blocked(request, refused.wait)
        return render(request, "accounts/local/register_sent.html")
    return render(request, "accounts/local/register.html", {"form": form}, status=status_of(form))


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@at_door
def confirm(request: HttpRequest, door: PasswordDoor, token: str) -> HttpResponse:
    """Make the account with the password that was chosen; opening the link makes nothing (W14)."""
    _must_be_open(door)
    if local.open_link(token, LinkPurpose.REGISTER) is None:
        return _gone(request)
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        try:
            user = registering.confirm(request, token=token, password=form.cleaned_data["password"])
        except links.TakenError:
            return _gone(request)
        except passwords.WrongPasswordError:
            form.add_error("password", _("Dit is niet het wachtwoord dat u hebt gekozen."))
        except passwords.TooOftenError as error:
            form.add_error(None, too_often(error.wait))
        else:
            messages.success(request, _("Uw account is klaar."))
            return go_on(request, user, door, then=home_or_next(request))
    return render(request, "accounts/local/confirm.html", {"form": form}, status=status_of(form))


def _must_be_open(door: PasswordDoor) -> None:
    if not door.allows_registration:
        raise Http404


def _told_by(invite: str) -> dict[str, str]:
    """Answer what who invited somebody wrote of them."""
    found = local.open_contact_invite(invite) if invite else None
    if found is None:
        return {}
    return {"email": found.email, "first_name": found.first_name, "last_name": found.last_name}


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/local/link_gone.html", {"may_register": True}, status=404)
