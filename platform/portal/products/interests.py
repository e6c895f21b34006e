"""The page on which somebody chooses subjects; the profile shows a part of it, by the name of its URL (P-058)."""

from typing import Final, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.looking import processes
from portal.accounts.models import IdentityKind, User
from portal.accounts.origins import origin_of
from portal.accounts.queries import whose
from portal.core import access
from portal.products import operations, presentation, queries
from portal.products.forms import InterestsForm
from portal.products.models import Category
from portal.products.policy import Visitor
from tenants.audit import Actor

TEMPLATE: Final = "products/interests.html"
KEEPING: Final = "Interesses bewaren"
PANEL: Final = "paneel-"
"""How the parts of a page are called into which other features put theirs."""


@access.signed_in
@processes("Interesses bewaren")
@never_cache
@processes(KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
def interests(request: HttpRequest) -> HttpResponse:
    """Show what somebody chose, and keep another choice; asked for a panel, show the choice alone."""
    user, offered = _person(request)
    now = queries.chosen_by(user, offered)
    if request.headers.get("HX-Target", "").startswith(PANEL):
        return render(request, f"{TEMPLATE}#panel", {"chosen": now})
    keys = [str(subject.uuid) for subject in now]
    form = InterestsForm(
        offered, request.POST if request.method == "POST" else None, initial={"subjects": keys}
    )
    if request.method == "POST" and form.is_valid():
        by = Actor("person", str(user.uuid), origin_of(request))
        operations.choose_interests(user=user, chosen=form.chosen(), offered=offered, by=by)
        messages.success(request, _("Uw interesses zijn opgeslagen."))
        return redirect("products:interests")
    context = {"form": form, "chosen": now, "crumbs": presentation.crumbs(last=_("Interesses"))}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def _person(request: HttpRequest) -> tuple[User, list[Category]]:
    """Answer who chooses, and among which subjects.

    :raises PermissionDenied: for staff, and for who acts for somebody else now.
    """
    found = whose(request)
    user = User.objects.select_related("identity").get(pk=cast(User, request.user).pk)
    kind = getattr(getattr(user, "identity", None), "kind", None)
    is_company = kind == IdentityKind.EMPLOYEE
    if found is None or (found.is_representing and not is_company):
        raise PermissionDenied
    return user, queries.tree(Visitor.COMPANY if is_company else Visitor.CITIZEN).every()
