"""What is new for somebody; the start page asks for it in part, so that it can itself be kept (architecture P4)."""

from typing import Final, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.looking import processes
from portal.accounts.models import IdentityKind, User
from portal.accounts.queries import whose
from portal.core import access

from . import queries
from .types import Feed

ACTIVITY: Final = "Laten zien wat er nieuw is"
TEMPLATE: Final = "userfeed/feed.html"


@access.signed_in
@never_cache
@processes(ACTIVITY)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Show what is new for who has signed in; asked for in part, nothing at all where there is nothing."""
    in_part = "#part" if request.headers.get("HX-Request") == "true" else ""
    return render(request, f"{TEMPLATE}{in_part}", {"feed": _feed(request)})


def _feed(request: HttpRequest) -> Feed:
    """Answer what is theirs to see now.

    :raises PermissionDenied: for staff, and for who acts for somebody else now.
    """
    found = whose(request)
    user = User.objects.select_related("identity").get(pk=cast(User, request.user).pk)
    is_company = getattr(getattr(user, "identity", None), "kind", None) == IdentityKind.EMPLOYEE
    if found is None or (found.is_representing and not is_company):
        raise PermissionDenied
    return Feed() if found.must_choose_branch else queries.of(user)
