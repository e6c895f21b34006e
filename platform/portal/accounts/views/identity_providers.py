"""The provider behind a door: what it must know of us, and what it says of itself; for functional managers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from integrations.digid_eherkenning import operations as saml
from integrations.digid_eherkenning import queries as described
from integrations.digid_eherkenning.types import Changes
from integrations.identities import SignInRefusedError
from portal.accounts import auditing, handing_over
from portal.accounts.forms.providers import TakeOverForm
from portal.accounts.looking import staff_of
from portal.accounts.models import Door, Protocol
from portal.accounts.queries.doors import connection_of, door_of
from portal.accounts.switching import while_on
from portal.core.access import staff


@while_on
@staff("accounts.change_door")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def identity_provider(request: HttpRequest, door: str) -> HttpResponse:
    """Show what is handed over and what the provider says; a POST takes over what was looked at."""
    found = _door(door)
    changes = _changes(found)
    form = TakeOverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _take_over(request, found, form.cleaned_data):
            messages.success(request, _("De nieuwe gegevens van de inlogdienst zijn overgenomen."))
        else:
            messages.warning(
                request, _("Er is niets overgenomen: de gegevens zijn intussen anders. Kijk opnieuw.")
            )
        return redirect("identity_provider", found.slug)
    values = {
        "door": found,
        "handing": handing_over.of(found),
        "changes": changes,
        "form": form,
        "mark": form.data.get("mark", "") if form.is_bound else (changes.mark if changes else ""),
    }
    return render(request, "accounts/identity_provider.html", values)


def _take_over(request: HttpRequest, door: Door, told: dict[str, Any]) -> bool:
    if door.protocol != Protocol.SAML:
        return False
    by = auditing.actor(staff_of(request), request)
    try:
        return saml.take_over(connection_of(door), seen=told["mark"], by=by, why=told["reason"])
    except SignInRefusedError:
        return False


def _changes(door: Door) -> Changes | None:
    if door.protocol != Protocol.SAML:
        return None
    try:
        return described.changes(connection_of(door))
    except SignInRefusedError:
        return None


def _door(slug: str) -> Door:
    """Find a door that leads to a provider.

    :raises Http404: when there is none.
    """
    found = door_of(slug)
    if found is None or not found.protocol:
        raise Http404
    return found
