"""The page on which somebody chooses subjects; the profile shows a part of it, by the name of its URL (P-058)."""

from typing import Final, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

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
CHOSEN: Final = "products/chosen.html"
KEEPING: Final = "Interesses bewaren"
PANEL: Final = "paneel-"
"""How the parts of a page are called into which other features put theirs."""


def _is_part(request: HttpRequest) -> bool:
    """Tell whether it is for a part of another page that reads it alone: the start page, or a panel of the profile."""
    return request.method == "GET" and request.headers.get("HX-Request") == "true"


@access.signed_in
@never_cache
@processes(KEEPING, in_part=_is_part)
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


@access.signed_in
@never_cache
@processes(KEEPING, in_part=_is_part)
@require_safe
def chosen(request: HttpRequest) -> HttpResponse:
    """Show the subjects that somebody chose, with what they can arrange there; the start page asks for it in part.

    That page itself says nothing of anybody, so that it can be kept (architecture P4).
    """
    user, offered = _person(request)
    subjects = queries.chosen_by(user, offered)
    context = {
        "cards": queries.cards(subjects, offered),
        "products": queries.products_of(subjects),
        "crumbs": presentation.crumbs(last=_("Uw onderwerpen")),
    }
    in_part = "#part" if request.headers.get("HX-Request") == "true" else ""
    return render(request, f"{CHOSEN}{in_part}", context)


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
