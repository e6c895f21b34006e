"""Accept an invitation, and sign in with a second factor: our own pages in /beheer/."""

import uuid
from typing import Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from maykin_2fa import views as maykin
from two_factor.forms import AuthenticationTokenForm, BackupTokenForm
from two_factor.plugins.registry import GeneratorMethod

from portal.accounts import operations, presenting, queries
from portal.accounts.forms.staff import ChoosePasswordForm, SignInForm
from portal.accounts.models import User
from portal.accounts.origins import origin_of
from portal.accounts.queries import colleagues
from portal.accounts.queries.resolving import sign_in_of
from portal.core.access import STAFF_PAGES, is_verified_staff, next_url, staff
from tenants import headers
from tenants.access import public

from . import leaving


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; a POST accepts it (attack W14: opening a link accepts nothing)."""
    found = queries.open_invitation(token)
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    context = {"ways_in": presenting.ways_in_for_colleagues(STAFF_PAGES), "user_invited": found.user}
    if not colleagues.may_use_password(found.user):
        return render(request, "accounts/invitation.html", context)
    form = ChoosePasswordForm(found.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.accept_invitation(
                token=token, password=form.cleaned_data["new_password1"], origin=origin_of(request)
            )
        except operations.TakenError:
            return render(request, "accounts/invitation_gone.html", status=404)
        messages.success(request, _("Uw wachtwoord is ingesteld. Log nu in."))
        return redirect("maykin_2fa:login")
    return render(request, "accounts/invitation.html", {**context, "form": form})


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here and at the organisation, and make the browser forget; stands before the admin's own."""
    if sign_in_of(request) is not None:
        return leaving.sign_out(request, otherwise=lambda: redirect(leaving.STAFF_LEFT))
    response: HttpResponse = admin.site.logout(request)
    headers.forget_here(response)
    return response


@staff()
@require_POST
def put_away(request: HttpRequest, announcement: uuid.UUID) -> HttpResponse:
    """Show an announcement of the platform no more to whoever asks."""
    operations.put_away(announcement=announcement, user=cast(User, request.user))
    return redirect("admin:index")


def with_plain_label(form: Any) -> Any:
    """Call a code a code: the library says token."""
    for name in ("otp_token", "token"):
        if name in form.fields:
            form.fields[name].label = _("Code")
    return form


class SignInView(maykin.AdminLoginView):
    """Ask for address and password, then for a code."""

    form_list = (("auth", SignInForm), ("token", AuthenticationTokenForm), ("backup", BackupTokenForm))

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        """Offer the organisation's own sign-in besides, where there is one."""
        context: dict[str, Any] = super().get_context_data(form, **kwargs)
        then = next_url(self.request, STAFF_PAGES)
        return {
            **context,
            "ways_in": presenting.ways_in_for_colleagues(then) if self.steps.current == "auth" else (),
            "only_way": colleagues.is_only_way(),
            "has_left": leaving.MARK in self.request.GET,
        }

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Keep the name under which the page for recovery codes looks for what was filled in here."""
        return "admin_login_view"

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Label the code."""
        return with_plain_label(super().get_form(*args, **kwargs))


class RecoveryView(maykin.RecoveryTokenView):
    """Ask for a recovery code instead."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Label the code."""
        return with_plain_label(super().get_form(*args, **kwargs))


class SetupView(maykin.AdminSetupView):
    """Set up a second factor; an authenticator app is the only kind for now, so there is nothing to choose."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask who has a device for a code of it: none is added by who has not shown the one that there is (I23)."""
        user = request.user
        if isinstance(user, User) and not is_verified_staff(request) and colleagues.devices_of(user):
            return redirect("second_step")
        return super().dispatch(request, *args, **kwargs)

    def get_available_methods(self) -> list[Any]:
        """Offer the authenticator app."""
        return [GeneratorMethod()]

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """Label the code."""
        return with_plain_label(super().get_form(*args, **kwargs))
