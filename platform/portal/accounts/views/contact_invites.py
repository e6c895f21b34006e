"""Accept an invitation to become somebody's contact (P-045, P-046)."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts import queries
from portal.accounts.models import ContactInvite, User
from portal.accounts.operations import contact_invites
from portal.accounts.operations.links import TakenError
from portal.accounts.queries import local
from tenants import features
from tenants.access import public


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact_invite(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites; a POST of who has signed in accepts it (W14)."""
    if not features.is_on(local.FEATURE):
        raise Http404
    found = local.open_contact_invite(token)
    if found is None:
        contact_invites.note_expired(token)
        return _gone(request)
    is_in = queries.whose(request) is not None
    if request.method == "POST" and is_in:
        return _accepted(request, token)
    return render(request, "accounts/local/contact_invite.html", _ways(request, found, token, is_in=is_in))


def _accepted(request: HttpRequest, token: str) -> HttpResponse:
    try:
        row = contact_invites.accept(token, by=cast(User, request.user))
    except TakenError:
        return _gone(request)
    messages.success(request, _("%(name)s is nu een contact van u.") % {"name": row.inviter.get_full_name()})
    return redirect("pages-root")


def _ways(request: HttpRequest, found: ContactInvite, token: str, *, is_in: bool) -> dict[str, object]:
    """Say how whoever has the link can accept it."""
    door = local.door()
    return {
        "inviter": found.inviter.get_full_name(),
        "is_in": is_in,
        "register": f"{reverse('local:register')}?{urlencode({'uitnodiging': token})}"
        if door and door.allows_registration
        else "",
        "sign_in": f"{reverse('local:sign_in')}?{urlencode({'next': request.path})}" if door else "",
    }


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/local/link_gone.html", {"is_invite": True}, status=404)
