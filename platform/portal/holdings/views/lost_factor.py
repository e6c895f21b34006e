"""Help an inhabitant with a password who has lost the second factor: by functional managers, at the desk."""

import uuid
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts import auditing
from portal.accounts.looking import looked_up, staff_of
from portal.accounts.operations import lost_factor
from portal.accounts.queries import local
from portal.accounts.switching import while_on
from portal.core.access import staff
from portal.holdings import queries
from portal.holdings.forms import FindAddressForm, LostFactorForm

HELPING: Final = "Inwoners helpen die hun tweede stap kwijt zijn"
END: Final = "accounts.change_user"


@while_on
@staff(END)
@never_cache
@sensitive_post_parameters("email")
@require_http_methods(["GET", "HEAD", "POST"])
def find_local(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and lead to whose it is; it stands in no address of a page (attack P05)."""
    form = FindAddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = local.account_of(form.cleaned_data["email"])
        if user is not None:
            return redirect("helping:lost_factor", user.uuid)
        form.add_error("email", _("Bij dit adres is er geen account met een wachtwoord."))
    return render(request, "holdings/find_local.html", {"form": form})


@while_on
@staff(END)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_factor(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show whose account it is, to compare with a proof of identity; a POST ends the second factor."""
    user = queries.with_password(identity)
    if user is None:
        raise Http404
    looked_up(HELPING, user, by=staff_of(request))
    form = LostFactorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = auditing.actor(staff_of(request), request)
        lost_factor.end_factor(user, by=by, why=form.reason())
        messages.success(
            request, _("De tweede stap is gewist. De inwoner krijgt een e-mail om weer in te loggen.")
        )
        return redirect("helping:find_local")
    return render(request, "holdings/lost_factor.html", {"form": form, "identity": identity, "person": user})
